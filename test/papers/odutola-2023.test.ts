// Odutola PO, Gupta R (2023) IV ketamine infusion therapy for chronic pain: a systematic review and meta-analysis.
// Medicine Advances, doi 10.1002/med4.45, abstract: 16 studies pooled by RevMan 5.4.1.
import assert from "node:assert/strict";
import { test } from "node:test";
import { triple } from "../../src/evidence/evidence.ts";
import { near } from "./near.ts";

const check = (ratio: boolean, estimate: string, ci: readonly [string, string], p: string, k?: number) =>
  triple({ ratio, estimate, ci, p, level: 0.95, k }, "en");

test("the review's pain difference, interval and p fit together, which does not make them right", () => {
  const pain = check(false, "-1.05", ["-1.72", "-0.39"], "0.002", 16);
  near(pain.se, 0.3393, 5e-5);
  near(pain.p.value, 0.00197, 5e-6);
  assert.deepEqual(pain.fits, { ci: true, p: true });
  assert.deepEqual(pain.warnings, []);
  assert.match(pain.note, /not thereby correct/);
  // Read as Hartung and Knapp's t with 15 degrees of freedom the same interval would have p 0.004: it is Wald's.
  assert.equal(pain.hartungKnapp?.fits, false);
  assert.deepEqual(pain.interval, ["wald"]);
});

test("its risk ratios of nausea, hallucination and sedation fit their p", () => {
  for (const [estimate, low, high, p, back] of [
    ["1.42", "0.84", "2.39", "0.19", 0.189],
    ["1.08", "0.67", "1.76", "0.75", 0.755],
    ["1.05", "0.24", "4.54", "0.95", 0.948],
  ] as const) {
    const found = check(true, estimate, [low, high], p);
    near(found.p.value, back, 5e-4);
    assert.deepEqual(found.fits, { ci: true, p: true });
    assert.deepEqual(found.warnings, []);
  }
});

test("its sleep difference of nothing has a p of one", () => {
  const sleep = check(false, "0.00", ["-0.12", "0.12"], "1.00");
  near(sleep.p.value, 1, 1e-12);
  assert.ok(sleep.p.low < 0.95);
  assert.deepEqual(sleep.fits, { ci: true, p: true });
});

test("Sigtermans (2009) printed standard errors: taken for deviations they give thirty times the weight", () => {
  // Pain 145:304, abstract: 2.68 ± 0.51 against 5.45 ± 0.48, 30 a group; difference -2.77 (-4.14, -1.40).
  const found = triple(
    {
      ratio: false,
      estimate: "-2.77",
      ci: ["-4.14", "-1.40"],
      level: 0.95,
      arms: [
        { mean: 2.68, sd: 0.51, n: 30 },
        { mean: 5.45, sd: 0.48, n: 30 },
      ],
    },
    "en",
  );
  assert.equal(found.warnings.length, 1);
  assert.match(found.warnings[0]!, /standard errors of the mean.*2\.79 and 2\.63/);
});
