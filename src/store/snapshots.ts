// What was derived from the entries of a patient, kept so that a start need not replay them all. A snapshot counts only
// while the entry it ends with is the one that the chain holds; whatever does not match is as good as absent.
import { type Entry, knownFrom, writeKnown } from "../records/records.ts";
import { audit } from "./audit.ts";
import type { Asker } from "./decide.ts";
import { listErasures } from "./erasures.ts";
import { whole } from "./kept.ts";
import { recordRows } from "./record.ts";
import { rows, type Script, vault } from "./script.ts";
import { seal, unseal } from "./seal.ts";
import { keysFor, type Vault } from "./vault.ts";

/** What is known of a patient from all entries up to one. */
export interface Snapshot {
  readonly patient: string;
  /** The last entry that went into it, and its hash. */
  readonly sequence: number;
  readonly entryHash: string;
  readonly text: string;
  /** The records that were given up for this one: what they say is in it, too. */
  readonly given?: readonly string[];
}

/** Where the record of each patient ends. */
export interface Head {
  readonly patient: string;
  readonly sequence: number;
}

/** Every patient with the place of the last entry. */
export function* recordHeads(): Script<Head[]> {
  const found = yield* rows<Head>(
    `SELECT patient, max(sequence) AS sequence FROM entries
     WHERE patient NOT IN (SELECT patient FROM erasures) GROUP BY patient`,
  );
  return found.map(({ patient, sequence }) => ({ patient, sequence }));
}

interface Found {
  readonly patient: string;
  readonly sequence: number;
  readonly entry_hash: string;
  readonly sealed: Uint8Array;
  readonly wrapped: Uint8Array | null;
  readonly kept_hash: string | null;
  readonly kept_patient: string | null;
}

const snapshotRows = `SELECT s.patient, s.sequence, s.entry_hash, s.sealed, k.wrapped, e.hash AS kept_hash, e.patient AS kept_patient
     FROM snapshots s LEFT JOIN entries e ON e.sequence = s.sequence LEFT JOIN keys k ON k.subject = s.patient`;

const after = (patient: string, most: number): Script<readonly Found[]> =>
  rows<Found>(`${snapshotRows} WHERE s.patient > ? ORDER BY s.patient LIMIT ?`, patient, most);

const placeOf = ({ patient, sequence }: Head): string => `snapshots\n${patient}\n${sequence}`;

/** The text of a snapshot that holds; undefined for any other. */
function textOf(found: Found, keys: Vault): string | undefined {
  const { patient, entry_hash, sealed, wrapped, kept_hash, kept_patient } = found;
  if (kept_hash !== entry_hash || kept_patient !== patient || !wrapped) return undefined;
  const key = keys.keyIn(patient, wrapped);
  return key === "locked" ? undefined : unseal(key, sealed, placeOf(found));
}

/** Those of them that hold. */
const held = (found: readonly Found[], keys: Vault): Snapshot[] =>
  found.flatMap((one) => {
    const text = textOf(one, keys);
    return text === undefined
      ? []
      : [{ patient: one.patient, sequence: one.sequence, entryHash: one.entry_hash, text }];
  });

/** The snapshot of one patient, where it holds. */
export function* snapshotOf(patient: string): Script<Snapshot | undefined> {
  return held(yield* rows<Found>(`${snapshotRows} WHERE s.patient = ?`, patient), yield* vault())[0];
}

/** The snapshots after a patient, at most so many looked at; those that do not hold are left out. The reading is audited. */
export function* readSnapshots(
  patient: string,
  most: number,
  asker: Asker,
): Script<{ readonly snapshots: Snapshot[]; readonly last: string | null }> {
  yield* audit({ ...asker, action: "read all", reason: `snapshots after ${patient || "none"}` });
  const found = yield* after(patient, most);
  const snapshots = held(found, yield* vault());
  return { snapshots, last: found.length < most ? null : found.at(-1)!.patient };
}

/** Keeps snapshots, each in the place of an older one. */
export function* keepSnapshots(snapshots: readonly Snapshot[]): Script<void> {
  const gone = new Set((yield* listErasures()).map(({ patient }) => patient));
  const kept = snapshots.filter(
    ({ patient, given = [] }) => ![patient, ...given].some((record) => gone.has(record)),
  );
  const keys = yield* keysFor(kept.map(({ patient }) => patient));
  for (const { patient, sequence, entryHash, text } of kept)
    yield* rows(
      `INSERT INTO snapshots (patient, sequence, entry_hash, sealed) VALUES (?, ?, ?, ?)
       ON CONFLICT (patient) DO UPDATE SET sequence = excluded.sequence, entry_hash = excluded.entry_hash,
         sealed = excluded.sealed`,
      patient,
      sequence,
      entryHash,
      seal(keys.get(patient)!, text, placeOf({ patient, sequence })),
    );
}

/** Throws snapshots away. */
export function* dropSnapshots(patients: readonly string[]): Script<void> {
  for (const patient of patients) yield* rows("DELETE FROM snapshots WHERE patient = ?", patient);
}

/** The records of some patients in the order of recording, with those that were given up for one; the reading is audited. */
export function* readEntriesOf(patients: readonly string[], asker: Asker): Script<Entry[]> {
  yield* audit({ ...asker, action: "read all", reason: `${patients.length} patients` });
  return (yield* recordRows(patients)).map(whole);
}

/** The patients whose snapshot is not what their entries say; each is derived anew. */
export function* spoiltSnapshots(told?: (checked: number) => void): Script<string[]> {
  const keys = yield* vault();
  const spoilt: string[] = [];
  let checked = 0;
  for (let last = ""; ;) {
    const found: readonly Found[] = yield* after(last, 100);
    for (const snapshot of found) {
      const { patient, sequence } = snapshot;
      const entries = yield* recordRows([patient], sequence);
      const text = textOf(snapshot, keys);
      if (text === undefined || writeKnown(knownFrom(entries.map(whole))) !== text) spoilt.push(patient);
    }
    checked += found.length;
    told?.(checked);
    if (found.length < 100) return spoilt;
    last = found.at(-1)!.patient;
  }
}
