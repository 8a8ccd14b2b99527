import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, five, refusedAt } from "../../test/replies.ts";
import type { Reply } from "./operation.ts";
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

test("a permutation test stopped midway counts the order seen and says how many of all were tried", async () => {
  const effects = Array.from({ length: 7 }, (_, i) => ({
    yi: Math.sin(3 * i),
    vi: 0.1 + 0.1 * i,
    x: { dose: i },
  }));
  let stop = false;
  const stopped = (await regress.run(
    { effects, moderators: ["dose"], method: "DL", test: "z", permute: { n: 1000, seed: 1 } },
    { locale: "en-US", progress: (share) => (stop = share > 0.3), stopped: () => stop },
  )) as Reply<{ permutation: { permutations: number; wanted: number; exact: boolean; QMp: number } }>;
  assert.ok(stopped.ok);
  const { permutations, wanted, exact, QMp } = stopped.answer.permutation;
  assert.deepEqual({ permutations, wanted, exact }, { permutations: 1600, wanted: 5040, exact: false });
  assert.match(stopped.gaps.join(), /1,600 of 5,040 orders/);
  const whole = await answer(regress, {
    effects,
    moderators: ["dose"],
    method: "DL",
    test: "z",
    permute: { n: 1000, seed: 1 },
  });
  const all = (whole["permutation"] as { QMp: number }).QMp;
  // A third of all orders, by turns: within three standard errors of all.
  assert.ok(
    QMp > 0 && Math.abs(QMp - all) < 3 * Math.sqrt((all * (1 - all)) / 1600),
    `${QMp}, of all ${all}`,
  );
});
