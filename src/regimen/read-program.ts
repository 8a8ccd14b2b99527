import { z } from "zod";
import { besideOtherFaults, quantity, refuse } from "../quantity/quantity.ts";
import { pumpTime, weekdays } from "./pump-time.ts";

const drug = z.string().min(1).max(80);

const step = z.strictObject({ at: pumpTime, dose: quantity("doseRate") });
export type Step = z.output<typeof step>;

const steps = z.array(step).superRefine((all, context) => {
  if (all.length === 0) refuse(context, { en: "expected at least one step", zh: "至少需要一个时段" });
  for (let i = 1; i < all.length; i++) {
    if ((all[i]?.at ?? NaN) <= (all[i - 1]?.at ?? NaN)) {
      refuse(
        context,
        {
          en: "expected a later time than the step before: steps stand in the order of the day",
          zh: "应晚于上一时段：各时段按一天的先后排列",
        },
        [i, "at"],
      );
    }
  }
}, besideOtherFaults);

const days = z.array(z.enum(weekdays)).superRefine((all, context) => {
  if (all.length === 0) refuse(context, { en: "expected at least one day", zh: "至少需要一天" });
  all.forEach((day, i) => {
    if (all.indexOf(day) < i) refuse(context, { en: `${day} stands here twice`, zh: `${day} 重复出现` }, [i]);
  });
});

const continuous = z
  .strictObject({
    mode: z.literal("continuous"),
    drug: drug.optional(),
    dose: quantity("doseRate").optional(),
    flow: quantity("flow").optional(),
  })
  .superRefine((program, context) => {
    if (program.dose === undefined && program.flow === undefined) {
      refuse(
        context,
        {
          en: `expected a dose per time such as "400 mcg/d" (or a flow), got nothing`,
          zh: `应给出剂量，例如 "400 mcg/d"（或流速）；现为空`,
        },
        ["dose"],
      );
    }
    if (program.dose !== undefined && program.drug === undefined) {
      refuse(
        context,
        { en: "expected the drug that the dose is of, got nothing", zh: "应写明该剂量所指的药物；现为空" },
        ["drug"],
      );
    }
  });

const schedule = z.strictObject({ days, steps });

const flex = z
  .strictObject({
    mode: z.literal("flex"),
    drug,
    days: days.optional(),
    steps: steps.optional(),
    schedules: z.array(schedule).optional(),
  })
  .superRefine((program, context) => {
    if ((program.steps === undefined) === (program.schedules === undefined)) {
      refuse(
        context,
        {
          en: "expected either steps, or schedules for groups of weekdays",
          zh: "应给出时段（steps），或按星期分组的日程（schedules），二者择一",
        },
        ["steps"],
      );
    }
    if (program.schedules === undefined) return;
    if (program.days !== undefined)
      refuse(context, { en: "days belong inside each schedule", zh: "days 应写在各日程之内" }, ["days"]);
    for (const day of weekdays) {
      const times = program.schedules.filter((s) => s.days.includes(day)).length;
      if (times === 0)
        refuse(
          context,
          {
            en: `${day} has no schedule: every weekday needs one`,
            zh: `${day} 没有日程：每个星期日都需要一个`,
          },
          ["schedules"],
        );
      if (times > 1)
        refuse(
          context,
          { en: `${day} stands in ${times} schedules`, zh: `${day} 出现在 ${times} 个日程中` },
          ["schedules"],
        );
    }
  });

const periodic = z.strictObject({
  mode: z.literal("periodic"),
  drug,
  bolus: quantity("amount"),
  /** From the start of one bolus to the start of the next. */
  every: quantity("time"),
  /** How long one bolus runs. */
  duration: quantity("time"),
  /** What flows between and beneath the boluses. */
  background: quantity("doseRate").optional(),
});

/** What the pump is told to do. */
export const program = z.discriminatedUnion("mode", [
  continuous,
  flex,
  periodic,
  z.strictObject({ mode: z.literal("minimum") }),
  z.strictObject({ mode: z.literal("stopped") }),
]);
export type Program = z.output<typeof program>;
export type Mode = Program["mode"];

/** A bolus that the patient may call for. */
export const patientBolus = z
  .strictObject({
    amount: quantity("amount"),
    drug,
    duration: quantity("time"),
    /** From the start of one bolus to the earliest start of the next. */
    lockout: quantity("time"),
    maxPerDay: z.int().min(0).max(1440),
  })
  .superRefine((bolus, context) => {
    if (bolus.duration?.value === 0)
      refuse(
        context,
        { en: "expected a time in which the bolus runs, got 0", zh: "应为单次推注所需时间；现为 0" },
        ["duration"],
      );
    if (bolus.lockout?.value === 0)
      refuse(
        context,
        { en: "expected a time from one bolus to the next, got 0", zh: "应为两次推注的间隔；现为 0" },
        ["lockout"],
      );
  }, besideOtherFaults);
export type PatientBolus = z.output<typeof patientBolus>;
