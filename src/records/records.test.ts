import assert from "node:assert/strict";
import { test } from "node:test";
import { readInstant, readShape } from "../quantity/quantity.ts";
import {
  type Entry,
  firstBreak,
  genesis,
  hashOf,
  newEntry,
  nothingKnown,
  reconciledFill,
  replay,
  reservoirAt,
} from "./records.ts";

const patient = "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f";
let count = 0;
const uuid = (): string => `00000000-0000-4000-8000-${String(++count).padStart(12, "0")}`;

/** Reads entries as they would be entered and links them into a chain, one minute of recording apart. */
function chain(
  given: readonly { kind: string; at: string; data: unknown; corrects?: string; id?: string }[],
): Entry[] {
  let previous = genesis;
  return given.map((one, i) => {
    const read = readShape(newEntry, { id: uuid(), patient, by: "nurse", from: "entered", ...one }, "en-US");
    assert.deepEqual(read.issues, [], JSON.stringify(read.issues));
    const linked = {
      ...read.value!,
      sequence: i + 1,
      recordedAt: Date.UTC(2026, 0, 1) + i * 60_000,
      previous,
    };
    const entry = { ...linked, hash: hashOf(linked) } as Entry;
    previous = entry.hash;
    return entry;
  });
}

const solution = [{ drug: "baclofen", concentration: "2000 mcg/mL" }];
const refill = (at: string, aspirated: string, filled = "40 mL") => ({
  kind: "refill",
  at,
  data: {
    aspirated,
    aspiratedAgain: "0 mL",
    filled,
    programmed: filled,
    solution,
    lot: "A1",
    expiry: "2027-01-31",
    needleChecked: true,
    observed: "30 min",
  },
});
const history = () =>
  chain([
    {
      kind: "patient",
      at: "2026-01-05T08:00:00Z",
      data: { name: "Test Person", birthDate: "1970-04-30", identifiers: [{ system: "clinic", value: "1" }] },
    },
    {
      kind: "pump implanted",
      at: "2026-01-05T08:00:00Z",
      data: { pump: { model: "synchromed-ii-40" }, serial: "NGP1" },
    },
    refill("2026-01-05T08:00:00Z", "0 mL"),
    {
      kind: "program change",
      at: "2026-01-05T08:00:00Z",
      data: { program: { mode: "continuous", drug: "baclofen", dose: "400 mcg/d" }, reason: "start" },
    },
    { kind: "visit closed", at: "2026-01-05T09:00:00Z", data: { reinterrogated: true, running: true } },
  ]);
const at = (text: string) => readInstant(text)!;

test("what is left is the fill less what was asked of it", () => {
  const state = replay(history(), { happened: at("2026-04-05T08:00:00Z").epoch });
  assert.equal(state.delivery, "running");
  assert.deepEqual(reservoirAt(state, at("2026-04-05T08:00:00Z"), "en-US")?.volume, {
    value: 22,
    unit: "mL",
  });
});

test("A-06: while the pump is stopped nothing is delivered", () => {
  const entries = chain([
    {
      kind: "pump implanted",
      at: "2026-01-05T08:00:00Z",
      data: { pump: { model: "synchromed-ii-40" }, serial: "NGP1" },
    },
    refill("2026-01-05T08:00:00Z", "0 mL"),
    {
      kind: "program change",
      at: "2026-01-05T08:00:00Z",
      data: { program: { mode: "continuous", drug: "baclofen", dose: "400 mcg/d" }, reason: "start" },
    },
    { kind: "stopped", at: "2026-01-15T08:00:00Z", data: { reason: "surgery" } },
    {
      kind: "restarted",
      at: "2026-01-25T08:00:00Z",
      data: { reason: "after surgery", confirmedRunning: true },
    },
  ]);
  const state = replay(entries, { happened: Infinity });
  assert.deepEqual(reservoirAt(state, at("2026-02-04T08:00:00Z"), "en-US")?.volume, {
    value: 36,
    unit: "mL",
  });
});

test("P-10: a program that nobody saw running is not running", () => {
  const entries = history().slice(0, 4);
  assert.equal(replay(entries, { happened: Infinity }).delivery, "unknown");
});

test("a refill closes the fill before it with what was aspirated", () => {
  const first = history();
  const entries = [...first, ...chain([refill("2026-04-05T08:00:00Z", "22.5 mL")])];
  const state = replay(entries, { happened: Infinity });
  assert.equal(state.fills.length, 2);
  const result = reconciledFill(state.fills[0]!, state, "en-US")!;
  assert.equal(result.verdict, "as expected");
  assert.ok(Math.abs(result.ratio! - 17.5 / 18) < 1e-9);
});

test("a correction takes the place of what it corrects, and the old entry stays in the record", () => {
  const entries = history();
  const wrong = entries[2]!;
  const corrected = chain([{ ...refill("2026-01-05T08:00:00Z", "0 mL", "20 mL"), corrects: wrong.id }]);
  const all = [...entries, { ...corrected[0]!, sequence: 6, recordedAt: Date.UTC(2026, 1, 1) }];
  const now = replay(all, { happened: Infinity });
  assert.equal(now.fills[0]!.filled.value, 20);
  const then = replay(all, { happened: Infinity, known: Date.UTC(2026, 0, 20) });
  assert.equal(then.fills[0]!.filled.value, 40);
});

test("replaying on from what was known gives what replaying the whole gives", () => {
  const entries = history();
  for (let cut = 0; cut <= entries.length; cut++) {
    const before = replay(entries.slice(0, cut), { happened: Infinity }, nothingKnown);
    assert.deepEqual(
      replay(entries.slice(cut), { happened: Infinity }, before),
      replay(entries, { happened: Infinity }),
    );
  }
});

test("T-03: one changed letter, a missing or a foreign entry is found at its place", () => {
  const entries = history();
  assert.equal(firstBreak(entries), undefined);
  for (let i = 0; i < entries.length; i++) {
    const altered = entries.map((entry, j) => (j === i ? { ...entry, by: "nursf" } : entry));
    assert.deepEqual(firstBreak(altered), { sequence: i + 1, why: "altered" });
    const rehashed = entries.map((entry, j) =>
      j === i ? { ...entry, by: "nursf", hash: hashOf({ ...entry, by: "nursf" }) } : entry,
    );
    if (i < entries.length - 1)
      assert.deepEqual(firstBreak(rehashed), { sequence: i + 2, why: "not linked" });
    const gone = entries.filter((_, j) => j !== i);
    if (i < entries.length - 1) assert.deepEqual(firstBreak(gone), { sequence: i + 1, why: "missing" });
  }
});

test("R-08: a refill without lot, expiry, second aspiration, needle check or observation is not read", () => {
  const whole = refill("2026-01-05T08:00:00Z", "0 mL");
  for (const field of [
    "lot",
    "expiry",
    "aspirated",
    "aspiratedAgain",
    "needleChecked",
    "observed",
    "solution",
    "filled",
  ]) {
    const { [field]: _gone, ...data } = whole.data as Record<string, unknown>;
    const read = readShape(
      newEntry,
      { id: uuid(), patient, by: "nurse", from: "entered", ...whole, data },
      "en-US",
    );
    assert.ok(
      read.issues.some((issue) => issue.path === `data.${field}`),
      `${field}: ${JSON.stringify(read.issues)}`,
    );
  }
});
