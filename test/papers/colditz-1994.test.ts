// Colditz GA et al. (1994) Efficacy of BCG vaccine in the prevention of tuberculosis. JAMA 271:698-702; 13 trials as
// tabled in R's metadat (dat.bcg). Results: metafor 3.8-1, and the published risk ratio 0.49 (0.34 to 0.70), p. 698.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  egger,
  eggerMixed,
  families,
  leaveOneOut,
  mantelHaenszelTables,
  meanProblem,
  petoTables,
  pool,
  type Method,
  predictionInterval,
  qProfile,
  rankCorrelation,
  regress,
  revManTables,
  terms,
  trimAndFill,
} from "../../src/evidence/evidence.ts";
import { near } from "./near.ts";

// tpos, tneg, cpos, cneg, absolute latitude, year.
const trials = [
  [4, 119, 11, 128, 44, 1948],
  [6, 300, 29, 274, 55, 1949],
  [3, 228, 11, 209, 42, 1960],
  [62, 13536, 248, 12619, 52, 1977],
  [33, 5036, 47, 5761, 13, 1973],
  [180, 1361, 372, 1079, 44, 1953],
  [8, 2537, 10, 619, 19, 1973],
  [505, 87886, 499, 87892, 13, 1980],
  [29, 7470, 45, 7232, 27, 1968],
  [17, 1699, 65, 1600, 42, 1961],
  [186, 50448, 141, 27197, 18, 1974],
  [5, 2493, 3, 2338, 33, 1969],
  [27, 16886, 29, 17825, 33, 1976],
] as const;
const tables = trials.map(([ai, bi, ci, di]) => ({ ai, bi, ci, di }));
const effects = (measure: "RR" | "OR" | "RD") => {
  const all = tables.map((table) => families.table[measure](table)!);
  return [Float64Array.from(all, (e) => e.yi), Float64Array.from(all, (e) => e.vi)] as const;
};
const [y, v] = effects("RR");
const z = (method: Method, [yi, vi] = [y, v] as readonly [Float64Array, Float64Array]) =>
  pool(yi, vi, { method, test: "z", level: 0.95 });

test("the log risk ratios of the thirteen trials are as printed", () => {
  const yi = [
    -0.8893, -1.5854, -1.3481, -1.4416, -0.2175, -0.7861, -1.6209, 0.012, -0.4694, -1.3713, -0.3394, 0.4459,
    -0.0173,
  ];
  const vi = [
    0.3256, 0.1946, 0.4154, 0.02, 0.0512, 0.0069, 0.223, 0.004, 0.0564, 0.073, 0.0124, 0.5325, 0.0714,
  ];
  yi.forEach((value, i) => near(y[i]!, value, 5e-5));
  vi.forEach((value, i) => near(v[i]!, value, 5e-5));
});

test("each estimator gives the tabled mean, standard error and tau2", () => {
  const tabled = {
    DL: [-0.714117, 0.178742, 0.30876, 92.12],
    REML: [-0.714532, 0.179782, 0.313243, 92.22],
    ML: [-0.711199, 0.171897, 0.280028, 91.38],
    PM: [-0.714968, 0.180892, 0.318068, 92.33],
    EB: [-0.714968, 0.180892, 0.318069, 92.33],
    HE: [-0.715879, 0.18328, 0.328564, 92.56],
    HS: [-0.704535, 0.158652, 0.228363, 89.63],
    SJ: [-0.717249, 0.187059, 0.345516, 92.9],
  } as const;
  for (const [method, [estimate, se, tau2, I2]] of Object.entries(tabled)) {
    const got = z(method as Method);
    near(got.estimate, estimate, 1e-6);
    near(got.se, se, 1e-6);
    near(got.tau2, tau2, 1e-6);
    near(got.I2, I2, 5e-3);
  }
  const equal = z("EE");
  near(equal.estimate, -0.430285, 1e-6);
  near(equal.se, 0.040499, 1e-6);
  near(equal.Q, 152.233, 5e-5);
  near(Math.exp(z("DL").estimate), 0.49, 5e-3);
  near(Math.exp(z("DL").ci[0]), 0.34, 5e-3);
  near(Math.exp(z("DL").ci[1]), 0.7, 5e-3);
});

test("Hartung and Knapp widen the interval, and prediction intervals say where the next trial may lie", () => {
  const knha = pool(y, v, { method: "REML", test: "knha", level: 0.95 });
  near(knha.se, 0.180792, 1e-6);
  near(knha.ci[0], -1.108444, 1e-6);
  near(knha.ci[1], -0.320621, 1e-6);
  near(knha.p, 0.00192, 5e-6);
  const normal = predictionInterval(z("REML"), "z")!;
  near(Math.exp(normal[0]), 0.154634, 1e-6);
  near(Math.exp(normal[1]), 1.549028, 1e-6);
  const t = predictionInterval(z("REML"), "k-2")!;
  near(Math.exp(t[0]), 0.134206, 1e-6);
  near(Math.exp(t[1]), 1.784809, 1e-6);
  const profile = qProfile(meanProblem(y, v), 0.95)!;
  near(profile.tau2[0], 0.119718, 1e-6);
  near(profile.tau2[1], 1.111479, 1e-6);
  near(profile.I2[0], 81.92, 5e-3);
  near(profile.I2[1], 97.68, 5e-3);
});

test("Mantel-Haenszel, Peto and RevMan's random effects are as tabled", () => {
  const rr = mantelHaenszelTables(tables, "RR", 0.95);
  near(Math.exp(rr.estimate), 0.635267, 1e-6);
  near(Math.exp(rr.ci[0]), 0.588129, 1e-6);
  near(Math.exp(rr.ci[1]), 0.686184, 1e-6);
  near(Math.exp(mantelHaenszelTables(tables, "OR", 0.95).estimate), 0.622874, 1e-6);
  const rd = mantelHaenszelTables(tables, "RD", 0.95);
  near(rd.estimate, -0.003288, 1e-6);
  near(rd.ci[0], -0.00385, 1e-6);
  const peto = petoTables(tables, 0.95);
  near(peto.estimate, -0.474446, 1e-6);
  near(peto.se, 0.040659, 1e-6);
  const random = revManTables(tables, "RR", 0.95)!.mhRandom!;
  near(Math.exp(random.estimate), 0.48959, 1e-6);
  near(Math.exp(random.ci[0]), 0.34478, 1e-6);
  near(Math.exp(random.ci[1]), 0.695223, 1e-6);
  near(random.tau2, 0.309497, 1e-6);
  near(random.Q, 152.5676, 5e-5);
});

test("odds ratios and risk differences pool as tabled", () => {
  near(z("DL", effects("OR")).estimate, -0.747392, 1e-6);
  near(z("DL", effects("OR")).tau2, 0.366343, 1e-6);
  near(z("REML", effects("OR")).estimate, -0.745178, 1e-6);
  near(z("DL", effects("RD")).estimate, -0.007055, 1e-6);
  near(z("REML", effects("RD")).estimate, -0.025174, 1e-6);
});

test("latitude explains three quarters of the heterogeneity", () => {
  const fitted = regress(
    y,
    v,
    terms([{ name: "ablat", values: trials.map((trial) => trial[4]) }], 13, true),
    {
      method: "REML",
      test: "z",
      level: 0.95,
    },
  );
  assert.ok(fitted.dependent === undefined);
  const { coefficients, tau2, R2, QM, QE } = fitted.regression;
  // The table's last digits are of a fit stopped at metafor's default threshold: to 1e-5, tau2 and R2 to 1e-4.
  near(coefficients[0]!.estimate, 0.251464, 1e-5);
  near(coefficients[1]!.estimate, -0.029102, 1e-6);
  near(coefficients[1]!.se, 0.007196, 1e-6);
  near(tau2, 0.076355, 1e-5);
  near(R2!, 75.62, 1e-2);
  near(QM, 16.3571, 2e-3);
  near(QE, 30.7331, 5e-5);
});

test("the funnel's tests are as tabled", () => {
  near(eggerMixed(y, v, "REML", 0.95)!.z, -0.803329, 1e-6);
  near(egger(y, v)!.statistic, -1.401282, 1e-6);
  near(egger(y, v)!.p, 0.1887, 5e-5);
  near(rankCorrelation(y, v)!.tau, 0.025641, 1e-6);
  near(rankCorrelation(y, v)!.p, 0.9524, 5e-5);
  const filled = trimAndFill(y, v, "L0", { method: "REML", test: "z", level: 0.95 })!;
  assert.equal(filled.k0, 1);
  assert.equal(filled.side, "right");
  near(filled.estimate, -0.657083, 1e-6);
  const out = [
    -0.7071, -0.654, -0.6856, -0.6284, -0.7642, -0.7109, -0.6552, -0.7948, -0.7412, -0.653, -0.7579, -0.7598,
    -0.7775,
  ];
  leaveOneOut(y, v, "REML").forEach((fit, i) => near(fit.estimate, out[i]!, 5e-5));
});
