/** Bounds with sources, held against a case: every finding is kept, and says how far, on whose word, and what to do. */
import { doseAt, nameOf } from "../delivery/delivery.ts";
import { library } from "../knowledge/knowledge.ts";
import type { DoseRate, Locale, Quantity } from "../quantity/quantity.ts";
import type { Case, DrugCase } from "./case.ts";
import { checkBridge, checkFarChange, checkStop } from "./check-change.ts";
import { checkAlarm, checkStartDeliverable } from "./check-device.ts";
import { checkDrug } from "./check-drug.ts";
import { checkLabel, checkRoute } from "./check-label.ts";
import { checkPatient } from "./check-patient.ts";
import { type Finding, mostLimitingFirst } from "./finding.ts";
import { sentencesIn } from "./sentences.ts";

export type { Case, DrugCase, Patient } from "./case.ts";
export { type Finding, type LabelVerdict, type Stands, standings } from "./finding.ts";
export { checkPrime, type PrimeCase } from "./check-prime.ts";
export { type Ask, checkProtocol, type ProtocolCase, type Told } from "./check-protocol.ts";
export { ratiosBetween, type Spread, spreadOf } from "./conversion.ts";
export { opioidLoad, type Taken } from "./load.ts";
export { sentencesIn as limitSentences } from "./sentences.ts";

/** All findings, the most limiting first, and what could not be checked. */
export interface Checked {
  readonly findings: readonly Finding[];
  readonly gaps: readonly string[];
  readonly assumed: readonly string[];
}

/** Checks a case against every limit that speaks of it. */
export function check(all: Case, locale: Locale): Checked {
  const say = sentencesIn(locale);
  const gaps: string[] = [];
  const assumed: string[] = [];
  if (all.patient.age === undefined) assumed.push(say.adultAssumed);
  const isOpioid = all.plan.solution.some(({ drug }) => library.drugs.get(drug)?.class === "opioid");
  if (isOpioid && all.patient.opioid === "unknown") assumed.push(say.opioidUnknown);
  const drugs = drugCases(all);
  const findings: Finding[] = drugs.flatMap((of) => {
    const far = checkFarChange(of, locale);
    if (library.drugs.has(of.drug)) {
      if (!all.before) gaps.push(say.noPhase(nameOf(of.drug, locale)));
      return [...far, ...checkDrug(of, all, locale, gaps)];
    }
    for (const what of ["dailyDose", "startingDose", "increase", "concentration"] as const)
      gaps.push(say.unchecked(of.drug, say.bounds[what]));
    gaps.push(say.unchecked(of.drug, say.label));
    return far;
  });
  findings.push(
    ...checkBridge(all, locale),
    ...checkStop(all, locale),
    ...checkRoute(all, locale),
    ...checkAlarm(all, locale),
    ...checkStartDeliverable(all, locale),
    ...checkPatient(all, locale),
  );
  findings.push(...checkLabel(all, findings, locale));
  return { findings: findings.sort(mostLimitingFirst), gaps, assumed };
}

/** What each drug gets, with what it got before; drugs that were taken out are no longer given and not listed. */
function drugCases({ plan, before }: Case): DrugCase[] {
  const { program } = plan;
  const named = "drug" in program ? program.drug : undefined;
  return plan.solution
    .filter(({ drug }) => library.drugs.get(drug)?.class !== "vehicle")
    .map((ingredient) => {
      const old = before?.plan.solution.find(({ drug }) => drug === ingredient.drug);
      const primary = named === undefined || named === ingredient.drug;
      const written: Quantity<"doseRate"> | undefined =
        program.mode === "continuous" && named === ingredient.drug ? program.dose : undefined;
      return {
        drug: ingredient.drug,
        primary,
        daily: doseAt(plan.totals.flow, ingredient),
        worstDaily: doseAt(plan.totals.worstDaily, ingredient),
        ...(written && { written }),
        ...(before && { before: old ? doseAt(before.plan.totals.flow, old) : (0 as DoseRate) }),
      };
    });
}
