// From what was typed to the entries of the visit, in the order in which they happened.
import { writePatientBolus, writeProgram } from "../plan/write-input.ts";
import type { Bridged } from "../plan/answers.ts";
import type { Fresh } from "../patients/ledger.ts";
import { zoneHere } from "../patients/now.ts";
import { type Draft, type Part } from "./draft.ts";
import { effectivePlan, isProgrammed, solutionIsNew } from "./effective-plan.ts";

/** An entry to be, with the part of the visit that its faults belong to. */
export interface Written {
  readonly part: Part;
  readonly entry: Fresh;
}

const given = <K extends string>(name: K, text: string): Partial<Record<K, string>> =>
  text.trim() === "" ? {} : ({ [name]: text } as Record<K, string>);
const asYes = (text: string): boolean | undefined =>
  text === "yes" ? true : text === "no" ? false : undefined;
const asCount = (text: string): number | string => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : text);

/** Overrides of the findings that an entry can have, where both name and reason are there. */
const overridesFor = (visit: Draft, mine: (finding: string) => boolean): object => {
  const taken = Object.entries(visit.overrides).filter(
    ([finding, { by, reason }]) => mine(finding) && by.trim() !== "" && reason.trim() !== "",
  );
  return taken.length > 0
    ? { overrides: taken.map(([finding, { by, reason }]) => ({ finding, by, reason })) }
    : {};
};
const ofRefill = ["filled otherwise than told", "above capacity", "expired"];

/** The entries of a visit so far; the closing ones only where they are asked for. */
export function writeVisit(visit: Draft, bridged: Bridged | undefined): Written[] {
  const at = (part: Part, kind: string, data: object, when = visit.at): Written => ({
    part,
    entry: {
      id: visit.ids[part]!,
      patient: visit.patient,
      at: when,
      zone: zoneHere(),
      by: visit.by.trim(),
      from: "entered",
      kind,
      data: data as Fresh["data"],
    },
  });
  const { interrogation: seen, plan } = visit;
  const bolus = plan.active?.patientBolus;
  return [
    at("interrogation", "interrogation", {
      serial: seen.serial.trim(),
      volume: seen.volume,
      running: asYes(seen.running),
      ...given("clockOffset", seen.clockOffset),
      ...given("clockBehind", seen.clockBehind),
      ...given("battery", seen.battery),
    }),
    ...(bolus && (seen.given !== "" || seen.denied !== "")
      ? [
          at("bolus count", "bolus count", {
            drug: bolus.drug,
            amount: bolus.amount,
            given: asCount(seen.given),
            denied: asCount(seen.denied),
          }),
        ]
      : []),
    ...(visit.refill.wanted === "yes" ? [at("refill", "refill", writeRefill(visit))] : []),
    ...(isProgrammed(visit) ? [at("program change", "program change", writeChange(visit, bridged))] : []),
  ];
}

function writeRefill(visit: Draft): object {
  const { refill, plan } = visit;
  const { reservoir } = plan.draft;
  return {
    aspirated: refill.aspirated,
    aspiratedAgain: refill.aspiratedAgain,
    filled: reservoir.volume,
    programmed: reservoir.programmed,
    solution: reservoir.solution,
    lot: refill.lot.trim(),
    expiry: refill.expiry,
    ...(reservoir.firstFill && { firstFill: true }),
    ...(reservoir.diluted && { diluted: true }),
    needleChecked: asYes(refill.needleChecked),
    observed: refill.observed,
    ...((refill.wasteVolume !== "" || refill.witness !== "") && {
      waste: { volume: refill.wasteVolume, witness: refill.witness.trim() },
    }),
    ...overridesFor(visit, (finding) => ofRefill.includes(finding)),
  };
}

/** Whether the settings are still those that were taken over from the last ones. */
export const isRepeated = ({ change, repeats, plan: { draft } }: Draft): boolean =>
  change === "change" && repeats?.as === JSON.stringify([draft.program, draft.patientBolus]);

function writeChange(visit: Draft, bridged: Bridged | undefined): object {
  const plan = effectivePlan(visit);
  const { program, patientBolus } = plan.draft;
  const { repeats } = visit;
  return {
    // What is repeated is written as it was saved, not as an editor would write it.
    ...(repeats && isRepeated(visit)
      ? { program: repeats.program, patientBolus: repeats.patientBolus ?? null, repeats: repeats.of }
      : {
          program: writeProgram(program),
          ...(patientBolus
            ? { patientBolus: writePatientBolus(patientBolus) }
            : plan.active?.patientBolus
              ? { patientBolus: null }
              : {}),
        }),
    ...writeBridge(visit, bridged),
    reason: visit.reason.trim(),
    ...(plan.indication && plan.phase && plan.jurisdiction
      ? {
          purpose: { indication: plan.indication, phase: plan.phase, jurisdiction: plan.jurisdiction },
        }
      : {}),
    ...overridesFor(visit, (finding) => !ofRefill.includes(finding)),
  };
}

function writeBridge({ plan, bridgeReason, ...visit }: Draft, bridged: Bridged | undefined): object {
  if (!solutionIsNew(effectivePlan({ plan, bridgeReason, ...visit }))) return {};
  switch (plan.bridge.choice) {
    case "with":
      return bridged
        ? {
            bridge: {
              decision: "bridge",
              dose: bridged.dose,
              duration: bridged.duration,
              volume: bridged.volume,
            },
          }
        : {};
    case "without":
      return { bridge: { decision: "none", reason: bridgeReason.trim() } };
    case "open":
      return {};
  }
}

/** Second checks, the interrogation after everything, and the closing. */
export function writeClosing(visit: Draft, target: string): Written[] {
  const base = { patient: visit.patient, zone: zoneHere(), from: "entered" };
  const { second, closing } = visit;
  const checks = second.attempts.map((attempt): Written => ({
    part: "visit closed",
    entry: {
      ...base,
      id: attempt.id,
      at: attempt.at,
      by: attempt.by.trim(),
      kind: "second check",
      data: {
        of: target,
        ...(attempt.readFrom && { readFrom: attempt.readFrom }),
        values: attempt.values,
        agrees: attempt.differences.length === 0,
        differences: attempt.differences,
      },
    },
  }));
  const by = visit.by.trim();
  return [
    ...checks,
    {
      part: "re-interrogation",
      entry: {
        ...base,
        id: visit.ids["re-interrogation"]!,
        at: closing.at,
        by,
        kind: "interrogation",
        data: {
          serial: visit.interrogation.serial.trim(),
          volume: closing.volume,
          running: asYes(closing.running),
        },
      },
    },
    {
      part: "visit closed",
      entry: {
        ...base,
        id: visit.ids["visit closed"]!,
        at: closing.at,
        by,
        kind: "visit closed",
        data: {
          reinterrogated: asYes(closing.readBack),
          running: asYes(closing.running),
          ...given("unchecked", second.unchecked),
        },
      },
    },
  ];
}
