import type { Plan } from "../delivery/delivery.ts";
import type { indications, jurisdictions, phases, routes } from "../knowledge/knowledge.ts";
import type { Amount, DoseRate, Hours, Quantity } from "../quantity/quantity.ts";

/** Who is treated, as far as it is known. */
export interface Patient {
  /** Age in hours, as all times; undefined where no birth date was given. */
  readonly age?: Hours;
  readonly opioid: "naive" | "tolerant" | "unknown";
  readonly conditions: readonly string[];
  readonly cosedatives: readonly string[];
}

/** What is checked: a plan for a patient, beside what ran before. */
export interface Case {
  readonly route: (typeof routes)[number];
  readonly indication: (typeof indications)[number];
  readonly jurisdiction: (typeof jurisdictions)[number];
  readonly phase: (typeof phases)[number];
  readonly patient: Patient;
  readonly plan: Plan;
  readonly before?: { readonly plan: Plan; readonly hoursAgo: Hours };
  /** A screening or trial bolus. */
  readonly trial?: { readonly drug: string; readonly amount: Amount; readonly written: Quantity<"amount"> };
}

/** One drug of the case: what it gets, and what it got. */
export interface DrugCase {
  readonly drug: string;
  /** True for the drug that the dose was entered for; the others follow it. */
  readonly primary: boolean;
  readonly daily: DoseRate;
  /** With every allotted bolus taken. */
  readonly worstDaily: DoseRate;
  /** The daily dose exactly as written, where the program states it for this drug. */
  readonly written?: Quantity<"doseRate">;
  readonly before?: DoseRate;
}
