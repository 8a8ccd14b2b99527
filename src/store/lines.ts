// Everything that is kept, as lines of JSON: one a row, whatever the database, and a last one that counts them.
import { type AnyRow, clearForm, type Fact, type Form, sealedForm } from "./forms.ts";
import { type Last, start } from "./kept.ts";
import type { Damage, Verified } from "./ledger.ts";
import { first, rows, type Script, type Value } from "./script.ts";
import { keptTables, type KeptTable } from "./tables.ts";

const page = 1000;
/** Said first where rows are written as they lie there. */
const sealedHead = { table: "form", form: "sealed" } as const;

/** The next lines after a row of a table, at most a page of them; none where the table ends. */
function* nextLines(
  kept: KeptTable,
  after: Value,
  form: Form,
): Script<{ readonly lines: readonly string[]; readonly last: Value }> {
  const { table, key, columns } = kept;
  // Whoever writes in clear needs the key of the patient beside the row.
  const beside = columns.includes("patient") && form !== sealedForm;
  const found = yield* rows<AnyRow>(
    `SELECT ${columns.join(", ")}${beside ? ", wrapped" : ""} FROM ${table}
     ${beside ? "LEFT JOIN keys ON subject = patient" : ""}
     ${after === null ? "" : `WHERE ${key} > ?`} ORDER BY ${key} LIMIT ${page}`,
    ...(after === null ? [] : [after]),
  );
  const lines: string[] = [];
  for (const row of found) lines.push(lineOf({ table, ...(yield* form.write(kept, row)) }));
  return { lines, last: found.at(-1)?.[key] ?? null };
}

const lineOf = (fact: Fact): string => `${JSON.stringify(fact)}\n`;

/** All lines, in the tables' order; `ask` runs a script in the one state that is written out. */
export async function* linesBy(
  ask: <T>(script: Script<T>) => Promise<T> | T,
  as: "sealed" | "clear",
): AsyncGenerator<string> {
  const counts: Record<string, number> = {};
  const form = as === "sealed" ? sealedForm : clearForm();
  if (as === "sealed") yield lineOf(sealedHead);
  for (const kept of keptTables) {
    if (kept.sealedOnly && as === "clear") continue;
    counts[kept.table] = 0;
    for (let after: Value = null; ;) {
      const { lines, last }: { lines: readonly string[]; last: Value } = await ask(
        nextLines(kept, after, form),
      );
      counts[kept.table]! += lines.length;
      yield* lines;
      if (lines.length < page) break;
      after = last;
    }
  }
  yield lineOf({ table: "end", ...counts });
}

/** What is wrong with lines that are to be put back. */
export type Unfit =
  | { readonly refused: "notLines" | "cutOff"; readonly line: number }
  | { readonly damaged: Verified };

/** Reads lines one after the other and holds the chains together; gives each row back as it goes into its table. */
export function lineReader() {
  const last: Record<string, Last> = {};
  const counts: Record<string, number> = Object.fromEntries(keptTables.map(({ table }) => [table, 0]));
  let form = clearForm();
  let [line, ended] = [0, false];
  const verified = (): Verified => ({ entries: counts["entries"]!, audit: counts["audit"]! });
  const read = (text: string): { kept: KeptTable; row: Fact; form: Form } | Unfit | undefined => {
    line++;
    const fact = factOf(text);
    const table = fact?.["table"];
    if (!fact || ended) return { refused: "notLines", line };
    if (table === sealedHead.table && line === 1) {
      form = sealedForm;
      return undefined;
    }
    if (table === "end") {
      ended = Object.entries(counts).every(([name, count]) => (fact[name] ?? 0) === count);
      return ended ? undefined : { refused: "cutOff", line };
    }
    const kept = keptTables.find((one) => one.table === table);
    if (!kept) return { refused: "notLines", line };
    counts[kept.table]!++;
    const { table: _, ...row } = fact;
    if (!kept.chained) return { kept, row, form };
    const before = last[kept.table] ?? start;
    const why = form.brokenBy(kept, row, before);
    const sequence = before.sequence + 1;
    if (why)
      return { damaged: { ...verified(), damage: { table: kept.table as Damage["table"], sequence, why } } };
    last[kept.table] = { sequence, hash: String(row["hash"]), link: String(row["link"]) };
    return { kept, row, form };
  };
  return { read, done: (): Unfit | Verified => (ended ? verified() : { refused: "cutOff", line }) };
}

function factOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // What is no JSON is no line of ours: the reader names its number.
    return undefined;
  }
}

/** True where nothing is kept yet: the key of the store's own is there from the start. */
export function* isEmpty(): Script<boolean> {
  for (const { table } of keptTables)
    if (table !== "keys" && (yield* first(`SELECT 1 FROM ${table} LIMIT 1`))) return false;
  return true;
}

/** True where a database does not take what a row holds: another type, nothing where something must be, the same twice. */
function isUnfit(error: unknown): boolean {
  const { errcode, code } = error as { errcode?: number; code?: unknown };
  const bySqlite = errcode !== undefined && [19, 20].includes(errcode & 0xff);
  return bySqlite || code === "ERR_INVALID_ARG_TYPE" || /^2[23]...$/.test(String(code));
}

/** Puts lines back, a thousand links of a chain at a time and other rows one by one; `ask` runs each script in the one transaction that is kept or not. */
export async function putLines(
  lines: AsyncIterable<string>,
  ask: <T>(script: Script<T>) => Promise<T> | T,
): Promise<Unfit | Verified> {
  const { read, done } = lineReader();
  let waiting: { kept: KeptTable; form: Form; all: Fact[]; line: number } | undefined;
  let line = 0;
  const flush = async (): Promise<Unfit | undefined> => {
    const some = waiting;
    waiting = undefined;
    try {
      if (some) await ask(some.form.put(some.kept, some.all));
      return undefined;
    } catch (error) {
      if (!isUnfit(error)) throw error;
      return { refused: "notLines", line: some!.line };
    }
  };
  for await (const text of lines) {
    line++;
    const found = read(text);
    if (!found) continue;
    if (!("kept" in found)) return found;
    // What no hash holds together is taken row by row: then one can say which line it was.
    const most = found.kept.chained ? page : 1;
    if (waiting?.kept !== found.kept || waiting.all.length >= most) {
      const unfit = await flush();
      if (unfit) return unfit;
    }
    waiting ??= { kept: found.kept, form: found.form, all: [], line };
    waiting.all.push(found.row);
  }
  return (await flush()) ?? done();
}
