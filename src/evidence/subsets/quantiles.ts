/** The shares at which quantiles are given. */
export const shares = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1] as const;

/** Mean and quantiles of many values. */
export interface Spread {
  readonly mean: number;
  readonly quantiles: readonly { readonly share: number; readonly value: number }[];
}

/** The quantile of sorted values that R calls type 7: Hyndman and Fan (1996). */
export function quantile(sorted: Float64Array, share: number): number {
  const at = (sorted.length - 1) * share;
  const low = Math.floor(at);
  const below = sorted[low]!;
  return at === low ? below : below + (at - low) * (sorted[low + 1]! - below);
}

/** The mean and quantiles of values. */
export function spread(values: Float64Array): Spread {
  const sorted = values.slice().sort();
  let sum = 0;
  for (const value of values) sum += value;
  return {
    mean: sum / values.length,
    quantiles: shares.map((share) => ({ share, value: quantile(sorted, share) })),
  };
}
