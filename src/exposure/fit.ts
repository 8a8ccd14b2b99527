import type { Ticks } from "./clock.ts";
import { type Cohort, cohortRows, type Residual, subjectAt } from "./cohort.ts";
import { exp, log } from "./elementary.ts";
import { type Kinetics, sitesOf } from "./kinetics.ts";
import { inverse, minimum } from "./minimum.ts";
import { chance } from "./random.ts";
import { rootOf } from "./spread.ts";

/** A measured concentration (ug/mL) at one of the reported sites. */
export interface Observation {
  readonly at: Ticks;
  readonly site: number;
  readonly value: number;
}

/** What a reader must know before trusting a fit. */
export type FitWarning = "says little" | "unlike the population" | "does not fit" | "few";

/** What measurements say about one person, the population being the prior. */
export interface Fit {
  /** Most probable parameters: the factor on each typical value, and how much of the prior's spread is left. */
  readonly parameters: readonly {
    readonly symbol: string;
    readonly factor: number;
    /** Posterior over prior standard deviation of the logarithm: 1 where the data say nothing. */
    readonly left: number;
  }[];
  readonly kinetics: Kinetics;
  /** For each measurement what the typical and the most probable person show (ug/mL), and by how many errors it is off. */
  readonly measured: readonly { readonly typical: number; readonly fitted: number; readonly off: number }[];
  /** Percentiles at the cohort's moments, `[percentile][site * moments + moment]`, ug/mL. */
  readonly prior: readonly Float64Array[];
  readonly posterior: readonly Float64Array[];
  /** Virtual people drawn for each of the two. */
  readonly subjects: number;
  /** How many people, all weighing the same, would carry the posterior as well. */
  readonly effective: number;
  readonly warnings: readonly FitWarning[];
}

export interface FitOptions {
  readonly subjects: number;
  readonly percentiles: readonly number[];
  readonly progress?: ((share: number) => void) | undefined;
  readonly stopped?: (() => boolean) | undefined;
}

/** Below this many effective subjects the weighted percentiles are noise. */
const fewest = 30;
/** Where this share of the prior's spread is left in every parameter, the data say little. */
const hardly = 0.8;
/** A person farther out than all but this share of the population is unlike it. */
const rare = 0.01;
/** A measurement more than this many of its errors away from the best fit is not explained by it. */
const farOff = 3;
/** People are drawn somewhat wider than the posterior seems to be, so that its tails are met. */
const wider = 1.25;
/** Stream of chance for people drawn around the most probable one, beside those of the cohort. */
const aroundStream = 8;
/** So many deviations out there is nobody: the search ends there, and with it kinetics beyond any body. */
const nobody = 40;
/** Below this a predicted concentration (ug/mL) is none; its square is still a number. */
const none = 1e-140;
/** People between two reports of progress. */
const chunk = 50;

/** By how many of its errors a measurement lies from what was predicted, and the logarithm of that error. */
function away(
  value: number,
  predicted: number,
  { proportional, logarithmic, additive }: Residual,
): { off: number; logError: number } {
  if (logarithmic > 0)
    return { off: (log(value) - log(predicted)) / logarithmic, logError: log(logarithmic) };
  const error = Math.hypot(proportional * predicted, additive);
  return { off: (value - predicted) / error, logError: log(error) };
}

/**
 * Individual fit: the most probable parameters (maximum a posteriori), and the posterior by importance sampling: a
 * virtual cohort around that person, each of whom weighs by the population's density and by how well it explains the
 * measurements. A simulation, outside patient records. The cohort must have residuals for every observed site.
 * Undefined where it was stopped before anybody was drawn.
 */
export function fit(
  cohort: Cohort,
  observations: readonly Observation[],
  residuals: readonly Residual[],
  { subjects, percentiles, progress, stopped }: FitOptions,
): Fit | undefined {
  const size = cohort.spread.symbols.length;
  const moments = Float64Array.from(new Set(observations.map(({ at }) => at))).sort();
  const index = observations.map(({ at }) => moments.indexOf(at));
  // Occasions are not told apart by a few samples: everybody is on a typical one.
  const steady = { ...cohort.spread, occasions: [] };
  const whole: Cohort = { ...cohort, spread: steady, residuals: undefined };
  const sampled: Cohort = { ...whole, moments };
  const predict = (z: Float64Array): number[] => {
    const levels = levelsOf(sampled, z);
    return observations.map(({ site }, i) => levels[site * moments.length + index[i]!]!);
  };
  /** Twice the negative logarithm of the posterior, but for a constant. */
  const objective = (z: Float64Array): number => {
    if (!(squared(z) < nobody ** 2)) return Number.POSITIVE_INFINITY;
    let sum = 0;
    for (const [i, predicted] of predict(z).entries()) {
      const { site, value } = observations[i]!;
      const { off, logError } = away(value, Math.max(predicted, none), residuals[site]!);
      sum += off * off + 2 * logError;
    }
    for (const one of z) sum += one * one;
    return sum;
  };
  const { at: best, hessian } = minimum(objective, size);
  const covariance = inverse(hessian, size).map((one) => 2 * one);
  const told = (share: number): void => progress?.(share);
  const prior = drawn(
    subjects,
    stopped,
    (share) => told(share / 2),
    (s, count) => priorLevels(whole, s, count),
  );
  const lowest = objective(best);
  const weights: number[] = [];
  const spread = rootOf(covariance, size);
  const source = chance(cohort.seed);
  const u = new Float64Array(size);
  const posterior = drawn(
    subjects,
    stopped,
    (share) => told((1 + share) / 2),
    (first, count) =>
      Array.from({ length: count }, (_, i) => {
        source.normals(first + i, aroundStream, 0, u);
        const z = around(best, spread, u);
        // The density of the draw itself is taken off: what is left weighs as the posterior does.
        weights.push(exp((lowest - objective(z) + squared(u)) / 2));
        return levelsOf(whole, z);
      }),
  );
  if (prior.length === 0 || posterior.length === 0) return undefined;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = Float64Array.from(weights, (weight) => weight / total);
  const effective = 1 / shares.reduce((sum, share) => sum + share * share, 0);
  const [typical, fitted] = [predict(new Float64Array(size)), predict(best)];
  const measured = observations.map(({ site, value }, i) => ({
    typical: typical[i]!,
    fitted: fitted[i]!,
    off: away(value, Math.max(fitted[i]!, none), residuals[site]!).off,
  }));
  const parameters = parametersOf(cohort, best, covariance);
  const even = new Float64Array(prior.length).fill(1 / prior.length);
  return {
    parameters,
    kinetics: subjectAt(cohort, best).kinetics,
    measured,
    prior: bandsOf(prior, even, percentiles),
    posterior: bandsOf(posterior, shares, percentiles),
    subjects: Math.min(prior.length, posterior.length),
    effective,
    warnings: [
      ...(parameters.every(({ left }) => left > hardly) ? (["says little"] as const) : []),
      ...(outside(cohort, squared(best), subjects) < rare ? (["unlike the population"] as const) : []),
      ...(measured.some(({ off }) => Math.abs(off) > farOff) ? (["does not fit"] as const) : []),
      ...(effective < fewest ? (["few"] as const) : []),
    ],
  };
}

const squared = (z: Float64Array): number => z.reduce((sum, one) => sum + one * one, 0);

/** The factor on each typical value, and how much of the prior's spread of its logarithm is left. */
function parametersOf({ spread }: Cohort, best: Float64Array, covariance: Float64Array): Fit["parameters"] {
  const size = spread.symbols.length;
  return spread.symbols.map((symbol, i) => {
    const root = spread.root.subarray(i * size, i * size + size);
    let [shift, prior, posterior] = [0, 0, 0];
    for (let j = 0; j < size; j++) {
      shift += root[j]! * best[j]!;
      prior += root[j]! ** 2;
      for (let k = 0; k < size; k++) posterior += root[j]! * root[k]! * covariance[j * size + k]!;
    }
    return { symbol, factor: exp(shift), left: Math.sqrt(Math.min(1, Math.max(0, posterior / prior))) };
  });
}

/** A person around the most probable one; one of the population where the curvature there is no spread. */
function around(best: Float64Array, root: Float64Array | undefined, u: Float64Array): Float64Array {
  const size = best.length;
  if (!root) return u.slice();
  return best.map((one, i) => {
    let sum = one;
    for (let j = 0; j <= i; j++) sum += wider * root[i * size + j]! * u[j]!;
    return sum;
  });
}

/** What the person with these standard normal coordinates shows: a row of moments a site. */
function levelsOf(cohort: Cohort, z: Float64Array): Float64Array {
  const count = cohort.moments.length;
  const sites = sitesOf(subjectAt(cohort, z).kinetics).length;
  const out = new Float64Array(sites * count);
  cohortRows({ ...cohort, fixed: z }, 0, 1, (site, moment, row) => (out[site * count + moment] = row[0]!));
  return out;
}

/** The same for people of the population, one array a person. */
function priorLevels(cohort: Cohort, first: number, people: number): Float64Array[] {
  const rows: Float64Array[] = [];
  const count = cohort.moments.length;
  cohortRows(cohort, first, people, (site, moment, row) => (rows[site * count + moment] = row.slice()));
  return Array.from({ length: people }, (_, s) => Float64Array.from(rows, (row) => row[s]!));
}

/** People in chunks, until there are enough or somebody stops it. */
function drawn(
  subjects: number,
  stopped: (() => boolean) | undefined,
  progress: (share: number) => void,
  draw: (first: number, count: number) => Float64Array[],
): Float64Array[] {
  const all: Float64Array[] = [];
  while (all.length < subjects) {
    if (stopped?.()) break;
    all.push(...draw(all.length, Math.min(chunk, subjects - all.length)));
    progress(all.length / subjects);
  }
  return all;
}

/** The share of the population that lies farther out than this, by as many draws as there are people. */
function outside({ seed, spread }: Cohort, distance: number, subjects: number): number {
  const source = chance(seed);
  const z = new Float64Array(spread.symbols.length);
  let farther = 0;
  for (let s = 0; s < subjects; s++) {
    source.normals(s, 0, 0, z);
    if (squared(z) > distance) farther++;
  }
  return farther / subjects;
}

function bandsOf(
  people: readonly Float64Array[],
  weights: Float64Array,
  percentiles: readonly number[],
): Float64Array[] {
  const rows = people[0]!.length;
  const out = percentiles.map(() => new Float64Array(rows));
  const values = new Float64Array(people.length);
  for (let row = 0; row < rows; row++) {
    for (const [s, one] of people.entries()) values[s] = one[row]!;
    for (const [p, value] of weightedPercentiles(values, weights, percentiles).entries())
      out[p]![row] = value;
  }
  return out;
}

function weightedPercentiles(
  values: Float64Array,
  weights: Float64Array,
  percentiles: readonly number[],
): number[] {
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const wanted = [...percentiles.keys()].sort((a, b) => percentiles[a]! - percentiles[b]!);
  const found = percentiles.map(() => values[order.at(-1)!]!);
  let [sum, next] = [0, 0];
  for (const s of order) {
    sum += weights[s]!;
    while (next < wanted.length && sum >= percentiles[wanted[next]!]! / 100 - 1e-12)
      found[wanted[next++]!] = values[s]!;
  }
  return found;
}
