import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, refusedAt, reply } from "../../test/replies.ts";
import { forest } from "./forest.ts";
import { pool } from "./pool.ts";

/** Rare events in two groups: Niël-Weise and others (2007), the first eight trials. */
const tables = [
  [0, 116, 3, 117],
  [1, 44, 3, 35],
  [2, 208, 9, 195],
  [0, 130, 7, 136],
  [5, 151, 6, 157],
  [1, 98, 4, 139],
  [1, 174, 3, 177],
  [1, 74, 2, 39],
].map(([ai, n1i, ci, n2i], i) => ({ id: `S${i}`, ai, n1i, ci, n2i }));
const rare = { measure: "OR", method: "GLMM" } as const;

test("a GLMM takes counts of a measure that it has, is tested by z, and has no second opinion", async () => {
  const effects = [
    { yi: 0.1, vi: 0.2 },
    { yi: 0.3, vi: 0.1 },
  ];
  assert.deepEqual(await refusedAt(pool, { effects, method: "GLMM" }), ["tables"]);
  assert.deepEqual(
    await refusedAt(pool, { ...rare, measure: "RR", tables, test: "knha", modes: true, tau2: "common" }),
    ["measure", "test", "modes", "tau2"],
  );
  assert.deepEqual(await refusedAt(pool, { ...rare, tables: tables.slice(0, 1) }), ["tables"]);
});

test("counts without any event in a group, or with nothing but events, are refused and not pooled to infinity", async () => {
  const none = tables.map((row) => ({ ...row, ai: 0 }));
  assert.deepEqual(await refusedAt(pool, { ...rare, tables: none }), ["tables"]);
  // Each trial with events on one side only: a spread without end would explain them best.
  const split = tables.map((row, i) => (i % 2 ? { ...row, ai: 0, ci: 2 } : { ...row, ai: 2, ci: 0 }));
  assert.deepEqual(await refusedAt(pool, { ...rare, tables: split }), ["tables"]);
  for (const xi of [0, 12])
    assert.deepEqual(
      await refusedAt(pool, {
        measure: "PLO",
        method: "GLMM",
        tables: [
          { xi, ni: 12 },
          { xi, ni: 12 },
        ],
      }),
      ["tables"],
    );
});

test("a study without events in either group changes nothing and is named", async () => {
  const { k: _, ...before } = await answer(pool, { ...rare, tables });
  const got = await reply(pool, {
    ...rare,
    tables: [...tables, { id: "Empty", ai: 0, n1i: 30, ci: 0, n2i: 30 }],
  });
  assert.ok(got.ok);
  for (const field of ["estimate", "se", "tau2", "Q", "Qdf", "I2"])
    assert.equal(got.answer[field], (before as Record<string, unknown>)[field], field);
  assert.match(got.gaps.join(), /Empty/);
});

test("groups that change places change the sign, and nothing else", async () => {
  const turned = tables.map(({ id, ai, n1i, ci, n2i }) => ({ id, ai: ci, n1i: n2i, ci: ai, n2i: n1i }));
  const [one, other] = [
    await answer(pool, { ...rare, tables }),
    await answer(pool, { ...rare, tables: turned }),
  ];
  // A summit is found to the square root of a rounding error.
  const near = (a: unknown, b: unknown): void =>
    assert.ok(Math.abs((a as number) - (b as number)) < 1e-5, `${a as number}, ${b as number}`);
  near(one["estimate"], -(other["estimate"] as number));
  for (const field of ["se", "tau2", "Q", "I2"]) near(one[field], other[field]);
});

test("studies that agree leave nothing between them, and the answer is that of all counts in one table", async () => {
  const same = Array.from({ length: 5 }, (_, i) => ({ xi: 3 * (i + 1), ni: 20 * (i + 1) }));
  const got = await answer(pool, { measure: "PLO", method: "GLMM", tables: same });
  const [events, all] = [45, 300];
  assert.ok((got["tau2"] as number) < 1e-8);
  assert.ok(Math.abs((got["estimate"] as number) - Math.log(events / (all - events))) < 1e-7);
  assert.ok(Math.abs((got["se"] as number) - Math.sqrt(1 / events + 1 / (all - events))) < 1e-6);
  assert.ok((got["Q"] as number) < 1e-9);
});

test("non-randomised studies are pooled beside the others, and subgroups are said to be left out", async () => {
  const mixed = tables.map((row, i) => ({
    ...row,
    group: i % 2 ? "a" : "b",
    design: i < 3 ? "non-randomised" : "randomised",
  }));
  const got = await reply(pool, { ...rare, tables: mixed });
  assert.ok(got.ok);
  assert.equal(got.answer["k"], 5);
  assert.equal((got.answer["nonRandomised"] as { k: number }).k, 3);
  assert.match(got.gaps.join(), /subgroups/);
  const alone = await answer(pool, { ...rare, tables: tables.slice(3) });
  assert.equal(got.answer["estimate"], alone["estimate"]);
});

test("the forest of a GLMM names it and gives no study a weight", async () => {
  const { svg } = await answer(forest, { ...rare, tables });
  assert.match(String(svg), />GLMM, random \(ML\)</);
  assert.doesNotMatch(String(svg), />Weight<|>100\.0%</);
  assert.equal(String(svg).match(/class="square"/g)?.length, tables.length);
  assert.doesNotMatch(String(svg), /NaN|undefined/);
});
