// On metafor's word: every step-function block of the reference files; the likelihood must not be lower than the best
// of its four optimisers.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import { selectionLikelihood, selectionModel } from "./likelihood.ts";
import { selection, type SelectionAnswer, type SelectionOptions } from "./selection.ts";

const folder = join(
  resolve(process.env["THECA_SHARED"] ?? join(import.meta.dirname, "../../../../shared")),
  "reference/metafor",
);
const skip = existsSync(folder) ? false : "the reference results are not beside this checkout";

const fit = (
  yi: readonly number[],
  vi: readonly number[],
  options: Partial<SelectionOptions>,
): SelectionAnswer => selection(yi, vi, { alternative: "greater", steps: [0.025], level: 0.95, ...options });

const near = (actual: number, expected: number, within: number, floor: number, what: string): void =>
  assert.ok(
    Math.abs(actual - expected) <= within * Math.abs(expected) + floor,
    `${what}: ${actual} is not ${expected}`,
  );

interface Reference {
  alternative: "greater" | "less";
  ll: number;
  b: number;
  tau2: number;
  delta2: number;
  LRT: number;
}

test("the three-parameter model is fitted at least as well as by metafor's four optimisers", { skip }, () => {
  let count = 0;
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
    const file = JSON.parse(readFileSync(join(folder, name), "utf8"));
    for (const analysis of file.analyses) {
      const told: Reference | undefined = analysis.selmodel_step025;
      if (!told) continue;
      count += 1;
      const rows = analysis.yi
        ? (analysis.yi as (number | null)[]).map((yi, i) => [yi, analysis.vi[i]])
        : file.rows.map((row: number[], at: number) => {
            if (analysis.rows_subset && !analysis.rows_subset.includes(at + 1)) return [null, null];
            const cell = (key: string): number => row[file.columns.indexOf(analysis.args[key])]!;
            return [cell("yi"), analysis.args.vi ? cell("vi") : cell("sei") ** 2];
          });
      const used = (rows as [number | null, number | null][]).filter(
        (row): row is [number, number] => row[0] !== null && row[1] !== null,
      );
      const answer = fit(
        used.map(([y]) => y),
        used.map(([, v]) => v),
        { alternative: told.alternative },
      );
      const where = `${name} ${analysis.id}`;
      assert.ok(answer.logLikelihood >= told.ll - 1e-6, `${where}: ${answer.logLikelihood} below ${told.ll}`);
      // A reference that stopped lower is no reference for the estimates.
      if (answer.logLikelihood > told.ll + 1e-6) continue;
      near(answer.estimate, told.b, 1e-5, 1e-5 * (answer.se ?? 1), `${where} b`);
      // What lies at the boundary is zero, not next to it.
      if (told.tau2 < 1e-8) assert.equal(answer.tau2, 0, `${where} tau2`);
      near(answer.tau2, told.tau2, 1e-4, 1e-8, `${where} tau2`);
      near(answer.weights[1]!.delta, told.delta2, 1e-4, 1e-6, `${where} delta2`);
      near(answer.LRT, told.LRT, 1e-4, 1e-5, `${where} LRT`);
    }
  }
  assert.ok(count > 20, `${count} blocks`);
});

const study = fc.record({
  y: fc.double({ min: -3, max: 3, noNaN: true }),
  v: fc.double({ min: 0.01, max: 2, noNaN: true }),
});

test("favouring low results mirrors favouring high ones", () => {
  fc.assert(
    fc.property(fc.array(study, { minLength: 2, maxLength: 16 }), (studies) => {
      const yi = studies.map(({ y }) => y);
      const vi = studies.map(({ v }) => v);
      const options = { steps: [0.3], level: 0.95 } as const;
      const [up, down] = [
        selection(yi, vi, { ...options, alternative: "greater" }),
        selection(
          yi.map((y) => -y),
          vi,
          { ...options, alternative: "less" },
        ),
      ];
      near(down.logLikelihood, up.logLikelihood, 1e-8, 1e-8, "log-likelihood");
      assert.ok(Number.isFinite(up.estimate) && up.tau2 >= 0 && up.weights[1]!.delta > 0);
    }),
    { numRuns: 40, seed: 6 },
  );
});

test("no point of a coarse lattice is likelier than the summit, with two steps as with one", () => {
  const yi = [0.9, 0.5, 0.7, 0.1, 0.3, -0.2, 1.1, 0.45, 0.2, 0.05];
  const vi = [0.1, 0.04, 0.06, 0.05, 0.02, 0.08, 0.2, 0.03, 0.01, 0.02];
  for (const alternative of ["greater", "two-sided"] as const) {
    const answer = fit(yi, vi, { alternative, steps: [0.05, 0.4] });
    const model = selectionModel(yi, vi, [0.05, 0.4], alternative);
    for (const mu of [-0.5, 0, 0.2, 0.4, 0.8])
      for (const theta of [0, 0.05, 0.2, 0.6])
        for (const one of [-4, -1, 0, 2])
          for (const two of [-4, -1, 0, 2]) {
            const there = selectionLikelihood(
              model,
              Float64Array.of(mu, theta, 0, one, two),
              new Float64Array(5),
            );
            assert.ok(answer.logLikelihood >= there, `${there} at ${mu} ${theta} ${one} ${two}`);
          }
  }
});

test("an interval of p without a study has a weight at the edge of the search, and says so", () => {
  const { weights, estimate } = fit([3, 4], [0.1, 0.1], {});
  assert.equal(weights[1]!.boundary, true);
  assert.ok(weights[1]!.delta < 1e-5 && weights[1]!.ci === null);
  assert.ok(Number.isFinite(estimate));
});
