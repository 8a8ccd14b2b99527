import { adultCanal, type CanalCheck, canalChecks, type CheckProtocol } from "../../knowledge/knowledge.ts";
import {
  type Amount,
  type DoseRate,
  type Fraction,
  inward,
  type Kind,
  type Length,
  scale,
} from "../../quantity/quantity.ts";
import { log } from "../elementary.ts";
import type { Transport } from "./canal.ts";
import {
  canFollow,
  concentrations,
  followed,
  type Followed,
  momentsOf,
  steadyConcentrations,
} from "./follow.ts";
import { canalOf, landmark, peopleLike, personOf } from "./person.ts";
import { shot, steadily, type TipDose } from "./tip-dose.ts";

export type SetId = "M" | "B" | "S";
export type Verdict = "pass" | "miss" | "not run" | "qualitative";

/** What the model makes of a check under one parameter set: a number, or a range where the case is one. */
export interface Outcome {
  readonly set: SetId;
  readonly value: number | readonly [number, number];
  readonly verdict: "pass" | "miss";
  /** What the fact sheet computed. */
  readonly sheet?: number | readonly [number, number] | undefined;
}

/** One published number, and where the model stands to it. */
export interface Checked {
  readonly check: CanalCheck;
  readonly outcomes: readonly Outcome[];
  /** By the parameter set meant for it. */
  readonly verdict: Verdict;
}

type Value = number | readonly [number, number];

const at = (id: string): Length => landmark(id)!;
const injection = at("L3/4");
const unitDose = 1 as Amount;

/** Area and mean residence time at the injection level after a unit dose. */
const whole = (one: Followed): { area: number; residence: number } =>
  momentsOf(one, injection, injection, unitDose);

/** What a check measures, in the coherent system. */
function measure(protocol: CheckProtocol, one: Followed, transport: Transport): Value {
  switch (protocol.measure) {
    case "steady ratio": {
      const levels = [at(protocol.over), at(protocol.under)];
      const [over, under] = steadyConcentrations(one, inward(protocol.tip, "length"), levels, 1 as DoseRate);
      return over! / under!;
    }
    case "concentration":
      return sampled(one, shot(inward(protocol.dose, "amount")), [inward(protocol.after, "time")])[0]!;
    case "clearance":
      return unitDose / whole(one).area;
    case "volume":
      return (unitDose / whole(one).area) * whole(one).residence;
    case "residence":
      return whole(one).residence;
    case "decay length":
      return Math.sqrt(transport.dispersion / transport.uptake);
    case "half-life": {
      const [from, until] = [inward(protocol.from, "time"), inward(protocol.until, "time")];
      const row = sampled(one, shot(unitDose), [from, until]);
      return (log(2) * (until - from)) / log(row[0]! / row[1]!);
    }
    case "peak": {
      // An even dose raises the concentration at its own level until it ends.
      const [amount, span] = [inward(protocol.dose, "amount"), inward(protocol.for, "time")];
      return sampled(one, steadily((amount / span) as DoseRate, span), [span])[0]!;
    }
    case "area":
      return whole(one).area * inward(protocol.dose, "amount");
    case "steady": {
      const level = at(protocol.level);
      return steadyConcentrations(one, level, [level], inward(protocol.dose, "doseRate"))[0]!;
    }
    case "peak time": {
      const [near, far] = protocol.above.map((above) => peakTime(one, inward(above, "length")));
      return [near!, far!];
    }
    default:
      return protocol satisfies never;
  }
}

/** Concentrations at the injection level. */
const sampled = (one: Followed, dose: TipDose, moments: readonly number[]): Float64Array =>
  concentrations(one, injection, [injection], dose, moments)[0]!;

const tenSeconds = inward({ value: 10, unit: "s" }, "time");
const threeHours = inward({ value: 3, unit: "h" }, "time");

/** When a level above the injection sees its highest concentration. */
function peakTime(one: Followed, above: number): number {
  const count = Math.round(threeHours / tenSeconds);
  const times = Float64Array.from({ length: count }, (_, i) => (i + 1) * tenSeconds);
  const [row] = concentrations(one, injection, [(injection + above) as Length], shot(unitDose), times);
  return times[row!.indexOf(Math.max(...row!))]!;
}

const kinds = {
  "steady ratio": "fraction",
  concentration: "concentration",
  clearance: "flow",
  volume: "volume",
  residence: "time",
  "decay length": "length",
  "half-life": "time",
  peak: "concentration",
  area: "exposure",
  steady: "concentration",
  "peak time": "time",
} as const satisfies Record<CheckProtocol["measure"], Kind>;

/** The same in the check's own unit. */
function inUnit(value: Value, { unit }: CanalCheck, { measure }: CheckProtocol): Value {
  const factor = scale(unit, kinds[measure]);
  return typeof value === "number" ? value * factor : [value[0] * factor, value[1] * factor];
}

const isInside = (value: Value, { low, high }: CanalCheck): boolean =>
  (typeof value === "number" ? [value] : value).every(
    (one) => one >= (low ?? Number.NEGATIVE_INFINITY) && one <= (high ?? Number.POSITIVE_INFINITY),
  );

/** The published numbers and where the model stands to each: misses are shown as misses. */
export function validate(checks: readonly CanalCheck[] = canalChecks): Checked[] {
  const canal = canalOf();
  const ready = adultCanal.sets.map((set) => {
    const transport = {
      dispersion: inward(set.dispersion, "dispersion"),
      uptake: inward(set.uptake, "rateConstant"),
    };
    return { id: set.id, transport, one: followed(canal, transport) };
  });
  return checks.map((check): Checked => {
    const { protocol } = check;
    if (!protocol) return { check, outcomes: [], verdict: check.kind ?? "not run" };
    const outcomes = ready.map(({ id, transport, one }): Outcome => {
      const value = inUnit(measure(protocol, one, transport), check, protocol);
      const verdict = isInside(value, check) ? "pass" : "miss";
      return { set: id, value, verdict, sheet: check.expected[id] };
    });
    return { check, outcomes, verdict: outcomes.find(({ set }) => set === check.set)!.verdict };
  });
}

/** Where 90% of people lie by the model, in the check's unit; of a range both ends count. */
export interface Interval {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/**
 * What each check comes to over people drawn from the distributions of dispersion, uptake and lumbar volume: no single
 * dispersion fits all the data, and this shows how far the distribution reaches. Stopped, it tells what it has.
 */
export function checkIntervals(size: number, seed: number, stopped?: () => boolean): Map<string, Interval> {
  const intervals = new Map<string, Interval>();
  const dispersion = inward(adultCanal.dispersion.value, "dispersion");
  for (const check of canalChecks) {
    const set = adultCanal.sets.find(({ id }) => id === check.set);
    if (!set || !check.protocol) continue;
    const typical = {
      canal: canalOf(),
      transport: { dispersion, uptake: inward(set.uptake, "rateConstant") },
    };
    const people = peopleLike(typical, adultCanal.uptakeVariation.cv as Fraction);
    const found: number[] = [];
    for (let number = 0; number < size; number++) {
      if (stopped?.()) return intervals;
      const { canal, transport } = personOf(people, seed, number);
      const one = followed(canal, transport);
      if (!canFollow(one)) continue;
      const value = inUnit(measure(check.protocol, one, transport), check, check.protocol);
      found.push(...(typeof value === "number" ? [value] : value));
    }
    found.sort((a, b) => a - b);
    const at = (share: number): number => found[Math.round(share * (found.length - 1))] ?? Number.NaN;
    intervals.set(check.id, { low: at(0.05), median: at(0.5), high: at(0.95) });
  }
  return intervals;
}
