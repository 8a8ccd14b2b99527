import { deviance, logComplement, stirlingError } from "./gamma.ts";

/** ln of x^a y^b / B(a, b) with y = 1 - x, by Loader's saddle-point form of the binomial density. */
function logHead(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  const gap = a * y - b * x;
  return (
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    deviance(a, n * x, gap) -
    deviance(b, n * y, -gap) +
    0.5 * (Math.log(a) + Math.log(b) - Math.log(n) - Math.log(2 * Math.PI))
  );
}

/** The continued fraction of the incomplete beta function by Lentz's method; converges for x < (a + 1)/(a + b + 2). */
function fraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (Math.abs(d) < tiny ? tiny : d);
  let value = d;
  for (let m = 1; m < 1_000_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = 1 + even / c;
    value *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = 1 + odd / c;
    const step = c * d;
    value *= step;
    if (!(Math.abs(step - 1) >= 2e-16)) break;
  }
  return value;
}

/**
 * ln of the regularised incomplete beta function I_x(a, b). The caller gives y = 1 - x too, so that a tail near
 * either end keeps all its digits.
 */
export function logBetaBelow(a: number, b: number, x: number, y: number): number {
  if (Number.isNaN(x + y)) return Number.NaN;
  if (x <= 0) return Number.NEGATIVE_INFINITY;
  if (y <= 0) return 0;
  const head = logHead(a, b, x, y);
  if (x < (a + 1) / (a + b + 2)) return Math.min(0, head + Math.log(fraction(a, b, x) / a));
  return logComplement(Math.min(0, head + Math.log(fraction(b, a, y) / b)));
}

/** ln of 1 - I_x(a, b). */
export const logBetaAbove = (a: number, b: number, x: number, y: number): number => logBetaBelow(b, a, y, x);

/** ln of B(a, b). */
export function logBeta(a: number, b: number): number {
  // The head at the mean of the distribution, where both deviances vanish.
  const n = a + b;
  return a * Math.log(a / n) + b * Math.log(b / n) - logHead(a, b, a / n, b / n);
}
