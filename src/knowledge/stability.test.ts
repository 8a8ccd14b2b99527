// How long a solution keeps, on the word of the label of ziconotide (ZIC-06) and of the rows STB of the fact sheet.
import assert from "node:assert/strict";
import { test } from "node:test";
import { stabilityOf } from "./stability.ts";

const days = (drugs: string[], state = {}) =>
  stabilityOf(drugs, state).flatMap(({ value }) => (value ? [`${value.value} ${value.unit}`] : []));

test("ziconotide keeps 14 days in a new pump, then 84 days undiluted and 40 diluted", () => {
  assert.deepEqual(days(["ziconotide"]), ["84 d"]);
  assert.deepEqual(days(["ziconotide"], { diluted: true }), ["40 d"]);
  // A first fill from the undiluted ampoule: both rows hold, the caller takes the earlier.
  assert.deepEqual(days(["ziconotide"], { firstFill: true }).sort(), ["14 d", "84 d"]);
  assert.deepEqual(days(["ziconotide"], { firstFill: true, diluted: true }).sort(), ["14 d", "40 d"]);
});

test("a time that holds for one drug says nothing about the drug in a mixture", () => {
  assert.deepEqual(days(["baclofen"]), ["180 d"]);
  assert.deepEqual(days(["baclofen", "bupivacaine"]), []);
  assert.deepEqual(stabilityOf(["baclofen", "bupivacaine"]), []);
});

test("a mixture is found whatever the order of its drugs, and saline beside a drug counts for nothing", () => {
  assert.deepEqual(days(["morphine", "baclofen"]), ["30 d"]);
  assert.deepEqual(days(["baclofen", "saline", "morphine"]), ["30 d"]);
  assert.deepEqual(stabilityOf(["saline"]), []);
  assert.deepEqual(stabilityOf([]), []);
  assert.deepEqual(stabilityOf(["not listed here"]), []);
});

test("disagreeing rows are all given, what gives a time before what gives none", () => {
  const rows = stabilityOf(["hydromorphone"]);
  assert.deepEqual(
    rows.map(({ fact }) => fact),
    ["STB-03", "STB-11"],
  );
});
