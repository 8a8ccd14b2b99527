import { plainName } from "./same-person.ts";
import { effective } from "./effective.ts";
import { mergeAway, type MergeEntry, mergesInto, ownerOf } from "./merged.ts";
import type { Entry } from "./read-entry.ts";
import { replay, type State } from "./replay.ts";

/** What gives way to a named person with a reason, where two records are merged. */
export const overridableInMerge = ["birth dates differ", "sexes differ"] as const;
export type MergeRule =
  | (typeof overridableInMerge)[number]
  | "one record"
  | "given up before"
  | "keeps another"
  | "says not who"
  | "two pumps"
  | "visit under way"
  | "session under way"
  | "one is elsewhere"
  | "seen by nobody"
  | "not merged";

/** One rule that stands against merging or parting two records, with the names that its sentence needs. */
export interface MergeObjection {
  readonly rule: MergeRule;
  /** In which of the two it lies. */
  readonly in: "kept" | "given" | "both";
  readonly names: readonly string[];
}

type Overrides = MergeEntry["data"]["overrides"];

const always = { happened: Number.POSITIVE_INFINITY };
const against = (
  rule: MergeRule,
  where: MergeObjection["in"],
  ...names: readonly string[]
): MergeObjection => ({ rule, in: where, names });

/** What speaks against merging two records, all at once; each comes with everything that it reads of. */
export function objectionsToMerge(
  kept: readonly Entry[],
  given: readonly Entry[],
  overrides: Overrides = [],
): MergeObjection[] {
  if (ownerOf(kept) === ownerOf(given)) return [against("one record", "both")];
  const sides = [
    { where: "kept", entries: kept, state: replay(kept, always) },
    { where: "given", entries: given, state: replay(given, always) },
  ] as const;
  const [a, b] = [sides[0].state, sides[1].state];
  return [
    ...sides.flatMap(({ where, entries }) => (mergeAway(entries) ? [against("given up before", where)] : [])),
    // A chain would have to be parted in the order in which it was made.
    ...(mergesInto(given).length > 0 ? [against("keeps another", "given")] : []),
    ...(a.patient ? [] : [against("says not who", "kept")]),
    ...differing(a, b).filter(({ rule }) => !overrides?.some(({ finding }) => finding === rule)),
    ...(a.pump && b.pump ? [against("two pumps", "both", a.pump.serial, b.pump.serial)] : []),
    ...sides.flatMap(({ where, state }) => underWay(state, where)),
    ...(Boolean(a.transferred) === Boolean(b.transferred)
      ? []
      : [
          against(
            "one is elsewhere",
            a.transferred ? "kept" : "given",
            (a.transferred ?? b.transferred)!.data.to,
          ),
        ]),
  ];
}

/** Of two people these are hardly the same: a named person may know better. */
function differing({ patient: a }: State, { patient: b }: State): MergeObjection[] {
  if (!a || !b) return [];
  const isSaid = (sex: typeof a.sex): boolean => sex !== undefined && sex !== "unknown";
  return [
    ...(a.birthDate === b.birthDate ? [] : [against("birth dates differ", "both", a.birthDate, b.birthDate)]),
    ...(isSaid(a.sex) && isSaid(b.sex) && a.sex !== b.sex
      ? [against("sexes differ", "both", a.sex!, b.sex!)]
      : []),
  ];
}

function underWay({ visitOpen, pump, session }: State, where: "kept" | "given"): MergeObjection[] {
  return [
    // Without a pump nothing can be interrogated, so that such a visit is never closed.
    ...(visitOpen && pump ? [against("visit under way", where)] : []),
    ...(session ? [against("session under way", where, session.by)] : []),
  ];
}

/** The entries by which two records are merged today, one in each; undefined where they are not. */
export function mergeOf(
  kept: readonly Entry[],
  given: string,
): { readonly kept: Entry; readonly given: Entry } | undefined {
  const own = mergesInto(kept).find(({ data }) => data.given === given);
  const other = mergeAway(kept.filter(({ patient }) => patient === given));
  const [here, there] = [own, other].map((one) => kept.find(({ id }) => id === one?.id));
  return here && there && other?.data.kept === here.patient ? { kept: here, given: there } : undefined;
}

/** What speaks against parting two records; the entries are those of both. */
export function objectionsToPart(kept: readonly Entry[], given: string): MergeObjection[] {
  if (!mergeOf(kept, given)) return [against("not merged", "both")];
  return underWay(replay(kept, always), "kept");
}

/** What was entered since two records were merged: it stays in the record that was kept. */
export function enteredSince(kept: readonly Entry[], given: string): Entry[] {
  const merge = mergeOf(kept, given);
  return merge
    ? kept.filter(({ patient, sequence }) => patient === merge.kept.patient && sequence > merge.kept.sequence)
    : [];
}

/** What of two people's identity is not the same, for whoever compares them. */
export function unlike({ patient: a }: State, { patient: b }: State): string[] {
  if (!a || !b) return [];
  const numbers = (of: typeof a): string =>
    of.identifiers
      .map(({ value }) => value)
      .sort()
      .join();
  const said = {
    name: plainName(a.name) !== plainName(b.name),
    birthDate: a.birthDate !== b.birthDate,
    sex: a.sex !== b.sex,
    identifiers: numbers(a) !== numbers(b),
  };
  return Object.entries(said).flatMap(([name, differs]) => (differs ? [name] : []));
}

/** The entries of a record that hold, the latest last. */
export const holding = (entries: readonly Entry[]): Entry[] => effective(entries, always);
