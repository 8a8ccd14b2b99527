// Regression, subgroups, influence, funnel tests and subsets against R metafor 3.8-1, within the tolerances of the
// results' own SCHEMA.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  baujat,
  cumulate,
  egger,
  eggerClassic,
  eggerMixed,
  everySubset,
  failSafe,
  type Fit,
  influence,
  leaveOneOut,
  type Method,
  rankCorrelation,
  regress,
  shrink,
  subgroups,
  terms,
  trimAndFill,
  type Value,
} from "../../src/evidence/evidence.ts";
import { absent, analyses, type Block, Comparison } from "./metafor.ts";

const all = analyses();
const skip = absent;

function fitsAgree(
  compare: Comparison,
  fits: readonly Fit[],
  block: Block,
  scale: number,
  what: string,
): void {
  fits.forEach((got, i) => {
    compare.near(got.estimate, block["b"]?.[i], 1e-7, got.se, `${what} b ${i}`);
    compare.near(got.se, block["se"]?.[i], 1e-7, 0, `${what} se ${i}`);
    compare.near(got.tau2, block["tau2"]?.[i], 1e-7, scale, `${what} tau2 ${i}`);
    compare.near(got.I2, block["I2"]?.[i], 1e-7, 1, `${what} I2 ${i}`);
    compare.near(got.Q, block["QE"]?.[i], 1e-7, 1e-2, `${what} Q ${i}`);
  });
}

test("leave-one-out and cumulative fits agree with metafor", { skip }, () => {
  const compare = new Comparison();
  for (const { name, y, v, block } of all)
    for (const [part, fits] of [
      ["leave1out", () => leaveOneOut(y, v, "REML")],
      ["leave1out_EE", () => leaveOneOut(y, v, "EE")],
      ["cumul", () => cumulate(y, v, "REML")],
    ] as const)
      if (block[part]) fitsAgree(compare, fits(), block[part], Math.max(...v), `${name} ${part}`);
  assert.ok(compare.count > 5000, String(compare.count));
});

test("case diagnostics, Baujat's plot and shrunken effects agree with metafor", { skip }, () => {
  const compare = new Comparison();
  for (const { name, y, v, block } of all) {
    if (block["influence"]) {
      const got = influence(y, v, "REML");
      const pairs = [
        ["rstudent", got.rstudent],
        ["dffits", got.dffits],
        ["cook_d", got.cookd],
        ["cov_r", got.covr],
        ["hat", got.hat],
        ["weight", got.weight],
        ["dfbs", got.dfbs],
      ] as const;
      for (const [part, values] of pairs)
        values.forEach((value, i) =>
          compare.near(value, block["influence"]![part]?.[i], 1e-7, 1e-1, `${name} ${part} ${i}`),
        );
    }
    if (block["baujat_EE"])
      baujat(y, v, "EE").forEach((point, i) => {
        compare.near(point.heterogeneity, block["baujat_EE"]!["x"]?.[i], 1e-9, 1e-3, `${name} Baujat x ${i}`);
        compare.near(point.influence, block["baujat_EE"]!["y"]?.[i], 1e-9, 1e-3, `${name} Baujat y ${i}`);
      });
    if (block["blup"])
      shrink(y, v, "REML").forEach((own, i) => {
        compare.near(own.estimate, block["blup"]!["pred"]?.[i], 1e-7, own.se, `${name} blup ${i}`);
        compare.near(own.se, block["blup"]!["se"]?.[i], 1e-7, 0, `${name} blup se ${i}`);
      });
  }
  assert.ok(compare.count > 5000, String(compare.count));
});

test("Egger's test in its three forms and Begg's agree with metafor", { skip }, () => {
  const compare = new Comparison();
  for (const { name, y, v, block } of all) {
    if (!block["egger_lm"]) continue;
    const [lm, classic, mixed, rank] = [
      egger(y, v)!,
      eggerClassic(y, v)!,
      eggerMixed(y, v, "REML", 0.95)!,
      rankCorrelation(y, v)!,
    ];
    compare.near(lm.statistic, block["egger_lm"]["t"], 1e-9, 1e-2, `${name} t`);
    assert.equal(lm.df, block["egger_lm"]["df"]);
    compare.near(lm.p, block["egger_lm"]["p"], 1e-8, 1e-15, `${name} p`);
    compare.near(lm.intercept, block["egger_lm"]["intercept"], 1e-9, 1e-1, `${name} intercept`);
    compare.near(lm.slope, block["egger_lm"]["slope"], 1e-9, 1e-1, `${name} slope`);
    compare.near(lm.slopeSe, block["egger_lm"]["se_slope"], 1e-9, 0, `${name} slope se`);
    compare.near(classic.bias, block["egger_classic"]!["bias"], 1e-9, 1e-1, `${name} bias`);
    compare.near(classic.se, block["egger_classic"]!["se"], 1e-9, 0, `${name} bias se`);
    compare.near(mixed.z, block["egger_rma"]!["z"], 1e-7, 1e-2, `${name} z`);
    compare.near(mixed.limit, block["egger_rma"]!["b_limit"], 1e-7, 1e-1, `${name} limit`);
    compare.near(mixed.ci[0], block["egger_rma"]!["lo"], 1e-7, 1e-1, `${name} limit lo`);
    compare.near(rank.tau, block["ranktest"]!["tau"], 1e-9, 1e-3, `${name} tau`);
    compare.near(rank.p, block["ranktest"]!["p"], 1e-8, 0, `${name} rank p`);
  }
  assert.ok(compare.count > 350);
});

test("trim-and-fill finds metafor's k0 and side, and the fail-safe number is metafor's", { skip }, () => {
  const compare = new Comparison();
  for (const { name, y, v, block } of all) {
    compare.near(
      block["fsn_rosenthal"] === undefined ? null : failSafe(y, v, 0.05).rosenthal,
      block["fsn_rosenthal"],
      0,
      1,
      `${name} fail-safe`,
    );
    for (const [key, expected] of Object.entries(block["trimfill"] ?? {}) as [string, Block][]) {
      const [method, estimator] = key.split("_") as [Method, "L0" | "R0"];
      const got = trimAndFill(y, v, estimator, { method, test: "z", level: 0.95 })!;
      assert.equal(got.k0, expected["k0"], `${name} ${key}`);
      assert.equal(got.side, expected["side"], `${name} ${key}`);
      const within = method === "REML" ? 1e-5 : 1e-9;
      compare.near(got.estimate, expected["b"], within, got.se, `${name} ${key} b`);
      compare.near(got.se, expected["se"], within, 0, `${name} ${key} se`);
      compare.near(got.tau2, expected["tau2"], within, Math.max(...v), `${name} ${key} tau2`);
    }
  }
  assert.ok(compare.count > 500);
});

test("meta-regressions with numbers and groups agree with metafor", { skip }, () => {
  const compare = new Comparison();
  for (const { name, y, v, rows, column, block } of all)
    for (const model of (block["metareg"] ?? []) as readonly Block[]) {
      const used = (model["rows_used"] as unknown as number[]).map((row) => rows.indexOf(row));
      const moderators = String(model["formula"])
        .replace("~", "")
        .split("+")
        .map((part) => {
          const factor = /^factor\((.*)\)$/.exec(part.trim());
          const values = column(factor?.[1] ?? part.trim());
          return {
            name: factor ? `factor${factor[1]}` : part.trim(),
            values: used.map((i) => (factor ? String(values[i]) : values[i]) as Value),
          };
        });
      const [yi, vi] = [Float64Array.from(used, (i) => y[i]!), Float64Array.from(used, (i) => v[i]!)];
      const design = terms(moderators, used.length, true);
      assert.deepEqual(
        design.map((term) => term.name.replace("(Intercept)", "Intercept")),
        model["terms"],
      );
      for (const method of ["EE", "DL", "ML", "REML"] as const)
        if (model[method])
          regressionAgrees(
            compare,
            yi,
            vi,
            design,
            method,
            model[method],
            `${name} ${model["formula"]} ${method}`,
          );
    }
  assert.ok(compare.count > 1500);
});

function regressionAgrees(
  compare: Comparison,
  y: Float64Array,
  v: Float64Array,
  design: ReturnType<typeof terms>,
  method: Method,
  expected: Block,
  what: string,
): void {
  const first = regress(y, v, design, { method, test: "z", level: 0.95 });
  assert.ok(first.dependent === undefined, what);
  const { regression } = first;
  regression.coefficients.forEach((got, j) => {
    compare.near(got.estimate, expected["b"]?.[j], 1e-7, got.se, `${what} b ${j}`);
    compare.near(got.se, expected["se"]?.[j], 1e-7, 0, `${what} se ${j}`);
    compare.near(got.p, expected["p"]?.[j], 1e-6, 1e-15, `${what} p ${j}`);
  });
  for (const [part, got, scale] of [
    ["tau2", regression.tau2, Math.max(...v)],
    ["I2", regression.I2, 1],
    ["QE", regression.QE, 1e-2],
    ["QEp", regression.QEp, 1e-15],
    ["QM", regression.QM, 1e-2],
    ["QMdf", regression.QMdf, 1],
    ["QMp", regression.QMp, 1e-15],
    ["R2", regression.R2, 1],
  ] as const)
    compare.near(got, expected[part], 1e-7, scale, `${what} ${part}`);
  const knha = expected["knha"];
  if (!knha) return;
  const widened = regress(y, v, design, { method, test: "knha", level: 0.95 });
  assert.ok(widened.dependent === undefined, what);
  const second = widened.regression;
  second.coefficients.forEach((got, j) => {
    compare.near(got.se, knha["se"]?.[j], 1e-7, 0, `${what} knha se ${j}`);
    compare.near(got.p, knha["p"]?.[j], 1e-6, 1e-15, `${what} knha p ${j}`);
    compare.near(got.ci[0], knha["lo"]?.[j], 1e-7, got.se, `${what} knha lo ${j}`);
    compare.near(got.ci[1], knha["hi"]?.[j], 1e-7, got.se, `${what} knha hi ${j}`);
  });
  compare.near(second.QM, knha["F"], 1e-7, 1e-2, `${what} F`);
  compare.near(second.QMp, knha["Fp"], 1e-6, 1e-15, `${what} Fp`);
}

test("subgroups and the test of their differences agree with metafor", { skip }, () => {
  const compare = new Comparison();
  for (const { name, y, v, column, block } of all) {
    const expected = block["subgroup"];
    if (!expected) continue;
    const values = column(String(expected["by"]));
    const used = values.flatMap((value, i) => (value === null ? [] : [i]));
    const [yi, vi] = [Float64Array.from(used, (i) => y[i]!), Float64Array.from(used, (i) => v[i]!)];
    for (const method of ["EE", "DL"] as const) {
      const got = subgroups(
        yi,
        vi,
        used.map((i) => String(values[i])),
        { method, test: "z", level: 0.95, tau2: "separate" },
      );
      for (const { group, pooled } of got.groups) {
        const part = expected["groups"]![group]![method]!;
        compare.near(pooled.estimate, part["b"], 1e-9, pooled.se, `${name} ${group} b`);
        compare.near(pooled.se, part["se"], 1e-9, 0, `${name} ${group} se`);
        compare.near(pooled.tau2, part["tau2"], 1e-9, Math.max(...v), `${name} ${group} tau2`);
      }
      if (method !== "DL") continue;
      compare.near(got.Q, expected["between_DL_separate_tau2"]!["Q"], 1e-9, 1e-2, `${name} between`);
      compare.near(got.p, expected["between_DL_separate_tau2"]!["p"], 1e-8, 1e-15, `${name} between p`);
    }
  }
  assert.ok(compare.count > 150);
});

test("the pooled effects of all subsets agree with metafor's gosh", { skip }, async () => {
  const compare = new Comparison();
  for (const { name, y, v, block } of all) {
    const expected = block["gosh"];
    if (!expected) continue;
    for (const method of ["EE", "DL", "REML"] as const) {
      const got = await everySubset(y, v, method);
      assert.equal(got.count, expected["subsets"]);
      const part = expected[method]!;
      compare.near(got.estimate.mean, part["b_mean"], 1e-7, 1e-2, `${name} ${method} mean`);
      compare.near(got.I2.mean, part["I2_mean"], 1e-7, 1, `${name} ${method} I2`);
      compare.near(got.tau2.mean, part["tau2_mean"], 1e-7, Math.max(...v), `${name} ${method} tau2`);
      got.estimate.quantiles.forEach(({ value }, i) =>
        compare.near(value, part["b_q"]?.[i], 1e-7, 1e-2, `${name} ${method} quantile ${i}`),
      );
      got.I2.quantiles.forEach(({ value }, i) =>
        compare.near(value, part["I2_q"]?.[i], 1e-7, 1, `${name} ${method} I2 quantile ${i}`),
      );
    }
  }
  assert.ok(compare.count > 150);
});
