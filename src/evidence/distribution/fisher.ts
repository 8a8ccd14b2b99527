/** Fisher's F with df1 and df2 degrees of freedom. */
import { logBeta, logBetaAbove, logBetaBelow } from "./beta.ts";
import { solve } from "./solve.ts";

const share = (x: number, df1: number, df2: number): readonly [number, number] => {
  const odds = (df1 / df2) * x;
  return odds < 1 ? [odds / (1 + odds), 1 / (1 + odds)] : [1 / (1 + 1 / odds), 1 / odds / (1 + 1 / odds)];
};

/** ln P(F > x). */
export function logFisherAbove(x: number, df1: number, df2: number): number {
  if (!(df1 > 0 && df2 > 0)) return Number.NaN;
  const [low, high] = share(x, df1, df2);
  return logBetaAbove(df1 / 2, df2 / 2, low, high);
}

/** ln P(F <= x). */
export function logFisherBelow(x: number, df1: number, df2: number): number {
  if (!(df1 > 0 && df2 > 0)) return Number.NaN;
  const [low, high] = share(x, df1, df2);
  return logBetaBelow(df1 / 2, df2 / 2, low, high);
}

/** P(F > x). */
export const fisherAbove = (x: number, df1: number, df2: number): number =>
  Math.exp(logFisherAbove(x, df1, df2));

/** ln of x times the density at x = e^u. */
function logDensity(u: number, df1: number, df2: number): number {
  const odds = Math.exp(u) * (df1 / df2);
  return (
    (df1 / 2) * (Math.log(df1 / df2) + u) - ((df1 + df2) / 2) * Math.log1p(odds) - logBeta(df1 / 2, df2 / 2)
  );
}

function quantile(p: number, df1: number, df2: number, above: boolean): number {
  const log = Math.log(p);
  const tail = above ? logFisherAbove : logFisherBelow;
  const sign = above ? 1 : -1;
  // In ln x the ln of either tail is concave, so Newton's steps hardly ever leave the bracket.
  return Math.exp(
    solve(
      (u) => sign * (tail(Math.exp(u), df1, df2) - log),
      (u) => -Math.exp(logDensity(u, df1, df2) - tail(Math.exp(u), df1, df2)),
      { low: -745, high: 709, start: 0 },
    ),
  );
}

/** The x with P(F > x) = p. */
export function fisherQuantileAbove(p: number, df1: number, df2: number): number {
  if (!(p >= 0 && p <= 1 && df1 > 0 && df2 > 0)) return Number.NaN;
  if (p === 0) return Number.POSITIVE_INFINITY;
  if (p === 1) return 0;
  return p > 0.5 ? quantile(1 - p, df1, df2, false) : quantile(p, df1, df2, true);
}

/** The x with P(F <= x) = p. */
export function fisherQuantileBelow(p: number, df1: number, df2: number): number {
  if (!(p >= 0 && p <= 1 && df1 > 0 && df2 > 0)) return Number.NaN;
  if (p === 0) return 0;
  if (p === 1) return Number.POSITIVE_INFINITY;
  return p > 0.5 ? quantile(1 - p, df1, df2, true) : quantile(p, df1, df2, false);
}
