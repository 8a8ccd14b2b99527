import { z } from "zod";
import {
  catheterVolume,
  noRemarks,
  type Plan,
  planOf,
  pumpClockAt,
  tubingRemark,
} from "../../delivery/delivery.ts";
import { adultCanal } from "../../knowledge/knowledge.ts";
import {
  type Concentration,
  type Flow,
  type Hours,
  inside,
  inward,
  type Issue,
  type Locale,
  quantity,
  renderDuration,
  type Volume,
} from "../../quantity/quantity.ts";
import { catheterChoice, patientBolus, program, pumpChoice, reservoir } from "../../regimen/regimen.ts";
import { clockFor, hoursOf } from "../clock.ts";
import { dose, dosing, inputFor, needsWeight, readDoses, timesIn, weightWanted } from "../read-doses.ts";
import { type Line, pass, type Passage, type Supply } from "./line.ts";
import { canalSentences } from "./sentences.ts";
import { type Calls, suppliesFrom } from "./supplies.ts";
import type { TipDose } from "./tip-dose.ts";

/** How the fluid between reservoir and tip mixes: tanks in series, or a column that never mixes. */
export const tanks = z.union([z.int().min(1).max(200), z.literal("plug")]);

/** The fluid between reservoir and tip. */
export const line = z.strictObject({
  /** Tubing and implanted catheter; for a plan it follows from pump and catheter where nothing is said. */
  deadVolume: quantity("volume").optional(),
  /** What it holds at the start. */
  holds: quantity("concentration").optional(),
  tanks: tanks.optional(),
});
type GivenLine = z.output<typeof line>;

const delivery = z.strictObject({
  /** From then on, until the next delivery. */
  at: quantity("time"),
  concentration: quantity("concentration"),
  dose: quantity("doseRate").optional(),
  flow: quantity("flow").optional(),
  /** What the patient is meant to get meanwhile, as during a bridge; flow times concentration where nothing is said. */
  intended: quantity("doseRate").optional(),
});

/** The fields that say what reaches the tip: one of three ways. */
export const deliveryFields = {
  /** At the tip itself. */
  doses: z.array(dose).max(10_000).optional(),
  /** Into the line: what leaves the reservoir, one after the other. */
  deliveries: z.array(delivery).min(1).max(1000).optional(),
  /** What a pump is told to do. */
  plan: z
    .strictObject({
      pump: pumpChoice,
      catheter: catheterChoice.optional(),
      reservoir,
      program,
      patientBolus: patientBolus.optional(),
      /** Boluses that the patient calls for in 24 h; as many as are let through where nothing is said. */
      called: z.int().min(0).max(1440).optional(),
    })
    .optional(),
  line: line.optional(),
  patient: z.strictObject({ weight: quantity("weight").optional() }).optional(),
} as const;

const fields = z.strictObject({ ...deliveryFields, doses: z.array(z.unknown()).max(10_000).optional() });
type GivenDelivery = z.output<typeof fields>;

/** What reaches the tip, what the program means to reach it, and what the line keeps. */
export type Delivered = Pick<Passage, "tip" | "programmed"> & { readonly passage?: Passage };

/** How many tanks stand for the line: as given, or the data's assumption, which is then said. */
export function mixingOf(given: GivenLine | undefined, locale: Locale, assumed: string[]): Line["mixing"] {
  if (given?.tanks !== undefined) return given.tanks;
  assumed.push(canalSentences(locale).assumedTanks(adultCanal.tanks.value));
  return adultCanal.tanks.value;
}

/** Puts the fields together over so many hours; what does not fit goes to `issues`. */
export function deliveredOf(
  given: GivenDelivery,
  drug: string | undefined,
  until: Hours,
  locale: Locale,
  issues: Issue[],
  assumed: string[],
): Delivered | undefined {
  const say = canalSentences(locale);
  const ways = [given.doses, given.deliveries, given.plan].filter(Boolean).length;
  if (ways !== 1) {
    issues.push({ path: ways === 0 ? "doses" : "", message: say.oneInput });
    return undefined;
  }
  if (given.doses) return atTip(given.doses, given.patient, locale, issues);
  const before = issues.length;
  const supplied = given.plan
    ? fromPlan(given.plan, given.line, drug, until, locale, issues, assumed)
    : fromDeliveries(given.deliveries!, given.line, until, locale, issues);
  if (!supplied || issues.length > before) return undefined;
  const { supplies, deadVolume } = supplied;
  const first = supplies[0]?.concentration ?? (0 as Concentration);
  const holds = given.line?.holds ? inward(given.line.holds, "concentration") : first;
  if (deadVolume > 0 && !given.line?.holds) assumed.push(say.assumedHolds);
  const mixing = deadVolume > 0 ? mixingOf(given.line, locale, assumed) : "plug";
  const passage = pass({ volume: deadVolume, holds, mixing }, supplies);
  return { tip: passage.tip, programmed: passage.programmed, passage };
}

function atTip(
  given: readonly unknown[],
  patient: GivenDelivery["patient"],
  locale: Locale,
  issues: Issue[],
): Delivered | undefined {
  const read = readDoses(given, ["tip"], locale, "doses");
  issues.push(...read.issues);
  const weight = patient?.weight && inward(patient.weight, "weight");
  if (needsWeight(read.doses) >= 0 && !(weight! > 0))
    issues.push({ path: "patient.weight", message: weightWanted(locale) });
  const clock = clockFor(timesIn(read.doses));
  if (issues.length > 0 || !clock) return undefined;
  const { boluses, infusions } = inputFor(dosing(read.doses, ["tip"], clock), weight ?? 0);
  const tip: TipDose = {
    shots: boluses.map(({ at, amount }) => ({ at: hoursOf(at, clock), amount: amount as never })),
    streams: infusions.map(({ at, until, rate }) => ({
      from: hoursOf(at, clock),
      until: hoursOf(until, clock),
      rate: rate as never,
    })),
  };
  return { tip, programmed: tip };
}

interface Supplied {
  readonly supplies: readonly Supply[];
  readonly deadVolume: Volume;
}

function fromDeliveries(
  given: NonNullable<GivenDelivery["deliveries"]>,
  line: GivenLine | undefined,
  until: Hours,
  locale: Locale,
  issues: Issue[],
): Supplied {
  const say = canalSentences(locale);
  const supplies = given.map((one, i): Supply => {
    const path = inside("deliveries", i);
    const from = inward(one.at, "time");
    const next = given[i + 1] ? inward(given[i + 1]!.at, "time") : until;
    const concentration = inward(one.concentration, "concentration");
    if ((one.dose === undefined) === (one.flow === undefined))
      issues.push({ path: inside(path, "dose"), message: say.doseOrFlow });
    if (one.dose && one.dose.value > 0 && concentration === 0)
      issues.push({ path: inside(path, "concentration"), message: say.flowWithoutDrug });
    if (i > 0 && from <= inward(given[i - 1]!.at, "time"))
      issues.push({ path: inside(path, "at"), message: say.order });
    if (from >= until)
      issues.push({ path: inside(path, "at"), message: say.past(renderDuration(until, locale)) });
    const flow = one.flow
      ? inward(one.flow, "flow")
      : concentration === 0 || !one.dose
        ? (0 as Flow)
        : ((inward(one.dose, "doseRate") / concentration) as Flow);
    const supply: Supply = { from, until: Math.min(next, until) as Hours, flow, concentration };
    return one.intended ? { ...supply, intended: inward(one.intended, "doseRate") } : supply;
  });
  return { supplies, deadVolume: line?.deadVolume ? inward(line.deadVolume, "volume") : (0 as Volume) };
}

function fromPlan(
  given: NonNullable<GivenDelivery["plan"]>,
  line: GivenLine | undefined,
  drug: string | undefined,
  until: Hours,
  locale: Locale,
  issues: Issue[],
  assumed: string[],
): Supplied | undefined {
  const say = canalSentences(locale);
  const remarks = noRemarks();
  const plan = planOf(given, locale, remarks);
  const catheter = given.catheter && catheterVolume(given.catheter, locale, remarks);
  issues.push(
    ...remarks.issues.map(({ path, message }) => ({ path: `plan.${path}`.replace(/\.$/, ""), message })),
  );
  assumed.push(...remarks.assumed);
  if (!plan) return undefined;
  const found = plan.solution.find((one) => one.drug === drug);
  if (!found)
    issues.push({ path: "drug", message: drug === undefined ? say.drugForPlan : say.notInSolution(drug) });
  let deadVolume = line?.deadVolume && inward(line.deadVolume, "volume");
  if (deadVolume === undefined) {
    if (plan.device.tubing === undefined) issues.push({ path: "plan.pump.tubing", message: say.noTubing });
    else if (catheter === undefined) issues.push({ path: "plan.catheter", message: say.noCatheter });
    else deadVolume = (plan.device.tubing + catheter) as Volume;
    const remark = tubingRemark(given.pump, locale);
    if (remark) assumed.push(remark);
  }
  if (!found || deadVolume === undefined) return undefined;
  const clock = pumpClockAt(plan.reservoir.asOf, plan.profile);
  const volume = inward(plan.reservoir.volume, "volume");
  const calls = callsOf(given, plan, locale, issues, assumed);
  if (issues.length > 0) return undefined;
  const walked = suppliesFrom(plan.profile, clock, volume, found.concentration, until, calls);
  if (!walked) {
    issues.push({ path: "for", message: say.heavy });
    return undefined;
  }
  if (walked.dryAfter !== undefined) assumed.push(say.runsDry(renderDuration(walked.dryAfter, locale)));
  return { supplies: walked.supplies, deadVolume };
}

/** How often the patient calls, held against what is let through; said where nobody told. */
function callsOf(
  { patientBolus: bolus, called }: NonNullable<GivenDelivery["plan"]>,
  { allowance }: Plan,
  locale: Locale,
  issues: Issue[],
  assumed: string[],
): Calls | undefined {
  const say = canalSentences(locale);
  if (!bolus || !allowance) {
    if (called) issues.push({ path: "plan.called", message: say.noBolus });
    return undefined;
  }
  if (called !== undefined && called > allowance.perDay)
    issues.push({ path: "plan.called", message: say.tooManyCalls(allowance.perDay) });
  const perDay = called ?? allowance.perDay;
  const lockout = inward(bolus.lockout, "time");
  const shown = renderDuration(lockout, locale);
  assumed.push(called === undefined ? say.mostCalls(perDay, shown) : say.calls(perDay, shown));
  return perDay > 0 && allowance.volume > 0 ? { allowance, lockout, perDay } : undefined;
}
