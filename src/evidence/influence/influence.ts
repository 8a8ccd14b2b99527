/** Case diagnostics of a pooled effect with metafor's definitions: Viechtbauer and Cheung (2010). */
import { chiSquareAbove } from "../distribution/distribution.ts";
import type { Method } from "../pool/between.ts";
import { type Test, widening } from "../pool/pool.ts";
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
  /** Studies that metafor marks: |DFFITS| over 3 sqrt(1/(k-1)), Cook's distance over the median of chi², hat over 3/k, or |DFBETAS| over 1. */
  readonly marked: readonly boolean[];
}

/** Hartung and Knapp's factor on the variance of a fit, of all studies but one where `left` is given. */
function factor(y: Float64Array, v: Float64Array, { estimate, tau2 }: Fit, test: Test, left = -1): number {
  if (test !== "knha" && test !== "adhoc") return 1;
  let [sum, k] = [0, 0];
  for (let i = 0; i < y.length; i++)
    if (i !== left) {
      sum += (y[i]! - estimate) ** 2 / (v[i]! + tau2);
      k++;
    }
  return widening(test, sum / (k - 1)) ** 2;
}

/** The influence of each study on the pooled effect as it is tested. Needs three studies or more. */
export function influence(y: Float64Array, v: Float64Array, method: Method, test: Test = "z"): Influence {
  const k = y.length;
  const problem = meanProblem(y, v);
  const full = fit(problem, method);
  const without = leaveOneOut(y, v, method);
  const whole = factor(y, v, full, test);
  const part = without.map((del, i) => factor(y, v, del, test, i));
  const hat = new Float64Array(k);
  const { sumW } = weigh(problem, full.tau2);
  for (let i = 0; i < k; i++) hat[i] = problem.w[i]! / sumW;
  const each = (value: (del: Fit, i: number) => number): Float64Array =>
    Float64Array.from(without, (del, i) => value(del, i));
  // The standard error the full data would have at the tau2 of the fit without the study.
  const seAt = each((del) => Math.sqrt(1 / weigh(problem, del.tau2).sumW));
  const dffits = each(
    (del, i) => (full.estimate - del.estimate) / Math.sqrt(part[i]! * hat[i]! * (del.tau2 + v[i]!)),
  );
  const dfbs = each((del, i) => (full.estimate - del.estimate) / (Math.sqrt(part[i]!) * seAt[i]!));
  const cookd = each((del) => ((full.estimate - del.estimate) / full.se) ** 2 / whole);
  return {
    leaveOneOut: without,
    rstudent: each(
      (del, i) => (y[i]! - del.estimate) / Math.sqrt(part[i]! * (v[i]! + del.tau2 + del.se ** 2)),
    ),
    dffits,
    cookd,
    covr: each((del, i) => ((del.se / full.se) ** 2 * part[i]!) / whole),
    tau2Del: each((del) => del.tau2),
    QDel: each((del) => del.Q),
    hat,
    dfbs,
    weight: hat.map((share) => 100 * share),
    marked: without.map(
      (_, i) =>
        Math.abs(dffits[i]!) > 3 * Math.sqrt(1 / (k - 1)) ||
        chiSquareAbove(cookd[i]!, 1) < 0.5 ||
        hat[i]! > 3 / k ||
        Math.abs(dfbs[i]!) > 1,
    ),
  };
}

/** A study's place in the plot of Baujat et al. (2002): share of Q against shift of the pooled effect. */
export interface BaujatPoint {
  readonly heterogeneity: number;
  readonly influence: number;
}

/** Baujat's plot. */
export function baujat(y: Float64Array, v: Float64Array, method: Method, test: Test = "z"): BaujatPoint[] {
  const full = fit(meanProblem(y, v), method);
  return leaveOneOut(y, v, method).map((del, i) => ({
    heterogeneity: (y[i]! - full.estimate) ** 2 / (v[i]! + full.tau2),
    influence: ((full.estimate - del.estimate) / del.se) ** 2 / factor(y, v, del, test, i),
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
