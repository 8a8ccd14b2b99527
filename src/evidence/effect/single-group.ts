/** Measures of one group under metafor's names: correlations, proportions, means, reliabilities. */
import {
  type Correlation,
  defined,
  type Effect,
  type Proportion,
  type Reliability,
  type SingleMean,
} from "./study.ts";

/** The measures of a correlation. */
export const correlationMeasures = {
  COR: ({ ri, ni }) => defined(ri, (1 - ri ** 2) ** 2 / (ni - 1)),
  ZCOR: ({ ri, ni }) => (ni > 3 ? defined(Math.atanh(ri), 1 / (ni - 3)) : null),
} as const satisfies Readonly<Record<string, (study: Correlation) => Effect | null>>;

/** 1/2 added to events and to non-events where either is none. */
const filled = ({ xi, ni }: Proportion): Proportion =>
  xi === 0 || xi === ni ? { xi: xi + 0.5, ni: ni + 1 } : { xi, ni };

function raw(study: Proportion): Effect | null {
  const { xi, ni } = filled(study);
  return defined(xi / ni, (xi * (ni - xi)) / ni ** 3);
}

function log(study: Proportion): Effect | null {
  const { xi, ni } = filled(study);
  return defined(Math.log(xi / ni), 1 / xi - 1 / ni);
}

function logit(study: Proportion): Effect | null {
  const { xi, ni } = filled(study);
  return defined(Math.log(xi / (ni - xi)), 1 / xi + 1 / (ni - xi));
}

/** The measures of a proportion; PFT is the double arcsine of Freeman and Tukey (1950). */
export const proportionMeasures = {
  PR: raw,
  PLN: log,
  PLO: logit,
  PAS: ({ xi, ni }) => defined(Math.asin(Math.sqrt(xi / ni)), 1 / (4 * ni)),
  PFT: ({ xi, ni }) =>
    defined(
      (Math.asin(Math.sqrt(xi / (ni + 1))) + Math.asin(Math.sqrt((xi + 1) / (ni + 1)))) / 2,
      1 / (4 * ni + 2),
    ),
} as const satisfies Readonly<Record<string, (study: Proportion) => Effect | null>>;

/** The measures of one mean and of one standard deviation. */
export const singleMeanMeasures = {
  MN: ({ mi, sdi, ni }) => defined(mi, sdi ** 2 / ni),
  MNLN: ({ mi, sdi, ni }) => defined(Math.log(mi), sdi ** 2 / (ni * mi ** 2)),
  SDLN: ({ sdi, ni }) => defined(Math.log(sdi) + 1 / (2 * (ni - 1)), 1 / (2 * (ni - 1))),
} as const satisfies Readonly<Record<string, (study: SingleMean) => Effect | null>>;

/** The measures of Cronbach's alpha: raw, and as transformed by Hakstian and Whalen (1976) and by Bonett (2002). */
export const reliabilityMeasures = {
  ARAW: ({ ai, mi, ni }) => defined(ai, (2 * mi * (1 - ai) ** 2) / ((mi - 1) * (ni - 2))),
  AHW: ({ ai, mi, ni }) =>
    defined(
      1 - Math.cbrt(1 - ai),
      (18 * mi * (ni - 1) * Math.cbrt(1 - ai) ** 2) / ((mi - 1) * (9 * ni - 11) ** 2),
    ),
  ABT: ({ ai, mi, ni }) => defined(-Math.log(1 - ai), (2 * mi) / ((mi - 1) * (ni - 2))),
} as const satisfies Readonly<Record<string, (study: Reliability) => Effect | null>>;
