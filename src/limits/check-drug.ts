import { day, nameOf } from "../delivery/delivery.ts";
import { bounds, library, type Limit } from "../knowledge/knowledge.ts";
import {
  type DoseRate,
  type Inward,
  type Kind,
  type Locale,
  outward,
  type Quantity,
  renderQuantity,
} from "../quantity/quantity.ts";
import { applies } from "./applies.ts";
import type { Case, DrugCase } from "./case.ts";
import type { Finding } from "./finding.ts";
import { sayFinding } from "./say-finding.ts";
import { sentencesIn } from "./sentences.ts";
import { mayBlock, type Measured, standTo } from "./stand.ts";

/**
 * Every limit of a listed drug that speaks of this case, with where the case stands to it. What one place reports of its
 * practice is kept in the data to show how editions differ, and is no limit.
 */
export function checkDrug(of: DrugCase, all: Case, locale: Locale, gaps: string[]): Finding[] {
  const drug = library.drugs.get(of.drug)!;
  const limits = drug.limits.filter((limit) => limit.authority !== "practice" && applies(limit, all));
  const findings = limits.flatMap((limit) => {
    const measured = measure(limit, of, all);
    return measured ? [toFinding(limit, measured, of, locale)] : [];
  });
  const say = sentencesIn(locale);
  const name = nameOf(of.drug, locale);
  for (const needed of ["dailyDose", "concentration"] as const) {
    if (!limits.some((limit) => limit.bounds === needed)) gaps.push(say.noLimit(name, say.bounds[needed]));
  }
  return findings;
}

// The heaviest 24 h of a constant flow part from its mean by a few rounding errors of a double.
const rounding = 1e-12;

interface Found extends Measured {
  readonly value: Inward<Kind>;
  /** Says more about the number than its name does, such as "if every allotted bolus is taken". */
  readonly worst?: boolean;
}

/** The number of the case that a limit bounds; undefined where the limit has nothing to say here. */
function measure(limit: Limit, of: DrugCase, all: Case): Found | undefined {
  const ingredient = all.plan.solution.find(({ drug }) => drug === of.drug)!;
  const change = of.before !== undefined && of.before > 0 ? of.daily / of.before - 1 : undefined;
  switch (limit.bounds) {
    case "dailyDose": {
      // Soft ranges speak of what is programmed; a maximum also of what the patient may call for.
      // Rounding must not pass for a bolus: the written dose would no longer be compared exactly.
      const worst = limit.force !== "range" && of.worstDaily > of.daily * (1 + rounding);
      return worst ? { value: of.worstDaily, worst } : { value: of.daily, written: of.written };
    }
    case "startingDose":
      return isStart(of, all) ? { value: of.daily, written: of.written } : undefined;
    case "concentration":
      return { value: ingredient.concentration };
    case "increase":
      return change !== undefined && change > 0 ? { value: change as Inward<Kind> } : undefined;
    case "decrease":
      return change !== undefined && change < 0 ? { value: -change as Inward<Kind> } : undefined;
    case "increaseBy":
      return change !== undefined && change > 0 ? { value: (of.daily - of.before!) as DoseRate } : undefined;
    case "interval":
      return all.before && change !== undefined && change !== 0 ? { value: all.before.hoursAgo } : undefined;
    case "age":
      return all.patient.age === undefined ? undefined : { value: all.patient.age };
    case "bolus":
      return all.trial?.drug === of.drug
        ? { value: all.trial.amount, written: all.trial.written }
        : undefined;
    case "patientBolusShare": {
      const { allowance } = all.plan;
      return allowance && of.daily > 0
        ? { value: ((allowance.volume * ingredient.concentration) / (of.daily * day)) as Inward<Kind> }
        : undefined;
    }
    case "bolusPerWeight":
    case "ratePerWeight":
    case "total":
      return undefined;
    default:
      return limit.bounds satisfies never;
  }
}

/** A dose is a start where the drug was not given before, or the patient is known not to be used to its class. */
function isStart(of: DrugCase, { phase, patient, before }: Case): boolean {
  if (of.daily === 0) return false;
  if (patient.opioid === "naive" && library.drugs.get(of.drug)?.class === "opioid") return true;
  if (phase === "trial") return true;
  if (before) return of.before === undefined || of.before === 0;
  return phase === "titration";
}

function toFinding(limit: Limit, measured: Found, of: DrugCase, locale: Locale): Finding {
  const say = sentencesIn(locale);
  const standing = standTo(limit, measured);
  const blocks = standing.stands === "beyond" && mayBlock(limit);
  const isStep =
    limit.bounds === "increase" ||
    limit.bounds === "decrease" ||
    limit.bounds === "increaseBy" ||
    limit.bounds === "interval";
  const passed = standing.stands === "beyond" || standing.stands === "above";
  // A step beyond the label's asks for a confirmation that names both totals; so does any stated maximum.
  const confirm =
    standing.stands === "beyond" ||
    (isStep && (passed || (limit.bounds === "interval" && standing.stands === "below")));
  const unit = (limit.upper ?? limit.lower)!.unit;
  const value: Quantity = measured.written ?? outward(measured.value, bounds[limit.bounds], unit);
  const what = `${nameOf(of.drug, locale)}: ${say.bounds[limit.bounds]}${measured.worst ? say.worst : ""}`;
  const mass = library.drugs.get(of.drug)!.shown;
  const total = (dose: DoseRate): string => renderQuantity(outward(dose, "doseRate", `${mass}/d`), locale);
  const both = isStep && confirm ? say.totals(total(of.before!), total(of.daily)) : "";
  return {
    id: limit.id,
    drug: of.drug,
    limit,
    value,
    ...standing,
    blocks,
    confirm,
    sentence: sayFinding(what, value, limit, standing, locale) + both,
    receipt: limit,
    status: limit.status,
  };
}
