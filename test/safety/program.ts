// Rows P: the program.
import {
  baclofen,
  before,
  continuous,
  morphineAndBupivacaine,
  plan,
  question,
  reservoir,
  synchromed40,
} from "./plans.ts";
import { told, type Scenario, type Told } from "./scenario.ts";

const weak = reservoir("40 mL", baclofen("1000 mcg/mL"));
const flex = (steps: readonly object[], more: object = {}) => ({
  mode: "flex",
  drug: "baclofen",
  ...more,
  steps,
});
const bolus = {
  amount: "25 mcg",
  drug: "baclofen",
  duration: "10 min",
  lockout: "3 h",
  maxPerDay: 4,
};

const review = told(
  "P-02",
  {
    happened:
      "a draft is reviewed by what the pump would do: total, worst hour and day, each hour, old beside new",
    operation: "deliver",
    input: plan({
      reservoir: weak,
      program: flex([
        { at: "00:00", dose: "10 mcg/h" },
        { at: "06:30", dose: "30 mcg/h" },
      ]),
      patientBolus: bolus,
      before: { reservoir: weak, program: continuous("240 mcg/d") },
    }),
    expect: [
      // 6.5 h at 10 and 17.5 h at 30.
      { path: "daily[0].dose", quantity: "590 mcg/d" },
      { path: "worstDaily[0].dose", quantity: "690 mcg/d" },
      { path: "worstHour[0].dose", quantity: "55 mcg/h" },
      { path: "hourly[6].doses[0].dose", quantity: "20 mcg/h" },
      { path: "change[0].before", quantity: "240 mcg/d" },
      { path: "change[0].ratio", number: 590 / 240 },
    ],
  },
  {
    happened: "boluses every 5 h: the heaviest 24 h hold five of them, not the mean of 4.8",
    operation: "deliver",
    input: plan({
      reservoir: weak,
      program: { mode: "periodic", drug: "baclofen", bolus: "25 mcg", every: "5 h", duration: "20 min" },
    }),
    expect: [
      { path: "daily[0].dose", quantity: "120 mcg/d" },
      { path: "worstDaily[0].dose", quantity: "125 mcg/d" },
    ],
  },
  {
    happened: "the lockout, not the allotted number, bounds a day's boluses where it is the smaller",
    operation: "deliver",
    input: plan({
      reservoir: weak,
      program: continuous("300 mcg/d"),
      patientBolus: { ...bolus, amount: "20 mcg", lockout: "4 h", maxPerDay: 12 },
    }),
    expect: [{ path: "worstDaily[0].dose", quantity: "420 mcg/d" }],
  },
  {
    happened: "the dose of the other drug of a mixture stands beside the one that was entered",
    operation: "deliver",
    input: plan({
      reservoir: reservoir("40 mL", morphineAndBupivacaine),
      program: continuous("4 mg/d", "morphine"),
    }),
    expect: [
      { path: "daily", count: 2 },
      { path: "hourly[0].doses", count: 2 },
      { path: "worstHour", count: 2 },
    ],
  },
);

const everyHour = told("P-03", {
  happened: "a 60 mcg morning bolus set to repeat hourly: 1,440 mcg a day more, stopped at a confirmation",
  operation: "check",
  input: question({
    phase: "titration",
    reservoir: weak,
    program: {
      mode: "periodic",
      drug: "baclofen",
      bolus: "60 mcg",
      every: "1 h",
      duration: "5 min",
      background: "10 mcg/h",
    },
    before: {
      reservoir: weak,
      program: {
        mode: "periodic",
        drug: "baclofen",
        bolus: "60 mcg",
        every: "24 h",
        duration: "5 min",
        background: "10 mcg/h",
      },
      since: "2025-12-29T08:00:00Z",
    },
  }),
  expect: [
    { path: "findings", contains: "300 mcg/day" },
    { path: "findings", contains: "1,680 mcg/day" },
    { path: "findings", contains: '"id":"BAC-07"' },
    { path: "findings", contains: '"confirm":true' },
  ],
});

const refusedSteps = (what: string, program: object, path: string): Told => ({
  happened: `${what} are refused`,
  operation: "deliver",
  input: plan({ program }),
  expect: [{ refused: path }],
});
const day = told(
  "P-04",
  refusedSteps(
    "steps out of the order of the day",
    flex([
      { at: "08:00", dose: "10 mcg/h" },
      { at: "06:00", dose: "20 mcg/h" },
    ]),
    "program.steps[1].at",
  ),
  refusedSteps(
    "two steps at one time",
    flex([
      { at: "08:00", dose: "10 mcg/h" },
      { at: "08:00", dose: "20 mcg/h" },
    ]),
    "program.steps[1].at",
  ),
  refusedSteps("steps at 24:00", flex([{ at: "24:00", dose: "10 mcg/h" }]), "program.steps[0].at"),
  refusedSteps("no steps", flex([]), "program.steps"),
  refusedSteps(
    "more steps than the pump holds",
    flex(
      Array.from({ length: 14 }, (_, i) => ({ at: `${String(i).padStart(2, "0")}:00`, dose: "10 mcg/h" })),
    ),
    "program.steps",
  ),
  {
    happened: "the day is always full: the last step runs until the first of the next day",
    operation: "deliver",
    input: plan({
      program: flex([
        { at: "06:00", dose: "20 mcg/h" },
        { at: "18:00", dose: "10 mcg/h" },
      ]),
    }),
    expect: [
      { path: "daily[0].dose", quantity: "360 mcg/d" },
      { path: "hourly[0].doses[0].dose", quantity: "10 mcg/h" },
    ],
  },
  {
    happened: "weekdays that are left out of a program of schedules are refused",
    operation: "deliver",
    input: plan({
      program: {
        mode: "flex",
        drug: "baclofen",
        schedules: [{ days: ["mon", "tue"], steps: [{ at: "00:00", dose: "10 mcg/h" }] }],
      },
    }),
    expect: [{ refused: "program.schedules" }],
  },
);

const sum = told(
  "P-05",
  {
    happened: "each flow is possible, basal and bolus together are not: refused, not clipped",
    operation: "deliver",
    // 14 mL/d of basal and 12 mL/d of bolus.
    input: plan({
      reservoir: weak,
      program: continuous("14 mg/d"),
      patientBolus: { amount: "500 mcg", drug: "baclofen", duration: "1 h", lockout: "6 h", maxPerDay: 2 },
    }),
    expect: [{ refused: "patientBolus.amount" }],
  },
  {
    happened: "a periodic bolus that is too fast together with its background is refused",
    operation: "deliver",
    input: plan({
      reservoir: weak,
      program: {
        mode: "periodic",
        drug: "baclofen",
        bolus: "500 mcg",
        every: "6 h",
        duration: "1 h",
        background: "600 mcg/h",
      },
    }),
    expect: [{ refused: "program.bolus" }],
  },
  {
    happened: "a step below the pump's minimum is refused although the mean lies above it",
    operation: "deliver",
    input: plan({
      program: flex([
        { at: "00:00", dose: "2 mcg/h" },
        { at: "12:00", dose: "40 mcg/h" },
      ]),
    }),
    expect: [{ refused: "program.steps[0].dose" }],
  },
  {
    happened: "a dose that needs less than the pump's minimum is refused, and the least dose is said",
    operation: "deliver",
    input: plan({ program: continuous("95.9 mcg/d") }),
    expect: [{ refused: "program.dose" }],
  },
  {
    happened: "the pump's minimum itself is delivered",
    operation: "deliver",
    input: plan({ program: continuous("96 mcg/d") }),
    expect: [{ path: "flow", quantity: "0.048 mL/d" }],
  },
  {
    happened: "a bridge slower than the pump can run is refused",
    operation: "bridge",
    input: {
      pump: synchromed40,
      deadVolume: "0.4 mL",
      from: { concentration: "2000 mcg/mL", dose: "100 mcg/d" },
      to: { concentration: "500 mcg/mL", dose: "100 mcg/d" },
      bridgeDose: "50 mcg/d",
    },
    expect: [{ refused: "bridgeDose" }],
  },
);

const beneath = told("P-06", {
  happened: "the basal runs on before, beneath and after a bolus",
  operation: "deliver",
  input: plan({
    reservoir: weak,
    program: {
      mode: "periodic",
      drug: "baclofen",
      bolus: "30 mcg",
      every: "12 h",
      duration: "1 h",
      background: "5 mcg/h",
    },
  }),
  expect: [
    { path: "hourly[0].doses[0].dose", quantity: "35 mcg/h" },
    { path: "hourly[1].doses[0].dose", quantity: "5 mcg/h" },
    { path: "hourly[11].doses[0].dose", quantity: "5 mcg/h" },
    { path: "hourly[12].doses[0].dose", quantity: "35 mcg/h" },
    { path: "daily[0].dose", quantity: "180 mcg/d" },
  ],
});

const stop = told(
  "P-11",
  {
    happened: "a stop of baclofen asks, names what was given, and says what withdrawal looks like",
    operation: "check",
    input: question({ program: { mode: "stopped" }, before: before("400 mcg/d") }),
    expect: [
      { path: "findings", contains: '"id":"stops baclofen"' },
      { path: "findings", contains: "from 400 mcg/day to 0 per 24 h" },
      { path: "findings", contains: "withdrawal" },
      { path: "findings", contains: '"confirm":true' },
    ],
  },
  {
    happened: "a drug that is left out of the new solution is stopped too",
    operation: "check",
    input: question({
      before: {
        reservoir: reservoir("40 mL", [...baclofen(), { drug: "morphine", concentration: "10 mg/mL" }]),
        program: continuous("400 mcg/d"),
        since: "2025-12-29T08:00:00Z",
      },
    }),
    expect: [
      { path: "findings", contains: '"id":"stops morphine"' },
      { path: "findings", lacks: '"id":"stops baclofen"' },
    ],
  },
);

const share = told(
  "P-12",
  {
    happened: "a rise of 50 % in titration of spinal spasticity passes the label's 30 %, with its source",
    operation: "check",
    input: question({ phase: "titration", program: continuous("300 mcg/d"), before: before("200 mcg/d") }),
    expect: [
      { path: "findings[0].stands", equals: "above" },
      { path: "findings", contains: '"id":"BAC-07"' },
      { path: "findings", contains: "Per 24 h: before 200 mcg/day, now 300 mcg/day" },
    ],
  },
  {
    happened: "a rise of 20 % is fine for spinal and too much for cerebral origin",
    operation: "check",
    input: question({
      indication: "spasticity-cerebral",
      phase: "titration",
      program: continuous("240 mcg/d"),
      before: before("200 mcg/d"),
    }),
    expect: [
      { path: "findings", contains: '"id":"BAC-08"' },
      { path: "findings", contains: '"confirm":true' },
    ],
  },
  {
    happened: "a rise of 20 % in a child passes the label's 15 %",
    operation: "check",
    input: question({
      phase: "titration",
      patient: { birthDate: "2016-06-30" },
      program: continuous("240 mcg/d"),
      before: before("200 mcg/d"),
    }),
    expect: [
      { path: "findings", contains: '"id":"BAC-08-child"' },
      { path: "findings", contains: '"confirm":true' },
    ],
  },
  {
    happened: "a rise of 30 % is the label's last word, and within",
    operation: "check",
    input: question({ phase: "titration", program: continuous("260 mcg/d"), before: before("200 mcg/d") }),
    expect: [{ path: "findings", lacks: '"confirm":true' }],
  },
);

export const programs: readonly Scenario[] = [
  ...review,
  ...everyHour,
  ...day,
  ...sum,
  ...beneath,
  ...stop,
  ...share,
];
