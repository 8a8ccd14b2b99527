// Effect sizes, models, tests, prediction intervals, tables and intervals of tau2 against R metafor 3.8-1, within the
// tolerances of the results' own SCHEMA.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  families,
  familyOf,
  logLikelihood,
  mantelHaenszelRates,
  mantelHaenszelTables,
  type Means,
  type Measure,
  meanProblem,
  type Method,
  oddsRatioTests,
  petoTables,
  poolProblem,
  predictionInterval,
  profileLikelihood,
  qProfile,
  type Rates,
  type RevManResult,
  revManStandardised,
  revManTables,
  type Table,
  type Test,
} from "../../src/evidence/evidence.ts";
import { absent, analyses, type Block, Comparison } from "./metafor.ts";

const all = analyses();
const skip = absent;

test("every effect size and variance is metafor's", { skip }, () => {
  const compare = new Comparison();
  for (const { name, measure, y, v, raw, computed } of all) {
    if (!computed) continue;
    const compute = (
      families[familyOf[measure as Measure]] as Record<
        string,
        (row: never) => { yi: number; vi: number } | null
      >
    )[measure]!;
    // metafor stops its search for a tetrachoric correlation at about the fifth digit; ours solves the same equation.
    const loose = measure === "RTET";
    const within = loose ? 2e-4 : 1e-10;
    raw.forEach((row, i) => {
      const effect = compute(row as never);
      if (measure === "RTET" && Object.values(row).includes(0)) return assert.equal(effect, null);
      compare.near(effect?.yi, y[i], within, loose ? 1 : 1e-2 * Math.sqrt(v[i]!), `${name} yi ${i}`);
      compare.near(effect?.vi, v[i], within, 0, `${name} vi ${i}`);
    });
  }
  assert.ok(compare.count > 4000);
});

const iterated: readonly string[] = ["ML", "REML", "EB"];

test(
  "ten estimators agree with metafor: estimate, tau2, I2, H2, likelihood and prediction interval",
  { skip },
  () => {
    const compare = new Comparison();
    for (const { name, y, v, k, block } of all) {
      assert.equal(y.length, k, name);
      const problem = meanProblem(y, v);
      for (const [method, model] of Object.entries(block["models"]!) as [Method, Block][]) {
        const what = `${name} ${method}`;
        const within = iterated.includes(method) ? 1e-8 : 1e-9;
        const got = poolProblem(problem, { method, test: "z", level: 0.95 });
        compare.near(got.estimate, model["b"], within, got.se, `${what} b`);
        compare.near(got.se, model["se"], within, 0, `${what} se`);
        compare.near(got.tau2, model["tau2"], within, Math.max(...v), `${what} tau2`);
        compare.near(got.I2, model["I2"], within, 1, `${what} I2`);
        compare.near(got.H2, model["H2"], within, 0, `${what} H2`);
        compare.near(got.p, model["p"], 1e-7, 1e-15, `${what} p`);
        compare.near(got.ci[0], model["lo"], within, got.se, `${what} lo`);
        compare.near(got.ci[1], model["hi"], within, got.se, `${what} hi`);
        compare.near(got.tau2Se, model["se_tau2"], 1e-7, 0, `${what} se of tau2`);
        if (["EE", "ML", "REML"].includes(method))
          compare.near(
            logLikelihood(problem, got.tau2, method === "REML"),
            model["ll"],
            1e-9,
            1e-6,
            `${what} ll`,
          );
        const pi = model["pi_z"] as unknown as readonly number[] | undefined;
        const pi2 = model["pi_t_k2"] as unknown as readonly number[] | undefined;
        for (const end of [0, 1] as const) {
          compare.near(got.prediction?.[end], pi?.[end], within, got.se, `${what} prediction`);
          if (pi2)
            compare.near(predictionInterval(got, "k-2")?.[end], pi2[end], within, got.se, `${what} k - 2`);
        }
        for (const kind of ["t", "knha", "adhoc"] as const)
          testAgrees(compare, problem, method, kind, model[kind], what);
      }
      if (k > 1) {
        const { Q, Qp } = poolProblem(problem, { method: "EE", test: "z", level: 0.95 });
        compare.near(Q, block["QE"], 1e-9, 1e-9, `${name} Q`);
        compare.near(Qp, block["QEp"], 1e-8, 1e-15, `${name} Qp`);
      }
    }
    assert.ok(compare.count > 15_000);
  },
);

function testAgrees(
  compare: Comparison,
  problem: ReturnType<typeof meanProblem>,
  method: Method,
  kind: Test,
  model: Block | undefined,
  what: string,
): void {
  if (!model) return;
  const within = iterated.includes(method) ? 1e-8 : 1e-9;
  const got = poolProblem(problem, { method, test: kind, level: 0.95 });
  compare.near(got.se, model["se"], within, 0, `${what} ${kind} se`);
  compare.near(got.p, model["p"], 1e-7, 1e-15, `${what} ${kind} p`);
  compare.near(got.ci[0], model["lo"], within, got.se, `${what} ${kind} lo`);
  compare.near(got.ci[1], model["hi"], within, got.se, `${what} ${kind} hi`);
  if (model["df"]) assert.equal(got.df, model["df"]);
  const pi = model["pi_t_k1"] as unknown as readonly number[] | undefined;
  if (pi)
    for (const end of [0, 1] as const)
      compare.near(got.prediction?.[end], pi[end], within, got.se, `${what} pi`);
}

test("Q-profile and profile-likelihood intervals agree with metafor", { skip }, () => {
  const compare = new Comparison();
  for (const { name, y, v, block } of all) {
    const intervals = block["tau2_ci"];
    if (!intervals) continue;
    const problem = meanProblem(y, v);
    const most = Math.max(...v);
    const profile = qProfile(problem, 0.95)!;
    for (const [kind, got] of [
      ["PL_ML", profileLikelihood(problem, 0.95, false)!.tau2],
      ["PL_REML", profileLikelihood(problem, 0.95, true)!.tau2],
    ] as const)
      for (const end of [0, 1] as const)
        compare.near(got[end], intervals[kind]?.[end + 1], 1e-7, most, `${name} ${kind}`);
    // metafor looks no further than tau2 = 100; there the true end lies beyond.
    const capped = (intervals["QP"]!["tau2"] as unknown as readonly number[])[2] === 100;
    if (capped) assert.ok(profile.tau2[1] > 100);
    for (const part of ["tau2", "I2", "H2"] as const)
      for (const end of capped ? ([0] as const) : ([0, 1] as const))
        compare.near(
          profile[part][end],
          intervals["QP"]![part]![end + 1],
          1e-7,
          part === "tau2" ? most : 1,
          `${name} QP ${part}`,
        );
  }
  assert.ok(compare.count > 300);
});

test("Mantel-Haenszel, Peto, Cochran-Mantel-Haenszel and Tarone agree with metafor", { skip }, () => {
  const compare = new Comparison();
  for (const { name, measure, raw, block } of all) {
    for (const method of ["MH", "PETO"] as const) {
      const expected = block[method];
      if (!expected) continue;
      const got =
        method === "PETO"
          ? petoTables(raw as unknown as readonly Table[], 0.95)
          : measure === "IRR" || measure === "IRD"
            ? mantelHaenszelRates(raw as unknown as readonly Rates[], measure, 0.95)
            : mantelHaenszelTables(raw as unknown as readonly Table[], measure as "OR", 0.95);
      compare.near(got.estimate, expected["b"], 1e-9, got.se, `${name} ${method} b`);
      compare.near(got.se, expected["se"], 1e-9, 0, `${name} ${method} se`);
      compare.near(got.ci[0], expected["lo"], 1e-9, got.se, `${name} ${method} lo`);
      compare.near(got.p, expected["p"], 1e-8, 1e-15, `${name} ${method} p`);
      compare.near(got.Q, expected["QE"], 1e-9, 1e-6, `${name} ${method} Q`);
      compare.near(got.Qp, expected["QEp"], 1e-8, 1e-15, `${name} ${method} Qp`);
      compare.near(got.I2, expected["I2"], 1e-9, 1, `${name} ${method} I2`);
      if (typeof expected["CMH"] !== "number") continue;
      const { cmh, tarone } = oddsRatioTests(raw as unknown as readonly Table[]);
      compare.near(cmh.statistic, expected["CMH"], 1e-9, 1e-6, `${name} CMH`);
      compare.near(cmh.p, expected["CMHp"], 1e-8, 1e-15, `${name} CMH p`);
      compare.near(tarone.statistic, expected["tarone"], 1e-8, 1e-6, `${name} Tarone`);
      compare.near(tarone.p, expected["taronep"], 1e-7, 1e-15, `${name} Tarone p`);
    }
  }
  assert.ok(compare.count > 400);
});

test("RevMan 5's analyses agree with its published algorithms run in R", { skip }, () => {
  const compare = new Comparison();
  for (const { name, measure, raw, allRaw, block } of all) {
    const expected = block["revman5"];
    if (!expected) continue;
    const got =
      measure === "SMD"
        ? revManStandardised(allRaw as unknown as readonly Means[], 0.95)
        : revManTables(raw as unknown as readonly Table[], measure as "OR", 0.95)!;
    compare.near(got.k, expected["k"], 0, 1, `${name} k`);
    const pairs: readonly (readonly [string, RevManResult | null])[] = [
      ["MH_fixed", got.mhFixed],
      ["MH_random", got.mhRandom],
      ["IV_fixed", got.ivFixed],
      ["IV_random", got.ivRandom],
    ];
    for (const [kind, result] of pairs) {
      const part = expected[kind];
      if (!part || !result) continue;
      compare.near(result.estimate, part["b"], 1e-9, result.se, `${name} ${kind} b`);
      compare.near(result.se, part["se"], 1e-9, 0, `${name} ${kind} se`);
      compare.near(result.ci[0], part["lo"], 1e-9, result.se, `${name} ${kind} lo`);
      compare.near(result.ci[1], part["hi"], 1e-9, result.se, `${name} ${kind} hi`);
      compare.near(result.p, part["p"], 1e-8, 1e-15, `${name} ${kind} p`);
      compare.near(result.tau2, part["tau2"], 1e-9, 1e-2, `${name} ${kind} tau2`);
      compare.near(result.Q, part["Q"], 1e-9, 1e-6, `${name} ${kind} Q`);
      compare.near(result.I2, part["I2"], 1e-9, 1, `${name} ${kind} I2`);
    }
  }
  assert.ok(compare.count > 800);
});
