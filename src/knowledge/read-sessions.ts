import { z } from "zod";
import { compare, type Kind, type Quantity, quantity, readQuantity, refuse } from "../quantity/quantity.ts";

/** Either of two kinds of quantity, told apart by the unit: an absolute one, or one per kg of body weight. */
export function absoluteOrPerWeight<A extends Kind, W extends Kind>(absolute: A, perWeight: W) {
  return z
    .unknown()
    .meta({ title: `${absolute} or ${perWeight}`, anyOf: [{ type: "string" }, { type: "object" }] })
    .transform((input, context): { absolute: Quantity<A> } | { perWeight: Quantity<W> } => {
      const first = readQuantity(input, absolute);
      if ("quantity" in first) return { absolute: first.quantity };
      const second = readQuantity(input, perWeight);
      if ("quantity" in second) return { perWeight: second.quantity };
      refuse(context, first.refused);
      return z.NEVER;
    });
}

/** No course lasts longer than its days can be numbered. */
const longest: Quantity<"time"> = { value: 3650, unit: "d" };

/** A time that fits into a course. */
const lasting = quantity("time").superRefine((time, context) => {
  if (compare(time, longest) > 0)
    refuse(context, {
      en: `expected a time of at most ${longest.value} days, got ${time.value} ${time.unit}`,
      zh: `时间至多 ${longest.value} 天；现为 ${time.value} ${time.unit}`,
    });
});

const bolusDose = absoluteOrPerWeight("amount", "amountPerWeight");

/** A bolus: its dose alone, or with the time it is given over. */
const bolus = z.union([
  z.strictObject({ dose: bolusDose, over: lasting.optional() }),
  bolusDose.transform((dose) => ({ dose, over: undefined as Quantity<"time"> | undefined })),
]);

const step = z
  .strictObject({
    rate: quantity("doseRate").optional(),
    ratePerKg: quantity("doseRatePerWeight").optional(),
    /** A rate that rises (or falls) in equal parts to this one, a part every `every`. */
    rampTo: quantity("doseRatePerWeight").optional(),
    every: lasting.optional(),
    for: lasting,
    /** What the step is meant to give in all: held against rate × time. */
    amount: quantity("amount").optional(),
    /** When to hold or step down, in the protocol's own words. */
    hold: z.string().max(300).optional(),
  })
  .superRefine((one, context) => {
    if ((one.rate === undefined) === (one.ratePerKg === undefined)) {
      refuse(context, { en: "expected either rate or ratePerKg", zh: "应给出 rate 或 ratePerKg，二者择一" }, [
        "rate",
      ]);
    }
    if (one.for.value === 0)
      refuse(context, { en: "expected a time above zero, got 0", zh: "时间应大于零；现为 0" }, ["for"]);
    if (one.rampTo && !one.ratePerKg)
      refuse(context, { en: "a ramp begins at ratePerKg", zh: "爬坡须由 ratePerKg 开始" }, ["rampTo"]);
    if ((one.rampTo === undefined) !== (one.every === undefined)) {
      refuse(context, { en: "a ramp needs both rampTo and every", zh: "爬坡须同时给出 rampTo 和 every" }, [
        one.rampTo ? "every" : "rampTo",
      ]);
    }
    if (one.every?.value === 0)
      refuse(context, { en: "expected a time above zero, got 0", zh: "时间应大于零；现为 0" }, ["every"]);
  });

const session = z
  .strictObject({
    /** Day of the course, from 1. */
    day: z.int().min(1).max(3650),
    bolus: bolus.optional(),
    steps: z.array(step).max(200),
  })
  .superRefine((one, context) => {
    if (one.steps.length === 0 && !one.bolus)
      refuse(context, { en: "expected a bolus or at least one step", zh: "至少需要一次推注或一个步骤" }, [
        "steps",
      ]);
  });

/** What is infused on which day: the language that a patient's protocol and a trial's arm share. */
export const sessions = z
  .array(session)
  .max(400)
  .superRefine((all, context) => {
    if (all.length === 0) refuse(context, { en: "expected at least one session", zh: "至少需要一次治疗" });
    all.forEach(({ day }, i) => {
      if (i > 0 && day <= all[i - 1]!.day)
        refuse(context, { en: "expected a later day than the session before", zh: "应晚于上一次治疗" }, [
          i,
          "day",
        ]);
    });
  });
export type Session = z.output<typeof sessions>[number];
export type ProtocolStep = Session["steps"][number];
export type ProtocolBolus = NonNullable<Session["bolus"]>;
