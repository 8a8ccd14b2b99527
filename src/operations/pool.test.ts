import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, five, part, refusedAt, reply, two } from "../../test/replies.ts";
import { bias } from "./bias.ts";
import { influence } from "./influence.ts";
import { pool } from "./pool.ts";
import { subsets } from "./subsets.ts";
import type { Reply } from "./operation.ts";

test("one study is its own pooled effect under z, and an issue under tests that need two", async () => {
  for (const method of ["EE", "DL", "REML", "SJ", "PM"]) {
    const one = await answer(pool, { effects: [{ yi: 0.5, vi: 0.04 }], method, test: "z", level: 0.95 });
    assert.deepEqual([one["estimate"], one["tau2"], one["I2"], one["Q"], one["k"]], [0.5, 0, 0, 0, 1]);
  }
  assert.deepEqual(await refusedAt(pool, { effects: [{ yi: 0.5, vi: 0.04 }], test: "knha" }), ["test"]);
});

test("a variance of zero, below zero, or missing is an issue at its place, all at once", async () => {
  const effects = [
    { yi: 1, vi: 0 },
    { yi: 1, vi: -1 },
    { yi: 1 },
    { yi: Number.NaN, vi: 1 },
    { yi: 1, vi: 1, wi: 2 },
  ];
  for (const operation of [pool, bias, influence, subsets])
    assert.deepEqual(await refusedAt(operation, { effects }), [
      "effects[0].vi",
      "effects[1].vi",
      "effects[2].vi",
      "effects[3].yi",
      "effects[4].wi",
    ]);
});

test("numbers whose products would overflow are issues, not infinities", async () => {
  const effects = [
    { yi: 1e160, vi: 1 },
    { yi: 1, vi: 1e-90 },
    { yi: 1, sei: 1e30 },
    { yi: 1e49, vi: 1e-49 },
  ];
  assert.deepEqual(await refusedAt(pool, { effects }), ["effects[0].yi", "effects[1].vi", "effects[2].sei"]);
  const widest = await answer(pool, {
    effects: [
      { yi: 1e50, vi: 1e-50 },
      { yi: -1e50, vi: 1e50 },
      { yi: 0, vi: 1 },
    ],
  });
  for (const name of ["estimate", "se", "tau2", "Q", "I2"]) assert.ok(Number.isFinite(widest[name]), name);
});

test("a study without an effect is left out and named", async () => {
  const got = await reply(pool, {
    effects: [...two, { id: "Lost 2001", yi: null, vi: null }],
    method: "DL",
    test: "z",
  });
  assert.ok(got.ok);
  assert.equal(got.answer["k"], 2);
  assert.match(got.gaps.join(), /Lost 2001/);
  assert.deepEqual(await refusedAt(pool, { effects: [{ yi: null, vi: null }] }), ["effects"]);
});

test("studies whose variances are all equal are pooled to their plain mean", async () => {
  const effects = [1, 2, 6].map((yi) => ({ yi, vi: 0.5 }));
  for (const method of ["EE", "DL", "HE", "REML", "ML", "PM", "SJ"]) {
    const got = await answer(pool, { effects, method, test: "knha" });
    assert.ok(Math.abs((got["estimate"] as number) - 3) < 1e-12);
  }
  const funnel = await reply(bias, { effects, method: "DL" });
  assert.ok(funnel.ok);
  assert.equal(funnel.answer["egger"], null);
  assert.ok(funnel.gaps.length > 0);
});

test("equal effects have an interval without width under Hartung and Knapp, and that is said", async () => {
  const got = await reply(pool, {
    effects: [0, 0, 0].map((yi) => ({ yi, vi: 0.5 })),
    method: "REML",
    test: "knha",
  });
  assert.ok(got.ok);
  assert.deepEqual([got.answer["estimate"], got.answer["se"], got.answer["p"]], [0, 0, null]);
  assert.match(got.gaps.join(), /say nothing/);
});

test("the prediction interval names its degrees of freedom", async () => {
  const z = await answer(pool, { effects: five, method: "REML", test: "z" });
  const t = await answer(pool, { effects: five, method: "REML", test: "knha" });
  assert.equal(z["predictionDf"], null);
  assert.equal(t["predictionDf"], 4);
  assert.equal((z["predictions"] as { "k-2": unknown[] })["k-2"].length, 2);
});

test("a default that mattered is said", async () => {
  const got = await reply(pool, { effects: five });
  assert.ok(got.ok);
  assert.match(got.assumed.join(" "), /REML.*knha/);
});

test("randomised and non-randomised studies are never pooled together", async () => {
  const effects = five.map((row, i) => ({ ...row, design: i < 3 ? "randomised" : "non-randomised" }));
  const got = await reply(pool, { effects, method: "DL", test: "z" });
  assert.ok(got.ok);
  assert.equal(got.answer["k"], 3);
  assert.equal((got.answer["nonRandomised"] as { k: number }).k, 2);
  assert.match(got.assumed.join(), /apart/);
});

test("subgroups are pooled apart, and their effects make up the test of difference", async () => {
  const effects = five.map((row, i) => ({ ...row, group: i % 2 === 0 ? "A" : "B" }));
  for (const tau2 of ["separate", "common"]) {
    const got = await answer(pool, { effects, method: "DL", test: "z", tau2 });
    const { groups, df } = got["subgroups"] as {
      groups: { group: string; k: number }[];
      df: number;
    };
    assert.deepEqual(
      groups.map(({ group, k }) => [group, k]),
      [
        ["A", 3],
        ["B", 2],
      ],
    );
    assert.equal(df, 1);
  }
});

test("the two modes stand side by side, with a sentence where they disagree", async () => {
  // Four trials whose mean DerSimonian and Laird call significant; with four the t of Hartung and Knapp does not.
  const effects = [0.9, 0.1, 0.75, 0.2].map((yi) => ({ yi, vi: 0.02 }));
  const got = await answer(pool, { effects, modes: true });
  const modes = got["modes"] as {
    revman5: { p: number };
    current: { p: number };
    disagreement: string;
  };
  assert.ok(modes.revman5.p < 0.05 && modes.current.p > 0.05);
  assert.match(modes.disagreement, /disagree.*RevMan 5/);
  const close = [0.5, 0.52, 0.48, 0.51].map((yi) => ({ yi, vi: 0.02 }));
  assert.equal(part(await answer(pool, { effects: close, modes: true }), "modes")["disagreement"], null);
});

test("Mantel-Haenszel wants tables, a measure it knows, and z", async () => {
  const tables = [{ ai: 1, bi: 9, ci: 4, di: 6 }];
  assert.deepEqual(await refusedAt(pool, { effects: two, method: "MH" }), ["tables"]);
  assert.deepEqual(await refusedAt(pool, { tables, method: "MH" }), ["measure"]);
  assert.deepEqual(await refusedAt(pool, { tables, measure: "PHI", method: "MH", test: "knha" }), [
    "measure",
    "test",
  ]);
  assert.deepEqual(
    await refusedAt(pool, { tables: [{ ai: 0, bi: 9, ci: 0, di: 6 }], measure: "OR", method: "MH" }),
    ["tables"],
  );
  assert.deepEqual(await refusedAt(pool, {}), ["effects"]);
  assert.deepEqual(await refusedAt(pool, { effects: two, tables, measure: "RR" }), ["tables"]);
});

test("a hundred thousand studies are read, pooled and answered in seconds", async () => {
  const effects = Array.from({ length: 100_000 }, (_, i) => ({ yi: Math.sin(i), vi: 0.5 + (i % 7) }));
  const got = await answer(pool, { effects, method: "REML", test: "knha" });
  assert.equal(got["k"], 100_000);
  assert.ok(Number.isFinite(got["estimate"] as number));
});

test("refusals and sentences are in Chinese where asked", async () => {
  const got = (await pool.run({ effects: [{ yi: 1, vi: 0 }] }, { locale: "zh-CN" })) as Reply;
  assert.ok(!got.ok);
  assert.match(got.issues[0]!.message, /方差/);
});
