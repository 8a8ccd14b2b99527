// A snapshot is what replaying everything gives, or it is nothing.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { chance } from "../evidence/evidence.ts";
import { readShape } from "../quantity/quantity.ts";
import { type Entry, knownFrom, knownWith, newEntry, readKnown, stateShape, writeKnown } from "./records.ts";

const patient = "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f";
const day = (n: number): string => new Date(Date.UTC(2026, 0, 5, 8) + n * 86_400_000).toISOString();
const refill = (aspirated: string): object => ({
  aspirated,
  aspiratedAgain: "0 mL",
  filled: "40 mL",
  programmed: "40 mL",
  solution: [{ drug: "baclofen", concentration: "2000 mcg/mL" }],
  lot: "A1",
  expiry: "2027-01-31",
  needleChecked: true,
  observed: "30 min",
});
const flex = {
  mode: "flex",
  drug: "baclofen",
  steps: [
    { at: "06:30", dose: "800 mcg/d" },
    { at: "22:00", dose: "400 mcg/d" },
  ],
};
const events: readonly (readonly [string, object])[] = [
  [
    "patient",
    {
      name: "Test",
      birthDate: "1970-04-30",
      identifiers: [{ system: "clinic", value: "1" }],
      weight: "70 kg",
    },
  ],
  ["pump implanted", { pump: { model: "synchromed-ii-40" }, serial: "S" }],
  ["catheter implanted", { catheter: { volume: "0.2 mL" } }],
  ["refill", refill("0 mL")],
  ["program change", { program: flex, reason: "start" }],
  ["visit closed", { reinterrogated: true, running: true }],
  ["bolus count", { drug: "baclofen", amount: "25 mcg", given: 3, denied: 1 }],
  ["other medication", { taken: [{ drug: "baclofen", route: "oral", dose: "30 mg/d" }] }],
  ["bolus", { drug: "baclofen", amount: "50 mcg", given: "20 mcg", outcome: "interrupted" }],
  ["stopped", { reason: "surgery" }],
  ["restarted", { reason: "after", confirmedRunning: true }],
  ["access port", { port: "catheter", aspirated: "2 mL", reprime: "done", primed: "0.3 mL", reason: "x" }],
  ["MRI", { field: "3 T", emptiedBefore: false, stalledAt: day(9), recoveredAt: day(10) }],
  ["alarm", { level: "non-critical", cause: "low reservoir" }],
  ["score", { scale: "modified Ashworth", value: "1+", region: "legs" }],
  ["alert snoozed", { alert: "low reservoir", urgency: "due", until: day(13), reason: "refill on day 14" }],
  ["refill planned", { day: day(14).slice(0, 10), latest: day(15).slice(0, 10) }],
  ["interrogation", { serial: "S", volume: "20 mL", running: true, clockBehind: "60 min" }],
  [
    "limit check",
    {
      of: "00000000-0000-4000-8000-000000000004",
      library: "0",
      purpose: { indication: "spasticity-spinal", phase: "titration", jurisdiction: "US" },
      findings: [],
    },
  ],
  ["refill", refill("12 mL")],
  ["refill planned", { day: day(60).slice(0, 10), latest: day(65).slice(0, 10) }],
  ["MRI", { field: "3 T", emptiedBefore: true, aspirated: "30 mL" }],
  ["follow-up planned", { what: "liver tests", due: "2026-02-01" }],
  ["contact attempted", { who: "patient", how: "telephone", outcome: "not reached" }],
  ["chasing ended", { reason: "came by" }],
  [
    "ketamine session begun",
    {
      drug: "ketamine",
      vial: "10 mg/mL",
      infusate: "1 mg/mL",
      weight: "70 kg",
      planned: { steps: [{ for: "4 h", rate: "20 mg/h" }], total: "80 mg" },
      wristband: "1",
      checklist: [{ item: "fasted", done: true }],
    },
  ],
  ["ketamine follow-up", { organ: "liver", tests: [], finding: "normal" }],
  ["follow-up planned", { what: "bladder", due: "2026-09-01" }],
  ["contact attempted", { who: "patient", how: "letter", outcome: "will come", nextTry: "2026-03-01" }],
  ["alarm", { level: "critical", cause: "motor stall", recoveredAt: day(30.5) }],
  ["alarm", { level: "critical", cause: "motor stall" }],
  ["interrogation", { serial: "S", volume: "20 mL", running: true }],
  ["transferred out", { to: "North", with: ["sheet"] }],
];
const told = (kind: string, data: object, at: string, i: number, more: object = {}): Entry => {
  const id = `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`;
  const read = readShape(
    newEntry,
    { id, patient, by: "n", from: "entered", kind, at, data, ...more },
    "en-US",
  );
  assert.deepEqual(read.issues, []);
  return { ...read.value!, sequence: i + 1, recordedAt: 0, previous: "", hash: "" };
};
const history = events.map(([kind, data], i) => told(kind, data, day(i), i));

test("what is known is read back from its text as it was, wherever the history is cut", () => {
  for (let cut = 0; cut <= history.length; cut++) {
    const known = knownFrom(history.slice(0, cut));
    if (cut === 0) continue;
    const text = writeKnown(known);
    assert.equal(writeKnown(readKnown(text)!), text);
    // Going on from the text is going on from the history.
    assert.equal(
      writeKnown(knownWith(readKnown(text)!, history.slice(cut))!),
      writeKnown(knownFrom(history)),
    );
  }
});

test("an entry from before, or a correction, is never applied to what is known: the whole is replayed", () => {
  const known = knownFrom(history);
  const [kind, data] = events[6]!;
  assert.equal(knownWith(known, [told(kind, data, day(6), 99)]), undefined);
  assert.equal(knownWith(known, [told(kind, data, day(50), 99, { corrects: history[6]!.id })]), undefined);
});

test("in any order of recording, applying one by one or replaying the whole gives the same", () => {
  for (let i = 0; i < 200; i++) {
    const { below } = chance(5, i);
    const all = history.map((entry) =>
      below(8) === 0
        ? { ...entry, at: { ...entry.at, epoch: entry.at.epoch - below(10) * 86_400_000 } }
        : entry,
    );
    let known = knownFrom([]);
    all.forEach((entry, n) => {
      known = knownWith(known, [entry]) ?? knownFrom(all.slice(0, n + 1));
    });
    assert.equal(writeKnown(known), writeKnown(knownFrom(all)), `history ${i}`);
  }
});

test("text of another shape, or none of ours, is no snapshot", () => {
  const text = writeKnown(knownFrom(history));
  assert.ok(readKnown(text));
  for (const other of [
    text.replace(`"shape":${stateShape}`, `"shape":${stateShape + 1}`),
    text.slice(0, -5),
    "null",
    "{}",
    "",
  ])
    assert.equal(readKnown(other), undefined, other.slice(0, 40));
});

test("where replay makes something else of a history, the shape has another number (if not: raise stateShape)", () => {
  const digest = createHash("sha256")
    .update(writeKnown(knownFrom(history)))
    .digest("hex");
  const digests: Readonly<Record<number, string>> = {
    8: "6bb2c9842de7220f",
  };
  assert.equal(digest.slice(0, 16), digests[stateShape]);
});
