/** Pools effects by inverse variances: one common effect or a distribution of effects. */
import {
  chiSquareAbove,
  normalAbove,
  normalQuantileAbove,
  studentAbove,
  studentQuantileAbove,
} from "../distribution/distribution.ts";
import { estimateBetween, type Method } from "./between.ts";
import { meanProblem, type Problem, weigh } from "./problem.ts";

/** How the pooled effect is tested: normal; t with k - 1; Hartung and Knapp's variance; the same, never below z's. */
export const tests = ["z", "t", "knha", "adhoc"] as const;
export type Test = (typeof tests)[number];

export interface PoolOptions {
  readonly method: Method;
  readonly test: Test;
  /** Coverage of intervals, 0 to 1. */
  readonly level: number;
}

export type Interval = readonly [low: number, high: number];

/** A pooled effect with everything a table, a forest or a later analysis needs. */
export interface Pooled extends PoolOptions {
  readonly k: number;
  readonly estimate: number;
  readonly se: number;
  readonly statistic: number;
  /** Degrees of freedom of the test; null where it is normal. */
  readonly df: number | null;
  readonly p: number;
  readonly ci: Interval;
  readonly tau2: number;
  /** Standard error of tau2; null for EE and for one study. */
  readonly tau2Se: number | null;
  /** Percent. */
  readonly I2: number;
  readonly H2: number;
  readonly Q: number;
  readonly Qdf: number;
  readonly Qp: number;
  /** The interval for the effect in a new setting, by the same distribution as the test. */
  readonly prediction: Interval | null;
  /** Its degrees of freedom; null where it is normal. */
  readonly predictionDf: number | null;
  /** Each study's share of the estimate, in percent, in the order given. */
  readonly weights: readonly number[];
}

// The last quantile of each kind asked for. Thousands of fits ask for the same one; the answer does not depend on it.
let lastNormal = { level: Number.NaN, quantile: Number.NaN };
let lastStudent = { level: Number.NaN, df: Number.NaN, quantile: Number.NaN };

/** Half the width of an interval, in standard errors; normal where df is null. */
export function critical(level: number, df: number | null): number {
  if (df === null) {
    if (lastNormal.level !== level) lastNormal = { level, quantile: normalQuantileAbove((1 - level) / 2) };
    return lastNormal.quantile;
  }
  if (lastStudent.level !== level || lastStudent.df !== df)
    lastStudent = { level, df, quantile: studentQuantileAbove((1 - level) / 2, df) };
  return lastStudent.quantile;
}

/** The two-sided p of a statistic; normal where df is null. */
export const twoSided = (statistic: number, df: number | null): number =>
  2 * (df === null ? normalAbove(Math.abs(statistic)) : studentAbove(Math.abs(statistic), df));

/** The factor on the standard error that a test asks for, given s² = Q / (k - p): Knapp and Hartung (2003), (6). */
export function widening(test: Test, s2: number): number {
  if (test === "z" || test === "t") return 1;
  return Math.sqrt(test === "adhoc" ? Math.max(1, s2) : s2);
}

/** estimate and half-width as an interval. */
export const around = (estimate: number, half: number): Interval => [estimate - half, estimate + half];

// Room for the weights of one fit after another; no result holds on to it.
let room = new Float64Array(64);

/** Pools effects yi with variances vi. */
export function pool(yi: Float64Array, vi: Float64Array, options: PoolOptions): Pooled {
  if (room.length < yi.length) room = new Float64Array(2 * yi.length);
  return poolProblem(meanProblem(yi, vi, room), options);
}

/**
 * Pools a problem of a common mean; a tau2 that is known, as one shared by subgroups, is not estimated. One study is its own pooled effect under the z test; other tests need two, and
 * give NaN for one.
 */
export function poolProblem(
  problem: Problem,
  { method, test, level, tau2 }: PoolOptions & { readonly tau2?: number },
): Pooled {
  const { k, w } = problem;
  const free = k - 1;
  const { Q, trP } = weigh(problem, 0);
  const between = tau2 === undefined ? estimateBetween(problem, method) : { tau2, se: Number.NaN };
  const { sumW, mean, Q: rest } = weigh(problem, between.tau2);
  const df = test === "z" ? null : free;
  const se = widening(test, rest / free) / Math.sqrt(sumW);
  const statistic = mean / se;
  const typical = free / trP;
  const equal = method === "EE";
  const I2 = equal ? Math.max(0, ((Q - free) / Q) * 100) : 100 * (between.tau2 / (between.tau2 + typical));
  const half = critical(level, df);
  const weights: number[] = [];
  for (let i = 0; i < k; i++) weights.push((100 * w[i]!) / sumW);
  return {
    method,
    test,
    level,
    k,
    estimate: mean,
    se,
    statistic,
    df,
    p: twoSided(statistic, df),
    ci: around(mean, half * se),
    tau2: between.tau2,
    tau2Se: Number.isNaN(between.se) ? null : between.se,
    I2: free === 0 || Q === 0 ? 0 : I2,
    H2: free === 0 ? 1 : equal ? Q / free : between.tau2 / typical + 1,
    Q: free === 0 ? 0 : Q,
    Qdf: free,
    Qp: free === 0 ? 1 : chiSquareAbove(Q, free),
    prediction: equal ? null : around(mean, half * Math.sqrt(between.tau2 + se * se)),
    predictionDf: df,
    weights,
  };
}

/**
 * The prediction interval by name: `z`, `k-1` (Hartung and Knapp's companion, the default beside their test) or `k-2`
 * (Higgins, Thompson and Spiegelhalter 2009, equation 12); null where no degree of freedom is left.
 */
export function predictionInterval(pooled: Pooled, kind: "z" | "k-1" | "k-2"): Interval | null {
  const df = kind === "z" ? null : pooled.k - (kind === "k-1" ? 1 : 2);
  if (df !== null && df < 1) return null;
  return around(pooled.estimate, critical(pooled.level, df) * Math.sqrt(pooled.tau2 + pooled.se ** 2));
}
