import type { Limit } from "../knowledge/knowledge.ts";
import { inward } from "../quantity/quantity.ts";
import type { Case } from "./case.ts";

const year = inward({ value: 1, unit: "a" }, "time");

/** Whether a limit that speaks of some speaks of this one; one that names none speaks of all. */
export const holds = <T>(list: readonly T[] | undefined, value: T): boolean =>
  !list || list.length === 0 || list.includes(value);

/** Whether a limit speaks of this case: route, indication, phase, jurisdiction, opioid status, age, company. */
export function applies(
  limit: Limit,
  { route, indication, phase, jurisdiction, patient, plan }: Case,
): boolean {
  const company = plan.solution.map(({ drug }) => drug);
  return (
    holds(limit.routes, route) &&
    holds(limit.indications, indication) &&
    holds(limit.phases, phase) &&
    holds(limit.jurisdictions, jurisdiction) &&
    // Where the opioid status is unknown, the limits for naive and for tolerant patients both speak.
    (!limit.opioid || patient.opioid === "unknown" || limit.opioid === patient.opioid) &&
    ageFits(limit, patient.age) &&
    (!limit.together || limit.together.length === 0 || limit.together.some((drug) => company.includes(drug)))
  );
}

/** Limits for children are left out where no age is known; the check says that an adult was assumed. */
function ageFits({ ages }: Limit, age: number | undefined): boolean {
  if (!ages) return true;
  if (age === undefined) return ages.below === undefined;
  return (
    (ages.from === undefined || age >= ages.from * year) &&
    (ages.below === undefined || age < ages.below * year)
  );
}
