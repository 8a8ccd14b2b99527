import { normalBelow, normalQuantile } from "../../evidence/evidence.ts";
import type { Volume } from "../../quantity/quantity.ts";
import type { Ratio } from "./ratio.ts";

/** A fill: what was put in, with the standard deviation of that, and what is known of the pump that delivers it. */
export interface Emptying {
  readonly filled: Volume;
  readonly error: Volume;
  readonly ratio: Ratio;
}

/** The chance that the reservoir is empty once so much has been programmed: fill − ratio × programmed ≤ 0. */
export function emptyOnce(programmed: Volume, { filled, error, ratio }: Emptying): number {
  const spread = Math.hypot(error, ratio.sd * programmed);
  return normalBelow((ratio.mean * programmed - filled) / spread);
}

/**
 * The programmed volume at which the reservoir is empty with chance `p`: the quotient of two normals (Fieller 1954).
 * Undefined where the pump may never come to it.
 */
export function emptiedAt(p: number, { filled, error, ratio }: Emptying): Volume | undefined {
  const { mean, sd } = ratio;
  const z = normalQuantile(p);
  const slope = mean * mean - z * z * sd * sd;
  if (!(mean > 0 && slope > 0)) return undefined;
  const inner = mean * mean * error * error + sd * sd * filled * filled - z * z * sd * sd * error * error;
  return Math.max(0, (mean * filled + z * Math.sqrt(Math.max(0, inner))) / slope) as Volume;
}
