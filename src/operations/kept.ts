import { type Entry, type NewEntry } from "../records/records.ts";

/** Entries as they come in a question: as they come, so were they recorded; their chain is the store's matter. */
export const keptInOrder = (entries: readonly NewEntry[]): Entry[] =>
  entries.map((entry, i) => ({ ...entry, sequence: i + 1, recordedAt: 0, previous: "", hash: "" }) as Entry);
