import { normalBelow, normalDensity } from "../../evidence/evidence.ts";
import type { Volume } from "../../quantity/quantity.ts";

/** What is known of delivered over programmed volume, as a normal distribution. */
export interface Ratio {
  readonly mean: number;
  readonly sd: number;
}

/** One period between two refills, as measured. */
export interface Period {
  /** What the pump was told to deliver. */
  readonly programmed: Volume;
  readonly filled: Volume;
  readonly aspirated: Volume;
}

/** Standard deviations of the two volumes that are measured. */
export interface MeasurementError {
  readonly filled: Volume;
  readonly aspirated: Volume;
}

/**
 * True where nothing came out, or no more than a reading may be off when the program asked for the whole fill (INC-1):
 * what was asked of the pump is then known, what it would have delivered only from below.
 */
export const ranDry = ({ programmed, aspirated, filled }: Period, error: MeasurementError): boolean =>
  filled > 0 && (aspirated === 0 || (programmed >= filled && aspirated <= 3 * error.aspirated));

/** Variance of filled − aspirated. */
export const varianceOf = ({ filled, aspirated }: MeasurementError): number =>
  filled * filled + aspirated * aspirated;

/**
 * Filled − aspirated = ratio × programmed + error, both normal: the conjugate normal update (Gelman et al. 2013, §2.5,
 * with programmed volume as the regressor). A period that ended dry says only that at least the fill was asked for:
 * the posterior's exact mean and variance, kept as a normal (Rasmussen & Williams 2006, eq. 3.85 to 3.87).
 */
export function learn(prior: Ratio, periods: readonly Period[], error: MeasurementError): Ratio {
  const variance = varianceOf(error);
  let precision = 1 / (prior.sd * prior.sd);
  let weighted = prior.mean * precision;
  for (const period of periods) {
    if (ranDry(period, error)) continue;
    precision += (period.programmed * period.programmed) / variance;
    weighted += (period.programmed * (period.filled - period.aspirated)) / variance;
  }
  const measured = { mean: weighted / precision, sd: Math.sqrt(1 / precision) };
  return periods
    .filter((period) => ranDry(period, error))
    .reduce((known, period) => atLeast(known, period, variance), measured);
}

function atLeast({ mean, sd }: Ratio, { programmed, filled }: Period, variance: number): Ratio {
  const spread = Math.sqrt(variance + sd * sd * programmed * programmed);
  const z = (mean * programmed - filled) / spread;
  const below = normalBelow(z);
  // So far in the tail that the quotient is 0/0: its limit is −z.
  const mills = below > 0 ? normalDensity(z) / below : -z;
  const gain = (sd * sd * programmed) / spread;
  return {
    mean: mean + gain * mills,
    sd: Math.sqrt(Math.max(0, sd * sd - gain * gain * mills * (z + mills))),
  };
}
