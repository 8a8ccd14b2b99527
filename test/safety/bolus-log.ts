// What a pump should have done with each request of its log: 10 mg/mL of morphine, 2.4 mg a day, 100 mcg in 5 min,
// once in 4 h and four times a day.
import { type Scenario, told } from "./scenario.ts";

type Fields = Readonly<Record<string, unknown>>;
const at = (time: string, day = 5): string => `2026-01-0${day}T${time}Z`;
const patientBolus = {
  amount: "100 mcg",
  drug: "morphine",
  duration: "5 min",
  lockout: "4 h",
  maxPerDay: 4,
};
const request = (time: string, more: Fields = {}, day = 5): Fields => ({
  event: "request",
  at: at(time, day),
  ...more,
});
const square = (time: string, amount: string, duration: string): Fields => ({
  event: "clinician bolus",
  at: at(time),
  drug: "morphine",
  amount,
  duration,
});
const change = (event: string, time: string): Fields => ({ event, at: at(time) });
const asked = (log: readonly Fields[], more: Fields = {}): Fields => ({
  pump: { model: "synchromed-ii-40" },
  solution: [{ drug: "morphine", concentration: "10 mg/mL" }],
  program: { mode: "continuous", drug: "morphine", dose: "2.4 mg/d" },
  patientBolus,
  from: at("08:00:00"),
  to: at("08:00:00", 7),
  log,
  ...more,
});
const judged = (i: number, why: string | null) => [
  { path: `events[${i}].verdict`, equals: why === null ? "given" : "denied" },
  { path: `events[${i}].why`, equals: why },
];
const count = (path: string, number: number) => ({ path, number, within: 0 });
/** Basal in 4 h is 0.4 mg. */
const window = (most: string): Fields => ({ sliding: { span: "4 h", drug: "morphine", most } });

/** Scenarios on logs of boluses. */
export const bolusLog: readonly Scenario[] = [
  ...told("B-01", {
    happened: "calling twice within the lockout: denied, nothing given, and the lockout does not begin anew",
    operation: "boluslog",
    input: asked([request("09:00:00"), request("12:30:00"), request("13:00:00")]),
    expect: [
      ...judged(1, "lockout"),
      { path: "events[1].next", equals: at("13:00:00") },
      ...judged(2, null),
      count("patient.requested", 3),
      count("patient.given", 2),
      count("patient.denied", 1),
      { path: "delivered.patient.volume", quantity: "0.02 mL", within: 1e-9 },
    ],
  }),
  ...told("B-02", {
    happened: "a second before the lockout ends, at its end, and a second after",
    operation: "boluslog",
    input: asked([request("09:00:00"), request("12:59:59"), request("13:00:00"), request("17:00:01")]),
    expect: [...judged(1, "lockout"), ...judged(2, null), ...judged(3, null)],
  }),
  ...told(
    "B-03",
    {
      happened: "basal, a clinician's bolus and the patient's would pass the most of 4 h: denied",
      operation: "boluslog",
      input: asked(
        [square("09:00:00", "150 mcg", "10 min"), request("10:00:00"), request("13:10:00")],
        window("0.6 mg"),
      ),
      // 0.4 + 0.15 + 0.1 mg at ten; at ten past one the clinician's has left the window.
      expect: [...judged(1, "dose limit"), ...judged(2, null)],
    },
    {
      happened: "exactly the most is allowed",
      operation: "boluslog",
      input: asked([square("09:00:00", "100 mcg", "10 min"), request("10:00:00")], window("0.6 mg")),
      expect: judged(1, null),
    },
    {
      happened: "four a day are counted over any 24 h: at midnight nothing begins anew",
      operation: "boluslog",
      input: asked([
        request("08:00:00"),
        request("12:00:00"),
        request("16:00:00"),
        request("20:00:00"),
        request("00:30:00", {}, 6),
        request("08:00:00", {}, 6),
      ]),
      expect: [...judged(3, null), ...judged(4, "dose limit"), ...judged(5, null)],
    },
  ),
  ...told("B-04", {
    happened: "a stop within the window makes no room: a whole window of basal is counted",
    operation: "boluslog",
    input: asked(
      [change("stopped", "08:30:00"), change("restarted", "12:00:00"), request("12:01:00")],
      window("0.45 mg"),
    ),
    expect: judged(2, "dose limit"),
  }),
  ...told("B-05", {
    happened: "basal and bolus together are more than the pump delivers: denied, and nothing of it is given",
    operation: "boluslog",
    input: asked([request("09:00:00")], { patientBolus: { ...patientBolus, duration: "30 s" } }),
    expect: [...judged(0, "pump maximum"), { path: "delivered.patient.volume", quantity: "0 mL", within: 0 }],
  }),
  ...told("B-06", {
    happened: "called for in alarm, while stopped, and while nobody knows what the pump runs",
    operation: "boluslog",
    input: asked([
      change("alarm", "08:30:00"),
      request("09:00:00"),
      change("alarm over", "09:30:00"),
      change("stopped", "10:00:00"),
      request("10:30:00"),
      change("restarted", "11:00:00"),
      change("reset", "11:30:00"),
      request("12:00:00"),
      change("interrogated", "12:30:00"),
      request("13:00:00"),
    ]),
    expect: [
      ...judged(1, "alarm"),
      ...judged(4, "stopped"),
      ...judged(7, "unknown state"),
      ...judged(9, null),
    ],
  }),
  ...told("B-07", {
    happened:
      "a patient's bolus comes while the clinic's runs: that one pauses, goes on, and both are given whole",
    operation: "boluslog",
    input: asked([square("09:00:00", "100 mcg", "60 min"), request("09:30:00")]),
    expect: [
      ...judged(1, null),
      { path: "runs", count: 3 },
      { path: "runs[0].for", quantity: "30 min", within: 1e-9 },
      { path: "runs[1].of", equals: "patient" },
      { path: "runs[1].for", quantity: "5 min", within: 1e-9 },
      { path: "runs[2].at", equals: at("09:35:00") },
      { path: "runs[2].for", quantity: "30 min", within: 1e-9 },
      { path: "delivered.clinic.volume", quantity: "0.01 mL", within: 1e-9 },
      { path: "delivered.patient.volume", quantity: "0.01 mL", within: 1e-9 },
    ],
  }),
  ...told(
    "B-08",
    {
      happened: "a second bolus of the clinic's while one runs: one at a time",
      operation: "boluslog",
      input: asked([square("09:00:00", "100 mcg", "60 min"), square("09:30:00", "100 mcg", "60 min")]),
      expect: [...judged(0, null), ...judged(1, "one at a time")],
    },
    {
      happened: "a bolus of the clinic's shorter or longer than one may be",
      operation: "boluslog",
      input: asked(
        [
          square("09:00:00", "100 mcg", "10 min"),
          square("10:00:00", "100 mcg", "3 h"),
          square("11:00:00", "100 mcg", "1 h"),
        ],
        { clinicianBolus: { shortest: "15 min", longest: "2 h" } },
      ),
      expect: [...judged(0, "duration"), ...judged(1, "duration"), ...judged(2, null)],
    },
    {
      happened: "it is given evenly",
      operation: "boluslog",
      input: asked([square("09:00:00", "100 mcg", "60 min")]),
      expect: [
        { path: "runs", count: 1 },
        { path: "runs[0].flow", quantity: "0.01 mL/h", within: 1e-9 },
      ],
    },
  ),
  ...told(
    "B-12",
    {
      happened: "over the dose: said as dose limit exceeded, and never as lockout",
      operation: "boluslog",
      input: asked([request("09:00:00")], window("0.45 mg")),
      expect: [
        ...judged(0, "dose limit"),
        { path: "events[0].sentence", contains: "dose limit exceeded" },
        { path: "events[0].next", equals: null },
        count("patient.why.dose limit", 1),
      ],
    },
    {
      happened: "the pump logged as given what its program denies: the two are held against each other",
      operation: "boluslog",
      input: asked([request("09:00:00", { logged: "given" }), request("10:00:00", { logged: "given" })]),
      expect: [
        { path: "events[0].agrees", equals: true },
        { path: "events[1].agrees", equals: false },
        { path: "events[1].sentence", contains: "should have been denied" },
        count("disagreements", 1),
      ],
    },
    {
      happened: "a log out of order, or beyond the time it covers",
      operation: "boluslog",
      input: asked([request("10:00:00"), request("09:00:00"), request("09:00:00", {}, 9)]),
      expect: [{ refused: "log[1].at" }, { refused: "log[2].at" }],
    },
  ),
];
