import {
  type Course,
  courseOf,
  type Crowd,
  crowdCourse,
  crowdOf,
  needsWeight,
  type Person,
  typicalPerson,
} from "../../exposure/exposure.ts";
import type { Model } from "../../knowledge/knowledge.ts";
import { scale } from "../../quantity/quantity.ts";
import { quantile } from "../subsets/quantiles.ts";
import type { TrialArm } from "./trial-arm.ts";

/** What an arm can be measured by: what was given, and what a model makes of it. With the unit it is shown in. */
export const exposureMeasures = {
  total: "mg",
  totalPerKg: "mg/kg",
  hours: "h",
  sessions: "1",
  peak: "ng/mL",
  auc: "ng.h/mL",
  above: "h",
  metabolitePeak: "ng/mL",
  metaboliteAuc: "ng.h/mL",
} as const;
export type ExposureMeasure = keyof typeof exposureMeasures;

/** Whether a measure needs a model at all. */
export const isModelled = (measure: ExposureMeasure): boolean =>
  !["total", "totalPerKg", "hours", "sessions"].includes(measure);

/** The measures of an arm, each where it can be had. */
export type ArmExposure = Partial<Record<ExposureMeasure, number>>;

/** A percentile band of each modelled measure over a population. */
export type ArmBands = Partial<Record<ExposureMeasure, readonly number[]>>;

/** A model with its people. A crowd is drawn anew for another body weight: arms of one weight go one after the other. */
export interface Exposer {
  readonly exposure: (arm: TrialArm) => ArmExposure;
  readonly bands: (arm: TrialArm) => ArmBands;
  /** Whether the model knows how people differ. */
  readonly varies: boolean;
}

export interface ExposerOptions {
  /** ug/mL. */
  readonly threshold?: number | undefined;
  readonly population?:
    | {
        readonly n: number;
        readonly seed: number;
        readonly percentiles: readonly number[];
        readonly metabolite: boolean;
      }
    | undefined;
}

export function exposer(model: Model, { threshold, population }: ExposerOptions): Exposer {
  const people = new Map<number, Person>();
  // One crowd at a time: a thousand crowds of a thousand would fill the memory.
  let latest: { readonly key: number; readonly crowd: Crowd } | undefined;
  // A model that does not scale has one person for all bodies.
  const body = (weight: number): number => (needsWeight(model) ? weight : 0);
  const perMl = scale("ng/mL", "concentration");
  const crowdFor = (weight: number): Crowd => {
    const key = body(weight);
    if (latest?.key !== key)
      latest = { key, crowd: crowdOf(model, { weight }, population!.n, population!.seed) };
    return latest.crowd;
  };
  // Asked for again and again by another measure: computed once an arm.
  const known = new WeakMap<TrialArm, ArmExposure>();
  return {
    varies: Object.values(model.parameters).some(({ omega2 }) => (omega2 ?? 0) > 0),
    exposure(arm) {
      const found = known.get(arm);
      if (found) return found;
      const key = body(arm.weight);
      const person = people.get(key) ?? typicalPerson(model, { weight: arm.weight });
      people.set(key, person);
      const fresh = {
        ...givenBy(arm),
        ...(arm.portions && reachedIn(courseOf(person, arm.portions, threshold), perMl)),
      };
      known.set(arm, fresh);
      return fresh;
    },
    bands(arm) {
      if (!arm.portions || !population) return {};
      const course = crowdCourse(crowdFor(arm.weight), arm.portions, threshold, population.metabolite);
      const band = (values: Float64Array | undefined, times: number): number[] | undefined => {
        if (!values || values.some(Number.isNaN)) return undefined;
        const sorted = values.toSorted();
        return population.percentiles.map((p) => quantile(sorted, p / 100) * times);
      };
      return defined({
        peak: band(course.peak, perMl),
        auc: band(course.area, perMl),
        above: band(course.above, 1),
        metabolitePeak: band(course.metabolitePeak, perMl),
        metaboliteAuc: band(course.metaboliteArea, perMl),
      });
    },
  };
}

/** What needs no model. */
export function givenBy({ total, portions, weight, sessions }: TrialArm): ArmExposure {
  return defined({
    total: total && total * scale("mg", "amount"),
    totalPerKg: total && (total / weight) * scale("mg/kg", "amountPerWeight"),
    ...(portions && {
      hours: portions.reduce((sum, { from, until }) => sum + (until - from), 0),
      sessions,
    }),
  });
}

const reachedIn = ({ drug, metabolite }: Course, perMl: number): ArmExposure =>
  defined({
    peak: drug.peak * perMl,
    auc: drug.area * perMl,
    above: drug.above,
    metabolitePeak: metabolite && metabolite.peak * perMl,
    metaboliteAuc: metabolite && metabolite.area * perMl,
  });

/** Without what could not be had. */
function defined<T extends object>(of: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(
    Object.entries(of).filter(([, value]) => value !== undefined && !Number.isNaN(value)),
  ) as never;
}
