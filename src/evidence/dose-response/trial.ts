import { factor, inverseOf, solveLower, solveUpper } from "../algebra/cholesky.ts";
import { logGamma } from "../distribution/distribution.ts";
import { type Basis, basisOf, type DoseModel, emaxAt, saturation, saturationSlope } from "./basis.ts";
import { type Curve, parameter, varianceOf } from "./curve.ts";
import { profileED50 } from "./profile.ts";

/** One dose group of a trial: responders of patients, or a mean. */
export type DoseArm =
  | { readonly study: string; readonly dose: number; readonly xi: number; readonly ni: number }
  | {
      readonly study: string;
      readonly dose: number;
      readonly mi: number;
      readonly sdi: number;
      readonly ni: number;
    };

export interface TrialOptions {
  readonly model: DoseModel;
  readonly knots?: readonly number[];
  readonly level: number;
  readonly reference: number;
  readonly at: readonly number[];
}

/** A curve fitted to arms; `residual` is the common standard deviation of a normal fit and its sum of squares. */
export interface TrialCurve extends Curve {
  readonly residual: { readonly sd: number; readonly sumOfSquares: number; readonly df: number } | null;
}

interface Fit {
  readonly beta: Float64Array;
  readonly logLikelihood: number;
  /** Fitted means: probabilities or expected values. */
  readonly fitted: Float64Array;
  readonly sumOfSquares: number;
}

/**
 * Maximum likelihood over arms, one curve and an intercept for each trial: logistic for responders, normal with one
 * standard deviation for means. Undefined where no finite estimate exists.
 */
export function fitArms(arms: readonly DoseArm[], options: TrialOptions): TrialCurve | undefined {
  const studies = [...new Set(arms.map(({ study }) => study))];
  const binomial = "xi" in arms[0]!;
  const fitAt = (basis: Basis): Fit | undefined => {
    const x = designOf(arms, studies, basis);
    const p = studies.length + basis.names.length;
    return binomial ? fitLogit(arms, x, p) : fitNormal(arms, x, p);
  };
  if (options.model !== "emax") {
    const basis = basisOf(options.model, options.knots);
    const fit = fitAt(basis);
    return fit && described(arms, studies, basis, fit, undefined, options);
  }
  const doses = arms.map(({ dose }) => dose);
  const found = profileED50((at) => fitAt(emaxAt(at))?.logLikelihood ?? -Infinity, doses, options.level);
  const fit = fitAt(emaxAt(found.logED50));
  return fit && described(arms, studies, emaxAt(found.logED50), fit, found, options);
}

function designOf(arms: readonly DoseArm[], studies: readonly string[], basis: Basis): Float64Array {
  const p = studies.length + basis.names.length;
  const x = new Float64Array(arms.length * p);
  arms.forEach(({ study, dose }, row) => {
    x[row * p + studies.indexOf(study)] = 1;
    basis.at(dose).forEach((value, c) => (x[row * p + studies.length + c] = value));
  });
  return x;
}

/** Solves the weighted normal equations; undefined where the design is redundant. */
function leastSquares(
  x: Float64Array,
  p: number,
  weight: (row: number) => number,
  target: (row: number) => number,
): Float64Array | undefined {
  const k = x.length / p;
  const cross = new Float64Array(p * p);
  const beta = new Float64Array(p);
  for (let row = 0; row < k; row++)
    for (let a = 0; a < p; a++) {
      const wx = weight(row) * x[row * p + a]!;
      beta[a]! += wx * target(row);
      for (let b = 0; b < p; b++) cross[a * p + b]! += wx * x[row * p + b]!;
    }
  if (!factor(cross, p)) return undefined;
  solveLower(cross, p, beta);
  solveUpper(cross, p, beta);
  return beta;
}

const predictor = (x: Float64Array, p: number, beta: Float64Array): Float64Array =>
  Float64Array.from({ length: x.length / p }, (_, row) => {
    let sum = 0;
    for (let a = 0; a < p; a++) sum += x[row * p + a]! * beta[a]!;
    return sum;
  });

// Newton's steps on the binomial likelihood, halved until it rises; the likelihood is concave.
function fitLogit(arms: readonly DoseArm[], x: Float64Array, p: number): Fit | undefined {
  const [xi, ni] = [arms.map((arm) => ("xi" in arm ? arm.xi : NaN)), arms.map((arm) => arm.ni)];
  const constant = xi.reduce(
    (sum, r, i) => sum + logGamma(ni[i]! + 1) - logGamma(r + 1) - logGamma(ni[i]! - r + 1),
    0,
  );
  const valueAt = (eta: Float64Array): number =>
    eta.reduce((sum, e, i) => {
      const logOne = e > 0 ? -Math.log1p(Math.exp(-e)) : e - Math.log1p(Math.exp(e));
      return sum + xi[i]! * logOne + (ni[i]! - xi[i]!) * (logOne - e);
    }, constant);
  let beta: Float64Array = new Float64Array(p);
  let value = valueAt(predictor(x, p, beta));
  for (let round = 0; round < 200; round++) {
    const eta = predictor(x, p, beta);
    const chance = eta.map((e) => 1 / (1 + Math.exp(-e)));
    const weight = (i: number): number => ni[i]! * chance[i]! * (1 - chance[i]!);
    const next = leastSquares(x, p, weight, (i) => eta[i]! + (xi[i]! - ni[i]! * chance[i]!) / weight(i));
    if (!next?.every(Number.isFinite)) return undefined;
    const from = beta;
    let share = 1;
    let after = valueAt(predictor(x, p, next));
    while (!(after >= value - 1e-13 * Math.abs(value)) && share > 1e-10) {
      share /= 2;
      after = valueAt(
        predictor(
          x,
          p,
          next.map((b, i) => from[i]! + share * (b - from[i]!)),
        ),
      );
    }
    beta = next.map((b, i) => from[i]! + share * (b - from[i]!));
    const moved = Math.max(...beta.map((b, i) => Math.abs(b - from[i]!) / (1 + Math.abs(b))));
    value = after;
    if (moved < 1e-12) break;
  }
  const eta = predictor(x, p, beta);
  // Beyond this a probability is 0 or 1 to nine digits: the maximum lies at infinity.
  if (eta.some((e) => Math.abs(e) > 20)) return undefined;
  return { beta, logLikelihood: value, fitted: eta.map((e) => 1 / (1 + Math.exp(-e))), sumOfSquares: NaN };
}

const withinArms = (arms: readonly DoseArm[]): number =>
  arms.reduce((sum, arm) => sum + ("sdi" in arm ? (arm.ni - 1) * arm.sdi ** 2 : 0), 0);

function fitNormal(arms: readonly DoseArm[], x: Float64Array, p: number): Fit | undefined {
  const mean = (row: number): number => {
    const arm = arms[row]!;
    return "mi" in arm ? arm.mi : NaN;
  };
  const beta = leastSquares(x, p, (row) => arms[row]!.ni, mean);
  if (!beta) return undefined;
  const fitted = predictor(x, p, beta);
  const N = arms.reduce((sum, { ni }) => sum + ni, 0);
  const sumOfSquares = arms.reduce(
    (sum, { ni }, row) => sum + ni * (mean(row) - fitted[row]!) ** 2,
    withinArms(arms),
  );
  if (!(sumOfSquares > 0)) return undefined;
  const logLikelihood = (-N / 2) * (Math.log((2 * Math.PI * sumOfSquares) / N) + 1);
  return { beta, fitted, logLikelihood, sumOfSquares };
}

function described(
  arms: readonly DoseArm[],
  studies: readonly string[],
  basis: Basis,
  fit: Fit,
  found: ReturnType<typeof profileED50> | undefined,
  { model, level, reference, at }: TrialOptions,
): TrialCurve {
  const binomial = "xi" in arms[0]!;
  const linear = studies.length + basis.names.length;
  const p = linear + (found ? 1 : 0);
  const N = arms.reduce((sum, { ni }) => sum + ni, 0);
  const { sumOfSquares } = fit;
  const df = N - p;
  const information = informationOf(arms, studies, basis, fit, found?.logED50);
  const scale = binomial ? 1 : sumOfSquares / df;
  const covariance = inverseOf(information, p)?.map((v) => v * scale) ?? new Float64Array(p * p).fill(NaN);
  const tDf = binomial ? null : df;
  const effect = (dose: number): number[] => {
    const [here, there] = [basis.at(dose), basis.at(reference)];
    return here.map((value, c) => value - there[c]!);
  };
  const names = [...studies.map((study) => (studies.length === 1 ? "E0" : `E0 ${study}`)), ...basis.names];
  const count = p + (binomial ? 0 : 1);
  return {
    model,
    parameters: names.map((name, i) => parameter(name, fit.beta[i]!, covariance[i * p + i]!, level, tDf)),
    ED50: found
      ? {
          estimate: Math.exp(found.logED50),
          logSe: finiteOrNull(Math.sqrt(covariance[p * p - 1]!)),
          interval: found.interval,
          edge: found.edge,
        }
      : null,
    logLikelihood: fit.logLikelihood,
    count,
    AIC: 2 * count - 2 * fit.logLikelihood,
    points: at.map((dose) => {
      const c = effect(dose);
      const estimate = c.reduce((sum, value, i) => sum + value * fit.beta[studies.length + i]!, 0);
      const turn = found
        ? [
            fit.beta[linear - 1]! *
              (saturationSlope(dose, found.logED50) - saturationSlope(reference, found.logED50)),
          ]
        : [];
      const { se, ci } = parameter("", estimate, varianceOf([...c, ...turn], covariance, p), level, tDf);
      return { dose, estimate, se, ci };
    }),
    residual: binomial ? null : { sd: Math.sqrt(sumOfSquares / df), sumOfSquares, df },
  };
}

const finiteOrNull = (x: number): number | null => (Number.isFinite(x) ? x : null);

// Observed information of the binomial fit; for the normal the expected one, as nls and DoseFinding use it.
function informationOf(
  arms: readonly DoseArm[],
  studies: readonly string[],
  basis: Basis,
  fit: Fit,
  logED50: number | undefined,
): Float64Array {
  const linear = studies.length + basis.names.length;
  const p = linear + (logED50 === undefined ? 0 : 1);
  const x = designOf(arms, studies, basis);
  const out = new Float64Array(p * p);
  arms.forEach((arm, row) => {
    const j = new Float64Array(p);
    for (let a = 0; a < linear; a++) j[a] = x[row * linear + a]!;
    const emax = fit.beta[linear - 1]!;
    if (logED50 !== undefined) j[linear] = emax * saturationSlope(arm.dose, logED50);
    const mean = fit.fitted[row]!;
    const weight = "xi" in arm ? arm.ni * mean * (1 - mean) : arm.ni;
    for (let a = 0; a < p; a++) for (let b = 0; b < p; b++) out[a * p + b]! += weight * j[a]! * j[b]!;
    if (logED50 === undefined || !("xi" in arm)) return;
    const rest = arm.xi - arm.ni * mean;
    const first = saturationSlope(arm.dose, logED50);
    const share = saturation(arm.dose, logED50);
    out[linear * p + linear - 1]! -= rest * first;
    out[(linear - 1) * p + linear]! -= rest * first;
    out[linear * p + linear]! -= rest * emax * share * (1 - share) * (1 - 2 * share);
  });
  return out;
}
