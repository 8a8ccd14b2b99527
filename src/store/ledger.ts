import type { DatabaseSync } from "node:sqlite";
import { type Break, type Entry, genesis } from "../records/records.ts";
import { audit } from "./audit.ts";
import {
  type Added,
  type Addition,
  type Asker,
  decide,
  entryOf,
  isRepeated,
  namesIn,
  type Row,
} from "./decide.ts";
import { brokenBy, type Link } from "./link.ts";

const columns = 'sequence, id, patient, serial, recorded_at AS "recordedAt", text, hash';
const start = { sequence: 0, hash: genesis, recordedAt: 0 };

/** Adds entries and their line of audit in the transaction that runs, or says why not. */
export function addEntries(db: DatabaseSync, addition: Addition): Added {
  const { patient, revision } = addition;
  const { ids, serials } = namesIn(addition);
  const byId = db.prepare(`SELECT ${columns} FROM entries WHERE id = ?`);
  const elsewhere = db.prepare("SELECT 1 FROM entries WHERE serial = ? AND patient <> ? LIMIT 1");
  const decision = decide(addition, {
    named: ids.flatMap((id) => (byId.get(id) as Row | undefined) ?? []),
    since: rowsOf(db, "patient = ? AND sequence > ? ORDER BY sequence", patient, revision),
    latest: rowsOf(db, "patient = ? ORDER BY sequence DESC LIMIT 1", patient)[0]?.sequence ?? 0,
    elsewhere: serials.filter((serial) => elsewhere.get(serial, patient)),
    last: rowsOf(db, "TRUE ORDER BY sequence DESC LIMIT 1")[0] ?? start,
  });
  if (!("rows" in decision)) return decision.answer;
  const insert = db.prepare(
    "INSERT INTO entries (sequence, id, patient, serial, recorded_at, text, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  for (const row of decision.rows)
    insert.run(row.sequence, row.id, row.patient, row.serial, row.recordedAt, row.text, row.hash);
  audit(db, decision.act);
  return decision.answer;
}

const rowsOf = (db: DatabaseSync, where: string, ...values: (string | number)[]): Row[] =>
  db.prepare(`SELECT ${columns} FROM entries WHERE ${where}`).all(...values) as unknown as Row[];

/** Everything kept of one patient, in the order in which it was recorded; the reading is audited (T-06). */
export function readEntries(db: DatabaseSync, patient: string, asker: Asker): Entry[] {
  audit(db, { ...asker, action: "read", patient });
  return rowsOf(db, "patient = ? ORDER BY sequence", patient).map(entryOf);
}

/** The entries of all patients after a sequence number, `most` at a time; the reading is audited. */
export function entriesSince(db: DatabaseSync, after: number, most: number, asker: Asker): Entry[] {
  audit(db, { ...asker, action: "read all", reason: `after ${after}` });
  return rowsOf(db, "sequence > ? ORDER BY sequence LIMIT ?", after, most).map(entryOf);
}

/** The first record of a table that is not as it was written. */
export interface Damage extends Break {
  readonly table: "entries" | "audit";
  /** The entry's own id, as far as it can be read. */
  readonly id?: string;
}

/** How many records hold, and the first that does not. */
export interface Verified {
  readonly entries: number;
  readonly audit: number;
  readonly damage?: Damage;
}

/** What is wrong with the next record of a chain, if anything. */
export function damageOf(table: Damage["table"], row: Row, last: Link): Damage | undefined {
  const why = brokenBy(row, last, (fact) => table === "audit" || isRepeated(row, fact));
  if (!why) return undefined;
  // What is missing stands before the record that was found.
  const sequence = why === "missing" ? last.sequence + 1 : row.sequence;
  return { table, sequence, why, ...(table === "entries" && { id: row.id }) };
}

/** Walks both chains from a number of records before their ends, or from the beginning. */
export function verifyChains(db: DatabaseSync, tail?: number): Verified {
  const counts = { entries: 0, audit: 0 };
  for (const table of ["entries", "audit"] as const) {
    const end = db.prepare(`SELECT max(sequence) AS sequence FROM ${table}`).get() as {
      sequence: number | null;
    };
    const from = tail === undefined ? 0 : Math.max(0, (end.sequence ?? 0) - tail);
    let last: Link =
      (db.prepare(`SELECT sequence, hash FROM ${table} WHERE sequence = ?`).get(from) as Link | undefined) ??
      start;
    const rows = db
      .prepare(
        `SELECT ${table === "entries" ? columns : "sequence, text, hash"} FROM ${table} WHERE sequence > ? ORDER BY sequence`,
      )
      .iterate(last.sequence) as Iterable<unknown> as Iterable<Row>;
    for (const row of rows) {
      const damage = damageOf(table, row, last);
      if (damage) return { ...counts, damage };
      counts[table]++;
      last = row;
    }
  }
  return counts;
}
