import {
  type Hours,
  hoursBetween,
  type Instant,
  instantAfter,
  inward,
  outward,
  readInstant,
} from "../../quantity/quantity.ts";
import { dayAt, type State } from "../../records/records.ts";

/** How it stands with reaching somebody who did not come. */
export type Chase = "nobody tried" | "try now" | "tried, next date set" | "ended with a reason";

/** Somebody who was expected and has not been here since. */
export interface Missed {
  readonly state: State;
  /** "refill", or what was planned in its own words. */
  readonly what: string;
  readonly isRefill: boolean;
  readonly due: Instant;
  readonly daysOverdue: number;
  readonly chase: Chase;
  readonly attempts: number;
  /** The day on which it is tried again, as it was written. */
  readonly nextTry?: string;
}

/** Whole days that have passed. */
const daysSince = (due: Instant, now: Instant): number =>
  Math.floor(outward(hoursBetween(due, now), "time", "d").value);
const oneDay = inward({ value: 1, unit: "d" }, "time");

/** A calendar day is over when the next begins, by the clock of whoever asks. */
const dayEnds = (day: string, { offset }: Instant): Instant => {
  const { epoch } = readInstant(`${day}T00:00:00Z`)!;
  const shift = inward({ value: offset, unit: "min" }, "time");
  return instantAfter({ epoch, offset }, (oneDay - shift) as Hours);
};

/**
 * Every date that has passed without the patient having been here since: when the refill was due, and what was planned.
 * Nothing ends it in silence: only having come, a transfer, or a reason that somebody wrote down.
 */
export function missedBy(state: State, refillBy: Instant | undefined, now: Instant): Missed[] {
  if (state.transferred) return [];
  const isOpen = (due: Instant): boolean =>
    due.epoch < now.epoch && (state.seen === undefined || state.seen.epoch < due.epoch);
  const all: { what: string; isRefill: boolean; due: Instant }[] = [
    ...(refillBy && isOpen(refillBy) ? [{ what: "refill", isRefill: true, due: refillBy }] : []),
    ...state.expected.flatMap(({ data }) => {
      const due = dayEnds(data.due, now);
      return due.epoch <= now.epoch ? [{ what: data.what, isRefill: false, due }] : [];
    }),
  ];
  return all
    .sort((a, b) => a.due.epoch - b.due.epoch)
    .map((one) => ({ state, ...one, daysOverdue: daysSince(one.due, now), ...standOf(state, one.due, now) }));
}

function standOf(state: State, due: Instant, now: Instant): Pick<Missed, "chase" | "attempts" | "nextTry"> {
  const attempts = state.attempts.length;
  const nextTry = state.attempts.at(-1)?.data.nextTry;
  const rest = { attempts, ...(nextTry !== undefined && { nextTry }) };
  if (state.letGo && state.letGo.at.epoch >= due.epoch) return { chase: "ended with a reason", ...rest };
  if (attempts === 0) return { chase: "nobody tried", ...rest };
  return {
    chase: nextTry === undefined || nextTry <= dayAt(now) ? "try now" : "tried, next date set",
    ...rest,
  };
}
