import { z } from "zod";
import type { Remarks } from "../../delivery/delivery.ts";
import {
  type Hours,
  inward,
  type Locale,
  outward,
  quantity,
  renderQuantity,
} from "../../quantity/quantity.ts";
import { weekdays } from "../../regimen/regimen.ts";
import type { Calendar } from "./calendar.ts";
import { sentencesIn } from "./sentences.ts";

/** How a clinic plans its refills, as it is asked. */
export const planningOptions = {
  /** Absent: Monday to Friday. */
  workdays: z.array(z.enum(weekdays)).min(1).max(weekdays.length).optional(),
  /** Days on which the clinic is closed although it is a working day. */
  closed: z.array(z.iso.date()).max(1000).optional(),
  /** Working days from the order to the drug in hand; there is no default. */
  leadTime: z.int().min(0).max(60).optional(),
  /** How long before the last safe day a refill makes sense; absent: 14 days. */
  window: quantity("time").optional(),
};
type PlanningOptions = Partial<z.output<z.ZodObject<typeof planningOptions>>>;

export interface Planning {
  readonly calendar: Calendar;
  readonly leadTime?: number | undefined;
  readonly window: Hours;
}

const usual = {
  workdays: ["mon", "tue", "wed", "thu", "fri"],
  window: { value: 14, unit: "d" },
} as const;

/** How the clinic plans; what it did not say is taken as usual, and said. */
export function planningOf(asked: PlanningOptions, locale: Locale, remarks: Remarks): Planning {
  const { workdays, closed = [], leadTime, window } = asked;
  const say = sentencesIn(locale);
  const lasts = inward(window ?? usual.window, "time");
  if (!workdays) remarks.assumed.push(say.assumedDays);
  if (!window) remarks.assumed.push(say.assumedWindow(renderQuantity(outward(lasts, "time", "d"), locale)));
  if (leadTime === undefined) remarks.gaps.push(say.noLeadTime);
  return { calendar: { workdays: workdays ?? usual.workdays, closed }, leadTime, window: lasts };
}
