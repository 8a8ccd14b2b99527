/**
 * What RevMan 5.4 computes (Deeks and Higgins 2010, "Statistical algorithms in Review Manager 5"): 1/2 in all cells of
 * a table with a zero, Mantel-Haenszel sums from those cells, tau2 by DerSimonian and Laird from the Q about the
 * Mantel-Haenszel estimate, and Wald intervals.
 */
import { normalAbove } from "../distribution/distribution.ts";
import type { Means, Table } from "../effect/study.ts";
import { filled, tableMeasures } from "../effect/table.ts";
import { isSilent } from "./mantel-haenszel.ts";
import { around, critical, type Interval } from "./pool.ts";

/** One of RevMan's analyses. */
export interface RevManResult {
  readonly estimate: number;
  readonly se: number;
  readonly ci: Interval;
  readonly p: number;
  readonly tau2: number;
  readonly Q: number;
  /** Percent. */
  readonly I2: number;
  readonly weights: readonly number[];
}

/** RevMan's four analyses of tables; of continuous outcomes only the inverse-variance ones exist. */
export interface RevMan {
  readonly k: number;
  /** Which of the given studies were kept, by position. */
  readonly kept: readonly number[];
  readonly yi: readonly number[];
  readonly sei: readonly number[];
  readonly mhFixed: RevManResult | null;
  readonly mhRandom: RevManResult | null;
  readonly ivFixed: RevManResult;
  readonly ivRandom: RevManResult;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function result(
  weights: readonly number[],
  yi: readonly number[],
  level: number,
  given: { readonly estimate?: number; readonly se?: number; readonly Q: number; readonly tau2: number },
): RevManResult {
  const total = sum(weights);
  const estimate = given.estimate ?? sum(yi.map((y, i) => y * weights[i]!)) / total;
  const se = given.se ?? Math.sqrt(1 / total);
  const df = yi.length - 1;
  return {
    estimate,
    se,
    ci: around(estimate, critical(level, null) * se),
    p: 2 * normalAbove(Math.abs(estimate / se)),
    tau2: given.tau2,
    Q: given.Q,
    I2: df > 0 && given.Q > 0 ? Math.max(0, (100 * (given.Q - df)) / given.Q) : 0,
    weights: weights.map((weight) => (100 * weight) / total),
  };
}

/** tau2 from a Q about whatever estimate: DerSimonian and Laird (1986), equation (8). */
function between(Q: number, vi: readonly number[]): number {
  const w = vi.map((v) => 1 / v);
  const scale = sum(w) - sum(w.map((x) => x * x)) / sum(w);
  return scale > 0 ? Math.max(0, (Q - (vi.length - 1)) / scale) : 0;
}

function inverseVariance(yi: readonly number[], vi: readonly number[], level: number) {
  const w = vi.map((v) => 1 / v);
  const mean = sum(yi.map((y, i) => y * w[i]!)) / sum(w);
  const Q = sum(yi.map((y, i) => w[i]! * (y - mean) ** 2));
  const tau2 = between(Q, vi);
  const random = vi.map((v) => 1 / (v + tau2));
  return { fixed: result(w, yi, level, { Q, tau2: 0 }), random: result(random, yi, level, { Q, tau2 }) };
}

/** The Mantel-Haenszel estimate of RevMan, its standard error, and the weights it prints. */
function mantelHaenszel(tables: readonly Table[], measure: "OR" | "RR" | "RD") {
  const rows = tables.map(({ ai, bi, ci, di }) => ({
    ai,
    bi,
    ci,
    di,
    n1: ai + bi,
    n2: ci + di,
    n: ai + bi + ci + di,
  }));
  if (measure === "OR") {
    const R = sum(rows.map((t) => (t.ai * t.di) / t.n));
    const S = sum(rows.map((t) => (t.bi * t.ci) / t.n));
    const E = sum(rows.map((t) => ((t.ai + t.di) * t.ai * t.di) / t.n ** 2));
    const F = sum(rows.map((t) => ((t.ai + t.di) * t.bi * t.ci) / t.n ** 2));
    const G = sum(rows.map((t) => ((t.bi + t.ci) * t.ai * t.di) / t.n ** 2));
    const H = sum(rows.map((t) => ((t.bi + t.ci) * t.bi * t.ci) / t.n ** 2));
    const se = Math.sqrt((E / R ** 2 + (F + G) / (R * S) + H / S ** 2) / 2);
    return { estimate: Math.log(R / S), se, weights: rows.map((t) => (t.bi * t.ci) / t.n) };
  }
  if (measure === "RR") {
    const R = sum(rows.map((t) => (t.ai * t.n2) / t.n));
    const S = sum(rows.map((t) => (t.ci * t.n1) / t.n));
    const P = sum(rows.map((t) => (t.n1 * t.n2 * (t.ai + t.ci) - t.ai * t.ci * t.n) / t.n ** 2));
    return {
      estimate: Math.log(R / S),
      se: Math.sqrt(P / (R * S)),
      weights: rows.map((t) => (t.ci * t.n1) / t.n),
    };
  }
  const weights = rows.map((t) => (t.n1 * t.n2) / t.n);
  const K = sum(weights);
  const J = sum(
    rows.map((t) => (t.ai * t.bi * t.n2 ** 3 + t.ci * t.di * t.n1 ** 3) / (t.n1 * t.n2 * t.n ** 2)),
  );
  const estimate = sum(rows.map((t, i) => weights[i]! * (t.ai / t.n1 - t.ci / t.n2))) / K;
  return { estimate, se: Math.sqrt(J) / K, weights };
}

/** RevMan's analyses of a dichotomous outcome; null where no table is left to pool. */
export function revManTables(
  tables: readonly Table[],
  measure: "OR" | "RR" | "RD",
  level: number,
): RevMan | null {
  const dropped = (t: Table): boolean =>
    measure === "OR" ? isSilent(t) : measure === "RR" && t.ai === 0 && t.ci === 0;
  const kept = tables.flatMap((t, i) => (dropped(t) ? [] : [i]));
  if (kept.length === 0) return null;
  const raw = kept.map((i) => tables[i]!);
  const full = raw.map(filled);
  const effects = full.map((t, i) => {
    const effect = tableMeasures[measure](t)!;
    const { ai, bi, ci, di } = raw[i]!;
    // RevMan's risk difference itself stays what was observed; only its variance is of the filled table.
    return measure === "RD" ? { yi: ai / (ai + bi) - ci / (ci + di), vi: effect.vi } : effect;
  });
  const [yi, vi] = [effects.map((e) => e.yi), effects.map((e) => e.vi)];
  const mh = mantelHaenszel(full, measure);
  const total = sum(mh.weights);
  const fixed =
    measure === "RD" ? { ...mh, estimate: sum(mh.weights.map((w, i) => w * yi[i]!)) / total } : mh;
  const Q = sum(yi.map((y, i) => (y - fixed.estimate) ** 2 / vi[i]!));
  const tau2 = between(Q, vi);
  const iv = inverseVariance(yi, vi, level);
  return {
    k: kept.length,
    kept,
    yi,
    sei: vi.map(Math.sqrt),
    mhFixed: result(fixed.weights, yi, level, { estimate: fixed.estimate, se: fixed.se, Q, tau2: 0 }),
    mhRandom: result(
      vi.map((v) => 1 / (v + tau2)),
      yi,
      level,
      { Q, tau2 },
    ),
    ivFixed: iv.fixed,
    ivRandom: iv.random,
  };
}

/** RevMan's approximate Hedges g: J = 1 - 3 / (4N - 9), SE² = N / (n1 n2) + g² / (2 (N - 3.94)). */
export function revManStandardised(studies: readonly Means[], level: number): RevMan {
  const effects = studies.map(({ m1i, sd1i, n1i, m2i, sd2i, n2i }) => {
    const N = n1i + n2i;
    const s = Math.sqrt(((n1i - 1) * sd1i ** 2 + (n2i - 1) * sd2i ** 2) / (N - 2));
    const yi = ((m1i - m2i) / s) * (1 - 3 / (4 * N - 9));
    return { yi, vi: N / (n1i * n2i) + yi ** 2 / (2 * (N - 3.94)) };
  });
  return revManGeneric(
    effects.map((e) => e.yi),
    effects.map((e) => e.vi),
    level,
  );
}

/** RevMan's analyses of effects that come with their variances: mean differences and generic outcomes. */
export function revManGeneric(yi: readonly number[], vi: readonly number[], level: number): RevMan {
  const iv = inverseVariance(yi, vi, level);
  return {
    k: yi.length,
    kept: yi.map((_, i) => i),
    yi,
    sei: vi.map(Math.sqrt),
    mhFixed: null,
    mhRandom: null,
    ivFixed: iv.fixed,
    ivRandom: iv.random,
  };
}
