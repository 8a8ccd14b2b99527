/**
 * Network meta-analysis of contrasts (Lu and Ades 2006; White and others 2012): treatments that were compared directly
 * and through others, weighed at once. Multi-arm trials keep the covariance of their shared arm; random effects are of
 * one size in all comparisons, correlated by one half within a trial.
 */
import {
  chiSquareAbove,
  normalAbove,
  normalQuantile,
  studentQuantile,
} from "../distribution/distribution.ts";
import type { MixedFit } from "../multilevel/fit.ts";
import { type Contrasts, grouped, type NetworkContrast } from "./contrasts.ts";
import { designTest, type DesignTest } from "./design.ts";
import { designOf, fitNetwork, type NetworkMethod } from "./fit.ts";
import type { Watch } from "../subsets/subsets.ts";
import { type NodeSplit, splits } from "./split.ts";

export { armsOf, type NetworkMeasure, networkMeasures, type RawArm, type ReadArms } from "./arms.ts";
export {
  type Contrasts,
  contrastsOf,
  contrastsOfPairs,
  type NetworkArm,
  type NetworkContrast,
  partsOf,
} from "./contrasts.ts";
export type { DesignTest } from "./design.ts";
export type { NetworkMethod } from "./fit.ts";
export type { NodeSplit } from "./split.ts";

/** One treatment against another; `prediction` is for the effect in a new trial. */
export interface Comparison {
  readonly base: string;
  readonly treatment: string;
  readonly estimate: number;
  readonly se: number;
  readonly statistic: number;
  readonly p: number;
  readonly ci: readonly [number, number];
  readonly prediction: readonly [number, number] | null;
  /** Trials that compared the two, and what they alone say. */
  readonly trials: number;
  readonly direct: {
    readonly estimate: number;
    readonly se: number;
    readonly ci: readonly [number, number];
  } | null;
}

export interface NetworkAnswer {
  readonly treatments: readonly string[];
  readonly reference: string;
  readonly studies: number;
  readonly contrasts: number;
  /** Each treatment against the reference. */
  readonly effects: readonly Comparison[];
  /** Every pair, `league[i][j]` being treatment i against treatment j. */
  readonly league: readonly (readonly (Comparison | null)[])[];
  readonly tau2: number;
  readonly tau: number;
  readonly logLikelihood: number;
  readonly Q: number;
  readonly Qdf: number;
  readonly Qp: number;
  readonly I2: number;
  /** Degrees of freedom of the prediction intervals: trials less free treatments less one. */
  readonly predictionDf: number | null;
  /** Rücker and Schwarzer's P-score of each treatment, 1 for the surely best; larger effects are better unless said. */
  readonly pScores: readonly number[];
  readonly inconsistency: DesignTest;
  readonly nodeSplits: readonly NodeSplit[];
  /** True where the splits were stopped before their end. */
  readonly stopped: boolean;
  readonly edges: readonly { readonly from: string; readonly to: string; readonly trials: number }[];
}

export interface NetworkOptions extends Watch {
  readonly reference: string;
  readonly method: NetworkMethod;
  readonly level: number;
  readonly better: "larger" | "smaller";
  readonly split: boolean;
}

/** Fits the network. The contrasts must connect all treatments. */
export function network(
  contrasts: Contrasts,
  treatments: readonly string[],
  options: NetworkOptions,
): NetworkAnswer | undefined {
  const { rows } = contrasts;
  const others = treatments.filter((treatment) => treatment !== options.reference);
  const design = designOf(rows, others);
  const fixed = fitNetwork(contrasts, design, others.length, "common");
  const fit =
    options.method === "common" ? fixed : fitNetwork(contrasts, design, others.length, options.method);
  if (!fixed || !fit) return undefined;
  const tau2 = options.method === "common" ? 0 : fit.components[0]!.variances[0]!;
  const studies = new Set(rows.map(({ study }) => study)).size;
  const Qdf = rows.length - others.length;
  const predictionDf = options.method === "common" ? null : studies - others.length - 1;
  const compare = comparer(fit, others, tau2, predictionDf, options.level);
  const direct = directEvidence(contrasts, tau2, options.level);
  const league = treatments.map((treatment) =>
    treatments.map((base) =>
      treatment === base ? null : { ...compare(base, treatment), ...direct(base, treatment) },
    ),
  );
  const at = treatments.indexOf(options.reference);
  const split = options.split ? splits(contrasts, treatments, options, fit) : { done: [], stopped: false };
  return {
    treatments,
    reference: options.reference,
    studies,
    contrasts: rows.length,
    effects: treatments.flatMap((_, i) => league[i]![at] ?? []),
    league,
    tau2,
    tau: Math.sqrt(tau2),
    logLikelihood: fit.logLikelihood,
    Q: fixed.quadratic,
    Qdf,
    Qp: Qdf > 0 ? chiSquareAbove(fixed.quadratic, Qdf) : 1,
    I2: Qdf > 0 ? Math.max(0, (100 * (fixed.quadratic - Qdf)) / fixed.quadratic) : 0,
    predictionDf: predictionDf !== null && predictionDf > 0 ? predictionDf : null,
    pScores: pScoresOf(league, options.better),
    inconsistency: designTest(contrasts, treatments, options.method),
    nodeSplits: split.done,
    stopped: split.stopped,
    edges: edgesOf(rows),
  };
}

function comparer(
  fit: MixedFit,
  others: readonly string[],
  tau2: number,
  predictionDf: number | null,
  level: number,
): (base: string, treatment: string) => Omit<Comparison, "trials" | "direct"> {
  const p = others.length;
  const place = new Map(others.map((treatment, i) => [treatment, i]));
  const quantile = normalQuantile(0.5 + level / 2);
  const effect = (name: string): number => (place.has(name) ? fit.beta[place.get(name)!]! : 0);
  const covariance = (a: string, b: string): number =>
    place.has(a) && place.has(b) ? fit.covariance[place.get(a)! * p + place.get(b)!]! : 0;
  return (base, treatment) => {
    const estimate = effect(treatment) - effect(base);
    const variance =
      covariance(treatment, treatment) + covariance(base, base) - 2 * covariance(base, treatment);
    const se = Math.sqrt(variance);
    const half =
      predictionDf !== null && predictionDf > 0
        ? studentQuantile(0.5 + level / 2, predictionDf) * Math.sqrt(variance + tau2)
        : undefined;
    return {
      base,
      treatment,
      estimate,
      se,
      statistic: estimate / se,
      p: Math.min(1, 2 * normalAbove(Math.abs(estimate / se))),
      ci: [estimate - quantile * se, estimate + quantile * se],
      prediction: half === undefined ? null : [estimate - half, estimate + half],
    };
  };
}

// Trials that compared the two, pooled with the network's own tau².
function directEvidence(
  contrasts: Contrasts,
  tau2: number,
  level: number,
): (base: string, treatment: string) => Pick<Comparison, "trials" | "direct"> {
  const trials = [
    ...grouped(
      contrasts.rows.map((row, i) => ({ row, i })),
      ({ row }) => row.study,
    ).values(),
  ];
  const covariance = new Map(
    contrasts.covariances.map(({ row, column, value }) => [`${row} ${column}`, value]),
  );
  const between = (i: number, j: number): number =>
    covariance.get(`${i} ${j}`) ?? covariance.get(`${j} ${i}`) ?? 0;
  const quantile = normalQuantile(0.5 + level / 2);
  return (base, treatment) => {
    let [weights, sum, count] = [0, 0, 0];
    for (const own of trials) {
      const commonBase = own[0]!.row.base;
      const to = own.find(({ row }) => row.treatment === treatment);
      const from = own.find(({ row }) => row.treatment === base);
      if ((!to && treatment !== commonBase) || (!from && base !== commonBase)) continue;
      const y = (to?.row.yi ?? 0) - (from?.row.yi ?? 0);
      const v = (to?.row.vi ?? 0) + (from?.row.vi ?? 0) - (to && from ? 2 * between(to.i, from.i) : 0);
      weights += 1 / (v + tau2);
      sum += y / (v + tau2);
      count += 1;
    }
    if (count === 0) return { trials: 0, direct: null };
    const [estimate, se] = [sum / weights, Math.sqrt(1 / weights)];
    return {
      trials: count,
      direct: { estimate, se, ci: [estimate - quantile * se, estimate + quantile * se] },
    };
  };
}

// Rücker and Schwarzer (2015), equation 3: the mean probability of being better than each competitor.
function pScoresOf(league: NetworkAnswer["league"], better: "larger" | "smaller"): number[] {
  const sign = better === "larger" ? 1 : -1;
  return league.map((row) => {
    const against = row.flatMap((pair) => (pair ? [normalAbove((-sign * pair.estimate) / pair.se)] : []));
    return against.reduce((sum, p) => sum + p, 0) / against.length;
  });
}

function edgesOf(rows: readonly NetworkContrast[]): { from: string; to: string; trials: number }[] {
  const count = new Map<string, { from: string; to: string; trials: number }>();
  for (const own of grouped([...rows], ({ study }) => study).values()) {
    const arms = [own[0]!.base, ...own.map(({ treatment }) => treatment)];
    arms.forEach((a, i) => {
      for (const b of arms.slice(i + 1)) {
        const [from, to] = a < b ? [a, b] : [b, a];
        const key = JSON.stringify([from, to]);
        const edge = count.get(key) ?? { from, to, trials: 0 };
        edge.trials += 1;
        count.set(key, edge);
      }
    });
  }
  return [...count.values()];
}
