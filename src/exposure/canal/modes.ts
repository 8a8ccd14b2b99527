import type { Balance } from "./balance.ts";

/** A weighted sum over slices, such as a level's concentration or the amount in the canal. */
export type Functional = Float64Array;

/** The canal as independent decays: an input reaches mode k by `entry[k]`, a functional reads it by `rows[f][k]`. */
export interface Modes {
  /** Decay of each mode, per hour. */
  readonly rates: Float64Array;
  readonly entry: Float64Array;
  readonly rows: readonly Float64Array[];
}

/**
 * The modes of a balance for one place of input (shares of an amount by slice) and some functionals of the
 * concentrations. A tridiagonal balance is similar to a symmetric one, whose eigenvectors are needed only where they
 * are read: the rotations of the implicit QL method (Golub & Welsch 1969) are applied to those few rows.
 */
export function modesOf(balance: Balance, entry: Functional, functionals: readonly Functional[]): Modes {
  const { size, volumes, diagonal, up, down } = balance;
  const scale = scalesOf(balance);
  const rates = Float64Array.from(diagonal, (leaving, i) => leaving / volumes[i]!);
  const beside = Float64Array.from({ length: size }, (_, i) =>
    i + 1 < size ? -Math.sqrt((up[i]! * down[i]!) / (volumes[i]! * volumes[i + 1]!)) : 0,
  );
  const rows = [
    entry.map((share, i) => (share * scale[i]!) / volumes[i]!),
    ...functionals.map((functional) => functional.map((weight, i) => weight / scale[i]!)),
  ];
  diagonalise(rates, beside, rows);
  return { rates, entry: rows[0]!, rows: rows.slice(1) };
}

/** By how much slices must be scaled to make the balance symmetric; their spread is what rounding is magnified by. */
export function scalesOf({ size, volumes, up, down }: Balance): Float64Array {
  const scale = new Float64Array(size).fill(1);
  for (let i = 1; i < size; i++)
    scale[i] = scale[i - 1]! * Math.sqrt((down[i - 1]! * volumes[i]!) / (up[i - 1]! * volumes[i - 1]!));
  return scale;
}

const sweepsAtMost = 60;

/** Implicit QL on a symmetric tridiagonal matrix: `d` becomes its eigenvalues, `rows` are carried along. */
function diagonalise(d: Float64Array, e: Float64Array, rows: readonly Float64Array[]): void {
  const size = d.length;
  for (let low = 0; low < size; low++) {
    for (let sweep = 0; ; sweep++) {
      let high = low;
      while (high + 1 < size) {
        const size = Math.abs(d[high]!) + Math.abs(d[high + 1]!);
        if (Math.abs(e[high]!) <= Number.EPSILON * size) break;
        high++;
      }
      if (high === low) break;
      if (sweep === sweepsAtMost) throw new Error("the modes of the canal were not found");
      rotate(d, e, rows, low, high);
    }
  }
}

/** One QL sweep from `high` down to `low`, shifted towards the eigenvalue at `low`. */
function rotate(
  d: Float64Array,
  e: Float64Array,
  rows: readonly Float64Array[],
  low: number,
  high: number,
): void {
  let g = (d[low + 1]! - d[low]!) / (2 * e[low]!);
  let r = Math.sqrt(g * g + 1);
  g = d[high]! - d[low]! + e[low]! / (g + (g < 0 ? -r : r));
  let [s, c, p] = [1, 1, 0];
  for (let i = high - 1; i >= low; i--) {
    const f = s * e[i]!;
    const b = c * e[i]!;
    r = Math.sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1]! -= p;
      e[high] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1]! - p;
    r = (d[i]! - g) * s + 2 * c * b;
    p = s * r;
    d[i + 1] = g + p;
    g = c * r - b;
    for (const row of rows) {
      const above = row[i + 1]!;
      row[i + 1] = s * row[i]! + c * above;
      row[i] = c * row[i]! - s * above;
    }
  }
  d[low]! -= p;
  e[low] = g;
  e[high] = 0;
}
