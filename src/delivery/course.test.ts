// What an infusion gave is what ran, for as long as it ran: the figures are a hand's own multiplication.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chance } from "../evidence/evidence.ts";
import type { Amount, DoseRate, Hours } from "../quantity/quantity.ts";
import { givenBy, heldBy, rateAt, stretchesOf, type Turn, whenGiven } from "./course.ts";

const h = (hours: number): Hours => hours as Hours;
const rate = (after: number, rate: number): Turn => ({
  kind: "rate",
  after: h(after),
  rate: rate as DoseRate,
});
const bolus = (after: number, amount: number, over = 0): Turn => ({
  kind: "bolus",
  after: h(after),
  amount: amount as Amount,
  over: h(over),
});
const near = (a: number, b: number): void => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);

test("a hold of half an hour gives half an hour less, and the plan moves by as much (V-04)", () => {
  const course = [rate(0, 20), rate(1, 0), rate(1.5, 20), rate(3, 0)];
  near(givenBy(course, h(3)), 20 * 1 + 20 * 1.5);
  near(givenBy(course, h(1.25)), 20);
  near(heldBy(course, h(2)), 0.5);
  near(heldBy(course, h(1.2)), 0.2);
  near(givenBy(course, h(9)), 50);
});

test("a bolus runs beside the rate, is cut short by a hold, and does not go on by itself", () => {
  const course = [bolus(0, 10, 1), rate(0.5, 20), rate(0.75, 0), rate(2, 20)];
  near(givenBy(course, h(0.5)), 5);
  near(givenBy(course, h(0.75)), 7.5 + 5);
  near(givenBy(course, h(2)), 12.5);
  near(givenBy(course, h(3)), 32.5);
});

test("a bolus by hand is in at its moment, and not before", () => {
  const course = [rate(0, 20), bolus(0.5, 8)];
  near(givenBy(course, h(0.4999999)), 9.999998);
  near(givenBy(course, h(0.5)), 18);
});

test("nothing done gives nothing, and nothing runs before the first rate was set", () => {
  near(givenBy([], h(5)), 0);
  near(rateAt([rate(1, 20)], h(0.5)), 0);
  near(heldBy([rate(1, 20)], h(5)), 0);
  assert.equal(whenGiven([], 5 as Amount), undefined);
});

test("whatever was done, the dose never falls, equals its stretches, and is reached when it is said to be", () => {
  for (let i = 0; i < 300; i++) {
    const { below } = chance(9, i);
    let at = 0;
    const course = Array.from({ length: 2 + below(8) }, (): Turn => {
      at += below(4) / 4;
      return below(4) === 0 ? bolus(at, 1 + below(9), below(3) / 4) : rate(at, below(4) * 10);
    });
    let before = 0;
    for (let t = 0; t < at + 2; t += 0.125) {
      const given = givenBy(course, h(t));
      assert.ok(given >= before - 1e-9);
      before = given;
    }
    const end = givenBy(course, h(at));
    const when = whenGiven(course, end);
    if (end > 0) {
      assert.ok(when !== undefined && when <= at + 1e-9, `${when} after ${at}`);
      near(givenBy(course, when), end);
    }
    const byHand = course.reduce(
      (sum, turn) => sum + (turn.kind === "bolus" && turn.over === 0 ? turn.amount : 0),
      0,
    );
    const run = stretchesOf(course, h(at)).reduce((sum, one) => sum + one.rate * (one.until - one.from), 0);
    near(end, run + byHand);
  }
});
