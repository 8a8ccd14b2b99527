import assert from "node:assert/strict";
import { test } from "node:test";
import { cases } from "../cases/cases.ts";
import { operations, type Reply } from "../../src/operations/operations.ts";
import { writeCheck, writeDeliver, writeSpan } from "./write-input.ts";

const ask = (name: string, input: unknown): Reply =>
  operations.find((operation) => operation.name === name)!.run(input, { locale: "en-US" }) as Reply;

/** The cases that are there to be refused, with the field that refuses them. */
const refusals: Readonly<Record<string, string>> = {
  "ziconotide-too-low": "program.dose",
  "filled-20-told-40": "reservoir.programmed",
};

for (const { id, plan, identity } of cases.filter(({ plan }) => !plan.ketamine)) {
  test(`the case ${id} is ${refusals[id] ? `refused at ${refusals[id]}` : "delivered and checked"}`, () => {
    const who = { ...identity, name: "" };
    for (const reply of [
      ask("deliver", writeDeliver(plan, plan.draft, plan.active)),
      ask("check", writeCheck(plan, who)),
    ]) {
      const issues = reply.ok ? [] : reply.issues.map(({ path }) => path);
      assert.deepEqual(issues, refusals[id] ? [refusals[id]] : []);
    }
    if (plan.active)
      assert.ok(ask("deliver", writeDeliver(plan, plan.active)).ok, "what runs can be delivered");
  });
}

test("hours and minutes are one span, and four minutes are not four hours (U-04)", () => {
  assert.deepEqual(writeSpan({ hours: "4", minutes: "30" }), { value: 270, unit: "min" });
  assert.deepEqual(writeSpan({ hours: "", minutes: "4" }), { value: 4, unit: "min" });
  assert.deepEqual(writeSpan({ hours: "4", minutes: "" }), { value: 240, unit: "min" });
  assert.equal(writeSpan({ hours: "", minutes: "" }), "");
  assert.equal(writeSpan({ hours: "4,5", minutes: "0" }), "4,5 h");
  assert.equal(writeSpan({ hours: "-1", minutes: "0" }), "-1 h");
});

test("nothing that was left empty is filled in: each is refused at its field (U-05)", () => {
  const { plan } = cases[0]!;
  const { draft } = plan;
  const [solute] = draft.reservoir.solution;
  const empty = [
    [{ ...draft, program: { mode: "continuous", drug: "baclofen", rate: "" } }, "program.dose"],
    [{ ...draft, reservoir: { ...draft.reservoir, volume: "" } }, "reservoir.volume"],
    [{ ...draft, reservoir: { ...draft.reservoir, asOf: "" } }, "reservoir.asOf"],
    [
      { ...draft, reservoir: { ...draft.reservoir, solution: [{ ...solute!, concentration: "" }] } },
      "reservoir.solution[0].concentration",
    ],
  ] as const;
  for (const [order, path] of empty) {
    const reply = ask("deliver", writeDeliver(plan, order as typeof draft));
    assert.deepEqual(reply.ok ? [] : reply.issues.map((issue) => issue.path), [path]);
  }
});
