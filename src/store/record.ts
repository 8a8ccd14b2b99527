// A patient's record as it reads: their own entries, and while other records are given up for it, theirs among them.
import { type Entry, mergesInto } from "../records/records.ts";
import { entryOf, type Row } from "./decide.ts";
import { entryRows } from "./kept.ts";
import { marks, type Script } from "./script.ts";

/** What stands in the text of every merge, and hardly in another: most records are not looked at twice. */
const sign = '"records merged"';

/** The records that were given up for those that some entries are of. */
export function givenUpFor(own: readonly Row[]): string[] {
  const merged = own.filter(({ text }) => text.includes(sign)).map(({ patient }) => patient);
  return [...new Set(merged)].flatMap((patient) =>
    mergesInto(own.flatMap((row) => (row.patient === patient ? [entryOf(row)] : []))).map(
      ({ data }) => data.given,
    ),
  );
}

/** The records of some patients in the order of recording, up to a number; each merged one with what was given up for it. */
export function* recordRows(
  patients: readonly string[],
  until = Number.MAX_SAFE_INTEGER,
): Script<readonly Row[]> {
  if (patients.length === 0) return [];
  const of = (all: readonly string[]) =>
    entryRows(`patient IN ${marks(all)} AND sequence <= ? ORDER BY sequence`, ...all, until);
  const own = yield* of(patients);
  const given = givenUpFor(own).filter((patient) => !patients.includes(patient));
  if (given.length === 0) return own;
  return [...own, ...(yield* of(given))].sort((a, b) => a.sequence - b.sequence);
}

/** A patient's record as it reads. */
export function* recordOf(patient: string): Script<Entry[]> {
  return (yield* recordRows([patient])).map(entryOf);
}
