/** Mean and standard deviation from median and quartiles or range, which presumes a roughly normal outcome. */
import { normalQuantile } from "../distribution/distribution.ts";
import type { Derived } from "./deviation.ts";

/** What a paper prints of a skewed outcome. */
export interface FiveNumbers {
  readonly min?: number | undefined;
  readonly q1?: number | undefined;
  readonly median: number;
  readonly q3?: number | undefined;
  readonly max?: number | undefined;
  readonly n: number;
}

export interface FromQuartiles extends Derived {
  readonly mean: number;
  readonly sd: number;
  /** (q3 + q1 - 2 median) / (q3 - q1) of Bowley; 0 where symmetric. Null without quartiles. */
  readonly skewness: number | null;
  /** Whether that is more than chance makes of a normal outcome: Shi et al. (2023), for quartiles alone. */
  readonly skewed: boolean | null;
}

/**
 * Means by the weights of Luo et al. (2018), Stat. Methods Med. Res. 27:1785; standard deviations by Wan et al. (2014),
 * BMC Med. Res. Methodol. 14:135, scenarios C1 to C3. Null where neither both quartiles nor both extremes are given.
 */
export function fromQuartiles({ min, q1, median, q3, max, n }: FiveNumbers): FromQuartiles | null {
  const extremes = normalQuantile((n - 0.375) / (n + 0.25));
  const quarters = normalQuantile((0.75 * n - 0.125) / (n + 0.25));
  const skewness =
    q1 !== undefined && q3 !== undefined && q3 > q1 ? (q3 + q1 - 2 * median) / (q3 - q1) : null;
  const skewed = skewness === null ? null : Math.abs(skewness) > 2.65 / Math.sqrt(n) - 6 / n ** 2;
  const size = n ** 0.75;
  if (q1 !== undefined && q3 !== undefined && min !== undefined && max !== undefined) {
    const outer = 2.2 / (2.2 + size);
    const inner = 0.7 - 0.72 / n ** 0.55;
    return {
      mean: outer * ((min + max) / 2) + inner * ((q1 + q3) / 2) + (1 - outer - inner) * median,
      sd: (max - min) / (4 * extremes) + (q3 - q1) / (4 * quarters),
      skewness,
      skewed,
      method: "five numbers: Luo 2018 (mean), Wan 2014 (SD)",
    };
  }
  if (q1 !== undefined && q3 !== undefined) {
    const share = 0.7 + 0.39 / n;
    return {
      mean: share * ((q1 + q3) / 2) + (1 - share) * median,
      sd: (q3 - q1) / (2 * quarters),
      skewness,
      skewed,
      method: "median and quartiles: Luo 2018 (mean), Wan 2014 (SD)",
    };
  }
  if (min === undefined || max === undefined) return null;
  const share = 4 / (4 + size);
  return {
    mean: share * ((min + max) / 2) + (1 - share) * median,
    sd: (max - min) / (2 * extremes),
    skewness: null,
    skewed: null,
    method: "median and range: Luo 2018 (mean), Wan 2014 (SD)",
  };
}
