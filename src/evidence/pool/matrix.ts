/** The few operations on small dense matrices that models with moderators need; row-major. */

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly cells: Float64Array;
}

/** A matrix of zeros. */
export const matrix = (rows: number, columns: number): Matrix => ({
  rows,
  columns,
  cells: new Float64Array(rows * columns),
});

/**
 * Inverts a symmetric positive definite matrix of order p in place by Cholesky's method and returns the ln of its
 * determinant; NaN where it is not positive definite.
 */
export function invertSymmetric(cells: Float64Array, p: number): number {
  let logDeterminant = 0;
  for (let j = 0; j < p; j++) {
    let pivot = cells[j * p + j]!;
    for (let m = 0; m < j; m++) pivot -= cells[j * p + m]! ** 2;
    if (!(pivot > 0)) return Number.NaN;
    const root = Math.sqrt(pivot);
    logDeterminant += 2 * Math.log(root);
    cells[j * p + j] = root;
    for (let i = j + 1; i < p; i++) {
      let sum = cells[i * p + j]!;
      for (let m = 0; m < j; m++) sum -= cells[i * p + m]! * cells[j * p + m]!;
      cells[i * p + j] = sum / root;
    }
  }
  invertFactor(cells, p);
  return logDeterminant;
}

/** From the lower Cholesky factor L in place to (L L')^-1, both halves filled. */
function invertFactor(cells: Float64Array, p: number): void {
  for (let j = 0; j < p; j++) {
    cells[j * p + j] = 1 / cells[j * p + j]!;
    for (let i = j + 1; i < p; i++) {
      let sum = 0;
      for (let m = j; m < i; m++) sum -= cells[i * p + m]! * cells[m * p + j]!;
      cells[i * p + j] = sum / cells[i * p + i]!;
    }
  }
  for (let i = 0; i < p; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let m = i; m < p; m++) sum += cells[m * p + i]! * cells[m * p + j]!;
      cells[j * p + i] = sum;
      cells[i * p + j] = sum;
    }
}

/** What `orthonormalise` returns: Q with its columns one after another, R upper triangular, and the dependent column. */
export interface Orthonormal {
  readonly basis: Float64Array;
  readonly triangle: Matrix;
  /** The first column that is a combination of those before it, or -1. */
  readonly dependent: number;
}

/** Gram and Schmidt twice over: columns (each of k numbers) become an orthonormal basis. */
export function orthonormalise(columns: readonly Float64Array[]): Orthonormal {
  const p = columns.length;
  const k = columns[0]!.length;
  const basis = new Float64Array(k * p);
  const triangle = matrix(p, p);
  for (let j = 0; j < p; j++) {
    const column = columns[j]!;
    let length = 0;
    for (let i = 0; i < k; i++) {
      basis[j * k + i] = column[i]!;
      length += column[i]! ** 2;
    }
    for (let round = 0; round < 2; round++)
      for (let m = 0; m < j; m++) {
        let dot = 0;
        for (let i = 0; i < k; i++) dot += basis[m * k + i]! * basis[j * k + i]!;
        for (let i = 0; i < k; i++) basis[j * k + i] = basis[j * k + i]! - dot * basis[m * k + i]!;
        triangle.cells[m * p + j] = triangle.cells[m * p + j]! + dot;
      }
    let rest = 0;
    for (let i = 0; i < k; i++) rest += basis[j * k + i]! ** 2;
    // 1e-10 of its length: what is left of a combination after rounding, and far less than any real moderator keeps.
    if (!(Math.sqrt(rest) > 1e-10 * Math.sqrt(length))) return { basis, triangle, dependent: j };
    const root = Math.sqrt(rest);
    triangle.cells[j * p + j] = root;
    for (let i = 0; i < k; i++) basis[j * k + i] = basis[j * k + i]! / root;
  }
  return { basis, triangle, dependent: -1 };
}

/** The inverse of an upper triangular matrix. */
export function invertTriangle({ rows: p, cells }: Matrix): Matrix {
  const inverse = matrix(p, p);
  for (let j = p - 1; j >= 0; j--) {
    inverse.cells[j * p + j] = 1 / cells[j * p + j]!;
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let m = i + 1; m <= j; m++) sum += cells[i * p + m]! * inverse.cells[m * p + j]!;
      inverse.cells[i * p + j] = -sum / cells[i * p + i]!;
    }
  }
  return inverse;
}

/** A B A' for square matrices of one order. */
export function sandwich(a: Matrix, b: Matrix): Matrix {
  const p = a.rows;
  const half = matrix(p, p);
  const whole = matrix(p, p);
  for (let i = 0; i < p; i++)
    for (let j = 0; j < p; j++) {
      let sum = 0;
      for (let m = 0; m < p; m++) sum += a.cells[i * p + m]! * b.cells[m * p + j]!;
      half.cells[i * p + j] = sum;
    }
  for (let i = 0; i < p; i++)
    for (let j = 0; j < p; j++) {
      let sum = 0;
      for (let m = 0; m < p; m++) sum += half.cells[i * p + m]! * a.cells[j * p + m]!;
      whole.cells[i * p + j] = sum;
    }
  return whole;
}

/** A matrix times a vector. */
export function times({ rows, columns, cells }: Matrix, vector: ArrayLike<number>): Float64Array {
  const product = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += cells[i * columns + j]! * vector[j]!;
    product[i] = sum;
  }
  return product;
}
