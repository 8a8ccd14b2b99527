/**
 * Multilevel and multivariate meta-analysis: several estimates from one study, district or trial, with the covariance
 * of their errors known and that of their true effects estimated.
 */
import {
  chiSquareAbove,
  fisherAbove,
  normalAbove,
  normalQuantile,
  studentAbove,
  studentQuantile,
} from "../distribution/distribution.ts";
import { inverseOf } from "../algebra/cholesky.ts";
import { rank } from "../algebra/rank.ts";
import { blocksOf, type KnownCovariance, numbered } from "./blocks.ts";
import { fitMixed, type MixedFit } from "./fit.ts";
import { Likelihood, type MixedModel } from "./likelihood.ts";
import { type ComponentIntervals, profileIntervals } from "./profile.ts";
import { type Robust, robust } from "./robust.ts";
import { intercept, type StructureName, structureOf } from "./structure.ts";

export type { KnownCovariance } from "./blocks.ts";
export { type StructureName, structures } from "./structure.ts";

/** Who a row belongs to. */
export type Label = string | number;

/** A random effect as a user states it: rows of one group share it; with levels, each level has its own. */
export interface RandomTerm {
  readonly name: string;
  readonly groups: readonly Label[];
  readonly levels?: readonly Label[];
  readonly structure?: StructureName;
}

/** Estimates, the columns of the fixed design, and what makes true effects alike. */
export interface MultilevelData {
  readonly yi: readonly number[];
  readonly vi: readonly number[];
  readonly covariances?: readonly KnownCovariance[];
  readonly columns: readonly { readonly name: string; readonly values: readonly number[] }[];
  readonly random: readonly RandomTerm[];
  /** Robust standard errors over these clusters. */
  readonly clusters?: readonly Label[];
}

export interface MultilevelOptions {
  readonly method: "ML" | "REML";
  readonly test: "z" | "t";
  readonly level: number;
  /** Adds profile-likelihood intervals to the random effects: some twenty fits for each variance and correlation. */
  readonly profile?: boolean;
}

/** One coefficient with its test; `df` is null for the normal. */
export interface Coefficient {
  readonly name: string;
  readonly estimate: number;
  readonly se: number;
  readonly statistic: number;
  readonly df: number | null;
  readonly p: number;
  readonly ci: readonly [number, number];
}

/** What a random effect was estimated to be: variances per level (one where they are alike) and correlations. */
export interface Component {
  readonly name: string;
  readonly structure: StructureName | "intercept";
  readonly groups: number;
  readonly levels: readonly Label[];
  readonly variances: readonly number[];
  readonly correlations: readonly number[];
  /** Profile-likelihood intervals, where they were asked for. */
  readonly intervals?: ComponentIntervals;
  /** A variance of zero, or a correlation at its limit. */
  readonly boundary: boolean;
}

export interface MultilevelAnswer {
  readonly k: number;
  readonly coefficients: readonly Coefficient[];
  readonly covariance: readonly (readonly number[])[];
  readonly components: readonly Component[];
  readonly logLikelihood: number;
  readonly parameters: number;
  readonly AIC: number;
  readonly QE: number;
  readonly QEdf: number;
  readonly QEp: number;
  /** Test of all coefficients but the intercept: chi-squared, or F where df2 is given. */
  readonly QM: {
    readonly statistic: number;
    readonly df: number;
    readonly df2: number | null;
    readonly p: number;
  } | null;
  /** Percent of the typical total variance at each level; null where a level has no single variance. */
  readonly I2: readonly { readonly name: string; readonly percent: number }[] | null;
  readonly prediction: readonly [number, number] | null;
  readonly predictionDf: number | null;
  readonly clusters: number | null;
  readonly CR1: readonly Coefficient[] | null;
  readonly CR2: readonly Coefficient[] | null;
  readonly converged: boolean;
}

/** Why there is no fit. */
export type MultilevelFault = "redundant" | "covariance" | "unfitted" | "large";

/** Rows that may all depend on each other: the work grows with their third power. */
export const largestBlock = 600;

/** Fits the model and says all of it; or why it cannot be fitted. */
export function multilevel(
  data: MultilevelData,
  options: MultilevelOptions,
): MultilevelAnswer | { readonly fault: MultilevelFault } {
  const model = modelOf(data, options.method === "REML");
  if (model.blocks.some(({ rows }) => rows.length > largestBlock)) return { fault: "large" };
  const known = new Likelihood({ ...model, random: [], restricted: false });
  const fixed = known.evaluate(new Float64Array(0));
  if (rank(model.x, model.k, model.p) < model.p) return { fault: "redundant" };
  if (!fixed) return { fault: "covariance" };
  const fit = fitMixed(model);
  if (!fit) return { fault: "unfitted" };
  const { k, p } = model;
  const df = options.test === "t" ? k - p : null;
  const clusters = data.clusters ? numbered(data.clusters) : undefined;
  const sandwiches = clusters && robust(fit, clusters.ids);
  const names = data.columns.map(({ name }) => name);
  const parameters = p + model.random.reduce((sum, { structure }) => sum + structure.parameters, 0);
  return {
    k,
    coefficients: coefficientsOf(
      fit.beta,
      fit.covariance,
      names,
      Array<number | null>(p).fill(df),
      options.level,
    ),
    covariance: Array.from({ length: p }, (_, i) => Array.from(fit.covariance.subarray(i * p, (i + 1) * p))),
    components: withIntervals(
      componentsOf(data, fit),
      options.profile ? profileIntervals(fit, options.level) : undefined,
    ),
    logLikelihood: fit.logLikelihood,
    parameters,
    AIC: 2 * parameters - 2 * fit.logLikelihood,
    QE: fixed.quadratic,
    QEdf: k - p,
    QEp: k > p ? chiSquareAbove(fixed.quadratic, k - p) : 1,
    QM: omnibus(fit, data, df),
    ...heterogeneity(fit, data, known, options),
    clusters: clusters ? clusters.names.length : null,
    CR1: byCluster(fit, sandwiches?.CR1, names, options.level),
    CR2: byCluster(fit, sandwiches?.CR2, names, options.level),
    converged: fit.converged,
  };
}

const withIntervals = (
  components: readonly Component[],
  found: readonly ComponentIntervals[] | undefined,
): readonly Component[] =>
  found ? components.map((component, t) => ({ ...component, intervals: found[t]! })) : components;

const byCluster = (
  fit: MixedFit,
  found: Robust | undefined,
  names: readonly string[],
  level: number,
): readonly Coefficient[] | null =>
  found ? coefficientsOf(fit.beta, found.covariance, names, found.df, level) : null;

/** The likelihood's own form of the data. */
export function modelOf(data: MultilevelData, restricted: boolean): MixedModel {
  const k = data.yi.length;
  const p = data.columns.length;
  const x = new Float64Array(k * p);
  data.columns.forEach(({ values }, c) => values.forEach((value, row) => (x[row * p + c] = value)));
  const random = data.random.map((term) => {
    const group = numbered(term.groups).ids;
    if (!term.levels) return { group, level: new Int32Array(k), structure: intercept };
    const order = ordered(term.levels);
    const place = new Map(order.map((label, i) => [label, i]));
    const level = Int32Array.from(term.levels, (label) => place.get(label)!);
    const times = order.map((label) => (typeof label === "number" ? label : NaN));
    return { group, level, structure: structureOf(term.structure ?? "CS", order.length, times) };
  });
  const blocks = blocksOf(
    Float64Array.from(data.vi),
    data.covariances ?? [],
    random.map(({ group }) => group),
  );
  return { k, p, y: Float64Array.from(data.yi), x, blocks, random, restricted };
}

/** Distinct labels, numbers by size and then words by alphabet. */
export function ordered(labels: readonly Label[]): Label[] {
  return [...new Set(labels)].sort((a, b) =>
    typeof a === "number" && typeof b === "number"
      ? a - b
      : typeof a === typeof b
        ? String(a) < String(b)
          ? -1
          : 1
        : typeof a === "number"
          ? -1
          : 1,
  );
}

/** Estimates with standard errors, tests and intervals: t where a number of degrees of freedom is given. */
export function coefficientsOf(
  beta: Float64Array,
  covariance: Float64Array,
  names: readonly string[],
  df: readonly (number | null)[],
  level: number,
): Coefficient[] {
  const p = beta.length;
  return Array.from(beta, (estimate, i) => {
    const se = Math.sqrt(covariance[i * p + i]!);
    const own = df[i] ?? null;
    const statistic = estimate / se;
    const size = Math.abs(statistic);
    const quantile =
      own === null ? normalQuantile(0.5 + level / 2) : own > 0 ? studentQuantile(0.5 + level / 2, own) : NaN;
    return {
      name: names[i]!,
      estimate,
      se,
      statistic,
      df: own,
      p: Math.min(1, 2 * (own === null ? normalAbove(size) : own > 0 ? studentAbove(size, own) : NaN)),
      ci: [estimate - quantile * se, estimate + quantile * se],
    };
  });
}

function componentsOf(data: MultilevelData, fit: MixedFit): Component[] {
  return data.random.map((term, t) => {
    const { variances, correlations } = fit.components[t]!;
    const structure = term.levels ? (term.structure ?? "CS") : ("intercept" as const);
    const levels = term.levels ? ordered(term.levels) : [];
    const least = structure === "CS" || structure === "HCS" ? -1 / Math.max(1, levels.length - 1) : -1;
    return {
      name: term.name,
      structure,
      groups: new Set(term.groups).size,
      levels,
      variances,
      correlations,
      boundary:
        variances.some((v) => v === 0) || correlations.some((rho) => rho > 1 - 1e-6 || rho < least + 1e-6),
    };
  });
}

const isIntercept = (values: readonly number[]): boolean => values.every((value) => value === 1);

function omnibus(fit: MixedFit, data: MultilevelData, df: number | null): MultilevelAnswer["QM"] {
  const p = fit.beta.length;
  const tested = data.columns.flatMap(({ values }, i) => (isIntercept(values) && p > 1 ? [] : [i]));
  if (p === 1 && isIntercept(data.columns[0]!.values)) return null;
  const m = tested.length;
  const part = Float64Array.from({ length: m * m }, (_, at) => {
    const [i, j] = [tested[Math.floor(at / m)]!, tested[at % m]!];
    return fit.covariance[i * p + j]!;
  });
  const inverse = inverseOf(part, m);
  if (!inverse) return null;
  let statistic = 0;
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++)
      statistic += fit.beta[tested[i]!]! * inverse[i * m + j]! * fit.beta[tested[j]!]!;
  if (df === null) return { statistic, df: m, df2: null, p: chiSquareAbove(statistic, m) };
  return { statistic: statistic / m, df: m, df2: df, p: df > 0 ? fisherAbove(statistic / m, m, df) : NaN };
}

// Typical error variance (k − p)/tr(P), P = V⁻¹ − V⁻¹X(X'V⁻¹X)⁻¹X'V⁻¹: Higgins and Thompson (2002), equation 9, for
// several levels as on metafor's page on I² for multilevel models.
function heterogeneity(
  fit: MixedFit,
  data: MultilevelData,
  known: Likelihood,
  options: MultilevelOptions,
): Pick<MultilevelAnswer, "I2" | "prediction" | "predictionDf"> {
  const { model } = fit;
  const { k, p, x } = model;
  const single = fit.components.every(({ variances }) => variances.length === 1);
  const fixed = known.evaluate(new Float64Array(0));
  if (!single || !fixed || k === p) return { I2: null, prediction: null, predictionDf: null };
  let trace = 0;
  model.blocks.forEach(({ rows }, b) => {
    const n = rows.length;
    const weight = fixed.weights[b]!;
    const wx = new Float64Array(n * p);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        for (let a = 0; a < p; a++) wx[i * p + a]! += weight[i * n + j]! * x[rows[j]! * p + a]!;
    for (let i = 0; i < n; i++) {
      trace += weight[i * n + i]!;
      for (let a = 0; a < p; a++)
        for (let c = 0; c < p; c++) trace -= wx[i * p + a]! * fixed.covariance[a * p + c]! * wx[i * p + c]!;
    }
  });
  const between = fit.components.map(({ variances }) => variances[0]!);
  const all = between.reduce((sum, v) => sum + v, 0);
  const total = all + (k - p) / trace;
  const df = options.test === "t" ? k - p : null;
  const quantile =
    df === null ? normalQuantile(0.5 + options.level / 2) : studentQuantile(0.5 + options.level / 2, df);
  const half = quantile * Math.sqrt(fit.covariance[0]! + all);
  const alone = p === 1 && isIntercept(data.columns[0]!.values);
  return {
    I2: data.random.map(({ name }, t) => ({ name, percent: (100 * between[t]!) / total })),
    prediction: alone ? [fit.beta[0]! - half, fit.beta[0]! + half] : null,
    predictionDf: alone ? df : null,
  };
}
