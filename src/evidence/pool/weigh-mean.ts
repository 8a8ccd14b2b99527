import type { Problem } from "./problem.ts";

/** Weighs a problem of a common mean. Two passes: the second is taken about the mean, so that nothing cancels. */
export function weighMean(problem: Problem, tau2: number): void {
  const { k, y, v, w, at } = problem;
  let sumW = 0;
  let sumW2 = 0;
  let sumW3 = 0;
  let sumWy = 0;
  for (let i = 0; i < k; i++) {
    const weight = 1 / (v[i]! + tau2);
    const square = weight * weight;
    w[i] = weight;
    sumW += weight;
    sumW2 += square;
    sumW3 += square * weight;
    sumWy += weight * y[i]!;
  }
  const mean = sumWy / sumW;
  let Q = 0;
  let first = 0;
  let second = 0;
  let secondMean = 0;
  let third = 0;
  let thirdMean = 0;
  for (let i = 0; i < k; i++) {
    const weight = w[i]!;
    const gap = y[i]! - mean;
    const z = weight * gap;
    const zz = z * z;
    const wz = weight * z;
    Q += z * gap;
    first += z;
    second += zz;
    secondMean += wz;
    third += weight * zz;
    thirdMean += weight * wz;
  }
  // The mean is rounded; what it lacks is known from the residuals' own mean, and every sum is moved by it.
  const shift = first / sumW;
  const ratio = sumW2 / sumW;
  const moved = secondMean - shift * sumW2;
  at.tau2 = tau2;
  at.sumW = sumW;
  at.sumW2 = sumW2;
  at.Q = Q - shift * first;
  at.yPPy = second - shift * (2 * secondMean - shift * sumW2);
  at.yPPPy = third - shift * (2 * thirdMean - shift * sumW3) - (moved * moved) / sumW;
  at.trP = sumW - ratio;
  at.trPP = sumW2 - (2 * sumW3) / sumW + ratio * ratio;
  at.mean = mean + shift;
}

/** The part of the likelihood that estimation itself never needs: the logarithms. */
export function sumLogarithms({ k, v }: Problem, tau2: number): number {
  let sum = 0;
  for (let i = 0; i < k; i++) sum += Math.log(v[i]! + tau2);
  return sum;
}
