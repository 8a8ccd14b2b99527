import type { Clock, Ticks } from "./clock.ts";
import { exp } from "./elementary.ts";
import { integrate, usual } from "./integrate.ts";
import { isLinear, type Kinetics, phasesOf, type Regime, sitesOf } from "./kinetics.ts";
import { chance, type Chance } from "./random.ts";
import { type Dosing, inputFor } from "./read-doses.ts";
import type { Spread } from "./spread.ts";
import { saturableStarOf, saturableTrace } from "./saturable-star.ts";
import { constellation, place, type Star, starOf, starRows } from "./star.ts";
import { timeline } from "./timeline.ts";
import type { Input } from "./input.ts";
import { settledUnder } from "./steady-state.ts";
import { trace } from "./trace.ts";

/** Error of measurement at one site. */
export interface Residual {
  readonly proportional: number;
  readonly logarithmic: number;
  /** ug/mL. */
  readonly additive: number;
}

/** Many virtual subjects under one regimen. Subject s is the same whoever simulates it. */
export interface Cohort {
  readonly seed: number;
  readonly spread: Spread;
  /** The kinetics for a body weight and a factor on each parameter. */
  readonly kinetics: (factors: ReadonlyMap<string, number>, weight: number) => Kinetics;
  readonly dosing: Dosing;
  readonly clock: Clock;
  /** Ascending. */
  readonly moments: Float64Array;
  readonly atDose: "before" | "after";
  /** kg: the median, and the standard deviation of its logarithm. */
  readonly weight: { readonly median: number; readonly sd: number };
  /** Moments from which parameters vary anew, the first at the beginning; empty where there is one occasion only. */
  readonly occasions: readonly Ticks[];
  /** One a site, where measurements rather than true concentrations are asked for. */
  readonly residuals?: readonly Residual[];
  /** Whether compartment 0 alone is reported, and alone receives doses: then the modes apply. */
  readonly central: boolean;
  /** The standard normal coordinates that every subject has, where one known person is meant. */
  readonly fixed?: Float64Array;
  readonly relative?: number;
  /** The doses have been given once such a period for ever: linear kinetics without changes only. */
  readonly period?: Ticks;
}

/** Streams of chance within a subject: between subjects, body, occasions, measurements. */
const streams = { subject: 0, body: 1, occasion: 2, measurement: 3 } as const;

/** One virtual subject: weight, and kinetics that may change from occasion to occasion. */
interface Simulated {
  readonly weight: number;
  readonly kinetics: Kinetics;
}

/** Draws one subject, the same whoever asks. */
export function subjectOf(cohort: Cohort, source: Chance, subject: number): Simulated {
  const { spread, weight: body } = cohort;
  const size = spread.symbols.length;
  const draws = cohort.fixed ?? new Float64Array(size);
  if (!cohort.fixed) source.normals(subject, streams.subject, 0, draws);
  const factors = new Map<string, number>();
  const logs = new Map<string, number>();
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j <= i; j++) sum += spread.root[i * size + j]! * draws[j]!;
    logs.set(spread.symbols[i]!, sum);
    factors.set(spread.symbols[i]!, exp(sum));
  }
  let weight = body.median;
  if (body.sd > 0 && !cohort.fixed) {
    const one = new Float64Array(1);
    source.normals(subject, streams.body, 0, one);
    weight *= exp(body.sd * one[0]!);
  }
  if (spread.occasions.length === 0 || cohort.fixed)
    return { weight, kinetics: cohort.kinetics(factors, weight) };
  const kappas = new Float64Array(spread.occasions.length);
  const regimes: Regime[] = [];
  let first: Kinetics | undefined;
  for (const [index, from] of (cohort.occasions.length > 0 ? cohort.occasions : [0]).entries()) {
    // Each occasion has its own even number of draws set aside.
    const aside = 2 * Math.ceil(kappas.length / 2);
    source.normals(subject, streams.occasion, index * aside, kappas);
    const here = new Map(factors);
    for (const [at, { symbol, sd }] of spread.occasions.entries())
      here.set(symbol, exp((logs.get(symbol) ?? 0) + sd * kappas[at]!));
    const kinetics = cohort.kinetics(here, weight);
    first ??= kinetics;
    regimes.push({ ...kinetics.regimes[0]!, from });
  }
  return { weight, kinetics: { ...first!, regimes } };
}

/** The person with these standard normal coordinates, on a typical occasion. */
export const subjectAt = (cohort: Cohort, coordinates: Float64Array): Simulated =>
  subjectOf({ ...cohort, fixed: coordinates }, chance(cohort.seed), 0);

/**
 * Concentrations (ug/mL, or ug in a depot) of subjects `first` to `first + count - 1`, handed over as rows of subjects:
 * site by site for each moment. Rows are reused. Stops between subjects when asked to, and answers whether it finished.
 */
export function cohortRows(
  cohort: Cohort,
  first: number,
  count: number,
  each: (site: number, moment: number, row: Float64Array) => void,
  stopped?: () => boolean,
): boolean {
  const source = chance(cohort.seed);
  const handed = measured(cohort, source, first, each);
  // Whether a subject goes by its modes is its own affair, so that it is the same in any company.
  const sky = constellation(count);
  const ours: number[] = [];
  const others: number[] = [];
  const weights = new Float64Array(count);
  const left: Simulated[] = [];
  for (let index = 0; index < count; index++) {
    const { weight, kinetics } = subjectOf(cohort, source, first + index);
    const star = starIn(cohort, kinetics);
    if (star) {
      // Only what the modes need is kept of a subject: there may be many.
      place(sky, ours.length, star, 1 / kinetics.compartments[0]!.volume!);
      weights[ours.length] = weight;
      ours.push(index);
    } else {
      others.push(index);
      left.push({ weight, kinetics });
    }
  }
  if (ours.length === 0) return generalRows(cohort, left, handed, stopped);
  const rest = new Float64Array(others.length * cohort.moments.length);
  const keep = (_: number, moment: number, row: Float64Array): void => rest.set(row, moment * others.length);
  if (others.length > 0 && !generalRows(cohort, left, keep, stopped)) return false;
  const whole = new Float64Array(others.length > 0 ? count : 0);
  const line = timeline(cohort.dosing, cohort.moments, cohort.clock, cohort.atDose);
  starRows(line, sky, weights.subarray(0, ours.length), (moment, row) => {
    if (others.length === 0) return handed(0, moment, row);
    for (const [index, subject] of ours.entries()) whole[subject] = row[index]!;
    for (const [index, subject] of others.entries()) whole[subject] = rest[moment * others.length + index]!;
    handed(0, moment, whole);
  });
  return true;
}

/** The modes of a subject, where modes apply: constant linear kinetics of which only the centre is dosed and seen. */
function starIn({ central, period }: Cohort, kinetics: Kinetics): Star | undefined {
  if (
    !central ||
    period !== undefined ||
    kinetics.regimes.length > 1 ||
    !isLinear(kinetics) ||
    kinetics.followers.length > 0
  )
    return undefined;
  return starOf(kinetics.compartments.length, kinetics.regimes[0]!.linear);
}

function generalRows(
  cohort: Cohort,
  subjects: readonly Simulated[],
  each: (site: number, moment: number, row: Float64Array) => void,
  stopped?: () => boolean,
): boolean {
  const { moments, clock, atDose } = cohort;
  const count = subjects.length;
  const sites = subjects[0] ? sitesOf(subjects[0].kinetics) : [];
  const states = sites.map(({ state }) => state);
  const block = new Float64Array(sites.length * moments.length * count);
  for (const [index, { weight, kinetics }] of subjects.entries()) {
    if (stopped?.()) return false;
    const input = inputFor(cohort.dosing, weight);
    const saturable = cohort.central ? saturableStarOf(kinetics) : undefined;
    if (saturable) {
      const scale = 1 / kinetics.compartments[0]!.volume!;
      const relative = Math.max(cohort.relative ?? usual.relative, 1e-9);
      const levels = saturableTrace(saturable, scale, input, moments, clock, atDose, relative);
      for (let moment = 0; moment < moments.length; moment++) block[moment * count + index] = levels[moment]!;
      continue;
    }
    const accuracy = { ...usual, relative: cohort.relative ?? usual.relative };
    const found = isLinear(kinetics)
      ? linearly(cohort, kinetics, input, states)
      : integrate(kinetics, input, moments, clock, states, { atDose }, accuracy);
    const own = sitesOf(kinetics);
    for (const [site, { volume }] of own.entries()) {
      const scale = 1 / (volume ?? 1);
      for (let moment = 0; moment < moments.length; moment++) {
        const row = site * moments.length + moment;
        block[row * count + index] = found[row]! * scale;
      }
    }
  }
  for (let moment = 0; moment < moments.length; moment++) {
    for (let site = 0; site < sites.length; site++) {
      const row = site * moments.length + moment;
      each(site, moment, block.subarray(row * count, (row + 1) * count));
    }
  }
  return true;
}

/** The exact amounts of one subject; not a number where a steady state is asked for and there is none. */
function linearly(
  { moments, clock, atDose, period }: Cohort,
  kinetics: Kinetics,
  input: Input,
  states: readonly number[],
): Float64Array {
  if (period === undefined)
    return trace(phasesOf(kinetics, input), input, moments, clock, states, { atDose });
  const settled = settledUnder(kinetics, input, period, clock);
  if (!settled) return new Float64Array(states.length * moments.length).fill(Number.NaN);
  const { start } = settled;
  return trace(phasesOf(kinetics, settled.input), settled.input, moments, clock, states, { atDose, start });
}

/** Rows with the error of measurement added, where it was asked for; a measurement below zero reads zero. */
function measured(
  { residuals, moments }: Cohort,
  source: Chance,
  first: number,
  each: (site: number, moment: number, row: Float64Array) => void,
): typeof each {
  if (!residuals) return each;
  const draws = new Float64Array(2);
  return (site, moment, row) => {
    const { proportional, logarithmic, additive } = residuals[site]!;
    const noisy = new Float64Array(row.length);
    for (const [index, value] of row.entries()) {
      source.normals(first + index, streams.measurement, 2 * (site * moments.length + moment), draws);
      const relative = logarithmic > 0 ? exp(logarithmic * draws[0]!) : 1 + proportional * draws[0]!;
      noisy[index] = Math.max(0, value * relative + additive * draws[1]!);
    }
    each(site, moment, noisy);
  };
}
