import type { EntryKind } from "../../src/records/records.ts";

interface Given {
  readonly kind: EntryKind;
  readonly data: unknown;
  /** The number of the entry that it corrects, from 1. */
  readonly corrects?: number;
}

const solution = [
  { drug: "morphine", concentration: "20 mg/mL", basis: "sulfate" },
  { drug: "baclofen", concentration: "500 mcg/mL" },
];
const refill = (filled: string): unknown => ({
  aspirated: "2.4 mL",
  aspiratedAgain: "0.1 mL",
  filled,
  programmed: filled,
  solution,
  lot: "A-17",
  expiry: "2026-09-30",
  needleChecked: true,
  observed: "30 min",
  waste: { volume: "2.5 mL", witness: "B. Witness" },
});
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** A history with every kind of entry, every mode of a program, and a corrected refill. */
export const everyKind: readonly Given[] = [
  {
    kind: "patient",
    data: {
      name: "Test Person",
      birthDate: "1970-04-30",
      identifiers: [
        { system: "clinic", value: "17" },
        { system: "urn:oid:1.2.36.146.595.217.0.1", value: "12345" },
      ],
      sex: "female",
      weight: "61.5 kg",
      language: "zh",
      opioid: "tolerant",
      indication: "pain-noncancer",
    },
  },
  {
    kind: "pump implanted",
    data: {
      pump: { model: "synchromed-ii-40", alarmVolume: "2 mL" },
      serial: "NGP123456H",
      lot: "L1",
      site: "left abdomen",
      tubingVersion: "0.140",
    },
  },
  {
    kind: "catheter implanted",
    data: {
      catheter: { model: "ascenda-8780", segments: [{ supplied: "114 cm", trimmed: "20 cm" }] },
      lot: "C9",
      tip: "T9",
    },
  },
  { kind: "catheter revised", data: { catheter: { volume: "0.2 mL" }, reason: "kinked", tip: "T8" } },
  { kind: "refill", data: refill("35 mL") },
  { kind: "refill", data: refill("38 mL"), corrects: 5 },
  {
    kind: "program change",
    data: {
      program: { mode: "continuous", drug: "morphine", dose: "4.2 mg/d" },
      reason: "start",
      patientBolus: { amount: "0.1 mg", drug: "morphine", duration: "5 min", lockout: "2 h", maxPerDay: 4 },
    },
  },
  {
    kind: "program change",
    data: {
      program: { mode: "continuous", flow: "0.2 mL/d" },
      reason: "by volume",
      bridge: { decision: "none", reason: "same solution" },
    },
  },
  {
    kind: "program change",
    data: {
      program: {
        mode: "flex",
        drug: "morphine",
        steps: [
          { at: "06:30", dose: "5 mg/d" },
          { at: "22:00", dose: "3 mg/d" },
        ],
      },
      reason: "nights",
    },
  },
  {
    kind: "program change",
    data: {
      program: {
        mode: "flex",
        drug: "morphine",
        schedules: [
          { days: ["mon", "tue", "wed", "thu", "fri"], steps: [{ at: "00:00", dose: "5 mg/d" }] },
          {
            days: ["sat", "sun"],
            steps: [
              { at: "00:00", dose: "3 mg/d" },
              { at: "12:00", dose: "4 mg/d" },
            ],
          },
        ],
      },
      reason: "weekends",
    },
  },
  {
    kind: "program change",
    data: {
      program: {
        mode: "periodic",
        drug: "baclofen",
        bolus: "50 mcg",
        every: "6 h",
        duration: "30 min",
        background: "20 mcg/d",
      },
      reason: "boluses",
      bridge: { decision: "bridge", dose: "4 mg/d", duration: "14.5 h", volume: "0.12 mL" },
    },
  },
  {
    kind: "program change",
    data: {
      program: { mode: "minimum" },
      reason: "before MRI",
      repeats: "00000000-0000-4000-8000-000000000001",
    },
  },
  { kind: "program change", data: { program: { mode: "stopped" }, reason: "MRI" } },
  {
    kind: "MRI",
    data: {
      field: "1.5 T",
      emptiedBefore: false,
      stalledAt: "2026-01-05T10:00:00+01:00",
      recoveredAt: "2026-01-05T10:40:00+01:00",
    },
  },
  { kind: "restarted", data: { reason: "after MRI", confirmedRunning: true } },
  {
    kind: "interrogation",
    data: {
      serial: "NGP123456H",
      volume: "37.4 mL",
      running: true,
      battery: "48 months",
      clockOffset: "0.05 h",
    },
  },
  { kind: "bolus count", data: { drug: "morphine", amount: "0.1 mg", given: 11, denied: 2 } },
  {
    kind: "interrogation",
    data: { serial: "NGP123456H", volume: "37 mL", running: true, clockBehind: "60 min" },
  },
  {
    kind: "limit check",
    data: {
      of: "00000000-0000-4000-8000-000000000001",
      library: "0123456789ab",
      purpose: { indication: "spasticity-spinal", phase: "maintenance", jurisdiction: "US" },
      findings: [{ id: "DL-1", stands: "beyond", drug: "morphine", bound: "..15 mg/d" }],
      tubing: "0.199 mL",
    },
  },
  {
    kind: "other medication",
    data: { taken: [{ drug: "morphine", route: "oral", dose: "30 mg/d" }] },
  },
  {
    kind: "bolus",
    data: { drug: "morphine", amount: "0.2 mg", given: "0.1 mg", outcome: "interrupted" },
  },
  {
    kind: "bolus",
    data: { drug: "morphine", amount: "0.2 mg", given: "0.1 mg", outcome: "complete", resumes: true },
  },
  { kind: "alarm", data: { level: "critical", cause: "motor stall", heard: "two-tone" } },
  {
    kind: "alarm",
    data: { level: "critical", cause: "motor stall", recoveredAt: "2026-01-05T10:20:00+01:00" },
  },
  { kind: "stopped", data: { reason: "stall" } },
  {
    kind: "access port",
    data: { port: "side", aspirated: "2 mL", reprime: "done", reason: "contrast study" },
  },
  {
    kind: "trial",
    data: {
      drug: "baclofen",
      dose: "50 mcg",
      number: 1,
      scores: [{ scale: "Ashworth 1-5", before: 4, after: 2, hours: 4 }],
      response: "positive",
      lasted: "8 h",
    },
  },
  {
    kind: "score",
    data: { scale: "modified Ashworth", value: "1+", coding: "0, 1, 1+, 2, 3, 4", region: "left knee" },
  },
  { kind: "score", data: { scale: "NRS", value: 6 } },
  { kind: "adverse event", data: { event: "withdrawal", severity: "severe", text: "itch and spasms" } },
  {
    kind: "ketamine session",
    data: {
      drug: "ketamine",
      vial: "10 mg/mL",
      total: "35 mg",
      checklist: [{ item: "fasted", done: true }],
      observations: [
        { after: "30 min", name: "NRS", value: 5 },
        { after: "30 min", name: "sedation", value: "awake" },
      ],
      holds: [],
      rescue: [],
      discharged: true,
    },
  },
  {
    kind: "ketamine session begun",
    data: {
      drug: "esketamine",
      vial: "5 mg/mL",
      infusate: "0.5 mg/mL",
      weight: "61.5 kg",
      planned: {
        bolus: { amount: "5 mg", over: "10 min" },
        steps: [{ for: "2 h", rate: "7.5 mg/h" }],
        total: "20 mg",
      },
      wristband: "17",
      checklist: [{ item: "pregnancy: absent", done: false }],
      overrides: [{ finding: "checklist open", by: "Dr Two", reason: "tested today" }],
    },
  },
  {
    kind: "ketamine session",
    data: {
      drug: "esketamine",
      vial: "5 mg/mL",
      total: "12.5 mg",
      course: [
        { what: "bolus", after: "0 min", amount: "5 mg", over: "10 min" },
        { what: "step", after: "10 min", rate: "7.5 mg/h" },
        { what: "hold", after: "40 min", reason: "nausea" },
        { what: "resume", after: "50 min", rate: "3.75 mg/h", reason: "settled" },
        { what: "end", after: "110 min", reason: "asked to stop" },
      ],
      checklist: [],
      observations: [],
      holds: [],
      rescue: ["+42 min ondansetron 4 mg"],
      discharged: true,
      discharge: [{ item: "walks without help", done: true }],
      escort: "sister",
      waste: { amount: "7.5 mg", witness: "B. Witness" },
      text: "short session",
    },
  },
  { kind: "follow-up planned", data: { what: "liver tests", due: "2026-12-01" } },
  {
    kind: "contact attempted",
    data: { who: "patient", how: "telephone", outcome: "not reached", nextTry: "2026-12-05", text: "busy" },
  },
  { kind: "chasing ended", data: { reason: "moved away" } },
  { kind: "transferred out", data: { to: "Clinic North", with: ["sheet", "FHIR file"], reason: "moved" } },
  { kind: "transferred in", data: { from: "Clinic North", with: ["letter"], text: "came back" } },
  { kind: "note", data: { text: "called the pharmacy" } },
  { kind: "refill planned", data: { day: "2026-06-30", latest: "2026-07-03" } },
  {
    kind: "alert snoozed",
    data: { alert: "visit open", urgency: "due", until: "2026-02-02T08:00:00Z", reason: "rung up" },
  },
  {
    kind: "records merged",
    data: { kept: uuid(901), given: uuid(902), reason: "registered twice" },
  },
  {
    kind: "records parted",
    data: { kept: uuid(901), given: uuid(902), reason: "two people" },
  },
  {
    kind: "second check",
    data: { of: uuid(7), values: { dose: "4.2 mg/d" }, agrees: true, differences: [] },
  },
  { kind: "signature", data: { of: uuid(7), ofHash: "0".repeat(64), meaning: "prescriber" } },
  { kind: "visit closed", data: { reinterrogated: true, running: true } },
  { kind: "pump revised", data: { serial: "NGP123456H", reason: "pump had turned", site: "left abdomen" } },
  {
    kind: "ketamine follow-up",
    data: { organ: "liver", tests: [{ name: "ALT", value: "31 U/L" }], finding: "normal" },
  },
  { kind: "catheter explanted", data: { reason: "infection" } },
  { kind: "pump explanted", data: { serial: "NGP123456H", reason: "infection" } },
];
