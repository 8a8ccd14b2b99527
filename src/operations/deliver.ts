import { z } from "zod";
import {
  amountIn,
  catheterVolume,
  changeBetween,
  type Dates,
  datesOf,
  day,
  deliverySentences,
  doseAt,
  hoursToDeliver,
  meanFlow,
  type Moments,
  noRemarks,
  type Plan,
  planBefore,
  planOf,
  pumpClockAt,
  reservoirCurve,
  tubingRemark,
} from "../delivery/delivery.ts";
import {
  type Flow,
  type Hours,
  type Instant,
  inward,
  type Locale,
  outward,
  quantity,
  readParts,
  type Volume,
} from "../quantity/quantity.ts";
import { catheterChoice, patientBolus, program, pumpChoice, reservoir } from "../regimen/regimen.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { dailyDose, dailyFlow, event, hourlyDose, volumeIn } from "./quantities.ts";

const input = z.strictObject({
  pump: pumpChoice,
  catheter: catheterChoice.optional(),
  reservoir,
  program,
  patientBolus: patientBolus.optional(),
  clinic: z
    .strictObject({ margin: quantity("time").optional(), maxInterval: quantity("time").optional() })
    .optional(),
  /** What ran until now: then the answer holds both side by side. */
  before: z.strictObject({ reservoir, program, patientBolus: patientBolus.optional() }).optional(),
});

function run(given: unknown, { locale }: Context): Reply {
  const { parts, issues } = readParts(input, given, locale);
  const remarks = noRemarks();
  remarks.issues.push(...issues);
  const plan = planOf(parts, locale, remarks, { given });
  const dead = parts.catheter && catheterVolume(parts.catheter, locale, remarks);
  const before = planBefore(parts.before, parts.pump, locale, remarks);
  if (remarks.issues.length > 0 || !plan) return refused(remarks.issues);
  const dates = datesOf(plan, parts.clinic ?? {}, locale, remarks);
  const deadVolume =
    dead !== undefined && plan.device.tubing !== undefined
      ? ((dead + plan.device.tubing) as Volume)
      : undefined;
  if (dead !== undefined) {
    const remark = plan.device.tubing === undefined ? undefined : tubingRemark(parts.pump!, locale);
    if (remark) remarks.assumed.push(remark);
    if (plan.device.tubing === undefined)
      remarks.gaps.push(deliverySentences(locale).tubingUnknown(plan.device.name));
  }
  if (plan.device.flowStep === undefined)
    remarks.gaps.push(deliverySentences(locale).stepUnknown(plan.device.name));
  return answered(
    {
      ...doses(plan),
      dates: writeDates(dates, plan.reservoir.asOf),
      dryBeforeAlarm: dates.dryBeforeAlarm,
      ...(deadVolume !== undefined && {
        deadVolume: volumeIn(deadVolume),
        // How long the solution now leaving the reservoir takes to the tip.
        ...(plan.totals.flow > 0 && { toTip: outward(toTip(deadVolume, plan), "time", "h") }),
      }),
      curve: curve(plan, dates, locale, remarks.assumed),
      ...(before && { change: writeChange(before, plan) }),
    },
    remarks.gaps,
    remarks.assumed,
  );
}

const toTip = (deadVolume: Volume, { reservoir, profile }: Plan): Hours =>
  hoursToDeliver(deadVolume, profile, pumpClockAt(reservoir.asOf, profile))!;

function doses(plan: Plan): object {
  const { totals, solution, device, allowance } = plan;
  const step = device.flowStep;
  return {
    flow: dailyFlow(totals.flow),
    daily: solution.map((drug) => ({
      drug: drug.drug,
      dose: dailyDose(doseAt(totals.flow, drug), drug.drug),
    })),
    hourly: totals.hourly.map((flow) => ({
      flow: outward(flow, "flow", "mL/h"),
      doses: solution.map((drug) => ({ drug: drug.drug, dose: hourlyDose(doseAt(flow, drug), drug.drug) })),
    })),
    worstDaily: solution.map((drug) => ({
      drug: drug.drug,
      dose: dailyDose(doseAt(totals.worstDaily, drug), drug.drug),
    })),
    worstHour: solution.map((drug) => ({
      drug: drug.drug,
      dose: hourlyDose(doseAt(totals.worstHour, drug), drug.drug),
    })),
    ...(allowance && {
      bolus: {
        volume: volumeIn(allowance.volume),
        perDay: allowance.perDay,
        doses: solution.map((drug) => ({
          drug: drug.drug,
          amount: outward(amountIn(allowance.volume, drug), "amount", "ug"),
        })),
      },
    }),
    // U-04: every 4 min in place of every 4 h is seen by its count.
    ...(plan.program.mode === "periodic" && { bolusesPerDay: day / plan.profile.cycle }),
    ...(step !== undefined && { achievable: achievable(plan, step) }),
  };
}

/** What the pump can deliver in whole steps of its flow, beside what was programmed. */
function achievable(plan: Plan, step: Flow): object {
  const flow = meanFlow({
    cycle: plan.profile.cycle,
    pieces: plan.profile.pieces.map((piece) => ({
      ...piece,
      flow: (Math.round(piece.flow / step) * step) as Flow,
    })),
  });
  return {
    step: dailyFlow(step),
    flow: dailyFlow(flow),
    daily: plan.solution.map((drug) => ({ drug: drug.drug, dose: dailyDose(doseAt(flow, drug), drug.drug) })),
  };
}

function writeDates(dates: Dates, asOf: Instant): object {
  return {
    ...writeMoments(dates, asOf),
    stability: dates.stability
      ? {
          ...event(asOf, dates.stability.after),
          source: dates.stability.row.source,
          status: dates.stability.row.status,
        }
      : null,
    // The dates above go by the mean flow; these walk the hours of the program.
    ...(dates.byTheHour && { byTheHour: writeMoments(dates.byTheHour, asOf) }),
  };
}

function writeMoments({ alarm, empty, earliestEmpty, worstAlarm, refillBy }: Moments, asOf: Instant): object {
  const at = (after: Hours | undefined): object | null => (after === undefined ? null : event(asOf, after));
  return {
    alarm: at(alarm),
    empty: at(empty),
    earliestEmpty: at(earliestEmpty),
    worstAlarm: at(worstAlarm),
    refillBy: refillBy ? { ...event(asOf, refillBy.after), governedBy: refillBy.governedBy } : null,
  };
}

const curvePoints = 61;

/** The reservoir from now until it would be empty, on the pump's own clock. */
function curve(plan: Plan, dates: Dates, locale: Locale, assumed: string[]): object[] {
  const { asOf } = plan.reservoir;
  if (plan.profile.pieces.length > 1) assumed.push(deliverySentences(locale).clockFromOffset);
  const { empty } = dates.byTheHour ?? dates;
  if (empty === undefined) return [];
  return reservoirCurve(
    inward(plan.reservoir.volume, "volume"),
    plan.profile,
    pumpClockAt(asOf, plan.profile),
    empty,
    curvePoints,
  ).map((point) => ({
    ...event(asOf, point.after),
    volume: volumeIn(point.volume),
  }));
}

function writeChange(before: Plan, after: Plan): object[] {
  return changeBetween(before, after).map((change) => ({
    drug: change.drug,
    before: dailyDose(change.before, change.drug),
    after: dailyDose(change.after, change.drug),
    ratio: change.ratio ?? null,
    hourly: change.hourly.map((h) => ({
      before: hourlyDose(h.before, change.drug),
      after: hourlyDose(h.after, change.drug),
    })),
  }));
}

export const deliver: Operation = {
  name: "deliver",
  summary:
    "What a pump program delivers: flow, doses by hour and day, worst cases, and every date until the refill.",
  input,
  example: {
    pump: { model: "synchromed-ii-40", alarmVolume: "2 mL" },
    catheter: { volume: "0.2 mL" },
    reservoir: {
      volume: "40 mL",
      asOf: "2026-01-05T08:00:00Z",
      solution: [{ drug: "baclofen", concentration: "2000 mcg/mL" }],
    },
    program: { mode: "continuous", drug: "baclofen", dose: "400 mcg/d" },
  },
  run,
};
