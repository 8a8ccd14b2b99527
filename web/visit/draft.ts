import { z } from "zod";
import { plan } from "../plan/read-plan.ts";

// A visit as far as it has been typed. It is kept in this browser until it is saved, and names no patient: only the id.
const typed = z.string().max(400);
const yesNo = z.enum(["", "yes", "no"]);
const person = z.strictObject({ by: typed, reason: z.string().max(2000) });

/** One blind check, with what it found. */
const attempt = z.strictObject({
  id: z.uuid(),
  at: typed,
  by: typed,
  readFrom: z.enum(["order", "printout", "pump screen"]).optional(),
  values: z.record(z.string(), typed),
  differences: z.array(typed),
  /** The numbers it was held against: another draft is not checked by it. */
  against: z.string(),
});
export type Attempt = z.output<typeof attempt>;

export const draft = z.strictObject({
  patient: z.uuid(),
  /** The last entry of the patient when the visit was begun, or when what came since was read. */
  revision: z.int().min(0),
  step: z.string(),
  at: typed,
  by: typed,
  ids: z.record(z.string(), z.uuid()),
  interrogation: z.strictObject({
    serial: typed,
    volume: typed,
    running: yesNo,
    clockOffset: typed,
    clockBehind: typed.default(""),
    battery: typed,
    given: typed,
    denied: typed,
  }),
  refill: z.strictObject({
    wanted: yesNo,
    aspirated: typed,
    aspiratedAgain: typed,
    needleChecked: yesNo,
    lot: typed,
    expiry: typed,
    observed: typed,
    wasteVolume: typed,
    witness: typed,
  }),
  /** Volume filled and told, solution, program, bridge and purpose, as the workbench holds them. */
  plan,
  change: z.enum(["", "keep", "change"]),
  reason: z.string().max(2000),
  /** The last saved settings, as they were taken over; they are repeated while nothing of them is changed. */
  repeats: z
    .strictObject({
      of: z.uuid(),
      at: typed,
      by: typed,
      hash: typed,
      program: z.unknown(),
      patientBolus: z.unknown(),
      as: z.string(),
    })
    .nullable()
    .default(null),
  bridgeReason: z.string().max(2000),
  /** What a named person takes on, by the finding it is about. */
  overrides: z.record(z.string(), person),
  /** Both totals as they were shown when they were confirmed. */
  confirmed: typed,
  second: z.strictObject({
    by: typed,
    readFrom: z.enum(["", "order", "printout", "pump screen"]),
    values: z.record(z.string(), typed),
    attempts: z.array(attempt).max(40),
    unchecked: z.string().max(2000),
  }),
  closing: z.strictObject({ at: typed, volume: typed, running: yesNo, readBack: yesNo }),
});
export type Draft = z.output<typeof draft>;

export const steps = [
  "interrogate",
  "reconcile",
  "refill",
  "program",
  "bridge",
  "findings",
  "second",
  "close",
] as const;
export type Step = (typeof steps)[number];

/** The entries of a visit that have an id from its beginning, so that it can be sent twice and count once. */
export const parts = [
  "interrogation",
  "bolus count",
  "refill",
  "program change",
  "re-interrogation",
  "visit closed",
  "limit check",
] as const;
export type Part = (typeof parts)[number];
