// Raudenbush SW, Bryk AS (1985) Empirical Bayes meta-analysis. Journal of Educational Statistics 10:75-98: teacher
// expectancy, 19 studies, as tabled in R's metadat (dat.raudenbush1985). Results: metafor 3.8-1, as the paper prints.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pool, regress, shrink, terms } from "../../src/evidence/evidence.ts";
import { near } from "./near.ts";

const weeks = [2, 21, 19, 0, 0, 3, 17, 24, 0, 1, 0, 0, 1, 2, 17, 5, 1, 2, 7];
const y = Float64Array.from([
  0.03, 0.12, -0.14, 1.18, 0.26, -0.06, -0.02, -0.32, 0.27, 0.8, 0.54, 0.18, -0.02, 0.23, -0.18, -0.06, 0.3,
  0.07, -0.07,
]);
const v = Float64Array.from([
  0.0156, 0.0216, 0.0279, 0.1391, 0.1362, 0.0106, 0.0106, 0.0484, 0.0269, 0.063, 0.0912, 0.0497, 0.0835,
  0.0841, 0.0253, 0.0279, 0.0193, 0.0088, 0.0303,
]);

test("the mean effect of expectancy is small, and studies differ", () => {
  const got = pool(y, v, { method: "REML", test: "z", level: 0.95 });
  // The printed digits are of a fit stopped at a change of 1e-5 in tau2; converged it is 0.083701.
  near(got.estimate, 0.083708, 1e-5);
  near(got.se, 0.051646, 1e-5);
  near(got.tau2, 0.018826, 1e-5);
  near(got.Q, 35.8295, 5e-5);
});

test("weeks of prior contact, capped at three, explain all of it", () => {
  const capped = weeks.map((week) => Math.min(week, 3));
  const fitted = regress(y, v, terms([{ name: "weeks", values: capped }], 19, true), {
    method: "REML",
    test: "z",
    level: 0.95,
  });
  assert.ok(fitted.dependent === undefined);
  near(fitted.regression.coefficients[0]!.estimate, 0.407187, 2e-5);
  near(fitted.regression.coefficients[1]!.estimate, -0.157245, 2e-5);
  near(fitted.regression.tau2, 0, 1e-5);
});

test("each study's own effect is drawn towards the mean", () => {
  const own = shrink(y, v, "REML");
  near(own[0]!.estimate, 0.054337, 1e-5);
  near(own[1]!.estimate, 0.100609, 1e-5);
  near(own[2]!.estimate, -0.006425, 2e-5);
});
