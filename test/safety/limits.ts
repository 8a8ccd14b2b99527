// Rows L: limits and the drug library.
import {
  baclofen,
  before,
  continuous,
  painQuestion,
  plan,
  question,
  reservoir,
  synchromed20,
  ziconotide,
} from "./plans.ts";
import { told, type Scenario } from "./scenario.ts";

const morphine = [{ drug: "morphine", concentration: "10 mg/mL" }];
const atZiconotide = (dose: string, change: Readonly<Record<string, unknown>> = {}) =>
  painQuestion(ziconotide, continuous(dose, "ziconotide"), change);

const hard = told(
  "L-01",
  {
    happened: "ziconotide beyond the US label's maximum blocks",
    operation: "check",
    input: atZiconotide("19.3 mcg/d"),
    expect: [
      { path: "findings[0].id", equals: "ZIC-04-US" },
      { path: "findings[0].stands", equals: "beyond" },
      { path: "findings[0].blocks", equals: true },
    ],
  },
  {
    happened: "baclofen under four years of age blocks",
    operation: "check",
    input: question({ patient: { birthDate: "2023-01-05" } }),
    expect: [
      { path: "findings[0].id", equals: "BAC-15" },
      { path: "findings[0].blocks", equals: true },
    ],
  },
  {
    happened: "a consensus maximum informs and does not block",
    operation: "check",
    input: painQuestion(morphine, continuous("18 mg/d", "morphine")),
    expect: [
      { path: "findings[0].stands", equals: "beyond" },
      { path: "findings", lacks: '"blocks":true' },
    ],
  },
  {
    happened: "the dose that boluses could bring beyond the maximum counts",
    operation: "check",
    input: atZiconotide("18 mcg/d", {
      patientBolus: {
        amount: "1 mcg",
        drug: "ziconotide",
        duration: "10 min",
        lockout: "8 h",
        maxPerDay: 2,
      },
    }),
    expect: [
      { path: "findings[0].id", equals: "ZIC-04-US" },
      { path: "findings[0].sentence", contains: "every allotted bolus" },
    ],
  },
);

const soft = told(
  "L-02",
  {
    happened: "baclofen above 1,000 mcg a day is said to be beyond experience, and does not block",
    operation: "check",
    input: question({ program: continuous("1200 mcg/d") }),
    expect: [
      { path: "findings", contains: '"id":"BAC-14"' },
      { path: "findings", contains: "1,200 mcg/day is above 1,000 mcg/day" },
      { path: "findings", lacks: '"blocks":true' },
    ],
  },
  {
    happened: "an opioid-naive patient at a tolerant patient's dose is found",
    operation: "check",
    input: painQuestion(morphine, continuous("5 mg/d", "morphine"), {
      phase: "titration",
      patient: { opioid: "naive" },
    }),
    expect: [
      { path: "findings", contains: '"id":"MOR-01"' },
      { path: "findings", contains: "5 mg/day is above 0.2 mg/day to 1 mg/day" },
    ],
  },
  {
    happened: "where nobody knows whether the patient is naive, the naive range speaks too",
    operation: "check",
    input: painQuestion(morphine, continuous("5 mg/d", "morphine"), {
      phase: "titration",
      patient: { opioid: "unknown" },
    }),
    expect: [{ path: "findings", contains: '"id":"MOR-01"' }, { assumed: "opioid status is unknown" }],
  },
  {
    happened: "a limit that was only recalled says that it is not yet verified",
    operation: "check",
    input: painQuestion(morphine, continuous("18 mg/d", "morphine")),
    expect: [{ path: "findings", contains: "Not yet verified" }],
  },
);

const closed = told(
  "L-03",
  {
    happened: "a pump whose range is not known is not taken for unlimited: it is said to be unchecked",
    operation: "deliver",
    input: plan({ pump: { model: "synchromed-iii-40", alarmVolume: "2 mL" } }),
    expect: [{ gap: "unchecked" }],
  },
  {
    happened: "a drug without a limit for this jurisdiction is said to be unchecked",
    operation: "check",
    input: question({
      reservoir: reservoir("40 mL", morphine),
      program: continuous("4 mg/d", "morphine"),
    }),
    expect: [{ gap: "no daily dose for morphine" }],
  },
  {
    happened: "a custom pump without its maximum is refused, not run without one",
    operation: "deliver",
    input: plan({
      pump: {
        custom: {
          capacity: "40 mL",
          residual: "1.4 mL",
          alarmVolume: "2 mL",
          minFlow: "0.048 mL/d",
          accuracy: "14.5 %",
          tubing: "0.2 mL",
        },
      },
    }),
    expect: [{ refused: "pump.custom.maxFlow" }],
  },
);

const several = told(
  "L-04",
  {
    happened: "label, two consensus editions and practice differ: all speak, the most limiting first",
    operation: "check",
    input: atZiconotide("22 mcg/d", { jurisdiction: "EU" }),
    expect: [
      { path: "findings[0].id", equals: "ZIC-04-EU" },
      { path: "findings", contains: "PACC-03-max-2012" },
      { path: "findings", contains: "PACC-03-max-2017" },
    ],
  },
  {
    happened: "the label of the chosen jurisdiction holds: 20 mcg a day blocks in the US and not in the EU",
    operation: "check",
    input: atZiconotide("20 mcg/d", { jurisdiction: "EU" }),
    expect: [
      { path: "findings", lacks: '"blocks":true' },
      { path: "findings", contains: '"id":"ZIC-04-EU"' },
    ],
  },
);

const everyDoor = told(
  "L-05",
  {
    happened: "the pump's range holds in a check as in a plan",
    operation: "check",
    input: question({ program: continuous("40 mcg/d") }),
    expect: [{ refused: "program.dose" }],
  },
  {
    happened: "the label's maximum holds through every door",
    operation: "check",
    input: atZiconotide("0.81 mcg/h"),
    expect: [{ path: "findings[0].blocks", equals: true }],
  },
);

const receipt = told("L-06", {
  happened: "a limit stands with its drug, its unit, its source and whether that was read",
  operation: "check",
  input: atZiconotide("19.3 mcg/d"),
  expect: [
    { path: "findings[0].drug", equals: "ziconotide" },
    { path: "findings[0].limit.upper.unit", equals: "ug/d" },
    { path: "findings[0].source.id", equals: "pmc7943290" },
    { path: "findings[0].source.locator", equals: "Table 1" },
    { path: "findings[0].status", equals: "found" },
    { path: "findings[0].sentence", contains: "19.2 mcg/day" },
  ],
});

const unlisted = told(
  "L-08",
  {
    happened: "a drug that is not listed is answered, and every check on it is named as unchecked",
    operation: "check",
    input: question({
      reservoir: reservoir("40 mL", [
        { drug: "dexmedetomidine", concentration: "100 mcg/mL", unlisted: true },
      ]),
      program: continuous("40 mcg/d", "dexmedetomidine"),
    }),
    expect: [
      { gap: "unchecked: dexmedetomidine: daily dose" },
      { gap: "unchecked: dexmedetomidine: concentration" },
      { gap: "unchecked: dexmedetomidine: label" },
      { path: "findings", contains: '"verdict":"neither"' },
    ],
  },
  {
    happened: "a drug that is neither listed nor said to be unlisted is refused: it may be a misspelt one",
    operation: "check",
    input: question({
      reservoir: reservoir("40 mL", [{ drug: "baclofin", concentration: "2000 mcg/mL" }]),
      program: continuous("400 mcg/d", "baclofin"),
    }),
    expect: [{ refused: "reservoir.solution[0].drug" }],
  },
  {
    happened: "a bridge to a drug that is not listed says that nothing was checked",
    operation: "bridge",
    input: {
      deadVolume: "0.4 mL",
      from: { drug: "morphine", concentration: "10 mg/mL", dose: "4 mg/d" },
      to: { drug: "dexmedetomidine", concentration: "100 mg/mL", dose: "40 mg/d" },
    },
    expect: [{ gap: "dexmedetomidine" }],
  },
);

const twoStrengths = told("L-10", {
  happened: "two strengths of one drug are no solution",
  operation: "deliver",
  input: plan({ reservoir: reservoir("40 mL", [...baclofen("2000 mcg/mL"), ...baclofen("500 mcg/mL")]) }),
  expect: [{ refused: "reservoir.solution[1].drug" }],
});

const atLimit = told(
  "L-11",
  {
    happened: "19.2 mcg a day is allowed",
    operation: "check",
    input: atZiconotide("19.2 mcg/d"),
    expect: [{ path: "findings", lacks: '"blocks":true' }],
  },
  {
    happened: "0.8 mcg an hour is the same and allowed",
    operation: "check",
    input: atZiconotide("0.8 mcg/h"),
    expect: [{ path: "findings", lacks: '"blocks":true' }],
  },
  {
    happened: "19.200000000001 mcg a day is not",
    operation: "check",
    input: atZiconotide("19.200000000001 mcg/d"),
    expect: [{ path: "findings[0].blocks", equals: true }],
  },
);

const slip = told(
  "L-13",
  {
    happened: "ten times the usual dose of baclofen asks",
    operation: "check",
    input: question({ program: continuous("4000 mcg/d"), before: before("400 mcg/d") }),
    expect: [
      { path: "findings", contains: "far-change" },
      { path: "findings", contains: '"confirm":true' },
    ],
  },
  {
    happened: "a tenth of the usual dose asks as well: withdrawal kills",
    operation: "check",
    input: question({
      reservoir: reservoir("20 mL", baclofen("500 mcg/mL")),
      pump: synchromed20,
      program: continuous("40 mcg/d"),
      before: before("400 mcg/d", baclofen("500 mcg/mL")),
    }),
    expect: [
      { path: "findings", contains: "far-change" },
      { path: "findings", contains: '"confirm":true' },
    ],
  },
);

export const limits: readonly Scenario[] = [
  ...hard,
  ...soft,
  ...closed,
  ...several,
  ...everyDoor,
  ...receipt,
  ...unlisted,
  ...twoStrengths,
  ...atLimit,
  ...slip,
];
