// On metafor's word: confint(rma.mv(...)) of metafor 3.8-1 with control = list(tol = 1e-11), whose fits end at rel.tol = 1e-8.
import assert from "node:assert/strict";
import { test } from "node:test";
import { multilevel, type MultilevelData } from "./multilevel.ts";

const near = (actual: number | null, expected: number, within: number): void =>
  assert.ok(
    actual !== null && Math.abs(actual - expected) <= within * Math.max(1, Math.abs(expected)),
    `${actual} is not ${expected}`,
  );

// Berkey et al. (1998), metadat's dat.berkey1998: trial, probing depth and attachment level with their covariances.
const berkey: readonly (readonly [yPD: number, yAL: number, vPD: number, vAL: number, cov: number])[] = [
  [0.47, -0.32, 0.0075, 0.0077, 0.003],
  [0.2, -0.6, 0.0057, 0.0008, 0.0009],
  [0.4, -0.12, 0.0021, 0.0014, 0.0007],
  [0.26, -0.31, 0.0029, 0.0015, 0.0009],
  [0.56, -0.39, 0.0148, 0.0304, 0.0072],
];
const outcomes = (structure: "UN" | "CS"): MultilevelData => ({
  yi: berkey.flatMap(([pd, al]) => [pd, al]),
  vi: berkey.flatMap(([, , pd, al]) => [pd, al]),
  covariances: berkey.map(([, , , , value], i) => ({ row: 2 * i + 1, column: 2 * i, value })),
  columns: ["AL", "PD"].map((name, at) => ({ name, values: berkey.flatMap(() => [at, 1 - at]) })),
  random: [
    {
      name: "outcome in trial",
      groups: berkey.flatMap((_, i) => [i, i]),
      levels: berkey.flatMap(() => ["PD", "AL"]),
      structure,
    },
  ],
});
const intervals = (data: MultilevelData, method: "ML" | "REML") => {
  const answer = multilevel(data, { method, test: "z", level: 0.95, profile: true });
  assert.ok(!("fault" in answer));
  return answer.components.map(({ intervals }) => intervals!);
};

test("variances and correlation of two outcomes have metafor's profile intervals, unstructured", () => {
  const [found] = intervals(outcomes("UN"), "REML");
  const [al, pd] = found!.variances;
  near(al!.lower, 0.0094964457, 1e-6);
  near(al!.upper, 0.2067766016, 1e-6);
  near(pd!.lower, 0.0000546766, 1e-6);
  near(pd!.upper, 0.1114396257, 1e-6);
  const [rho] = found!.correlations!;
  near(rho!.lower, -0.5996181827, 1e-4);
  // metafor prints 1: the profile never falls below the line on the way to a correlation of one.
  near(rho!.upper, 1, 1e-9);
});

test("and with one variance for both, by maximum likelihood", () => {
  const [found] = intervals(outcomes("CS"), "ML");
  near(found!.variances[0]!.lower, 0.00725124, 1e-7);
  near(found!.variances[0]!.upper, 0.0881776341, 1e-7);
  near(found!.correlations![0]!.lower, -0.5245096019, 1e-6);
  near(found!.correlations![0]!.upper, 0.9577680643, 1e-6);
});

test("a variance of zero has an interval from zero, and one cluster a study has the usual profile of tau2", () => {
  const data: MultilevelData = {
    yi: [0.1, 0.2, 0.15, 0.12],
    vi: [0.04, 0.05, 0.03, 0.06],
    columns: [{ name: "(Intercept)", values: [1, 1, 1, 1] }],
    random: [{ name: "study", groups: [1, 2, 3, 4] }],
  };
  const [found] = intervals(data, "REML");
  assert.equal(found!.variances[0]!.lower, 0);
  // metafor 3.8-1: confint(rma(yi, vi), type = "PL").
  near(found!.variances[0]!.upper, 0.1184629246, 1e-7);
});
