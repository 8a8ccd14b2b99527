import { type Bounded, type Limit, library, type Study, type StudyArm } from "../../knowledge/knowledge.ts";
import { inward, type Kind, type Locale } from "../../quantity/quantity.ts";
import { deliverArms, type TrialArm } from "./trial-arm.ts";

/** An arm beside a limit: its own number of that kind, and how many times the bound it is. */
export interface BesideLimit {
  readonly study: Study;
  readonly arm: StudyArm;
  /** In the coherent unit of the limit's kind. */
  readonly value: number;
  readonly ratio: number;
  readonly delivered: TrialArm | undefined;
}

/** A limit by its id, with the drug it belongs to. */
export function limitOf(id: string): { drug: string; limit: Limit } | undefined {
  for (const [drug, { limits }] of library.drugs)
    for (const limit of limits) if (limit.id === id) return { drug, limit };
  return undefined;
}

/** S-ketamine is held against the limits of ketamine, and named as what it is. */
const alike = (a: string, b: string): boolean =>
  a === b || [a, b].every((one) => one === "ketamine" || one === "esketamine");

/** What an arm gives, of the kind that a limit bounds; nothing where the arm has no such number. */
function valueOf(
  bounded: Bounded,
  drug: string,
  arm: StudyArm,
  delivered: TrialArm | undefined,
): number | undefined {
  if (bounded === "dailyDose" || bounded === "startingDose") {
    const daily = arm.daily?.find((one) => alike(one.drug, drug));
    return daily && inward(daily.dose, "doseRate");
  }
  if (!delivered || !alike(delivered.drug, drug)) return undefined;
  const { total, portions, sessions, weight } = delivered;
  if (bounded === "total") return total && total / Math.max(1, sessions);
  if (bounded === "ratePerWeight") {
    const rates = (portions ?? []).flatMap(({ from, until, amount }) =>
      until > from ? [amount / (until - from) / weight] : [],
    );
    return rates.length > 0 ? Math.max(...rates) : undefined;
  }
  if (bounded === "bolusPerWeight") {
    const boluses = (arm.regimen?.sessions ?? []).flatMap(({ bolus }) => {
      if (!bolus) return [];
      const { dose } = bolus;
      return "perWeight" in dose
        ? [inward(dose.perWeight, "amountPerWeight")]
        : [inward(dose.absolute, "amount") / weight];
    });
    return boluses.length > 0 ? Math.max(...boluses) : undefined;
  }
  return undefined;
}

/** Arms by how near they stand to a limit's bound, nearest first. */
export function besideLimit(drug: string, limit: Limit, kind: Kind, locale: Locale): BesideLimit[] {
  const bound = inward(limit.upper ?? limit.lower!, kind);
  const route = limit.routes?.[0];
  return [...library.studies.values()]
    .filter((study) => route === undefined || study.route === route)
    .flatMap((study) => {
      const delivered = new Map(deliverArms(study, locale, []).map(({ arm }) => [arm.id, arm]));
      return study.arms.flatMap((arm) => {
        const own = delivered.get(`${study.id}/${arm.id}`);
        const value = arm.role === "studied" ? valueOf(limit.bounds, drug, arm, own) : undefined;
        return value !== undefined && value > 0
          ? [{ study, arm, value, ratio: value / bound, delivered: own }]
          : [];
      });
    })
    .sort((a, b) => Math.abs(Math.log(a.ratio)) - Math.abs(Math.log(b.ratio)));
}
