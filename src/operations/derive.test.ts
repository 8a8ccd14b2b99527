import assert from "node:assert/strict";
import { test } from "node:test";
import { derive } from "./derive.ts";
import type { Reply } from "./operation.ts";

type Row = Readonly<Record<string, unknown>>;
const one = async (row: object): Promise<Row> => {
  const got = (await derive.run({ rows: [row] }, { locale: "en-US" })) as Reply<{ rows: Row[] }>;
  assert.ok(got.ok, JSON.stringify(got));
  return got.answer.rows[0]!;
};
const near = (got: unknown, expected: number, within: number): void =>
  assert.ok(Math.abs((got as number) - expected) <= within, `${String(got)}, expected ${expected}`);

test("the Cochrane Handbook's worked examples come out as printed", async () => {
  // 6.5.2.2: 30.0 to 34.2 in 25 persons, t 2.064: SD 5.09.
  near((await one({ from: "interval", lower: 30, upper: 34.2, n: 25 }))["sd"], 5.09, 5e-3);
  // 6.5.2.3: a difference of 3.8 with p 0.008 in 25 and 22: t 2.78, SE 1.37, SD 4.69.
  const p = await one({ from: "p", difference: 3.8, p: 0.008, n1: 25, n2: 22 });
  near(p["t"], 2.78, 5e-3);
  near(p["se"], 1.37, 5e-3);
  near(p["sd"], 4.69, 1e-2);
});

test("a standard error of 0.51 in 30 persons is a standard deviation of 2.79", async () => {
  near((await one({ from: "se", se: 0.51, n: 30 }))["sd"], 2.79, 5e-3);
});

test("two arms taken as one have the mean and deviation of all their persons", async () => {
  const [a, b] = [
    [1, 2, 6],
    [4, 7, 7, 10],
  ];
  const moments = (x: readonly number[]) => {
    const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
    return {
      n: x.length,
      mean,
      sd: Math.sqrt(x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (x.length - 1)),
    };
  };
  const both = moments([...a!, ...b!]);
  const got = await one({ from: "arms", a: moments(a!), b: moments(b!) });
  assert.equal(got["n"], 7);
  near(got["mean"], both.mean, 1e-12);
  near(got["sd"], both.sd, 1e-12);
});

test("a large normal sample's quartiles and range give back its mean and deviation, and name the method", async () => {
  const quartiles = await one({
    from: "quartiles",
    q1: 10 - 0.6744897501960817 * 3,
    median: 10,
    q3: 10 + 0.6744897501960817 * 3,
    n: 100_000,
  });
  near(quartiles["mean"], 10, 1e-9);
  near(quartiles["sd"], 3, 1e-3);
  assert.match(String(quartiles["method"]), /Luo 2018.*Wan 2014/);
  const range = await one({ from: "quartiles", min: -3, median: 0, max: 3, n: 370 });
  // Of 370 normal persons the extremes lie near 3 deviations from the mean: Wan (2014), table 1.
  near(range["sd"], 1, 0.03);
});

test("a skewed outcome is computed and said to be skewed", async () => {
  const got = (await derive.run(
    { rows: [{ from: "quartiles", q1: 1, median: 2, q3: 9, n: 80 }] },
    { locale: "en-US" },
  )) as Reply;
  assert.ok(got.ok);
  assert.match(got.gaps.join(), /skewed/);
});

test("a crossover without correlation has the variance of a parallel trial, and less with one", async () => {
  const periods = { from: "crossover", m1i: 3, sd1i: 2, m2i: 4, sd2i: 2, n: 20 };
  near((await one({ ...periods, correlation: 0 }))["vi"], 8 / 20, 1e-12);
  near((await one({ ...periods, correlation: 0.5 }))["vi"], 4 / 20, 1e-12);
  near((await one({ from: "paired-t", difference: -1, t: 2 }))["vi"], 0.25, 1e-12);
});

test("a cluster trial counts as one of fewer persons", async () => {
  // Cochrane Handbook 23.1.4: clusters of 10.96 with an ICC of 0.02 have a design effect of 1.20.
  const got = await one({ from: "cluster", counts: { ai: 12, n1i: 120 }, size: 10.96, icc: 0.02 });
  near(got["designEffect"], 1.2, 5e-3);
  near((got["counts"] as { n1i: number }).n1i, 100, 0.2);
});

test("two doses held against one control share its variance", async () => {
  const control = { ci: 13, di: 19 };
  const arms = [
    { ai: 25, bi: 5 },
    { ai: 28, bi: 7 },
  ];
  const got = await one({ from: "shared-control", measure: "RR", control, arms });
  const V = got["V"] as number[][];
  near(V[0]![1], 1 / 13 - 1 / 32, 1e-12);
  near(V[1]![0], V[0]![1]!, 0);
  near(V[0]![0], 1 / 25 - 1 / 30 + 1 / 13 - 1 / 32, 1e-12);
  const split = await one({ from: "split", counts: control, arms: 2 });
  assert.deepEqual(split["counts"], { ci: 6.5, di: 9.5 });
});

test("a scale is moved, and turned where it runs the other way", async () => {
  const scale = { from: "scale", mean: 62, sd: 21, scale: [0, 100], to: [0, 10] };
  const plain = await one(scale);
  near(plain["mean"], 6.2, 1e-12);
  near(plain["sd"], 2.1, 1e-12);
  near((await one({ ...scale, reversed: true }))["mean"], 3.8, 1e-12);
});

test("what does not fit is an issue at its place", async () => {
  const refused = async (row: object): Promise<string[]> => {
    const got = (await derive.run({ rows: [row] }, { locale: "en-US" })) as Reply;
    return got.ok ? [] : got.issues.map((issue) => issue.path);
  };
  assert.deepEqual(await refused({ from: "se", se: -1, n: 30 }), ["rows[0].se"]);
  assert.deepEqual(await refused({ from: "interval", lower: 5, upper: 3, n: 30 }), ["rows[0].lower"]);
  assert.deepEqual(await refused({ from: "quartiles", median: 3, n: 30 }), ["rows[0].q1"]);
  assert.deepEqual(await refused({ from: "quartiles", q1: 4, median: 3, q3: 5, n: 30 }), ["rows[0].q1"]);
  assert.deepEqual(await refused({ from: "sd" }), ["rows[0].from"]);
  assert.deepEqual(await refused({ from: "se", se: 1, n: 30, m: 2 }), ["rows[0].m"]);
});
