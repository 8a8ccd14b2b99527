/** From the analysis scale back to what readers know, as metafor's `transf` functions do. */
import { familyOf, isRatio, type Measure } from "./effect.ts";

/** Miller (1978): the proportion behind a Freeman-Tukey double arcsine of n persons; between 0 and 1 at its ends. */
function freemanTukey(x: number, n: number): number {
  const doubleArcsine = (events: number): number =>
    (Math.asin(Math.sqrt(events / (n + 1))) + Math.asin(Math.sqrt((events + 1) / (n + 1)))) / 2;
  if (x <= doubleArcsine(0)) return 0;
  if (x >= doubleArcsine(n)) return 1;
  const sine = Math.sin(2 * x);
  const inner = 1 - (sine + (sine - 1 / sine) / n) ** 2;
  return (1 - Math.sign(Math.cos(2 * x)) * Math.sqrt(Math.max(0, inner))) / 2;
}

function arcsine(x: number): number {
  if (x <= 0) return 0;
  return x >= Math.PI / 2 ? 1 : Math.sin(x) ** 2;
}

const inverses: Partial<Readonly<Record<Measure, (value: number, n: number) => number>>> = {
  PLN: Math.exp,
  PLO: (value) => 1 / (1 + Math.exp(-value)),
  PAS: arcsine,
  PFT: freemanTukey,
  ZCOR: Math.tanh,
  MNLN: Math.exp,
  SDLN: Math.exp,
  AHW: (value) => 1 - (1 - value) ** 3,
  ABT: (value) => 1 - Math.exp(-value),
};

/** Whether studies have one group, and so nothing that a result is compared with. */
export const hasOneGroup = (measure: Measure): boolean =>
  ["proportion", "singleMean", "reliability"].includes(familyOf[measure]);

/** Whether a measure is pooled on another scale than it is read on: ratios and all that are transformed. */
export const isTransformed = (measure: Measure): boolean => isRatio(measure) || measure in inverses;

/**
 * How a measure's values are read: each as it is, where nothing was transformed. Of Freeman-Tukey proportions `sizes` are
 * the persons of the studies behind the value, of which the harmonic mean stands for n.
 */
export function naturalOf(measure: Measure, sizes: readonly number[] = []): (value: number) => number {
  if (isRatio(measure)) return Math.exp;
  const back = inverses[measure];
  if (!back) return (value) => value;
  const n = sizes.length / sizes.reduce((sum, size) => sum + 1 / size, 0);
  return (value) => back(value, n);
}
