/** The estimators of the between-study variance tau2 by metafor's names. */
import { maximumLikelihood } from "./likelihood.ts";
import { type Between, derSimonianLaird, hedgesOlkin, hunterSchmidt, sidikJonkman } from "./moments.ts";
import { pauleMandel } from "./paule-mandel.ts";
import { type Problem, weigh } from "./problem.ts";

function restricted(problem: Problem): Between {
  const tau2 = maximumLikelihood(problem, true);
  return { tau2, se: Math.sqrt(2 / weigh(problem, tau2).trPP) };
}

function unrestricted(problem: Problem): Between {
  const tau2 = maximumLikelihood(problem, false);
  return { tau2, se: Math.sqrt(2 / weigh(problem, tau2).sumW2) };
}

/** The standard error is that of Morris (1983), which takes tr P for its (k - p)/k of the sum of weights, as metafor. */
function moment(problem: Problem): Between {
  const { k, p } = problem;
  const tau2 = pauleMandel(problem);
  return { tau2, se: (Math.sqrt(2 / (k - p)) * k) / weigh(problem, tau2).sumW };
}

/** One line an estimator. EE is the model without heterogeneity. */
export const estimators = {
  EE: () => ({ tau2: 0, se: Number.NaN }),
  DL: derSimonianLaird,
  HE: hedgesOlkin,
  HS: (problem) => hunterSchmidt(problem, false),
  HSk: (problem) => hunterSchmidt(problem, true),
  SJ: sidikJonkman,
  ML: unrestricted,
  REML: restricted,
  EB: moment,
  PM: moment,
} as const satisfies Readonly<Record<string, (problem: Problem) => Between>>;

export type Method = keyof typeof estimators;
export const methods = Object.keys(estimators) as readonly Method[];

/** Estimates tau2; with k = p nothing is left to estimate it from, and it is 0. */
export function estimateBetween(problem: Problem, method: Method): Between {
  if (problem.k <= problem.p) return { tau2: 0, se: Number.NaN };
  return estimators[method](problem);
}
