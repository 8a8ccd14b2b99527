// When a pump sounds that gives more at one hour than at another: reckoned by hand, from the steps of the last day.
import { type Scenario, told } from "./scenario.ts";

type Fields = Readonly<Record<string, unknown>>;
const filled = "2026-01-05T08:00:00Z";
let count = 0;
const entry = (kind: string, at: string, data: Fields): Fields => ({
  id: `00000000-0000-4000-a000-${String(++count).padStart(12, "0")}`,
  patient: "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f",
  at,
  by: "Nurse One",
  from: "entered",
  kind,
  data,
});
const pump = { model: "synchromed-ii-40", alarmVolume: "2 mL" };
const solution = [{ drug: "baclofen", concentration: "2000 mcg/mL" }];
const listed = (program: Fields, now: string, at = filled): Fields => ({
  now,
  entries: [
    entry("pump implanted", at, { pump, serial: "S1" }),
    entry("refill", at, {
      aspirated: "0 mL",
      aspiratedAgain: "0 mL",
      filled: "40 mL",
      programmed: "40 mL",
      solution,
      lot: "A1",
      expiry: "2030-01-31",
      needleChecked: true,
      observed: "30 min",
    }),
    entry("program change", at, { program, reason: "nights" }),
    entry("interrogation", at, { serial: "S1", volume: "40 mL", running: true }),
    entry("visit closed", at, { reinterrogated: true, running: true }),
  ],
});
const planned = (program: Fields): Fields => ({
  pump,
  reservoir: { volume: "40 mL", asOf: filled, solution },
  program,
});

/** 0.24 mL from 08:00 to 20:00, and by night nothing: after 158 days 0.08 mL are left above the alarm, four hours of it. */
const byDay = {
  mode: "flex",
  drug: "baclofen",
  steps: [
    { at: "08:00", dose: "40 mcg/h" },
    { at: "20:00", dose: "0 mcg/h" },
  ],
};
const byDaySounds = "2026-06-12T12:00:00Z";
/** 0.025 mL every six hours in half an hour, the first at noon: the 1,520th uses up 38 mL. */
const sixHourly = { mode: "periodic", drug: "baclofen", bolus: "50 mcg", every: "6 h", duration: "30 min" };
/** 0.48 mL each Monday from 08:00 to 20:00: after 79 of them 0.08 mL are left above the alarm, two hours of the next. */
const mondays = { ...byDay, days: ["mon"], steps: [{ at: "08:00", dose: "80 mcg/h" }, byDay.steps[1]!] };

/** What is foretold of a pump's own alarm. */
export const dates: readonly Scenario[] = told(
  "A-05",
  {
    happened: "a program that rests by night: its alarm is foretold for noon, not for the mean of its day",
    operation: "drylist",
    input: listed(byDay, "2026-03-01T00:30:00Z"),
    expect: [{ path: "pumps[0].alarmAt.at", equals: byDaySounds }],
  },
  {
    happened: "asked in the last night before it, the same",
    operation: "drylist",
    input: listed(byDay, "2026-06-12T03:00:00Z"),
    expect: [{ path: "pumps[0].alarmAt.at", equals: byDaySounds }],
  },
  {
    happened: "a clinic two hours east: by the clock of the pump, not by that of whoever asks",
    operation: "drylist",
    input: listed(byDay, "2026-06-12T03:00:00Z", "2026-01-05T08:00:00+02:00"),
    expect: [{ path: "pumps[0].alarmAt.at", equals: "2026-06-12T10:00:00Z" }],
  },
  {
    happened: "boluses every six hours: at the end of the one that uses it up",
    operation: "drylist",
    input: listed(sixHourly, "2026-03-01T00:30:00Z"),
    expect: [{ path: "pumps[0].alarmAt.at", equals: "2027-01-20T06:30:00Z" }],
  },
  {
    happened: "steps on Mondays only: on a Monday",
    operation: "drylist",
    input: listed(mondays, "2026-03-01T00:30:00Z"),
    expect: [{ path: "pumps[0].alarmAt.at", equals: "2027-07-12T10:00:00Z" }],
  },
  {
    happened: "the forecast says the same",
    operation: "forecast",
    input: { now: filled, pumps: [{ id: "1", ...planned(byDay), refills: [] }] },
    expect: [{ path: "pumps[0].alarmAt", equals: byDaySounds }],
  },
  {
    happened: "of a plan, the date by its mean flow has the one by its hours beside it",
    operation: "deliver",
    input: planned(byDay),
    expect: [
      { path: "dates.alarm.after", quantity: `${38 / 0.24} d` },
      { path: "dates.byTheHour.alarm.at", equals: byDaySounds },
      { path: "dates.byTheHour.empty.at", equals: "2026-06-20T16:00:00Z" },
      { path: "dates.byTheHour.refillBy.at", equals: byDaySounds },
    ],
  },
);
