import { latestSafeDay } from "../operations/operations.ts";
import type { Issue } from "../quantity/quantity.ts";
import type { NewEntry, State } from "../records/records.ts";
import type { Words } from "./words.ts";

/** True where an entry says by which day a refill is safe. */
export const saysLatest = (entry: NewEntry): boolean =>
  entry.kind === "refill planned" && entry.from === "entered" && entry.data.latest !== undefined;

/** A last safe day that the forecast does not bear out: it was read too long ago, or never. */
export const latestIssues = (
  entries: readonly NewEntry[],
  stateOf: (entry: NewEntry) => State | undefined,
  words: Words,
): Issue[] =>
  entries.flatMap((entry, i): Issue[] => {
    if (entry.kind !== "refill planned" || !saysLatest(entry)) return [];
    const state = stateOf(entry);
    const latest = state && latestSafeDay(state, entry.at);
    return latest !== undefined && entry.data.latest! <= latest
      ? []
      : [{ path: `entries[${i}].data.latest`, message: words.forecastMoved(latest) }];
  });
