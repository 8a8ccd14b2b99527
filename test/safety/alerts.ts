// What stands open and what may be put aside: entries of one patient, as questions to the engine.
import { patient } from "./records.ts";
import { type Scenario, told } from "./scenario.ts";

type Fields = Readonly<Record<string, unknown>>;
let count = 0;
const entry = (kind: string, at: string, data: Fields): Fields => ({
  id: `00000000-0000-4000-9000-${String(++count).padStart(12, "0")}`,
  patient,
  at,
  by: "Nurse One",
  from: "entered",
  kind,
  data,
});
const filled = "2026-01-05T08:00:00Z";
const at = "2026-02-02T08:00:00Z";
const later = "2026-02-02T08:20:00Z";
/** 40 mL at 0.2 mL a day: nothing is due before June. */
const kept: readonly Fields[] = [
  entry("patient", filled, {
    name: "Test Person",
    birthDate: "1960-02-29",
    identifiers: [{ system: "clinic", value: "17" }],
  }),
  entry("pump implanted", filled, { pump: { model: "synchromed-ii-40" }, serial: "S1" }),
  entry("catheter implanted", filled, { catheter: { volume: "0.2 mL" } }),
  entry("refill", filled, {
    aspirated: "0 mL",
    aspiratedAgain: "0 mL",
    filled: "40 mL",
    programmed: "40 mL",
    solution: [{ drug: "baclofen", concentration: "2000 mcg/mL" }],
    lot: "A1",
    expiry: "2030-01-31",
    needleChecked: true,
    observed: "30 min",
  }),
  entry("program change", filled, {
    program: { mode: "continuous", drug: "baclofen", dose: "400 mcg/d" },
    reason: "start",
  }),
  entry("interrogation", filled, { serial: "S1", volume: "40 mL", running: true }),
  entry("visit closed", filled, { reinterrogated: true, running: true }),
];
const alarm = (cause: string, level: string, when = at): Fields => entry("alarm", when, { level, cause });
/** The same pump with morphine, of which a source says when withdrawal begins; its motor stalled at 08:00. */
const morphine = (now: string, recoveredAt?: string, ...more: Fields[]): Fields => ({
  now,
  entries: [
    ...kept,
    entry("refill", filled, {
      aspirated: "40 mL",
      aspiratedAgain: "0 mL",
      filled: "40 mL",
      programmed: "40 mL",
      solution: [{ drug: "morphine", concentration: "10 mg/mL" }],
      lot: "A2",
      expiry: "2030-01-31",
      needleChecked: true,
      observed: "30 min",
    }),
    entry("program change", filled, {
      program: { mode: "continuous", drug: "morphine", dose: "2 mg/d" },
      reason: "pain",
    }),
    entry("interrogation", filled, { serial: "S1", volume: "40 mL", running: true }),
    entry("visit closed", filled, { reinterrogated: true, running: true }),
    entry("alarm", at, { level: "critical", cause: "motor stall", ...(recoveredAt && { recoveredAt }) }),
    ...more,
  ],
});
const closedAt = (when: string): Fields[] => [
  entry("interrogation", when, { serial: "S1", volume: "38 mL", running: true }),
  entry("visit closed", when, { reinterrogated: true, running: true }),
];
const begins = [
  { path: "alerts[0].what", equals: "withdrawal may begin" },
  { path: "alerts[0].at", equals: "2026-02-02T16:00:00Z" },
  { path: "alerts[0].advice[0].id", equals: "WD-09" },
  { path: "alerts[0].advice[0].says", contains: "8 to 24 h" },
  { path: "alerts[0].advice[0].status", equals: "recalled-M" },
  { path: "alerts[0].advice[0].source.title", contains: "opioid withdrawal" },
];
const open = (more: readonly Fields[], now = later): Fields => ({ now, entries: [...kept, ...more] });
const snoozed = (until: string): Fields =>
  entry("alert snoozed", at, {
    alert: `alarm memory error ${at}`,
    urgency: "due",
    until,
    reason: "seen tomorrow",
  });
const drafted = (...draft: Fields[]): Fields => ({ entries: kept, at, draft });

export const alerts: readonly Scenario[] = [
  ...told("A-01", {
    happened: "a motor stall is recorded: how pressing, what, since when, and what to do next",
    operation: "alerts",
    input: open([alarm("motor stall", "critical")]),
    expect: [
      { path: "alerts[0].urgency", equals: "act now" },
      { path: "alerts[0].cause", contains: "motor stall" },
      { path: "alerts[0].at", equals: at },
      { path: "alerts[0].next", contains: "has the motor recovered" },
      { path: "alerts[0].advice[0].source.title", contains: "Saulino" },
    ],
  }),
  ...told(
    "A-02",
    {
      happened: "an alarm was put aside until tomorrow: today it still stands there, and says by whom",
      operation: "alerts",
      input: open([alarm("memory error", "non-critical"), snoozed("2026-02-03T08:00:00Z")]),
      expect: [
        { path: "alerts", count: 1 },
        { path: "alerts[0].snoozed.by", equals: "Nurse One" },
      ],
    },
    {
      happened: "tomorrow it is back by itself",
      operation: "alerts",
      input: open(
        [alarm("memory error", "non-critical"), snoozed("2026-02-03T08:00:00Z")],
        "2026-02-03T08:00:00Z",
      ),
      expect: [{ path: "alerts[0].snoozed", equals: null }],
    },
    {
      happened: "an alarm is to be silenced for a year",
      operation: "visit",
      input: drafted(alarm("memory error", "non-critical"), snoozed("2027-02-02T08:00:00Z")),
      expect: [{ path: "objections[0].rule", equals: "snoozed too long" }],
    },
  ),
  ...told("A-04", {
    happened: "the same alarm three times within ten minutes",
    operation: "alerts",
    input: open(
      ["08:00", "08:04", "08:09"].map((t) => alarm("memory error", "non-critical", `2026-02-02T${t}:00Z`)),
    ),
    expect: [
      { path: "alerts[0].urgency", equals: "act now" },
      { path: "alerts[0].cause", contains: "third time within ten minutes" },
    ],
  }),
  ...told(
    "A-06",
    {
      happened:
        "a motor with morphine stalled eight hours ago: what a source says of withdrawal stands on top",
      operation: "alerts",
      input: morphine("2026-02-02T16:00:00Z"),
      expect: begins,
    },
    {
      happened: "a minute before that it does not",
      operation: "alerts",
      input: morphine("2026-02-02T15:59:00Z"),
      expect: [{ path: "alerts[0].what", equals: "alarm motor stall" }],
    },
    {
      happened: "the log says that it recovered after ten hours: nobody has seen the patient since",
      operation: "alerts",
      input: morphine("2026-02-03T08:00:00Z", "2026-02-02T18:00:00Z"),
      expect: [...begins, { path: "alerts", count: 1 }],
    },
    {
      happened: "it recovered after seven hours: the source's hours were not reached",
      operation: "alerts",
      input: morphine("2026-02-03T08:00:00Z", "2026-02-02T15:00:00Z"),
      expect: [{ path: "alerts", count: 0 }],
    },
    {
      happened: "the visit after it is closed: it stands open no longer",
      operation: "alerts",
      input: morphine("2026-02-04T08:00:00Z", "2026-02-02T18:00:00Z", ...closedAt("2026-02-03T09:00:00Z")),
      expect: [{ path: "alerts", count: 0 }],
    },
  ),
  ...told(
    "R-05",
    {
      happened: "a refill is planned for a day on which the pump may be empty: not without a name",
      operation: "visit",
      input: drafted(entry("refill planned", at, { day: "2026-07-20", latest: "2026-07-03" })),
      expect: [{ path: "objections[0].rule", equals: "planned beyond the latest safe day" }],
    },
    {
      happened: "the same where no last safe day is known",
      operation: "visit",
      input: drafted(entry("refill planned", at, { day: "2026-07-20" })),
      expect: [{ path: "objections[0].rule", equals: "planned beyond the latest safe day" }],
    },
    {
      happened: "the list names the last day that is over before the earliest credible end",
      operation: "drylist",
      input: { now: at, entries: kept },
      expect: [{ path: "pumps[0].latest", equals: "2026-07-03" }],
    },
  ),
];
