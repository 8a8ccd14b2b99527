// Two records of one person. No entry is moved: a merge is an entry in both records, and while it holds the record that is
// kept reads as both histories together, each entry still saying in which record it was written.
import type { Entry, EntryKind, NewEntry } from "./read-entry.ts";

export type MergeEntry = Extract<NewEntry, { kind: "records merged" }>;
export type PartEntry = Extract<NewEntry, { kind: "records parted" }>;

const both: ReadonlySet<EntryKind> = new Set(["records merged", "records parted"]);
/** Entries that stand in two records at once, and are never added to one of them alone. */
export const isOfBoth = (kind: EntryKind): boolean => both.has(kind);

/** The merges that hold today, of all that stand on one of their sides. */
function standingMerges(entries: readonly NewEntry[], side: "kept" | "given"): MergeEntry[] {
  const merges = entries.filter(
    (entry): entry is MergeEntry => entry.kind === "records merged" && entry.patient === entry.data[side],
  );
  if (merges.length === 0) return merges;
  const taken = new Set(entries.map(({ corrects }) => corrects));
  return merges.filter(({ id }) => !taken.has(id));
}

/** The merges by which a record was kept, and others of the same person given up for it; those taken back left out. */
export const mergesInto = (entries: readonly NewEntry[]): readonly MergeEntry[] =>
  standingMerges(entries, "kept");

/** The merge by which a record was given up, where it was. */
export function mergeAway(entries: readonly NewEntry[]): MergeEntry | undefined {
  const away = standingMerges(entries, "given");
  const owner = away.length > 0 ? ownerOf(entries) : undefined;
  return away.findLast(({ patient }) => patient === owner);
}

/** Whose record these entries are: of two that are merged, the one that is kept. */
export const ownerOf = (entries: readonly NewEntry[]): string | undefined =>
  (mergesInto(entries)[0] ?? entries[0])?.patient;

/** True for entries that are neither of a record nor of one that was given up for it. */
export function isStrangerTo(owner: string | undefined, entries: readonly NewEntry[]) {
  const theirs = new Set([owner, ...mergesInto(entries).map(({ data }) => data.given)]);
  return ({ patient }: NewEntry): boolean => !theirs.has(patient);
}

/** The records whose entries are left out before a merge: then each was a record of its own. */
export function notYetMerged(
  entries: readonly NewEntry[],
  holds: (merge: MergeEntry) => boolean,
): Set<string> {
  return new Set(mergesInto(entries).flatMap((merge) => (holds(merge) ? [] : [merge.data.given])));
}

/** The entries of a record that had happened by a moment; before a merge without those of the other record. */
export function happenedBy(entries: readonly Entry[], moment: number): Entry[] {
  const apart = notYetMerged(entries, ({ at }) => at.epoch <= moment);
  return entries.filter(({ at, patient }) => at.epoch <= moment && !apart.has(patient));
}

/**
 * The entries of any number of patients, by record. Of two records that are merged the kept one has the entries of both;
 * the other still stands there with its own.
 */
export function recordsOf(entries: readonly Entry[]): Map<string, readonly Entry[]> {
  const own = Map.groupBy(entries, ({ patient }) => patient);
  const records = new Map<string, readonly Entry[]>(own);
  for (const [patient, of] of own) {
    const given = mergesInto(of).flatMap(({ data }) => own.get(data.given) ?? []);
    if (given.length > 0) records.set(patient, together([...of, ...given]));
  }
  return records;
}

/** Entries of several records in the order in which they were recorded. */
export const together = (entries: readonly Entry[]): Entry[] =>
  entries.toSorted((a, b) => a.sequence - b.sequence);
