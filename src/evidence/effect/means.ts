/** Measures of two means under metafor's names. */
import { logGamma, stirlingError } from "../distribution/distribution.ts";
import { defined, type Effect, type Means } from "./study.ts";

/**
 * Hedges' correction J for m degrees of freedom, exact: gamma(m/2) / (sqrt(m/2) gamma((m-1)/2)), Hedges (1981),
 * equation (6e). Not defined for m of 1 or less.
 */
export function smallSample(m: number): number {
  if (!(m > 1)) return Number.NaN;
  if (m < 60) return Math.exp(logGamma(m / 2) - Math.log(m / 2) / 2 - logGamma((m - 1) / 2));
  // The same with Stirling's terms taken apart, where the difference of two large logarithms would lose digits.
  const [a, b] = [m / 2 - 1, m / 2 - 1.5];
  return Math.exp(
    stirlingError(a) - stirlingError(b) + (a + 0.5) * Math.log1p(0.5 / b) + 0.5 * Math.log(b / (m / 2)) - 0.5,
  );
}

function difference({ m1i, sd1i, n1i, m2i, sd2i, n2i }: Means): Effect | null {
  return defined(m1i - m2i, sd1i ** 2 / n1i + sd2i ** 2 / n2i);
}

/** The standard deviation pooled over both arms. */
export const pooledDeviation = ({ sd1i, n1i, sd2i, n2i }: Means): number =>
  Math.sqrt(((n1i - 1) * sd1i ** 2 + (n2i - 1) * sd2i ** 2) / (n1i + n2i - 2));

/** Hedges' g with the variance of its large-sample distribution. */
function standardised(means: Means): Effect | null {
  const { m1i, n1i, m2i, n2i } = means;
  const g = (smallSample(n1i + n2i - 2) * (m1i - m2i)) / pooledDeviation(means);
  return defined(g, 1 / n1i + 1 / n2i + g ** 2 / (2 * (n1i + n2i)));
}

/** The standardised difference with unequal variances: Bonett (2008), (2009). */
function standardisedUnequal({ m1i, sd1i, n1i, m2i, sd2i, n2i }: Means): Effect | null {
  const [v1, v2] = [sd1i ** 2, sd2i ** 2];
  const correction = smallSample(n1i + n2i - 2);
  const square = (v1 + v2) / 2;
  const d = (correction * (m1i - m2i)) / Math.sqrt(square);
  const shape = (d ** 2 * (v1 ** 2 / (n1i - 1) + v2 ** 2 / (n2i - 1))) / (8 * square ** 2);
  const size = (v1 / (n1i - 1) + v2 / (n2i - 1)) / square;
  return defined(d, correction ** 2 * (shape + size));
}

/** The difference in units of the second arm's standard deviation: Glass (1976). */
function standardisedBySecond({ m1i, n1i, m2i, sd2i, n2i }: Means): Effect | null {
  const d = (smallSample(n2i - 1) * (m1i - m2i)) / sd2i;
  return defined(d, 1 / n1i + 1 / n2i + d ** 2 / (2 * n2i));
}

/** Log ratio of the means: Hedges, Gurevitch and Curtis (1999), without a bias correction. */
function ratio({ m1i, sd1i, n1i, m2i, sd2i, n2i }: Means): Effect | null {
  return defined(Math.log(m1i / m2i), sd1i ** 2 / (n1i * m1i ** 2) + sd2i ** 2 / (n2i * m2i ** 2));
}

/** Log ratio of the standard deviations: Nakagawa et al. (2015), equations (9) and (10). */
function variability({ sd1i, n1i, sd2i, n2i }: Means): Effect | null {
  const [half1, half2] = [1 / (2 * (n1i - 1)), 1 / (2 * (n2i - 1))];
  return defined(Math.log(sd1i / sd2i) + half1 - half2, half1 + half2);
}

/** Log ratio of the coefficients of variation: Nakagawa et al. (2015), equations (11) and (12). */
function coefficient({ m1i, sd1i, n1i, m2i, sd2i, n2i }: Means): Effect | null {
  const [half1, half2] = [1 / (2 * (n1i - 1)), 1 / (2 * (n2i - 1))];
  return defined(
    Math.log(sd1i / m1i) - Math.log(sd2i / m2i) + half1 - half2,
    half1 + half2 + sd1i ** 2 / (n1i * m1i ** 2) + sd2i ** 2 / (n2i * m2i ** 2),
  );
}

/** The measures of two means. */
export const meanMeasures = {
  MD: difference,
  SMD: standardised,
  SMDH: standardisedUnequal,
  SMD1: standardisedBySecond,
  ROM: ratio,
  VR: variability,
  CVR: coefficient,
} as const satisfies Readonly<Record<string, (means: Means) => Effect | null>>;
