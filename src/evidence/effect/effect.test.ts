import assert from "node:assert/strict";
import { test } from "node:test";
import { families, familyOf, isRatio, measures } from "./effect.ts";
import { smallSample } from "./means.ts";

const near = (got: number | undefined, expected: number, within: number): void =>
  assert.ok(
    Math.abs((got ?? Number.NaN) - expected) <= within * Math.max(1, Math.abs(expected)),
    `${got}, expected ${expected}`,
  );

test("Hedges' exact correction is 1/sqrt(pi) for two degrees of freedom and tends to 1 - 3/(4m - 1)", () => {
  near(smallSample(2), 1 / Math.sqrt(Math.PI), 1e-14);
  assert.ok(Number.isNaN(smallSample(1)));
  // It is computed in two ways, below and from 60: J(m) J(m + 1) is (m - 1) / sqrt(m (m + 1)) throughout.
  for (const m of [57, 58, 59, 60, 61])
    near(smallSample(m) * smallSample(m + 1) * Math.sqrt((m * (m + 1)) / 4), (m - 1) / 2, 1e-13);
  near(smallSample(1e6), 1 - 3 / (4e6 - 1), 1e-11);
});

test("measures whose data sets are not at hand agree with metafor 3.8-1 on three made-up trials", () => {
  const trials = [
    { m1i: 5, sd1i: 1, n1i: 2, m2i: 4, sd2i: 1.5, n2i: 2 },
    { m1i: 3, sd1i: 2, n1i: 12, m2i: 5, sd2i: 1.2, n2i: 10 },
    { m1i: 2.5, sd1i: 1.5, n1i: 30, m2i: 2, sd2i: 0.7, n2i: 25 },
  ];
  const expected = {
    SMDH: [
      [0.442586722442, 0.654513545355],
      [-1.16652909371, 0.213986505117],
      [0.421100378882, 0.0716318138508],
    ],
    CVR: [
      [-0.628608659422, 1.0903125],
      [1.01155023743, 0.143807138047],
      [0.53540454671, 0.0549747126437],
    ],
  } as const;
  for (const measure of ["SMDH", "CVR"] as const)
    trials.forEach((trial, i) => {
      const got = families.means[measure](trial)!;
      near(got.yi, expected[measure][i]![0]!, 1e-11);
      near(got.vi, expected[measure][i]![1]!, 1e-11);
    });
});

test("split at both medians, the tetrachoric correlation is the sine of the share", () => {
  // Sheppard (1899): P(both above) = 1/4 + arcsin(r) / (2 pi).
  for (const share of [0.05, 0.2, 0.25, 0.31, 0.45]) {
    const n = 1000;
    const table = { ai: share * n, bi: (0.5 - share) * n, ci: (0.5 - share) * n, di: share * n };
    near(families.table.RTET(table)!.yi, Math.sin(2 * Math.PI * (share - 0.25)), 1e-12);
  }
});

test("turning a table's columns turns the sign of its tetrachoric correlation, not its variance", () => {
  const one = families.table.RTET({ ai: 93, bi: 17, ci: 130, di: 760 })!;
  const other = families.table.RTET({ ai: 17, bi: 93, ci: 760, di: 130 })!;
  near(one.yi, -other.yi, 1e-12);
  near(one.vi, other.vi, 1e-11);
});

test("a hazard ratio comes from its interval or from the log rank's O - E", () => {
  const fromInterval = families.hazard.HR({ hr: 0.8, lower: 0.64, upper: 1 })!;
  near(fromInterval.yi, Math.log(0.8), 1e-15);
  near(Math.sqrt(fromInterval.vi), Math.log(1 / 0.64) / (2 * 1.959963984540054), 1e-14);
  const logRank = families.hazard.OE({ OmE: -6, V: 20 })!;
  assert.deepEqual(logRank, { yi: -0.3, vi: 0.05 });
  assert.equal(families.hazard.HR({ hr: 0.8 }), null);
});

test("odds ratios of a turned table are reciprocal, whatever is empty", () => {
  for (const table of [
    { ai: 3, bi: 7, ci: 5, di: 9 },
    { ai: 0, bi: 7, ci: 5, di: 9 },
  ]) {
    const turned = { ai: table.ci, bi: table.di, ci: table.ai, di: table.bi };
    for (const measure of ["OR", "RR", "RD", "AS", "PETO"] as const) {
      near(families.table[measure](table)!.yi, -families.table[measure](turned)!.yi, 1e-12);
      near(families.table[measure](table)!.vi, families.table[measure](turned)!.vi, 1e-12);
    }
  }
});

test("every measure has one family, and ratios are known by name", () => {
  assert.equal(measures.length, 35);
  assert.equal(new Set(measures).size, measures.length);
  assert.equal(familyOf["RTET"], "table");
  assert.ok(isRatio("HR") && isRatio("ROM") && !isRatio("SMD") && !isRatio("YUQ"));
});
