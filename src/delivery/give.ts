import type { ProtocolBolus, ProtocolStep, Session } from "../knowledge/knowledge.ts";
import {
  type Amount,
  type DoseRate,
  type Hours,
  inward,
  type Locale,
  outward,
  renderQuantity,
  type Weight,
} from "../quantity/quantity.ts";
import type { Remarks } from "./remarks.ts";
import { sentencesIn } from "./sentences.ts";

/** A stretch of constant rate. */
export interface GivenStep {
  readonly lasts: Hours;
  readonly rate: DoseRate;
  readonly amount: Amount;
  /** True where the absolute cap, not the weight, set the rate. */
  readonly capped: boolean;
  readonly hold?: string;
}

/** What one day gives, whatever it is drawn from. */
export interface GivenSession {
  readonly day: number;
  readonly bolus?: { readonly amount: Amount; readonly over: Hours } | undefined;
  readonly steps: readonly GivenStep[];
  readonly total: Amount;
}

/** An amount that goes in evenly between two moments, counted from the beginning of day 1; at once where they are one. */
export interface Portion {
  readonly from: Hours;
  readonly until: Hours;
  readonly amount: Amount;
}

/** Sessions as written, for a body weight and under a cap: a patient's protocol and a trial's arm alike. */
export function give(
  sessions: readonly Session[],
  weight: Weight,
  cap: DoseRate | undefined,
  locale: Locale,
  remarks: Remarks,
): GivenSession[] {
  return sessions.map((session, i) => {
    const path = `sessions[${i}]`;
    const steps = session.steps.flatMap((step, j) =>
      expand(step, weight, cap, `${path}.steps[${j}]`, locale, remarks),
    );
    const bolus = session.bolus && bolusOf(session.bolus, weight);
    const total = steps.reduce((sum, { amount }) => sum + amount, 0) + (bolus?.amount ?? 0);
    return { day: session.day, bolus, steps, total: total as Amount };
  });
}

/** When each amount goes in: sessions begin a whole number of days apart, the bolus first, then the steps. */
export function portionsOf(given: readonly GivenSession[]): Portion[] {
  return given.flatMap(({ day, bolus, steps }) => {
    let now: number = inward({ value: day - 1, unit: "d" }, "time");
    const portions: Portion[] = [];
    const add = (amount: Amount, lasts: Hours): void => {
      if (amount > 0) portions.push({ from: now as Hours, until: (now + lasts) as Hours, amount });
      now += lasts;
    };
    if (bolus) add(bolus.amount, bolus.over);
    for (const { amount, lasts } of steps) add(amount, lasts);
    return portions;
  });
}

function bolusOf({ dose, over }: ProtocolBolus, weight: Weight): { amount: Amount; over: Hours } {
  const amount =
    "absolute" in dose
      ? inward(dose.absolute, "amount")
      : ((inward(dose.perWeight, "amountPerWeight") * weight) as Amount);
  return { amount, over: over ? inward(over, "time") : (0 as Hours) };
}

/** A step as its stretches of constant rate: one, or as many as its ramp has. */
function expand(
  step: ProtocolStep,
  weight: Weight,
  cap: DoseRate | undefined,
  path: string,
  locale: Locale,
  remarks: Remarks,
): GivenStep[] {
  const lasts = inward(step.for, "time");
  const asked = step.rate
    ? inward(step.rate, "doseRate")
    : step.ratePerKg
      ? inward(step.ratePerKg, "doseRatePerWeight") * weight
      : 0;
  const rated = (rate: number, time: number): GivenStep => {
    const capped = cap !== undefined && rate > cap * (1 + 1e-12);
    const run = (capped ? cap : rate) as DoseRate;
    return {
      lasts: time as Hours,
      rate: run,
      amount: (run * time) as Amount,
      capped,
      ...(step.hold !== undefined && { hold: step.hold }),
    };
  };
  if (step.rampTo && step.every) {
    const every = inward(step.every, "time");
    const parts = Math.ceil(lasts / every - 1e-9);
    if (parts > 1000) {
      remarks.issues.push({ path: `${path}.every`, message: sentencesIn(locale).tooManyRamps(parts) });
      return [];
    }
    const end = inward(step.rampTo, "doseRatePerWeight") * weight;
    return Array.from({ length: parts }, (_, i) =>
      rated(asked + ((end - asked) * i) / Math.max(1, parts - 1), Math.min(every, lasts - i * every)),
    );
  }
  const one = rated(asked, lasts);
  if (step.amount) {
    // V-01: rate × time must be the dose that was written, within one per cent.
    const written = inward(step.amount, "amount");
    if (Math.abs(one.amount - written) > 0.01 * written) {
      const computed = renderQuantity(outward(one.amount, "amount", step.amount.unit), locale);
      remarks.issues.push({
        path: `${path}.amount`,
        message: sentencesIn(locale).amountDisagrees(renderQuantity(step.amount, locale), computed),
      });
    }
  }
  return [one];
}
