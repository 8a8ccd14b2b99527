import type { DatabaseSync } from "node:sqlite";
import { type Break, canonical, type Entry, genesis, type NewEntry } from "../records/records.ts";
import { audit } from "./audit.ts";
import { brokenBy, type Kept, type Link, linked } from "./link.ts";

/** Who asks, and when by the server's clock. */
export interface Asker {
  readonly who: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Entries of one patient to be added, all or none. */
export interface Addition {
  readonly patient: string;
  /** The sequence of the patient's last entry when the form was opened, 0 for a new patient. */
  readonly revision: number;
  readonly entries: readonly NewEntry[];
  readonly asker: Asker;
}

/** What became of an addition; `again` where it had come before (R-09, S-14). */
export type Added =
  | { readonly added: readonly Entry[]; readonly again: boolean }
  | { readonly refused: Refused };

/** Why nothing was added. */
export type Refused =
  | { readonly why: "stale"; readonly revision: number; readonly since: readonly Entry[] }
  | { readonly why: "another patient"; readonly id: string }
  | { readonly why: "id taken"; readonly id: string }
  | { readonly why: "corrects nothing"; readonly id: string }
  | { readonly why: "serial of another patient"; readonly serial: string };

interface Row extends Kept {
  readonly id: string;
  readonly patient: string;
}
const columns = "sequence, id, patient, text, hash";

const entryOf = ({ text, hash }: Row): Entry => ({ ...(JSON.parse(text) as object), hash }) as Entry;
const rowById = (db: DatabaseSync, id: string): Row | undefined =>
  db.prepare(`SELECT ${columns} FROM entries WHERE id = ?`).get(id) as Row | undefined;

/** Adds entries and their line of audit in the transaction that runs, or says why not. */
export function addEntries(db: DatabaseSync, { patient, revision, entries, asker }: Addition): Added {
  const stranger = entries.find((entry) => entry.patient !== patient);
  if (stranger) return { refused: { why: "another patient", id: stranger.id } };
  const known = entries.map(({ id }) => rowById(db, id));
  if (known.length > 0 && known.every((row) => row !== undefined)) {
    const other = entries.find((entry, i) => !isSame(entry, entryOf(known[i]!)));
    return other
      ? { refused: { why: "id taken", id: other.id } }
      : { added: known.map((row) => entryOf(row!)), again: true };
  }
  const refused = refusal(db, patient, revision, entries, known);
  if (refused) return { refused };
  let last = lastOf(db, "entries");
  const first = last.sequence + 1;
  // A clock that steps back does not put an entry before one that is already there (K-06).
  const recordedAt = Math.max(asker.at, lastRecorded(db));
  const insert = db.prepare(
    "INSERT INTO entries (sequence, id, patient, serial, recorded_at, text, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const added: Entry[] = [];
  for (const entry of entries) {
    const link = linked({ ...entry, recordedAt }, last);
    insert.run(link.sequence, entry.id, patient, serialOf(entry), recordedAt, link.text, link.hash);
    added.push({ ...(JSON.parse(link.text) as object), hash: link.hash } as Entry);
    last = link;
  }
  audit(db, { ...asker, action: "append", patient, entries: [first, last.sequence] });
  return { added, again: false };
}

function refusal(
  db: DatabaseSync,
  patient: string,
  revision: number,
  entries: readonly NewEntry[],
  known: readonly (Row | undefined)[],
): Refused | undefined {
  const taken = entries.find(
    (entry, i) => known[i] !== undefined || entries.findIndex(({ id }) => id === entry.id) < i,
  );
  if (taken) return { why: "id taken", id: taken.id };
  const since = db
    .prepare(`SELECT ${columns} FROM entries WHERE patient = ? AND sequence > ? ORDER BY sequence`)
    .all(patient, revision) as unknown as Row[];
  const latest = (since.at(-1) ?? lastOfPatient(db, patient)).sequence;
  if (latest !== revision) return { why: "stale", revision: latest, since: since.map(entryOf) };
  for (const entry of entries) {
    if (entry.corrects !== undefined) {
      const found = rowById(db, entry.corrects);
      const inBatch = entries.some(({ id }) => id === entry.corrects && id !== entry.id);
      if (found?.patient !== patient && !inBatch) return { why: "corrects nothing", id: entry.corrects };
    }
    const serial = serialOf(entry);
    const owner = serial
      ? db.prepare("SELECT 1 FROM entries WHERE serial = ? AND patient <> ? LIMIT 1").get(serial, patient)
      : undefined;
    if (owner) return { why: "serial of another patient", serial: serial! };
  }
  return undefined;
}

/** The pump that an entry is about, where it names one. */
const serialOf = ({ data }: NewEntry): string | null => ("serial" in data ? data.serial : null);

/** True where a kept entry says what a new one says: all but its place in the chain. */
function isSame(entry: NewEntry, kept: Entry): boolean {
  const { sequence: _s, recordedAt: _r, previous: _p, hash: _h, ...said } = kept;
  return canonical(said) === canonical(entry);
}

const lastOf = (db: DatabaseSync, table: "entries" | "audit"): Link =>
  (db.prepare(`SELECT sequence, hash FROM ${table} ORDER BY sequence DESC LIMIT 1`).get() as
    | Link
    | undefined) ?? { sequence: 0, hash: genesis };
const lastOfPatient = (db: DatabaseSync, patient: string): { sequence: number } =>
  (db
    .prepare("SELECT sequence FROM entries WHERE patient = ? ORDER BY sequence DESC LIMIT 1")
    .get(patient) as { sequence: number } | undefined) ?? { sequence: 0 };
const lastRecorded = (db: DatabaseSync): number =>
  (
    db.prepare("SELECT recorded_at FROM entries ORDER BY sequence DESC LIMIT 1").get() as
      | { recorded_at: number }
      | undefined
  )?.recorded_at ?? 0;

/** Everything kept of one patient, in the order in which it was recorded; the reading is audited (T-06). */
export function readEntries(db: DatabaseSync, patient: string, asker: Asker): Entry[] {
  audit(db, { ...asker, action: "read", patient });
  const rows = db
    .prepare(`SELECT ${columns} FROM entries WHERE patient = ? ORDER BY sequence`)
    .all(patient) as unknown as Row[];
  return rows.map(entryOf);
}

/** The entries of all patients after a sequence number, `most` at a time; the reading is audited. */
export function entriesSince(db: DatabaseSync, after: number, most: number, asker: Asker): Entry[] {
  audit(db, { ...asker, action: "read all", reason: `after ${after}` });
  const rows = db
    .prepare(`SELECT ${columns} FROM entries WHERE sequence > ? ORDER BY sequence LIMIT ?`)
    .all(after, most) as unknown as Row[];
  return rows.map(entryOf);
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

interface Columns {
  readonly id: string;
  readonly patient: string;
  readonly serial: string | null;
  readonly recorded_at: number;
}

/** True where the columns that entries are found by say what the entry says. */
const isRepeated = (row: Partial<Columns>, fact: Readonly<Record<string, unknown>>): boolean =>
  row.id === fact["id"] &&
  row.patient === fact["patient"] &&
  row.recorded_at === fact["recordedAt"] &&
  row.serial === serialOf(fact as unknown as NewEntry);

/** Walks both chains from a number of records before their ends, or from the beginning. */
export function verifyChains(db: DatabaseSync, tail?: number): Verified {
  const counts = { entries: 0, audit: 0 };
  for (const table of ["entries", "audit"] as const) {
    let last: Link = { sequence: 0, hash: genesis };
    if (tail !== undefined) {
      const from = Math.max(0, lastOf(db, table).sequence - tail);
      last =
        (db.prepare(`SELECT sequence, hash FROM ${table} WHERE sequence = ?`).get(from) as
          | Link
          | undefined) ?? last;
    }
    const rows = db
      .prepare(`SELECT * FROM ${table} WHERE sequence > ? ORDER BY sequence`)
      .iterate(last.sequence) as Iterable<unknown> as Iterable<Kept & Partial<Columns>>;
    for (const row of rows) {
      const { id, ...kept } = row;
      const why = brokenBy(kept, last, (fact) => table === "audit" || isRepeated(row, fact));
      if (why) {
        // What is missing stands before the record that was found.
        const sequence = why === "missing" ? last.sequence + 1 : kept.sequence;
        return { ...counts, damage: { table, sequence, why, ...(id !== undefined && { id }) } };
      }
      counts[table]++;
      last = kept;
    }
  }
  return counts;
}
