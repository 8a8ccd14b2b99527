import assert from "node:assert/strict";
import { test } from "node:test";
import type { Clock } from "./clock.ts";
import type { Cohort } from "./cohort.ts";
import { cohortOf } from "./expose-population.ts";
import { fit } from "./fit.ts";
import { readQuestion } from "./read-question.ts";
import { fitWarning, simulationOnly } from "./simulation-only.ts";
import { planTarget } from "./target.ts";

const hourly: Clock = { perHour: 1 };
const near = (actual: number, expected: number, relative: number): void =>
  assert.ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${actual}, expected ${expected}`);

function cohort(change: Record<string, unknown> = {}): Cohort {
  const { question, issues } = readQuestion(
    {
      model: {
        compartments: [{ name: "central", volume: "20 L", vary: "V" }],
        flows: [{ from: "central", clearance: "5 L/h", vary: "CL" }],
        variability: { V: { omega2: 0.04 }, CL: { omega2: 0.09 } },
      },
      doses: [{ kind: "bolus", at: "0 h", amount: "100 mg" }],
      at: ["0 h", "2 h", "8 h"],
      population: { n: 2, seed: 5 },
      ...change,
    },
    "en-US",
  );
  assert.ok(question, JSON.stringify(issues));
  return cohortOf(question).cohort;
}
const logarithmic = [{ proportional: 0, logarithmic: 0.1, additive: 0 }];

test("one measurement right after a bolus moves the volume as normal theory says, and the clearance not at all", () => {
  // Prior N(0, w2) for ln V, measurement of -ln V with variance s2: mean w2/(w2+s2) of the way, spread s2/(w2+s2) left.
  const [w2, s2] = [0.04, 0.01];
  const found = fit(cohort(), [{ at: 0, site: 0, value: 4 }], logarithmic, {
    subjects: 4000,
    percentiles: [50],
  })!;
  const [volume, clearance] = found.parameters;
  near(volume!.factor, Math.exp((Math.log(5 / 4) * w2) / (w2 + s2)), 1e-6);
  near(volume!.left, Math.sqrt(s2 / (w2 + s2)), 1e-4);
  near(clearance!.factor, 1, 1e-6);
  near(clearance!.left, 1, 1e-4);
  // The weighted cohort's median is the same posterior, to the noise of its effective size.
  near(found.posterior[0]![0]!, 5 / Math.exp((Math.log(5 / 4) * w2) / (w2 + s2)), 0.02);
  near(found.prior[0]![0]!, 5, 0.02);
  assert.deepEqual(found.warnings, []);
});

test("many exact measurements find the person they came from", () => {
  const [volume, clearance] = [20 * 1.3, 5 * 0.6];
  const moments = [0, 1, 2, 4, 8, 12];
  const observations = moments.map((at) => ({
    at,
    site: 0,
    value: (100 / volume) * Math.exp((-clearance / volume) * at),
  }));
  const found = fit(cohort(), observations, [{ proportional: 0.001, logarithmic: 0, additive: 0 }], {
    subjects: 500,
    percentiles: [50],
  })!;
  near(found.parameters[0]!.factor, 1.3, 1e-3);
  near(found.parameters[1]!.factor, 0.6, 1e-3);
  for (const [i, { value }] of observations.entries()) near(found.measured[i]!.fitted, value, 1e-3);
  // However narrow the posterior is, people are drawn where it lies: it is carried by most of them.
  assert.ok(found.effective > 200, `${found.effective}`);
  assert.deepEqual(found.warnings, []);
});

test("the whole posterior is the normal one of theory: its 5 and 95% lie 1.645 of its deviations from its middle", () => {
  const [w2, s2] = [0.04, 0.01];
  const found = fit(cohort(), [{ at: 0, site: 0, value: 4 }], logarithmic, {
    subjects: 8000,
    percentiles: [5, 95],
  })!;
  const middle = (Math.log(5 / 4) * w2) / (w2 + s2);
  const deviation = Math.sqrt((w2 * s2) / (w2 + s2));
  // At 0 h the concentration is the dose over the volume: its logarithm is normal too.
  near(found.posterior[0]![0]!, 5 / Math.exp(middle + 1.645 * deviation), 0.02);
  near(found.posterior[1]![0]!, 5 / Math.exp(middle - 1.645 * deviation), 0.02);
  near(found.prior[0]![0]!, 5 / Math.exp(1.645 * Math.sqrt(w2)), 0.02);
});

test("a fit that is stopped stands on those drawn so far; stopped at once it is none", () => {
  let asked = 0;
  const some = fit(cohort(), [{ at: 0, site: 0, value: 4 }], logarithmic, {
    subjects: 1000,
    percentiles: [50],
    stopped: () => ++asked > 30,
  })!;
  assert.ok(some.subjects < 1000 && some.subjects >= 100, `${some.subjects}`);
  assert.equal(
    fit(cohort(), [{ at: 0, site: 0, value: 4 }], logarithmic, {
      subjects: 10,
      percentiles: [50],
      stopped: () => true,
    }),
    undefined,
  );
});

test("a vague measurement is said to say little, one like nobody's is said to be unlike the population", () => {
  const vague = fit(
    cohort(),
    [{ at: 8, site: 0, value: 0.7 }],
    [{ proportional: 0, logarithmic: 3, additive: 0 }],
    { subjects: 500, percentiles: [50] },
  )!;
  assert.deepEqual(vague.warnings, ["says little"]);
  const odd = fit(cohort(), [{ at: 0, site: 0, value: 50 }], logarithmic, {
    subjects: 500,
    percentiles: [50],
  })!;
  assert.deepEqual(odd.warnings, ["unlike the population", "does not fit"]);
  assert.match(fitWarning("unlike the population", "en-US"), /Hardly anyone/);
  assert.match(fitWarning("says little", "zh-CN"), /几乎不能说明/);
  assert.match(simulationOnly("en-GB"), /outside patient records, no export to a pump/);
});

const kinetics = (): Cohort["kinetics"] extends (...args: never) => infer K ? K : never =>
  cohort().kinetics(new Map(), 0);

test("a planned infusion stands at its target at the end of every step and settles at clearance times target", () => {
  const steps = planTarget(
    kinetics(),
    "central",
    [
      { from: 0, concentration: 2 },
      { from: 10, concentration: 1 },
    ],
    { every: 1, until: 60, fastest: 1e9 },
    hourly,
  )!;
  assert.ok(steps.slice(0, 10).every(({ reached, missed }) => !missed && Math.abs(reached - 2) < 1e-12));
  near(steps[5]!.rate, 2 * 5000, 1e-12);
  near(steps.at(-1)!.rate, 1 * 5000, 1e-12);
  // On the way down nothing is given, and it is said that the level stands above the target.
  assert.equal(steps[10]!.rate, 0);
  assert.equal(steps[10]!.missed, "above");
});

test("a rate that would be too fast is held at the fastest and the miss is told", () => {
  const [first] = planTarget(
    kinetics(),
    "central",
    [{ from: 0, concentration: 2 }],
    { every: 1, until: 5, fastest: 8000 },
    hourly,
  )!;
  assert.equal(first!.rate, 8000);
  assert.equal(first!.missed, "too fast");
  assert.ok(first!.reached < 2);
});
