/** Trials whose persons are not independent: crossovers, clusters, and arms that share a control. */
import type { Effect, Means, Table } from "../effect/study.ts";
import { meanMeasures } from "../effect/means.ts";
import { tableMeasures } from "../effect/table.ts";
import { matrix, type Matrix } from "../pool/matrix.ts";
import type { Derived } from "./deviation.ts";

/** A crossover's difference of means, from both periods and the correlation within persons: Elbourne et al. (2002). */
export function crossover(
  { m1i, sd1i, m2i, sd2i }: Omit<Means, "n1i" | "n2i">,
  n: number,
  correlation: number,
): Effect & { readonly sdDifference: number } & Derived {
  const sdDifference = Math.sqrt(sd1i ** 2 + sd2i ** 2 - 2 * correlation * sd1i * sd2i);
  return {
    yi: m1i - m2i,
    vi: sdDifference ** 2 / n,
    sdDifference,
    method: `Elbourne 2002: paired difference, correlation ${correlation}`,
  };
}

/** A crossover's difference of means from its paired t. */
export const crossoverFromT = (difference: number, t: number): Effect & Derived => ({
  yi: difference,
  vi: (difference / t) ** 2,
  method: "paired t: SE is the difference over t",
});

/** A cluster trial's counts divided by the design effect: Cochrane Handbook 23.1.4. */
export function cluster<Counts extends Readonly<Record<string, number>>>(
  counts: Counts,
  size: number,
  icc: number,
): { readonly designEffect: number; readonly counts: Counts } & Derived {
  const designEffect = 1 + (size - 1) * icc;
  const shrunk = Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, count / designEffect]),
  ) as unknown as Counts;
  return {
    designEffect,
    counts: shrunk,
    method: `Cochrane Handbook 23.1.4: 1 + (${size} - 1) ${icc}`,
  };
}

/** A control arm's counts split evenly among the arms that are held against it: Cochrane Handbook 23.3.4. */
export function split<Counts extends Readonly<Record<string, number>>>(counts: Counts, arms: number): Counts {
  return Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, count / arms]),
  ) as unknown as Counts;
}

/** Effects that share a control arm, with their variances and covariances. */
export interface Shared {
  readonly effects: readonly Effect[];
  readonly V: Matrix;
}

function filledIn(
  effects: readonly (Effect | null)[],
  covariance: (i: number, j: number) => number,
): Shared | null {
  if (effects.some((effect) => effect === null)) return null;
  const all = effects as readonly Effect[];
  const V = matrix(all.length, all.length);
  all.forEach((effect, i) =>
    all.forEach((_, j) => (V.cells[i * all.length + j] = i === j ? effect.vi : covariance(i, j))),
  );
  return { effects: all, V };
}

/**
 * Tables that share their second arm: the covariance is the shared arm's part of the variance, Gleser and Olkin
 * (2009), section 19.2. Null where a cell is empty, since each table would then be filled differently.
 */
export function sharedTables(tables: readonly Table[], measure: "RR" | "OR" | "RD"): Shared | null {
  if (tables.some(({ ai, bi, ci, di }) => Math.min(ai, bi, ci, di) === 0)) return null;
  const { ci, di } = tables[0]!;
  const n = ci + di;
  const common = { RR: 1 / ci - 1 / n, OR: 1 / ci + 1 / di, RD: (ci * di) / n ** 3 }[measure];
  return filledIn(tables.map(tableMeasures[measure]), () => common);
}

/** Means that share their second arm; for SMD Gleser and Olkin (2009), equation (19.19). */
export function sharedMeans(studies: readonly Means[], measure: "MD" | "ROM" | "SMD"): Shared | null {
  const { m2i, sd2i, n2i } = studies[0]!;
  const effects = studies.map(meanMeasures[measure]);
  const total = studies.reduce((sum, { n1i }) => sum + n1i, n2i);
  return filledIn(effects, (i, j) => {
    if (measure === "MD") return sd2i ** 2 / n2i;
    if (measure === "ROM") return sd2i ** 2 / (n2i * m2i ** 2);
    return 1 / n2i + (effects[i]!.yi * effects[j]!.yi) / (2 * total);
  });
}

/** A scale's two ends. */
export type Scale = readonly [low: number, high: number];

/** A mean and its deviation moved from one scale to another, turned round where high was good and shall be bad. */
export function rescale(
  given: { readonly mean?: number | undefined; readonly sd?: number | undefined },
  from: Scale,
  to: Scale,
  reversed: boolean,
): { readonly mean?: number; readonly sd?: number; readonly factor: number } {
  const factor = (to[1] - to[0]) / (from[1] - from[0]);
  const place = (mean: number): number =>
    reversed ? to[1] - (mean - from[0]) * factor : to[0] + (mean - from[0]) * factor;
  return {
    ...(given.mean === undefined ? {} : { mean: place(given.mean) }),
    ...(given.sd === undefined ? {} : { sd: given.sd * Math.abs(factor) }),
    factor: reversed ? -factor : factor,
  };
}
