import { chiSquareQuantileBelow } from "../distribution/distribution.ts";
import { scan } from "../optimum/scan.ts";

/** The ED50 that a profile log-likelihood points to. */
export interface ProfiledED50 {
  readonly logED50: number;
  readonly logLikelihood: number;
  /** On which side the likelihood keeps rising to the end of the search: the dose-range says nothing about ED50. */
  readonly edge: "low" | "high" | null;
  /** Likelihood-ratio interval; null where it does not end within the search. */
  readonly interval: readonly [number | null, number | null];
}

/** Maximises a profile log-likelihood over log ED50, a thousandth of the least dose to a thousand times the largest. */
export function profileED50(
  profile: (logED50: number) => number,
  doses: readonly number[],
  level: number,
): ProfiledED50 {
  const positive = doses.filter((dose) => dose > 0);
  const low = Math.log(Math.min(...positive) / 1000);
  const high = Math.log(Math.max(...positive) * 1000);
  const { at, value, edge } = scan(profile, low, high, 80);
  const fall = value - chiSquareQuantileBelow(level, 1) / 2;
  return {
    logED50: at,
    logLikelihood: value,
    edge,
    interval: [bound(profile, at, low, fall), bound(profile, at, high, fall)].map((x) =>
      x === null ? null : Math.exp(x),
    ) as [number | null, number | null],
  };
}

// Where the profile falls below `fall` on the way from the summit to the end: steps that grow, then a bisection.
function bound(profile: (x: number) => number, summit: number, end: number, fall: number): number | null {
  let inside = summit;
  for (let step = 0.25; inside !== end; step *= 1.5) {
    let outside = end > summit ? Math.min(end, inside + step) : Math.max(end, inside - step);
    if (profile(outside) >= fall) {
      inside = outside;
      continue;
    }
    while (Math.abs(outside - inside) > 1e-7) {
      const middle = (inside + outside) / 2;
      if (profile(middle) >= fall) inside = middle;
      else outside = middle;
    }
    return (inside + outside) / 2;
  }
  return null;
}
