import type { Instant } from "../../quantity/quantity.ts";
import { type Day, dayOf, daysAfter } from "./calendar.ts";

/** The last safe day of a refill that is due at a moment: the last one that is over before it, where the list is read. */
export const latestDay = (refillBy: Instant, now: Instant): Day =>
  daysAfter(dayOf({ ...refillBy, offset: now.offset }), -1);
