// Berkey CS, Hoaglin DC, Antczak-Bouckoms A, Mosteller F, Colditz GA. Meta-analysis of multiple outcomes by regression
// with random effects. Statistics in Medicine 1998;17:2537-2550: attachment level (AL) and probing depth (PD), table I.
import assert from "node:assert/strict";
import { test } from "node:test";
import { multilevel } from "../../src/evidence/multilevel/multilevel.ts";

/** Trial, outcome, effect, variance, covariance with the trial's other outcome. */
const rows: readonly (readonly [number, string, number, number, number])[] = [
  [1, "PD", 0.47, 0.0075, 0.003],
  [1, "AL", -0.32, 0.0077, 0.003],
  [2, "PD", 0.2, 0.0057, 0.0009],
  [2, "AL", -0.6, 0.0008, 0.0009],
  [3, "PD", 0.4, 0.0021, 0.0007],
  [3, "AL", -0.12, 0.0014, 0.0007],
  [4, "PD", 0.26, 0.0029, 0.0009],
  [4, "AL", -0.31, 0.0015, 0.0009],
  [5, "PD", 0.56, 0.0148, 0.0072],
  [5, "AL", -0.39, 0.0304, 0.0072],
];

const near = (actual: number, expected: number, within: number): void =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected}`);

const fit = (method: "ML" | "REML"): Exclude<ReturnType<typeof multilevel>, { fault: unknown }> => {
  const answer = multilevel(
    {
      yi: rows.map(([, , y]) => y),
      vi: rows.map(([, , , v]) => v),
      covariances: rows.flatMap(([, , , , c], i) =>
        i % 2 === 0 ? [{ row: i, column: i + 1, value: c }] : [],
      ),
      columns: ["AL", "PD"].map((name) => ({
        name,
        values: rows.map(([, outcome]) => (outcome === name ? 1 : 0)),
      })),
      random: [
        {
          name: "outcome in trial",
          groups: rows.map(([trial]) => trial),
          levels: rows.map(([, outcome]) => outcome),
          structure: "UN",
        },
      ],
    },
    { method, test: "z", level: 0.95 },
  );
  assert.ok(!("fault" in answer));
  return answer;
};

test("surgery against no surgery: both outcomes at once, by ML and by REML", () => {
  const likely = fit("ML").coefficients;
  near(likely[0]!.estimate, -0.337938, 1e-6);
  near(likely[0]!.se, 0.079763, 1e-6);
  near(likely[1]!.estimate, 0.344839, 1e-6);
  near(likely[1]!.se, 0.04946, 1e-6);
  const { coefficients, components } = fit("REML");
  near(coefficients[0]!.estimate, -0.339215, 1e-6);
  near(coefficients[0]!.se, 0.087905, 1e-6);
  near(coefficients[1]!.estimate, 0.353428, 1e-6);
  near(coefficients[1]!.se, 0.058849, 1e-6);
  near(components[0]!.variances[0]!, 0.032651, 1e-6);
  near(components[0]!.variances[1]!, 0.011733, 1e-6);
  near(components[0]!.correlations[0]!, 0.6088, 1e-5);
});
