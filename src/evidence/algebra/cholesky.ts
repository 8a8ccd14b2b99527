// Dense symmetric algebra on row-major Float64Array, for matrices of a cluster's size.

/** Writes the lower Cholesky factor over the symmetric n × n matrix; false where it is not positive definite. */
export function factor(a: Float64Array, n: number): boolean {
  for (let j = 0; j < n; j++) {
    let diagonal = a[j * n + j]!;
    for (let m = 0; m < j; m++) diagonal -= a[j * n + m]! * a[j * n + m]!;
    if (!(diagonal > 0) || diagonal === Infinity) return false;
    const root = Math.sqrt(diagonal);
    a[j * n + j] = root;
    for (let i = j + 1; i < n; i++) {
      let sum = a[i * n + j]!;
      for (let m = 0; m < j; m++) sum -= a[i * n + m]! * a[j * n + m]!;
      a[i * n + j] = sum / root;
    }
    for (let i = 0; i < j; i++) a[i * n + j] = 0;
  }
  return true;
}

/** The logarithm of the determinant of the matrix whose factor is `l`. */
export function logDeterminant(l: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.log(l[i * n + i]!);
  return 2 * sum;
}

/** Solves L x = b in place. */
export function solveLower(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let m = 0; m < i; m++) sum -= l[i * n + m]! * b[m]!;
    b[i] = sum / l[i * n + i]!;
  }
}

/** Solves L'x = b in place. */
export function solveUpper(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let m = i + 1; m < n; m++) sum -= l[m * n + i]! * b[m]!;
    b[i] = sum / l[i * n + i]!;
  }
}

/** The inverse, into `out`, of the symmetric matrix whose factor is `l`. */
export function invert(l: Float64Array, n: number, out: Float64Array): void {
  // The inverse of L, column by column, then (L⁻¹)'L⁻¹.
  const inverse = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    inverse[j * n + j] = 1 / l[j * n + j]!;
    for (let i = j + 1; i < n; i++) {
      let sum = 0;
      for (let m = j; m < i; m++) sum -= l[i * n + m]! * inverse[m * n + j]!;
      inverse[i * n + j] = sum / l[i * n + i]!;
    }
  }
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let m = i; m < n; m++) sum += inverse[m * n + i]! * inverse[m * n + j]!;
      out[i * n + j] = sum;
      out[j * n + i] = sum;
    }
}

/** The inverse of a symmetric positive definite matrix; undefined where it is none. */
export function inverseOf(a: Float64Array, n: number): Float64Array | undefined {
  const l = Float64Array.from(a);
  if (!factor(l, n)) return undefined;
  const out = new Float64Array(n * n);
  invert(l, n, out);
  return out;
}
