// A ketamine session, a patient who did not come, and one who was handed over: what the record takes and what follows.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readShape } from "../quantity/quantity.ts";
import { type Entry, type NewEntry, newEntry, objectionsTo, replay, sayObjection } from "./records.ts";

const patient = "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f";
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const at = (day: string, time = "09:00"): string => `2026-${day}T${time}:00+01:00`;
let n = 0;
const told = (kind: string, when: string, data: object, more: object = {}): NewEntry => {
  const read = readShape(
    newEntry,
    { id: uuid(++n), patient, by: "Nurse One", from: "entered", kind, at: when, data, ...more },
    "en-US",
  );
  assert.deepEqual(read.issues, []);
  return read.value!;
};
const kept = (entries: readonly NewEntry[]): Entry[] =>
  entries.map((entry, i) => ({ ...entry, sequence: i + 1, recordedAt: i, previous: "", hash: "h" }) as Entry);
const person = told("patient", at("01-05"), {
  name: "Test",
  birthDate: "1970-04-30",
  identifiers: [{ system: "MRN", value: "700 123" }],
});
const plan = { steps: [{ for: "4 h", rate: "20 mg/h" }], total: "80 mg" };
const begun = (when: string, more: object = {}): NewEntry =>
  told("ketamine session begun", when, {
    drug: "ketamine",
    vial: "10 mg/mL",
    infusate: "1 mg/mL",
    weight: "70 kg",
    planned: plan,
    wristband: "700 123",
    checklist: [{ item: "fasted", done: true }],
    ...more,
  });
const course = [
  { what: "step", after: "0 min", rate: "20 mg/h" },
  { what: "hold", after: "60 min", reason: "nausea" },
  { what: "resume", after: "90 min", rate: "10 mg/h", reason: "settled" },
  { what: "end", after: "240 min" },
];
const session = (when: string, more: object = {}): NewEntry =>
  told("ketamine session", when, {
    drug: "ketamine",
    vial: "10 mg/mL",
    total: "45 mg",
    course,
    checklist: [],
    observations: [],
    holds: [],
    rescue: [],
    discharged: true,
    ...more,
  });
const rules = (before: readonly NewEntry[], ...added: readonly NewEntry[]): string[] =>
  objectionsTo(kept(before), added).map(({ rule }) => rule);
const state = (...entries: readonly NewEntry[]) =>
  replay(kept(entries), { happened: Number.POSITIVE_INFINITY });

test("what a session gave is what its course comes to, and another total is not kept (V-04)", () => {
  // 20 mg/h for an hour, half an hour of nothing, 10 mg/h for two hours and a half.
  assert.deepEqual(rules([person], session(at("02-01"))), []);
  assert.deepEqual(rules([person], session(at("02-01"), { total: "80 mg" })), ["dose otherwise than it ran"]);
  const [first] = objectionsTo(kept([person]), [session(at("02-01"), { total: "450 mg" })]);
  assert.match(sayObjection(first!, "en-US"), /said to be 450 mg, but what ran comes to 45 mg/);
  assert.match(sayObjection(first!, "zh-CN"), /450 mg.*45 mg/);
});

test("a course without its end, or with something set after it, is no session", () => {
  for (const wrong of [
    course.slice(0, -1),
    [...course, { what: "step", after: "241 min", rate: "20 mg/h" }],
    [...course, { what: "end", after: "250 min" }],
  ])
    assert.deepEqual(rules([person], session(at("02-01"), { course: wrong })), ["session not ended"]);
});

test("a session that was begun stays open for everybody until it is ended, and no other begins meanwhile", () => {
  const first = begun(at("02-01"));
  assert.equal(state(person, first).session?.id, first.id);
  assert.deepEqual(rules([person, first], begun(at("02-02"))), ["session open"]);
  const end = session(at("02-01"), { begun: first.id });
  assert.deepEqual(rules([person, first], end), []);
  assert.equal(state(person, first, end).session, undefined);
  assert.equal(state(person, first, end).sessions.length, 1);
  assert.deepEqual(rules([person, first, end], session(at("02-01", "15:00"), { begun: first.id })), [
    "ends no session",
  ]);
  assert.deepEqual(rules([person, first], session(at("02-01"), { begun: first.id, drug: "esketamine" })), [
    "ends no session",
  ]);
});

test("a session begins on the patient whose wristband was read, and on nobody else (INC-6, I-02)", () => {
  assert.deepEqual(rules([person], begun(at("02-01"), { wristband: " 700 123 " })), []);
  assert.deepEqual(rules([person], begun(at("02-01"), { wristband: "700 124" })), [
    "wristband of somebody else",
  ]);
  assert.deepEqual(rules([], begun(at("02-01"))), ["wristband of somebody else"]);
});

test("what stands open on the list before a session is taken on by name, or the session does not begin", () => {
  const checklist = [
    { item: "pregnancy: absent", done: false },
    { item: "fasted", done: true },
  ];
  assert.deepEqual(rules([person], begun(at("02-01"), { checklist })), ["checklist open"]);
  const overrides = [{ finding: "checklist open", by: "Dr Two", reason: "test negative this morning" }];
  assert.deepEqual(rules([person], begun(at("02-01"), { checklist, overrides })), []);
  assert.deepEqual(rules([person], begun(at("02-01"), { series: uuid(999) })), ["no such series"]);
});

test("whoever does not come is tried again until they come, are handed over, or a reason is written", () => {
  const due = told("follow-up planned", at("02-01"), { what: "liver tests", due: "2026-03-01" });
  const call = told("contact attempted", at("03-03"), {
    who: "the patient",
    how: "telephone",
    outcome: "not reached",
    nextTry: "2026-03-05",
  });
  const open = state(person, due, call);
  assert.equal(open.expected.length, 1);
  assert.equal(open.attempts.length, 1);
  // A note is not a visit.
  assert.equal(state(person, due, call, told("note", at("03-04"), { text: "x" })).expected.length, 1);
  const came = told("ketamine follow-up", at("03-06"), { organ: "liver", tests: [], finding: "normal" });
  assert.deepEqual(state(person, due, call, came).expected, []);
  assert.deepEqual(state(person, due, call, came).attempts, []);
  const later = told("follow-up planned", at("02-01"), { what: "bladder", due: "2026-06-01" });
  assert.deepEqual(
    state(person, due, later, came).expected.map(({ data }) => data.what),
    ["bladder"],
    "a date that is still to come is not met by an earlier visit",
  );
  const ended = told("chasing ended", at("03-06"), { reason: "moved abroad, wrote to us" });
  assert.equal(state(person, due, call, ended).letGo?.id, ended.id);
  assert.equal(state(person, due, call, ended, came).letGo, undefined);
  const again = told("follow-up planned", at("02-10"), { what: "liver tests", due: "2026-04-01" });
  assert.deepEqual(
    state(person, due, again).expected.map(({ data }) => data.due),
    ["2026-04-01"],
    "another date for the same takes the place of the first",
  );
});

test("whoever was transferred is not treated here in silence, and is back by an entry or a correction alone", () => {
  const out = told("transferred out", at("03-01"), { to: "Clinic North", with: ["sheet", "FHIR file"] });
  assert.equal(state(person, out).transferred?.data.to, "Clinic North");
  const score = told("score", at("03-10"), { scale: "NRS", value: 4 });
  assert.deepEqual(rules([person, out], score), ["patient elsewhere"]);
  assert.deepEqual(rules([person, out], told("note", at("03-10"), { text: "letter came" })), []);
  const back = told("transferred in", at("03-09"), { from: "Clinic North", with: ["letter"] });
  assert.deepEqual(rules([person, out, back], score), []);
  assert.equal(state(person, out, back).transferred, undefined);
  const mistake = told(
    "transferred out",
    at("03-01"),
    { to: "Clinic South", with: ["sheet"] },
    { corrects: out.id },
  );
  assert.equal(state(person, out, mistake).transferred?.data.to, "Clinic South");
  assert.deepEqual(rules([person, out], mistake), []);
  const never = told("note", at("03-01"), { text: "entered for another patient" }, { corrects: out.id });
  assert.equal(state(person, out, never).transferred, undefined);
});
