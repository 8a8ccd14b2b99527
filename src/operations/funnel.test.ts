import assert from "node:assert/strict";
import { test } from "node:test";
import { answer } from "../../test/replies.ts";
import { diagram } from "./diagram.ts";
import { funnel } from "./funnel.ts";

// 4 of 12, 25 of 30, 7 of 12 and 3 of 40, as escalc(measure = "PLO") has them.
const effects = [
  { yi: Math.log(4 / 8), vi: 1 / 4 + 1 / 8, x: 1 },
  { yi: Math.log(25 / 5), vi: 1 / 25 + 1 / 5, x: 2 },
  { yi: Math.log(7 / 5), vi: 1 / 7 + 1 / 5, x: 3 },
  { yi: Math.log(3 / 37), vi: 1 / 3 + 1 / 37, x: 4 },
];
const plain = effects.map(({ yi, vi }) => ({ yi, vi }));

test("pictures of proportions are read as proportions, and compare them with nothing", async () => {
  const pictures = await Promise.all([
    answer(funnel, { effects: plain, measure: "PLO" }),
    answer(diagram, { kind: "gosh", effects: plain, measure: "PLO", method: "EE" }),
    answer(diagram, { kind: "bubble", effects, measure: "PLO", moderator: "dose" }),
  ]);
  for (const { svg } of pictures) {
    assert.match(String(svg), />Proportion \(by logit\)</);
    assert.match(String(svg), />0\.[248]</);
    // The logit of a proportion is never read: -2 stands on no axis.
    assert.doesNotMatch(String(svg), />−\d/);
  }
  assert.doesNotMatch(String(pictures[0]!["svg"]), /P &gt; 0\.1/);
  assert.match(String((await answer(funnel, { effects: plain, measure: "OR" }))["svg"]), /P &gt; 0\.1/);
});

test("Freeman-Tukey proportions stay on their own scale where nobody says of how many persons they were", async () => {
  const { svg } = await answer(funnel, {
    effects: plain.map(({ vi }) => ({ yi: 0.5 + vi, vi })),
    measure: "PFT",
  });
  assert.match(String(svg), />Freeman-Tukey proportion</);
});
