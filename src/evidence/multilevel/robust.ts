import { factor } from "../algebra/cholesky.ts";
import { inverseRoot } from "../algebra/eigen.ts";
import { blocksOf } from "./blocks.ts";
import { Likelihood } from "./likelihood.ts";
import type { MixedFit } from "./fit.ts";

/** Standard errors that hold even where the working model does not, with the degrees of freedom of each. */
export interface Robust {
  readonly covariance: Float64Array;
  readonly df: readonly number[];
}

/**
 * Cluster-robust covariance of the fixed effects. CR1 = Liang and Zeger's sandwich times n/(n − p), t with n − p (n
 * clusters). CR2 = bias-reduced under the working model (Bell and McCaffrey 2002; Pustejovsky and Tipton 2018,
 * equations 11 and 14) with Satterthwaite degrees of freedom. Undefined where clusters cut through rows that the model
 * itself correlates, or where there are too few clusters.
 */
export function robust(fit: MixedFit, cluster: Int32Array): { CR1?: Robust; CR2?: Robust } | undefined {
  const { model } = fit;
  if (model.blocks.some(({ rows }) => rows.some((row) => cluster[row] !== cluster[rows[0]!])))
    return undefined;
  // Blocks are joined into clusters: the marginal covariance of a cluster is block diagonal, and known.
  const joined = joinedFit(fit, cluster);
  const n = joined.model.blocks.length;
  const { p } = model;
  const meat = (adjust: boolean): ReturnType<typeof sandwich> => sandwich(joined, adjust);
  const plain = meat(false);
  const adjusted = meat(true);
  return {
    ...(n > p && {
      CR1: {
        covariance: plain.covariance.map((v) => (v * n) / (n - p)),
        df: Array.from({ length: p }, () => n - p),
      },
    }),
    ...(n > 1 && { CR2: { covariance: adjusted.covariance, df: satterthwaite(joined, adjusted.paths) } }),
  };
}

interface Joined {
  readonly model: MixedFit["model"];
  readonly beta: Float64Array;
  readonly covariance: Float64Array;
  readonly marginals: readonly Float64Array[];
  readonly weights: readonly Float64Array[];
}

function joinedFit(fit: MixedFit, cluster: Int32Array): Joined {
  const { model } = fit;
  const k = model.k;
  const variances = new Float64Array(k);
  const covariances: { row: number; column: number; value: number }[] = [];
  for (const { rows, known } of model.blocks)
    rows.forEach((row, i) => {
      variances[row] = known[i * rows.length + i]!;
      for (let j = 0; j < i; j++)
        covariances.push({ row, column: rows[j]!, value: known[i * rows.length + j]! });
    });
  const blocks = blocksOf(variances, covariances, [cluster]);
  const likelihood = new Likelihood({ ...model, blocks });
  const { beta, covariance, weights } = likelihood.evaluate(fit.theta)!;
  return {
    model: likelihood.model,
    beta,
    covariance,
    weights,
    marginals: blocks.map((block) => likelihood.marginal(block)),
  };
}

/** For each cluster and coefficient the vector pᵢ = A'ᵢ Wᵢ Xᵢ (X'WX)⁻¹ c that carries residuals into the estimate. */
function sandwich(
  { model, beta, covariance, marginals, weights }: Joined,
  adjust: boolean,
): { covariance: Float64Array; paths: Float64Array[][] } {
  const { p, x, y } = model;
  const out = new Float64Array(p * p);
  const paths = model.blocks.map(({ rows }, b) => {
    const n = rows.length;
    const a = adjust ? adjustment(marginals[b]!, rows, model, covariance) : undefined;
    const carried = Array.from({ length: p }, (_, c) => {
      const direction = new Float64Array(n);
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++)
          for (let u = 0; u < p; u++)
            direction[i]! += weights[b]![i * n + j]! * x[rows[j]! * p + u]! * covariance[u * p + c]!;
      if (!a) return direction;
      const turned = new Float64Array(n);
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) turned[i]! += a[j * n + i]! * direction[j]!;
      return turned;
    });
    const reach = carried.map((path) =>
      rows.reduce((sum, row, i) => {
        let rest = y[row]!;
        for (let u = 0; u < p; u++) rest -= x[row * p + u]! * beta[u]!;
        return sum + path[i]! * rest;
      }, 0),
    );
    for (let u = 0; u < p; u++) for (let v = 0; v < p; v++) out[u * p + v]! += reach[u]! * reach[v]!;
    return carried;
  });
  return { covariance: out, paths };
}

// A = D'B^(−1/2)D with Φ = D'D and B = D(Φ − X(X'WX)⁻¹X')D', equation (11).
function adjustment(
  marginal: Float64Array,
  rows: Int32Array,
  { p, x }: MixedFit["model"],
  covariance: Float64Array,
): Float64Array {
  const n = rows.length;
  const lower = Float64Array.from(marginal);
  factor(lower, n);
  const rest = Float64Array.from(marginal);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      for (let u = 0; u < p; u++)
        for (let v = 0; v < p; v++)
          rest[i * n + j]! -= x[rows[i]! * p + u]! * covariance[u * p + v]! * x[rows[j]! * p + v]!;
  // D is the transpose of the lower factor.
  const turned = product(transpose(lower, n), rest, n);
  const root = inverseRoot(product(turned, lower, n), n);
  return product(product(lower, root, n), transpose(lower, n), n);
}

function transpose(a: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[j * n + i] = a[i * n + j]!;
  return out;
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let m = 0; m < n; m++) {
      const left = a[i * n + m]!;
      for (let j = 0; j < n; j++) out[i * n + j]! += left * b[m * n + j]!;
    }
  return out;
}

// ν = (Σ Pᵢᵢ)² / ΣΣ Pᵢⱼ² with Pᵢⱼ = pᵢ'(δᵢⱼΦᵢ − Xᵢ(X'WX)⁻¹X'ⱼ)pⱼ, equation (14).
function satterthwaite({ model, covariance, marginals }: Joined, paths: readonly Float64Array[][]): number[] {
  const { p, x, blocks } = model;
  return Array.from({ length: p }, (_, c) => {
    const own: number[] = [];
    const reach = blocks.map(({ rows }, b) => {
      const n = rows.length;
      const path = paths[b]![c]!;
      let sum = 0;
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) sum += path[i]! * marginals[b]![i * n + j]! * path[j]!;
      own.push(sum);
      const u = new Float64Array(p);
      rows.forEach((row, i) => {
        for (let a = 0; a < p; a++) u[a]! += x[row * p + a]! * path[i]!;
      });
      return u;
    });
    let trace = 0;
    let squares = 0;
    for (let i = 0; i < blocks.length; i++)
      for (let j = 0; j < blocks.length; j++) {
        let entry = i === j ? own[i]! : 0;
        for (let a = 0; a < p; a++)
          for (let b = 0; b < p; b++) entry -= reach[i]![a]! * covariance[a * p + b]! * reach[j]![b]!;
        if (i === j) trace += entry;
        squares += entry * entry;
      }
    return (trace * trace) / squares;
  });
}
