import { hoursBetween, type Hours, type Instant, inward } from "../quantity/quantity.ts";
import type { Entry, Urgency } from "./read-entry.ts";

type Snoozing = Extract<Entry, { kind: "alert snoozed" }>;

/** An alert that somebody put aside until a moment. */
export interface Snooze {
  readonly alert: string;
  readonly urgency: Urgency;
  readonly at: Instant;
  readonly until: Instant;
  readonly by: string;
  readonly reason: string;
}

/** The longest that an alert may be put aside; ours, see docs/decisions/035. */
export const longestSnooze: Readonly<Record<Urgency, Hours>> = {
  "act now": inward({ value: 1, unit: "d" }, "time"),
  due: inward({ value: 7, unit: "d" }, "time"),
  soon: inward({ value: 7, unit: "d" }, "time"),
  later: inward({ value: 7, unit: "d" }, "time"),
};

/** True where an alert is put aside for some time, and not for good. */
export function endsInTime({ at, data }: Pick<Snoozing, "at" | "data">): boolean {
  const lasts = hoursBetween(at, data.until);
  return lasts > 0 && lasts <= longestSnooze[data.urgency];
}

/** What is put aside once another is: of each alert the latest word. One that nobody would have let pass is none. */
export function stillSnoozed(snoozed: readonly Snooze[], entry: Snoozing): Snooze[] {
  const { at, by, data } = entry;
  const others = snoozed.filter(({ alert, until }) => alert !== data.alert && until.epoch > at.epoch);
  return endsInTime(entry) ? [...others, { ...data, at, by }] : others;
}
