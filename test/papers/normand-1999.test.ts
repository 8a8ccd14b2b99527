// Normand SL (1999) Meta-analysis: formulating, evaluating, combining, and reporting. Statistics in Medicine
// 18:321-359, Table 5: length of stay after stroke, specialist against routine care. Results: metafor 3.8-1.
import { test } from "node:test";
import { families, pool, type Method } from "../../src/evidence/evidence.ts";
import { near } from "./near.ts";

// Edinburgh, Orpington mild, moderate, severe, Montreal home, transfer, Newcastle, Umeå, Uppsala.
const hospitals = [
  [155, 55, 47, 156, 75, 64],
  [31, 27, 7, 32, 29, 4],
  [75, 64, 17, 71, 119, 29],
  [18, 66, 20, 18, 137, 48],
  [8, 14, 8, 13, 18, 11],
  [57, 19, 7, 52, 18, 4],
  [34, 52, 45, 33, 41, 34],
  [110, 21, 16, 183, 31, 27],
  [60, 30, 27, 52, 23, 20],
] as const;

const pooled = (measure: "MD" | "SMD" | "SMDH" | "ROM", method: Method, test: "z" | "knha" = "z") => {
  const all = hospitals.map(([n1i, m1i, sd1i, n2i, m2i, sd2i]) =>
    families.means[measure]({ n1i, m1i, sd1i, n2i, m2i, sd2i })!,
  );
  return pool(
    Float64Array.from(all, (e) => e.yi),
    Float64Array.from(all, (e) => e.vi),
    { method, test, level: 0.95 },
  );
};

test("mean differences, with unpooled variances, pool as tabled", () => {
  near(pooled("MD", "EE").estimate, -3.463613, 1e-6);
  near(pooled("MD", "EE").se, 0.764828, 1e-6);
  near(pooled("MD", "EE").Q, 238.9158, 5e-5);
  near(pooled("MD", "DL").estimate, -13.981722, 1e-6);
  near(pooled("MD", "DL").se, 5.126698, 1e-6);
  near(pooled("MD", "DL").tau2, 205.409375, 1e-6);
  near(pooled("MD", "DL").I2, 96.65, 5e-3);
  near(pooled("MD", "REML").estimate, -15.106027, 1e-5);
  near(pooled("MD", "REML").se, 8.946553, 1e-5);
  near(pooled("MD", "DL", "knha").se, 8.736807, 1e-6);
  near(pooled("MD", "DL", "knha").ci[0], -34.128834, 1e-6);
  near(pooled("MD", "DL", "knha").ci[1], 6.16539, 1e-6);
});

test("standardised differences with the exact correction pool as tabled", () => {
  near(pooled("SMD", "EE").estimate, -0.410611, 1e-6);
  near(pooled("SMD", "DL").estimate, -0.530737, 1e-6);
  near(pooled("SMD", "DL").tau2, 0.539714, 1e-6);
  near(pooled("SMD", "REML").estimate, -0.537108, 1e-6);
  near(pooled("SMD", "REML").tau2, 0.790843, 1e-5);
  near(pooled("SMDH", "EE").estimate, -0.394121, 1e-6);
  near(pooled("SMDH", "DL").estimate, -0.522924, 1e-6);
  near(pooled("SMDH", "DL").se, 0.247235, 1e-6);
  near(pooled("SMDH", "REML").estimate, -0.533246, 1e-6);
});

test("log ratios of means pool as tabled", () => {
  near(pooled("ROM", "EE").estimate, -0.302779, 1e-6);
  near(pooled("ROM", "DL").estimate, -0.217685, 1e-6);
  near(pooled("ROM", "DL").tau2, 0.113765, 1e-6);
  near(pooled("ROM", "REML").estimate, -0.218366, 1e-6);
  near(pooled("ROM", "REML").se, 0.117775, 1e-6);
});
