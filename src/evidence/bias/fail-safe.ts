/** How many studies of no effect would undo a finding. */
import { normalAbove, normalQuantileAbove } from "../distribution/distribution.ts";

export interface FailSafe {
  /** Rosenthal (1979): until the combined z is no longer significant at one-sided alpha. */
  readonly rosenthal: number;
  /** Rosenberg (2005): the same for the inverse-variance weighted effect. */
  readonly rosenberg: number;
  /** Orwin (1983): until the mean effect is half of what it was. */
  readonly orwin: number;
  readonly alpha: number;
  /** The two-sided p of the combined z. */
  readonly p: number;
}

/** Rosenthal's, Rosenberg's and Orwin's numbers. */
export function failSafe(y: Float64Array, v: Float64Array, alpha: number): FailSafe {
  const k = y.length;
  let [z, sumW, sumWy, sumY] = [0, 0, 0, 0];
  for (let i = 0; i < k; i++) {
    z += y[i]! / Math.sqrt(v[i]!);
    sumW += 1 / v[i]!;
    sumWy += y[i]! / v[i]!;
    sumY += y[i]!;
  }
  const combined = Math.abs(z) / Math.sqrt(k);
  const limit = normalQuantileAbove(alpha);
  const weighted = normalQuantileAbove(alpha / 2);
  return {
    rosenthal: Math.ceil(Math.max(0, k * (combined / limit) ** 2 - k)),
    rosenberg: Math.ceil(Math.max(0, (k / sumW) * ((sumWy / weighted) ** 2 - sumW))),
    orwin: sumY === 0 ? 0 : k,
    alpha,
    p: 2 * normalAbove(combined),
  };
}
