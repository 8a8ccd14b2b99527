/**
 * Bayesian meta-analysis of normal estimates with normal true effects, by exact numerical integration over tau: no
 * sampling, no seed (Röver 2020, Journal of Statistical Software 93(6), sections 2.4 to 2.6).
 */
import { above, type Belief, below, type Mixture, moments, quantile } from "./mixture.ts";
import { type MuPrior, type Posterior, posteriorOf, type TauPrior, tauQuantile } from "./posterior.ts";

export type { Belief } from "./mixture.ts";
export type { MuPrior, TauPrior } from "./posterior.ts";

export interface BayesOptions {
  readonly tau: TauPrior;
  readonly mu: MuPrior;
  readonly level: number;
  /** Effects whose being exceeded, or not reached, matters. */
  readonly thresholds: readonly number[];
}

/** The probabilities on either side of a threshold, for the mean effect and for the effect in a new trial. */
export interface Beyond {
  readonly threshold: number;
  readonly mean: { readonly below: number; readonly above: number };
  readonly newTrial: { readonly below: number; readonly above: number };
}

export interface BayesAnswer {
  readonly k: number;
  readonly mu: Belief;
  readonly tau: Belief & { readonly mode: number };
  /** The true effect in a new trial. */
  readonly prediction: Belief;
  /** The true effect of each trial, drawn toward the mean. */
  readonly shrinkage: readonly Belief[];
  readonly beyond: readonly Beyond[];
  readonly logMarginal: number | null;
  /** Moments that do not exist under a heavy-tailed prior with so few trials. */
  readonly infinite: readonly ("mu.sd" | "tau.mean" | "tau.sd" | "mu.mean")[];
}

/** The posterior of everything that is asked. */
export function bayes(yi: readonly number[], vi: readonly number[], options: BayesOptions): BayesAnswer {
  const posterior = posteriorOf(yi, vi, options.tau, options.mu);
  const infinite = infiniteMoments(yi.length, options);
  const { tau, share, mean, variance } = posterior;
  const muMixture: Mixture = { share, mean, variance };
  const newTrial: Mixture = { share, mean, variance: variance.map((v, i) => v + tau[i]! ** 2) };
  const heavyMean = infinite.includes("mu.mean");
  const heavySd = infinite.includes("mu.sd");
  return {
    k: yi.length,
    mu: beliefOf(muMixture, options.level, heavyMean, heavySd),
    tau: tauBelief(posterior, options.level, infinite),
    prediction: beliefOf(newTrial, options.level, heavyMean, heavySd || infinite.includes("tau.sd")),
    shrinkage: yi.map((y, i) => beliefOf(shrunk(posterior, y, vi[i]!), options.level, false, false)),
    beyond: options.thresholds.map((threshold) => ({
      threshold,
      mean: { below: below(muMixture, threshold), above: above(muMixture, threshold) },
      newTrial: { below: below(newTrial, threshold), above: above(newTrial, threshold) },
    })),
    logMarginal: posterior.logMarginal,
    infinite,
  };
}

function beliefOf(mixture: Mixture, level: number, noMean: boolean, noSd: boolean): Belief {
  const { mean, sd } = moments(mixture);
  return {
    mean: noMean ? null : mean,
    sd: noMean || noSd ? null : sd,
    median: quantile(mixture, 0.5),
    ci: [quantile(mixture, 0.5 - level / 2), quantile(mixture, 0.5 + level / 2)],
  };
}

// Given tau: b·y + (1 − b)·mean with b = tau²/(tau² + v), variance b·v + (1 − b)²·var(mean).
function shrunk({ tau, share, mean, variance }: Posterior, y: number, v: number): Mixture {
  const own = tau.map((t) => (t * t) / (t * t + v));
  return {
    share,
    mean: own.map((b, i) => b * y + (1 - b) * mean[i]!),
    variance: own.map((b, i) => b * v + (1 - b) ** 2 * variance[i]!),
  };
}

function tauBelief(
  posterior: Posterior,
  level: number,
  infinite: BayesAnswer["infinite"],
): BayesAnswer["tau"] {
  const { tau, share } = posterior;
  const mean = share.reduce((sum, w, i) => sum + w * tau[i]!, 0);
  const sd = Math.sqrt(share.reduce((sum, w, i) => sum + w * (tau[i]! - mean) ** 2, 0));
  return {
    mean: infinite.includes("tau.mean") ? null : mean,
    sd: infinite.includes("tau.sd") ? null : sd,
    median: tauQuantile(posterior, 0.5),
    ci: [tauQuantile(posterior, 0.5 - level / 2), tauQuantile(posterior, 0.5 + level / 2)],
    mode: posterior.mode,
  };
}

// The tail of tau falls as tau^−e: e = 2 for the half-Cauchy, plus k − 1 from the data (k with a proper mean).
function infiniteMoments(k: number, { tau, mu }: BayesOptions): BayesAnswer["infinite"] {
  if (tau.kind !== "half-cauchy") return [];
  const fall = 2 + (mu ? k : k - 1);
  return [
    ...(fall <= 2 ? (["tau.mean"] as const) : []),
    ...(fall <= 3 ? (["tau.sd"] as const) : []),
    ...(!mu && fall <= 2 ? (["mu.mean"] as const) : []),
    ...(!mu && fall <= 3 ? (["mu.sd"] as const) : []),
  ];
}
