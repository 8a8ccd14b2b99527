/** Case diagnostics of a pooled effect with metafor's definitions: Viechtbauer and Cheung (2010). */
import type { Method } from "../pool/between.ts";
import { meanProblem, weigh } from "../pool/problem.ts";
import { type Fit, fit, leaveOneOut } from "./without.ts";

/** One number a study, in the order given. `Del` is of the fit without the study. */
export interface Influence {
  readonly leaveOneOut: readonly Fit[];
  readonly rstudent: Float64Array;
  readonly dffits: Float64Array;
  readonly cookd: Float64Array;
  readonly covr: Float64Array;
  readonly tau2Del: Float64Array;
  readonly QDel: Float64Array;
  readonly hat: Float64Array;
  readonly dfbs: Float64Array;
  /** Percent. */
  readonly weight: Float64Array;
  /** Studies that metafor marks: |DFFITS| over 3 sqrt(1/(k-1)), hat over 3/k, or |DFBETAS| over 1. */
  readonly marked: readonly boolean[];
}

/** The influence of each study on the pooled effect. Needs three studies or more. */
export function influence(y: Float64Array, v: Float64Array, method: Method): Influence {
  const k = y.length;
  const problem = meanProblem(y, v);
  const full = fit(problem, method);
  const without = leaveOneOut(y, v, method);
  const hat = new Float64Array(k);
  const { sumW } = weigh(problem, full.tau2);
  for (let i = 0; i < k; i++) hat[i] = problem.w[i]! / sumW;
  const each = (value: (del: Fit, i: number) => number): Float64Array =>
    Float64Array.from(without, (del, i) => value(del, i));
  // The standard error the full data would have at the tau2 of the fit without the study.
  const seAt = each((del) => Math.sqrt(1 / weigh(problem, del.tau2).sumW));
  const dffits = each((del, i) => (full.estimate - del.estimate) / Math.sqrt(hat[i]! * (del.tau2 + v[i]!)));
  const dfbs = each((del, i) => (full.estimate - del.estimate) / seAt[i]!);
  return {
    leaveOneOut: without,
    rstudent: each((del, i) => (y[i]! - del.estimate) / Math.sqrt(v[i]! + del.tau2 + del.se ** 2)),
    dffits,
    cookd: each((del) => ((full.estimate - del.estimate) / full.se) ** 2),
    covr: each((del) => (del.se / full.se) ** 2),
    tau2Del: each((del) => del.tau2),
    QDel: each((del) => del.Q),
    hat,
    dfbs,
    weight: hat.map((share) => 100 * share),
    marked: without.map(
      (_, i) =>
        Math.abs(dffits[i]!) > 3 * Math.sqrt(1 / (k - 1)) || hat[i]! > 3 / k || Math.abs(dfbs[i]!) > 1,
    ),
  };
}

/** A study's place in the plot of Baujat et al. (2002): share of Q against shift of the pooled effect. */
export interface BaujatPoint {
  readonly heterogeneity: number;
  readonly influence: number;
}

/** Baujat's plot. */
export function baujat(y: Float64Array, v: Float64Array, method: Method): BaujatPoint[] {
  const full = fit(meanProblem(y, v), method);
  return leaveOneOut(y, v, method).map((del, i) => ({
    heterogeneity: (y[i]! - full.estimate) ** 2 / (v[i]! + full.tau2),
    influence: ((full.estimate - del.estimate) / del.se) ** 2,
  }));
}

/** A study's effect drawn towards the pooled one: the empirical Bayes estimate and its standard error. */
export interface Shrunken {
  readonly estimate: number;
  readonly se: number;
}

/** Best linear unbiased predictions of each study's own effect: Raudenbush and Bryk (1985). */
export function shrink(y: Float64Array, v: Float64Array, method: Method): Shrunken[] {
  const full = fit(meanProblem(y, v), method);
  return Array.from(y, (yi, i) => {
    const own = full.tau2 / (full.tau2 + v[i]!);
    return {
      estimate: own * yi + (1 - own) * full.estimate,
      se: Math.sqrt(own * v[i]! + (1 - own) ** 2 * full.se ** 2),
    };
  });
}
