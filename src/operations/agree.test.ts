import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, refusedAt } from "../../test/replies.ts";
import { agree } from "./agree.ts";

test("reviewers who agree in 35 of 50 with even margins have kappa 0.4", async () => {
  // The example of Cohen's kappa in every textbook: 20 both yes, 15 both no, 5 and 10 apart.
  const cells = [
    ["yes", "yes", 20],
    ["yes", "no", 5],
    ["no", "yes", 10],
    ["no", "no", 15],
  ] as const;
  let n = 0;
  const decisions = cells.flatMap(([a, b, count]) =>
    Array.from({ length: count }, () => {
      n += 1;
      return [
        { record: n, reviewer: "A", decision: a },
        { record: n, reviewer: "B", decision: b },
      ];
    }).flat(),
  );
  const got = await answer(agree, { decisions });
  assert.ok(Math.abs((got["kappa"] as number) - 0.4) < 1e-12);
  assert.equal((got["conflicts"] as unknown[]).length, 15);
  // Fleiss, Cohen and Everitt (1969): standard error 0.12700, worked out from the four cells.
  const [low, high] = got["ci"] as [number, number];
  assert.ok(Math.abs((high - low) / 2 / 1.959963984540054 - 0.126996) < 1e-6, `${low}, ${high}`);
});

test("nobody decides twice, and a record with one decision is pending", async () => {
  const decisions = [
    { record: "r1", reviewer: "A", decision: "yes" },
    { record: "r1", reviewer: "A", decision: "no" },
  ];
  assert.deepEqual(await refusedAt(agree, { decisions }), ["decisions[1]"]);
  assert.deepEqual(await refusedAt(agree, { decisions: decisions.slice(0, 1) }), ["decisions"]);
  const more = ["A", "B", "C"].map((reviewer) => ({ record: "r2", reviewer, decision: "yes" }));
  const got = await answer(agree, {
    decisions: [
      decisions[0],
      ...more,
      { record: "r3", reviewer: "A", decision: "yes" },
      { record: "r3", reviewer: "B", decision: "no" },
    ],
  });
  assert.deepEqual(got["pending"], ["r1"]);
  assert.equal(got["method"], "Fleiss");
});
