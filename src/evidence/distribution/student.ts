/** Student's t with df degrees of freedom, df > 0 and not necessarily whole. */
import { logBeta, logBetaBelow } from "./beta.ts";
import { fisherQuantileBelow } from "./fisher.ts";
import { logComplement } from "./gamma.ts";
import { logNormalAbove, normalAbove, normalQuantileAbove } from "./normal.ts";
import { solve } from "./solve.ts";

/** Above this df the t and the normal differ by less than a double's rounding in any tail a double can hold. */
const normalFrom = 1e18;

/** ln P(T > t) far out, where the first term of the tail is exact to a double and squaring t might overflow. */
const logFarTail = (logT: number, df: number): number =>
  (df / 2) * (Math.log(df) - 2 * logT) - Math.log(df) - logBeta(df / 2, 0.5);

/** The t whose square is 1e20 times df: the first that counts as far out. */
const farFrom = (df: number): number => 1e10 * Math.sqrt(df);

/** ln P(T > t) for t >= 0. */
function logTail(t: number, df: number): number {
  if (t > farFrom(df)) return logFarTail(Math.log(t), df);
  const square = (t / df) * t;
  return logBetaBelow(df / 2, 0.5, 1 / (1 + square), square / (1 + square)) - Math.LN2;
}

/** ln P(T > t). */
export function logStudentAbove(t: number, df: number): number {
  if (!(df > 0)) return Number.NaN;
  if (df >= normalFrom) return logNormalAbove(t);
  if (t === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  if (t === Number.NEGATIVE_INFINITY) return 0;
  return t >= 0 ? logTail(t, df) : logComplement(logTail(-t, df));
}

/** P(T > t). */
export const studentAbove = (t: number, df: number): number =>
  df >= normalFrom ? normalAbove(t) : Math.exp(logStudentAbove(t, df));

/** The t with ln P(T > t) = `log`, for tails below one quarter. */
function fromLogTail(log: number, df: number): number {
  const far = farFrom(df);
  if (logTail(far, df) > log) {
    return Math.exp(0.5 * Math.log(df) - (log + Math.log(df) + logBeta(df / 2, 0.5)) / df);
  }
  const z = normalQuantileAbove(Math.exp(Math.max(log, -700)));
  const norm = 0.5 * Math.log(df) + logBeta(df / 2, 0.5);
  // In ln t the ln of the tail is concave. The start is the first correction of Cornish and Fisher (1937).
  const u = solve(
    (v) => logTail(Math.exp(v), df) - log,
    (v) => {
      const t = Math.exp(v);
      return -Math.exp(v - ((df + 1) / 2) * Math.log1p((t / df) * t) - norm - logTail(t, df));
    },
    { low: -10, high: Math.log(far), start: Math.log(z + (z * z * z + z) / (4 * df)) },
  );
  return Math.exp(u);
}

/** The t with P(T > t) = p. */
export function studentQuantileAbove(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return Number.NaN;
  if (df >= normalFrom) return normalQuantileAbove(p);
  if (p === 0) return Number.POSITIVE_INFINITY;
  if (p > 0.5) return p === 1 ? Number.NEGATIVE_INFINITY : -studentQuantileAbove(1 - p, df);
  // Near the middle T² is taken as F with 1 and df degrees of freedom, whose lower tail keeps the digits.
  return p < 0.25 ? fromLogTail(Math.log(p), df) : Math.sqrt(fisherQuantileBelow(1 - 2 * p, 1, df));
}

/** The t with P(T <= t) = p. */
export const studentQuantile = (p: number, df: number): number => -studentQuantileAbove(p, df);
