/** The rank correlation test of Begg and Mazumdar (1994), with Kendall's tau. */
import { normalAbove } from "../distribution/distribution.ts";

export interface RankCorrelation {
  readonly tau: number;
  readonly p: number;
  /** Whether p counts permutations, or is normal because of ties or many studies. */
  readonly exact: boolean;
}

/** Above this many studies the normal approximation is used even without ties. */
const exactUpTo = 500;

/** Null with fewer than three studies, or where all effects or all variances are equal. */
export function rankCorrelation(y: Float64Array, v: Float64Array): RankCorrelation | null {
  const k = y.length;
  if (k < 3) return null;
  let [sumW, sumWy] = [0, 0];
  for (let i = 0; i < k; i++) {
    sumW += 1 / v[i]!;
    sumWy += y[i]! / v[i]!;
  }
  const mean = sumWy / sumW;
  const standardised = Float64Array.from(y, (yi, i) => (yi - mean) / Math.sqrt(v[i]! - 1 / sumW));
  return kendall(standardised, v);
}

/** Kendall's tau-b and its two-sided p, by the rules of R's cor.test(exact = TRUE). */
export function kendall(x: Float64Array, y: Float64Array): RankCorrelation | null {
  const n = x.length;
  let score = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) score += Math.sign(x[i]! - x[j]!) * Math.sign(y[i]! - y[j]!);
  const [tiesX, tiesY] = [ties(x), ties(y)];
  const pairs = (n * (n - 1)) / 2;
  const [T1, T2] = [sum(tiesX, (t) => (t * (t - 1)) / 2), sum(tiesY, (t) => (t * (t - 1)) / 2)];
  if (pairs === T1 || pairs === T2) return null;
  const tau = score / Math.sqrt((pairs - T1) * (pairs - T2));
  if (tiesX.length === 0 && tiesY.length === 0 && n <= exactUpTo) {
    const concordant = Math.round((score + pairs) / 2);
    const below = kendallBelow(concordant, n);
    const above = kendallBelow(pairs - concordant, n);
    return { tau, p: Math.min(1, 2 * Math.min(below, above)), exact: true };
  }
  const v0 = n * (n - 1) * (2 * n + 5);
  const vt = sum(tiesX, (t) => t * (t - 1) * (2 * t + 5));
  const vu = sum(tiesY, (t) => t * (t - 1) * (2 * t + 5));
  const v1 = sum(tiesX, (t) => t * (t - 1)) * sum(tiesY, (t) => t * (t - 1));
  const v2 = sum(tiesX, (t) => t * (t - 1) * (t - 2)) * sum(tiesY, (t) => t * (t - 1) * (t - 2));
  const spread = Math.sqrt((v0 - vt - vu) / 18 + v1 / (2 * n * (n - 1)) + v2 / (9 * n * (n - 1) * (n - 2)));
  return { tau, p: Math.min(1, 2 * normalAbove(Math.abs(score) / spread)), exact: false };
}

const sum = (values: readonly number[], of: (value: number) => number): number =>
  values.reduce((total, value) => total + of(value), 0);

/** The sizes of groups of equal values. */
function ties(values: Float64Array): number[] {
  const sorted = values.slice().sort();
  const sizes: number[] = [];
  let run = 1;
  for (let i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && sorted[i] === sorted[i - 1]) run += 1;
    else {
      if (run > 1) sizes.push(run);
      run = 1;
    }
  }
  return sizes;
}

/** P(concordant pairs <= count) when all n! orders are alike, by the recursion of Kendall (1938) on probabilities. */
function kendallBelow(count: number, n: number): number {
  let chances = new Float64Array([1]);
  for (let m = 2; m <= n; m++) {
    const next = new Float64Array(chances.length + m - 1);
    let window = 0;
    for (let c = 0; c < next.length; c++) {
      window += chances[c] ?? 0;
      if (c >= m) window -= chances[c - m]!;
      next[c] = window / m;
    }
    chances = next;
  }
  let total = 0;
  for (let c = 0; c <= count; c++) total += chances[c]!;
  return total;
}
