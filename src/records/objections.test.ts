// What the record does not take, and what it takes under a name. The incidents are INC-1, 5 and 6 of the facts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readShape } from "../quantity/quantity.ts";
import {
  type Entry,
  hashOf,
  newEntry,
  type NewEntry,
  objectionsIn,
  objectionsTo,
  sayObjection,
} from "./records.ts";

const patient = "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f";
let count = 0;
const uuid = (): string => `00000000-0000-4000-8000-${String(++count).padStart(12, "0")}`;
type Told = {
  kind: string;
  at: string;
  data: object;
  by?: string;
  id?: string;
  from?: string;
  corrects?: string;
};
const read = (told: Told): NewEntry => {
  const found = readShape(
    newEntry,
    { id: uuid(), patient, by: "Nurse One", from: "entered", ...told },
    "en-US",
  );
  assert.deepEqual(found.issues, []);
  return found.value!;
};
const keep = (told: readonly Told[]): Entry[] =>
  told.map((one, i) => {
    const placed = { ...read(one), sequence: i + 1, recordedAt: 0, previous: "" };
    return { ...placed, hash: hashOf(placed) } as Entry;
  });

const first = "2026-01-05T08:00:00Z";
const second = "2026-04-05T08:00:00Z";
const morphine = [{ drug: "hydromorphone", concentration: "10 mg/mL" }];
const refill = (at: string, aspirated: string, more: object = {}): Told => ({
  kind: "refill",
  at,
  data: {
    aspirated,
    aspiratedAgain: "0 mL",
    filled: "20 mL",
    programmed: "20 mL",
    solution: morphine,
    lot: "A1",
    expiry: "2027-01-31",
    needleChecked: true,
    observed: "30 min",
    ...more,
  },
});
const program = (at: string, dose: string, more: object = {}): Told => ({
  kind: "program change",
  at,
  data: { program: { mode: "continuous", drug: "hydromorphone", dose }, reason: "pain", ...more },
});
const seen = (at: string, running = true, serial = "S1"): Told => ({
  kind: "interrogation",
  at,
  data: { serial, volume: "20 mL", running },
});
const closing = (at: string): Told => ({
  kind: "visit closed",
  at,
  data: { reinterrogated: true, running: true },
});
/** A pump of 20 mL at 1 mg a day: 0.1 mL a day, so 11 mL are left after ninety days. */
const begun = (): Told[] => [
  { kind: "pump implanted", at: first, data: { pump: { model: "synchromed-ii-20" }, serial: "S1" } },
  refill(first, "0 mL"),
  program(first, "1 mg/d"),
  seen(first),
  closing(first),
];
const rules = (kept: readonly Told[], ...added: Told[]): string[] =>
  objectionsTo(keep(kept), added.map(read)).map(({ rule }) => rule);
const named = (finding: string) => ({ overrides: [{ finding, by: "Dr Two", reason: "seen on the sheet" }] });

test("INC-1: a dose is not raised over a residual that nobody can explain, unless a named person takes it on", () => {
  const dry = refill(second, "0 mL");
  assert.deepEqual(rules(begun(), dry, program(second, "1.2 mg/d")), ["unexplained residual"]);
  assert.deepEqual(rules(begun(), dry, program(second, "1.2 mg/d", named("unexplained residual"))), []);
  assert.deepEqual(rules(begun(), dry, program(second, "1.2 mg/d", named("another finding"))), [
    "unexplained residual",
  ]);
  // The same in two sendings, and in another unit.
  assert.deepEqual(rules([...begun(), dry], program(second, "50 mcg/h")), ["unexplained residual"]);
  // What was left agrees with 0.1 mL a day within 14.5%: then a rise is a matter for limits.
  assert.deepEqual(rules(begun(), refill(second, "11 mL"), program(second, "1.2 mg/d")), []);
  // Too much left is not explained either.
  assert.deepEqual(rules(begun(), refill(second, "15 mL"), program(second, "1.2 mg/d")), [
    "unexplained residual",
  ]);
});

test("R-04: after a dry or an almost full pump the same dose is no default either, a lower one is free", () => {
  for (const left of ["0 mL", "19.5 mL"]) {
    assert.deepEqual(rules(begun(), refill(second, left), program(second, "1 mg/d")), [
      "unexplained residual",
    ]);
    assert.deepEqual(rules(begun(), refill(second, left), program(second, "0.5 mg/d")), []);
    assert.deepEqual(rules(begun(), refill(second, left), seen(second), closing(second)), [
      "residual undecided",
    ]);
  }
  // A moderate surplus leaves the dose where it was.
  assert.deepEqual(rules(begun(), refill(second, "15 mL"), program(second, "1 mg/d")), []);
});

test("INC-1: a stop that was recorded explains what is left", () => {
  const stopped: Told = { kind: "stopped", at: "2026-01-06T08:00:00Z", data: { reason: "surgery" } };
  const again: Told = {
    kind: "restarted",
    at: "2026-03-27T08:00:00Z",
    data: { reason: "after surgery", confirmedRunning: true },
  };
  assert.deepEqual(
    rules([...begun(), stopped, again], refill(second, "19 mL"), program(second, "1.2 mg/d")),
    [],
  );
});

test("INC-1: another volume told than filled is kept only under a name, as is too much or an expired lot", () => {
  assert.deepEqual(rules(begun(), refill(second, "11 mL", { programmed: "40 mL" })), [
    "filled otherwise than told",
  ]);
  assert.deepEqual(
    rules(begun(), refill(second, "11 mL", { programmed: "40 mL", ...named("filled otherwise than told") })),
    [],
  );
  assert.deepEqual(rules(begun(), refill(second, "11 mL", { filled: "0.02 L", programmed: "20 mL" })), []);
  assert.deepEqual(rules(begun(), refill(second, "11 mL", { filled: "22 mL", programmed: "22 mL" })), [
    "above capacity",
  ]);
  assert.deepEqual(rules(begun(), refill(second, "11 mL", { expiry: "2026-04-04" })), ["expired"]);
  assert.deepEqual(rules(begun(), refill(second, "11 mL", { expiry: "2026-04-05" })), []);
});

test("U-07, C-05: after another solution the bridge is decided one way or the other, and the program set anew", () => {
  const other = refill(second, "11 mL", { solution: [{ drug: "hydromorphone", concentration: "5 mg/mL" }] });
  assert.deepEqual(rules(begun(), other, program(second, "1 mg/d")), ["bridge undecided"]);
  const none = { bridge: { decision: "none", reason: "catheter aspirated" } };
  assert.deepEqual(rules(begun(), other, program(second, "1 mg/d", none)), []);
  assert.deepEqual(rules(begun(), other, seen(second), closing(second)), ["solution without program"]);
  const same = refill(second, "11 mL", {
    solution: [{ drug: "hydromorphone", concentration: "10000 mcg/mL" }],
  });
  assert.deepEqual(rules(begun(), same, program(second, "1 mg/d")), []);
});

test("INC-5, P-10: a visit is not closed before the pump is seen running what it was told last", () => {
  const done = [refill(second, "11 mL"), program(second, "1 mg/d")];
  assert.deepEqual(rules(begun(), ...done, closing(second)), ["not re-interrogated"]);
  assert.deepEqual(rules(begun(), seen(second), ...done, closing(second)), ["not re-interrogated"]);
  assert.deepEqual(rules(begun(), ...done, seen(second, false), closing(second)), ["not running"]);
  assert.deepEqual(rules(begun(), ...done, seen(second), closing(second)), []);
  assert.deepEqual(rules([], closing(second)), ["not re-interrogated"]);
});

test("INC-6, I-02: the pump of somebody else is not interrogated into this record; a replaced one is history", () => {
  assert.deepEqual(rules(begun(), seen(second, true, "S2")), ["pump of somebody else"]);
  const replaced: Told = {
    kind: "pump implanted",
    at: "2026-03-01T08:00:00Z",
    data: { pump: { model: "synchromed-ii-40" }, serial: "S9" },
  };
  assert.deepEqual(rules([...begun(), replaced], seen(second, true, "S1")), []);
});

test("a second check is another person's or read off the pump, of something that is there, and true", () => {
  const change = program(second, "1 mg/d");
  const id = uuid();
  const check = (data: object, by = "Nurse Two"): Told => ({
    kind: "second check",
    at: second,
    by,
    data: {
      of: id,
      values: { "daily dose hydromorphone": "1 mg/d" },
      agrees: true,
      differences: [],
      ...data,
    },
  });
  const with_ = (told: Told): string[] => rules(begun(), { ...change, id }, told);
  assert.deepEqual(with_(check({})), []);
  for (const by of ["Nurse One", " nurse  ONE ", "Ｎｕｒｓｅ One"])
    assert.deepEqual(with_(check({}, by)), ["same person"], by);
  for (const readFrom of ["printout", "pump screen"])
    assert.deepEqual(with_(check({ readFrom }, "Nurse One")), [], readFrom);
  // The first numbers were entered from the order: to read it again is no second look.
  assert.deepEqual(with_(check({ readFrom: "order" }, "Nurse One")), ["same person"]);
  const off = { readFrom: "printout", values: { "daily dose hydromorphone": "1.1 mg/d" } };
  assert.deepEqual(with_(check(off, "Nurse One")), ["contradicts itself"]);
  assert.deepEqual(with_(check({ of: uuid() })), ["checks nothing"]);
  assert.deepEqual(with_(check({ values: {} })), ["no number checked"]);
  assert.deepEqual(with_(check({ agrees: false })), ["contradicts itself"]);
  // By value, whatever the unit: 1 mg a day is 41.67 mcg an hour.
  for (const dose of ["1 mg/d", "1000 mcg/d", "41.67 mcg/h", "0.04167 mg/h"])
    assert.deepEqual(with_(check({ values: { "daily dose hydromorphone": dose } })), [], dose);
  for (const dose of ["1.01 mg/d", "1 mg/h", "1", "", "1 mL"])
    assert.deepEqual(
      with_(check({ values: { "daily dose hydromorphone": dose } })),
      ["contradicts itself"],
      dose,
    );
  assert.deepEqual(with_(check({ values: { filled: "2 mL" }, agrees: false, differences: ["filled"] })), []);
});

test("T-08, R-08: a signature binds to the hash of what was kept, and a refill without a needle check bears none", () => {
  const kept = keep([...begun(), refill(second, "11 mL", { needleChecked: false }), refill(second, "0 mL")]);
  const sign = (of: Entry, ofHash = of.hash): string[] =>
    objectionsTo(kept, [
      read({ kind: "signature", at: second, data: { of: of.id, ofHash, meaning: "author" } }),
    ]).map(({ rule }) => rule);
  assert.deepEqual(sign(kept.at(-1)!), []);
  assert.deepEqual(sign(kept.at(-1)!, "0".repeat(64)), ["signs another text"]);
  assert.deepEqual(sign({ ...kept[0]!, id: uuid() }), ["signs nothing"]);
  assert.deepEqual(sign(kept.at(-2)!), ["not to be signed"]);
  // The closing of a visit is signed for all of it.
  const visits = keep([
    ...begun(),
    refill(second, "11 mL", { needleChecked: false }),
    seen(second),
    closing(second),
    refill("2026-07-05T08:00:00Z", "11 mL", { observed: "0 min" }),
    { ...closing("2026-07-05T08:00:00Z") },
    { ...closing("2026-07-06T08:00:00Z") },
  ]);
  const closings = visits.filter(({ kind }) => kind === "visit closed");
  assert.deepEqual(
    closings.map((of) =>
      objectionsTo(visits, [
        read({ kind: "signature", at: second, data: { of: of.id, ofHash: of.hash, meaning: "author" } }),
      ]).map(({ rule }) => rule),
    ),
    [[], ["not to be signed"], ["not to be signed"], []],
  );
});

test("history is kept as it happened: what is imported is not refused, and is told of the record as it stands", () => {
  const past = [refill(second, "0 mL", { programmed: "40 mL" }), program(second, "2 mg/d")].map((told) => ({
    ...told,
    from: "imported",
  }));
  assert.deepEqual(rules(begun(), ...past), []);
  const standing = objectionsIn(keep([...begun(), ...past]));
  assert.deepEqual(
    standing.map(({ rule }) => rule),
    ["filled otherwise than told", "unexplained residual"],
  );
  assert.match(sayObjection(standing[1]!, "en-US"), /ran dry.*HYDROmorphone at 2 mg\/day after 1 mg\/day/);
  assert.match(sayObjection(standing[1]!, "zh-CN"), /已排空/);
});

test("a correction is judged by what holds when it happened, without the entry that it corrects", () => {
  const id = uuid();
  const kept = keep([...begun(), refill(second, "11 mL"), { ...program(second, "1.2 mg/d"), id }]);
  const corrected = { ...refill(second, "0 mL"), corrects: kept.at(-2)!.id };
  // The residual was typed wrong: the correction is taken, and the rise now stands out.
  assert.deepEqual(objectionsTo(kept, [read(corrected)]), []);
  const all = [
    ...kept,
    { ...read(corrected), sequence: kept.length + 1, recordedAt: 1, previous: "", hash: "" },
  ];
  assert.deepEqual(
    objectionsIn(all as Entry[]).map(({ rule }) => rule),
    ["unexplained residual"],
  );
  const again = { ...program(second, "1.2 mg/d"), corrects: id };
  assert.deepEqual(
    objectionsTo(all as Entry[], [read(again)]).map(({ rule }) => rule),
    ["unexplained residual"],
  );
});
