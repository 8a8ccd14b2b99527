// Lee A, Done ML (2004) Stimulation of the wrist acupuncture point P6 for preventing postoperative nausea and vomiting.
// Cochrane Database of Systematic Reviews CD003281: nausea in 16 trials, as tabled in R's metadat (dat.lee2004).
// Results: metafor 3.8-1.
import { test } from "node:test";
import { families, type Method, pool } from "../../src/evidence/evidence.ts";
import { near } from "./near.ts";

// Nauseous and all, stimulated; nauseous and all, sham.
const trials = [
  [18, 100, 20, 100],
  [5, 50, 18, 50],
  [9, 20, 7, 20],
  [32, 135, 31, 139],
  [9, 23, 10, 23],
  [11, 18, 12, 18],
  [69, 122, 80, 122],
  [3, 25, 12, 25],
  [1, 30, 1, 30],
  [11, 30, 19, 30],
  [7, 44, 16, 39],
  [4, 47, 6, 47],
  [1, 30, 13, 30],
  [24, 40, 71, 80],
  [16, 50, 53, 88],
  [28, 110, 25, 111],
] as const;
const effects = trials.map(([ai, n1i, ci, n2i]) =>
  families.table.RR({ ai, bi: n1i - ai, ci, di: n2i - ci })!,
);
const y = Float64Array.from(effects, (e) => e.yi);
const v = Float64Array.from(effects, (e) => e.vi);
const z = (method: Method) => pool(y, v, { method, test: "z", level: 0.95 });

test("stimulation at P6 lowers the risk of nausea to 0.73 of that after sham", () => {
  near(z("DL").estimate, -0.320298, 1e-6);
  near(z("DL").se, 0.102173, 1e-6);
  near(z("DL").tau2, 0.065888, 1e-6);
  near(z("DL").Q, 30.2238, 5e-5);
  near(Math.exp(z("DL").estimate), 0.726, 5e-4);
  near(Math.exp(z("DL").ci[0]), 0.594, 5e-4);
  near(Math.exp(z("DL").ci[1]), 0.887, 5e-4);
  // REML's printed digits are of a fit stopped at a change of 1e-5.
  near(z("REML").estimate, -0.314507, 1e-5);
  near(z("REML").tau2, 0.055388, 2e-5);
});
