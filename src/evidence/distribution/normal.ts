/** The standard normal distribution. `Below` and `Above` are tails; `log…` keeps what a double cannot hold. */
import { solve } from "./solve.ts";

const rootTwoPi = 2.5066282746310007;
const halfLogTwoPi = 0.9189385332046728;

// Rational Chebyshev approximations of Cody (1969), Math. Comp. 23:631-637, in the arrangement for the normal
// integral: |z| <= 0.67, up to sqrt(32), and beyond.
const inner = [
  2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356, 0.06568233791820745,
] as const;
const innerBelow = [47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673] as const;
const middle = [
  0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002, 2494.5375852903726,
  6848.190450536283, 11602.65143764735, 9842.714838383978, 1.0765576773720192e-8,
] as const;
const middleBelow = [
  22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097,
  34900.95272114598, 38912.00328609327, 19685.429676859992,
] as const;
const outer = [
  0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934, 2.9112874951168793e-5,
  0.023073441764940174,
] as const;
const outerBelow = [
  1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5,
] as const;

/** The density's argument split at 1/16, so that squaring loses nothing. */
function gaussian(z: number): number {
  const coarse = Math.trunc(z * 16) / 16;
  const rest = (z - coarse) * (z + coarse);
  return Math.exp(-coarse * coarse * 0.5) * Math.exp(-rest * 0.5);
}

/** The upper tail over the unscaled density exp(-z²/2), for z >= 0.67448975. */
function ratio(z: number): number {
  if (z <= 5.656854249492381) {
    let top = middle[8] * z;
    let bottom = z;
    for (let i = 0; i < 7; i++) {
      top = (top + middle[i]!) * z;
      bottom = (bottom + middleBelow[i]!) * z;
    }
    return (top + middle[7]) / (bottom + middleBelow[7]);
  }
  const square = 1 / (z * z);
  let top = outer[5] * square;
  let bottom = square;
  for (let i = 0; i < 4; i++) {
    top = (top + outer[i]!) * square;
    bottom = (bottom + outerBelow[i]!) * square;
  }
  const rest = (square * (top + outer[4])) / (bottom + outerBelow[4]);
  return (1 / rootTwoPi - rest) / z;
}

/** P(0 < Z < z), for |z| < 0.67448975; odd in z. */
function centre(z: number): number {
  const square = z * z;
  let top = inner[4] * square;
  let bottom = square;
  for (let i = 0; i < 3; i++) {
    top = (top + inner[i]!) * square;
    bottom = (bottom + innerBelow[i]!) * square;
  }
  return (z * (top + inner[3])) / (bottom + innerBelow[3]);
}

/** P(Z > z). */
export function normalAbove(z: number): number {
  if (Math.abs(z) === Number.POSITIVE_INFINITY) return z > 0 ? 0 : 1;
  if (Math.abs(z) < 0.67448975) return 0.5 - centre(z);
  return z > 0 ? gaussian(z) * ratio(z) : 1 - gaussian(z) * ratio(-z);
}

/** P(Z <= z). */
export const normalBelow = (z: number): number => normalAbove(-z);

/** ln P(Z > z), finite for every finite z. */
export function logNormalAbove(z: number): number {
  if (z < 0.67448975) return z < -5 ? Math.log1p(-normalAbove(-z)) : Math.log(normalAbove(z));
  return -0.5 * z * z + Math.log(ratio(z));
}

/** The density at z. */
export const normalDensity = (z: number): number => Math.exp(-0.5 * z * z) / rootTwoPi;

/** erfc(x) = 2 P(Z > x sqrt(2)). */
export const erfc = (x: number): number => 2 * normalAbove(x * Math.SQRT2);

/** The z with ln P(Z > z) = `log`; for tails no probability can hold. */
function fromLogTail(log: number): number {
  const start = Math.sqrt(Math.max(0, -2 * (log + halfLogTwoPi)));
  return solve(
    (z) => logNormalAbove(z) - log,
    (z) => (z < 0.67448975 ? -normalDensity(z) / normalAbove(z) : -1 / (rootTwoPi * ratio(z))),
    { low: 0, high: start + 2, start },
  );
}

/** The z with P(Z > z) = p. */
export function normalQuantileAbove(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return Number.POSITIVE_INFINITY;
  if (p === 1) return Number.NEGATIVE_INFINITY;
  if (p > 0.5) return -normalQuantileAbove(1 - p);
  if (p > 0.25) {
    const wanted = 0.5 - p;
    return solve(
      (z) => wanted - centre(z),
      (z) => -normalDensity(z),
      { low: 0, high: 0.6745, start: wanted * rootTwoPi },
    );
  }
  return fromLogTail(Math.log(p));
}

/** The z with P(Z <= z) = p. */
export const normalQuantile = (p: number): number => -normalQuantileAbove(p);
