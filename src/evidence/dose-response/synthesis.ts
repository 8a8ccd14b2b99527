import { chiSquareAbove } from "../distribution/distribution.ts";
import { blocksOf, type KnownCovariance, numbered } from "../multilevel/blocks.ts";
import { fitMixed, type MixedFit } from "../multilevel/fit.ts";
import { structureOf } from "../multilevel/structure.ts";
import { type Basis, basisOf, type DoseModel, emaxAt, saturationSlope } from "./basis.ts";
import { type Curve, parameter, varianceOf } from "./curve.ts";
import { profileED50 } from "./profile.ts";

/** The effect of a dose against its own trial's reference dose. */
export interface DoseContrast {
  readonly study: string;
  readonly reference: number;
  readonly dose: number;
  readonly yi: number;
  readonly vi: number;
}

/** Common: one curve for all trials. ML, REML: curves whose coefficients differ between trials. */
export type DoseMethod = "common" | "ML" | "REML";

export interface SynthesisOptions {
  readonly model: DoseModel;
  readonly knots?: readonly number[];
  readonly method: DoseMethod;
  readonly level: number;
  readonly reference: number;
  readonly at: readonly number[];
}

/** A curve over trials, with what differs between them: the covariance of the coefficients. */
export interface SynthesisCurve extends Curve {
  readonly studies: number;
  readonly contrasts: number;
  readonly tau2: readonly number[];
  readonly correlations: readonly number[];
  readonly Q: number;
  readonly Qdf: number;
  readonly Qp: number;
  readonly converged: boolean;
}

interface Contrasts {
  readonly rows: readonly DoseContrast[];
  readonly covariances: readonly KnownCovariance[];
}

/**
 * The one-stage model of Crippa, Discacciati, Bottai, Spiegelman and Orsini (2019), equation 5: contrasts of all
 * trials at once on differences of the curve's columns, without intercept, with random coefficients by trial. For Emax
 * the likelihood is profiled over ED50, which is one for all trials. Undefined where the doses cannot tell the columns
 * apart.
 */
export function synthesise(contrasts: Contrasts, options: SynthesisOptions): SynthesisCurve | undefined {
  const { model, level, method } = options;
  const fitAt = fitter(contrasts);
  if (model !== "emax") {
    const basis = basisOf(model, options.knots);
    const fit = fitAt(basis, method);
    const common = fitAt(basis, "common");
    return fit && common && described(contrasts, basis, fit, common.quadratic, undefined, options);
  }
  const doses = contrasts.rows.flatMap(({ dose, reference }) => [dose, reference]);
  // Along the profile each fit begins where its neighbour ended; the summit is then fitted afresh from all starts.
  let last: Float64Array | undefined;
  const profile = (at: number): number => {
    const fit = fitAt(emaxAt(at), method, last) ?? fitAt(emaxAt(at), method);
    // A between-trial variance of zero is a flat place: no start for the next.
    last = fit?.theta.every((part) => part !== 0) ? fit.theta : undefined;
    return fit?.logLikelihood ?? -Infinity;
  };
  const found = profileED50(profile, doses, level);
  const fit = fitAt(emaxAt(found.logED50), method);
  if (!fit) return undefined;
  const common = profileED50((at) => fitAt(emaxAt(at), "common")?.logLikelihood ?? -Infinity, doses, level);
  const { quadratic } = fitAt(emaxAt(common.logED50), "common")!;
  const bent = bend((at) => fitAt(emaxAt(at), method), found.logED50);
  return described(contrasts, emaxAt(found.logED50), fit, quadratic, { ...found, ...bent }, options);
}

// The curvature of the profile and how Emax moves with log ED50, by central differences.
function bend(fitAt: (at: number) => DoseFit | undefined, at: number): { variance: number; turn: number } {
  const h = 1e-3;
  const [left, here, right] = [at - h, at, at + h].map(fitAt);
  if (!left || !here || !right) return { variance: NaN, turn: NaN };
  const second = (right.logLikelihood - 2 * here.logLikelihood + left.logLikelihood) / (h * h);
  return { variance: second < 0 ? -1 / second : NaN, turn: (right.beta[0]! - left.beta[0]!) / (2 * h) };
}

function fitter({
  rows,
  covariances,
}: Contrasts): (basis: Basis, method: DoseMethod, near?: Float64Array) => DoseFit | undefined {
  const k = rows.length;
  const group = numbered(rows.map(({ study }) => study)).ids;
  const y = Float64Array.from(rows, ({ yi }) => yi);
  const vi = Float64Array.from(rows, (row) => row.vi);
  const blocks = blocksOf(vi, covariances, [group]);
  return (basis, method, near) => {
    const p = basis.names.length;
    const x = new Float64Array(k * p);
    rows.forEach(({ dose, reference }, row) => {
      const [here, there] = [basis.at(dose), basis.at(reference)];
      for (let c = 0; c < p; c++) x[row * p + c] = here[c]! - there[c]!;
    });
    const sizes = Array.from({ length: p }, (_, c) => sizeOf(x, k, p, c));
    for (let i = 0; i < x.length; i++) x[i]! /= sizes[i % p]!;
    const random =
      method === "common"
        ? []
        : [{ group, level: new Int32Array(k), design: x, structure: structureOf("UN", p) }];
    const fit = fitMixed({ k, p, y, x, blocks, random, restricted: method === "REML" }, near);
    return fit && inDose(fit, sizes);
  };
}

/** A fit in the columns as the user knows them; θ stays in columns of unit size. */
type DoseFit = Pick<
  MixedFit,
  "beta" | "covariance" | "logLikelihood" | "quadratic" | "components" | "theta" | "converged"
>;

const sizeOf = (x: Float64Array, k: number, p: number, column: number): number => {
  let sum = 0;
  for (let row = 0; row < k; row++) sum += x[row * p + column]! ** 2;
  return Math.sqrt(sum / k) || 1;
};

function inDose(fit: MixedFit, sizes: readonly number[]): DoseFit {
  const p = sizes.length;
  return {
    ...fit,
    beta: fit.beta.map((b, i) => b / sizes[i]!),
    covariance: fit.covariance.map((v, at) => v / sizes[Math.floor(at / p)]! / sizes[at % p]!),
    components: fit.components.map(({ variances, correlations }) => ({
      variances: variances.map((v, i) => v / sizes[i]! ** 2),
      correlations,
    })),
  };
}

type Found = ReturnType<typeof profileED50> & { readonly variance: number; readonly turn: number };

function described(
  { rows }: Contrasts,
  basis: Basis,
  fit: DoseFit,
  Q: number,
  found: Found | undefined,
  options: SynthesisOptions,
): SynthesisCurve {
  const linear = basis.names.length;
  const p = linear + (found ? 1 : 0);
  const covariance = found ? withED50(fit, found) : fit.covariance;
  const { level, reference } = options;
  const [component] = fit.components;
  const count = p + (component ? (linear * (linear + 1)) / 2 : 0);
  const Qdf = rows.length - p;
  return {
    model: options.model,
    studies: new Set(rows.map(({ study }) => study)).size,
    contrasts: rows.length,
    parameters: basis.names.map((name, i) => parameter(name, fit.beta[i]!, covariance[i * p + i]!, level)),
    ED50: found
      ? {
          estimate: Math.exp(found.logED50),
          logSe: Number.isFinite(found.variance) ? Math.sqrt(found.variance) : null,
          interval: found.interval,
          edge: found.edge,
        }
      : null,
    logLikelihood: fit.logLikelihood,
    count,
    AIC: 2 * count - 2 * fit.logLikelihood,
    points: options.at.map((dose) => {
      const [here, there] = [basis.at(dose), basis.at(reference)];
      const c = here.map((value, i) => value - there[i]!);
      const estimate = c.reduce((sum, value, i) => sum + value * fit.beta[i]!, 0);
      const move = found
        ? [fit.beta[0]! * (saturationSlope(dose, found.logED50) - saturationSlope(reference, found.logED50))]
        : [];
      const { se, ci } = parameter("", estimate, varianceOf([...c, ...move], covariance, p), level);
      return { dose, estimate, se, ci };
    }),
    tau2: component?.variances ?? [],
    correlations: component?.correlations ?? [],
    Q,
    Qdf,
    Qp: Qdf > 0 ? chiSquareAbove(Q, Qdf) : 1,
    converged: fit.converged,
  };
}

// var(Emax) = var(Emax | ED50) + turn²·var, cov = turn·var: the inverse of the whole information, by its profile.
function withED50(fit: DoseFit, { variance, turn }: Found): Float64Array {
  return Float64Array.of(
    fit.covariance[0]! + turn * turn * variance,
    turn * variance,
    turn * variance,
    variance,
  );
}
