// Documented harms: what happened, and what the engine must show before it happens again.
import {
  baclofen,
  before,
  continuous,
  morphineAndBupivacaine,
  painQuestion,
  plan,
  question,
  reservoir,
  synchromed20,
  synchromed40,
  ziconotide,
} from "./plans.ts";
import { told, type Scenario } from "./scenario.ts";

const hydromorphone = [{ drug: "hydromorphone", concentration: "10 mg/mL" }];
const nightly = (dose: string) => ({
  mode: "flex",
  drug: "baclofen",
  steps: [
    { at: "00:00", dose: "10 mcg/h" },
    { at: "07:00", dose },
    { at: "08:00", dose: "10 mcg/h" },
  ],
});
/** 240 mcg a day until now; the morning dose was to add 60 mcg. */
const daily240 = before("240 mcg/d");
const hourly = {
  mode: "flex",
  drug: "baclofen",
  steps: [{ at: "00:00", dose: "70 mcg/h" }],
};

const overdrawn = {
  pump: synchromed20,
  filled: "20 mL",
  solution: hydromorphone,
  program: { mode: "continuous", flow: "0.22 mL/d" },
  from: "2018-07-10T08:00:00Z",
};

const filling = told(
  "INC-1",
  {
    happened: "20 mL were filled and 40 mL programmed; the plan is stopped at entry",
    operation: "deliver",
    input: plan({
      reservoir: reservoir("20 mL", hydromorphone, { programmed: "40 mL" }),
      program: continuous("2.2 mg/d", "hydromorphone"),
    }),
    expect: [{ refused: "reservoir.programmed" }],
  },
  {
    happened: "20 mL were filled and 40 mL programmed; nothing is checked on such a plan either",
    operation: "check",
    input: painQuestion(hydromorphone, continuous("2.2 mg/d", "hydromorphone"), {
      pump: synchromed40,
      reservoir: reservoir("20 mL", hydromorphone, { programmed: "40 mL" }),
    }),
    expect: [{ refused: "reservoir.programmed" }],
  },
  {
    happened: "the pump was found empty although nothing had been programmed: dry, whatever the reason",
    operation: "reconcile",
    input: { ...overdrawn, program: { mode: "stopped" }, to: "2019-01-15T08:00:00Z", aspirated: "0 mL" },
    expect: [
      { path: "verdict", equals: "ran dry" },
      { path: "restartAtSameDose", equals: false },
    ],
  },
  {
    // 20 mL at 0.22 mL/d last 90.9 d; from 10 July to 15 January are 189 d.
    happened: "the pump was found empty in January: dry since October, tolerance may be lost",
    operation: "reconcile",
    input: { ...overdrawn, to: "2019-01-15T08:00:00Z", aspirated: "0 mL" },
    expect: [
      { path: "verdict", equals: "ran dry" },
      { path: "ratio", equals: null },
      { path: "dryFor", quantity: `${189 - 20 / 0.22} d` },
      { path: "drySince", contains: "2018-10-09" },
      { path: "meanings", contains: "Tolerance to HYDROmorphone may be lost" },
      { path: "meanings", contains: "for naive patients" },
      { path: "restartAtSameDose", equals: false },
    ],
  },
  {
    happened:
      "a last drop came out of a pump that had been asked for twice its fill: still empty, not a stall",
    operation: "reconcile",
    input: { ...overdrawn, to: "2019-01-15T08:00:00Z", aspirated: "0.3 mL" },
    expect: [
      { path: "verdict", equals: "ran dry" },
      { path: "meanings", contains: "Tolerance to HYDROmorphone may be lost" },
      { path: "restartAtSameDose", equals: false },
    ],
  },
);

const hourForDay = told(
  "INC-2",
  {
    // 240 intended + 60; entered as 70 mcg in every hour: 1,680.
    happened:
      "60 mcg once each morning entered as 60 mcg every hour: both totals are named and must be confirmed",
    operation: "check",
    input: question({ phase: "titration", program: hourly, before: daily240 }),
    expect: [
      { path: "findings", contains: '"id":"far-change"' },
      { path: "findings", contains: '"confirm":true' },
      { path: "findings", contains: "240 mcg/day" },
      { path: "findings", contains: "1,680 mcg/day" },
    ],
  },
  {
    happened: "the intended morning dose adds 60 mcg a day, and is seen in its hour",
    operation: "deliver",
    input: plan({
      program: nightly("70 mcg/h"),
      before: { reservoir: reservoir("40 mL", baclofen()), program: continuous("240 mcg/d") },
    }),
    expect: [
      { path: "change[0].after", quantity: "300 mcg/d" },
      { path: "change[0].hourly[7].before", quantity: "10 mcg/h" },
      { path: "change[0].hourly[7].after", quantity: "70 mcg/h" },
      { path: "change[0].hourly[8].after", quantity: "10 mcg/h" },
    ],
  },
  {
    happened: "the entered program adds 1,440 mcg a day, in every one of 24 hours",
    operation: "deliver",
    input: plan({
      program: hourly,
      before: { reservoir: reservoir("40 mL", baclofen()), program: continuous("240 mcg/d") },
    }),
    expect: [
      { path: "change[0].before", quantity: "240 mcg/d" },
      { path: "change[0].after", quantity: "1680 mcg/d" },
      { path: "change[0].ratio", number: 7 },
      { path: "change[0].hourly", count: 24 },
      { path: "change[0].hourly[23].after", quantity: "70 mcg/h" },
    ],
  },
);

const silentAlarm = told(
  "INC-3",
  {
    happened: "40 mL at 0.4 mL a day: the alarm is due on day 95, the pump may be empty on day 87",
    operation: "deliver",
    input: plan({ program: continuous("800 mcg/d") }),
    expect: [
      { path: "dates.alarm.after", quantity: "95 d" },
      { path: "dates.earliestEmpty.after", quantity: `${40 / (0.4 * 1.145)} d` },
      { path: "dryBeforeAlarm", equals: true },
    ],
  },
  {
    happened: "a 40 mL pump with its alarm at 2 mL runs dry unheard from 5.26 % over-delivery on",
    operation: "check",
    input: question({ program: continuous("800 mcg/d") }),
    expect: [
      { path: "findings", contains: "dry-before-alarm" },
      { path: "findings", contains: "5.26%" },
      { path: "findings", contains: "14.5%" },
    ],
  },
  {
    happened: "a 20 mL pump with its alarm at 2 mL runs dry unheard from 11.1 % over-delivery on",
    operation: "check",
    input: question({ pump: synchromed20, reservoir: reservoir("20 mL", baclofen()) }),
    expect: [{ path: "findings", contains: "11.1%" }],
  },
  {
    happened: "with the alarm at 4 mL of 20 mL the labelled accuracy cannot silence it, and nothing is said",
    operation: "check",
    input: question({
      pump: { ...synchromed20, alarmVolume: "4 mL" },
      reservoir: reservoir("20 mL", baclofen()),
    }),
    expect: [{ path: "findings", lacks: "dry-before-alarm" }],
  },
  {
    happened: "patient boluses bring the worst alarm forward, and the refill follows it",
    operation: "deliver",
    input: plan({
      reservoir: reservoir("40 mL", baclofen("1000 mcg/mL")),
      program: continuous("300 mcg/d"),
      patientBolus: { amount: "25 mcg", drug: "baclofen", duration: "10 min", lockout: "3 h", maxPerDay: 4 },
    }),
    expect: [
      { path: "dates.worstAlarm.after", quantity: "95 d" },
      { path: "dates.refillBy.governedBy", equals: "worst alarm" },
    ],
  },
);

const priming = {
  pump: synchromed40,
  catheter: { volume: "0.2 mL" },
  tubingPrefilled: false,
  occasion: "implant",
  catheterHolds: "nothing",
  solution: baclofen(),
};
const tubing = told(
  "INC-4",
  {
    happened:
      "the tubing constant was corrected from 0.199 to 0.140 mL: the corrected one holds, the old one is named",
    operation: "prime",
    input: priming,
    expect: [{ path: "volume", quantity: "0.34 mL" }, { assumed: "0.199 mL" }, { assumed: "0.14 mL" }],
  },
  {
    happened: "a prime still programmed with the old constant pushes 118 mcg past the tip",
    operation: "prime",
    input: { ...priming, programmed: "0.399 mL" },
    expect: [
      { path: "pastTip", quantity: "0.059 mL" },
      { path: "pastTipDoses[0].amount", quantity: "118 mcg" },
    ],
  },
  {
    happened: "a pump whose own card still shows the old constant is primed by its card",
    operation: "prime",
    input: { ...priming, pump: { ...synchromed40, tubingVersion: "before the 2016-17 correction" } },
    expect: [{ path: "volume", quantity: "0.399 mL" }],
  },
  {
    happened: "a version of the constant that never existed is refused",
    operation: "prime",
    input: { ...priming, pump: { ...synchromed40, tubingVersion: "2031" } },
    expect: [{ refused: "pump.tubingVersion" }],
  },
);

const conversion = told(
  "INC-9",
  {
    // 300 mg by 300, 125 … 10 to one: 1 to 30 mg.
    happened:
      "calculators disagree: an oral dose converts to a span of thirty times, each ratio with its source",
    operation: "convert",
    input: {
      dose: "300 mg/d",
      from: { drug: "morphine", route: "oral" },
      to: { drug: "morphine", route: "intrathecal" },
    },
    expect: [
      { path: "range.lowest", quantity: "1 mg/d" },
      { path: "range.highest", quantity: "30 mg/d" },
      { path: "range.times", number: 30 },
      { path: "rows[0].source.title", contains: "Intrathecal to oral morphine" },
      { path: "notes", contains: "None of these figures is a dose" },
      { path: "startingRanges", contains: "MOR-01" },
    ],
  },
  {
    happened: "the other direction is another question: no ratio is turned round",
    operation: "convert",
    input: {
      dose: "1 mg/d",
      from: { drug: "morphine", route: "intrathecal" },
      to: { drug: "morphine", route: "oral" },
    },
    expect: [{ refused: "to" }],
  },
  {
    happened: "a dose of zero is not converted",
    operation: "convert",
    input: {
      dose: "0 mg/d",
      from: { drug: "morphine", route: "oral" },
      to: { drug: "morphine", route: "intrathecal" },
    },
    expect: [{ refused: "dose" }],
  },
);

const offLabel = told(
  "INC-10",
  {
    happened: "morphine alone for pain in the US stands on label",
    operation: "check",
    input: painQuestion([{ drug: "morphine", concentration: "10 mg/mL" }], continuous("5 mg/d", "morphine")),
    expect: [
      { path: "findings", contains: '"verdict":"on label"' },
      { path: "findings", contains: "Infumorph" },
    ],
  },
  {
    happened:
      "a common mix of morphine and bupivacaine is off label and within consensus, and says on whose word",
    operation: "check",
    input: painQuestion(morphineAndBupivacaine, continuous("4 mg/d", "morphine")),
    expect: [
      { path: "findings", contains: '"id":"label mixture"' },
      { path: "findings", contains: '"verdict":"within consensus"' },
      { path: "findings", contains: "Polyanalgesic" },
    ],
  },
  {
    happened: "hydromorphone beyond the consensus maximum is neither on label nor within consensus",
    operation: "check",
    input: painQuestion(
      [{ drug: "hydromorphone", concentration: "15 mg/mL" }],
      continuous("12 mg/d", "hydromorphone"),
    ),
    expect: [
      { path: "findings", contains: '"verdict":"neither"' },
      { path: "findings", lacks: '"verdict":"on label"' },
    ],
  },
  {
    happened: "a drug that is labelled for other routes only is found beyond its label, and asks",
    operation: "check",
    input: question({ route: "intravenous" }),
    expect: [
      { path: "findings[0].id", equals: "route baclofen" },
      { path: "findings[0].stands", equals: "beyond" },
      { path: "findings[0].confirm", equals: true },
    ],
  },
  {
    happened: "a pump that is not labelled for ziconotide takes it off the label",
    operation: "check",
    input: painQuestion(ziconotide, continuous("6 mcg/d", "ziconotide"), {
      pump: { model: "prometra-ii-20" },
    }),
    expect: [{ path: "findings", lacks: '"verdict":"on label"' }],
  },
);

export const incidents: readonly Scenario[] = [
  ...filling,
  ...hourForDay,
  ...silentAlarm,
  ...tubing,
  ...conversion,
  ...offLabel,
];
