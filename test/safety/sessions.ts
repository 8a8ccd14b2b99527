// What the record takes of a ketamine session, and what not: entries of one patient, as questions to the engine.
import { entry, kept, later, taken, visiting } from "./records.ts";
import { type Scenario, told } from "./scenario.ts";

type Fields = Readonly<Record<string, unknown>>;
const begun = (more: Fields = {}): Fields =>
  entry("ketamine session begun", later, {
    drug: "ketamine",
    vial: "10 mg/mL",
    infusate: "1 mg/mL",
    weight: "70 kg",
    planned: { steps: [{ for: "4 h", rate: "20 mg/h" }], total: "80 mg" },
    wristband: "17",
    checklist: [{ item: "fasted", done: true }],
    ...more,
  });
/** An hour at 20 mg/h, half an hour of nothing, two hours and a half at 10 mg/h: 45 mg. */
const course: readonly Fields[] = [
  { what: "step", after: "0 min", rate: "20 mg/h" },
  { what: "hold", after: "60 min", reason: "nausea" },
  { what: "resume", after: "90 min", rate: "10 mg/h", reason: "settled" },
  { what: "end", after: "240 min" },
];
const ended = (total: string, more: Fields = {}): Fields =>
  entry("ketamine session", later, {
    drug: "ketamine",
    vial: "10 mg/mL",
    total,
    course,
    checklist: [],
    observations: [],
    holds: [],
    rescue: [],
    discharged: true,
    ...more,
  });
const open = begun();
const against = (rule: string): Scenario["expect"] => [
  { path: "objections[0].rule", equals: rule },
  { path: "objections", count: 1 },
];

export const sessions: readonly Scenario[] = [
  ...told(
    "I-01",
    {
      happened: "the wristband that was read is somebody else's: the session does not begin",
      operation: "visit",
      input: visiting(begun({ wristband: "18" })),
      expect: against("wristband of somebody else"),
    },
    {
      happened: "the wristband is the patient's own",
      operation: "visit",
      input: visiting(begun()),
      expect: taken,
    },
  ),
  ...told(
    "V-04",
    {
      happened: "the infusion was held for half an hour: what was given is what ran",
      operation: "visit",
      input: visiting(ended("45 mg")),
      expect: taken,
    },
    {
      happened: "the planned total is kept in spite of the pause",
      operation: "visit",
      input: visiting(ended("80 mg")),
      expect: [
        ...against("dose otherwise than it ran"),
        { path: "objections[0].sentence", contains: "45 mg" },
      ],
    },
    {
      happened: "the course does not end",
      operation: "visit",
      input: visiting(ended("45 mg", { course: course.slice(0, -1) })),
      expect: against("session not ended"),
    },
    {
      happened: "a session is begun while another is held and not ended",
      operation: "visit",
      input: { entries: [...kept, open], at: later, draft: [begun()] },
      expect: against("session open"),
    },
    {
      happened: "another drug's session is said to end it",
      operation: "visit",
      input: {
        entries: [...kept, open],
        at: later,
        draft: [ended("45 mg", { begun: open["id"], drug: "esketamine" })],
      },
      expect: against("ends no session"),
    },
  ),
  ...told("V-05", {
    happened: "something stands open on the list: the session does not begin without a name",
    operation: "visit",
    input: visiting(begun({ checklist: [{ item: "fasted", done: false }] })),
    expect: against("checklist open"),
  }),
];
