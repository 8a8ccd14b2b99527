import { type Break, type Entry, genesis } from "../records/records.ts";
import { audit } from "./audit.ts";
import { type Added, type Addition, type Asker, decide, isRepeated, namesIn, type Row } from "./decide.ts";
import { brokenBy, digest, type Link } from "./link.ts";
import { first, marks, rows, type Script, type Value } from "./script.ts";
import { keepInMind, objectionsFor } from "./standing.ts";
import { Trouble } from "./trouble.ts";

const columns = 'sequence, id, patient, serial, recorded_at AS "recordedAt", text, hash';
const start = { sequence: 0, hash: genesis, recordedAt: 0 };
/** So many rows are read at a time where a whole table is walked. */
const page = 2000;

/** Adds entries and their line of audit in the transaction that runs, or says why not. */
export function* addEntries(addition: Addition): Script<Added> {
  const { patient, revision } = addition;
  const { ids, serials } = namesIn(addition);
  const elsewhere =
    serials.length === 0
      ? []
      : yield* rows<{ serial: string }>(
          `SELECT DISTINCT serial FROM entries WHERE serial IN ${marks(serials)} AND patient <> ?`,
          ...serials,
          patient,
        );
  const named = ids.length === 0 ? [] : yield* rowsOf(`id IN ${marks(ids)}`, ...ids);
  const latest = yield* first<Link>(
    "SELECT sequence, hash FROM entries WHERE patient = ? ORDER BY sequence DESC LIMIT 1",
    patient,
  );
  const isStale = (latest?.sequence ?? 0) !== revision;
  const decision = decide(addition, {
    named,
    since: isStale ? yield* rowsOf("patient = ? AND sequence > ? ORDER BY sequence", patient, revision) : [],
    latest: latest?.sequence ?? 0,
    objections: isStale ? [] : yield* objectionsFor(addition, latest, named),
    elsewhere: elsewhere.map(({ serial }) => serial),
    last:
      (yield* first<typeof start>(
        'SELECT sequence, hash, recorded_at AS "recordedAt" FROM entries ORDER BY sequence DESC LIMIT 1',
      )) ?? start,
  });
  if (!("rows" in decision)) return decision.answer;
  for (const row of decision.rows)
    yield* rows(
      "INSERT INTO entries (sequence, id, patient, serial, recorded_at, text, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
      row.sequence,
      row.id,
      row.patient,
      row.serial,
      row.recordedAt,
      row.text,
      row.hash,
    );
  yield* audit(decision.act);
  keepInMind(latest, decision.rows);
  return decision.answer;
}

const rowsOf = (where: string, ...values: readonly Value[]): Script<readonly Row[]> =>
  rows<Row>(`SELECT ${columns} FROM entries WHERE ${where}`, ...values);

/** Everything kept of one patient, in the order in which it was recorded; the reading is audited (T-06). */
export function* readEntries(patient: string, asker: Asker): Script<Entry[]> {
  yield* audit({ ...asker, action: "read", patient });
  return (yield* rowsOf("patient = ? ORDER BY sequence", patient)).map(whole);
}

/** The entries of all patients after a sequence number, `most` at a time; the reading is audited. */
export function* entriesSince(after: number, most: number, asker: Asker): Script<Entry[]> {
  yield* audit({ ...asker, action: "read all", reason: `after ${after}` });
  return (yield* rowsOf("sequence > ? ORDER BY sequence LIMIT ?", after, most)).map(whole);
}

/** A row as an entry; one that is not as it was written is never served (S-02). */
export function whole(row: Row): Entry {
  const fact = JSON.parse(row.text) as Record<string, unknown>;
  if (digest(row.text) !== row.hash || fact["sequence"] !== row.sequence || !isRepeated(row, fact))
    throw new Trouble("altered", `${row.sequence} (${row.id})`);
  return { ...fact, hash: row.hash } as unknown as Entry;
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
  /** Snapshots that were derived anew and found the same; those that were not have been thrown away. */
  readonly snapshots?: number;
  readonly thrownAway?: number;
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
export function* verifyChains(tail?: number, told?: (walked: Verified) => void): Script<Verified> {
  const counts = { entries: 0, audit: 0 };
  for (const table of ["entries", "audit"] as const) {
    const end = yield* first<{ sequence: number | null }>(`SELECT max(sequence) AS sequence FROM ${table}`);
    const from = tail === undefined ? 0 : Math.max(0, (end?.sequence ?? 0) - tail);
    let last: Link =
      (yield* first<Link>(`SELECT sequence, hash FROM ${table} WHERE sequence = ?`, from)) ?? start;
    for (;;) {
      const some: readonly Row[] = yield* rows<Row>(
        `SELECT ${table === "entries" ? columns : "sequence, text, hash"} FROM ${table}
         WHERE sequence > ? ORDER BY sequence LIMIT ?`,
        last.sequence,
        page,
      );
      for (const row of some) {
        const damage = damageOf(table, row, last);
        if (damage) return { ...counts, damage };
        counts[table]++;
        last = row;
      }
      told?.({ ...counts });
      if (some.length < page) break;
    }
  }
  return counts;
}
