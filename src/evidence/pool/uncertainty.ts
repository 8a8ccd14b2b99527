/** Intervals for tau2, and through it for I2 and H2: Q-profile and profile likelihood. */
import { chiSquareQuantileAbove, chiSquareQuantileBelow } from "../distribution/distribution.ts";
import { logLikelihood, maximumLikelihood } from "./likelihood.ts";
import { generalisedQ } from "./paule-mandel.ts";
import type { Interval } from "./pool.ts";
import { type Problem, weigh } from "./problem.ts";

/** Intervals of one method for tau2 and what follows from it; I2 in percent. */
export interface HeterogeneityIntervals {
  readonly tau2: Interval;
  readonly I2: Interval;
  readonly H2: Interval;
}

/** I2 and H2 of a tau2, through the typical within-study variance of Higgins and Thompson (2002), equation (9). */
function alongside(problem: Problem, tau2: Interval): HeterogeneityIntervals {
  const typical = (problem.k - problem.p) / weigh(problem, 0).trP;
  const share = (t: number): number => 100 * (t / (t + typical));
  return {
    tau2,
    I2: [share(tau2[0]), share(tau2[1])],
    H2: [tau2[0] / typical + 1, tau2[1] / typical + 1],
  };
}

/** The tau2 whose generalised Q lies inside the chi-square's middle: Viechtbauer (2007). Null for one study. */
export function qProfile(problem: Problem, level: number): HeterogeneityIntervals | null {
  const df = problem.k - problem.p;
  if (df < 1) return null;
  const tail = (1 - level) / 2;
  const low = generalisedQ(problem, chiSquareQuantileAbove(tail, df));
  const high = generalisedQ(problem, chiSquareQuantileBelow(tail, df));
  return alongside(problem, [low, high]);
}

/** The tau2 whose log-likelihood is within half a chi-square quantile of the maximum: Hardy and Thompson (1996). */
export function profileLikelihood(
  problem: Problem,
  level: number,
  restricted: boolean,
): HeterogeneityIntervals | null {
  if (problem.k - problem.p < 1) return null;
  const best = maximumLikelihood(problem, restricted);
  const floor = logLikelihood(problem, best, restricted) - chiSquareQuantileAbove(1 - level, 1) / 2;
  const above = (tau2: number): number => logLikelihood(problem, tau2, restricted) - floor;
  const low = above(0) >= 0 ? 0 : crossing(problem, restricted, above, [0, best]);
  let [inside, high] = [best, Math.max(best * 4, problem.least)];
  while (above(high) >= 0 && high < 1e300) [inside, high] = [high, high * 4];
  return alongside(problem, [low, crossing(problem, restricted, above, [high, inside])]);
}

/** Where a likelihood falls to its floor between a point below it and one above: Newton's steps in a bracket. */
function crossing(
  problem: Problem,
  restricted: boolean,
  above: (tau2: number) => number,
  [outside, inside]: readonly [number, number],
): number {
  let t = 0.5 * (outside + inside);
  for (let i = 0; i < 200; i++) {
    const gap = above(t);
    const { yPPy, trP, sumW } = problem.at;
    const slope = 0.5 * (yPPy - (restricted ? trP : sumW));
    if (gap >= 0) inside = t;
    else outside = t;
    let next = t - gap / slope;
    const [low, high] = outside < inside ? [outside, inside] : [inside, outside];
    if (!(next > low && next < high)) {
      next = 0.5 * (low + high);
      if (next === low || next === high) return inside;
    } else if (Math.abs(next - t) <= 1e-13 * next) return next;
    t = next;
  }
  return t;
}
