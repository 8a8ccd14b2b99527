/** Effect sizes under metafor's measure names. Which numbers a measure needs is its family. */
import { meanMeasures } from "./means.ts";
import { hazardRatio, published } from "./published.ts";
import { rateMeasures } from "./rates.ts";
import {
  correlationMeasures,
  proportionMeasures,
  reliabilityMeasures,
  singleMeanMeasures,
} from "./single-group.ts";
import { tableMeasures } from "./table.ts";

/** Measures by the numbers they are made of. */
export const families = {
  table: tableMeasures,
  rates: rateMeasures,
  means: meanMeasures,
  correlation: correlationMeasures,
  proportion: proportionMeasures,
  singleMean: singleMeanMeasures,
  reliability: reliabilityMeasures,
  hazard: { HR: hazardRatio, OE: hazardRatio },
  published: { GEN: published },
} as const;

/** The family of numbers that a measure is computed from. */
export type Family = keyof typeof families;

/** metafor's names of all measures, and HR, OE, GEN. */
export type Measure = { [F in Family]: keyof (typeof families)[F] }[Family];

/** Every measure with its family. */
export const familyOf = Object.fromEntries(
  Object.entries(families).flatMap(([family, measures]) =>
    Object.keys(measures).map((measure) => [measure, family as Family]),
  ),
) as Readonly<Record<Measure, Family>>;

export const measures = Object.keys(familyOf) as readonly Measure[];

/** Measures analysed on the log scale: what is shown is their antilogarithm. */
const ratios: ReadonlySet<Measure> = new Set<Measure>([
  "RR",
  "OR",
  "PETO",
  "IRR",
  "ROM",
  "VR",
  "CVR",
  "HR",
  "OE",
]);

/** True where estimates are logarithms of ratios. */
export const isRatio = (measure: Measure): boolean => ratios.has(measure);
