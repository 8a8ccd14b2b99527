import { notYetMerged } from "./merged.ts";
import type { Entry } from "./read-entry.ts";

/** From where one looks: what had happened by then, of what was recorded by then. */
export interface AsOf {
  /** Entries that happened later are left out; milliseconds since 1970. */
  readonly happened: number;
  /** Entries recorded later are left out; absent: everything known today. */
  readonly known?: number;
}

/**
 * The entries that hold at a moment, in the order in which things happened. A corrected entry gives way to the one that
 * corrects it, which may itself be corrected; nothing is ever taken out of the record. Of two
 * records that are merged, each was its own before they were.
 */
export function effective(entries: readonly Entry[], asOf: AsOf): Entry[] {
  const known =
    asOf.known === undefined ? entries : entries.filter((entry) => entry.recordedAt <= asOf.known!);
  const corrected = new Set(known.flatMap((entry) => (entry.corrects === undefined ? [] : [entry.corrects])));
  const held = known.filter((entry) => entry.at.epoch <= asOf.happened && !corrected.has(entry.id));
  const apart = notYetMerged(entries, ({ id }) => held.some((entry) => entry.id === id));
  const placeOf = corrected.size === 0 ? bySequence : placesIn(known);
  const theirs = apart.size === 0 ? held : held.filter(({ patient }) => !apart.has(patient));
  return theirs.sort((a, b) => a.at.epoch - b.at.epoch || placeOf(a) - placeOf(b));
}

const bySequence = ({ sequence }: Entry): number => sequence;

/** Of things that happened at one moment, a correction stands where the entry stood that it corrects. */
function placesIn(entries: readonly Entry[]): (entry: Entry) => number {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  return (entry) => {
    let first = entry;
    // A chain of corrections is as long as the record at most.
    for (let i = 0; i < entries.length && first.corrects !== undefined; i++) {
      const before = byId.get(first.corrects);
      if (!before) break;
      first = before;
    }
    return first.sequence;
  };
}
