import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, five, refusedAt } from "../../test/replies.ts";
import { regress } from "./regress.ts";

test("a moderator that nobody has, that never varies, or that mixes kinds is an issue", async () => {
  const effects = five.map((row, i) => ({
    ...row,
    x: { dose: i, site: "one", mixed: i === 2 ? "high" : i },
  }));
  assert.deepEqual(await refusedAt(regress, { effects, moderators: ["dosage"], test: "z" }), [
    "moderators[0]",
  ]);
  assert.deepEqual(await refusedAt(regress, { effects, moderators: ["mixed"], test: "z" }), [
    "effects[2].x.mixed",
  ]);
  assert.deepEqual(await refusedAt(regress, { effects, moderators: ["dose", "dose"] }), ["moderators[1]"]);
  assert.deepEqual(
    await refusedAt(regress, { effects: effects.slice(0, 2), moderators: ["dose"], test: "knha" }),
    ["effects"],
  );
  const constant = effects.map((row) => ({ ...row, x: { same: 3 } }));
  assert.deepEqual(await refusedAt(regress, { effects: constant, moderators: ["same"], test: "z" }), [
    "moderators[0]",
  ]);
});

test("a group moderator is coded against its first level, with or without an intercept", async () => {
  const effects = five.map((row, i) => ({ ...row, x: { drug: ["b", "a", "b", "c", "c"][i]! } }));
  const names = async (intercept: boolean) => {
    const got = await answer(regress, { effects, moderators: ["drug"], test: "z", intercept });
    return (got["coefficients"] as { name: string }[]).map(({ name }) => name);
  };
  assert.deepEqual(await names(true), ["(Intercept)", "drugb", "drugc"]);
  assert.deepEqual(await names(false), ["druga", "drugb", "drugc"]);
});

test("a permutation test of five studies tries all 120 orders, and its p is a share of them", async () => {
  const effects = five.map((row, i) => ({ ...row, x: { dose: i } }));
  const got = await answer(regress, {
    effects,
    moderators: ["dose"],
    test: "z",
    permute: { n: 1000, seed: 1 },
  });
  const permutation = got["permutation"] as { permutations: number; exact: boolean; QMp: number };
  assert.equal(permutation.permutations, 120);
  assert.equal(permutation.exact, true);
  assert.ok(Number.isInteger(Math.round(permutation.QMp * 120 * 1e6) / 1e6) && permutation.QMp > 0);
});
