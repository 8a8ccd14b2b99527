// The migraine and biom data of the R package DoseFinding (Bornkamp, Pinheiro, Bretz): pain-free patients after two
// hours over eight doses, and a normal endpoint over five doses of 20 patients. Expected values: R 4.2.2 (optim on the
// binomial likelihood; nls), facts of this project, § 4.3.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fitArms } from "../../src/evidence/dose-response/dose-response.ts";

const near = (actual: number, expected: number, within: number): void =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected}`);

const options = { level: 0.95, reference: 0, at: [] } as const;

/** Dose, pain-free, patients. */
const migraine = [
  [0, 13, 133],
  [2.5, 4, 32],
  [5, 5, 44],
  [10, 16, 63],
  [20, 12, 63],
  [50, 14, 65],
  [100, 14, 59],
  [200, 21, 58],
] as const;

test("freedom from pain rises to a plateau: the logistic Emax fit", () => {
  const curve = fitArms(
    migraine.map(([dose, xi, ni]) => ({ study: "migraine", dose, xi, ni })),
    { ...options, model: "emax" },
  )!;
  const [e0, emax] = curve.parameters;
  near(e0!.estimate, -2.214498, 1e-5);
  near(e0!.se!, 0.29487, 1e-5);
  near(emax!.estimate, 1.381962, 1e-5);
  near(emax!.se!, 0.34107, 1e-5);
  near(curve.ED50!.estimate, 9.479742, 1e-4);
  near(curve.ED50!.logSe!, 1.12181, 2e-5);
  near(curve.logLikelihood, -18.77226, 5e-6);
});

/** Dose, mean and standard deviation of 20 responses each. */
const biom = [
  [0, 0.344905396465, 0.516725691356807],
  [0.05, 0.456754284895, 0.490288886964405],
  [0.2, 0.81031577158, 0.739639379984156],
  [0.6, 0.934436926255, 0.764996560927648],
  [1, 0.948711416565, 0.947434820484141],
] as const;

test("a normal endpoint: the Emax fit by least squares", () => {
  const curve = fitArms(
    biom.map(([dose, mi, sdi]) => ({ study: "biom", dose, mi, sdi, ni: 20 })),
    { ...options, model: "emax" },
  )!;
  const [e0, emax] = curve.parameters;
  near(e0!.estimate, 0.3216168, 1e-5);
  near(e0!.se!, 0.1521132, 1e-5);
  near(emax!.estimate, 0.7463061, 1e-5);
  near(emax!.se!, 0.2357834, 1e-5);
  near(curve.ED50!.estimate, 0.1422007, 2e-5);
  // The error of log ED50 times ED50 is that of ED50; nls stopped within its own tolerance, DoseFinding gives 0.180462.
  near(curve.ED50!.logSe! * curve.ED50!.estimate, 0.1804824, 3e-5);
  near(curve.residual!.sd, 0.7060865, 1e-7);
  near(curve.residual!.sumOfSquares, 48.36014, 5e-6);
});
