// What a record must not take, and what it must show: entries of one patient, as questions to the engine.
import { type Scenario, told } from "./scenario.ts";

type Fields = Readonly<Record<string, unknown>>;
export const patient = "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f";
const implanted = "2018-03-05T08:00:00Z";
const filled = "2018-07-09T08:00:00Z";
/** 200 days after the fill: 20 mL at 0.1 mL a day are empty. */
export const later = "2019-01-25T08:00:00Z";

let count = 0;
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
const hydromorphone = [{ drug: "hydromorphone", concentration: "10 mg/mL" }];
const refillData = (aspirated: string, more: Fields = {}): Fields => ({
  aspirated,
  aspiratedAgain: "0 mL",
  filled: "20 mL",
  programmed: "20 mL",
  solution: hydromorphone,
  lot: "A1",
  expiry: "2030-01-31",
  needleChecked: true,
  observed: "30 min",
  ...more,
});
export const refill = (at: string, aspirated: string, more: Fields = {}): Fields =>
  entry("refill", at, refillData(aspirated, more));
const program = (at: string, dose: string, more: Fields = {}): Fields =>
  entry("program change", at, {
    program: { mode: "continuous", drug: "hydromorphone", dose },
    reason: "pain",
    ...more,
  });
export const seen = (at: string, running = true, serial = "S1"): Fields =>
  entry("interrogation", at, { serial, volume: "20 mL", running });
export const closing = (at: string): Fields =>
  entry("visit closed", at, { reinterrogated: true, running: true });
const person = (name: string, more: Fields = {}): Fields => ({
  name,
  birthDate: "1960-02-29",
  identifiers: [{ system: "clinic", value: "17" }],
  ...more,
});
/** A pump of 20 mL at 1 mg, 0.1 mL a day. */
export const kept: readonly Fields[] = [
  entry("patient", implanted, person("Test Person")),
  entry("pump implanted", implanted, { pump: { model: "synchromed-ii-20" }, serial: "S1" }),
  entry("catheter implanted", implanted, { catheter: { volume: "0.2 mL" } }),
  refill(filled, "0 mL"),
  program(filled, "1 mg/d"),
  seen(filled),
  closing(filled),
];
const named = (finding: string): Fields => ({
  overrides: [{ finding, by: "Dr Two", reason: "seen and taken on" }],
});

/** A question about a visit whose entries come at its moment. */
export const visiting = (...draft: Fields[]): Fields => ({ entries: kept, at: later, draft });
const against = (rule: string, i = 0) => [
  { path: `objections[${i}].rule`, equals: rule },
  { path: "objections", count: i + 1 },
];
export const taken = [{ path: "objections", count: 0 }];
export const standing = (entries: readonly Fields[], now = later): Fields => ({ now, entries });

const residuals: Scenario[] = [
  ...told(
    "INC-1",
    {
      happened: "found dry in January, the dose is then raised: the rise is not taken without a name",
      operation: "visit",
      input: visiting(refill(later, "0 mL"), program(later, "1.12 mg/d")),
      expect: [
        ...against("unexplained residual"),
        { path: "objections[0].overridable", equals: true },
        { path: "objections[0].sentence", contains: "ran dry" },
      ],
    },
    {
      happened: "the same rise, taken on by a named person with a reason",
      operation: "visit",
      input: visiting(refill(later, "0 mL"), program(later, "1.12 mg/d", named("unexplained residual"))),
      expect: taken,
    },
    {
      happened: "20 mL are filled and the pump is told 40 mL: kept only under a name",
      operation: "visit",
      input: visiting(refill(later, "0 mL", { programmed: "40 mL" })),
      expect: against("filled otherwise than told"),
    },
    {
      happened: "history came in as it was: nothing is refused, and the record as it stands says so",
      operation: "standing",
      input: standing([
        ...kept,
        { ...refill(later, "0 mL", { programmed: "40 mL" }), from: "imported" },
        { ...program(later, "1.12 mg/d"), from: "imported" },
      ]),
      expect: [
        { path: "objections", count: 2 },
        { path: "objections[0].rule", equals: "filled otherwise than told" },
        { path: "objections[1].rule", equals: "unexplained residual" },
        { path: "line.urgency", equals: "act now" },
      ],
    },
  ),
  ...told("R-03", {
    happened: "more was left than the pump's accuracy allows; the difference is flagged and stops a rise",
    operation: "visit",
    input: { ...visiting(refill(later, "10 mL"), program(later, "1.2 mg/d")), aspirated: "10 mL" },
    expect: [
      { path: "reconciled.verdict", equals: "more than expected" },
      ...against("unexplained residual"),
    ],
  }),
  ...told(
    "R-04",
    {
      happened: "19.5 of 20 mL are still there: the same dose is not simply restarted",
      operation: "visit",
      input: { ...visiting(refill(later, "19.5 mL"), program(later, "1 mg/d")), aspirated: "19.5 mL" },
      expect: [{ path: "reconciled.restartAtSameDose", equals: false }, ...against("unexplained residual")],
    },
    {
      happened: "an almost full pump is refilled and left at its program: the visit is not closed over it",
      operation: "visit",
      input: visiting(refill(later, "19.5 mL"), seen(later), closing(later)),
      expect: against("residual undecided"),
    },
  ),
  ...told("R-07", {
    happened: "22 mL are said to have gone into a pump of 20 mL",
    operation: "visit",
    input: visiting(refill(later, "0 mL", { filled: "22 mL", programmed: "22 mL" })),
    expect: against("above capacity"),
  }),
  ...told("R-11", {
    happened: "the pump was stopped for half of the time: the volume counts that, and explains what is left",
    operation: "visit",
    input: {
      ...visiting(refill(later, "10 mL"), program(later, "1.2 mg/d")),
      entries: [
        ...kept,
        entry("stopped", "2018-10-17T08:00:00Z", { reason: "surgery" }),
        entry("restarted", later, { reason: "healed", confirmedRunning: true }),
      ],
      aspirated: "10 mL",
    },
    expect: [{ path: "reconciled.verdict", equals: "as expected" }, ...taken],
  }),
  ...told("R-13", {
    happened: "the programs asked for more than was filled: nothing is left, never less than nothing",
    operation: "standing",
    input: standing(kept, "2019-06-09T08:00:00Z"),
    expect: [
      { path: "reservoir.expected", quantity: "0 mL" },
      { path: "line.troubles[0].trouble", equals: "probably empty" },
    ],
  }),
];

const refilling: Scenario[] = [
  ...told(
    "INC-6",
    {
      happened: "the refill is entered without the second aspiration",
      operation: "visit",
      input: visiting(entry("refill", later, { ...refillData("0 mL"), aspiratedAgain: undefined })),
      expect: [{ refused: "draft[0].data.aspiratedAgain" }],
    },
    {
      happened: "the refill is entered without how long the patient was observed",
      operation: "visit",
      input: visiting(entry("refill", later, { ...refillData("0 mL"), observed: undefined })),
      expect: [{ refused: "draft[0].data.observed" }],
    },
    {
      happened: "the pump that answers is another patient's",
      operation: "visit",
      input: visiting(seen(later, true, "S2")),
      expect: against("pump of somebody else"),
    },
  ),
  ...told(
    "R-08",
    {
      happened: "a refill without lot, expiry and needle check is not read",
      operation: "visit",
      input: visiting(
        entry("refill", later, {
          ...refillData("0 mL"),
          lot: undefined,
          expiry: undefined,
          needleChecked: undefined,
        }),
      ),
      expect: [
        { refused: "draft[0].data.lot" },
        { refused: "draft[0].data.expiry" },
        { refused: "draft[0].data.needleChecked" },
      ],
    },
    {
      happened: "a lot that expired is given only under a name",
      operation: "visit",
      input: visiting(refill(later, "0 mL", { expiry: "2019-01-24" })),
      expect: against("expired"),
    },
  ),
];

const otherSolution = [{ drug: "hydromorphone", concentration: "5 mg/mL" }];
const lines: Scenario[] = [
  ...told(
    "C-05",
    {
      happened: "another strength is filled and the program left as it was",
      operation: "visit",
      input: visiting(refill(later, "0 mL", { solution: otherSolution }), seen(later), closing(later)),
      expect: [{ path: "objections[0].rule", equals: "solution without program" }],
    },
    {
      happened: "another strength is filled and nothing is said about the old one in the line",
      operation: "visit",
      input: visiting(refill(later, "0 mL", { solution: otherSolution }), program(later, "0.5 mg/d")),
      expect: against("bridge undecided"),
    },
  ),
  ...told("C-06", {
    happened: "a catheter was revised: the record holds the new length only as it is entered anew",
    operation: "standing",
    input: standing([...kept, entry("catheter revised", later, { reason: "kink" })]),
    expect: [{ refused: "entries[7].data.catheter" }],
  }),
  ...told("C-07", {
    happened: "the access port was used: the port and the re-prime have to be named",
    operation: "standing",
    input: standing([...kept, entry("access port", later, { aspirated: "1 mL", reason: "dye study" })]),
    expect: [{ refused: "entries[7].data.port" }, { refused: "entries[7].data.reprime" }],
  }),
];

const running: Scenario[] = [
  ...told(
    "INC-5",
    {
      happened: "the pump was told something new and nobody looked at it again: the visit is not closed",
      operation: "visit",
      input: visiting(seen(later), refill(later, "0 mL"), program(later, "0.5 mg/d"), closing(later)),
      expect: against("not re-interrogated"),
    },
    {
      happened: "it was looked at and found stopped: the visit is not closed",
      operation: "visit",
      input: visiting(refill(later, "0 mL"), program(later, "0.5 mg/d"), seen(later, false), closing(later)),
      expect: against("not running"),
    },
    {
      happened: "it was looked at and seen to run: the visit is closed",
      operation: "visit",
      input: visiting(refill(later, "0 mL"), program(later, "0.5 mg/d"), seen(later), closing(later)),
      expect: taken,
    },
  ),
  ...told("P-10", {
    happened: "a program was set and nobody saw it run: the pump stands on top of the list",
    operation: "drylist",
    input: { now: later, entries: [...kept, program(later, "0.5 mg/d")] },
    expect: [
      { path: "pumps[0].urgency", equals: "act now" },
      { path: "pumps[0].delivery", equals: "unknown" },
    ],
  }),
  ...told("A-08", {
    happened: "a pump of which nothing is known but that it is there stands on the list, on top",
    operation: "drylist",
    input: {
      now: later,
      entries: [
        ...kept,
        entry(
          "pump implanted",
          implanted,
          { pump: { model: "synchromed-ii-40" }, serial: "S7" },
          { patient: "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e70" },
        ),
      ],
    },
    expect: [
      { path: "pumps", count: 2 },
      { path: "pumps[0].pump.serial", equals: "S7" },
      { path: "pumps[0].urgency", equals: "act now" },
    ],
  }),
  ...told("B-09", {
    happened:
      "boluses by the pump's own count: what was given is out of the reservoir, what was denied is not",
    operation: "standing",
    input: standing(
      [
        ...kept,
        entry("bolus count", "2018-10-07T08:00:00Z", {
          drug: "hydromorphone",
          amount: "0.1 mg",
          given: 50,
          denied: 20,
        }),
      ],
      "2018-10-07T08:00:00Z",
    ),
    // 20 − 90 days at 0.1 mL − 50 boluses of 0.01 mL.
    expect: [{ path: "reservoir.expected", quantity: "10.5 mL", within: 1e-6 }],
  }),
];

const identities: Scenario[] = [
  ...told("I-01", {
    happened: "an entry of another patient is among the draft's",
    operation: "visit",
    input: visiting({ ...seen(later), patient: "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e70" }),
    expect: [{ refused: "draft[0].patient" }],
  }),
  ...told("I-04", {
    happened: "two names one letter apart stand on one list: both are marked",
    operation: "patients",
    input: {
      now: later,
      entries: [
        entry("patient", implanted, person("Anna Meyer")),
        entry("patient", implanted, person("Anna Meier"), {
          patient: "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e70",
        }),
        entry("patient", implanted, person("Otto Berg"), { patient: "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e71" }),
      ],
    },
    expect: [
      { path: "patients[0].alike[0]", equals: "Anna Meyer" },
      { path: "patients[1].alike[0]", equals: "Anna Meier" },
      { path: "patients[2].alike", count: 0 },
    ],
  }),
  ...told("I-08", {
    happened: "a report of the pump that was taken out arrives: it says nothing of the one that runs",
    operation: "standing",
    input: standing([
      ...kept,
      entry("pump implanted", later, { pump: { model: "synchromed-ii-40" }, serial: "S9" }),
      seen(later, true, "S1"),
    ]),
    expect: [{ path: "delivery", equals: "unknown" }],
  }),
  ...told(
    "I-10",
    {
      happened: "a name is looked for with its words turned round, without its marks",
      operation: "patients",
      input: {
        now: later,
        search: "muller zoe",
        entries: [entry("patient", implanted, person("Zoë Müller"))],
      },
      expect: [{ path: "patients", count: 1 }],
    },
    {
      happened: "a Cyrillic letter stands in a Latin name: it is marked as its twin",
      operation: "patients",
      input: {
        now: later,
        entries: [
          entry("patient", implanted, person("Anna Kern")),
          entry("patient", implanted, person("Аnna Kern"), {
            patient: "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e70",
          }),
        ],
      },
      expect: [{ path: "patients[0].alike", count: 1 }],
    },
    {
      happened: "a Chinese name is found by a part of it",
      operation: "patients",
      input: { now: later, search: "小明", entries: [entry("patient", implanted, person("王小明"))] },
      expect: [{ path: "patients", count: 1 }],
    },
  ),
];

const times: Scenario[] = [
  ...told(
    "INC-12",
    {
      happened: "a pocket fill is recorded in the words of what fails in the field",
      operation: "standing",
      input: standing([
        ...kept,
        entry("adverse event", later, {
          event: "pocket fill",
          severity: "severe",
          text: "drowsy after refill",
        }),
      ]),
      expect: [{ path: "visitOpen", equals: false }],
    },
    {
      happened: "a complication in words of one's own is not read: it could never be counted",
      operation: "standing",
      input: standing([
        ...kept,
        entry("adverse event", later, { event: "went wrong", severity: "severe", text: "x" }),
      ]),
      expect: [{ refused: "entries[7].data.event" }],
    },
  ),
  ...told("P-11", {
    happened: "a pump is stopped and nobody says why",
    operation: "standing",
    input: standing([...kept, entry("stopped", later, {})]),
    expect: [{ refused: "entries[7].data.reason" }],
  }),
  ...told("A-11", {
    happened: "a finding is taken on by nobody, or for no reason",
    operation: "visit",
    input: visiting(refill(later, "0 mL", { overrides: [{ finding: "expired", by: "", reason: "" }] })),
    expect: [{ refused: "draft[0].data.overrides[0].by" }, { refused: "draft[0].data.overrides[0].reason" }],
  }),
  ...told("K-09", {
    happened: "a date of birth without a zone stays the same date, and a time in its place is refused",
    operation: "standing",
    input: standing([
      entry("patient", implanted, person("Test Person", { birthDate: "1960-02-29T00:00:00Z" })),
    ]),
    expect: [{ refused: "entries[0].data.birthDate" }],
  }),
  ...told("K-12", {
    happened: "03/04/2026 as an expiry is refused: March or April",
    operation: "visit",
    input: visiting(refill(later, "0 mL", { expiry: "03/04/2026" })),
    expect: [{ refused: "draft[0].data.expiry" }],
  }),
  ...told("T-02", {
    happened: "an entry is corrected: what was said before can still be read as of then",
    operation: "standing",
    input: standing([
      ...kept,
      { ...refill(filled, "0 mL", { filled: "18 mL", programmed: "18 mL" }), corrects: kept[3]!["id"] },
    ]),
    expect: [
      { path: "reservoir.filled", quantity: "18 mL" },
      // One refill, not two.
      { path: "lastResidual", equals: null },
    ],
  }),
];

export const records: readonly Scenario[] = [
  ...residuals,
  ...refilling,
  ...lines,
  ...running,
  ...identities,
  ...times,
];
