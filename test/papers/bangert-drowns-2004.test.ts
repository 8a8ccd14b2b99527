// Bangert-Drowns RL, Hurley MM, Wilkinson B (2004) The effects of school-based writing-to-learn interventions on academic
// achievement. Review of Educational Research 74:29-58: 48 standardised differences, as tabled in R's metadat
// (dat.bangertdrowns2004). Results: metafor 3.8-1.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eggerMixed, type Method, pool, trimAndFill } from "../../src/evidence/evidence.ts";
import { near } from "./near.ts";

const studies = [
  [0.65, 0.07],
  [-0.75, 0.126],
  [-0.21, 0.042],
  [-0.04, 0.019],
  [0.23, 0.022],
  [0.03, 0.009],
  [0.26, 0.106],
  [0.06, 0.007],
  [0.06, 0.04],
  [0.12, 0.052],
  [0.77, 0.107],
  [0, 0.021],
  [0.52, 0.037],
  [0.54, 0.083],
  [0.2, 0.086],
  [0.2, 0.091],
  [-0.16, 0.167],
  [0.42, 0.052],
  [0.6, 0.091],
  [0.51, 0.065],
  [0.58, 0.073],
  [0.54, 0.061],
  [0.09, 0.1],
  [0.37, 0.06],
  [-0.01, 0.083],
  [-0.13, 0.037],
  [0.18, 0.069],
  [0.27, 0.018],
  [-0.02, 0.009],
  [0.33, 0.053],
  [0.59, 0.017],
  [0.84, 0.112],
  [-0.32, 0.06],
  [0.12, 0.044],
  [1.12, 0.129],
  [-0.12, 0.023],
  [-0.44, 0.205],
  [-0.07, 0.033],
  [0.7, 0.265],
  [0.49, 0.039],
  [0.2, 0.021],
  [0.58, 0.067],
  [0.15, 0.014],
  [0.63, 0.168],
  [0.04, 0.016],
  [1.46, 0.099],
  [0.04, 0.087],
  [0.25, 0.072],
] as const;
const y = Float64Array.from(studies, ([yi]) => yi);
const v = Float64Array.from(studies, ([, vi]) => vi);
const z = (method: Method) => pool(y, v, { method, test: "z", level: 0.95 });

test("writing to learn helps by a fifth of a standard deviation", () => {
  const got = z("REML");
  // The printed digits are of a fit stopped at a change of 1e-5.
  near(got.estimate, 0.22193, 1e-5);
  near(got.se, 0.046035, 1e-5);
  near(got.tau2, 0.049941, 1e-5);
  near(got.Q, 107.1061, 5e-5);
});

test("the funnel lacks seven studies, and with them the effect is smaller", () => {
  near(eggerMixed(y, v, "REML", 0.95)!.z, 2.490441, 1e-4);
  const filled = trimAndFill(y, v, "L0", { method: "REML", test: "z", level: 0.95 })!;
  assert.equal(filled.k0, 7);
  near(filled.estimate, 0.158576, 1e-5);
});
