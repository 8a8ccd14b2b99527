import { type NetworkArm, grouped } from "./contrasts.ts";

/** The scales on which arms of a network can be compared, under metafor's names. */
export const networkMeasures = ["OR", "RR", "RD", "IRR", "MD"] as const;
export type NetworkMeasure = (typeof networkMeasures)[number];

/** One arm as extracted: events of n, events in a time, or a mean. */
export interface RawArm {
  readonly study: string;
  readonly treatment: string;
  readonly xi?: number;
  readonly ni?: number;
  readonly ti?: number;
  readonly mi?: number;
  readonly sdi?: number;
}

/** Arms on the analysis scale, the studies that say nothing about a ratio, and those with a continuity correction. */
export interface ReadArms {
  readonly arms: readonly NetworkArm[];
  readonly dropped: readonly string[];
  readonly corrected: readonly string[];
}

/** Where 0.5 is added to both cells of an arm: in studies with a zero or full arm, in all, in none. */
export type Correction = "only0" | "all" | "none";

/**
 * Each arm's own estimate. For ratios, studies without any event (for OR also without any non-event) are dropped, and
 * 0.5 is added in every arm of a study with a zero or full arm, as the convention for arm-based networks is.
 */
export function armsOf(
  measure: NetworkMeasure,
  raw: readonly RawArm[],
  correction: Correction = "only0",
): ReadArms {
  const dropped: string[] = [];
  const corrected: string[] = [];
  const arms = [...grouped(raw, ({ study }) => study)].flatMap(([study, own]) => {
    if (measure === "MD") return own.map((arm) => estimated(arm, arm.mi!, arm.sdi! ** 2 / arm.ni!));
    if (measure !== "RD") {
      const silent =
        own.every(({ xi }) => xi === 0) || (measure === "OR" && own.every(({ xi, ni }) => xi === ni));
      if (silent) {
        dropped.push(study);
        return [];
      }
    }
    const extreme = own.some(({ xi, ni }) => xi === 0 || (measure !== "IRR" && xi === ni));
    const adds = correction === "all" || (correction === "only0" && extreme);
    if (adds) corrected.push(study);
    return own.map((arm) => binary(measure, arm, adds ? 0.5 : 0));
  });
  return { arms, dropped, corrected };
}

const estimated = ({ study, treatment }: RawArm, estimate: number, variance: number): NetworkArm => ({
  study,
  treatment,
  estimate,
  variance,
});

function binary(measure: "OR" | "RR" | "RD" | "IRR", arm: RawArm, add: number): NetworkArm {
  const x = arm.xi! + add;
  if (measure === "IRR") return estimated(arm, Math.log(x / arm.ti!), 1 / x);
  const n = arm.ni! + 2 * add;
  if (measure === "OR") return estimated(arm, Math.log(x / (n - x)), 1 / x + 1 / (n - x));
  if (measure === "RR") return estimated(arm, Math.log(x / n), 1 / x - 1 / n);
  // The correction enters the variance of a difference only: the difference itself is defined as it stands.
  return estimated(arm, arm.xi! / arm.ni!, ((x / n) * (1 - x / n)) / n);
}
