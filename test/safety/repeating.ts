// The last settings of a pump, repeated: exactly as they were saved, or not at all.
import { chained } from "../../src/operations/repeat.ts";
import { canonical } from "../../src/records/records.ts";
import { entry, start } from "./running.ts";
import { type Scenario, told } from "./scenario.ts";

type Fields = Readonly<Record<string, unknown>>;
const patient = "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f";
const now = "2026-01-08T08:00:00Z";
const flex = {
  mode: "flex",
  drug: "morphine",
  steps: [
    { at: "08:00", dose: { value: 8, unit: "mg/d" } },
    { at: "20:00", dose: { value: 2, unit: "mg/d" } },
  ],
};
const bolus = {
  amount: { value: 50, unit: "ug" },
  drug: "morphine",
  duration: { value: 5, unit: "min" },
  lockout: { value: 4, unit: "h" },
  maxPerDay: 4,
};
const set = (program: Fields, more: Fields = {}): Fields =>
  entry("program change", start, { program, patientBolus: bolus, reason: "pain", ...more });
const pump = (serial: string, at = start): Fields =>
  entry("pump implanted", at, { pump: { model: "synchromed-ii-40" }, serial });
const committed = set(flex);
const entries: readonly Fields[] = [
  entry("patient", start, {
    name: "Test Person",
    birthDate: "1960-02-29",
    identifiers: [{ system: "clinic", value: "17" }],
  }),
  pump("S1"),
  committed,
];

const asked = (all: readonly Fields[], serial = "S1"): Fields => ({ now, patient, serial, entries: all });
const changed = chained(entries).map((one) =>
  one["id"] === committed["id"] ? { ...one, data: { program: { mode: "stopped" }, reason: "pain" } } : one,
);
const again = (more: Fields, program: Fields = flex): Fields => ({
  entries,
  at: now,
  draft: [
    entry("program change", now, {
      program,
      patientBolus: bolus,
      reason: "as before",
      repeats: committed["id"],
      ...more,
    }),
  ],
});

/** Scenarios on repeated settings. */
export const repeating: readonly Scenario[] = told(
  "P-14",
  {
    happened: "the last settings are asked for: program and bolus as they were saved, with their hash",
    operation: "repeat",
    input: asked(chained(entries)),
    expect: [
      { path: "of", equals: committed["id"] },
      { path: "program.steps[1].dose.value", number: 2, within: 0 },
      { path: "patientBolus.maxPerDay", number: 4, within: 0 },
      { path: "hash", equals: chained(entries)[2]!["hash"] },
    ],
  },
  {
    happened: "the kept settings were altered: the hash does not belong to them, and nothing is repeated",
    operation: "repeat",
    input: asked(changed),
    expect: [{ refused: "entries[2].hash" }],
  },
  {
    happened: "settings without a hash are nobody's saved ones",
    operation: "repeat",
    input: asked(entries),
    expect: [{ refused: "entries[2].hash" }],
  },
  {
    happened: "another pump is on the couch",
    operation: "repeat",
    input: asked(chained(entries), "S2"),
    expect: [{ refused: "serial" }],
  },
  {
    happened: "the pump was replaced: what the old one ran is not the new one's to repeat",
    operation: "repeat",
    input: asked(chained([...entries, pump("S2", "2026-01-06T08:00:00Z")]), "S2"),
    expect: [{ refused: "entries" }],
  },
  {
    happened: "an entry of another patient among them",
    operation: "repeat",
    input: asked(chained([...entries, { ...set(flex), patient: "00000000-0000-4000-8000-0000000000ff" }])),
    expect: [{ refused: "entries[3].patient" }],
  },
  {
    happened: "the repeated settings are saved as they were",
    operation: "visit",
    input: again({}),
    expect: [{ path: "objections", count: 0 }],
  },
  {
    happened: "said to be the last settings, and one bolus a day more",
    operation: "visit",
    input: again({ patientBolus: { ...bolus, maxPerDay: 5 } }),
    expect: [{ path: "objections[0].rule", equals: "repeats otherwise" }],
  },
  {
    happened: "said to be the last settings, and another step",
    operation: "visit",
    input: again({}, JSON.parse(canonical(flex).replace('"20:00"', '"21:00"')) as Fields),
    expect: [{ path: "objections[0].rule", equals: "repeats otherwise" }],
  },
);
