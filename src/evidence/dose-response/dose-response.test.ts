// On metafor's word (3.8-1, rma.mv with random slopes, struct "GEN") for eight made-up trials whose true curve is a
// hyperbola; on simple reasoning for the rest.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { basisOf, knotsOf } from "./basis.ts";
import { type DoseModel, fitArms, synthesise, type SynthesisCurve } from "./dose-response.ts";
import type { DoseMethod } from "./dose-response.ts";

/** Trial, dose, mean, variance of the mean. */
const arms: readonly (readonly [number, number, number, number])[] = [
  [1, 0, -0.063, 0.0045],
  [1, 5, 0.337, 0.0079],
  [1, 10, 0.422, 0.018],
  [1, 40, 0.57, 0.0051],
  [2, 0, -0.024, 0.009],
  [2, 20, 0.764, 0.0041],
  [2, 80, 1.167, 0.0112],
  [3, 0, -0.028, 0.004],
  [3, 5, 0.272, 0.0072],
  [3, 10, 0.379, 0.0067],
  [3, 40, 0.633, 0.0114],
  [3, 80, 0.692, 0.0141],
  [4, 0, -0.107, 0.0131],
  [4, 40, 1.18, 0.0053],
  [4, 80, 1.08, 0.0158],
  [5, 0, -0.143, 0.0076],
  [5, 5, 0.491, 0.0086],
  [5, 20, 1.125, 0.0092],
  [5, 80, 1.375, 0.0067],
  [6, 0, -0.081, 0.0163],
  [6, 5, 0.45, 0.0145],
  [6, 20, 0.685, 0.01],
  [6, 40, 0.84, 0.01],
  [6, 80, 1.175, 0.0065],
  [7, 0, 0.035, 0.0107],
  [7, 5, 0.59, 0.0042],
  [7, 20, 1.192, 0.0034],
  [7, 40, 1.457, 0.0176],
  [7, 80, 1.721, 0.015],
  [8, 0, -0.064, 0.0086],
  [8, 5, 0.42, 0.0178],
  [8, 10, 0.459, 0.0082],
  [8, 20, 0.809, 0.0126],
  [8, 80, 1.054, 0.016],
];

function contrasts(list: typeof arms): Parameters<typeof synthesise>[0] {
  const rows: Parameters<typeof synthesise>[0]["rows"][number][] = [];
  const covariances: { row: number; column: number; value: number }[] = [];
  for (const trial of new Set(list.map(([study]) => study))) {
    const [base, ...others] = list.filter(([study]) => study === trial);
    const first = rows.length;
    for (const [study, dose, y, v] of others) {
      for (let column = first; column < rows.length; column++)
        covariances.push({ row: rows.length, column, value: base![3] });
      rows.push({ study: String(study), reference: base![1], dose, yi: y - base![2], vi: v + base![3] });
    }
  }
  return { rows, covariances };
}

const fit = (
  model: DoseModel,
  method: DoseMethod,
  options: { knots?: number[]; at?: number[]; list?: typeof arms } = {},
): SynthesisCurve =>
  synthesise(contrasts(options.list ?? arms), {
    model,
    method,
    level: 0.95,
    reference: 0,
    at: options.at ?? [],
    ...(options.knots && { knots: options.knots }),
  })!;

const near = (actual: number, expected: number, within: number, floor = 0): void =>
  assert.ok(
    Math.abs(actual - expected) <= within * Math.abs(expected) + floor,
    `${actual} is not ${expected} within ${within}`,
  );

test("a straight line with slopes that differ between trials is fitted as metafor fits it", () => {
  const told = {
    REML: [0.01337154347, 0.001104284951, 6.730823705e-6, -97.21566794],
    ML: [0.01336531784, 0.001035462519, 5.568256466e-6, -96.75297914],
  } as const;
  for (const method of ["REML", "ML"] as const) {
    const { parameters, tau2, logLikelihood, Q } = fit("linear", method);
    near(parameters[0]!.estimate, told[method][0], 1e-6);
    near(parameters[0]!.se!, told[method][1], 1e-5);
    near(tau2[0]!, told[method][2], 1e-4);
    near(logLikelihood, told[method][3], 1e-8);
    near(Q, 263.600651, 1e-8);
  }
});

test("a parabola and a spline through all trials are fitted as metafor fits them, random and common", () => {
  const parabola = fit("quadratic", "common");
  near(parabola.parameters[0]!.estimate, 0.03745342991, 1e-8);
  near(parabola.parameters[1]!.estimate, -0.0003051974911, 1e-8);
  near(parabola.parameters[1]!.se!, 2.604472996e-5, 1e-8);
  near(parabola.logLikelihood, -31.94651734, 1e-8);
  const random = fit("quadratic", "ML");
  near(random.parameters[0]!.estimate, 0.0425406631, 1e-5);
  near(random.parameters[0]!.se!, 0.006065037111, 1e-4);
  near(random.tau2[0]!, 0.0002504856219, 1e-3);
  near(random.tau2[1]!, 0.0002618912273e-4, 1e-3);
  near(random.correlations[0]!, -0.9972650535, 1e-4);
  assert.ok(random.logLikelihood >= -5.078336753 - 1e-8);
  const spline = fit("spline", "common", { knots: [5, 20, 80] });
  near(spline.parameters[0]!.estimate, 0.03413637716, 1e-8);
  near(spline.parameters[1]!.estimate, -0.06246891754, 1e-8);
  near(spline.parameters[1]!.se!, 0.005277861771, 1e-8);
  near(spline.logLikelihood, -30.55890978, 1e-8);
});

test("a hyperbola is fitted as metafor's likelihood, searched over ED50, says", () => {
  const common = fit("emax", "common");
  near(common.ED50!.estimate, 11.6897386, 1e-5);
  near(common.parameters[0]!.estimate, 1.310346886, 1e-6);
  near(common.logLikelihood, -6.958064364, 1e-8);
  const random = fit("emax", "ML");
  near(random.ED50!.estimate, 10.28950274, 1e-4);
  near(random.parameters[0]!.estimate, 1.312382349, 1e-5);
  near(random.tau2[0]!, 0.1139570503, 1e-4);
  assert.ok(random.logLikelihood >= 12.42440915 - 1e-7);
  // Among these shapes the true one is the most likely for its number of parameters.
  const criteria = (["linear", "quadratic", "spline", "emax"] as const).map(
    (model) => fit(model, "ML", { knots: [5, 20, 80] }).AIC,
  );
  assert.equal(Math.min(...criteria), criteria[3]);
});

test("the error of Emax allows for not knowing ED50: the profile's curvature is the whole information's inverse", () => {
  const [h, options] = [1e-3, { level: 0.95, reference: 0, at: [20], model: "emax" }] as const;
  const curve = fit("emax", "common", { at: [20] });
  // The full two-parameter likelihood of the common model by hand, differentiated twice.
  const { rows } = contrasts(arms);
  const whole = (emax: number, logED50: number): number => {
    let sum = 0;
    for (const study of new Set(rows.map((row) => row.study))) {
      const own = rows.filter((row) => row.study === study);
      const base = arms.find(([trial, dose]) => String(trial) === study && dose === 0)![3];
      const rest = own.map(({ yi, dose }) => yi - (emax * dose) / (Math.exp(logED50) + dose));
      const precision = own.map(({ vi }) => 1 / (vi - base));
      const weighted = rest.reduce((s, r, i) => s + r * precision[i]!, 0);
      const total = precision.reduce((s, w) => s + w, 0);
      // Sherman and Morrison: (D + base·11')⁻¹.
      sum +=
        rest.reduce((s, r, i) => s + r * r * precision[i]!, 0) - (weighted * weighted) / (1 / base + total);
    }
    return -0.5 * sum;
  };
  const [E, L] = [curve.parameters[0]!.estimate, Math.log(curve.ED50!.estimate)];
  const second = (a: number, b: number, c: number, d: number): number =>
    -(
      whole(E + a + c, L + b + d) -
      whole(E + a - c, L + b - d) -
      whole(E - a + c, L - b + d) +
      whole(E - a - c, L - b - d)
    ) /
    (4 * h * h);
  const [ee, ll, el] = [second(h, 0, h, 0), second(0, h, 0, h), second(h, 0, 0, h)];
  const determinant = ee * ll - el * el;
  near(curve.parameters[0]!.se!, Math.sqrt(ll / determinant), 1e-4);
  near(curve.ED50!.logSe!, Math.sqrt(ee / determinant), 1e-4);
  assert.equal(options.at.length, 1);
});

test("neither the order of trials nor the unit of dose changes the effect of a dose", () => {
  const base = fit("emax", "ML", { at: [10, 40] });
  fc.assert(
    fc.property(
      fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8], { minLength: 8 }),
      fc.constantFrom(0.001, 1, 1000),
      (order, unit) => {
        const list = order.flatMap((study) =>
          arms.filter(([own]) => own === study).map(([s, dose, y, v]) => [s, dose * unit, y, v] as const),
        );
        const other = fit("emax", "ML", { list, at: [10 * unit, 40 * unit] });
        other.points.forEach(({ estimate, se }, i) => {
          near(estimate, base.points[i]!.estimate, 1e-5);
          near(se!, base.points[i]!.se!, 1e-3);
        });
      },
    ),
    { numRuns: 5, seed: 4 },
  );
});

test("a restricted spline is straight beyond its outer knots and passes through a straight line", () => {
  const basis = basisOf("spline", [5, 20, 80]);
  const column = (dose: number): number => basis.at(dose)[1]!;
  assert.equal(column(0), 0);
  assert.equal(column(5), 0);
  near(column(120) - column(100), column(100) - column(80), 1e-12);
  assert.deepEqual(knotsOf([0, 10, 20, 30, 40]), [4, 20, 36]);
});

test("when the effect rises along a straight line, ED50 has no upper limit and says so", () => {
  const straight = [0, 10, 20, 40, 80].map((dose) => ({ study: "1", dose, mi: dose / 10, sdi: 1, ni: 30 }));
  const { ED50 } = fitArms(straight, { model: "emax", level: 0.95, reference: 0, at: [] })!;
  assert.equal(ED50!.edge, "high");
  assert.equal(ED50!.interval[1], null);
});

test("a trial in which nobody responds has no finite logistic fit", () => {
  const none = [0, 10, 20].map((dose) => ({ study: "1", dose, xi: 0, ni: 20 }));
  assert.equal(fitArms(none, { model: "linear", level: 0.95, reference: 0, at: [] }), undefined);
});
