import { inside, type Issue, languageOf, type Locale } from "../quantity/quantity.ts";

const deepest = 100;

const sentences = {
  en: {
    empty: "expected JSON, got nothing",
    notJson: (where: string) => `is not JSON${where}`,
    at: (line: number, column: number) => `: it cannot be read from line ${line}, column ${column} on`,
    ends: ": it ends too early",
    twice: "is given twice in one object; which one holds cannot be known",
    prototype: "is not a field known here",
    deep: `is nested deeper than ${deepest} levels`,
    nul: "holds the character U+0000, which is in no text and cannot be kept",
  },
  zh: {
    empty: "应为 JSON；现为空",
    notJson: (where: string) => `不是 JSON${where}`,
    at: (line: number, column: number) => `：自第 ${line} 行第 ${column} 列起无法读取`,
    ends: "：内容不完整",
    twice: "在同一对象中出现两次，无法判断以哪个为准",
    prototype: "此处没有这个字段",
    deep: `嵌套超过 ${deepest} 层`,
    nul: "含字符 U+0000：文本中没有此字符，也无法保存",
  },
};

/** What was read; `isJson` tells text that is no JSON at all from JSON that contradicts itself. */
export type JsonRead =
  | { readonly isJson: true; readonly value: unknown; readonly issues: readonly [] }
  | { readonly isJson: boolean; readonly value?: undefined; readonly issues: readonly Issue[] };

/**
 * Reads JSON as it comes from outside. Beyond what `JSON.parse` refuses, an object that gives one field twice is an
 * issue: of two doses the parser would silently keep the last.
 */
export function readJson(text: string, locale: Locale): JsonRead {
  const say = sentences[languageOf(locale)];
  if (text.trim() === "") return { isJson: false, issues: [{ path: "", message: say.empty }] };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { isJson: false, issues: [{ path: "", message: say.notJson(place(text, String(error), say)) }] };
  }
  const issues = contradictions(text, say);
  // Looked for only where it may be: an escape is the one way in which it comes.
  if (issues.length === 0 && text.includes("\\u0000"))
    issues.push(...withNul(value, "").map((path) => ({ path, message: say.nul })));
  return issues.length > 0 ? { isJson: true, issues } : { isJson: true, value, issues: [] };
}

/** Where a text or a name holds U+0000; nested no deeper than `deepest`. */
function withNul(value: unknown, path: string): string[] {
  if (typeof value === "string") return value.includes("\0") ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name.includes("\0") ? [path] : withNul(inner, inside(path, Array.isArray(value) ? Number(name) : name)),
  );
}

type Sentences = (typeof sentences)["en"];

function place(text: string, message: string, say: Sentences): string {
  if (/end of JSON|Unterminated/.test(message)) return say.ends;
  const position = /position (\d+)/.exec(message);
  if (!position) return say.at(1, 1 + (text.length - text.trimStart().length));
  const before = text.slice(0, Number(position[1])).split("\n");
  return say.at(before.length, before.at(-1)!.length + 1);
}

/** An object or list that is open where the scan stands; a list has no names. */
interface Frame {
  readonly names: Set<string> | undefined;
  step: PropertyKey;
}

/** Walks text that is known to be JSON without building it, so that ten megabytes cost milliseconds. */
function contradictions(text: string, say: Sentences): Issue[] {
  const issues: Issue[] = [];
  const open: Frame[] = [];
  const here = (): string => open.map((frame) => frame.step).reduce(inside, "");
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    const frame = open.at(-1);
    if (character === '"') {
      const end = closingQuote(text, i);
      if (frame?.names && isName(text, end)) {
        const name = JSON.parse(text.slice(i, end + 1)) as string;
        frame.step = name;
        if (frame.names.has(name)) issues.push({ path: here(), message: say.twice });
        else if (name === "__proto__") issues.push({ path: here(), message: say.prototype });
        frame.names.add(name);
      }
      i = end;
    } else if (character === "{") open.push({ names: new Set(), step: "" });
    else if (character === "[") open.push({ names: undefined, step: 0 });
    else if (character === "}" || character === "]") open.pop();
    else if (character === "," && frame && !frame.names) frame.step = Number(frame.step) + 1;
    if (open.length > deepest) return [{ path: "", message: say.deep }];
  }
  return issues;
}

function closingQuote(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  for (;;) {
    let slashes = 0;
    while (text[end - 1 - slashes] === "\\") slashes++;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
}

function isName(text: string, end: number): boolean {
  let next = end + 1;
  while (text[next] === " " || text[next] === "\n" || text[next] === "\r" || text[next] === "\t") next++;
  return text[next] === ":";
}
