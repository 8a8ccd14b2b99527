// exp, log and their kin in plain arithmetic, which every engine rounds alike: the built-in ones may differ in the last
// bit from one machine to the next, and a population must not. Sun's fdlibm (1993), errors below one unit in the last place.

const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const words = new Uint32Array(2);
const double = new Float64Array(words.buffer);

/** x times 2^k without rounding, k within ±2000. */
function scaled(x: number, k: number): number {
  if (k >= -1022 && k <= 1023) return x * twoTo(k);
  const half = k >> 1;
  return x * twoTo(half) * twoTo(k - half);
}

function twoTo(k: number): number {
  words[0] = 0;
  words[1] = (k + 1023) << 20;
  return double[0]!;
}

/** e to the x. */
export function exp(x: number): number {
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.2) return 0;
  const k = Math.round(x * Math.LOG2E);
  const high = x - k * ln2High;
  const low = k * ln2Low;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (0.00006613756321437934 + t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))));
  return scaled(1 - (low - (r * c) / (2 - c) - high), k);
}

/** 1 - e^(-x) for x ≥ 0, without cancellation where x is small. */
export function lost(x: number): number {
  if (x > 0.35) return 1 - exp(-x);
  // The series of (1 - e^-x) / x; twelve terms settle it below 0.35.
  let sum = 1;
  for (let n = 13; n >= 2; n--) sum = 1 - (x / n) * sum;
  return x * sum;
}

/** Natural logarithm of x > 0. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const small = x < 2.2250738585072014e-308;
  double[0] = small ? x * 2 ** 54 : x;
  let k = (words[1]! >>> 20) - 1023 - (small ? 54 : 0);
  words[1] = (words[1]! & 0xfffff) | 0x3ff00000;
  let m = double[0]!;
  if (m > Math.SQRT2) {
    m /= 2;
    k++;
  }
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd =
    z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const half = 0.5 * f * f;
  return k * ln2High - (half - (s * (half + odd + even) + k * ln2Low) - f);
}
