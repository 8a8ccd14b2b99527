import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, part, refusedAt } from "../../test/replies.ts";
import { triple } from "./triple.ts";

test("a published triple is read as printed: bounds on p, trailing zeros, ratios above zero", async () => {
  const bound = await answer(triple, { measure: "RR", estimate: "4.94", ci: ["2.76", "8.84"], p: "<0.001" });
  assert.equal(part(bound, "fits")["p"], true);
  const wrong = await answer(triple, { measure: "MD", estimate: -1.05, ci: [-1.72, -0.39], p: 0.2 });
  assert.equal(part(wrong, "fits")["p"], false);
  assert.match(String(wrong["warnings"]), /contradict/);
  assert.deepEqual(await refusedAt(triple, { measure: "RR", estimate: 1, ci: [-1, 2], p: 3 }), [
    "ci[0]",
    "p",
  ]);
  assert.deepEqual(await refusedAt(triple, { measure: "MD", estimate: 1, ci: [2, 0] }), ["ci"]);
});
