import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reply } from "./operation.ts";
import { opioidload } from "./opioidload.ts";
import { wean } from "./wean.ts";

interface Weaned {
  readonly steps: readonly { readonly dose: { value: number }; readonly at?: string }[];
  readonly findings: readonly { readonly stands: string }[];
}
const weaned = (change: object) =>
  wean.run({ ...(wean.example as object), ...change }, { locale: "en-US" }) as Reply<Weaned>;
const doses = (change: object): number[] => {
  const reply = weaned(change);
  assert.ok(reply.ok, JSON.stringify(reply));
  return reply.answer.steps.map(({ dose }) => dose.value);
};

test("equal steps of a quarter take 80 mg daily to nothing in four", () => {
  assert.deepEqual(doses({}), [80, 60, 40, 20, 0]);
  assert.deepEqual(doses({ step: "30 %" }), [80, 56, 32, 8, 0]);
});

test("steps of the dose before end at the smallest dose that can be given", () => {
  assert.deepEqual(doses({ of: "before", step: "50 %", smallest: "10 mg/d" }), [80, 40, 20, 0]);
  const endless = weaned({ of: "before" });
  assert.ok(!endless.ok);
  assert.equal(endless.issues[0]!.path, "smallest");
});

test("BAC-18: steps outside 25% to 50%, and weaning before the infusion runs, are findings", () => {
  const stands = (change: object) => {
    const reply = weaned(change);
    assert.ok(reply.ok);
    return reply.answer.findings.map(({ stands }) => stands);
  };
  assert.deepEqual(stands({}), []);
  assert.deepEqual(stands({ step: "20 %" }), ["below"]);
  assert.deepEqual(stands({ step: "60 %" }), ["above"]);
  assert.deepEqual(stands({ infusionRuns: false }), ["above"]);
});

test("a drug that no source weans is answered with the gap named", () => {
  const reply = weaned({ drug: "morphine" });
  assert.ok(reply.ok);
  assert.match(reply.gaps.join(), /morphine/);
});

interface Load {
  readonly total: { readonly lowest: { value: number }; readonly highest: { value: number } };
  readonly rows: readonly { readonly oralMorphine: unknown }[];
}
const load = (opioids: object[]) => opioidload.run({ opioids }, { locale: "en-US" }) as Reply<Load>;

test("4 mg of intrathecal morphine are 40 to 1,200 mg of oral morphine, by the source asked", () => {
  const reply = load([
    { drug: "morphine", route: "intrathecal", dose: "4 mg/d" },
    { drug: "morphine", route: "oral", dose: "30 mg/d" },
  ]);
  assert.ok(reply.ok);
  assert.deepEqual(
    [reply.answer.total.lowest.value, reply.answer.total.highest.value],
    [4 * 10 + 30, 4 * 300 + 30],
  );
});

test("an opioid that no source relates to oral morphine is a gap, not a zero", () => {
  const reply = load([{ drug: "hydromorphone", route: "intrathecal", dose: "1 mg/d" }]);
  assert.ok(reply.ok);
  assert.equal(reply.answer.rows[0]!.oralMorphine, null);
  assert.match(reply.gaps.join(), /HYDROmorphone/);
});
