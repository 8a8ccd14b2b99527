// Rows U: units and dose entry.
import {
  asOf,
  baclofen,
  before,
  continuous,
  morphineAndBupivacaine,
  painQuestion,
  plan,
  question,
  reservoir,
  synchromed20,
  ziconotide,
} from "./plans.ts";
import { type Expectation } from "../conformance/shortfall.ts";
import { told, type Scenario, type Told } from "./scenario.ts";

/** One refusal for each way of writing a value. */
const refusedAt = (
  path: string,
  values: readonly (readonly [string, unknown])[],
  put: (value: unknown) => unknown,
): Told[] =>
  values.map(([what, value]) => ({
    happened: `${what} is refused at ${path}`,
    operation: "deliver",
    input: put(value),
    expect: [{ refused: path }],
  }));

const bare = told(
  "U-01",
  ...refusedAt(
    "program.dose",
    [
      ["a bare number", 400],
      ["a bare number in text", "400"],
    ],
    (dose) => plan({ program: continuous(dose) }),
  ),
  ...refusedAt("program.flow", [["a bare number", 0.2]], (flow) =>
    plan({ program: { mode: "continuous", flow } }),
  ),
  ...refusedAt("reservoir.volume", [["a bare number", 40]], (volume) =>
    plan({ reservoir: reservoir(volume, baclofen()) }),
  ),
  ...refusedAt("reservoir.solution[0].concentration", [["a bare number", 2000]], (concentration) =>
    plan({ reservoir: reservoir("40 mL", baclofen(concentration)) }),
  ),
  ...refusedAt("program.every", [["a bare number of hours", 4]], (every) =>
    plan({ program: { mode: "periodic", drug: "baclofen", bolus: "25 mcg", every, duration: "10 min" } }),
  ),
  {
    happened: "a bare dead volume and a bare dose are refused together",
    operation: "bridge",
    input: {
      deadVolume: 0.4,
      from: { concentration: "500 mcg/mL", dose: 400 },
      to: { concentration: "2000 mcg/mL", dose: "400 mcg/d" },
    },
    expect: [{ refused: "deadVolume" }, { refused: "from.dose" }],
  },
);

// 200 mcg/d entered as 200 mcg/h; 0.2 mg as 0.2 mL a day of 2000 mcg/mL …
const otherUnit = (what: string, program: object, after: string): Told => ({
  happened: `200 mcg/day became ${what}: the change of five times or more names both totals and asks`,
  operation: "check",
  input: question({ phase: "titration", program, before: before("200 mcg/d") }),
  expect: [
    { path: "findings", contains: '"id":"far-change"' },
    { path: "findings", contains: "200 mcg/day" },
    { path: "findings", contains: after },
    { path: "findings", contains: '"confirm":true' },
  ],
});
const sameFigure = told(
  "U-02",
  otherUnit("200 mcg/h", continuous("200 mcg/h"), "4,800 mcg/day"),
  otherUnit("2 mg/day", continuous("2 mg/d"), "2,000 mcg/day"),
  otherUnit("0.5 mL/day", { mode: "continuous", flow: "0.5 mL/d" }, "1,000 mcg/day"),
  {
    happened: "4.99 times the dose is below the line, and only the label's step speaks",
    operation: "check",
    input: question({ program: continuous("998 mcg/d"), before: before("200 mcg/d") }),
    expect: [{ path: "findings", lacks: "far-change" }],
  },
  {
    happened: "a dose is shown as dose and as volume rate",
    operation: "deliver",
    input: plan({ program: continuous("0.4 mg/d") }),
    expect: [
      { path: "daily[0].dose", quantity: "400 mcg/d" },
      { path: "flow", quantity: "0.2 mL/d" },
    ],
  },
);

const dayAndHour = told(
  "U-03",
  {
    happened:
      "1.2 mL an hour is 28.8 mL a day and not the other way: fluorouracil's slip is refused by the pump's range",
    operation: "deliver",
    input: plan({ program: { mode: "continuous", flow: "1.2 mL/h" } }),
    expect: [{ refused: "program.flow" }],
  },
  {
    happened: "24 mcg an hour are 576 mcg a day",
    operation: "deliver",
    input: plan({ program: continuous("24 mcg/h") }),
    expect: [{ path: "daily[0].dose", quantity: "576 mcg/d" }],
  },
);

const periodic = (every: string, duration: string) => ({
  mode: "periodic",
  drug: "baclofen",
  bolus: "25 mcg",
  every,
  duration,
});
const weak = { reservoir: reservoir("40 mL", baclofen("1000 mcg/mL")) };
const interval = told(
  "U-04",
  {
    happened: "every 4 h: six boluses a day, 150 mcg",
    operation: "deliver",
    input: plan({ ...weak, program: periodic("4 h", "2 min") }),
    expect: [
      { path: "bolusesPerDay", number: 6 },
      { path: "daily[0].dose", quantity: "150 mcg/d" },
    ],
  },
  {
    happened: "every 4 min in place of every 4 h: 360 boluses a day, 9,000 mcg",
    operation: "deliver",
    input: plan({ ...weak, program: periodic("4 min", "2 min") }),
    expect: [
      { path: "bolusesPerDay", number: 360 },
      { path: "daily[0].dose", quantity: "9000 mcg/d" },
    ],
  },
  {
    happened: "every 4 min after every 4 h asks for both totals",
    operation: "check",
    input: question({
      ...weak,
      program: periodic("4 min", "2 min"),
      before: { ...weak, program: periodic("4 h", "2 min"), since: "2025-12-29T08:00:00Z" },
    }),
    expect: [
      { path: "findings", contains: "150 mcg/day" },
      { path: "findings", contains: "9,000 mcg/day" },
      { path: "findings", contains: "far-change" },
    ],
  },
);

const noConcentration = told(
  "U-05",
  {
    happened: "a solution without concentration gets none by default",
    operation: "deliver",
    input: plan({ reservoir: reservoir("40 mL", [{ drug: "baclofen" }]) }),
    expect: [{ refused: "reservoir.solution[0].concentration" }],
  },
  {
    happened: "a concentration of zero is none",
    operation: "check",
    input: question({ reservoir: reservoir("40 mL", baclofen("0 mcg/mL")) }),
    expect: [{ refused: "reservoir.solution[0].concentration" }],
  },
);

const newConcentration = told(
  "U-07",
  {
    happened: "another concentration than before asks for a decision on the bridge",
    operation: "check",
    input: question({ before: before("400 mcg/d", baclofen("500 mcg/mL")) }),
    expect: [
      { path: "findings", contains: '"id":"bridge-due"' },
      { path: "findings", contains: "500 mcg/mL" },
      { path: "findings", contains: "2,000 mcg/mL" },
    ],
  },
  {
    happened: "the same concentration in another unit asks for none",
    operation: "check",
    input: question({ before: before("400 mcg/d", baclofen("2 mg/mL")) }),
    expect: [{ path: "findings", lacks: "bridge-due" }],
  },
  {
    happened: "a skipped bridge from 500 to 2000 mcg/mL is two days at a quarter of the dose",
    operation: "bridge",
    input: {
      deadVolume: "0.4 mL",
      from: { concentration: "500 mcg/mL", dose: "400 mcg/d" },
      to: { concentration: "2000 mcg/mL", dose: "400 mcg/d" },
    },
    expect: [
      { path: "without.duration", quantity: "2 d" },
      { path: "without.dose", quantity: "100 mcg/d" },
    ],
  },
);

const numberText = told(
  "U-08",
  ...refusedAt(
    "program.dose",
    [
      ["1,5 mg/d", "1,5 mg/d"],
      [".5 mg/d", ".5 mg/d"],
      ["5. mg/d", "5. mg/d"],
      ["1e3 mcg/d", "1e3 mcg/d"],
      ["full-width 0.５ mg/d", "0.５ mg/d"],
      ["−5 mg/d with U+2212", "−5 mg/d"],
      ["1 000 mcg/d", "1 000 mcg/d"],
      ["Arabic ٣ mg/d", "٣ mg/d"],
      ["0x10 mcg/d", "0x10 mcg/d"],
      ["007 mg/d", "007 mg/d"],
      ["400 digits", `${"4".repeat(400)} mcg/d`],
      ["400 IU/d", "400 IU/d"],
      ["400 Mcg/d", "400 Mcg/d"],
    ],
    (dose) => plan({ program: continuous(dose) }),
  ),
);

const noNumber = told(
  "U-09",
  ...refusedAt(
    "program.dose",
    [
      ["null", null],
      ["empty text", ""],
      ["true", true],
      ["a list", []],
      ["an empty object", {}],
      ["a value that is text", { value: "400", unit: "ug/d" }],
      ["a value that is null", { value: null, unit: "ug/d" }],
      ["a value without unit", { value: 400 }],
      ["a third field", { value: 400, unit: "ug/d", basis: "base" }],
      ["1e308 g/d", { value: 1e308, unit: "g/d" }],
    ],
    (dose) => plan({ program: continuous(dose) }),
  ),
  ...(["1e400", "-0", "-1e-9"] as const).map((written): Told => ({
    happened: `the JSON number ${written} is refused`,
    operation: "deliver",
    json: JSON.stringify(plan({ program: continuous({ value: 12345, unit: "ug/d" }) })).replace(
      "12345",
      written,
    ),
    expect: [{ refused: "program.dose" }],
  })),
  {
    happened: "a concentration of 1e-320 is refused, not divided by",
    operation: "deliver",
    input: plan({
      pump: { model: "synchromed-iii-40", alarmVolume: "2 mL" },
      reservoir: reservoir("40 mL", baclofen({ value: 1e-320, unit: "ng/mL" })),
    }),
    expect: [{ refused: "reservoir.solution[0].concentration" }],
  },
);

const edges = told(
  "U-11",
  ...[255, 256, 65_535, 65_536, 2 ** 31, 2 ** 53].map((value): Told => ({
    happened: `${value} comes back as ${value}`,
    operation: "bridge",
    input: {
      deadVolume: "0.4 mL",
      from: { concentration: { value, unit: "ng/mL" }, dose: { value, unit: "ng/d" } },
      to: { concentration: { value, unit: "ng/mL" }, dose: { value, unit: "ng/d" } },
    },
    expect: [{ path: "dose", equals: { value, unit: "ng/d" } }],
  })),
  {
    happened: "a figure beyond what a double holds is refused in text, not rounded",
    operation: "bridge",
    input: {
      deadVolume: "0.4 mL",
      from: { concentration: "500 mcg/mL", dose: "9007199254740993 ng/d" },
      to: { concentration: "2000 mcg/mL", dose: "9007199254740993 ng/d" },
    },
    expect: [{ refused: "from.dose" }],
  },
);

const bothDrugs = told(
  "U-12",
  {
    happened: "morphine from 4 to 5 mg a day takes bupivacaine from 2 to 2.5 mg, and both are shown",
    operation: "deliver",
    input: plan({
      reservoir: reservoir("40 mL", morphineAndBupivacaine),
      program: continuous("5 mg/d", "morphine"),
      before: {
        reservoir: reservoir("40 mL", morphineAndBupivacaine),
        program: continuous("4 mg/d", "morphine"),
      },
    }),
    expect: [
      { path: "daily[1].drug", equals: "bupivacaine" },
      { path: "daily[1].dose", quantity: "2.5 mg/d" },
      { path: "change[1].before", quantity: "2 mg/d" },
      { path: "change[1].after", quantity: "2.5 mg/d" },
    ],
  },
  {
    // 8 mg/d of morphine at 10 mg/mL carry 24 mg/d of bupivacaine at 30 mg/mL; the consensus ends at 20.
    happened: "a primary whose dose is fine drags the other beyond its maximum: found first",
    operation: "check",
    input: painQuestion(
      [
        { drug: "morphine", concentration: "10 mg/mL" },
        { drug: "bupivacaine", concentration: "30 mg/mL" },
      ],
      continuous("8 mg/d", "morphine"),
    ),
    expect: [
      { path: "findings[0].drug", equals: "bupivacaine" },
      { path: "findings[0].stands", equals: "beyond" },
    ],
  },
);

const infusion = (patient: unknown) => ({
  drug: "ketamine",
  patient,
  vial: { concentration: "50 mg/mL" },
  infusate: { concentration: "1 mg/mL" },
  sessions: [{ day: 1, steps: [{ ratePerKg: "0.3 mg/kg/h", for: "2 h" }] }],
});
const weight = told(
  "U-13",
  ...(
    [
      ["no weight", {}],
      ["a weight of zero", { weight: "0 kg" }],
      ["a negative weight", { weight: "-70 kg" }],
      ["a weight in pounds", { weight: "150 lb" }],
      ["a bare weight", { weight: 70 }],
    ] as const
  ).map(([what, patient]): Told => ({
    happened: `${what} is refused for a dose per kg`,
    operation: "protocol",
    input: infusion(patient),
    expect: [{ refused: "patient.weight" }],
  })),
);

const display = told(
  "U-14",
  {
    happened: "half a microgram is shown as 0.5 mcg, with a leading zero and no µ",
    operation: "check",
    input: painQuestion(ziconotide, continuous("2.4 mcg/d", "ziconotide"), { phase: "titration" }),
    expect: [
      { path: "findings", contains: "0.5 mcg/day" },
      { path: "findings", lacks: "µg" },
      { path: "findings", lacks: " .5 " },
    ],
  },
  {
    happened: "a round dose is shown without a trailing zero, thousands with a comma",
    operation: "check",
    input: question({ program: continuous("1200 mcg/d") }),
    expect: [
      { path: "findings", contains: "1,200 mcg/day" },
      { path: "findings", lacks: "1,200.0" },
    ],
  },
  {
    happened: "look-alike names are shown in tall-man letters",
    operation: "check",
    input: painQuestion(
      [{ drug: "hydromorphone", concentration: "10 mg/mL" }],
      continuous("3 mg/d", "hydromorphone"),
    ),
    expect: [{ path: "findings", contains: "HYDROmorphone" }],
  },
);

const threeStories = told(
  "U-15",
  {
    happened: "41.7 mL/h for 4.17: dose, concentration and rate that disagree are refused with both values",
    operation: "deliver",
    input: plan({ program: { mode: "continuous", drug: "baclofen", dose: "400 mcg/d", flow: "2 mL/d" } }),
    expect: [{ refused: "program.flow" }],
  },
  {
    happened: "dose and rate that agree are answered",
    operation: "deliver",
    input: plan({ program: { mode: "continuous", drug: "baclofen", dose: "400 mcg/d", flow: "0.2 mL/d" } }),
    expect: [{ path: "daily[0].dose", quantity: "400 mcg/d" }],
  },
);

const stepped = {
  custom: {
    capacity: "40 mL",
    residual: "1.4 mL",
    alarmVolume: "2 mL",
    minFlow: "0.05 mL/d",
    maxFlow: "24 mL/d",
    accuracy: "14.5 %",
    tubing: "0.2 mL",
    flowStep: "0.01 mL/d",
  },
};
const step = told(
  "U-16",
  {
    // 410 mcg/d at 2000 mcg/mL is 0.205 mL/d; the step makes it 0.2 or 0.21. 406 mcg/d is 0.203: 0.2.
    happened: "a dose between two steps of the pump is shown as programmed and as achievable",
    operation: "deliver",
    input: plan({ pump: stepped, program: continuous("406 mcg/d") }),
    expect: [
      { path: "daily[0].dose", quantity: "406 mcg/d" },
      { path: "achievable.daily[0].dose", quantity: "400 mcg/d" },
      { path: "achievable.step", quantity: "0.01 mL/d" },
    ],
  },
  {
    happened: "where the step of a pump is not known, that is said",
    operation: "deliver",
    input: plan({ pump: synchromed20, reservoir: reservoir("20 mL", baclofen()) }),
    expect: [{ gap: "step of SynchroMed II" }],
  },
);

const missing: Expectation[] = [{ refused: "pump" }, { refused: "reservoir" }, { refused: "program" }];
const everyFault = told(
  "U-01",
  {
    happened: "all faults are said at once, each at its place",
    operation: "deliver",
    input: {},
    expect: missing,
  },
  {
    happened: "an instant without offset is refused beside an overfilled reservoir",
    operation: "deliver",
    input: plan({
      pump: synchromed20,
      reservoir: { ...reservoir("40 mL", baclofen()), asOf: asOf.slice(0, 19) },
    }),
    expect: [{ refused: "reservoir.asOf" }, { refused: "reservoir.volume" }],
  },
);

export const units: readonly Scenario[] = [
  ...bare,
  ...everyFault,
  ...sameFigure,
  ...dayAndHour,
  ...interval,
  ...noConcentration,
  ...newConcentration,
  ...numberText,
  ...noNumber,
  ...edges,
  ...bothDrugs,
  ...weight,
  ...display,
  ...threeStories,
  ...step,
];
