// What the rules of the record need to know of a patient when entries are added, without reading the whole history. It is
// kept in mind under the hash of the patient's last entry. That hash stands for everything before it, whoever wrote it:
// what is found under it cannot be out of date, in another process, after a correction, or after a restore.
import {
  type Entry,
  forRules,
  goesOn,
  type Known,
  knownFrom,
  knownWith,
  type Objection,
  objectionsAfter,
  objectionsTo,
  readKnown,
} from "../records/records.ts";
import { type Addition, entryOf, type Row } from "./decide.ts";
import { entryRows } from "./kept.ts";
import type { Link } from "./link.ts";
import { recordOf } from "./record.ts";
import type { Script } from "./script.ts";
import { snapshotOf } from "./snapshots.ts";

/** So many patients are kept in mind, those last added to. */
const most = 5000;
const inMind = new Map<string, Known>();

function remember(hash: string, known: Known): Known {
  const short = forRules(known);
  inMind.delete(hash);
  inMind.set(hash, short);
  const [oldest] = inMind.size > most ? inMind.keys() : [];
  if (oldest !== undefined) inMind.delete(oldest);
  return short;
}

/** What speaks against entries that are to follow a patient's last one. */
export function* objectionsFor(
  { patient, entries }: Addition,
  known: Known,
  named: readonly Row[],
): Script<readonly Objection[]> {
  const own = new Map(named.flatMap((row) => (row.patient === patient ? [[row.id, entryOf(row)]] : [])));
  const [before = 0, closing] = known.closings.length > 1 ? known.closings : [0, ...known.closings];
  const closings = entries.flatMap(({ kind, data }) => {
    const signed = kind === "signature" ? own.get(data.of) : undefined;
    return signed?.kind === "visit closed" ? [signed.sequence] : [];
  });
  if (!goesOn(known, entries) || closings.some((sequence) => sequence !== closing))
    return objectionsTo(yield* recordOf(patient), entries);
  const visit = closings.length > 0 ? yield* entriesOf(patient, before, closing) : [];
  return objectionsAfter(known, { entry: (id) => own.get(id), visitOf: () => visit }, entries);
}

/** Keeps in mind what is known once entries were added behind a patient's last one. */
export function keepInMind(before: Link | undefined, added: readonly Row[]): void {
  const known = before ? inMind.get(before.hash) : knownFrom([]);
  const after = known && knownWith(known, added.map(entryOf));
  if (before) inMind.delete(before.hash);
  if (after) remember(added.at(-1)!.hash, after);
}

/** Forgets what is kept in mind under these entries. */
export function putOutOfMind(hashes: readonly string[]): void {
  for (const hash of hashes) inMind.delete(hash);
}

/** What is known at a patient's last entry: from mind, from his snapshot and what came after it, or from everything. */
export function* knownAt(patient: string, last: Link | undefined): Script<Known> {
  if (!last) return knownFrom([]);
  const before = inMind.get(last.hash);
  if (before) return remember(last.hash, before);
  const snapshot = yield* snapshotOf(patient);
  const read = snapshot && readKnown(snapshot.text);
  const after = read && knownWith(read, yield* entriesOf(patient, snapshot.sequence));
  return remember(last.hash, after ?? knownFrom(yield* recordOf(patient)));
}

/** The entries of a patient's own record behind a number, up to another and without it. */
function* entriesOf(patient: string, after: number, until = Number.MAX_SAFE_INTEGER): Script<Entry[]> {
  const found = yield* entryRows(
    "patient = ? AND sequence > ? AND sequence < ? ORDER BY sequence",
    patient,
    after,
    until,
  );
  return found.map(entryOf);
}
