import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, type Reply } from "./operations.ts";
import { agree } from "./agree.ts";
import { bias } from "./bias.ts";
import { dedupe } from "./dedupe.ts";
import { doseresponse } from "./doseresponse.ts";
import { effect } from "./effect.ts";
import { influence } from "./influence.ts";
import type { Operation } from "./operation.ts";
import { multilevel } from "./multilevel.ts";
import { network } from "./network.ts";
import { pool } from "./pool.ts";
import { regress } from "./regress.ts";
import { subsets } from "./subsets.ts";
import { triple } from "./triple.ts";

const context = { locale: "en-US" } as const;
const reply = async (operation: Operation, input: unknown): Promise<Reply<Record<string, unknown>>> =>
  (await operation.run(input, context)) as Reply<Record<string, unknown>>;
const answer = async (operation: Operation, input: unknown): Promise<Record<string, unknown>> => {
  const got = await reply(operation, input);
  assert.ok(got.ok, JSON.stringify(got));
  return got.answer;
};
const refusedAt = async (operation: Operation, input: unknown): Promise<string[]> => {
  const got = await reply(operation, input);
  assert.ok(!got.ok, "answered, where an issue was due");
  for (const issue of got.issues) assert.ok(issue.message.length > 5);
  return got.issues.map((issue) => issue.path);
};

const part = (of: Record<string, unknown>, name: string) => of[name] as Record<string, unknown>;

const two = [
  { yi: 0.5, vi: 0.1 },
  { yi: -0.2, vi: 0.3 },
];
const five = [...two, { yi: 0.9, vi: 0.2 }, { yi: 0.1, vi: 0.05 }, { yi: 0.4, vi: 0.4 }];

test("the table knows every question of the evidence room", () => {
  assert.equal(typeof ask, "function");
});

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

test("an effect from the wrong columns is an issue that names the right ones", async () => {
  assert.deepEqual(await refusedAt(effect, { measure: "RR", studies: [{ m1i: 1, sd1i: 2 }] }), [
    "studies[0].m1i",
    "studies[0].sd1i",
  ]);
  const named = await reply(effect, { measure: "RR", studies: [{ m1i: 1 }] });
  assert.ok(!named.ok);
  assert.match(named.issues[0]!.message, /ai, bi, n1i, ci, di, n2i/);
  assert.deepEqual(await refusedAt(effect, { measure: "RR", studies: [{ ai: 1, bi: 2 }] }), [
    "studies[0].ci",
    "studies[0].di",
  ]);
  assert.deepEqual(await refusedAt(effect, { measure: "RRR", studies: [{ ai: 1 }] }), ["measure"]);
  assert.deepEqual(await refusedAt(effect, { measure: "RR", studies: [] }), ["studies"]);
});

test("more events than persons, and a negative count, are issues", async () => {
  const row = { ai: 9, n1i: 5, ci: -1, n2i: 5 };
  assert.deepEqual(await refusedAt(effect, { measure: "OR", studies: [row] }), [
    "studies[0].ci",
    "studies[0].ai",
  ]);
  assert.deepEqual(await refusedAt(effect, { measure: "OR", studies: [{ ...row, ci: 1 }] }), [
    "studies[0].ai",
  ]);
  assert.deepEqual(await refusedAt(effect, { measure: "PR", studies: [{ xi: 7, ni: 5 }] }), [
    "studies[0].xi",
  ]);
  assert.deepEqual(
    await refusedAt(effect, { measure: "OR", studies: [{ ai: 1, bi: 3, n1i: 5, ci: 1, n2i: 5 }] }),
    ["studies[0].n1i"],
  );
});

test("a study that cannot have the effect has null and is named", async () => {
  const got = await reply(effect, {
    measure: "ROM",
    studies: [
      { id: "Below", m1i: -1, sd1i: 1, n1i: 5, m2i: 2, sd2i: 1, n2i: 5 },
      { id: "Missing", m1i: 1, sd1i: null, n1i: 5, m2i: 2, sd2i: 1, n2i: 5 },
      { m1i: 1, sd1i: 1, n1i: 5, m2i: 2, sd2i: 1, n2i: 5 },
    ],
  });
  assert.ok(got.ok);
  assert.match(got.gaps.join(), /Below.*Missing/);
  assert.deepEqual(
    (got.answer["effects"] as { yi: number | null }[]).map(({ yi }) => yi === null),
    [true, true, false],
  );
});

test("Sigtermans' standard errors in the column of deviations are a finding, and not an issue", async () => {
  const arms = { m1i: 2.68, sd1i: 0.51, n1i: 30, m2i: 5.45, sd2i: 0.48, n2i: 30 };
  const got = await answer(effect, { measure: "MD", studies: [{ id: "Sigtermans 2009", ...arms }] });
  const findings = got["findings"] as { id: string; study: string; sentence: string }[];
  assert.deepEqual(
    findings.map(({ id, study }) => [id, study]),
    [["large-effect", "Sigtermans 2009"]],
  );
  const right = { ...arms, sd1i: 2.79, sd2i: 2.63 };
  assert.deepEqual((await answer(effect, { measure: "MD", studies: [right] }))["findings"], []);
});

test("one arm's standard error among other trials' deviations is found", async () => {
  const usual = [2.4, 2.6, 2.2, 2.9].map((sd, i) => ({
    id: `T${i}`,
    m1i: 4,
    sd1i: sd,
    n1i: 25,
    m2i: 5,
    sd2i: sd + 0.2,
    n2i: 25,
  }));
  const slip = { id: "Slip", m1i: 4, sd1i: 0.5, n1i: 25, m2i: 4.4, sd2i: 0.52, n2i: 25 };
  const got = await answer(effect, { measure: "MD", studies: [...usual, slip] });
  const findings = got["findings"] as { id: string; study: string; path: string }[];
  assert.deepEqual([...new Set(findings.map(({ study }) => study))], ["Slip"]);
  assert.deepEqual(
    findings.filter(({ id }) => id === "sem-for-sd").map(({ path }) => path),
    ["studies[4].sd1i", "studies[4].sd2i"],
  );
});

test("a standard error in the column of variances is found beside the sizes of the studies", async () => {
  const studies = [40, 60, 90, 120].map((ni, i) => ({ id: `T${i}`, yi: 0.3, vi: 4 / ni, ni }));
  const got = await answer(effect, {
    measure: "GEN",
    studies: [...studies, { id: "Slip", yi: 0.2, vi: Math.sqrt(4 / 80), ni: 80 }],
  });
  const findings = got["findings"] as { id: string; study: string }[];
  assert.deepEqual(
    findings.map(({ id, study }) => [id, study]),
    [["se-for-variance", "Slip"]],
  );
});

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

test("a funnel of fewer than ten studies warns, one of fewer than three is refused", async () => {
  const got = await answer(bias, { effects: five, method: "DL" });
  assert.match(String(got["warnings"]), /fewer than 10/);
  assert.deepEqual(await refusedAt(bias, { effects: two }), ["effects"]);
  const ten = Array.from({ length: 10 }, (_, i) => ({ yi: i / 10, vi: 0.1 + i / 20 }));
  assert.deepEqual((await answer(bias, { effects: ten }))["warnings"], []);
});

test("two studies can be left out in turn though case diagnostics need three", async () => {
  const got = await answer(influence, { effects: two, method: "REML" });
  assert.deepEqual(
    (got["leaveOneOut"] as { estimate: number }[]).map(({ estimate }) => estimate),
    [-0.2, 0.5],
  );
  assert.equal(got["rstudent"], undefined);
  assert.deepEqual(await refusedAt(influence, { effects: two.slice(0, 1) }), ["effects"]);
});

test("k studies have 2^k - k - 1 subsets of two or more; a sample is the same for the same seed", async () => {
  const all = await answer(subsets, { effects: five, method: "REML", points: true });
  assert.equal(all["count"], 26);
  assert.equal((part(all, "points")["members"] as number[]).length, 26);
  const sample = { effects: five, sample: { n: 50, seed: 3 }, bootstrap: { n: 200, seed: 5 } };
  const [one, again] = [await answer(subsets, sample), await answer(subsets, sample)];
  assert.deepEqual(one, again);
  assert.equal(one["exact"], false);
  const other = await answer(subsets, { ...sample, sample: { n: 50, seed: 4 } });
  assert.notDeepEqual(other["estimate"], one["estimate"]);
});

test("above twenty studies subsets are sampled, and the work can be watched and stopped", async () => {
  const effects = Array.from({ length: 25 }, (_, i) => ({ yi: Math.sin(i), vi: 0.1 + (i % 4) }));
  const got = await reply(subsets, { effects, sample: { n: 20_000, seed: 1 } });
  assert.ok(got.ok);
  assert.equal(got.answer["count"], 20_000);
  const shares: number[] = [];
  const stopped = (await subsets.run(
    { effects, sample: { n: 20_000, seed: 1 } },
    { ...context, progress: (share) => shares.push(share), stopped: () => shares.length >= 2 },
  )) as Reply<Record<string, unknown>>;
  assert.ok(stopped.ok);
  assert.ok((stopped.answer["count"] as number) < 20_000 && (stopped.answer["count"] as number) > 0);
  assert.match(stopped.gaps.join(), /Stopped/);
});

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

test("records are one publication by title, never by a DOI alone", async () => {
  const got = await answer(dedupe, dedupe.example);
  assert.deepEqual(got["groups"], [["1", "2"]]);
  const shared = await answer(dedupe, {
    records: [
      {
        id: "3",
        title: "Poster 12: ketamine in fibromyalgia",
        authors: "Roe B",
        year: 2020,
        journal: "Pain Suppl",
        doi: "10.1000/suppl",
      },
      {
        id: "4",
        title: "Poster 77: pump refill at home",
        authors: "Poe C",
        year: 2020,
        journal: "Pain Suppl",
        doi: "10.1000/suppl",
      },
    ],
  });
  assert.deepEqual(shared["groups"], []);
  assert.deepEqual(
    await refusedAt(dedupe, {
      records: [
        { id: 1, title: "a" },
        { id: "1", title: "b" },
      ],
    }),
    ["records[1].id"],
  );
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

// R 4.2.2 by hand, after Greenland and Longnecker (1992): the slope per gram of alcohol a day and its standard error,
// 0.0454288438 (0.0206638565); without the covariances 0.0334 (0.0187).
test("a dose-response of adjusted effects with a shared reference knows their covariance from the counts", async () => {
  const contrasts = [
    [2, 0.8, 0.0541723509943609, 74, 167],
    [6, 1.16, 0.0562746683751852, 90, 186],
    [11, 1.57, 0.0563275370687605, 122, 212],
  ].map(([dose, ratio, vi, cases, size]) => ({
    study: "Rohan 1988",
    reference: 0,
    dose,
    yi: Math.log(ratio!),
    vi,
    cases,
    size,
    referenceCases: 165,
    referenceSize: 337,
    design: "case-control",
  }));
  const input = { model: "linear", method: "common", contrasts };
  const { parameters } = await answer(doseresponse, input);
  const [slope] = parameters as { estimate: number; se: number }[];
  assert.ok(Math.abs(slope!.estimate - 0.0454288438088) < 1e-10);
  assert.ok(Math.abs(slope!.se - 0.0206638564762) < 1e-10);
  const lacking = { ...input, contrasts: contrasts.map((row) => ({ ...row, size: undefined })) };
  const refusal = await reply(doseresponse, lacking);
  assert.ok(!refusal.ok && refusal.issues.some(({ path }) => path === "contrasts[0].size"));
});

test("the splits of a network say how far they are, and can be stopped with what is done", async () => {
  const shares: number[] = [];
  const whole = (await network.run(network.example, {
    ...context,
    progress: (share) => shares.push(share),
  })) as Reply<{ nodeSplits: unknown[] }>;
  assert.ok(whole.ok && whole.answer.nodeSplits.length > 1);
  assert.equal(shares.length, whole.answer.nodeSplits.length);
  assert.equal(shares.at(-1), 1);
  let asked = 0;
  const stopped = (await network.run(network.example, {
    ...context,
    stopped: () => asked++ >= 1,
  })) as Reply<{ nodeSplits: unknown[] }>;
  assert.ok(stopped.ok);
  assert.deepEqual(stopped.answer.nodeSplits, whole.answer.nodeSplits.slice(0, 1));
  assert.ok(stopped.gaps.some((gap) => gap.startsWith("Stopped: 1")));
});

test("a moderator of several levels that mixes numbers and words is an issue, not a set of words", async () => {
  const effects = [1, 2, 3, "NA", 5].map((dose, i) => ({
    yi: i / 10,
    vi: 0.1,
    levels: { study: i },
    x: { dose },
  }));
  const got = await reply(multilevel, { effects, random: [{ by: "study" }], moderators: ["dose"] });
  assert.ok(!got.ok);
  assert.deepEqual(
    got.issues.map(({ path }) => path),
    ["effects[3].x.dose"],
  );
});
