import { normalAbove, normalBelow, normalDensity, normalQuantile } from "../distribution/distribution.ts";

/** Normals with shares that add up to one: what is believed of an effect once tau is averaged over. */
export interface Mixture {
  readonly share: Float64Array;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** A belief in words: mean, standard deviation (null where it is not finite), median and equal-tailed interval. */
export interface Belief {
  readonly mean: number | null;
  readonly sd: number | null;
  readonly median: number;
  readonly ci: readonly [number, number];
}

const chance = ({ share, mean, variance }: Mixture, x: number, tail: (z: number) => number): number => {
  let sum = 0;
  for (let i = 0; i < share.length; i++) sum += share[i]! * tail((x - mean[i]!) / Math.sqrt(variance[i]!));
  return Math.min(1, sum);
};

/** The probability of less than x. */
export const below = (mixture: Mixture, x: number): number => chance(mixture, x, normalBelow);

/** The probability of more than x. */
export const above = (mixture: Mixture, x: number): number => chance(mixture, x, normalAbove);

/** Mean and standard deviation of a mixture. */
export function moments({ share, mean, variance }: Mixture): { mean: number; sd: number } {
  const centre = share.reduce((sum, w, i) => sum + w * mean[i]!, 0);
  return {
    mean: centre,
    sd: Math.sqrt(share.reduce((sum, w, i) => sum + w * (variance[i]! + (mean[i]! - centre) ** 2), 0)),
  };
}

/** The value that a mixture stays below with probability p: Newton's steps inside a bracket. */
export function quantile(mixture: Mixture, p: number): number {
  const { mean, variance, share } = mixture;
  const z = normalQuantile(p);
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < mean.length; i++) {
    const own = mean[i]! + z * Math.sqrt(variance[i]!);
    [low, high] = [Math.min(low, own), Math.max(high, own)];
  }
  const { mean: centre, sd } = moments(mixture);
  let x = Math.min(high, Math.max(low, Number.isFinite(sd) ? centre + z * sd : (low + high) / 2));
  for (let round = 0; round < 200 && high - low > 1e-14 * (Math.abs(low) + Math.abs(high)); round++) {
    const excess = p > 0.5 ? 1 - p - above(mixture, x) : below(mixture, x) - p;
    if (excess > 0) high = x;
    else low = x;
    let slope = 0;
    for (let i = 0; i < mean.length; i++) {
      const s = Math.sqrt(variance[i]!);
      slope += (share[i]! * normalDensity((x - mean[i]!) / s)) / s;
    }
    const next = x - excess / slope;
    if (Math.abs(next - x) < 1e-13 * Math.sqrt(variance[0]!)) return next;
    x = next > low && next < high ? next : (low + high) / 2;
  }
  return x;
}
