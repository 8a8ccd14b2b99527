/** Egger's regression of effects on their standard errors, in the three forms metafor offers. */
import { studentAbove } from "../distribution/distribution.ts";
import type { Method } from "../pool/between.ts";
import { regress } from "../regress/regress.ts";

/** The weighted regression with multiplicative dispersion; `intercept` is the effect at a standard error of 0. */
export interface Egger {
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
  readonly intercept: number;
  readonly slope: number;
  readonly slopeSe: number;
}

/** Standardised effects on precisions; the same test, with the bias as its intercept: Egger et al. (1997). */
export interface EggerClassic {
  readonly bias: number;
  readonly se: number;
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
}

/** A mixed-effects regression on the standard error: Sterne and Egger (2005). */
export interface EggerMixed {
  readonly z: number;
  readonly p: number;
  /** The effect at a standard error of 0, with interval. */
  readonly limit: number;
  readonly ci: readonly [number, number];
}

/** Null with fewer than three studies, or where all standard errors are equal. */
export function egger(y: Float64Array, v: Float64Array): Egger | null {
  const k = y.length;
  if (k < 3) return null;
  const fitted = regress(
    y,
    v,
    [
      { name: "(Intercept)", column: new Float64Array(k).fill(1) },
      { name: "sei", column: v.map(Math.sqrt) },
    ],
    { method: "EE", test: "knha", level: 0.95 },
  );
  if (fitted.dependent !== undefined) return null;
  const [intercept, slope] = fitted.regression.coefficients;
  const df = k - 2;
  return {
    statistic: slope!.statistic,
    df,
    p: 2 * studentAbove(Math.abs(slope!.statistic), df),
    intercept: intercept!.estimate,
    slope: slope!.estimate,
    slopeSe: slope!.se,
  };
}

/** The same test as it was first printed: its bias is the slope on the standard error. */
export function eggerClassic(y: Float64Array, v: Float64Array): EggerClassic | null {
  const test = egger(y, v);
  return test && { bias: test.slope, se: test.slopeSe, statistic: test.statistic, df: test.df, p: test.p };
}

export function eggerMixed(
  y: Float64Array,
  v: Float64Array,
  method: Method,
  level: number,
): EggerMixed | null {
  const k = y.length;
  if (k < 3) return null;
  const fitted = regress(
    y,
    v,
    [
      { name: "(Intercept)", column: new Float64Array(k).fill(1) },
      { name: "sei", column: v.map(Math.sqrt) },
    ],
    { method, test: "z", level },
  );
  if (fitted.dependent !== undefined) return null;
  const [limit, slope] = fitted.regression.coefficients;
  return { z: slope!.statistic, p: slope!.p, limit: limit!.estimate, ci: limit!.ci };
}
