import { invertSymmetric } from "./matrix.ts";
import type { Design, Problem } from "./problem.ts";

/** Q' diag(d) Q for the basis, into `into`. */
function gram(
  problem: Problem,
  basis: Float64Array,
  power: number,
  into: Float64Array,
  offset: number,
): void {
  const { k, p, w } = problem;
  for (let a = 0; a < p; a++)
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let i = 0; i < k; i++) {
        const weight = w[i]!;
        const d = power === 1 ? weight : power === 2 ? weight * weight : weight * weight * weight;
        sum += d * basis[a * k + i]! * basis[b * k + i]!;
      }
      into[offset + a * p + b] = sum;
      into[offset + b * p + a] = sum;
    }
}

/** The trace of A B, and of A B A B, for symmetric A and B of order p. */
function traces(
  a: Float64Array,
  b: Float64Array,
  offset: number,
  p: number,
  product: Float64Array,
): [number, number] {
  let first = 0;
  let second = 0;
  for (let i = 0; i < p; i++)
    for (let j = 0; j < p; j++) {
      let sum = 0;
      for (let m = 0; m < p; m++) sum += a[i * p + m]! * b[offset + m * p + j]!;
      product[i * p + j] = sum;
      if (i === j) first += sum;
    }
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) second += product[i * p + j]! * product[j * p + i]!;
  return [first, second];
}

/** basis' times a vector, each entry times its weight. */
function project(problem: Problem, basis: Float64Array, vector: Float64Array, into: Float64Array): void {
  const { k, p, w } = problem;
  for (let a = 0; a < p; a++) {
    let sum = 0;
    for (let i = 0; i < k; i++) sum += w[i]! * basis[a * k + i]! * vector[i]!;
    into[a] = sum;
  }
}

/** Weighs a problem with moderators. The scratch holds B = Q'W²Q, C = Q'W³Q, a product, and two vectors. */
export function weighDesign(problem: Problem, design: Design, tau2: number): void {
  const { k, p, y, v, w, rest, at } = problem;
  const { basis, inverse, coefficients, scratch } = design;
  let sumW = 0;
  let sumW2 = 0;
  for (let i = 0; i < k; i++) {
    const weight = 1 / (v[i]! + tau2);
    w[i] = weight;
    sumW += weight;
    sumW2 += weight * weight;
  }
  const A = inverse.cells;
  gram(problem, basis, 1, A, 0);
  at.logXWX = invertSymmetric(A, p);
  const square = p * p;
  gram(problem, basis, 2, scratch, 0);
  gram(problem, basis, 3, scratch, square);
  const product = scratch.subarray(2 * square, 3 * square);
  const vector = scratch.subarray(3 * square, 3 * square + p);
  // The second round finds what rounding has left in the residuals, so that effects far from 0 lose nothing.
  for (let i = 0; i < k; i++) rest[i] = y[i]!;
  coefficients.fill(0);
  for (let round = 0; round < 2; round++) {
    project(problem, basis, rest, vector);
    for (let a = 0; a < p; a++) {
      let step = 0;
      for (let b = 0; b < p; b++) step += A[a * p + b]! * vector[b]!;
      coefficients[a] = coefficients[a]! + step;
      for (let i = 0; i < k; i++) rest[i] = rest[i]! - step * basis[a * k + i]!;
    }
  }
  let Q = 0;
  let yPPy = 0;
  for (let i = 0; i < k; i++) {
    const z = w[i]! * rest[i]!;
    Q += z * rest[i]!;
    yPPy += z * z;
  }
  // PPPy = z'Pz with z = Py = W rest.
  let third = 0;
  for (let i = 0; i < k; i++) {
    const z = w[i]! * rest[i]!;
    third += w[i]! * z * z;
    rest[i] = z;
  }
  project(problem, basis, rest, vector);
  for (let a = 0; a < p; a++) for (let b = 0; b < p; b++) third -= vector[a]! * A[a * p + b]! * vector[b]!;
  for (let i = 0; i < k; i++) rest[i] = rest[i]! / w[i]!;
  const [traceB, traceBB] = traces(A, scratch, 0, p, product);
  const [traceC] = traces(A, scratch, square, p, product);
  at.tau2 = tau2;
  at.sumW = sumW;
  at.sumW2 = sumW2;
  at.Q = Q;
  at.yPPy = yPPy;
  at.yPPPy = third;
  at.trP = sumW - traceB;
  at.trPP = sumW2 - 2 * traceC + traceBB;
  at.mean = coefficients[0]!;
}
