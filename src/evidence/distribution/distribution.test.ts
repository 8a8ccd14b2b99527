import assert from "node:assert/strict";
import { test } from "node:test";
import {
  chiSquareAbove,
  chiSquareBelow,
  chiSquareQuantileAbove,
  chiSquareQuantileBelow,
  erfc,
  fisherAbove,
  fisherQuantileAbove,
  logChiSquareAbove,
  logChiSquareBelow,
  logGamma,
  logNormalAbove,
  logStudentAbove,
  normalAbove,
  normalBelow,
  normalQuantile,
  normalQuantileAbove,
  studentAbove,
  studentQuantile,
  studentQuantileAbove,
} from "./distribution.ts";

const near = (got: number, expected: number, within: number, what = ""): void =>
  assert.ok(
    Math.abs(got - expected) <= within * Math.max(Math.abs(expected), 1e-300),
    `${what} ${got}, expected ${expected}`,
  );

// Computed to 40 digits with mpmath 1.3 (erfc, gammainc, betainc, loggamma), as ln of the tail.
const anchors = [
  ["logNormalAbove", [1.96], -3.6889636517296385],
  ["logNormalAbove", [-1], -0.17275377902344988],
  ["logNormalAbove", [-0.3], -0.4814101615884812],
  ["logNormalAbove", [0.67], -1.3805950526951891],
  ["logNormalAbove", [8], -35.01343715991455],
  ["logNormalAbove", [50], -1254.8313611394199],
  ["logNormalAbove", [0.1], -0.7761545927302733],
  ["logNormalAbove", [0], -0.6931471805599453],
  ["logNormalAbove", [38], -726.5572160188201],
  ["logNormalAbove", [20], -203.91715537109727],
  ["logNormalAbove", [-2], -0.02301290932896349],
  ["logStudentAbove", [60, 200], -297.9864863581542],
  ["logStudentAbove", [0.3, 3], -0.9367954081981967],
  ["logStudentAbove", [12, 2], -5.673311417215148],
  ["logStudentAbove", [12, 30], -28.907531385111042],
  ["logStudentAbove", [12, 200], -57.37312470774999],
  ["logStudentAbove", [1000.0, 5000], -13263.437362505443],
  ["logStudentAbove", [4.5, 5000], -12.569986490693564],
  ["logStudentAbove", [4.5, 12], -7.920208787087601],
  ["logStudentAbove", [1e-5, 2], -0.6931542516527571],
  ["logStudentAbove", [60, 5000], -1360.5531754877377],
  ["logStudentAbove", [0, 5000], -0.6931471805599453],
  ["logStudentAbove", [1, 200], -1.837220809170096],
  ["logChiSquareAbove", [0.01, 7], -7.569409662558221e-10],
  ["logChiSquareAbove", [1100, 100], -385.286630485929],
  ["logChiSquareAbove", [0.01, 0.5], -0.34683903932226456],
  ["logChiSquareAbove", [120, 0.5], -64.37100653313365],
  ["logChiSquareAbove", [120, 1], -62.62770368803788],
  ["logChiSquareAbove", [5, 0.5], -4.687058510481543],
  ["logChiSquareAbove", [0.3, 3], -0.040792327973980615],
  ["logChiSquareAbove", [1, 0.5], -1.8739661438359683],
  ["logChiSquareBelow", [900, 999.5], -4.5058961228146925],
  ["logChiSquareBelow", [1e-6, 12], -93.63119807172684],
  ["logChiSquareBelow", [2, 25], -22.183547248773237],
  ["logChiSquareBelow", [120, 100], -0.0881829878871983],
  ["logChiSquareBelow", [0.01, 7], -21.001735849720475],
  ["logChiSquareBelow", [30, 100], -27.730164824577717],
  ["logChiSquareBelow", [2, 999.5], -2610.7746199736384],
  ["logChiSquareBelow", [11, 7], -0.1492183879540723],
  ["logChiSquareBelow", [0.3, 7], -9.20996661930971],
  ["logChiSquareBelow", [11, 999.5], -1763.317715827486],
  ["logGamma", [16.1], 28.173694494813546],
  ["logGamma", [10], 12.801827480081469],
  ["logGamma", [0.5], 0.5723649429247001],
  ["logGamma", [2.5], 0.2846828704729192],
  ["logGamma", [0.1], 2.252712651734206],
  ["logGamma", [1e-8], 18.42068073818021],
  ["logGamma", [15.9], 27.625493215168692],
  ["logGamma", [1.5], -0.12078223763524522],
  ["logGamma", [3], 0.6931471805599453],
  ["logGamma", [100], 359.1342053695754],
  ["logGamma", [10000000000.0], 220258509288.81058],
  ["logGamma", [1.9999], -4.227520877215346e-5],
] as readonly (readonly [string, readonly [number, number?], number])[];

const tails: Readonly<Record<string, (x: number, df: number) => number>> = {
  logNormalAbove,
  logStudentAbove,
  logChiSquareAbove,
  logChiSquareBelow,
};
for (const [name, tail] of Object.entries(tails)) {
  test(`${name} agrees with 40-digit arithmetic to 13 digits of the tail`, () => {
    const rows = anchors.filter((row) => row[0] === name);
    assert.ok(rows.length >= 8);
    for (const [, [x, df], expected] of rows) {
      const got = tail(x, df ?? 0);
      assert.ok(
        Math.abs(Math.expm1(got - expected)) <= 3e-14 * Math.max(1, Math.abs(expected)),
        `${x}, ${df}: ${got}`,
      );
    }
  });
}

test("ln gamma agrees with 40-digit arithmetic", () => {
  for (const [name, [x], expected] of anchors)
    if (name === "logGamma")
      near(logGamma(x), expected, 2e-15 + 1e-14 / Math.abs(expected), `logGamma(${x})`);
});

test("with one degree of freedom t is Cauchy, with two it is algebraic", () => {
  for (const t of [1e-8, 0.3, 1, 4.7, 63, 1e6, 1e200]) {
    near(studentAbove(t, 1), Math.atan2(1, t) / Math.PI, 1e-13, `t = ${t}`);
    if (t < 100) near(studentAbove(t, 2), 1 / (2 + t * t + t * Math.sqrt(2 + t * t)), 1e-13, `t = ${t}`);
  }
});

test("chi-square with two degrees of freedom is exponential, with one the square of a normal", () => {
  for (const x of [1e-9, 0.1, 1, 5, 100, 1400]) {
    near(logChiSquareAbove(x, 2), -x / 2, 1e-12);
    near(chiSquareAbove(x, 1), 2 * normalAbove(Math.sqrt(x)), 1e-12);
  }
});

test("the square of t is F with one numerator degree of freedom", () => {
  for (const df of [1, 4, 12.5, 300])
    for (const t of [0.01, 1, 2.2, 30]) near(fisherAbove(t * t, 1, df), 2 * studentAbove(t, df), 1e-12);
});

test("chi-square upper and lower tails of 12 df at 152.233 keep 26 decimal places", () => {
  // metafor 3.8-1, dat.bcg: QEp of Q = 152.2330080823733.
  near(chiSquareAbove(152.2330080823733, 12), 1.9967645908459738e-26, 1e-12);
});

test("tails no double can hold still have a logarithm", () => {
  near(logNormalAbove(1000), -500007.82669481216, 1e-14);
  near(logStudentAbove(1e200, 1), Math.log(1 / Math.PI) - 200 * Math.LN10, 1e-14);
  assert.equal(normalAbove(Number.POSITIVE_INFINITY), 0);
});

test("erfc and the normal tails are one another's complement", () => {
  near(erfc(0.5), 0.4795001221869535, 1e-15);
  for (const z of [-8, -2, -0.5, 0, 0.5, 2]) near(normalBelow(z) + normalAbove(z), 1, 1e-15);
});

test("critical values print as in every table", () => {
  near(normalQuantile(0.975), 1.959963984540054, 1e-15);
  near(studentQuantile(0.975, 12), 2.1788128296672284, 1e-14);
  near(chiSquareQuantileAbove(0.05, 3), 7.814727903251179, 1e-14);
  near(fisherQuantileAbove(0.05, 2, 10), 4.1028210151304, 1e-13);
});

test("a quantile put back gives its probability, in either tail and over 300 decades", () => {
  for (const p of [1e-300, 1e-40, 1e-5, 0.025, 0.2499, 0.25, 0.4, 0.49999, 0.5, 0.50001, 0.8, 0.999]) {
    const within = 4e-14 * Math.max(1, -Math.log(p));
    near(normalAbove(normalQuantileAbove(p)), p, within, "normal");
    for (const df of [1, 2, 5, 12, 1000]) {
      near(studentAbove(studentQuantileAbove(p, df), df), p, within, `t ${df}`);
      near(chiSquareAbove(chiSquareQuantileAbove(p, df), df), p, within, `chi ${df}`);
      if (p > 1e-100) near(chiSquareBelow(chiSquareQuantileBelow(p, df), df), p, within, `chi below ${df}`);
      if (p > 1e-100) near(fisherAbove(fisherQuantileAbove(p, df, 7), df, 7), p, within, `F ${df}`);
    }
  }
});

test("what is not a number has no tail, and costs no search", () => {
  const from = process.cpuUsage().user;
  for (let i = 0; i < 1000; i++)
    for (const tail of [
      studentAbove(Number.NaN, 3),
      chiSquareAbove(Number.NaN, 3),
      fisherAbove(Number.NaN, 2, 3),
    ])
      assert.ok(Number.isNaN(tail));
  // A loop run to its end for each of these took ten milliseconds.
  assert.ok(process.cpuUsage().user - from < 1e6);
});

test("what is no probability has no quantile", () => {
  for (const p of [-0.1, 1.1, Number.NaN]) {
    assert.ok(Number.isNaN(normalQuantile(p)));
    assert.ok(Number.isNaN(studentQuantile(p, 3)));
    assert.ok(Number.isNaN(chiSquareQuantileAbove(p, 3)));
  }
  assert.equal(studentQuantileAbove(0.5, 3), 0);
  assert.equal(normalQuantileAbove(0), Number.POSITIVE_INFINITY);
});
