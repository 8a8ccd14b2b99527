/**
 * Maximum likelihood and restricted maximum likelihood for tau2. The score is searched over all of (0, bound), where
 * the bound is proved: above it the score is negative whatever the data. Every change of sign is followed to its
 * maximum and the highest maximum is kept, so that there is no input on which the search fails or stops at a lesser one.
 */
import { type Problem, weigh } from "./problem.ts";
import { sumLogarithms } from "./weigh-mean.ts";

const logTwoPi = Math.log(2 * Math.PI);

/** The score per tau2 and its slope where `weigh` was last called; twice both, which moves no zero. */
const score = ({ at }: Problem, restricted: boolean): number => at.yPPy - (restricted ? at.trP : at.sumW);
const slope = ({ at }: Problem, restricted: boolean): number =>
  (restricted ? at.trPP : at.sumW2) - 2 * at.yPPPy;

/** The log-likelihood at tau2, restricted (with ln |X'X|, as metafor has it) or not. */
export function logLikelihood(problem: Problem, tau2: number, restricted: boolean): number {
  const at = weigh(problem, tau2);
  const logs = sumLogarithms(problem, tau2);
  if (!restricted) return -0.5 * (problem.k * logTwoPi + logs + at.Q);
  const logXWX = problem.design === null ? Math.log(at.sumW) : at.logXWX;
  return -0.5 * ((problem.k - problem.p) * logTwoPi - problem.logXX + logs + logXWX + at.Q);
}

/**
 * The tau2 above which the score is negative. With a = 1/(most + t) and b = 1/(least + t), tr P is at least
 * (k - p) a and y'PPy at most b² RSS, so the score is negative once n (t + least)² > RSS (t + most).
 */
function bound({ k, p, rss, least, most }: Problem, restricted: boolean): number {
  const s = rss / (restricted ? k - p : k);
  return (s + Math.sqrt(s * s + 4 * s * (most - least))) / 2 - least;
}

/** The zero of a score that is positive at `low` and not at `high`: Newton's steps inside a shrinking bracket. */
function root(problem: Problem, restricted: boolean, low: number, high: number, start: number): number {
  let t = start;
  for (let i = 0; i < 200; i++) {
    weigh(problem, t);
    const here = score(problem, restricted);
    if (here > 0) low = t;
    else high = t;
    const step = -here / slope(problem, restricted);
    let next = t + step;
    if (next > low && next < high) {
      // The steps shrink quadratically: the one after a step of 1e-8 would be below rounding.
      if (Math.abs(step) <= 1e-8 * next) return next;
    } else {
      if (high - low <= 4e-16 * high) return t;
      // Far below the root the score falls over decades, so the middle is taken there on the log scale.
      next = low > 0 && high > 4 * low ? Math.sqrt(low * high) : 0.5 * (low + high);
    }
    t = next;
  }
  return t;
}

/** Successive trial points grow by this factor; with 4, peaks that stand within it of each other are passed over. */
const growth = 2;

/** How often an interval may be halved. */
const halvings = 8;

/** State of a search: kept apart from the problem so that the walk below stays one loop. */
interface Search {
  best: number;
  count: number;
  bestLog: number;
  /** Whether the interval in hand starts at 0. */
  plain: boolean;
}

function keep(search: Search, problem: Problem, restricted: boolean, t: number): void {
  if (search.count === 0) search.best = t;
  else {
    if (search.count === 1) search.bestLog = logLikelihood(problem, search.best, restricted);
    const here = logLikelihood(problem, t, restricted);
    if (here > search.bestLog) [search.best, search.bestLog] = [t, here];
  }
  search.count += 1;
}

/** A trial point: tau2, and the score and its slope there, both per tau2. */
interface Trial {
  readonly t: number;
  readonly s: number;
  readonly d: number;
}

function trial(problem: Problem, restricted: boolean, t: number): Trial {
  weigh(problem, t);
  return { t, s: score(problem, restricted), d: slope(problem, restricted) };
}

/**
 * Looks between two neighbouring trial points for maxima. Where both scores have one sign but the tangents meet on the
 * other side, the interval may hide a pair of zeros and is halved. From 0 that is done on the plain scale, elsewhere on
 * the scale of ln tau2, on which the score's terms rise and fall evenly.
 */
function between(
  search: Search,
  problem: Problem,
  restricted: boolean,
  a: Trial,
  b: Trial,
  depth: number,
): void {
  const { t: t0, s: s0, d: d0 } = a;
  const { t: t1, s: s1, d: d1 } = b;
  const plain = search.plain;
  const peak = s0 > 0 && s1 <= 0;
  const hidden = plain
    ? hides(t1 - t0, s0, d0, s1, d1)
    : hides(Math.log(t1 / t0), t0 * s0, t0 * (s0 + t0 * d0), t1 * s1, t1 * (s1 + t1 * d1));
  // Around a peak the net is drawn closer: a second one may stand beside it, and Newton's first step gains by it.
  const wide = plain ? depth > halvings - 2 : t1 > 1.5 * t0;
  if (depth > 0 && (hidden || (peak && wide))) {
    const middle = trial(problem, restricted, plain ? (t0 + t1) / 2 : Math.sqrt(t0 * t1));
    between(search, problem, restricted, a, middle, depth - 1);
    between(search, problem, restricted, middle, b, depth - 1);
  } else if (peak) {
    const start = plain
      ? t0 + ((t1 - t0) * s0) / (s0 - s1)
      : t0 * (t1 / t0) ** ((t0 * s0) / (t0 * s0 - t1 * s1));
    keep(search, problem, restricted, root(problem, restricted, t0, t1, start));
  }
}

/** Whether the tangents at both ends of an interval of width h meet beyond zero although both ends are on one side. */
function hides(h: number, g0: number, d0: number, g1: number, d1: number): boolean {
  if (g0 > 0 !== g1 > 0) return false;
  const side = g0 > 0 ? 1 : -1;
  if (!(side * d0 < 0 && side * d1 > 0)) return false;
  const meet = (g1 - g0 - d1 * h) / (d0 - d1);
  return side * (g0 + d0 * Math.min(h, Math.max(0, meet))) < 0;
}

/** The tau2 at which the (restricted) likelihood has its global maximum over tau2 >= 0. */
export function maximumLikelihood(problem: Problem, restricted: boolean): number {
  const top = bound(problem, restricted) * 1.0000001;
  if (!(top > 0)) return 0;
  let a = trial(problem, restricted, 0);
  const search: Search = { best: 0, count: a.s > 0 ? 0 : 1, bestLog: Number.NaN, plain: true };
  // Below half the least variance the weights hardly move.
  let next = Math.min(top, problem.least * 0.5);
  for (;;) {
    const b = trial(problem, restricted, next);
    between(search, problem, restricted, a, b, halvings);
    if (next >= top) return search.best;
    search.plain = false;
    a = b;
    next = Math.min(top, next * growth);
  }
}
