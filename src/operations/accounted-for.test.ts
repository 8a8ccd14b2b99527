import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reply } from "./operation.ts";
import { regress } from "./regress.ts";

const yi = [-0.962, -0.293, 0.259, -1.152, 0.196, 0.03, 0.085, 1.117];
const vi = [0.1, 0.367, 0.454, 0.176, 0.153, 0.057, 0.108, 0.092];
const rows = (ys: readonly number[], vs: readonly number[]) =>
  ys.map((y, i) => ({ yi: y, vi: vs[i], x: { x: i + 1 } }));

async function accounted(effects: object[], method: string): Promise<number | null> {
  const asked = { effects, moderators: ["x"], method, test: "z" };
  const reply = (await regress.run(asked, { locale: "en-US" })) as Reply<{ R2: number | null }>;
  assert.ok(reply.ok, JSON.stringify(reply));
  return reply.answer.R2;
}

// metafor 3.8-1: rma(yi, vi, mods = ~ x, method = …)$R2.
for (const [method, expected] of [
  ["EE", 61.1306076698],
  ["REML", 77.8905936469],
  ["DL", 78.0830849031],
] as const)
  // metafor stops its REML at steps of 1e-5.
  test(`what a moderator accounts for under ${method} is metafor's R2`, async () => {
    const R2 = await accounted(rows(yi, vi), method);
    assert.ok(Math.abs(R2! - expected) < 1e-3, `${R2}`);
  });

test("where nothing varies between studies nothing is accounted for, as metafor has it", async () => {
  assert.equal(await accounted(rows([0.1, 0.12, 0.09, 0.11], [0.5, 0.4, 0.6, 0.5]), "REML"), 0);
});
