// Konstantopoulos S. Fixed effects and variance components estimation in three-level meta-analysis. Research Synthesis
// Methods 2011;2:61-76: schools on a modified calendar, 56 effects in 11 districts (data after table 1).
import assert from "node:assert/strict";
import { test } from "node:test";
import { multilevel } from "../../src/evidence/multilevel/multilevel.ts";

/** District, school, effect, variance. */
const rows: readonly (readonly [number, number, number, number])[] = [
  [11, 1, -0.18, 0.118],
  [11, 2, -0.22, 0.118],
  [11, 3, 0.23, 0.144],
  [11, 4, -0.3, 0.144],
  [12, 1, 0.13, 0.014],
  [12, 2, -0.26, 0.014],
  [12, 3, 0.19, 0.015],
  [12, 4, 0.32, 0.024],
  [18, 1, 0.45, 0.023],
  [18, 2, 0.38, 0.043],
  [18, 3, 0.29, 0.012],
  [27, 1, 0.16, 0.02],
  [27, 2, 0.65, 0.004],
  [27, 3, 0.36, 0.004],
  [27, 4, 0.6, 0.007],
  [56, 1, 0.08, 0.019],
  [56, 2, 0.04, 0.007],
  [56, 3, 0.19, 0.005],
  [56, 4, -0.06, 0.004],
  [58, 1, -0.18, 0.02],
  [58, 2, 0, 0.018],
  [58, 3, 0, 0.019],
  [58, 4, -0.28, 0.022],
  [58, 5, -0.04, 0.02],
  [58, 6, -0.3, 0.021],
  [58, 7, 0.07, 0.006],
  [58, 8, 0, 0.007],
  [58, 9, 0.05, 0.007],
  [58, 10, -0.08, 0.007],
  [58, 11, -0.09, 0.007],
  [71, 1, 0.3, 0.015],
  [71, 2, 0.98, 0.011],
  [71, 3, 1.19, 0.01],
  [86, 1, -0.07, 0.001],
  [86, 2, -0.05, 0.001],
  [86, 3, -0.01, 0.001],
  [86, 4, 0.02, 0.001],
  [86, 5, -0.03, 0.001],
  [86, 6, 0, 0.001],
  [86, 7, 0.01, 0.001],
  [86, 8, -0.1, 0.001],
  [91, 1, 0.5, 0.01],
  [91, 2, 0.66, 0.011],
  [91, 3, 0.2, 0.01],
  [91, 4, 0, 0.009],
  [91, 5, 0.05, 0.013],
  [91, 6, 0.07, 0.013],
  [108, 1, -0.52, 0.031],
  [108, 2, 0.7, 0.031],
  [108, 3, -0.03, 0.03],
  [108, 4, 0.27, 0.03],
  [108, 5, -0.34, 0.03],
  [644, 1, 0.12, 0.087],
  [644, 2, 0.61, 0.082],
  [644, 3, 0.04, 0.067],
  [644, 4, -0.05, 0.067],
];

const near = (actual: number, expected: number, within: number): void =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected}`);

const data = {
  yi: rows.map(([, , y]) => y),
  vi: rows.map(([, , , v]) => v),
  columns: [{ name: "(Intercept)", values: rows.map(() => 1) }],
  clusters: rows.map(([district]) => district),
};
const school = { name: "district/school", groups: rows.map(([district, number]) => `${district}/${number}`) };
const district = { name: "district", groups: rows.map(([district]) => district) };

test("two levels give 0.128, three levels 0.185 with more between districts than within", () => {
  const options = { method: "REML", test: "z", level: 0.95 } as const;
  const two = multilevel({ ...data, random: [school] }, options);
  assert.ok(!("fault" in two));
  near(two.coefficients[0]!.estimate, 0.127932, 1e-6);
  near(two.coefficients[0]!.se, 0.04387, 1e-6);
  near(two.components[0]!.variances[0]!, 0.088438, 1e-6);
  const three = multilevel({ ...data, random: [district, school] }, options);
  assert.ok(!("fault" in three));
  near(three.coefficients[0]!.estimate, 0.184713, 1e-6);
  near(three.coefficients[0]!.se, 0.084556, 1e-6);
  near(three.components[0]!.variances[0]!, 0.065062, 1e-6);
  near(three.components[1]!.variances[0]!, 0.032737, 1e-6);
  near(three.CR2![0]!.se, 0.0845, 5e-5);
  near(three.CR2![0]!.df!, 9.86, 5e-3);
});

test("most of the variance lies above chance: 95 percent, two thirds of it between districts", () => {
  const answer = multilevel(
    { ...data, random: [district, school] },
    { method: "REML", test: "z", level: 0.95 },
  );
  assert.ok(!("fault" in answer));
  // metafor's page on I² for multilevel models: 95.19 in all, 63.32 between and 31.86 within districts.
  near(answer.I2![0]!.percent + answer.I2![1]!.percent, 95.19, 5e-3);
  near(answer.I2![0]!.percent, 63.32, 5e-3);
  near(answer.I2![1]!.percent, 31.86, 5e-3);
});
