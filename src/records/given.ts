import { mergesInto } from "./merged.ts";
import type { Entry, EntryKind } from "./read-entry.ts";
import type { State } from "./replay.ts";

type Of<K extends EntryKind> = Extract<Entry, { kind: K }>;

/** A record that was given up for another: the merge, once it came, and who it was of in its own words. */
export interface Given {
  readonly record: string;
  readonly merge?: Of<"records merged">;
  readonly patient?: Of<"patient">["data"];
}

/** What is known before the first of some entries: of a record that others were given up for, which one it is. */
export function beginning(held: readonly Entry[], from: State): State {
  const [merge] = mergesInto(held);
  return merge ? { ...from, of: merge.patient } : from;
}

/** True for what was written in a record that was given up for this one. */
export const isOfGiven = ({ of }: Pick<State, "of">, { patient }: Pick<Entry, "patient">): boolean =>
  of !== undefined && patient !== of;

/** What a merge says: of this record that it was given up, or that another was given up for it. */
export function mergedBy(state: State, entry: Of<"records merged">): State {
  const { kept, given } = entry.data;
  if (isOfGiven(state, entry)) return state;
  return entry.patient === kept
    ? givenWith(state, { record: given, merge: entry })
    : { ...state, merged: entry };
}

/** What is known with one more word of a record that was given up. */
export const givenWith = (state: State, one: Given): State => ({
  ...state,
  given: [
    ...(state.given ?? []).filter(({ record }) => record !== one.record),
    { ...state.given?.find(({ record }) => record === one.record), ...one },
  ],
});
