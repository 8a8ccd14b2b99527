import assert from "node:assert/strict";
import { test } from "node:test";
import { readShape } from "../quantity/quantity.ts";
import { affectedBy, type Entry, newEntry, type Recall } from "./records.ts";

const patient = "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f";
let count = 0;
function told(kind: string, month: number, data: object): Entry {
  const id = `00000000-0000-4000-8000-${String(++count).padStart(12, "0")}`;
  const at = `2026-${String(month).padStart(2, "0")}-05T08:00:00Z`;
  const read = readShape(newEntry, { id, patient, by: "nurse", from: "entered", kind, at, data }, "en-US");
  assert.deepEqual(read.issues, []);
  return { ...read.value!, sequence: count, recordedAt: 0, previous: "", hash: "" } as Entry;
}
const pump = (month: number, serial: string, more: object = {}) =>
  told("pump implanted", month, { pump: { model: "synchromed-ii-40" }, serial, lot: "L7", ...more });
const refill = (month: number, lot: string) =>
  told("refill", month, {
    aspirated: "2 mL",
    aspiratedAgain: "0 mL",
    filled: "20 mL",
    programmed: "20 mL",
    solution: [{ drug: "baclofen", concentration: "500 mcg/mL" }],
    lot,
    expiry: "2027-01-01",
    needleChecked: true,
    observed: "30 min",
  });
const person = told("patient", 1, {
  name: "Test Person",
  birthDate: "1970-04-30",
  identifiers: [{ system: "clinic", value: "1" }],
});
const found = (recall: Recall, ...entries: Entry[]) =>
  affectedBy(recall, [person, ...entries]).map(({ what, serial, lot, until }) => [
    what,
    serial ?? lot,
    until === undefined ? "still" : "was",
  ]);

test("a recall by model, serial, lot and tubing version finds the pump in the patient", () => {
  const implanted = pump(2, "NGP123456H", { tubingVersion: "0.199" });
  for (const recall of [
    { model: "synchromed-ii-40" },
    { serial: "ngp123456h" },
    { serial: "NGP12*" },
    { lot: "L7" },
    { tubingVersion: "0.199", model: "synchromed-ii-40" },
  ])
    assert.deepEqual(found(recall, implanted), [["pump", "NGP123456H", "still"]], JSON.stringify(recall));
  for (const recall of [{ serial: "NGP12" }, { lot: "L7", model: "prometra-ii-20" }, {}, { serial: "*" }])
    assert.deepEqual(found(recall, implanted), [], JSON.stringify(recall));
});

test("a pump that was replaced, and a solution that was refilled over, are told as past", () => {
  const history = [pump(2, "A1"), refill(3, "B7"), refill(4, "B8"), pump(5, "A2")];
  assert.deepEqual(found({ model: "synchromed-ii-40" }, ...history), [
    ["pump", "A1", "was"],
    ["pump", "A2", "still"],
  ]);
  assert.deepEqual(found({ lot: "B7" }, ...history), [["solution", "B7", "was"]]);
  assert.deepEqual(found({ lot: "B8" }, ...history), [["solution", "B8", "was"]]);
  assert.deepEqual(found({ lot: "B8" }, ...history.slice(0, 3)), [["solution", "B8", "still"]]);
});

test("a corrected serial number is looked up as corrected", () => {
  const wrong = pump(2, "A1");
  const right = { ...pump(2, "A9"), corrects: wrong.id } as Entry;
  assert.deepEqual(found({ serial: "A1" }, wrong, right), []);
  assert.deepEqual(found({ serial: "A9" }, wrong, right), [["pump", "A9", "still"]]);
});
