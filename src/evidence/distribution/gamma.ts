/** Logarithm of the gamma function and the error of Stirling's formula, on which every tail here rests. */

const halfLogTwoPi = 0.9189385332046728;

/** Bernoulli terms of Stirling's series, B(2j) / (2j (2j - 1)); eight of them are exact to a double from x = 16. */
const bernoulli = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
] as const;

function series(x: number): number {
  const inverse = 1 / (x * x);
  let sum = 0;
  for (let j = bernoulli.length - 1; j >= 0; j--) sum = sum * inverse + bernoulli[j]!;
  return sum / x;
}

/** ln of gamma(x), x > 0. */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  if (x === 1 || x === 2) return 0;
  if (x === Number.POSITIVE_INFINITY) return x;
  let product = 1;
  let shifted = x;
  while (shifted < 16) {
    product *= shifted;
    shifted += 1;
  }
  return (shifted - 0.5) * Math.log(shifted) - shifted + halfLogTwoPi + series(shifted) - Math.log(product);
}

/**
 * ln gamma(x + 1) less Stirling's (x + 1/2) ln x - x + ln(2 pi)/2, for x > 0. Keeping this small rest apart is what
 * keeps tails of large samples exact: Loader (2000), section 2.
 */
export function stirlingError(x: number): number {
  if (x >= 16) return series(x);
  return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - halfLogTwoPi;
}

/**
 * x ln(x / mean) + mean - x without cancellation where x is near the mean: Loader (2000), `bd0`. A caller who knows
 * x - mean more exactly than subtraction would give it says so.
 */
export function deviance(x: number, mean: number, gap = x - mean): number {
  if (Math.abs(gap) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - gap;
  const v = gap / (x + mean);
  let term = 2 * x * v;
  let sum = gap * v;
  const square = v * v;
  for (let j = 1; j < 1000; j++) {
    term *= square;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return sum;
    sum = next;
  }
  return sum;
}

/** ln of x^a e^-x / gamma(a + 1), the head of both incomplete gamma expansions. */
const logHead = (a: number, x: number): number =>
  -stirlingError(a) - deviance(a, x) - halfLogTwoPi - 0.5 * Math.log(a);

/** ln of the regularised lower incomplete gamma function by its power series; meant for x < a + 1. */
function logSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < 1_000_000; n++) {
    term *= x / (a + n);
    sum += term;
    if (!(term >= sum * 1e-17)) break;
  }
  return logHead(a, x) + Math.log(sum);
}

/** ln of the regularised upper incomplete gamma function by Lentz's continued fraction; meant for x >= a + 1. */
function logFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 1_000_000; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const step = c * d;
    fraction *= step;
    if (!(Math.abs(step - 1) >= 2e-16)) break;
  }
  return logHead(a, x) + Math.log(a) + Math.log(fraction);
}

/** ln(1 - e^x) for x <= 0, from whichever form does not cancel: Mächler (2012), equation (7). */
export const logComplement = (x: number): number =>
  x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));

/** ln of the regularised lower incomplete gamma function P(a, x), a > 0, x >= 0. */
export function logGammaBelow(a: number, x: number): number {
  if (x <= 0) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return 0;
  return x < a + 1 ? Math.min(0, logSeries(a, x)) : logComplement(Math.min(0, logFraction(a, x)));
}

/** ln of the regularised upper incomplete gamma function Q(a, x), a > 0, x >= 0. */
export function logGammaAbove(a: number, x: number): number {
  if (x <= 0) return 0;
  if (x === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  return x < a + 1 ? logComplement(Math.min(0, logSeries(a, x))) : Math.min(0, logFraction(a, x));
}
