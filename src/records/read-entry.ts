import { z } from "zod";
import { standings } from "../limits/limits.ts";
import { besideOtherFaults, compare, instant, inward, quantity, refuse } from "../quantity/quantity.ts";
import { catheterChoice, patientBolus, program, pumpChoice, solution } from "../regimen/regimen.ts";
import { score } from "./score.ts";

const words = z.string().min(1).max(2000);
const [none, week] = [
  { value: 0, unit: "h" },
  { value: 1, unit: "wk" },
] as const;
const short = z.string().min(1).max(200);
/** A calendar date without a zone: the same everywhere (K-09). */
const date = z.iso.date();

/** How pressing something is, most pressing first: high, medium and low of IEC 60601-1-8, without its sounds. */
export const urgencies = ["act now", "due", "soon", "later"] as const;
export type Urgency = (typeof urgencies)[number];

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

/** What a program is for and whose labels were asked, so that the findings of that day can be had again. */
const purpose = z.strictObject({ indication: short, phase: short, jurisdiction: short });

/** What was done against a finding, in whose name and why. */
const override = z.strictObject({ finding: short, by: short, reason: words });
const overrides = z.array(override).min(1).max(50).optional();

/** What was done at a running infusion, and how long after its start; why, wherever it was not as planned. */
const turn = z.discriminatedUnion("what", [
  z.strictObject({
    what: z.literal("bolus"),
    after: quantity("time"),
    amount: quantity("amount"),
    /** Absent: by hand. */
    over: quantity("time").optional(),
  }),
  z.strictObject({ what: z.literal("step"), after: quantity("time"), rate: quantity("doseRate") }),
  z.strictObject({
    what: z.literal("other rate"),
    after: quantity("time"),
    rate: quantity("doseRate"),
    reason: words,
  }),
  z.strictObject({ what: z.literal("hold"), after: quantity("time"), reason: words }),
  z.strictObject({
    what: z.literal("resume"),
    after: quantity("time"),
    rate: quantity("doseRate"),
    reason: words,
  }),
  z.strictObject({ what: z.literal("end"), after: quantity("time"), reason: words.optional() }),
]);
export type SessionTurn = z.output<typeof turn>;

/** One session as it was planned, in figures that need no weight to be read. */
const plannedSession = z
  .strictObject({
    bolus: z.strictObject({ amount: quantity("amount"), over: quantity("time") }).optional(),
    steps: z
      .array(
        z.strictObject({
          for: quantity("time"),
          rate: quantity("doseRate"),
          /** When to hold or step down, in the protocol's own words. */
          hold: z.string().max(300).optional(),
        }),
      )
      .max(1000),
    total: quantity("amount"),
  })
  .superRefine(({ bolus, steps, total }, context) => {
    const sum = steps.reduce(
      (sum, step) => sum + inward(step.for, "time") * inward(step.rate, "doseRate"),
      bolus ? inward(bolus.amount, "amount") : 0,
    );
    const said = inward(total, "amount");
    // V-01: rate × time must be the dose that was written, within one per cent.
    if (Math.abs(sum - said) > 0.01 * said)
      refuse(
        context,
        {
          en: `${total.value} ${total.unit} is not what bolus and steps come to`,
          zh: `${total.value} ${total.unit} 与推注及各步骤之和不符`,
        },
        ["total"],
      );
  });

const checkedItem = z.strictObject({ item: z.string().min(1).max(500), done: z.boolean() });

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
  "pump revised": z.strictObject({ serial: short, reason: words, site: short.optional() }),
  "pump explanted": z.strictObject({ serial: short, reason: words }),
  "catheter implanted": z.strictObject({
    catheter: catheterChoice,
    lot: short.optional(),
    tip: short.optional(),
  }),
  "catheter revised": z.strictObject({ catheter: catheterChoice, reason: words, tip: short.optional() }),
  "catheter explanted": z.strictObject({ reason: words }),
  interrogation: z
    .strictObject({
      serial: short,
      volume: quantity("volume"),
      program: program.optional(),
      running: z.boolean(),
      /** How far the pump's clock is ahead of the local time, or behind it; zero says that it agrees (K-08). */
      clockOffset: quantity("time").optional(),
      clockBehind: quantity("time").optional(),
      battery: short.optional(),
    })
    .superRefine(({ clockOffset, clockBehind }, context) => {
      if (clockOffset && clockBehind)
        refuse(
          context,
          { en: "the pump's clock is ahead or behind, not both", zh: "泵时钟或快或慢，不能两者皆是" },
          ["clockBehind"],
        );
      for (const name of ["clockOffset", "clockBehind"] as const)
        if (compare({ clockOffset, clockBehind }[name] ?? none, week) > 0)
          refuse(context, { en: "expected a week at the most", zh: "最多为一周" }, [name]);
    }, besideOtherFaults),
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
    overrides,
  }),
  "program change": z.strictObject({
    program,
    patientBolus: patientBolus.nullable().optional(),
    bridge: bridgeDecision.optional(),
    reason: words,
    purpose: purpose.optional(),
    /** The program change whose settings these are, exactly (P-14). */
    repeats: z.uuid().optional(),
    overrides,
  }),
  /** Where a program stood to every limit of one version of the library; a later version is another check (L-07). */
  "limit check": z.strictObject({
    /** The program change, or the interrogation that read the program. */
    of: z.uuid(),
    library: short,
    purpose,
    /** What stood outside a limit; the others were within. */
    findings: z
      .array(
        z.strictObject({
          id: short,
          stands: z.enum(standings),
          drug: short.optional(),
          bound: short.optional(),
        }),
      )
      .max(500),
    /** The tubing volume that bridges and primes were reckoned with (C-01). */
    tubing: quantity("volume").optional(),
  }),
  /** Everything of a pump's kind that the patient gets beside this pump; each list takes the place of the one before. */
  "other medication": z.strictObject({
    taken: z
      .array(
        z.strictObject({
          drug: short,
          route: z.enum(["oral", "transdermal", "intravenous", "epidural", "intrathecal"]),
          dose: quantity("doseRate"),
        }),
      )
      .max(20),
  }),
  "bolus count": z.strictObject({
    drug: short,
    amount: quantity("amount"),
    given: z.int().min(0).max(1_000_000),
    denied: z.int().min(0).max(1_000_000),
  }),
  /** A bolus that the clinic told the pump to give, or the rest of the one that was interrupted last. */
  bolus: z
    .strictObject({
      drug: short,
      amount: quantity("amount"),
      given: quantity("amount"),
      outcome: z.enum(["complete", "interrupted"]),
      resumes: z.boolean().optional(),
    })
    .superRefine(({ amount, given }, context) => {
      if (compare(given, amount) > 0)
        refuse(context, { en: "more was given than the bolus had", zh: "所给多于该次推注的量" }, ["given"]);
    }),
  alarm: z
    .strictObject({
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
      /** When a motor that stalled ran again, as the pump recorded it; absent: no recovery is recorded. */
      recoveredAt: instant().optional(),
    })
    .superRefine(({ cause, recoveredAt }, context) => {
      if (recoveredAt && cause !== "motor stall")
        refuse(context, { en: "only a motor that stalled recovers", zh: "只有电机停转才有恢复" }, [
          "recoveredAt",
        ]);
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
    overrides,
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
    /** The decision rule of the screening protocol, in its own words. */
    rule: words.optional(),
  }),
  score,
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
  /** Kept at the start, so that a session that is interrupted is known to everybody until it is ended. */
  "ketamine session begun": z.strictObject({
    drug: z.enum(["ketamine", "esketamine"]),
    vial: quantity("concentration"),
    infusate: quantity("concentration"),
    /** What one bag or syringe holds. */
    container: quantity("volume").optional(),
    weight: quantity("weight"),
    planned: plannedSession,
    /** How often the clinic observes, beside every change of rate. */
    observeEvery: quantity("time").optional(),
    /** The number on the wristband, as it was read there. */
    wristband: short,
    checklist: z.array(checkedItem).min(1).max(100),
    /** The begun session that was the first of this series; absent: a series begins. */
    series: z.uuid().optional(),
    overrides,
  }),
  "ketamine session": z.strictObject({
    drug: z.enum(["ketamine", "esketamine"]),
    vial: quantity("concentration"),
    total: quantity("amount"),
    /** The entry by which it was begun. */
    begun: z.uuid().optional(),
    /** What ran and when, from which the total is computed. */
    course: z.array(turn).min(1).max(500).optional(),
    checklist: z.array(checkedItem).max(100),
    observations: z
      .array(z.strictObject({ after: quantity("time"), name: short, value: z.union([z.number(), short]) }))
      .max(2000),
    holds: z.array(z.strictObject({ after: quantity("time"), reason: words })).max(100),
    rescue: z.array(short).max(50),
    discharged: z.boolean(),
    /** Each criterion that was looked at before the patient left. */
    discharge: z.array(checkedItem).max(60).optional(),
    /** Who took the patient home. */
    escort: short.optional(),
    waste: z.strictObject({ amount: quantity("amount"), witness: short }).optional(),
    text: words.optional(),
  }),
  "ketamine follow-up": z.strictObject({
    organ: z.enum(["liver", "bladder"]),
    tests: z.array(z.strictObject({ name: short, value: short })).max(50),
    finding: z.enum(["normal", "abnormal"]),
    text: words.optional(),
  }),
  /** The day of the next refill; null: none any more. A later plan takes the place of an earlier one. */
  "refill planned": z.strictObject({
    day: date.nullable(),
    /** The last day that was safe by the forecast on which it was planned; absent where there was none. */
    latest: date.optional(),
    overrides,
  }),
  /** An alert that was put aside: it comes back by itself. */
  "alert snoozed": z.strictObject({
    alert: short,
    /** How pressing it was: it comes back at once when it presses more. */
    urgency: z.enum(urgencies),
    until: instant(),
    reason: words,
  }),
  note: z.strictObject({ text: words }),
  /** A date on which the patient is expected; another for the same purpose takes its place. */
  "follow-up planned": z.strictObject({ what: short, due: date }),
  "contact attempted": z.strictObject({
    /** Who was called or written to. */
    who: short,
    how: z.enum(["telephone", "message", "letter", "visit at home", "through the family doctor"]),
    outcome: z.enum(["will come", "declined", "not reached", "message left", "unknown there"]),
    /** When it is tried again. */
    nextTry: date.optional(),
    text: words.optional(),
  }),
  "chasing ended": z.strictObject({ reason: words }),
  "transferred out": z.strictObject({
    to: short,
    with: z
      .array(z.enum(["sheet", "card", "FHIR file", "letter"]))
      .min(1)
      .max(4),
    reason: words.optional(),
  }),
  "transferred in": z.strictObject({
    from: short,
    with: z.array(z.enum(["sheet", "card", "FHIR file", "letter"])).max(4),
    text: words.optional(),
  }),
  /** Stands in both records of one person: in the one that is given up and in the one that is kept. */
  "records merged": z.strictObject({ kept: z.uuid(), given: z.uuid(), reason: words, overrides }),
  /** Takes that back, in both; each names the entry of its own record that it takes back (`corrects`). */
  "records parted": z.strictObject({ kept: z.uuid(), given: z.uuid(), reason: words }),
  "second check": z.strictObject({
    of: z.uuid(),
    /** What the second person read the numbers from. */
    readFrom: z.enum(["order", "printout", "pump screen"]).optional(),
    values: z.record(z.string(), z.string()),
    agrees: z.boolean(),
    differences: z.array(short).max(50),
  }),
  signature: z.strictObject({
    of: z.uuid(),
    ofHash: z.string().length(64),
    meaning: z.enum(["author", "second check", "prescriber", "witness"]),
  }),
  "visit closed": z.strictObject({
    reinterrogated: z.literal(true),
    running: z.literal(true),
    /** Why there was no second check, where there was none. */
    unchecked: words.optional(),
  }),
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
  /** Random text that keeps the hash from confirming a guess; entries of the first releases have none. */
  readonly salt?: string;
  readonly previous: string;
  readonly hash: string;
};
