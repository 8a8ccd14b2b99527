import { normalAbove, normalQuantile, studentAbove, studentQuantile } from "../distribution/distribution.ts";
import type { DoseModel } from "./basis.ts";

/** One parameter of a fitted curve; ED50 has its standard error on the log scale and its interval from there. */
export interface CurveParameter {
  readonly name: string;
  readonly estimate: number;
  readonly se: number | null;
  readonly p: number | null;
  readonly ci: readonly [number, number] | null;
}

/** The effect of a dose against the reference dose. */
export interface CurvePoint {
  readonly dose: number;
  readonly estimate: number;
  readonly se: number | null;
  readonly ci: readonly [number, number] | null;
}

/** A fitted dose-response curve. */
export interface Curve {
  readonly model: DoseModel;
  readonly parameters: readonly CurveParameter[];
  readonly ED50: {
    readonly estimate: number;
    readonly logSe: number | null;
    readonly interval: readonly [number | null, number | null];
    readonly edge: "low" | "high" | null;
  } | null;
  readonly logLikelihood: number;
  /** Parameters counted in AIC, variances included. */
  readonly count: number;
  readonly AIC: number;
  readonly points: readonly CurvePoint[];
}

/** Estimate, test and interval of a number with its variance; t where degrees of freedom are given. */
export function parameter(
  name: string,
  estimate: number,
  variance: number,
  level: number,
  df: number | null = null,
): CurveParameter {
  const se = Math.sqrt(variance);
  if (!Number.isFinite(se)) return { name, estimate, se: null, p: null, ci: null };
  const size = Math.abs(estimate / se);
  const half = se * (df === null ? normalQuantile(0.5 + level / 2) : studentQuantile(0.5 + level / 2, df));
  return {
    name,
    estimate,
    se,
    p: Math.min(1, 2 * (df === null ? normalAbove(size) : studentAbove(size, df))),
    ci: [estimate - half, estimate + half],
  };
}

/** The quadratic form c'Vc over the last `c.length` of V's n rows. */
export function varianceOf(c: readonly number[], covariance: Float64Array, n: number): number {
  const from = n - c.length;
  let sum = 0;
  c.forEach((a, i) =>
    c.forEach((b, j) => {
      sum += a * covariance[(from + i) * n + from + j]! * b;
    }),
  );
  return sum;
}
