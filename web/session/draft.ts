import { z } from "zod";
import { ketamine } from "../ketamine/read-ketamine.ts";

// A session as far as it was entered. It is kept in this browser until it is saved, and names no patient: only the id.
const typed = z.string().max(400);
const long = z.string().max(2000);
const yesNo = z.enum(["yes", "no"]);
const minutes = z.number().min(0);

/** One thing done at the infusion: minutes from the start, quantities as they were typed. */
const turn = z.strictObject({
  id: z.uuid(),
  what: z.enum(["bolus", "step", "other rate", "hold", "resume", "end"]),
  after: minutes,
  rate: typed,
  amount: typed,
  over: typed,
  reason: long,
});
export type Turned = z.output<typeof turn>;

const observation = z.strictObject({ id: z.uuid(), after: minutes, values: z.record(z.string(), typed) });
export type Observed = z.output<typeof observation>;

const rescue = z.strictObject({ id: z.uuid(), after: minutes, drug: typed, reason: typed });

export const draft = z.strictObject({
  patient: z.uuid(),
  /** The last entry of the patient that this draft was made on. */
  revision: z.int().min(0),
  stage: z.enum(["prepare", "run", "end"]),
  ids: z.strictObject({ begun: z.uuid(), session: z.uuid() }),
  by: typed,
  /** "table", or the id of a kept plan. */
  source: typed,
  protocol: ketamine.nullable(),
  /** For whom the protocol was written, where it says so. */
  writtenFor: z.strictObject({ name: typed, number: typed }),
  day: typed,
  /** "" for a new series, or the entry that began it. */
  series: typed,
  vial: typed,
  container: typed,
  wristband: typed,
  own: z.record(z.string(), yesNo),
  override: z.strictObject({ by: typed, reason: long }),
  /** Empty: when the start is pressed. */
  at: typed,
  /** The beginning as the record keeps it. */
  begun: z.record(z.string(), z.unknown()).nullable(),
  course: z.array(turn).max(500),
  observations: z.array(observation).max(400),
  rescue: z.array(rescue).max(50),
  criteria: z.record(z.string(), yesNo),
  escort: typed,
  waste: z.strictObject({ none: z.boolean(), amount: typed, witness: typed }),
  text: long,
});
export type Draft = z.output<typeof draft>;
export type EditSession = (change: (draft: Draft) => Draft, field: string) => void;

/** The clinic's usual list before the start, and before the patient leaves; no source here sets either. */
export const ownItems = ["consent", "fasted", "escort", "weight", "line"] as const;
export const criteria = ["awake", "vitals", "walks", "nausea", "mind", "escort"] as const;

/** What is observed, by the names that the record keeps. */
export const observed = [
  "blood pressure",
  "heart rate",
  "saturation",
  "sedation",
  "pain",
  "dissociation",
] as const;
/** What each is called over a column and a field. */
export const observedWords = {
  "blood pressure": "bloodPressure",
  "heart rate": "heartRate",
  saturation: "saturation",
  sedation: "sedation",
  pain: "pain",
  dissociation: "dissociationScore",
} as const satisfies Record<(typeof observed)[number], string>;

/** By this name the hanging of a container stands among what was observed. */
export const hung = "container";

/** A session with nothing filled in: protocol, vial and answers are today's to give (U-05, I-07). */
export const blankDraft = (patient: string, revision: number): Draft => ({
  patient,
  revision,
  stage: "prepare",
  ids: { begun: crypto.randomUUID(), session: crypto.randomUUID() },
  by: "",
  source: "",
  protocol: null,
  writtenFor: { name: "", number: "" },
  day: "",
  series: "",
  vial: "",
  container: "",
  wristband: "",
  own: {},
  override: { by: "", reason: "" },
  at: "",
  begun: null,
  course: [],
  observations: [],
  rescue: [],
  criteria: {},
  escort: "",
  waste: { none: false, amount: "", witness: "" },
  text: "",
});
