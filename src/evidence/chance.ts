/**
 * Seeded chance. A stream is named by a seed and an index, so that the draws of one replicate do not depend on how
 * many others there are or who computes them.
 */
export interface Chance {
  /** A number from 0 up to, not including, 1. */
  readonly unit: () => number;
  /** A whole number from 0 up to, not including, n. */
  readonly below: (n: number) => number;
}

/** xoshiro128** of Blackman and Vigna (2021), its state filled from seed and index by splitmix32. */
export function chance(seed: number, index = 0): Chance {
  let mix = (Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(index | 0, 0x85ebca77)) | 0;
  const next = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let z = mix ^ (mix >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let [a, b, c, d] = [next(), next(), next(), next() | 1];
  const draw = (): number => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  const unit = (): number => (draw() >>> 5) * 2 ** -27 + (draw() >>> 6) * 2 ** -53;
  return { unit, below: (n) => Math.floor(unit() * n) };
}
