/** How a pooled result is written: by `pool`, and wherever one stands in a larger answer. */
import {
  critical,
  type Interval,
  type Pooled,
  type PooledCounts,
  type PooledTables,
} from "../evidence/evidence.ts";
import { finite, finiteInterval } from "./read-effects.ts";
import type { PoolStudies } from "./read-pool.ts";

const exponential = (interval: Interval | null) => interval && [Math.exp(interval[0]), Math.exp(interval[1])];

/** What both kinds of pooled result share, as JSON. */
export function pooledAnswer(
  pooled: Pooled | PooledTables | PooledCounts,
  logarithms: boolean,
): Record<string, unknown> {
  const { weights: _, ...rest } = { weights: null, ...pooled };
  return {
    ...rest,
    estimate: finite(pooled.estimate),
    se: finite(pooled.se),
    statistic: finite(pooled.statistic),
    p: finite(pooled.p),
    ci: finiteInterval(pooled.ci),
    prediction: finiteInterval(pooled.prediction),
    ...(logarithms
      ? {
          natural: {
            estimate: Math.exp(pooled.estimate),
            ci: exponential(pooled.ci),
            prediction: exponential(pooled.prediction),
          },
        }
      : {}),
  };
}

/** The studies of a forest: effect, interval, weight, and the raw numbers as they came. */
export function forestRows(
  { yi, vi, rows }: PoolStudies,
  weights: readonly number[] | null,
  level: number,
  logarithms: boolean,
) {
  return rows.map((row, i) => {
    const sei = Math.sqrt(vi[i]!);
    const half = critical(level, null) * sei;
    const ci: Interval = [yi[i]! - half, yi[i]! + half];
    return {
      ...row,
      yi: yi[i]!,
      vi: vi[i]!,
      sei,
      ci,
      weight: weights?.[i] ?? null,
      ...(logarithms ? { natural: { estimate: Math.exp(yi[i]!), ci: exponential(ci) } } : {}),
    };
  });
}

/** Where a pooled effect stands against a minimal important difference. */
export function important(pooled: Pooled | PooledTables | PooledCounts, mid: number) {
  const [low, high] = pooled.ci;
  const beyond = (x: number): boolean => Math.abs(x) >= mid;
  return {
    value: mid,
    estimateBeyond: beyond(pooled.estimate),
    ciBeyond:
      beyond(low) && beyond(high) && low > 0 === high > 0
        ? "all"
        : beyond(low) || beyond(high)
          ? "part"
          : "none",
    predictionBeyond: pooled.prediction
      ? beyond(pooled.prediction[0]) &&
        beyond(pooled.prediction[1]) &&
        pooled.prediction[0] > 0 === pooled.prediction[1] > 0
        ? "all"
        : beyond(pooled.prediction[0]) || beyond(pooled.prediction[1])
          ? "part"
          : "none"
      : null,
  };
}
