import { type Issue, languageOf, type Locale, suggest } from "../quantity/quantity.ts";
import { type Context, type Operation, refused, type Reply } from "./operation.ts";

/** Puts a question to the operation of that name; a name that is not in the table is an issue at `operation`. */
export async function ask(
  table: readonly Operation[],
  name: string,
  input: unknown,
  context: Context,
): Promise<Reply> {
  const operation = table.find((operation) => operation.name === name);
  return operation ? operation.run(input, context) : refused([unknownOperation(table, name, context.locale)]);
}

const sentences = {
  en: {
    unknown: (name: string) => `"${name}" is not an operation`,
    near: (name: string) => `; did you mean "${name}"?`,
    known: (names: string) => `; known are ${names}`,
    fault: (id: string) =>
      `Theca failed here; this is a fault of the program, not of the input. Please report it with the id ${id}.`,
  },
  zh: {
    unknown: (name: string) => `没有名为 "${name}" 的操作`,
    near: (name: string) => `；是否为 "${name}"？`,
    known: (names: string) => `；已知操作：${names}`,
    fault: (id: string) => `Theca 在此出错；这是程序的缺陷，与输入无关。请附编号 ${id} 报告。`,
  },
};

/** What is said where no operation has that name. */
export function unknownOperation(table: readonly Operation[], name: string, locale: Locale): Issue {
  const say = sentences[languageOf(locale)];
  const names = table.map((operation) => operation.name);
  const near = suggest(name, names);
  const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name;
  const hint = near ? say.near(near) : names.length > 0 ? say.known(names.join(", ")) : "";
  return { path: "operation", message: say.unknown(shown) + hint };
}

/** What a caller is told about a fault of ours: where to find it, and nothing of the inside. */
export interface Fault {
  readonly ok: false;
  readonly issues: readonly Issue[];
  /** Under which the details stand in the log. */
  readonly fault: string;
}

/** The answer that stands for a thrown error; the id is the caller's to draw. */
export function faulted(id: string, locale: Locale): Fault {
  return { ok: false, issues: [{ path: "", message: sentences[languageOf(locale)].fault(id) }], fault: id };
}

/** A reply as JSON text. A number that is not finite would silently become null there: it is a fault of ours. */
export function writeReply(reply: Reply | Fault, id?: { readonly id: unknown }): string {
  return writeValue({ ...id, ...reply });
}

/** JSON of a part of a reply; a number that is not finite is a fault of ours. */
export function writeValue(value: unknown): string {
  const text = JSON.stringify(value);
  if (text.includes("null") && !isFiniteThroughout(value)) throw new Error(notFiniteIn(value, "reply"));
  return text;
}

function isFiniteThroughout(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(isFiniteThroughout);
  for (const key in value) if (!isFiniteThroughout((value as Record<string, unknown>)[key])) return false;
  return true;
}

/** Where the first number stands that is not finite. */
function notFiniteIn(value: unknown, path: string): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? undefined : `${path} is ${value}`;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = notFiniteIn(inner, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
