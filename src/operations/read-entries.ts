import { inside, type Issue, type Locale, readShape } from "../quantity/quantity.ts";
import { type Entry, genesis, newEntry } from "../records/records.ts";

const chained = ["sequence", "recordedAt", "previous", "hash", "salt"] as const;

/**
 * Entries as they are kept or as they are entered: what only keeping gives (its place, when it was recorded) is taken
 * from the order and the time of the event where it is missing.
 */
export function readEntries(
  given: readonly unknown[],
  locale: Locale,
  path: string,
): { readonly entries: readonly Entry[]; readonly issues: readonly Issue[]; readonly numbered: boolean } {
  const issues: Issue[] = [];
  const entries: Entry[] = [];
  let numbered = false;
  given.forEach((one, i) => {
    const kept = typeof one === "object" && one !== null ? { ...(one as Record<string, unknown>) } : one;
    const own = (name: (typeof chained)[number]): unknown => (kept as Record<string, unknown> | null)?.[name];
    const [sequence, recordedAt, previous, hash, salt] = chained.map(own);
    if (typeof kept === "object" && kept !== null)
      for (const name of chained) delete (kept as Record<string, unknown>)[name];
    const read = readShape(newEntry, kept, locale, inside(path, i));
    issues.push(...read.issues);
    if (read.value === undefined) return;
    if (!Number.isSafeInteger(sequence)) numbered = true;
    entries.push({
      ...read.value,
      ...(typeof salt === "string" && { salt }),
      sequence: Number.isSafeInteger(sequence) ? (sequence as number) : i + 1,
      recordedAt: Number.isSafeInteger(recordedAt) ? (recordedAt as number) : read.value.at.epoch,
      previous: typeof previous === "string" ? previous : genesis,
      hash: typeof hash === "string" ? hash : genesis,
    } as Entry);
  });
  return { entries, issues, numbered };
}
