import type { Plan } from "../../delivery/delivery.ts";
import { drugName, drugOf } from "../../knowledge/knowledge.ts";
import { type Finding, opioidLoad, type Taken } from "../../limits/limits.ts";
import {
  type DoseRate,
  type Flow,
  type Instant,
  inward,
  languageOf,
  type Locale,
  outward,
} from "../../quantity/quantity.ts";
import { dailyDoses, type DailyDose, type State } from "../../records/records.ts";
import { findingsOfRunning, planRunning, readPurpose } from "../running-case.ts";
import { writeFinding } from "../write-finding.ts";
import { sentencesIn } from "./sentences.ts";

type Beside = NonNullable<State["beside"]>["taken"];

/**
 * What the pump gives and what else of the same kind the patient gets, class by class (L-14): opioids as a range of oral
 * morphine before and after, never one number; one drug of two pumps as their sum, held against its limits.
 */
export function together(before: State, after: State, at: Instant, locale: Locale): object[] {
  const pump = dosesOf(after, locale);
  const classes = new Set(pump.flatMap(({ drug }) => drugOf(drug)?.class ?? []));
  return [...classes].flatMap((kind) => {
    const taken = (after.beside?.taken ?? []).filter(({ drug }) => drugOf(drug)?.class === kind);
    const opioid = kind === "opioid";
    if (taken.length === 0 && !(opioid && after.beside === undefined)) return [];
    const say = sentencesIn(locale).together;
    const own = pump.filter(({ drug }) => drugOf(drug)?.class === kind);
    const load = opioid && taken.length > 0 ? opioidLoad([...takenBy(own), ...listed(taken)]) : undefined;
    const earlier = dosesOf(before, locale).filter(({ drug }) => drugOf(drug)?.class === kind);
    const left = (before.beside?.taken ?? []).filter(({ drug }) => drugOf(drug)?.class === kind);
    return [
      {
        class: kind,
        pump: own.map(({ drug, daily, shown }) => ({ drug, dose: daily, most: shown })),
        beside: taken.map(({ drug, route, dose }) => ({ drug, route, dose })),
        oralMorphine: load
          ? { before: rangeOf(opioidLoad([...takenBy(earlier), ...listed(left)])), after: rangeOf(load) }
          : null,
        sums: sumsOf(own, taken, after, at, locale),
        sentences: [
          ...(taken.length === 0 ? [say.notAsked] : []),
          ...(load ? [say.range] : taken.length > 0 ? [say.noRatio] : []),
          ...(load?.rows ?? [])
            .filter(({ range }) => !range)
            .map(({ taken }) => say.notInSum(drugName(taken.drug, languageOf(locale)))),
        ],
      },
    ];
  });
}

const dosesOf = (state: State, locale: Locale): DailyDose[] => {
  const fill = state.fills.at(-1);
  return (fill && state.program && dailyDoses(state.program, fill.solution, state, locale)) ?? [];
};
const takenBy = (doses: readonly DailyDose[]): Taken[] =>
  doses.map(({ drug, daily, most }) => ({
    drug,
    route: "intrathecal",
    least: inward(daily, "doseRate"),
    most,
  }));
const listed = (beside: Beside): Taken[] =>
  beside.map(({ drug, route, dose }) => {
    const daily = inward(dose, "doseRate");
    return { drug, route, least: daily, most: daily };
  });
const rangeOf = ({ lowest, highest }: { lowest: DoseRate; highest: DoseRate }) => ({
  lowest: outward(lowest, "doseRate", "mg/d"),
  highest: outward(highest, "doseRate", "mg/d"),
});

/** Drugs that reach the spinal canal from two pumps: their sum, and the limits of a daily dose that it stands outside of. */
function sumsOf(
  own: readonly DailyDose[],
  beside: Beside,
  state: State,
  at: Instant,
  locale: Locale,
): object[] {
  const plan = planRunning(state, at, locale);
  const purpose = readPurpose(state.program?.purpose);
  return own.flatMap(({ drug, daily, most }) => {
    const other = beside
      .filter((one) => one.drug === drug && one.route === "intrathecal")
      .reduce((sum, { dose }) => sum + inward(dose, "doseRate"), 0) as DoseRate;
    if (other === 0) return [];
    const findings =
      plan && purpose
        ? findingsOfRunning(withMore(plan, drug, other), state, purpose, at, locale).filter((finding) =>
            isDaily(finding, drug),
          )
        : undefined;
    return [
      {
        drug,
        dose: outward((inward(daily, "doseRate") + other) as DoseRate, "doseRate", daily.unit),
        most: outward((most + other) as DoseRate, "doseRate", daily.unit),
        findings: findings?.map(writeFinding) ?? null,
      },
    ];
  });
}

const isDaily = ({ drug, limit, stands }: Finding, of: string): boolean =>
  drug === of && limit?.bounds === "dailyDose" && stands !== "within" && stands !== "below";

/** The same plan with so much more of a drug each day: what is checked of it is that drug's daily dose, and nothing of the pump. */
function withMore(plan: Plan, drug: string, other: DoseRate): Plan {
  const { concentration } = plan.solution.find((one) => one.drug === drug)!;
  const more = (flow: Flow): Flow => (flow + other / concentration) as Flow;
  const { totals } = plan;
  return {
    ...plan,
    // A program that names no dose: the sum is what is held against the limit, not what was typed for one pump.
    program: { mode: "minimum" },
    totals: { ...totals, flow: more(totals.flow), worstDaily: more(totals.worstDaily) },
  };
}
