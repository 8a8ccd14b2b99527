import { noRemarks } from "../../delivery/delivery.ts";
import type { Instant } from "../../quantity/quantity.ts";
import { dayAt, type State } from "../../records/records.ts";
import { lineOf } from "../drylist/line.ts";
import { type Day, daysAfter } from "./calendar.ts";

/** The last safe day of a refill that is due at a moment: the last one that is over before it, where the list is read. */
export const latestDay = (refillBy: Instant, now: Instant): Day =>
  daysAfter(dayAt({ ...refillBy, offset: now.offset }), -1);

/** The last safe day of a patient's refill as the forecast stands at a moment; undefined where there is no date. */
export function latestSafeDay(state: State, now: Instant): Day | undefined {
  const { refillBy } = lineOf(state, now, undefined, "en-US", noRemarks());
  return refillBy && latestDay(refillBy.at, now);
}
