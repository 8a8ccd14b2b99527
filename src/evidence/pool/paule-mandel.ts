import { type Problem, weigh } from "./problem.ts";

/**
 * The tau2 at which the generalised Q(tau2) = y'Py equals `target`, or 0 where it is not above it at 0. Q falls from
 * Q(0) towards nothing, and at most to RSS / (tau2 + least), which bounds the search; its reciprocal is nearly
 * straight, so Newton's steps are taken there.
 */
export function generalisedQ(problem: Problem, target: number): number {
  const { Q } = weigh(problem, 0);
  if (!(Q > target)) return 0;
  let low = 0;
  let high = Math.max(0, problem.rss / target - problem.least) * (1 + 1e-12) + Number.MIN_VALUE;
  let t = 0;
  for (let i = 0; i < 200; i++) {
    const { Q: here, yPPy } = weigh(problem, t);
    if (here > target) low = t;
    else high = t;
    const step = ((here - target) / yPPy) * (here / target);
    let next = t + step;
    if (next > low && next < high) {
      if (Math.abs(step) <= 1e-8 * next) return next;
    } else {
      if (high - low <= 4e-16 * high) return t;
      next = 0.5 * (low + high);
    }
    t = next;
  }
  return t;
}

/**
 * Paule and Mandel (1982): Q(tau2) = k - p. The empirical Bayes estimator of Morris (1983) solves the same equation
 * (Viechtbauer et al. 2015, p. 365).
 */
export const pauleMandel = (problem: Problem): number => generalisedQ(problem, problem.k - problem.p);
