/** Chi-square with df degrees of freedom, df > 0. */
import { logGamma, logGammaAbove, logGammaBelow } from "./gamma.ts";
import { solve } from "./solve.ts";

/** ln P(X > x). */
export const logChiSquareAbove = (x: number, df: number): number =>
  df > 0 ? logGammaAbove(df / 2, x / 2) : Number.NaN;

/** ln P(X <= x). */
export const logChiSquareBelow = (x: number, df: number): number =>
  df > 0 ? logGammaBelow(df / 2, x / 2) : Number.NaN;

/** P(X > x). */
export const chiSquareAbove = (x: number, df: number): number => Math.exp(logChiSquareAbove(x, df));

/** P(X <= x). */
export const chiSquareBelow = (x: number, df: number): number => Math.exp(logChiSquareBelow(x, df));

function quantile(p: number, df: number, above: boolean): number {
  const log = Math.log(p);
  const tail = above ? logChiSquareAbove : logChiSquareBelow;
  const sign = above ? 1 : -1;
  const norm = logGamma(df / 2);
  return Math.exp(
    solve(
      (u) => sign * (tail(Math.exp(u), df) - log),
      (u) => {
        const half = Math.exp(u) / 2;
        return -Math.exp((df / 2) * Math.log(half) - half - norm - tail(2 * half, df));
      },
      { low: -1480 / Math.min(df, 2), high: Math.log(df + 2000) + 2, start: Math.log(df) },
    ),
  );
}

/** The x with P(X > x) = p. */
export function chiSquareQuantileAbove(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return Number.NaN;
  if (p === 0) return Number.POSITIVE_INFINITY;
  if (p === 1) return 0;
  return p > 0.5 ? quantile(1 - p, df, false) : quantile(p, df, true);
}

/** The x with P(X <= x) = p. */
export function chiSquareQuantileBelow(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return Number.NaN;
  if (p === 0) return 0;
  if (p === 1) return Number.POSITIVE_INFINITY;
  return p > 0.5 ? quantile(1 - p, df, true) : quantile(p, df, false);
}
