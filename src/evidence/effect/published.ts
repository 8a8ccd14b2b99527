/** Effects that come as published: estimate with variance, standard error or interval, and hazard ratios. */
import { normalQuantileAbove } from "../distribution/distribution.ts";
import { defined, type Effect } from "./study.ts";

/** An estimate on the analysis scale with its variance, its standard error, or a Wald interval. */
export interface Published {
  readonly yi: number;
  readonly vi?: number;
  readonly sei?: number;
  readonly lower?: number;
  readonly upper?: number;
  /** Coverage of the interval, 0 to 1; 0.95 where absent. */
  readonly level?: number;
}

/** A hazard ratio with interval on its natural scale, or a log-rank O - E and its variance. */
export interface Hazard {
  readonly hr?: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly level?: number;
  readonly OmE?: number;
  readonly V?: number;
}

const variance = (lower: number, upper: number, level: number): number =>
  ((upper - lower) / (2 * normalQuantileAbove((1 - level) / 2))) ** 2;

/** The effect as given; null where neither variance, standard error nor interval is. */
export function published({ yi, vi, sei, lower, upper, level = 0.95 }: Published): Effect | null {
  if (vi !== undefined) return defined(yi, vi);
  if (sei !== undefined) return defined(yi, sei ** 2);
  if (lower !== undefined && upper !== undefined) return defined(yi, variance(lower, upper, level));
  return null;
}

/** The log hazard ratio; from O - E and V it is (O - E)/V with variance 1/V, Yusuf et al. (1985). */
export function hazardRatio({ hr, lower, upper, level = 0.95, OmE, V }: Hazard): Effect | null {
  if (OmE !== undefined && V !== undefined) return defined(OmE / V, 1 / V);
  if (hr === undefined || lower === undefined || upper === undefined) return null;
  return defined(Math.log(hr), variance(Math.log(lower), Math.log(upper), level));
}
