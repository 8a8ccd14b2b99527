import { z } from "zod";
import { type Instant, instant, type Locale, readParts } from "../quantity/quantity.ts";
import {
  enteredSince,
  type Entry,
  kindsOfEntry,
  mergeOf,
  objectionsToMerge,
  objectionsToPart,
  overridableInMerge,
  ownerOf,
  replay,
  sayMergeObjection,
  type MergeObjection,
  type State,
  unlike,
  writeFact,
} from "../records/records.ts";
import { keptInOrder } from "./kept.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { entriesOfOne, exampleEntries } from "./standing.ts";
import { writeGiven } from "./standing/given.ts";

/** So many of the last entries are shown of each. */
const last = 5;

const input = z.strictObject({
  /** As of this moment. */
  now: instant(),
  /** Everything kept of the record that is to be kept. */
  kept: entriesOfOne,
  /** Everything kept of the record that is to be given up. */
  given: entriesOfOne,
  /** Who says that it is one person all the same, and why. */
  overrides: kindsOfEntry["records merged"].shape.overrides,
});

function run(asked: unknown, { locale }: Context): Reply {
  const { parts, issues } = readParts(input, asked, locale);
  const { now, kept, given, overrides } = parts;
  if (issues.length > 0 || !now || !kept || !given) return refused(issues);
  return answered(compare(keptInOrder(kept), keptInOrder(given), overrides, now, locale));
}

/** Two records side by side, and what speaks against merging them, or against parting them where they are merged. */
function compare(
  kept: readonly Entry[],
  given: readonly Entry[],
  overrides: Parameters<typeof objectionsToMerge>[2],
  now: Instant,
  locale: Locale,
): object {
  const merge = mergeOf(kept, ownerOf(given)!);
  const own = merge ? kept.filter(({ patient }) => patient === merge.kept.patient) : kept;
  const [one, other] = [own, given].map((entries) => replay(entries, { happened: now.epoch }));
  const objections = merge
    ? objectionsToPart(kept, ownerOf(given)!)
    : objectionsToMerge(kept, given, overrides);
  return {
    asOf: writeFact(now),
    kept: write(own, one!),
    given: write(given, other!),
    unlike: unlike(one!, other!),
    merged: merge
      ? {
          at: writeFact(merge.kept.at),
          by: merge.kept.by,
          reason: (merge.kept.data as { readonly reason: string }).reason,
          /** What stays in the record that was kept when the two are parted. */
          since: enteredSince(kept, ownerOf(given)!).map(head),
        }
      : null,
    objections: objections.map((one) => writeObjection(one, locale)),
  };
}

const write = (entries: readonly Entry[], state: State): object => ({
  patient: ownerOf(entries),
  person: state.patient ? writeFact(state.patient) : null,
  pump: state.pump ? writeFact(state.pump) : null,
  delivery: state.delivery,
  transferred: state.transferred?.data.to ?? null,
  given: writeGiven(state),
  entries: entries.length,
  first: entries[0] ? writeFact(entries[0].at) : null,
  seen: state.seen ? writeFact(state.seen) : null,
  last: entries
    .toSorted((a, b) => b.at.epoch - a.at.epoch || b.sequence - a.sequence)
    .slice(0, last)
    .map(head),
});

const head = ({ id, kind, at, by }: Entry): object => ({ entry: id, kind, at: writeFact(at), by });

const writeObjection = (one: MergeObjection, locale: Locale): object => ({
  rule: one.rule,
  in: one.in,
  sentence: sayMergeObjection(one, locale),
  overridable: (overridableInMerge as readonly string[]).includes(one.rule),
});

const [person] = exampleEntries;
const other = {
  ...person!,
  id: "00000000-0000-4000-8000-000000000031",
  patient: "5c1d2e3f-6f5d-4d4c-9d21-1f2b3c4d5e6f",
  data: {
    name: "Test Persons",
    birthDate: "1970-04-30",
    identifiers: [{ system: "clinic", value: "10" }],
  },
};

export const merge: Operation = {
  name: "merge",
  summary:
    "Two records that look like one person's, side by side: what differs, what speaks against merging them, and of two that are merged what was entered since.",
  input,
  bulk: true,
  example: { now: "2026-04-05T08:00:00Z", kept: exampleEntries, given: [other] },
  run,
};
