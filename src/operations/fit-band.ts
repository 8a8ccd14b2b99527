import { critical, type Regression } from "../evidence/evidence.ts";
import type { FitPoint } from "../plot/plot.ts";

/** The fitted line over one moderator with its band, and the band for the effect in a new study. */
export function fitBand(
  { coefficients, covariance, tau2, level }: Regression,
  from: number,
  to: number,
): FitPoint[] {
  const [a, b] = [coefficients[0]!, coefficients[1]!];
  const quantile = critical(level, a.df);
  return Array.from({ length: 41 }, (_, i) => {
    const x = from + ((to - from) * i) / 40;
    const estimate = a.estimate + b.estimate * x;
    const variance = covariance[0]![0]! + 2 * x * covariance[0]![1]! + x * x * covariance[1]![1]!;
    const [near, far] = [quantile * Math.sqrt(variance), quantile * Math.sqrt(variance + tau2)];
    return {
      x,
      estimate,
      ci: [estimate - near, estimate + near],
      prediction: [estimate - far, estimate + far],
    };
  });
}
