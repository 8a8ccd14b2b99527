// From what was chosen on the page to the input of an operation. Nothing is read or mended here.
import { adultCanal } from "../../src/knowledge/knowledge.ts";
import type { Locale, Quantity } from "../../src/quantity/quantity.ts";
import { cases } from "../cases/cases.ts";
import { ask } from "../engine.ts";
import type { Delivered } from "../plan/answers.ts";
import { concentrationOf, primaryOf } from "../plan/read-order.ts";
import type { Order, Plan } from "../plan/read-plan.ts";
import {
  writeCatheter,
  writeDeliver,
  writePatientBolus,
  writeProgram,
  writePump,
  writeReservoir,
} from "../plan/write-input.ts";

/** In whom and where one looks: the same for a plan and for a pair of courses. */
export interface Where {
  readonly tip: string;
  /** One of the parameter sets of the checks; empty: the drug's own. */
  readonly set: string;
  /** Tanks that stand for the line, or "plug". */
  readonly tanks: string;
  /** People in the band; "0" for the typical person alone. */
  readonly people: string;
}

/** What is delivered, and for how long one looks. */
export interface Look extends Where {
  /** "plan" for the plan on the table, else the id of a shipped case. */
  readonly from: string;
  readonly drug: string;
  readonly span: string;
  /** Patient boluses called for in 24 h; empty: as many as are let through. */
  readonly calls: string;
}

/** How long one can look, and from one moment to the next. */
export const spans = [
  { for: "1 d", every: "10 min" },
  { for: "3 d", every: "30 min" },
  { for: "7 d", every: "1 h" },
  { for: "14 d", every: "2 h" },
] as const;

export const landmarks = adultCanal.landmarks;

/** The same people each time, so that two pictures differ only by what was changed. */
export const seed = 1;
const percentiles = [5, 25, 50, 75, 95];

const drugs: readonly string[] = adultCanal.uptake.map(({ drug }) => drug);

/** The drugs of an order that the model has an uptake for. */
export const drugsOf = (order: Order): readonly string[] =>
  order.reservoir.solution.map(({ drug }) => drug).filter((drug) => drugs.includes(drug));

/** The shipped cases that can be followed down the canal: those a pump can run as they stand. */
export const demos = cases.filter(
  ({ plan }) => drugsOf(plan.draft).length > 0 && ask("deliver", writeDeliver(plan, plan.draft), "en-US").ok,
);

/** The drug to look at unless another is chosen. */
export const drugIn = (order: Order, chosen: string): string => {
  const known = drugsOf(order);
  if (known.includes(chosen)) return chosen;
  const primary = primaryOf(order);
  return known.includes(primary) ? primary : (known[0] ?? primary);
};

export const unitFor = (drug: string): string => (drug === "ziconotide" ? "ng/mL" : "ug/mL");

const whereFields = ({ tip, set }: Where): object => ({ tip, ...(set === "" ? {} : { set }) });
const tanksOf = (tanks: string): number | "plug" => (tanks === "plug" ? "plug" : Number(tanks));

/** The quick form for one typical person, then the same with a crowd where one is asked for. */
function withPeople(question: object, people: string): readonly object[] {
  const n = Number(people);
  return n > 0 ? [question, { ...question, population: { n, seed, percentiles } }] : [question];
}

/** Whether anything is typed of a pump plan. */
export const hasPump = ({ draft }: Plan): boolean => draft.reservoir.solution.some(({ drug }) => drug !== "");

/** How many boluses a day the plan lets a patient call for. */
export function boluses({ draft, pump, catheter, clinic }: Plan, locale: Locale): number {
  if (!draft.patientBolus) return 0;
  const found = ask<Delivered>("deliver", writeDeliver({ pump, catheter, clinic }, draft), locale);
  return found.ok ? (found.answer.bolus?.perDay ?? 0) : 0;
}

/** The input of `canal` for a plan: the line and the canal still hold what runs now. */
export function writeCanal(plan: Plan, look: Look, locale: Locale): readonly object[] {
  const { draft, active, pump, catheter, clinic } = plan;
  const drug = drugIn(draft, look.drug);
  const ran = active && ask<Delivered>("deliver", writeDeliver({ pump, catheter, clinic }, active), locale);
  const running: Quantity | undefined = ran?.ok
    ? ran.answer.daily.find((each) => each.drug === drug)?.dose
    : undefined;
  const holds = active && concentrationOf(active, drug);
  const span = spans.find((each) => each.for === look.span) ?? spans[2];
  return withPeople(
    {
      drug,
      ...whereFields(look),
      levels: landmarks.map(({ id }) => id),
      plan: {
        pump: writePump(pump),
        catheter: writeCatheter(catheter),
        reservoir: writeReservoir(draft.reservoir),
        program: writeProgram(draft.program),
        ...(draft.patientBolus && { patientBolus: writePatientBolus(draft.patientBolus) }),
        ...(draft.patientBolus && look.calls !== "" && { called: Number(look.calls) }),
      },
      line: { ...(holds ? { holds } : {}), tanks: tanksOf(look.tanks) },
      ...(running ? { running } : {}),
      ...span,
      unit: unitFor(drug),
    },
    look.people,
  );
}

/** The input of `whatif` for a scenario as typed. */
export const writeWhatIf = (
  {
    drug,
    levels,
    span,
    scenario,
  }: { drug: string; levels: readonly string[]; span: string; scenario: object },
  where: Where,
): readonly object[] =>
  withPeople(
    {
      drug,
      ...whereFields(where),
      levels,
      ...(spans.find((each) => each.for === span) ?? spans[2]),
      unit: unitFor(drug),
      tanks: tanksOf(where.tanks),
      scenario,
    },
    where.people,
  );
