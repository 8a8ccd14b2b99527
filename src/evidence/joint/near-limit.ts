import {
  type Bounded,
  bounds,
  type Limit,
  library,
  type Study,
  type StudyArm,
} from "../../knowledge/knowledge.ts";
import { inward, type Locale } from "../../quantity/quantity.ts";
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

const boundOf = (limit: Limit): number => inward(limit.upper ?? limit.lower!, bounds[limit.bounds]);

/** Arms by how near they stand to a dose, or to a limit's bound where none is named, nearest first. */
export function besideLimit(drug: string, limit: Limit, locale: Locale, dose?: number): BesideLimit[] {
  const bound = boundOf(limit);
  const centre = dose !== undefined && dose > 0 ? dose : bound;
  return [...library.studies.values()]
    .filter(({ route }) => onRoute(limit, route))
    .flatMap((study) =>
      armsOf(study, locale).flatMap(({ arm, delivered }) => {
        const value = valueOf(limit.bounds, drug, arm, delivered);
        return value !== undefined && value > 0
          ? [{ study, arm, value, ratio: value / bound, delivered }]
          : [];
      }),
    )
    .sort((a, b) => Math.abs(Math.log(a.value / centre)) - Math.abs(Math.log(b.value / centre)));
}

const onRoute = ({ routes }: Limit, route: Study["route"]): boolean =>
  !routes || routes.length === 0 || routes.includes(route);

const armsOf = (study: Study, locale: Locale) => {
  const delivered = new Map(deliverArms(study, locale, []).map(({ arm }) => [arm.id, arm]));
  return study.arms
    .filter(({ role }) => role === "studied")
    .map((arm) => ({ arm, delivered: delivered.get(`${study.id}/${arm.id}`) }));
};

/** A limit beside an arm of a trial. */
export interface BesideArm {
  readonly drug: string;
  readonly limit: Limit;
  readonly arm: StudyArm;
  readonly ratio: number;
}

/** The limits that a trial's arms have a number for, the nearest first; each limit once. */
export function besideStudy(study: Study, locale: Locale): BesideArm[] {
  const arms = armsOf(study, locale);
  const found = [...library.drugs].flatMap(([drug, { limits }]) =>
    limits.flatMap((limit) =>
      (limit.upper ?? limit.lower) && onRoute(limit, study.route)
        ? arms.flatMap(({ arm, delivered }) => {
            const value = valueOf(limit.bounds, drug, arm, delivered);
            return value !== undefined && value > 0
              ? [{ drug, limit, arm, ratio: value / boundOf(limit) }]
              : [];
          })
        : [],
    ),
  );
  const seen = new Set<string>();
  return found
    .sort((a, b) => Math.abs(Math.log(a.ratio)) - Math.abs(Math.log(b.ratio)))
    .filter(({ limit: { id } }) => !seen.has(id) && seen.add(id));
}

/** Ids of the limits that some trial's arm has a number for. */
export const limitsBesideTrials = (): ReadonlySet<string> =>
  new Set(
    [...library.studies.values()].flatMap((study) =>
      besideStudy(study, "en-US").map(({ limit }) => limit.id),
    ),
  );
