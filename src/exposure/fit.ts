import type { Ticks } from "./clock.ts";
import { type Cohort, cohortRows, type Residual, subjectAt } from "./cohort.ts";
import { exp, log } from "./elementary.ts";
import type { Kinetics } from "./kinetics.ts";

/** A measured concentration (ug/mL) at one of the reported sites. */
export interface Observation {
  readonly at: Ticks;
  readonly site: number;
  readonly value: number;
}

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
  /** Predictions of the most probable person at the moments measured, ug/mL. */
  readonly predicted: readonly number[];
  /** Percentiles at the cohort's moments, `[percentile][site * moments + moment]`, ug/mL. */
  readonly prior: readonly Float64Array[];
  readonly posterior: readonly Float64Array[];
  /** How many of the virtual cohort carry the posterior. */
  readonly effective: number;
  /** Whether the data move the population hardly at all, or to a place where it has hardly anyone. */
  readonly warning: "says little" | "unlike the population" | undefined;
}

/** Below this many effective subjects the weighted percentiles are noise. */
const fewest = 30;
/** Where this share of the prior's spread is left in every parameter, the data say little. */
const hardly = 0.8;

/** Two times the negative logarithm of the likelihood of one measurement, but for a constant. */
function surprise(
  value: number,
  predicted: number,
  { proportional, logarithmic, additive }: Residual,
): number {
  if (logarithmic > 0) {
    const off = (log(value) - log(predicted)) / logarithmic;
    return off * off + 2 * log(logarithmic);
  }
  const variance = (proportional * predicted) ** 2 + additive ** 2;
  return (value - predicted) ** 2 / variance + log(variance);
}

/**
 * Individual fit: the most probable parameters (maximum a posteriori), and the posterior by weighing a virtual cohort
 * by how well each of its subjects explains the measurements. A simulation, outside patient records. The cohort must
 * have residuals for every observed site.
 */
export function fit(
  cohort: Cohort,
  observations: readonly Observation[],
  residuals: readonly Residual[],
  subjects: number,
  percentiles: readonly number[],
): Fit {
  const size = cohort.spread.symbols.length;
  const { moments, index } = withMeasured(cohort.moments, observations);
  const whole: Cohort = { ...cohort, moments, residuals: undefined };
  const predict = (z: Float64Array): number[] => predictions(whole, z, observations, index);
  const objective = (z: Float64Array): number => {
    const predicted = predict(z);
    let sum = 0;
    for (const [i, { site, value }] of observations.entries())
      sum += surprise(value, Math.max(predicted[i]!, 1e-300), residuals[site]!);
    for (const one of z) sum += one * one;
    return sum;
  };
  const { at: best, hessian } = minimum(objective, size);
  const covariance = inverse(hessian, size);
  const { kinetics } = subjectAt(cohort, best);
  const parameters = cohort.spread.symbols.map((symbol, i) => {
    const root = cohort.spread.root.subarray(i * size, i * size + size);
    let [shift, prior, posterior] = [0, 0, 0];
    for (let j = 0; j < size; j++) {
      shift += root[j]! * best[j]!;
      prior += root[j]! ** 2;
      // The objective is twice the negative logarithm: its Hessian is twice the precision.
      for (let k = 0; k < size; k++) posterior += 2 * root[j]! * root[k]! * covariance[j * size + k]!;
    }
    return { symbol, factor: exp(shift), left: Math.sqrt(Math.min(1, Math.max(0, posterior / prior))) };
  });
  const weighed = weigh(whole, observations, index, residuals, subjects);
  const sites = cohortSites(whole);
  const kept = Array.from(cohort.moments, (moment) => moments.indexOf(moment));
  const rows = Array.from({ length: sites }, (_, site) =>
    kept.map((moment) => weighed.rows[site * moments.length + moment]!),
  ).flat();
  const even = new Float64Array(subjects).fill(1 / subjects);
  const bandsBy = (weights: Float64Array): Float64Array[] => {
    const out = percentiles.map(() => new Float64Array(rows.length));
    for (const [row, values] of rows.entries())
      for (const [p, value] of weightedPercentiles(values, weights, percentiles).entries())
        out[p]![row] = value;
    return out;
  };
  return {
    parameters,
    kinetics,
    predicted: predict(best),
    prior: bandsBy(even),
    posterior: bandsBy(weighed.weights),
    effective: weighed.effective,
    warning:
      weighed.effective < fewest
        ? "unlike the population"
        : parameters.every(({ left }) => left > hardly)
          ? "says little"
          : undefined,
  };
}

/** The cohort's moments and those measured, ascending, and where each measurement stands among them. */
function withMeasured(
  moments: Float64Array,
  observations: readonly Observation[],
): { moments: Float64Array; index: number[] } {
  const all = Float64Array.from(new Set([...moments, ...observations.map(({ at }) => at)])).sort();
  return { moments: all, index: observations.map(({ at }) => all.indexOf(at)) };
}

const cohortSites = (cohort: Cohort): number => {
  let sites = 0;
  cohortRows(cohort, 0, 1, (site) => (sites = Math.max(sites, site + 1)));
  return sites;
};

/** What the person with these standard normal coordinates would show. */
function predictions(
  cohort: Cohort,
  z: Float64Array,
  observations: readonly Observation[],
  index: readonly number[],
): number[] {
  const one: Cohort = { ...cohort, fixed: z };
  const levels: number[][] = [];
  cohortRows(one, 0, 1, (site, moment, row) => ((levels[site] ??= [])[moment] = row[0]!));
  return observations.map(({ site }, i) => levels[site]![index[i]!]!);
}

/** Every subject of the cohort with a weight that tells how well it explains the measurements. */
function weigh(
  cohort: Cohort,
  observations: readonly Observation[],
  index: readonly number[],
  residuals: readonly Residual[],
  subjects: number,
): { rows: Float64Array[]; weights: Float64Array; effective: number } {
  const rows: Float64Array[] = [];
  cohortRows(cohort, 0, subjects, (site, moment, row) => {
    rows[site * cohort.moments.length + moment] = row.slice();
  });
  const weights = new Float64Array(subjects);
  let least = Number.POSITIVE_INFINITY;
  for (let s = 0; s < subjects; s++) {
    let sum = 0;
    for (const [i, { site, value }] of observations.entries()) {
      const predicted = rows[site * cohort.moments.length + index[i]!]![s]!;
      sum += surprise(value, Math.max(predicted, 1e-300), residuals[site]!);
    }
    weights[s] = sum;
    least = Math.min(least, sum);
  }
  let [total, squares] = [0, 0];
  for (let s = 0; s < subjects; s++) total += weights[s] = exp((least - weights[s]!) / 2);
  for (let s = 0; s < subjects; s++) squares += (weights[s] = weights[s]! / total) ** 2;
  return { rows, weights, effective: 1 / squares };
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

/** The minimum of a smooth function from the origin by damped Newton steps on differences, with its Hessian there. */
function minimum(
  objective: (z: Float64Array) => number,
  size: number,
): { at: Float64Array; hessian: Float64Array } {
  let at = new Float64Array(size);
  let value = objective(at);
  let { gradient, hessian } = derivatives(objective, at, value);
  for (let step = 0; step < 60; step++) {
    let moved = false;
    for (let damping = 0; damping < 1e8; damping = damping === 0 ? 1e-2 : damping * 10) {
      const raised = hessian.slice();
      for (let i = 0; i < size; i++) raised[i * size + i] = Math.max(raised[i * size + i]!, 1e-3) + damping;
      const direction = inverse(raised, size);
      const next = at.slice();
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++) next[i] = next[i]! - direction[i * size + j]! * gradient[j]!;
      const found = objective(next);
      if (found < value) {
        moved = value - found > 1e-9;
        at = next;
        value = found;
        break;
      }
    }
    ({ gradient, hessian } = derivatives(objective, at, value));
    if (!moved) break;
  }
  return { at, hessian };
}

function derivatives(
  objective: (z: Float64Array) => number,
  at: Float64Array,
  value: number,
): { gradient: Float64Array; hessian: Float64Array } {
  const size = at.length;
  const step = 1e-3;
  const shifted = (i: number, a: number, j = 0, b = 0): number => {
    const z = at.slice();
    z[i] = z[i]! + a;
    z[j] = z[j]! + b;
    return objective(z);
  };
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const [up, down] = [new Float64Array(size), new Float64Array(size)];
  for (let i = 0; i < size; i++) {
    up[i] = shifted(i, step);
    down[i] = shifted(i, -step);
    gradient[i] = (up[i]! - down[i]!) / (2 * step);
    hessian[i * size + i] = (up[i]! - 2 * value + down[i]!) / step ** 2;
    for (let j = 0; j < i; j++) {
      const both = shifted(i, step, j, step) + shifted(i, -step, j, -step);
      const mixed = (both - up[i]! - down[i]! - up[j]! - down[j]! + 2 * value) / (2 * step ** 2);
      hessian[i * size + j] = mixed;
      hessian[j * size + i] = mixed;
    }
  }
  return { gradient, hessian };
}

/** The inverse of a small matrix by Gauss and Jordan with row exchanges. */
function inverse(matrix: Float64Array, size: number): Float64Array {
  const left = matrix.slice();
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++) out[i * size + i] = 1;
  const row = (from: Float64Array, i: number): Float64Array => from.subarray(i * size, (i + 1) * size);
  for (let k = 0; k < size; k++) {
    let best = k;
    for (let i = k + 1; i < size; i++)
      if (Math.abs(left[i * size + k]!) > Math.abs(left[best * size + k]!)) best = i;
    for (const one of [left, out]) {
      const held = row(one, k).slice();
      row(one, k).set(row(one, best));
      row(one, best).set(held);
    }
    const pivot = left[k * size + k]!;
    for (const one of [left, out])
      for (let j = 0; j < size; j++) one[k * size + j] = one[k * size + j]! / pivot;
    for (let i = 0; i < size; i++) {
      const share = left[i * size + k]!;
      if (i === k || share === 0) continue;
      for (const one of [left, out])
        for (let j = 0; j < size; j++) one[i * size + j] = one[i * size + j]! - share * one[k * size + j]!;
    }
  }
  return out;
}
