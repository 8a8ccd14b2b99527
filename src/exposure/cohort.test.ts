import assert from "node:assert/strict";
import { test } from "node:test";
import { type Asked, bands, gathering, part, partsOf } from "./bands.ts";
import { type Cohort, cohortRows, subjectOf } from "./cohort.ts";
import { minutes } from "./clock.ts";
import { cohortOf } from "./expose-population.ts";
import { exp } from "./elementary.ts";
import { percentiles } from "./percentiles.ts";
import { linearSystem } from "./linear-system.ts";
import { propagator } from "./propagator.ts";
import { chance, normalQuantile } from "./random.ts";
import { readQuestion } from "./read-question.ts";
import {
  count,
  merge,
  percentilesOf,
  readSketch,
  sketch,
  sketchError,
  sketchErrorOf,
  writeSketch,
} from "./sketch.ts";
import { constellation, modes, place, starRows } from "./star.ts";
import { timeline } from "./timeline.ts";
import { trace } from "./trace.ts";

type Loose = Record<string, unknown>;
const one: Loose = {
  model: {
    compartments: [{ name: "central", volume: "20 L", vary: "V" }],
    flows: [{ from: "central", clearance: "5 L/h", vary: "CL" }],
    variability: { V: { cv: 0.25 }, CL: { omega2: 0.09 } },
    covariances: [{ between: ["V", "CL"], value: 0.03 }],
  },
  doses: [{ kind: "bolus", at: "0 h", amount: "100 mg" }],
  at: ["0 h", "1 h", "8 h"],
  unit: "mg/L",
  population: { n: 2000, seed: 5, percentiles: [5, 50, 95] },
};
function made(change: Loose = {}): { cohort: Cohort; asked: Asked } {
  const { question, issues } = readQuestion({ ...one, ...change }, "en-US");
  assert.ok(question, JSON.stringify(issues));
  return cohortOf(question);
}
const rowsOf = (cohort: Cohort, first: number, count: number): number[][] => {
  const rows: number[][] = [];
  cohortRows(cohort, first, count, (_, __, row) => rows.push(Array.from(row)));
  return rows;
};
const near = (actual: number, expected: number, relative: number): void =>
  assert.ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${actual}, expected ${expected}`);

test("percentiles are those of the sorted numbers with R's type 7 interpolation", () => {
  const source = chance(3);
  for (const n of [2, 5, 100, 4001]) {
    const row = new Float64Array(n);
    source.normals(n, 0, 0, row);
    for (let i = 0; i < n; i++) row[i] = i % 7 === 0 ? 0 : Math.exp(3 * row[i]!);
    const sorted = row.toSorted();
    const asked = [0, 2.5, 25, 50, 97.5, 100];
    const out = new Float64Array(asked.length);
    percentiles(asked, n).of(row, out);
    for (const [i, p] of asked.entries()) {
      const rank = (p / 100) * (n - 1);
      const [low, high] = [sorted[Math.floor(rank)]!, sorted[Math.ceil(rank)]!];
      assert.equal(out[i], low + (rank - Math.floor(rank)) * (high - low));
    }
  }
});

test("a sketch gives percentiles within the error it states, and its parts add up to it bit for bit", () => {
  const row = new Float64Array(50_000);
  chance(9).normals(0, 0, 0, row);
  for (let i = 0; i < row.length; i++) row[i] = Math.exp(2 * row[i]!);
  const whole = sketch(1);
  count(whole, 0, row);
  const parts = [0, 1, 2].map((third) => {
    const own = sketch(1);
    count(own, 0, row.slice(third * 17_000, Math.min(50_000, (third + 1) * 17_000)));
    return { subjects: 1, counts: writeSketch(own), inside: new Uint32Array(0) };
  });
  const sorted = row.toSorted();
  for (const p of [0.1, 5, 50, 99.9]) {
    near(percentilesOf(whole, 0, [p])[0]!, sorted[Math.floor((p / 100) * 49_999)]!, sketchError);
  }
  const merged = gathering({ subjects: 3, sites: 1, percentiles: [50] }, 1);
  for (const one of parts.toReversed()) merged.add(one);
  assert.equal(merged.bands().percentiles[0]![0], percentilesOf(whole, 0, [50])[0]);
  assert.deepEqual(writeSketch(readSketch(writeSketch(whole))), writeSketch(whole));
});

test("a bin holds more subjects than its counter, and what could not be computed is never taken for zero", () => {
  const row = new Float64Array(100_000).fill(1);
  row.fill(Number.NaN, 0, 10_000);
  row.fill(Number.POSITIVE_INFINITY, 10_000, 20_000);
  const whole = sketch(1);
  count(whole, 0, row);
  count(whole, 0, row);
  for (const one of [whole, readSketch(writeSketch(whole))]) {
    near(percentilesOf(one, 0, [50])[0]!, 1, sketchError);
    near(percentilesOf(one, 0, [79.9])[0]!, 1, sketchError);
    assert.ok(Number.isNaN(percentilesOf(one, 0, [80.1])[0]!));
  }
  merge(whole, readSketch(writeSketch(whole)));
  near(percentilesOf(whole, 0, [79.9])[0]!, 1, sketchError);
});

test("a sketch of many rows has wider bins, and says how wide", () => {
  const many = sketch(8000);
  const row = Float64Array.from({ length: 1000 }, (_, i) => 1 + i / 1000);
  count(many, 0, row);
  near(percentilesOf(many, 0, [50])[0]!, 1.5, sketchErrorOf(8000));
  assert.equal(sketchErrorOf(8000), 4 * sketchError);
});

test("the median and the spread of a log-normal cohort are what its parameters say", () => {
  const { cohort, asked } = made({ population: { n: 40_000, seed: 1, percentiles: [5, 50, 95] } });
  const found = bands(cohort, asked);
  const sd = Math.sqrt(Math.log1p(0.25 ** 2));
  // At once after the bolus the concentration is dose / V. Four standard errors of a quantile of 40,000.
  near(found.percentiles[1]![0]!, 5, 4 * 1.2533 * (sd / 200));
  near(found.percentiles[0]![0]!, 5 * Math.exp(normalQuantile(0.05) * sd), 4 * 2.1 * (sd / 200));
  near(found.percentiles[2]![0]!, 5 * Math.exp(normalQuantile(0.95) * sd), 4 * 2.1 * (sd / 200));
});

test("volumes and clearances are drawn together as their covariance says", () => {
  const { cohort } = made();
  const source = chance(5);
  let [vv, cc, vc] = [0, 0, 0];
  const n = 20_000;
  for (let s = 0; s < n; s++) {
    const { kinetics } = subjectOf(cohort, source, s);
    const v = Math.log(kinetics.compartments[0]!.volume! / 20_000);
    const c = Math.log((kinetics.regimes[0]!.linear[0]!.k * kinetics.compartments[0]!.volume!) / 5000);
    vv += v * v;
    cc += c * c;
    vc += v * c;
  }
  // Four standard errors of a variance: 4 sqrt(2 / n) = 4 %.
  near(vv / n, Math.log1p(0.0625), 0.04);
  near(cc / n, 0.09, 0.04);
  near(vc / n, 0.03, 0.1);
});

test("subject 700 is the same alone, among others, and in any order", () => {
  const { cohort } = made();
  const all = rowsOf(cohort, 0, 1000);
  assert.deepEqual(
    rowsOf(cohort, 700, 1).map(([value]) => value),
    all.map((row) => row[700]),
  );
  assert.deepEqual(
    rowsOf(cohort, 690, 20).map((row) => row[10]),
    all.map((row) => row[700]),
  );
});

test("parts of a large cohort, done in any order and cut anywhere, give the same bits", () => {
  const { cohort, asked } = made({
    population: { n: 3000, seed: 8, window: { low: "0.5 mg/L", high: "2 mg/L" } },
  });
  const cut = (pieces: readonly { first: number; count: number }[]): unknown => {
    const whole = gathering(asked, 3);
    for (const { first, count } of pieces) whole.add(part(cohort, asked, first, count)!);
    return whole.bands();
  };
  const usual = cut(partsOf(asked));
  assert.deepEqual(
    cut([
      { first: 1000, count: 2000 },
      { first: 0, count: 700 },
      { first: 700, count: 300 },
    ]),
    usual,
  );
});

test("the modes of a star agree with the general propagation, infusions and washout included", () => {
  const flows = [
    { from: 0, k: 0.4381 * 60 },
    { from: 0, to: 1, k: 0.5921 * 60 },
    { from: 1, to: 0, k: 0.247 * 60 },
    { from: 0, to: 2, k: 0.59 * 60 },
    { from: 2, to: 0, k: 0.0146 * 60 },
  ];
  const dosing = {
    boluses: [{ at: 7, into: 0, amount: 5, perKg: true }],
    infusions: [{ at: 0, until: 60, into: 0, rate: 3, perKg: false }],
  };
  const moments = Float64Array.from({ length: 300 }, (_, i) => 10 * i);
  for (const [used, star] of [
    [flows, modes(flows[0]!.k, flows[1]!.k, flows[2]!.k, flows[3]!.k, flows[4]!.k)],
    [flows.slice(0, 3), modes(flows[0]!.k, flows[1]!.k, flows[2]!.k, 0, 0)],
    [flows.slice(0, 1), modes(flows[0]!.k, 0, 0, 0, 0)],
  ] as const) {
    const found: number[] = [];
    const sky = constellation(3);
    for (const subject of [0, 1, 2]) place(sky, subject, star!, 1);
    starRows(timeline(dosing, moments, minutes, "after"), sky, [70, 70, 70], (_, row) => found.push(row[2]!));
    const input = { boluses: [{ at: 7, into: 0, amount: 350 }], infusions: dosing.infusions };
    const general = trace(
      [{ from: 0, propagator: propagator(linearSystem(3, used)) }],
      input,
      moments,
      minutes,
      [0],
      {
        atDose: "after",
      },
    );
    for (const [i, value] of general.entries()) if (value > 1e-250) near(found[i]!, value, 1e-11);
  }
});

test("modes that lie too close to be told apart are left to the general propagation", () => {
  assert.equal(modes(1, 0.5, 1, 0.5, 1), undefined);
});

test("a dose per kg follows each subject's own weight", () => {
  const { cohort } = made({
    model: { ...(one["model"] as Loose), variability: undefined, covariances: undefined },
    doses: [{ kind: "bolus", at: "0 h", amount: "1 mg/kg" }],
    patient: { weight: "70 kg" },
    population: { n: 100, seed: 2, weight: { cv: 0.2 } },
  });
  const source = chance(2);
  const [row] = rowsOf(cohort, 0, 100);
  for (let s = 0; s < 100; s++) near(row![s]! * 20, subjectOf(cohort, source, s).weight, 1e-14);
  assert.ok(new Set(row).size === 100);
});

test("what varies between occasions changes when an occasion begins, and never in between", () => {
  const { cohort } = made({
    model: { ...(one["model"] as Loose), variability: { CL: { occasion: 0.2 } }, covariances: undefined },
    at: { from: "0 h", to: "48 h", every: "1 h" },
    population: { n: 2, seed: 2, occasion: { every: "24 h" } },
  });
  const levels = rowsOf(cohort, 0, 1).map(([value]) => value!);
  const decay = (hour: number): number => levels[hour + 1]! / levels[hour]!;
  near(decay(3), decay(20), 1e-12);
  near(decay(25), decay(40), 1e-12);
  assert.ok(Math.abs(decay(3) - decay(30)) > 1e-3);
});

test("the share inside a window is the share of the subjects whose concentration is", () => {
  const { cohort, asked } = made({
    population: { n: 500, seed: 4, window: { low: "4 mg/L", high: "6 mg/L" } },
  });
  const [row] = rowsOf(cohort, 0, 500);
  const share = row!.filter((value) => value >= 4 && value <= 6).length / 500;
  assert.equal(bands(cohort, asked).inside![0], share);
  assert.ok(share > 0.3 && share < 0.9);
});

test("measurement error has the size the model gives it", () => {
  const regimen = {
    doses: [{ kind: "infusion", at: "0 h", rate: "20 mg/h", for: "10 h" }],
    at: ["5 h"],
    unit: "ng/mL",
  };
  const asks = { model: "simons2022", patient: { weight: "70 kg" }, ...regimen };
  const clean = rowsOf(made({ ...asks, population: { n: 4000, seed: 3 } }).cohort, 0, 4000);
  const noisy = rowsOf(made({ ...asks, population: { n: 4000, seed: 3, residual: true } }).cohort, 0, 4000);
  const ratios = noisy[0]!.map((value, s) => value / clean[0]![s]! - 1);
  // Four standard errors of a standard deviation of 4,000: 4.5 %.
  near(Math.sqrt(ratios.reduce((sum, r) => sum + r * r, 0) / 4000), 0.1095, 0.05);
});

test("the deterministic exponential is what subjects are made of", () => {
  const { cohort } = made({ population: { n: 2, seed: 11 } });
  const draws = new Float64Array(2);
  chance(11).normals(1, 0, 0, draws);
  const { kinetics } = subjectOf(cohort, chance(11), 1);
  near(kinetics.compartments[0]!.volume! / 20_000, exp(Math.sqrt(Math.log1p(0.0625)) * draws[0]!), 1e-15);
});

test("a cohort's sample at a bolus is before it or after it, as asked, by modes and by the general way", () => {
  for (const [atDose, first] of [
    ["before", 0],
    ["after", 5],
  ] as const) {
    const fixed = {
      model: { ...(one["model"] as Loose), variability: { V: { cv: 0 } }, covariances: undefined },
    };
    const { cohort } = made({ ...fixed, atDose });
    for (const one of [cohort, { ...cohort, central: false }])
      assert.deepEqual(rowsOf(one, 0, 2)[0], [first, first]);
  }
});

test("a population at steady state is each of its people at theirs", async () => {
  const asks = {
    ...one,
    doses: [{ kind: "infusion", at: "1 h", rate: "20 mg/h", for: "10 h" }],
    at: ["0 h", "4 h", "8 h"],
    steadyState: { every: "8 h" },
  };
  const { cohort } = made({ ...asks, population: { n: 3, seed: 6 } });
  const source = chance(6);
  const rows = rowsOf(cohort, 0, 3);
  for (let s = 0; s < 3; s++) {
    const { kinetics } = subjectOf(cohort, source, s);
    const [volume, k] = [kinetics.compartments[0]!.volume!, kinetics.regimes[0]!.linear[0]!.k];
    // The rate of one infusion at any phase, summed over all that were ever begun: 20 mg/h, twice over for two hours.
    const tail = (hours: number): number => Math.exp(-k * hours);
    const after = (hours: number): number => (20_000 / k / volume) * (tail(hours - 10) - tail(hours));
    const during = (hours: number): number => (20_000 / k / volume) * (1 - tail(hours));
    const older = (from: number): number => after(from) / (1 - tail(8));
    near(rows[0]![s]!, during(7) + older(15), 1e-11);
    near(rows[1]![s]!, during(3) + older(11), 1e-11);
    near(rows[2]![s]!, rows[0]![s]!, 1e-11);
  }
});
