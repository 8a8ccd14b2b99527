import { log } from "./elementary.ts";

/**
 * Chance that is counted, not carried along: draw number d of subject s under a seed is the same whoever asks for it
 * and in whatever order (Philox 4x32-10, Salmon et al. 2011).
 */
export interface Chance {
  /** Fills `out` with standard normal draws of one subject, from draw number `first` (a multiple of two) of a stream on. */
  normals(subject: number, stream: number, first: number, out: Float64Array): void;
}

const [multiplierA, multiplierB] = [0xd2511f53, 0xcd9e8d57] as const;
const [weylA, weylB] = [0x9e3779b9, 0xbb67ae85] as const;

/** The upper half of a 32-bit product. */
function high(a: number, b: number): number {
  const [aLow, aHigh, bLow, bHigh] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const low = aLow * bLow;
  const middle = aHigh * bLow + (low >>> 16);
  const cross = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + (cross >>> 16)) >>> 0;
}

/** Ten rounds over a counter of four words under a key of two, in place. */
export function philox(counter: Uint32Array, keyA: number, keyB: number): void {
  let [a, b, c, d] = [counter[0]!, counter[1]!, counter[2]!, counter[3]!];
  let [k, l] = [keyA, keyB];
  for (let round = 0; round < 10; round++) {
    const [first, second] = [high(multiplierA, a), high(multiplierB, c)];
    const [lowFirst, lowSecond] = [Math.imul(multiplierA, a), Math.imul(multiplierB, c)];
    a = (second ^ b ^ k) >>> 0;
    b = lowSecond >>> 0;
    c = (first ^ d ^ l) >>> 0;
    d = lowFirst >>> 0;
    k = (k + weylA) >>> 0;
    l = (l + weylB) >>> 0;
  }
  counter[0] = a;
  counter[1] = b;
  counter[2] = c;
  counter[3] = d;
}

/** The chance under a seed, a whole number from 0 to 2^53. */
export function chance(seed: number): Chance {
  const [keyA, keyB] = [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0];
  const counter = new Uint32Array(4);
  return {
    normals(subject, stream, first, out) {
      for (let i = 0; i < out.length; i += 2) {
        counter[0] = (first + i) / 2;
        counter[1] = subject;
        counter[2] = Math.floor(subject / 2 ** 32);
        counter[3] = stream;
        philox(counter, keyA, keyB);
        out[i] = normalQuantile(unit(counter[0]!, counter[1]!));
        if (i + 1 < out.length) out[i + 1] = normalQuantile(unit(counter[2]!, counter[3]!));
      }
    },
  };
}

/** Two words as a number inside (0, 1), never at its ends. */
const unit = (a: number, b: number): number => ((a >>> 5) * 0x4000000 + (b >>> 6) + 0.5) * 2 ** -53;

const ratio = (x: number, above: readonly number[], below: readonly number[]): number => {
  let [top, bottom] = [0, 0];
  for (let i = 7; i >= 0; i--) {
    top = top * x + above[i]!;
    bottom = bottom * x + below[i]!;
  }
  return top / bottom;
};

/** The standard normal quantile to 16 digits: algorithm AS 241, PPND16 (Wichura 1988). */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(0.180625 - q * q, ...central);
  const r = Math.sqrt(-log(q < 0 ? p : 1 - p));
  const size = r <= 5 ? ratio(r - 1.6, ...middling) : ratio(r - 5, ...far);
  return q < 0 ? -size : size;
}

const central = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
    67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ],
  [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
] as const;
const middling = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
] as const;
const far = [
  [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
  ],
  [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
    0.000018463183175100548, 1.421511758316446e-7, 2.0442631033899397e-15,
  ],
] as const;
