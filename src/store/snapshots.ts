// What was derived from the entries of a patient, kept so that a start need not replay them all. A snapshot counts only
// while the entry it ends with is the one that the chain holds; whatever does not match is as good as absent.
import { type Entry, knownFrom, writeKnown } from "../records/records.ts";
import { audit } from "./audit.ts";
import type { Asker, Row } from "./decide.ts";
import { whole } from "./ledger.ts";
import { digest } from "./link.ts";
import { marks, rows, type Script } from "./script.ts";

/** What is known of a patient from all entries up to one. */
export interface Snapshot {
  readonly patient: string;
  /** The last entry that went into it, and its hash. */
  readonly sequence: number;
  readonly entryHash: string;
  readonly text: string;
}

/** Where the record of each patient ends. */
export interface Head {
  readonly patient: string;
  readonly sequence: number;
}

/** Every patient with the place of the last entry. */
export function* recordHeads(): Script<Head[]> {
  const found = yield* rows<Head>("SELECT patient, max(sequence) AS sequence FROM entries GROUP BY patient");
  return found.map(({ patient, sequence }) => ({ patient, sequence }));
}

interface Found {
  readonly patient: string;
  readonly sequence: number;
  readonly entry_hash: string;
  readonly text: string;
  readonly hash: string;
  readonly kept_hash: string | null;
  readonly kept_patient: string | null;
}

const snapshotRows = `SELECT s.patient, s.sequence, s.entry_hash, s.text, s.hash, e.hash AS kept_hash, e.patient AS kept_patient
     FROM snapshots s LEFT JOIN entries e ON e.sequence = s.sequence`;

/** Those of them that hold. */
const held = (found: readonly Found[]): Snapshot[] =>
  found
    .filter(holds)
    .map(({ patient, sequence, entry_hash, text }) => ({ patient, sequence, entryHash: entry_hash, text }));

/** The snapshot of one patient, where it holds. */
export function* snapshotOf(patient: string): Script<Snapshot | undefined> {
  return held(yield* rows<Found>(`${snapshotRows} WHERE s.patient = ?`, patient))[0];
}

/** The snapshots after a patient, at most so many looked at; those that do not hold are left out. The reading is audited. */
export function* readSnapshots(
  after: string,
  most: number,
  asker: Asker,
): Script<{ readonly snapshots: Snapshot[]; readonly last: string | null }> {
  yield* audit({ ...asker, action: "read all", reason: `snapshots after ${after || "none"}` });
  const found = yield* rows<Found>(
    `${snapshotRows} WHERE s.patient > ? ORDER BY s.patient LIMIT ?`,
    after,
    most,
  );
  return { snapshots: held(found), last: found.length < most ? null : found.at(-1)!.patient };
}

const holds = ({ patient, entry_hash, text, hash, kept_hash, kept_patient }: Found): boolean =>
  kept_hash === entry_hash && kept_patient === patient && hash === digest(text);

/** Keeps snapshots, each in the place of an older one. */
export function* keepSnapshots(snapshots: readonly Snapshot[]): Script<void> {
  for (const { patient, sequence, entryHash, text } of snapshots)
    yield* rows(
      `INSERT INTO snapshots (patient, sequence, entry_hash, text, hash) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (patient) DO UPDATE SET sequence = excluded.sequence, entry_hash = excluded.entry_hash,
         text = excluded.text, hash = excluded.hash`,
      patient,
      sequence,
      entryHash,
      text,
      digest(text),
    );
}

/** Throws snapshots away. */
export function* dropSnapshots(patients: readonly string[]): Script<void> {
  for (const patient of patients) yield* rows("DELETE FROM snapshots WHERE patient = ?", patient);
}

const columns = 'sequence, id, patient, serial, recorded_at AS "recordedAt", text, hash';

/** All entries of some patients, each in the order of recording; the reading is audited. */
export function* readEntriesOf(patients: readonly string[], asker: Asker): Script<Entry[]> {
  yield* audit({ ...asker, action: "read all", reason: `${patients.length} patients` });
  if (patients.length === 0) return [];
  const found = yield* rows<Row>(
    `SELECT ${columns} FROM entries WHERE patient IN ${marks(patients)} ORDER BY sequence`,
    ...patients,
  );
  return found.map(whole);
}

/** The patients whose snapshot is not what their entries say; each is derived anew. */
export function* spoiltSnapshots(told?: (checked: number) => void): Script<string[]> {
  const spoilt: string[] = [];
  let checked = 0;
  for (let after = ""; ;) {
    const found: readonly Found[] = yield* rows<Found>(
      `${snapshotRows} WHERE s.patient > ? ORDER BY s.patient LIMIT 100`,
      after,
    );
    for (const snapshot of found) {
      const entries = yield* rows<Row>(
        `SELECT ${columns} FROM entries WHERE patient = ? AND sequence <= ? ORDER BY sequence`,
        snapshot.patient,
        snapshot.sequence,
      );
      if (!holds(snapshot) || writeKnown(knownFrom(entries.map(whole))) !== snapshot.text)
        spoilt.push(snapshot.patient);
    }
    checked += found.length;
    told?.(checked);
    if (found.length < 100) return spoilt;
    after = found.at(-1)!.patient;
  }
}
