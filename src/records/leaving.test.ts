// What leaves the reservoir beside programs and boluses, reckoned by hand: 400 mcg a day of 2000 mcg/mL is 0.2 mL
// a day.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readInstant, readShape } from "../quantity/quantity.ts";
import { type Entry, newEntry, programmedSince, reconciledFill, replay, reservoirAt } from "./records.ts";

const patient = "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f";
const entries = (...given: readonly [kind: string, at: string, data: object][]): Entry[] =>
  given.map(([kind, at, data], i) => {
    const id = `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`;
    const read = readShape(newEntry, { id, patient, by: "n", from: "entered", kind, at, data }, "en-US");
    assert.deepEqual(read.issues, []);
    return { ...read.value!, sequence: i + 1, recordedAt: 0, previous: "", hash: "" };
  });
const start = "2026-01-05T08:00:00Z";
const refill = (at: string, aspirated: string): [string, string, object] => [
  "refill",
  at,
  {
    aspirated,
    aspiratedAgain: "0 mL",
    filled: "40 mL",
    programmed: "40 mL",
    solution: [{ drug: "baclofen", concentration: "2000 mcg/mL" }],
    lot: "A1",
    expiry: "2027-01-31",
    needleChecked: true,
    observed: "30 min",
  },
];
const begun: [string, string, object][] = [
  ["pump implanted", start, { pump: { model: "synchromed-ii-40" }, serial: "S" }],
  refill(start, "0 mL"),
  [
    "program change",
    start,
    { program: { mode: "continuous", drug: "baclofen", dose: "400 mcg/d" }, reason: "start" },
  ],
];
const port = (at: string, more: object): [string, string, object] => [
  "access port",
  at,
  { port: "catheter access port", aspirated: "2 mL", reprime: "done", reason: "loss of effect", ...more },
];
const at = (text: string) => readInstant(text)!;
const leftAt = (text: string, ...more: [string, string, object][]): number | undefined => {
  const state = replay(entries(...begun, ...more), { happened: at(text).epoch });
  return reservoirAt(state, at(text), "en-US")?.volume.value;
};
const near = (a: number | undefined, b: number): void =>
  assert.ok(a !== undefined && Math.abs(a - b) < 1e-9, `${a}, expected ${b}`);

test("R-11: what an access port draws from the catheter is not the reservoir's; the re-prime and what leaked are", () => {
  near(leftAt("2026-01-25T08:00:00Z"), 36);
  near(leftAt("2026-01-25T08:00:00Z", port("2026-01-15T08:00:00Z", {})), 36);
  near(leftAt("2026-01-25T08:00:00Z", port("2026-01-15T08:00:00Z", { primed: "0.25 mL" })), 35.75);
  near(
    leftAt("2026-01-25T08:00:00Z", port("2026-01-15T08:00:00Z", { primed: "0.25 mL", lost: "3 mL" })),
    32.75,
  );
  // Before it happened it had not.
  near(leftAt("2026-01-14T08:00:00Z", port("2026-01-15T08:00:00Z", { lost: "3 mL" })), 38.2);
});

test("R-11: a re-prime is asked of the pump and a leak is not, so the ratio of the pump stays its own", () => {
  const state = replay(
    entries(
      ...begun,
      port("2026-01-15T08:00:00Z", { primed: "0.5 mL", lost: "3 mL" }),
      refill("2026-04-05T08:00:00Z", "18.5 mL"),
    ),
    { happened: Infinity },
  );
  const result = reconciledFill(state.fills[0]!, state, "en-US")!;
  near(result.programmed, 18.5);
  near(result.ratio, 1);
  assert.equal(result.verdict, "as expected");
  near(programmedSince(state.fills[0]!, state, state.fills[0]!.emptied!.at, "en-US"), 18.5);
});

test("R-11, F-11: emptied for a scan the reservoir holds nothing until it is filled, and nothing is promised of it", () => {
  const scan: [string, string, object] = [
    "MRI",
    "2026-02-04T08:00:00Z",
    { field: "3 T", emptiedBefore: true, aspirated: "34 mL" },
  ];
  assert.equal(leftAt("2026-02-10T08:00:00Z", scan), undefined);
  const all = entries(...begun, scan, refill("2026-02-11T08:00:00Z", "0 mL"));
  const state = replay(all, { happened: Infinity });
  // The fill ended at the scan; what the next refill aspirates is not held against it.
  const first = reconciledFill(state.fills[0]!, state, "en-US")!;
  near(first.ratio, 1);
  near(first.programmed, 6);
  near(reservoirAt(state, at("2026-02-16T08:00:00Z"), "en-US")?.volume.value, 39);
  // Where nobody wrote down what came out, nothing is made of it.
  const silent = replay(
    entries(...begun, ["MRI", "2026-02-04T08:00:00Z", { field: "3 T", emptiedBefore: true }]),
    { happened: Infinity },
  );
  assert.equal(reconciledFill(silent.fills[0]!, silent, "en-US"), undefined);
});

test("R-11: from stall to recovery in the field nothing is delivered, and a program set on an empty pump waits for its fill", () => {
  const scan: [string, string, object] = [
    "MRI",
    "2026-01-15T09:00:00Z",
    {
      field: "1.5 T",
      emptiedBefore: false,
      stalledAt: "2026-01-15T08:00:00Z",
      recoveredAt: "2026-01-16T08:00:00Z",
    },
  ];
  near(leftAt("2026-01-25T08:00:00Z", scan), 36.2);
});

test("P-18: after a reset the program is unknown and nothing is promised until the pump is interrogated", () => {
  const reset: [string, string, object] = [
    "alarm",
    "2026-01-15T08:00:00Z",
    { level: "critical", cause: "critical memory error" },
  ];
  const after = replay(entries(...begun, reset), { happened: Infinity });
  assert.deepEqual([after.program, after.delivery], [undefined, "unknown"]);
  const read: [string, string, object] = [
    "interrogation",
    "2026-01-25T08:00:00Z",
    {
      serial: "S",
      volume: "38 mL",
      running: true,
      program: { mode: "continuous", drug: "baclofen", dose: "800 mcg/d" },
    },
  ];
  const again = replay(entries(...begun, reset, read), { happened: Infinity });
  assert.equal(again.delivery, "running");
  // Ten days at 0.2 mL, ten of which nothing is known, ten at 0.4 mL.
  near(leftAt("2026-02-04T08:00:00Z", reset, read), 34);
});

test("P-17: a program that starts later changes nothing before, and everything from then on", () => {
  const later: [string, string, object] = [
    "program change",
    "2026-01-25T08:00:00Z",
    { program: { mode: "continuous", drug: "baclofen", dose: "800 mcg/d" }, reason: "step up" },
  ];
  near(leftAt("2026-01-24T08:00:00Z", later), 36.2);
  near(leftAt("2026-02-04T08:00:00Z", later), 32);
});
