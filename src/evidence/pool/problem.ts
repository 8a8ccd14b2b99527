/**
 * The weighted least-squares problem behind every model here: effects y with variances v + tau2 about a mean or about
 * moderators. `weigh` fills in, for one tau2, all that estimators and tests are made of; nothing is allocated, so that
 * a problem can be weighed a million times.
 */
import type { Matrix } from "./matrix.ts";
import { weighDesign } from "./weigh-design.ts";
import { weighMean } from "./weigh-mean.ts";

/** What `weigh` leaves behind. W is the diagonal of weights 1 / (v + tau2), P = W - W X (X'W X)^-1 X'W. */
export interface Weighed {
  tau2: number;
  /** The sums of the weights and of their squares. */
  sumW: number;
  sumW2: number;
  /** y'Py: the weighted residual sum of squares. */
  Q: number;
  /** y'PPy and y'PPPy. */
  yPPy: number;
  yPPPy: number;
  /** The traces of P and of PP. */
  trP: number;
  trPP: number;
  /** ln of the determinant of X'W X; with a common mean it is ln of sumW and not kept. */
  logXWX: number;
  /** The weighted mean, or the coefficients of the orthonormal design. */
  mean: number;
}

/** Moderators made orthonormal once, so that no fit suffers from a year written as 1948. */
export interface Design {
  /** Columns of the orthonormal basis, one after another. */
  readonly basis: Float64Array;
  /** The upper triangle that turns coefficients of the basis into those asked for. */
  readonly triangle: Matrix;
  readonly coefficients: Float64Array;
  /** (basis' W basis)^-1, as `weigh` left it. */
  readonly inverse: Matrix;
  readonly scratch: Float64Array;
}

/** A problem and the place where its sums are kept. */
export interface Problem {
  k: number;
  p: number;
  readonly y: Float64Array;
  readonly v: Float64Array;
  /** Null where there is only a mean. */
  readonly design: Design | null;
  /** The weights at the tau2 last weighed. */
  readonly w: Float64Array;
  /** Residuals from a design at the tau2 last weighed; empty where there is only a mean. */
  readonly rest: Float64Array;
  readonly at: Weighed;
  /** ln |X'X|, unweighted residual sum of squares, and the least and the largest variance. */
  logXX: number;
  rss: number;
  least: number;
  most: number;
}

const nothing = (): Weighed => ({
  tau2: 0.5,
  sumW: 0.5,
  sumW2: 0.5,
  Q: 0.5,
  yPPy: 0.5,
  yPPPy: 0.5,
  trP: 0.5,
  trPP: 0.5,
  logXWX: 0.5,
  mean: 0.5,
});

/** Weighs a problem at one tau2; where it was last weighed at the same, nothing needs doing. */
export function weigh(problem: Problem, tau2: number): Weighed {
  if (problem.at.tau2 === tau2) return problem.at;
  if (problem.design === null) weighMean(problem, tau2);
  else weighDesign(problem, problem.design, tau2);
  return problem.at;
}

/** Reads off a problem of a mean what does not depend on tau2: to be called when y, v or k have changed. */
export function settle(problem: Problem): Problem {
  const { k, y, v } = problem;
  let sum = 0;
  let least = v[0]!;
  let most = least;
  for (let i = 0; i < k; i++) {
    sum += y[i]!;
    const here = v[i]!;
    if (here < least) least = here;
    if (here > most) most = here;
  }
  const mean = sum / k;
  let rss = 0;
  for (let i = 0; i < k; i++) {
    const gap = y[i]! - mean;
    rss += gap * gap;
  }
  problem.rss = rss;
  problem.least = least;
  problem.most = most;
  problem.logXX = Math.log(k);
  problem.at.tau2 = Number.NaN;
  return problem;
}

const none = new Float64Array(0);

/** The problem of a common mean. The arrays are used as they are, not copied; `w` is room for the weights. */
export function meanProblem(y: Float64Array, v: Float64Array, w = new Float64Array(y.length)): Problem {
  return settle({
    k: y.length,
    p: 1,
    y,
    v,
    design: null,
    w,
    rest: none,
    at: nothing(),
    logXX: 0.5,
    rss: 0.5,
    least: 0.5,
    most: 0.5,
  });
}

/** The problem of effects about a design whose columns have been made orthonormal. */
export function designProblem(y: Float64Array, v: Float64Array, design: Design, logXX: number): Problem {
  const k = y.length;
  const p = design.coefficients.length;
  const problem = settle({ ...meanProblem(y, v), p, design, rest: new Float64Array(k), at: nothing() });
  problem.logXX = logXX;
  let rss = 0;
  const rest = y.slice();
  for (let j = 0; j < p; j++) {
    let dot = 0;
    for (let i = 0; i < k; i++) dot += design.basis[j * k + i]! * rest[i]!;
    for (let i = 0; i < k; i++) rest[i] = rest[i]! - dot * design.basis[j * k + i]!;
  }
  for (let i = 0; i < k; i++) rss += rest[i]! * rest[i]!;
  problem.rss = rss;
  return problem;
}
