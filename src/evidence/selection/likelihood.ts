import { normalAbove, normalDensity, normalQuantileAbove } from "../distribution/distribution.ts";

/** Which results are thought to be favoured: small or large estimates, or significant ones of either sign. */
export type Alternative = "greater" | "less" | "two-sided";

/** A step-function selection model: estimates, the interval each p value falls into, and where the intervals end. */
export interface SelectionModel {
  readonly y: Float64Array;
  readonly v: Float64Array;
  /** Interval of each study, 0 for the smallest p. */
  readonly interval: Int32Array;
  readonly intervals: number;
  /** For each study and interval, the stretches of y that belong to it, as pairs of bounds. */
  readonly stretches: readonly (readonly (readonly (readonly [number, number])[])[])[];
}

/** p value of an estimate under the alternative. */
export function pValue(y: number, v: number, alternative: Alternative): number {
  const z = y / Math.sqrt(v);
  if (alternative === "greater") return normalAbove(z);
  if (alternative === "less") return normalAbove(-z);
  return 2 * normalAbove(Math.abs(z));
}

/** The model for steps a₁ < a₂ < … < 1 of the p value. */
export function selectionModel(
  yi: readonly number[],
  vi: readonly number[],
  steps: readonly number[],
  alternative: Alternative,
): SelectionModel {
  const ends = [...steps, 1];
  const interval = Int32Array.from(yi, (y, i) => {
    const p = pValue(y, vi[i]!, alternative);
    return ends.findIndex((end) => p <= end);
  });
  const share = alternative === "two-sided" ? 2 : 1;
  const cuts = [
    Infinity,
    ...steps.map((a) => normalQuantileAbove(a / share)),
    alternative === "two-sided" ? 0 : -Infinity,
  ];
  const stretches = vi.map((v) =>
    ends.map((_, j) => {
      const [low, high] = [cuts[j + 1]! * Math.sqrt(v), cuts[j]! * Math.sqrt(v)];
      if (alternative === "greater") return [[low, high]] as const;
      if (alternative === "less") return [[-high, -low]] as const;
      return [
        [low, high],
        [-high, -low],
      ] as const;
    }),
  );
  return { y: Float64Array.from(yi), v: Float64Array.from(vi), interval, intervals: ends.length, stretches };
}

/**
 * Log-likelihood and its gradient at (mu, theta, log weight of each interval) with tau² = theta² (Vevea and Hedges
 * 1995, equation 6): each density is weighted by its interval and divided by the weighted mass. Only ratios of weights
 * matter.
 */
export function selectionLikelihood(
  { y, v, interval, intervals, stretches }: SelectionModel,
  at: Float64Array,
  gradient: Float64Array,
): number {
  gradient.fill(0);
  const [mu, theta] = [at[0]!, at[1]!];
  const delta = Float64Array.from({ length: intervals }, (_, j) => Math.exp(at[j + 2]!));
  let value = 0;
  for (let i = 0; i < y.length; i++) {
    const s2 = v[i]! + theta * theta;
    const s = Math.sqrt(s2);
    const rest = y[i]! - mu;
    const own = interval[i]!;
    let [mass, byMu, byS] = [0, 0, 0];
    const parts = new Float64Array(intervals);
    for (let j = 0; j < intervals; j++)
      for (const [low, high] of stretches[i]![j]!) {
        const [a, b] = [(low - mu) / s, (high - mu) / s];
        const part = between(a, b);
        const [da, db] = [normalDensity(a), normalDensity(b)];
        parts[j]! += part;
        mass += delta[j]! * part;
        byMu -= (delta[j]! * (db - da)) / s;
        byS -= (delta[j]! * ((Number.isFinite(b) ? b * db : 0) - (Number.isFinite(a) ? a * da : 0))) / s;
      }
    value +=
      -0.5 * (Math.log(2 * Math.PI * s2) + (rest * rest) / s2) + Math.log(delta[own]!) - Math.log(mass);
    gradient[0]! += rest / s2 - byMu / mass;
    gradient[1]! += (-1 / s + (rest * rest) / (s2 * s) - byS / mass) * (theta / s);
    for (let j = 0; j < intervals; j++)
      gradient[j + 2]! += (own === j ? 1 : 0) - (delta[j]! * parts[j]!) / mass;
  }
  return value;
}

// P(a < Z < b), from the tail where it is small.
const between = (a: number, b: number): number =>
  a > 0 ? normalAbove(a) - normalAbove(b) : normalAbove(-b) - normalAbove(-a);
