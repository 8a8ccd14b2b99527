import { z } from "zod";
import { noRemarks } from "../delivery/delivery.ts";
import { writeTable } from "../formats/formats.ts";
import { type Instant, instant, type Locale, readParts, writeInstant } from "../quantity/quantity.ts";
import { dayAt, newEntry, type State } from "../records/records.ts";
import { atOneGo } from "./at-one-go.ts";
import { statesOf } from "./drylist.ts";
import { lineOf } from "./drylist/line.ts";
import { keptInOrder } from "./kept.ts";
import { type Chase, type Missed, missedBy } from "./missed/chase.ts";
import { sentencesIn } from "./missed/sentences.ts";
import { writeMissed } from "./missed/write-missed.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { exampleEntries } from "./standing.ts";

/** How the list is wanted. */
export const missedOptions = {
  /** Adds the list as text for a spreadsheet. */
  as: z.enum(["csv"]).optional(),
};
const input = z.strictObject({
  /** The list is as of this moment. */
  now: instant(),
  entries: z.array(newEntry).max(1_000_000),
  ...missedOptions,
});

function run(given: unknown, { locale }: Context): Reply {
  const { parts, issues } = readParts(input, given, locale);
  const { now, entries } = parts;
  if (issues.length > 0 || !now || !entries) return refused(issues);
  return listMissed(statesOf(keptInOrder(entries), now), now, parts, locale);
}

type Listed = Missed & { readonly patient: string };

/** What is to be done first stands first; whoever was let go with a reason stands last. */
const order: readonly Chase[] = ["nobody tried", "try now", "tried, next date set", "ended with a reason"];

/** Who was expected and has not been here since, the longest missed of each kind first. */
export const listMissed = (...asked: Parameters<typeof listMissedStepwise>): Reply =>
  atOneGo(listMissedStepwise(...asked));

/** So many patients are looked at between two steps. */
const atOnce = 50;

/** The same in steps, for whoever has others to answer between them. */
export function* listMissedStepwise(
  states: Iterable<readonly [patient: string, state: State]>,
  now: Instant,
  { as }: { readonly as?: "csv" | undefined },
  locale: Locale,
): Generator<void, Reply> {
  const all: Listed[] = [];
  let elsewhere = 0;
  let seen = 0;
  for (const [patient, state] of states) {
    if (++seen % atOnce === 0) yield;
    if (state.transferred) elsewhere++;
    else all.push(...missedOf(state, now, locale).map((one) => ({ ...one, patient })));
  }
  all.sort((a, b) => order.indexOf(a.chase) - order.indexOf(b.chase) || b.daysOverdue - a.daysOverdue);
  return answered({
    asOf: writeInstant(now),
    missed: all.map((one) => ({ patient: one.patient, ...who(one.state), ...writeMissed(one, locale) })),
    transferred: elsewhere,
    ...(as === "csv" && { csv: csvOf(all, locale) }),
  });
}

/** What one patient missed: the refill of the pump by the dry list's own date, and what was planned. */
export const missedOf = (state: State, now: Instant, locale: Locale): Missed[] =>
  missedBy(
    state,
    state.pump ? lineOf(state, now, undefined, locale, noRemarks()).refillBy?.at : undefined,
    now,
  );

const who = ({ patient, pump }: State): object => ({
  name: patient?.name ?? null,
  identifiers: patient?.identifiers ?? [],
  serial: pump?.serial ?? null,
});

function csvOf(all: readonly Listed[], locale: Locale): string {
  const say = sentencesIn(locale);
  return writeTable([
    [
      "patient",
      "name",
      "expected for",
      "due",
      "days overdue",
      "stands",
      "attempts",
      "next try",
      "last here",
      "reason",
    ],
    ...all.map(({ state, what, isRefill, due, daysOverdue, chase, attempts, nextTry }) => [
      (state.patient?.identifiers ?? []).map(({ system, value }) => `${system} ${value}`).join("; "),
      state.patient?.name ?? "",
      isRefill ? say.refill : what,
      dayAt(due),
      String(daysOverdue),
      say.chase[chase],
      String(attempts),
      nextTry ?? "",
      state.seen ? dayAt(state.seen) : "",
      chase === "ended with a reason" ? (state.letGo?.data.reason ?? "") : "",
    ]),
  ]);
}

export const missed: Operation = {
  name: "missed",
  summary:
    "Who was expected (refill or follow-up) and has not been here since: days overdue, what was tried to reach them, what stands open.",
  input,
  bulk: true,
  example: {
    now: "2026-09-05T08:00:00Z",
    entries: [
      ...exampleEntries,
      {
        ...exampleEntries[0]!,
        id: "00000000-0000-4000-8000-000000000021",
        at: "2026-09-02T10:00:00Z",
        kind: "contact attempted",
        data: { who: "the patient", how: "telephone", outcome: "not reached", nextTry: "2026-09-04" },
      },
    ],
  },
  run,
};
