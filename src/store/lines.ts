// Everything that is kept, as lines of JSON: one a row, whatever the database, and a last one that counts them.
import { canonical, genesis, type NewEntry } from "../records/records.ts";
import { serialOf } from "./decide.ts";
import type { Damage, Verified } from "./ledger.ts";
import { digest, type Link } from "./link.ts";
import { first, rows, type Script, type Value } from "./script.ts";
import { keptTables, type KeptTable } from "./tables.ts";

type Row = Readonly<Record<string, Value>>;
const page = 1000;
/** Rows put back by one statement. */
const putTogether = 100;

/** The next lines after a row of a table, at most a page of them; none where the table ends. */
export function* nextLines(
  { table, key, columns, chained }: KeptTable,
  after: Value,
): Script<{ readonly lines: readonly string[]; readonly last: Value }> {
  const found = yield* rows<Row>(
    `SELECT ${columns.join(", ")} FROM ${table} ${after === null ? "" : `WHERE ${key} > ?`} ORDER BY ${key} LIMIT ${page}`,
    ...(after === null ? [] : [after]),
  );
  const lines = found.map(
    (row) =>
      `${JSON.stringify(
        chained
          ? { table, ...(JSON.parse(String(row["text"])) as object), hash: row["hash"] }
          : { table, ...row },
      )}\n`,
  );
  return { lines, last: found.at(-1)?.[key] ?? null };
}

/** All lines, in the tables' order; `ask` runs a script in the one state that is written out. */
export async function* linesBy(ask: <T>(script: Script<T>) => Promise<T> | T): AsyncGenerator<string> {
  const counts: Record<string, number> = {};
  for (const kept of keptTables) {
    counts[kept.table] = 0;
    for (let after: Value = null; ;) {
      const { lines, last }: { lines: readonly string[]; last: Value } = await ask(nextLines(kept, after));
      counts[kept.table]! += lines.length;
      yield* lines;
      if (lines.length < page) break;
      after = last;
    }
  }
  yield `${JSON.stringify({ table: "end", ...counts })}\n`;
}

/** What is wrong with lines that are to be put back. */
export type Unfit =
  | { readonly refused: "notLines" | "cutOff"; readonly line: number }
  | { readonly damaged: Verified };

/** Reads lines one after the other and holds the chains together; gives each row back as it goes into its table. */
export function lineReader() {
  const last: Record<string, Link> = {};
  const counts: Record<string, number> = Object.fromEntries(keptTables.map(({ table }) => [table, 0]));
  let [line, ended] = [0, false];
  const verified = (): Verified => ({ entries: counts["entries"]!, audit: counts["audit"]! });
  const read = (text: string): { kept: KeptTable; values: readonly Value[] } | Unfit | undefined => {
    line++;
    const fact = factOf(text);
    const table = fact?.["table"];
    if (!fact || ended) return { refused: "notLines", line };
    if (table === "end") {
      ended = Object.entries(counts).every(([name, count]) => (fact[name] ?? 0) === count);
      return ended ? undefined : { refused: "cutOff", line };
    }
    const kept = keptTables.find((one) => one.table === table);
    if (!kept) return { refused: "notLines", line };
    counts[kept.table]!++;
    const { table: _, ...row } = fact;
    if (!kept.chained) return { kept, values: kept.columns.map((column) => (row[column] ?? null) as Value) };
    const before = last[kept.table] ?? { sequence: 0, hash: genesis };
    const { hash, ...said } = row;
    const written = canonical(said);
    const damage = (why: Damage["why"]): Unfit => ({
      damaged: {
        ...verified(),
        damage: { table: kept.table as Damage["table"], sequence: before.sequence + 1, why },
      },
    });
    if (said["sequence"] !== before.sequence + 1) return damage("missing");
    if (digest(written) !== hash) return damage("altered");
    if (said["previous"] !== before.hash) return damage("not linked");
    last[kept.table] = { sequence: before.sequence + 1, hash: String(hash) };
    return { kept, values: kept.columns.map((column) => chainedValue(column, said, written, String(hash))) };
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

function chainedValue(column: string, fact: Record<string, unknown>, text: string, hash: string): Value {
  if (column === "text") return text;
  if (column === "hash") return hash;
  if (column === "recorded_at") return fact["recordedAt"] as number;
  if (column === "serial") return serialOf(fact as unknown as NewEntry);
  return fact[column] as Value;
}

/** True where nothing is kept yet. */
export function* isEmpty(): Script<boolean> {
  for (const { table } of keptTables) if (yield* first(`SELECT 1 FROM ${table} LIMIT 1`)) return false;
  return true;
}

/** Puts rows of one table in their place, in the transaction that runs. */
export function* putRows({ table, columns }: KeptTable, all: readonly (readonly Value[])[]): Script<void> {
  for (let i = 0; i < all.length; i += putTogether) {
    const some = all.slice(i, i + putTogether);
    const one = `(${columns.map(() => "?").join(", ")})`;
    yield* rows(
      `INSERT INTO ${table} (${columns.join(", ")}) VALUES ${some.map(() => one).join(", ")}`,
      ...some.flat(),
    );
  }
}

/** Puts lines back, a thousand rows at a time; `ask` runs each script in the one transaction that is kept or not. */
export async function putLines(
  lines: AsyncIterable<string>,
  ask: <T>(script: Script<T>) => Promise<T> | T,
): Promise<Unfit | Verified> {
  const { read, done } = lineReader();
  let waiting: { kept: KeptTable; all: (readonly Value[])[] } | undefined;
  const flush = async (): Promise<void> => {
    if (waiting) await ask(putRows(waiting.kept, waiting.all));
    waiting = undefined;
  };
  for await (const text of lines) {
    const found = read(text);
    if (!found) continue;
    if (!("kept" in found)) return found;
    if (waiting?.kept !== found.kept || waiting.all.length >= page) await flush();
    waiting ??= { kept: found.kept, all: [] };
    waiting.all.push(found.values);
  }
  await flush();
  return done();
}
