import { factor, invert, inverseOf, logDeterminant } from "../algebra/cholesky.ts";
import type { Structure } from "./structure.ts";

/** A random effect: rows of one `group` share it; `level` says which of its levels, or `design` gives its slopes. */
export interface RandomEffect {
  readonly group: Int32Array;
  readonly level: Int32Array;
  /** Random slopes: k × size values; the levels are then the slopes. */
  readonly design?: Float64Array;
  readonly structure: Structure;
}

/** Rows that share anything, with their known covariance (n × n). */
export interface Block {
  readonly rows: Int32Array;
  readonly known: Float64Array;
}

/** Estimates with known covariance, their fixed design (k × p) and random effects. */
export interface MixedModel {
  readonly k: number;
  readonly p: number;
  readonly y: Float64Array;
  readonly x: Float64Array;
  readonly blocks: readonly Block[];
  readonly random: readonly RandomEffect[];
  readonly restricted: boolean;
}

/** What one θ gives: fixed effects, their covariance, log-likelihood, and the inverse covariance of each block. */
export interface Evaluation {
  readonly beta: Float64Array;
  readonly covariance: Float64Array;
  readonly logLikelihood: number;
  readonly weights: readonly Float64Array[];
  readonly quadratic: number;
}

/** The log-likelihood of a mixed model at θ with the fixed effects profiled out, and its gradient. */
export class Likelihood {
  readonly model: MixedModel;
  readonly parameters: number;
  private readonly g: readonly Float64Array[];
  private readonly slopes: readonly (readonly Float64Array[])[];
  private readonly inner: readonly Float64Array[];
  private readonly logDesign: number;

  constructor(model: MixedModel) {
    this.model = model;
    this.parameters = model.random.reduce((sum, term) => sum + term.structure.parameters, 0);
    this.g = model.random.map(({ structure }) => new Float64Array(structure.size ** 2));
    this.inner = model.random.map(({ structure }) => new Float64Array(structure.size ** 2));
    this.slopes = model.random.map(({ structure }) =>
      Array.from({ length: structure.parameters }, () => new Float64Array(structure.size ** 2)),
    );
    const cross = new Float64Array(model.p ** 2);
    for (let row = 0; row < model.k; row++)
      for (let a = 0; a < model.p; a++)
        for (let b = 0; b < model.p; b++)
          cross[a * model.p + b]! += model.x[row * model.p + a]! * model.x[row * model.p + b]!;
    this.logDesign = factor(cross, model.p) ? logDeterminant(cross, model.p) : NaN;
  }

  /** The value at θ; −∞ where the covariance is not positive definite. */
  value(theta: Float64Array, gradient?: Float64Array): number {
    const found = this.evaluate(theta);
    if (!found) return -Infinity;
    if (gradient) this.slope(found, gradient);
    return found.logLikelihood;
  }

  evaluate(theta: Float64Array): Evaluation | undefined {
    const { model } = this;
    const { k, p, x, y } = model;
    let from = 0;
    model.random.forEach(({ structure }, t) => {
      structure.fill(theta.subarray(from, from + structure.parameters), this.g[t]!, this.slopes[t]!);
      from += structure.parameters;
    });
    const weights: Float64Array[] = [];
    const information = new Float64Array(p * p);
    const score = new Float64Array(p);
    let logDet = 0;
    for (const block of model.blocks) {
      const n = block.rows.length;
      const marginal = this.marginal(block);
      if (!factor(marginal, n)) return undefined;
      logDet += logDeterminant(marginal, n);
      const weight = new Float64Array(n * n);
      invert(marginal, n, weight);
      weights.push(weight);
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
          const w = weight[i * n + j]!;
          const [ri, rj] = [block.rows[i]!, block.rows[j]!];
          for (let a = 0; a < p; a++) {
            // Designs of networks are nearly empty.
            if (x[ri * p + a] === 0) continue;
            const wx = w * x[ri * p + a]!;
            score[a]! += wx * y[rj]!;
            for (let b = 0; b < p; b++) information[a * p + b]! += wx * x[rj * p + b]!;
          }
        }
    }
    const covariance = inverseOf(information, p);
    if (!covariance) return undefined;
    if (!factor(information, p)) return undefined;
    const beta = new Float64Array(p);
    for (let a = 0; a < p; a++) for (let b = 0; b < p; b++) beta[a]! += covariance[a * p + b]! * score[b]!;
    const quadratic = this.quadratic(beta, weights);
    const free = model.restricted ? k - p : k;
    const logLikelihood =
      -0.5 *
      (free * Math.log(2 * Math.PI) +
        logDet +
        quadratic +
        (model.restricted ? logDeterminant(information, p) - this.logDesign : 0));
    return { beta, covariance, logLikelihood, weights, quadratic };
  }

  /** Known plus random covariance of a block, at the θ last evaluated. */
  marginal(block: Block): Float64Array {
    const n = block.rows.length;
    const m = Float64Array.from(block.known);
    this.model.random.forEach((term, t) => {
      const { size } = term.structure;
      const g = this.g[t]!;
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) {
          const [ri, rj] = [block.rows[i]!, block.rows[j]!];
          if (term.group[ri] !== term.group[rj]) continue;
          if (!term.design) {
            m[i * n + j]! += g[term.level[ri]! * size + term.level[rj]!]!;
            continue;
          }
          for (let a = 0; a < size; a++)
            for (let b = 0; b < size; b++)
              m[i * n + j]! += term.design[ri * size + a]! * g[a * size + b]! * term.design[rj * size + b]!;
        }
    });
    return m;
  }

  private residuals(rows: Int32Array, beta: Float64Array): Float64Array {
    const { p, x, y } = this.model;
    return Float64Array.from(rows, (row) => {
      let rest = y[row]!;
      for (let a = 0; a < p; a++) rest -= x[row * p + a]! * beta[a]!;
      return rest;
    });
  }

  private quadratic(beta: Float64Array, weights: readonly Float64Array[]): number {
    let sum = 0;
    this.model.blocks.forEach(({ rows }, b) => {
      const rest = this.residuals(rows, beta);
      const n = rows.length;
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++) sum += rest[i]! * weights[b]![i * n + j]! * rest[j]!;
    });
    return sum;
  }

  // ∂ℓ/∂θ = ½ tr((rr' − A) ∂M/∂θ) with r = W(y − Xβ) and A = W, or W − WX(X'WX)⁻¹X'W when restricted. The sum over
  // rows is gathered once per pair of levels, so a derivative costs the size of G, not of the data.
  private slope(found: Evaluation, gradient: Float64Array): void {
    const { model } = this;
    for (const inner of this.inner) inner.fill(0);
    model.blocks.forEach(({ rows }, b) => {
      const n = rows.length;
      const half = this.halfScore(rows, found, b);
      model.random.forEach((term, t) => {
        const { size } = term.structure;
        const inner = this.inner[t]!;
        for (let i = 0; i < n; i++)
          for (let j = 0; j < n; j++) {
            const [ri, rj] = [rows[i]!, rows[j]!];
            if (term.group[ri] !== term.group[rj]) continue;
            const s = half[i * n + j]!;
            if (!term.design) {
              inner[term.level[ri]! * size + term.level[rj]!]! += s;
              continue;
            }
            for (let a = 0; a < size; a++)
              for (let c = 0; c < size; c++)
                inner[a * size + c]! += s * term.design[ri * size + a]! * term.design[rj * size + c]!;
          }
      });
    });
    let from = 0;
    model.random.forEach(({ structure }, t) => {
      for (let j = 0; j < structure.parameters; j++) {
        let sum = 0;
        const derivative = this.slopes[t]![j]!;
        for (let i = 0; i < derivative.length; i++) sum += derivative[i]! * this.inner[t]![i]!;
        gradient[from + j] = sum;
      }
      from += structure.parameters;
    });
  }

  private halfScore(rows: Int32Array, found: Evaluation, b: number): Float64Array {
    const { p, x, restricted } = this.model;
    const n = rows.length;
    const weight = found.weights[b]!;
    const rest = this.residuals(rows, found.beta);
    const r = new Float64Array(n);
    const wx = new Float64Array(n * p);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        r[i]! += weight[i * n + j]! * rest[j]!;
        for (let a = 0; a < p; a++) wx[i * p + a]! += weight[i * n + j]! * x[rows[j]! * p + a]!;
      }
    const half = new Float64Array(n * n);
    const turned = new Float64Array(n * p);
    if (restricted)
      for (let i = 0; i < n; i++)
        for (let u = 0; u < p; u++) {
          const own = wx[i * p + u]!;
          if (own === 0) continue;
          for (let v = 0; v < p; v++) turned[i * p + v]! += own * found.covariance[u * p + v]!;
        }
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        let a = weight[i * n + j]!;
        if (restricted) for (let v = 0; v < p; v++) a -= turned[i * p + v]! * wx[j * p + v]!;
        half[i * n + j] = 0.5 * (r[i]! * r[j]! - a);
      }
    return half;
  }
}
