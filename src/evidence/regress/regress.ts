/** Mixed-effects meta-regression: effects about moderators, with what heterogeneity they leave. */
import { chiSquareAbove, fisherAbove } from "../distribution/distribution.ts";
import { estimateBetween } from "../pool/between.ts";
import { invertSymmetric, invertTriangle, matrix, type Matrix, sandwich, times } from "../pool/matrix.ts";
import { around, critical, type Interval, type PoolOptions, twoSided, widening } from "../pool/pool.ts";
import { meanProblem, type Problem, weigh } from "../pool/problem.ts";
import { moderated, type Term } from "./design.ts";

/** One coefficient with its test. */
export interface Coefficient {
  readonly name: string;
  readonly estimate: number;
  readonly se: number;
  readonly statistic: number;
  readonly df: number | null;
  readonly p: number;
  readonly ci: Interval;
}

/** A meta-regression. */
export interface Regression extends PoolOptions {
  readonly k: number;
  readonly coefficients: readonly Coefficient[];
  /** Their variances and covariances. */
  readonly covariance: readonly (readonly number[])[];
  readonly tau2: number;
  readonly tau2Se: number | null;
  /** Residual heterogeneity, percent. */
  readonly I2: number;
  readonly H2: number;
  /**
   * What the moderators account for, percent, never below 0: of tau2 (Raudenbush 2009), or with equal effects the
   * adjusted R2 of the weighted fit; 0 where there was nothing to account for, null without intercept or moderator.
   */
  readonly R2: number | null;
  readonly QE: number;
  readonly QEdf: number;
  readonly QEp: number;
  /** The test of all coefficients but the intercept: chi-square with `QMdf`, or F with `QMdf2` below. */
  readonly QM: number;
  readonly QMdf: number;
  readonly QMdf2: number | null;
  readonly QMp: number;
  /** Where the regression puts each study, and its residual. */
  readonly fitted: Float64Array;
  readonly weights: Float64Array;
}

/** Coefficients and their covariance on the scale of the moderators, from the problem as last weighed. */
function solved(problem: Problem): { estimates: Float64Array; covariance: Matrix } {
  const design = problem.design!;
  const back = invertTriangle(design.triangle);
  return {
    estimates: times(back, design.coefficients),
    covariance: sandwich(back, design.inverse),
  };
}

/** b' V^-1 b over the chosen coefficients. */
function joint(estimates: Float64Array, covariance: Matrix, chosen: readonly number[]): number {
  const m = chosen.length;
  if (m === 0) return 0;
  const part = matrix(m, m);
  // Scaled to correlations first: a slope per year and one per 0/1 differ by many decades.
  const scale = chosen.map((i) => Math.sqrt(covariance.cells[i * covariance.columns + i]!));
  chosen.forEach((i, a) =>
    chosen.forEach((j, b) => {
      part.cells[a * m + b] = covariance.cells[i * covariance.columns + j]! / (scale[a]! * scale[b]!);
    }),
  );
  if (Number.isNaN(invertSymmetric(part.cells, m))) return Number.NaN;
  const b = chosen.map((i, a) => estimates[i]! / scale[a]!);
  return times(part, b).reduce((sum, value, a) => sum + value * b[a]!, 0);
}

/** Regresses effects on the columns given; a column that others determine is named instead. */
export function regress(
  y: Float64Array,
  v: Float64Array,
  columns: readonly Term[],
  options: PoolOptions,
): { regression: Regression; dependent?: undefined } | { dependent: string } {
  const built = moderated(y, v, columns);
  if (built.dependent !== undefined) return built;
  const { problem } = built;
  const { k, p } = problem;
  const free = k - p;
  const { Q: QE, trP } = weigh(problem, 0);
  const between = estimateBetween(problem, options.method);
  const { Q: rest } = weigh(problem, between.tau2);
  const { estimates, covariance } = solved(problem);
  const factor = widening(options.test, rest / free) ** 2;
  covariance.cells.forEach((cell, i) => (covariance.cells[i] = cell * factor));
  const df = options.test === "z" ? null : free;
  const slopes = columns.flatMap((term, i) => (term.name === "(Intercept)" && columns.length > 1 ? [] : [i]));
  const QM = joint(estimates, covariance, slopes);
  const F = QM / slopes.length;
  const typical = free / trP;
  const equal = options.method === "EE";
  const weight = problem.w.reduce((sum, w) => sum + w, 0);
  return {
    regression: {
      ...options,
      k,
      coefficients: columns.map(({ name }, i) =>
        coefficient(name, estimates[i]!, Math.sqrt(covariance.cells[i * p + i]!), df, options.level),
      ),
      covariance: columns.map((_, i) => Array.from(covariance.cells.subarray(i * p, (i + 1) * p))),
      tau2: between.tau2,
      tau2Se: Number.isNaN(between.se) ? null : between.se,
      I2:
        free === 0 || QE === 0
          ? 0
          : equal
            ? Math.max(0, (100 * (QE - free)) / QE)
            : 100 * (between.tau2 / (between.tau2 + typical)),
      H2: free === 0 ? 1 : equal ? QE / free : between.tau2 / typical + 1,
      R2:
        columns.length > 1 && columns.some(({ name }) => name === "(Intercept)")
          ? accountedFor(y, v, options.method, between.tau2, QE / free)
          : null,
      QE: free === 0 ? 0 : QE,
      QEdf: free,
      QEp: free === 0 ? 1 : chiSquareAbove(QE, free),
      QM: df === null ? QM : F,
      QMdf: slopes.length,
      QMdf2: df,
      QMp: df === null ? chiSquareAbove(QM, slopes.length) : fisherAbove(F, slopes.length, free),
      fitted: Float64Array.from(y, (yi, i) => yi - problem.rest[i]!),
      weights: problem.w.map((w) => (100 * w) / weight),
    },
  };
}

/** How much smaller than without moderators what is left is, in percent. */
function accountedFor(
  y: Float64Array,
  v: Float64Array,
  method: PoolOptions["method"],
  tau2: number,
  perDegree: number,
): number {
  const whole = meanProblem(y, v);
  const [total, left] =
    method === "EE"
      ? [weigh(whole, 0).Q / (y.length - 1), perDegree]
      : [estimateBetween(whole, method).tau2, tau2];
  return total > 0 ? Math.max(0, (100 * (total - left)) / total) : 0;
}

function coefficient(
  name: string,
  estimate: number,
  se: number,
  df: number | null,
  level: number,
): Coefficient {
  const statistic = estimate / se;
  return {
    name,
    estimate,
    se,
    statistic,
    df,
    p: twoSided(statistic, df),
    ci: around(estimate, critical(level, df) * se),
  };
}
