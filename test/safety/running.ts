// What runs in a patient, held against what has come since: new limits, another tubing volume, the pump's own clock,
// what else is taken. Entries of one patient, as questions to the engine.
import { type Scenario, told } from "./scenario.ts";

type Fields = Readonly<Record<string, unknown>>;
const patient = "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f";
const programId = "00000000-0000-4000-8000-000000000904";
export const start = "2026-01-05T08:00:00Z";
const now = "2026-01-08T08:00:00Z";

let count = 700;
export const entry = (kind: string, at: string, data: Fields, more: Fields = {}): Fields => ({
  id: `00000000-0000-4000-8000-${String(++count).padStart(12, "0")}`,
  patient,
  at,
  by: "Nurse One",
  from: "entered",
  kind,
  data,
  ...more,
});
const filled = (drug: string, concentration: string): Fields => ({
  aspirated: "0 mL",
  aspiratedAgain: "0 mL",
  filled: "40 mL",
  programmed: "40 mL",
  solution: [{ drug, concentration }],
  lot: "A1",
  expiry: "2030-01-31",
  needleChecked: true,
  observed: "30 min",
});
const purpose = { indication: "pain-noncancer", phase: "maintenance", jurisdiction: "US" };

/** A pump that runs one drug since the start. */
const runs = (drug: string, concentration: string, program: Fields, more: Fields = {}): readonly Fields[] => [
  entry("patient", start, {
    name: "Test Person",
    birthDate: "1960-02-29",
    identifiers: [{ system: "clinic", value: "17" }],
    opioid: "tolerant",
  }),
  entry("pump implanted", start, { pump: { model: "synchromed-ii-40" }, serial: "S1" }),
  entry("catheter implanted", start, { catheter: { volume: "0.2 mL" } }),
  entry("refill", start, filled(drug, concentration)),
  entry("program change", start, { program, reason: "pain", purpose, ...more }, { id: programId }),
  entry("interrogation", start, { serial: "S1", volume: "40 mL", running: true }),
];
const steady = { mode: "continuous", drug: "ziconotide", dose: "20 mcg/d" };
const ziconotide = runs("ziconotide", "25 mcg/mL", steady);
const checked = (findings: readonly Fields[], more: Fields = {}): Fields =>
  entry("limit check", start, { of: programId, library: "an older one", purpose, findings, ...more });
const closed = entry("visit closed", start, { reinterrogated: true, running: true });
const asked = (entries: readonly Fields[]): Fields => ({ now, entries });

/** By day 4 mg in 12 h, by night nothing: when a step comes shows in what is left. */
const flex = {
  mode: "flex",
  drug: "morphine",
  steps: [
    { at: "08:00", dose: "8 mg/d" },
    { at: "20:00", dose: "0 mg/d" },
  ],
};
const morphine = runs("morphine", "10 mg/mL", flex);
const seen = (at: string, more: Fields): Fields =>
  entry("interrogation", at, { serial: "S1", volume: "39 mL", running: true, ...more });

const library: Scenario[] = [
  ...told(
    "L-07",
    {
      happened:
        "an older library let 20 mcg of ziconotide pass, this one does not: the running program is listed",
      operation: "recheck",
      input: asked([...ziconotide, checked([]), closed]),
      expect: [
        { path: "running", number: 1, within: 0 },
        { path: "withNews", number: 1, within: 0 },
        { path: "programs[0].before.library", equals: "an older one" },
        { path: "programs[0].news[0].id", equals: "ZIC-04-US" },
        { path: "programs[0].news[0].blocks", equals: true },
        { path: "programs[0].news[0].since", contains: "Not found" },
        { path: "programs[0].keep.of", equals: programId },
      ],
    },
    {
      happened:
        "the older library found the same under another number: the limit is said to have been another",
      operation: "recheck",
      input: asked([
        ...ziconotide,
        checked([{ id: "ZIC-04-US", drug: "ziconotide", stands: "beyond", bound: "..2.4 ug/d" }]),
        closed,
      ]),
      expect: [{ path: "programs[0].news[0].since", contains: "2.4 ug/d" }],
    },
    {
      happened: "a limit that was passed then and is no more is told as gone",
      operation: "recheck",
      input: asked([
        ...ziconotide,
        checked([{ id: "OLD-1", drug: "ziconotide", stands: "above", bound: "..10 ug/d" }]),
        closed,
      ]),
      expect: [
        { path: "programs[0].gone", count: 1 },
        { path: "programs[0].gone[0].id", equals: "OLD-1" },
      ],
    },
    {
      happened: "the record does not say what a program is for: it is listed as unchecked, never as sound",
      operation: "recheck",
      input: asked([...runs("ziconotide", "25 mcg/mL", steady, { purpose: undefined }), closed]),
      expect: [
        { path: "notChecked", number: 1, within: 0 },
        { path: "programs[0].unchecked", equals: "no purpose" },
        { path: "programs[0].keep", equals: null },
      ],
    },
    {
      happened: "a check of another program is no check of this one",
      operation: "recheck",
      input: asked([...ziconotide, checked([], { of: "00000000-0000-4000-8000-000000000999" }), closed]),
      expect: [{ path: "programs[0].before", equals: null }],
    },
  ),
  ...told(
    "C-01",
    {
      happened:
        "a bridge was reckoned with 0.199 mL of tubing, which is 0.14 mL now: the program is opened again",
      operation: "recheck",
      input: asked([
        ...runs(
          "morphine",
          "10 mg/mL",
          { mode: "continuous", drug: "morphine", dose: "4 mg/d" },
          { bridge: { decision: "bridge", dose: "4 mg/d", duration: "14.5 h", volume: "0.399 mL" } },
        ),
        checked([], { tubing: "0.199 mL" }),
        closed,
      ]),
      expect: [
        { path: "withNews", number: 1, within: 0 },
        { path: "programs[0].tubing.was", quantity: "0.199 mL", within: 1e-12 },
        { path: "programs[0].tubing.now", quantity: "0.14 mL", within: 1e-12 },
        { path: "programs[0].tubing.sentence", contains: "reckoned anew" },
        { path: "programs[0].tubing.bridge", contains: "0.399 mL" },
      ],
    },
    {
      happened: "the pump's own card says 0.199 mL: that volume is this pump's whatever the table says now",
      operation: "recheck",
      input: asked([
        ...morphine,
        entry("pump implanted", start, {
          pump: { model: "synchromed-ii-40", tubing: "0.199 mL" },
          serial: "S2",
        }),
        entry("refill", start, filled("morphine", "10 mg/mL")),
        entry("program change", start, { program: flex, reason: "pain", purpose }, { id: programId }),
        checked([], { tubing: "0.199 mL" }),
      ]),
      expect: [{ path: "withNews", number: 0, within: 0 }],
    },
  ),
];

const clocks: Scenario[] = told(
  "K-08",
  {
    happened: "the pump's clock is 6 h ahead: its evening comes at 14:00 here, and less is used that day",
    operation: "standing",
    input: {
      now: "2026-01-05T20:00:00Z",
      entries: [...morphine, seen("2026-01-05T09:00:00Z", { clockOffset: "6 h" }), closed],
    },
    // 08:00 to 09:00 by our reckoning, then the pump's 15:00 to 20:00: 6 h at 8 mg a day are 2 mg, 0.2 mL.
    expect: [
      { path: "reservoir.expected", quantity: "39.8 mL", within: 1e-12 },
      { path: "clock.way", equals: "ahead" },
      { path: "clock.by", quantity: "6 h", within: 1e-12 },
      { path: "clock.steps[1].here", equals: "14:00" },
      { path: "clock.sentence", contains: "earlier" },
    ],
  },
  {
    happened: "the pump's clock is 90 min behind: its morning comes at 09:30 here",
    operation: "standing",
    input: {
      now: "2026-01-05T20:00:00Z",
      entries: [...morphine, seen("2026-01-05T08:00:00Z", { clockBehind: "90 min" }), closed],
    },
    // The pump's 06:30 to 08:00 are night: 10.5 h at 8 mg a day are 3.5 mg, 0.35 mL.
    expect: [
      { path: "reservoir.expected", quantity: "39.65 mL", within: 1e-12 },
      { path: "clock.steps[0].here", equals: "09:30" },
      { path: "clock.sentence", contains: "later" },
    ],
  },
  {
    happened: "the pump is set anew while its clock is known to be off: the new program runs by that clock",
    operation: "standing",
    input: {
      now: "2026-01-05T20:00:00Z",
      entries: [
        ...morphine.slice(0, 4),
        seen("2026-01-05T08:00:00Z", { clockOffset: "6 h" }),
        entry("program change", "2026-01-05T08:00:00Z", { program: flex, reason: "pain" }),
      ],
    },
    // The pump's 14:00 to 20:00: 6 h at 8 mg a day are 2 mg.
    expect: [{ path: "reservoir.expected", quantity: "39.8 mL", within: 1e-12 }],
  },
  {
    happened: "the alarm date follows what the shifted schedule has used so far",
    operation: "drylist",
    input: {
      now: "2026-01-05T20:00:00Z",
      entries: [...morphine, seen("2026-01-05T09:00:00Z", { clockOffset: "6 h" }), closed],
    },
    expect: [{ path: "pumps[0].expectedLeft", quantity: "39.8 mL", within: 1e-12 }],
  },
  {
    happened: "ahead and behind at once is no reading",
    operation: "standing",
    input: {
      now,
      entries: [...morphine, seen("2026-01-05T09:00:00Z", { clockOffset: "6 h", clockBehind: "1 h" })],
    },
    expect: [{ refused: "entries[6].data.clockBehind" }],
  },
);

const bolus = (at: string, more: Fields): Fields =>
  entry("bolus", at, { drug: "morphine", amount: "1 mg", given: "0.4 mg", outcome: "interrupted", ...more });
const rest = (given: string): Fields =>
  bolus("2026-01-05T11:00:00Z", { amount: "0.6 mg", given, outcome: "complete", resumes: true });
const interrupted = bolus("2026-01-05T09:00:00Z", {});
const visiting = (kept: readonly Fields[], ...draft: Fields[]): Fields => ({
  entries: kept,
  at: "2026-01-05T11:00:00Z",
  draft,
});

const boluses: Scenario[] = told(
  "P-13",
  {
    happened:
      "a bolus is interrupted, the line primed, the bolus resumed: not taken, it is a bolus of its own",
    operation: "visit",
    input: visiting(
      [
        ...morphine,
        interrupted,
        entry("access port", "2026-01-05T10:00:00Z", {
          port: "catheter access port",
          aspirated: "1 mL",
          reprime: "done",
          primed: "0.34 mL",
          reason: "no effect",
        }),
      ],
      rest("0.6 mg"),
    ),
    expect: [
      { path: "objections", count: 1 },
      { path: "objections[0].rule", equals: "prime before resume" },
      { path: "objections[0].overridable", equals: false },
    ],
  },
  {
    happened: "the catheter is replaced between: the same",
    operation: "visit",
    input: visiting(
      [
        ...morphine,
        interrupted,
        entry("catheter revised", "2026-01-05T10:00:00Z", { catheter: { volume: "0.2 mL" }, reason: "kink" }),
      ],
      rest("0.6 mg"),
    ),
    expect: [{ path: "objections[0].rule", equals: "prime before resume" }],
  },
  {
    happened: "resumed without a prime, up to what was left: taken, and all of it is out of the reservoir",
    operation: "visit",
    input: visiting([...morphine, interrupted], rest("0.6 mg")),
    expect: [{ path: "objections", count: 0 }],
  },
  {
    happened:
      "more is given than was left of the bolus: delivered and remaining never pass what was programmed",
    operation: "visit",
    input: visiting([...morphine, interrupted], rest("0.6 mg"), {
      ...bolus("2026-01-05T12:00:00Z", { resumes: true }),
    }),
    expect: [{ path: "objections[0].rule", equals: "resumes nothing" }],
  },
  {
    happened: "the rest is entered as more than the rest",
    operation: "visit",
    input: visiting(
      [...morphine, interrupted],
      bolus("2026-01-05T11:00:00Z", { given: "0.7 mg", outcome: "complete", resumes: true }),
    ),
    expect: [
      { path: "objections[0].rule", equals: "more than the bolus" },
      { path: "objections[0].sentence", contains: "0.6 mg" },
    ],
  },
  {
    happened: "what both parts gave is out of the reservoir",
    operation: "standing",
    input: {
      now: "2026-01-05T12:00:00Z",
      entries: [...morphine, interrupted, rest("0.6 mg")],
    },
    // 4 h at 8 mg a day and 1 mg of bolus: 2.333… mg, 0.2333… mL.
    expect: [{ path: "reservoir.expected", quantity: "39.766666666666667 mL", within: 1e-12 }],
  },
);

const also = (...taken: Fields[]): Fields => entry("other medication", start, { taken });
const dosed = (drug: string, concentration: string, dose: string): readonly Fields[] =>
  runs(drug, concentration, { mode: "continuous", drug, dose });
const raised = (drug: string, dose: string): Fields =>
  entry("program change", now, { program: { mode: "continuous", drug, dose }, reason: "pain", purpose });
const setting = (kept: readonly Fields[], ...draft: Fields[]): Fields => ({ entries: kept, at: now, draft });
const four = dosed("morphine", "10 mg/mL", "4 mg/d");

const sums: Scenario[] = told(
  "L-14",
  {
    happened: "oral morphine beside the pump's: the range of both, before and after, and no number alone",
    operation: "visit",
    input: setting(
      [...four, also({ drug: "morphine", route: "oral", dose: "30 mg/d" })],
      raised("morphine", "5 mg/d"),
    ),
    // Published ratios of intrathecal to oral go from 10 to 300.
    expect: [
      { path: "together[0].class", equals: "opioid" },
      { path: "together[0].oralMorphine.before.lowest", quantity: "70 mg/d", within: 1e-9 },
      { path: "together[0].oralMorphine.before.highest", quantity: "1230 mg/d", within: 1e-9 },
      { path: "together[0].oralMorphine.after.lowest", quantity: "80 mg/d", within: 1e-9 },
      { path: "together[0].oralMorphine.after.highest", quantity: "1530 mg/d", within: 1e-9 },
      { path: "together[0].sentences[0]", contains: "no number in it is a dose" },
    ],
  },
  {
    happened: "an opioid that no source relates by its route is named as not in the sum",
    operation: "visit",
    input: setting(
      [...four, also({ drug: "fentanyl", route: "transdermal", dose: "0.6 mg/d" })],
      raised("morphine", "5 mg/d"),
    ),
    expect: [
      { path: "together[0].oralMorphine.after.lowest", quantity: "50 mg/d", within: 1e-9 },
      { path: "together[0].sentences[1]", contains: "not in the sum" },
    ],
  },
  {
    happened: "two pumps of ziconotide, each within the label, together beyond it",
    operation: "visit",
    input: setting(
      [
        ...dosed("ziconotide", "25 mcg/mL", "8 mcg/d"),
        also({ drug: "ziconotide", route: "intrathecal", dose: "10 mcg/d" }),
      ],
      raised("ziconotide", "10 mcg/d"),
    ),
    expect: [
      { path: "together[0].sums[0].most", quantity: "20 mcg/d", within: 1e-9 },
      { path: "together[0].sums[0].findings[0].id", equals: "ZIC-04-US" },
      { path: "together[0].sums[0].findings[0].stands", equals: "beyond" },
    ],
  },
  {
    happened:
      "a range of what is programmed sees both pumps in full, whatever boluses the patient may call for",
    operation: "visit",
    input: setting(
      [
        ...dosed("baclofen", "2 mg/mL", "350 mcg/d"),
        also({ drug: "baclofen", route: "intrathecal", dose: "500 mcg/d" }),
      ],
      entry("program change", now, {
        program: { mode: "continuous", drug: "baclofen", dose: "350 mcg/d" },
        patientBolus: {
          amount: "50 mcg",
          drug: "baclofen",
          duration: "5 min",
          lockout: "2 h",
          maxPerDay: 10,
        },
        reason: "spasms",
        purpose: { ...purpose, indication: "spasticity-spinal" },
      }),
    ),
    // 350 + 500 mcg/d programmed is above the 800 mcg/d of BAC-11; ten boluses of 50 mcg come on top of the most.
    expect: [
      { path: "together[0].sums[0].dose", quantity: "850 mcg/d", within: 1e-9 },
      { path: "together[0].sums[0].most", quantity: "1350 mcg/d", within: 1e-9 },
      { path: "together[0].sums[0].findings", count: 2 },
      { path: "together[0].sums[0].findings[0].id", equals: "BAC-14" },
      { path: "together[0].sums[0].findings[1].id", equals: "BAC-11" },
      { path: "together[0].sums[0].findings[1].stands", equals: "above" },
    ],
  },
  {
    happened: "oral baclofen beside the pump's: each is shown, and nothing is added up without a source",
    operation: "visit",
    input: setting(
      [
        ...dosed("baclofen", "2000 mcg/mL", "400 mcg/d"),
        also({ drug: "baclofen", route: "oral", dose: "60 mg/d" }),
      ],
      raised("baclofen", "440 mcg/d"),
    ),
    expect: [
      { path: "together[0].beside[0].dose", quantity: "60 mg/d", within: 1e-12 },
      { path: "together[0].oralMorphine", equals: null },
      { path: "together[0].sentences[0]", contains: "nothing is added up" },
    ],
  },
  {
    happened: "nobody has asked what else an opioid patient takes: said, never taken for nothing",
    operation: "visit",
    input: setting(four, raised("morphine", "5 mg/d")),
    expect: [{ path: "together[0].sentences[0]", contains: "Nobody has recorded" }],
  },
);

const inZone = (at: string, zone: string): Fields => entry("note", at, { text: "seen" }, { zone });
const adding = (at: string, zone: string): Fields => ({
  entries: morphine,
  at: "2026-11-01T12:00:00Z",
  draft: [inZone(at, zone)],
});

const hours: Scenario[] = [
  ...told(
    "K-10",
    {
      happened: "02:30 on the night clocks go forward: there was no such time, in either offset",
      operation: "visit",
      input: adding("2026-03-29T02:30:00+01:00", "Europe/Berlin"),
      expect: [
        { path: "objections", count: 1 },
        { path: "objections[0].rule", equals: "no such hour" },
        { path: "objections[0].path", equals: "at" },
        { path: "objections[0].sentence", contains: "03:30" },
      ],
    },
    {
      happened: "the same with the offset of the summer",
      operation: "visit",
      input: adding("2026-03-29T02:30:00+02:00", "Europe/Berlin"),
      expect: [{ path: "objections[0].rule", equals: "no such hour" }],
    },
    {
      happened: "01:30 on the night clocks go back, the first of the two: its offset says which",
      operation: "visit",
      input: adding("2026-11-01T01:30:00-04:00", "America/New_York"),
      expect: [{ path: "objections", count: 0 }],
    },
    {
      happened: "01:30 again, an hour later",
      operation: "visit",
      input: adding("2026-11-01T01:30:00-05:00", "America/New_York"),
      expect: [{ path: "objections", count: 0 }],
    },
    {
      happened: "01:30 without a word on which of the two",
      operation: "visit",
      input: adding("2026-11-01T01:30:00", "America/New_York"),
      expect: [{ refused: "draft[0].at" }],
    },
  ),
  ...told(
    "K-11",
    {
      happened: "Almaty was entered at +06:00 by a table from before March 2024: the past stays where it was",
      operation: "zones",
      input: {
        now: "2026-01-05T00:00:00Z",
        entries: [
          inZone("2024-06-03T10:00:00+06:00", "Asia/Almaty"),
          inZone("2024-02-05T10:00:00+06:00", "Asia/Almaty"),
        ],
      },
      expect: [
        { path: "past", count: 1 },
        { path: "past[0].at", equals: "2024-06-03T10:00:00+06:00" },
        { path: "past[0].there", equals: "2024-06-03T09:00:00+05:00" },
        { path: "past[0].sentence", contains: "kept" },
        { path: "future", count: 0 },
      ],
    },
    {
      happened: "the same as something to come: listed, with the moment its clock time now stands for",
      operation: "zones",
      input: { now: "2024-05-01T00:00:00Z", entries: [inZone("2024-06-03T10:00:00+06:00", "Asia/Almaty")] },
      expect: [
        { path: "past", count: 0 },
        { path: "future[0].sameClock", equals: "2024-06-03T10:00:00+05:00" },
      ],
    },
    {
      happened: "what was kept by an older table is as it was, and is not refused now",
      operation: "standing",
      input: {
        now: "2026-01-05T20:00:00Z",
        entries: [
          ...morphine,
          inZone("2024-06-03T10:00:00+06:00", "Asia/Almaty"),
          inZone("2025-03-30T02:30:00+01:00", "Europe/Berlin"),
        ],
      },
      expect: [{ path: "objections", count: 0 }],
    },
  ),
];

/** Scenarios on what runs. */
export const running: readonly Scenario[] = [...library, ...clocks, ...boluses, ...hours, ...sums];
