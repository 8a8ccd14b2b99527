// What the visit still needs, step by step: faults of the entries to be, of the plan, and of the record's own rules.
import type { Reply } from "../../src/operations/operations.ts";
import type { Locale } from "../../src/quantity/quantity.ts";
import { readShape } from "../../src/quantity/quantity.ts";
import { digestOf } from "../../src/knowledge/knowledge.ts";
import { newEntry } from "../../src/records/records.ts";
import { type Answers, type Delivered, type Fault, gather } from "../plan/answers.ts";
import type { Reconciled } from "../patients/standing.ts";
import type { Words } from "../words/words.tsx";
import { type Draft, type Step } from "./draft.ts";
import { isProgrammed, solutionIsNew } from "./effective-plan.ts";
import type { Plan } from "../plan/read-plan.ts";
import type { Together } from "./together.tsx";
import type { Written } from "./write-visit.ts";

/** One rule of the record that the visit goes against, as answered. */
export interface Objection {
  readonly entry: string;
  readonly kind: string;
  readonly rule: string;
  readonly path: string;
  readonly sentence: string;
  readonly overridable: boolean;
}
/** A number that the second person enters. */
export interface Key {
  readonly key: string;
  readonly kind: string | null;
  readonly drug: string | null;
  readonly says: string;
}
export interface Differing extends Key {
  readonly first: unknown;
  readonly second: string;
}
/** The answer of `visit`. */
export interface Visited {
  readonly reconciled: Reconciled | null;
  readonly objections: readonly Objection[];
  readonly together: readonly Together[];
  readonly keys: readonly Key[];
  readonly differences: readonly Differing[] | null;
}

export type Faults = Readonly<Record<Step, readonly Fault[]>>;

/** Entries that can be read, and the faults of the others, each under its part: "refill.lot". */
export function readWritten(
  written: readonly Written[],
  locale: Locale,
): { readonly entries: readonly Written[]; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const entries = written.filter(({ part, entry }) => {
    const read = readShape(newEntry, entry, locale);
    const found = gather([[{ ok: false, issues: read.issues } as Reply, entry]]);
    for (const fault of found)
      faults.push({
        ...fault,
        path: fault.path.startsWith("data.") ? fault.path.replace("data", part) : fault.path,
      });
    return read.issues.length === 0;
  });
  return { entries, faults };
}

const stepOfPart: readonly (readonly [prefix: string, step: Step])[] = [
  ["program change.bridge", "bridge"],
  ["program change", "program"],
  ["refill.aspirated", "reconcile"],
  ["refill.needleChecked", "reconcile"],
  ["refill", "refill"],
  ["interrogation", "interrogate"],
  ["bolus count", "interrogate"],
  ["re-interrogation", "close"],
  ["visit closed", "close"],
  ["by", "interrogate"],
  ["at", "interrogate"],
  ["reservoir", "refill"],
  ["program", "program"],
  ["patientBolus", "program"],
  ["pump", "program"],
  ["catheter", "program"],
  ["bridgeDose", "bridge"],
  ["indication", "findings"],
  ["jurisdiction", "findings"],
  ["phase", "findings"],
  ["patient", "findings"],
  ["before", "program"],
];
const stepOf = (path: string): Step => stepOfPart.find(([prefix]) => path.startsWith(prefix))?.[1] ?? "close";

/** Where a rule of the record is dealt with. */
function stepOfRule({ kind, rule }: Objection): Step {
  if (rule === "bridge undecided") return "bridge";
  if (rule === "pump of somebody else") return "interrogate";
  if (rule === "unexplained residual") return "program";
  if (kind === "refill") return "refill";
  return kind === "second check" ? "second" : "close";
}

/** Both 24-hour totals and what they come to with what else is taken, as a text that changes when any does. */
export const totalsText = (
  before: Delivered | undefined,
  after: Delivered | undefined,
  together: readonly Together[],
): string =>
  digestOf(
    JSON.stringify([
      before?.daily ?? null,
      after?.daily ?? null,
      after?.worstDaily ?? null,
      ...together.map(({ oralMorphine, sums }) => [oralMorphine, sums.map(({ most }) => most)]),
    ]),
  );

/** Every fault of the visit at its step. */
export function judge(
  visit: Draft,
  plan: Plan,
  answers: Answers,
  asked: Reply<Visited>,
  entryFaults: readonly Fault[],
  agreed: boolean,
  words: Words,
): Faults {
  const faults: Record<Step, Fault[]> = {
    interrogate: [],
    reconcile: [],
    refill: [],
    program: [],
    bridge: [],
    findings: [],
    second: [],
    close: [],
  };
  const missing = (step: Step, path: string, message: string): void =>
    void faults[step].push({ path, message, blank: true });
  // The plan speaks of solution and volume itself.
  const twice = /^(refill\.(solution|filled|programmed)|program change\.(program|patientBolus))/;
  for (const fault of entryFaults) if (!twice.test(fault.path)) faults[stepOf(fault.path)].push(fault);
  const planned = visit.refill.wanted !== "" && visit.change !== "";
  for (const fault of planned ? answers.issues : []) faults[stepOf(fault.path)].push(fault);
  if (asked.ok)
    for (const objection of asked.answer.objections)
      faults[stepOfRule(objection)].push({
        path: `rule ${objection.rule}`,
        message: objection.sentence,
        blank: false,
      });
  else for (const issue of asked.issues) faults.interrogate.push({ ...issue, blank: false });
  if (visit.refill.wanted === "") {
    missing("reconcile", "refill.wanted", words.decideRefill);
    missing("refill", "refill.wanted", words.decideRefill);
  }
  // What has not been decided cannot be called complete further on.
  if (!planned) for (const step of ["bridge", "findings"] as const) missing(step, step, words.earlierFirst);
  if (visit.change === "") missing("program", "change", words.decideProgram);
  if (solutionIsNew(plan) && plan.bridge.choice === "open")
    missing("bridge", "bridge", words.confirmBridgeOpen);
  const findings = answers.last.check?.findings ?? [];
  for (const { id, blocks, sentence } of findings)
    if (blocks && !isTakenOn(visit, id))
      faults.findings.push({ path: `override ${id}`, message: sentence, blank: false });
  if (
    isProgrammed(visit) &&
    visit.confirmed !==
      totalsText(answers.last.before, answers.last.after, asked.ok ? asked.answer.together : [])
  )
    missing("findings", "confirmed", words.confirmTotals);
  if (!agreed && visit.second.unchecked.trim() === "") missing("second", "second", words.secondNeeded);
  if (visit.closing.readBack === "") missing("close", "closing.readBack", words.readBackNeeded);
  return faults;
}

/** True where a named person has taken a finding on, with a reason. */
export function isTakenOn(visit: Draft, finding: string): boolean {
  const taken = visit.overrides[finding];
  return taken !== undefined && taken.by.trim() !== "" && taken.reason.trim() !== "";
}
