import { z } from "zod";
import { instant, quantity } from "../quantity/quantity.ts";
import { catheterChoice, patientBolus, program, pumpChoice, solution } from "../regimen/regimen.ts";

const words = z.string().min(1).max(2000);
const short = z.string().min(1).max(200);
/** A calendar date without a zone: the same everywhere (K-09). */
const date = z.iso.date();

/** A bridge as it was decided: run, or left out for a stated reason; never skipped in silence. */
const bridgeDecision = z.discriminatedUnion("decision", [
  z.strictObject({
    decision: z.literal("bridge"),
    dose: quantity("doseRate"),
    duration: quantity("time"),
    volume: quantity("volume"),
  }),
  z.strictObject({ decision: z.literal("none"), reason: words }),
]);

/** What each kind of entry holds. One line a kind; the field's own words. */
export const kindsOfEntry = {
  patient: z.strictObject({
    name: short,
    birthDate: date,
    identifiers: z
      .array(z.strictObject({ system: short, value: short }))
      .min(1)
      .max(10),
    sex: z.enum(["female", "male", "other", "unknown"]).optional(),
    weight: quantity("weight").optional(),
    language: short.optional(),
    opioid: z.enum(["naive", "tolerant", "unknown"]).optional(),
    indication: short.optional(),
  }),
  "pump implanted": z.strictObject({
    pump: pumpChoice,
    serial: short,
    lot: short.optional(),
    site: short.optional(),
    tubingVersion: short.optional(),
  }),
  "pump explanted": z.strictObject({ serial: short, reason: words }),
  "catheter implanted": z.strictObject({
    catheter: catheterChoice,
    lot: short.optional(),
    tip: short.optional(),
  }),
  "catheter revised": z.strictObject({ catheter: catheterChoice, reason: words, tip: short.optional() }),
  "catheter explanted": z.strictObject({ reason: words }),
  interrogation: z.strictObject({
    serial: short,
    volume: quantity("volume"),
    program: program.optional(),
    running: z.boolean(),
    clockOffset: quantity("time").optional(),
    battery: short.optional(),
  }),
  refill: z.strictObject({
    aspirated: quantity("volume"),
    aspiratedAgain: quantity("volume"),
    filled: quantity("volume"),
    programmed: quantity("volume"),
    solution,
    lot: short,
    expiry: date,
    firstFill: z.boolean().optional(),
    diluted: z.boolean().optional(),
    needleChecked: z.boolean(),
    observed: quantity("time"),
    waste: z.strictObject({ volume: quantity("volume"), witness: short }).optional(),
  }),
  "program change": z.strictObject({
    program,
    patientBolus: patientBolus.nullable().optional(),
    bridge: bridgeDecision.optional(),
    reason: words,
    override: z.strictObject({ finding: short, by: short, reason: words }).optional(),
  }),
  "bolus count": z.strictObject({
    drug: short,
    amount: quantity("amount"),
    given: z.int().min(0).max(1_000_000),
    denied: z.int().min(0).max(1_000_000),
  }),
  alarm: z.strictObject({
    level: z.enum(["critical", "non-critical"]),
    cause: z.enum([
      "empty reservoir",
      "end of service",
      "motor stall",
      "stopped over 48 h",
      "critical memory error",
      "low reservoir",
      "replacement due",
      "memory error",
    ]),
    heard: short.optional(),
  }),
  MRI: z.strictObject({
    field: short,
    emptiedBefore: z.boolean(),
    /** What came out of the reservoir, where it was emptied before. */
    aspirated: quantity("volume").optional(),
    stalledAt: instant().optional(),
    recoveredAt: instant().optional(),
  }),
  stopped: z.strictObject({ reason: words }),
  restarted: z.strictObject({ reason: words, confirmedRunning: z.boolean() }),
  "access port": z.strictObject({
    port: short,
    aspirated: quantity("volume"),
    injected: quantity("volume").optional(),
    reprime: z.enum(["done", "not needed"]),
    /** What the pump was told to give for the re-prime: it comes out of the reservoir. */
    primed: quantity("volume").optional(),
    /** What left the reservoir past the pump: drawn as a sample, or leaked. */
    lost: quantity("volume").optional(),
    reason: words,
  }),
  trial: z.strictObject({
    drug: short,
    dose: quantity("amount"),
    number: z.int().min(1).max(20),
    scores: z
      .array(
        z.strictObject({ scale: short, before: z.number(), after: z.number(), hours: z.number().min(0) }),
      )
      .max(50),
    response: z.enum(["positive", "negative", "adverse"]),
    lasted: quantity("time").optional(),
  }),
  score: z.strictObject({
    scale: z.enum([
      "Ashworth 0-4",
      "Ashworth 1-5",
      "modified Ashworth",
      "NRS",
      "VAS",
      "Penn",
      "PROMIS",
      "patient global",
    ]),
    coding: short.optional(),
    value: z.union([z.number(), z.literal("1+")]),
    region: short.optional(),
  }),
  "adverse event": z.strictObject({
    event: z.enum([
      "infection or erosion",
      "motor stall",
      "adverse drug reaction",
      "catheter",
      "CSF leak",
      "pocket fill",
      "withdrawal",
      "overdose",
      "inflammatory mass",
      "programming error",
      "pump failure",
      "other",
    ]),
    severity: z.enum(["mild", "moderate", "severe", "death"]),
    text: words,
  }),
  "ketamine session": z.strictObject({
    drug: z.enum(["ketamine", "esketamine"]),
    vial: quantity("concentration"),
    total: quantity("amount"),
    checklist: z.array(z.strictObject({ item: short, done: z.boolean() })).max(60),
    observations: z
      .array(z.strictObject({ after: quantity("time"), name: short, value: z.union([z.number(), short]) }))
      .max(2000),
    holds: z.array(z.strictObject({ after: quantity("time"), reason: words })).max(100),
    rescue: z.array(short).max(50),
    discharged: z.boolean(),
    waste: z.strictObject({ amount: quantity("amount"), witness: short }).optional(),
  }),
  note: z.strictObject({ text: words }),
  "second check": z.strictObject({
    of: z.uuid(),
    values: z.record(z.string(), z.string()),
    agrees: z.boolean(),
    differences: z.array(short).max(50),
  }),
  signature: z.strictObject({
    of: z.uuid(),
    ofHash: z.string().length(64),
    meaning: z.enum(["author", "second check", "prescriber", "witness"]),
  }),
  "visit closed": z.strictObject({ reinterrogated: z.literal(true), running: z.literal(true) }),
} as const satisfies Record<string, z.ZodType>;
export type EntryKind = keyof typeof kindsOfEntry;
export const entryKinds = Object.keys(kindsOfEntry) as EntryKind[];

const envelope = {
  id: z.uuid(),
  patient: z.uuid(),
  /** When it happened. */
  at: instant(),
  /** The IANA zone that the offset came from. */
  zone: short.optional(),
  by: short,
  /** Where it came from: a person at a screen, a file, a device report. */
  from: z.enum(["entered", "imported", "pump report"]),
  /** The entry that this one corrects; the old one stays. */
  corrects: z.uuid().optional(),
};

/** The schema of one new entry, by kind. Sequence, time of record and hash are added by whoever keeps it. */
export const newEntry = z.discriminatedUnion(
  "kind",
  entryKinds.map((kind) =>
    z.strictObject({ ...envelope, kind: z.literal(kind), data: kindsOfEntry[kind] }),
  ) as never,
) as unknown as z.ZodType<NewEntry>;

/** One new entry: who, when, where from, and what, by its kind. */
export type NewEntry = {
  [K in EntryKind]: z.output<z.ZodObject<typeof envelope>> & {
    readonly kind: K;
    readonly data: z.output<(typeof kindsOfEntry)[K]>;
  };
}[EntryKind];

/** An entry as it is kept: in its place, in its chain. */
export type Entry = NewEntry & {
  readonly sequence: number;
  readonly recordedAt: number;
  readonly previous: string;
  readonly hash: string;
};
