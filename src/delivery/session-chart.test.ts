// What is due in a session at which minute: counted by hand from the plan and from what was entered.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Amount, Concentration, DoseRate, Hours, Volume } from "../quantity/quantity.ts";
import { chartOf, type Due, type PlannedSession, type Turn } from "./delivery.ts";

const h = (minutes: number): Hours => (minutes / 60) as Hours;
const set = (minutes: number, rate: number, more: object = {}): Turn => ({
  kind: "rate",
  after: h(minutes),
  rate: rate as DoseRate,
  ...more,
});
const plan: PlannedSession = {
  steps: [
    { lasts: h(60), rate: 10 as DoseRate },
    { lasts: h(60), rate: 20 as DoseRate },
  ],
  infusate: 1 as Concentration,
  observeEvery: h(15),
};
const chart = (
  now: number,
  course: readonly Turn[],
  observed: readonly number[] = [],
  of: PlannedSession = plan,
  hung = 0,
): Due[] => chartOf(of, { course, observed: observed.map(h), hung, now: h(now), late: h(5) });
const minutes = (all: readonly Due[], what: string): number[] =>
  all.filter(({ duty }) => duty.what === what).map(({ after }) => Math.round(after * 60));
const stateOf = (all: readonly Due[], what: string, at: number): string | undefined =>
  all.find(({ duty, after }) => duty.what === what && Math.round(after * 60) === at)?.state;

test("the chart asks for every rate at its minute, and for an observation there and between", () => {
  const all = chart(0, []);
  assert.deepEqual(minutes(all, "set"), [0, 60]);
  assert.deepEqual(minutes(all, "observe"), [0, 15, 30, 45, 60, 75, 90, 105, 120]);
  assert.deepEqual(minutes(all, "end"), [120]);
  assert.equal(stateOf(all, "set", 0), "due");
  assert.equal(stateOf(all, "set", 60), "later");
});

test("a hold moves every later rate and the end by as long as it lasts, and no observation (V-04)", () => {
  const course = [set(0, 10), set(20, 0), set(50, 10)];
  assert.deepEqual(minutes(chart(55, course), "set"), [0, 90]);
  assert.deepEqual(minutes(chart(55, course), "end"), [150]);
  assert.deepEqual(minutes(chart(55, course), "observe").slice(0, 5), [0, 15, 30, 45, 60]);
  // While it is still held, the plan moves with the clock.
  const held = [set(0, 10), set(20, 0)];
  assert.deepEqual(minutes(chart(40, held), "set"), [0, 80]);
  assert.deepEqual(minutes(chart(70, held), "set"), [0, 110]);
});

test("an observation is due at its minute, overdue when late, missed when the next is due, done when entered", () => {
  const course = [set(0, 10)];
  assert.equal(stateOf(chart(15, course, [0]), "observe", 15), "due");
  assert.equal(stateOf(chart(20, course, [0]), "observe", 15), "due");
  assert.equal(stateOf(chart(21, course, [0]), "observe", 15), "overdue");
  assert.equal(stateOf(chart(29, course, [0]), "observe", 15), "overdue", "until the next is due");
  assert.equal(stateOf(chart(30, course, [0]), "observe", 15), "missed");
  assert.equal(stateOf(chart(28, course, [0, 26]), "observe", 15), "missed");
  assert.equal(stateOf(chart(28, course, [0, 19]), "observe", 15), "done");
  assert.equal(stateOf(chart(28, course, [0, 12]), "observe", 15), "done");
});

test("whoever has not looked for an hour is not merely due: the one that is due is overdue since the first missed", () => {
  const all = chart(60, [set(0, 10)], [0]);
  const now = all.find(({ duty, after }) => duty.what === "observe" && Math.round(after * 60) === 60)!;
  assert.equal(now.state, "overdue");
  assert.equal(Math.round(now.since! * 60), 15);
  assert.ok(
    all.some(({ duty, waits }) => duty.what === "set" && waits),
    "the rise at 60 min waits",
  );
  assert.equal(stateOf(chart(60, [set(0, 10)], [0, 15, 30, 45]), "observe", 60), "due");
});

test("a rate that rises waits while an observation is overdue, and a lower one does not (V-05)", () => {
  const waits = (all: readonly Due[]): boolean[] =>
    all.filter(({ duty, state }) => duty.what === "set" && state !== "done").map(({ waits }) => waits);
  assert.deepEqual(waits(chart(67, [set(0, 10)], [0, 15, 30, 45])), [true]);
  assert.deepEqual(waits(chart(67, [set(0, 10)], [0, 15, 30, 45, 60])), [false]);
  assert.deepEqual(waits(chart(67, [set(0, 30)], [0, 15, 30, 45])), [false]);
});

test("a planned rate is dealt with by that rate or by another one set at its time, not by an earlier step-down", () => {
  assert.equal(stateOf(chart(62, [set(0, 10), set(61, 20)]), "set", 60), "done");
  assert.equal(stateOf(chart(62, [set(0, 10), set(58, 10)]), "set", 60), "done");
  assert.equal(stateOf(chart(62, [set(0, 10), set(30, 5)]), "set", 60), "due");
  assert.equal(stateOf(chart(70, [set(0, 10), set(30, 5)]), "set", 60), "overdue");
});

test("rates five minutes apart are each asked for, although five minutes late is not late", () => {
  const ramp: PlannedSession = {
    ...plan,
    steps: [1, 2, 3, 4].map((rate) => ({ lasts: h(5), rate: rate as DoseRate })),
  };
  const all = chart(11, [set(0, 1), set(5, 2)], [], ramp);
  assert.deepEqual(
    all.filter(({ duty }) => duty.what === "set").map(({ state }) => state),
    ["done", "done", "due", "later"],
  );
});

test("the next container is due when the one before has run in, by what was really set", () => {
  // 30 mg of 1 per mL are 30 mL: two syringes of 20 mL. 10 in the first hour, 20 in the second: at 90 min.
  const of = { ...plan, container: 20 as Volume };
  assert.deepEqual(minutes(chart(0, [set(0, 10)], [], of), "container"), [90]);
  // Held for half an hour it comes half an hour later, and at half the rate much later.
  assert.deepEqual(minutes(chart(55, [set(0, 10), set(20, 0), set(50, 10)], [], of), "container"), [120]);
  assert.deepEqual(minutes(chart(62, [set(0, 10), set(60, 10)], [], of), "container"), []);
  assert.equal(stateOf(chart(91, [set(0, 10), set(60, 20)], [], of), "container", 90), "due");
  assert.equal(stateOf(chart(91, [set(0, 10), set(60, 20)], [], of, 1), "container", 90), "done");
});

test("once it is ended nothing more is due", () => {
  const all = chart(80, [set(0, 10), set(70, 0, { ends: true })], [0, 15]);
  assert.ok(all.every(({ after }) => after <= h(70) + 1e-9));
  assert.equal(stateOf(all, "end", 70), "done");
  assert.equal(stateOf(all, "set", 60), "overdue");
});

test("a bolus is due at the start, and the first rate when it has run in", () => {
  const of = { ...plan, bolus: { amount: 5 as Amount, over: h(10) } };
  assert.deepEqual(minutes(chart(0, [], [], of), "bolus"), [0]);
  assert.deepEqual(minutes(chart(0, [], [], of), "set"), [10, 70]);
  assert.deepEqual(minutes(chart(0, [], [], of), "end"), [130]);
});
