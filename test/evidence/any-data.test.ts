// Whatever the data, every estimator answers, and no grid finds a higher likelihood than REML and ML do.
// THECA_RANDOM_SETS says how many sets are drawn; 100000 is the full number.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Chance,
  chance,
  logLikelihood,
  maximumLikelihood,
  meanProblem,
  methods,
  poolProblem,
  tests,
} from "../../src/evidence/evidence.ts";

const sets = Number(process.env["THECA_RANDOM_SETS"] ?? 1000);

/** 2 to 200 studies, variances over 12 decades, effects from 1e-8 to 1e8 in size, with ties and zeros. */
function draw({ unit, below }: Chance): { y: Float64Array; v: Float64Array } {
  const k = unit() < 0.7 ? 2 + below(19) : 2 + below(199);
  const decades = 12 * unit();
  const middle = 10 ** (-6 + 12 * unit());
  const size = 10 ** (-8 + 16 * unit());
  const between = unit() < 0.3 ? 0 : middle * 10 ** (-3 + 6 * unit());
  const kind = below(6);
  const v = Float64Array.from({ length: k }, () => middle * 10 ** (decades * (unit() - 0.5)));
  const y = Float64Array.from({ length: k }, (_, i) => {
    const noise = Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
    if (kind === 0) return 0;
    if (kind === 1) return size * noise;
    if (kind === 2) return below(3) * size;
    // Clusters of effects far apart beside precise and imprecise studies: what makes a likelihood have two peaks.
    if (kind === 3) return (below(2) * 2 - 1) * size + Math.sqrt(v[i]!) * noise;
    return Math.sqrt(v[i]! + between) * noise + (kind === 4 ? size : 0);
  });
  if (kind === 5) for (let i = 1; i < k; i++) if (unit() < 0.5) [y[i], v[i]] = [y[i - 1]!, v[i - 1]!];
  return { y, v };
}

/** The highest log-likelihood on a grid from far below the least variance to far above any heterogeneity. */
function gridSearch(y: Float64Array, v: Float64Array, restricted: boolean, points: number): [number, number] {
  const problem = meanProblem(y, v);
  let [best, at] = [logLikelihood(problem, 0, restricted), 0];
  const low = Math.log(Math.min(...v) * 1e-3);
  const range = Math.max(...y) - Math.min(...y);
  const high = Math.log(Math.max(Math.max(...v), range * range) * 10);
  for (let i = 0; i <= points; i++) {
    const tau2 = Math.exp(low + ((high - low) * i) / points);
    const here = logLikelihood(problem, tau2, restricted);
    if (here > best) [best, at] = [here, tau2];
  }
  return [best, at];
}

test(`each of ${sets} random data sets has a finite answer by every estimator and test`, () => {
  for (let n = 0; n < sets; n++) {
    const { y, v } = draw(chance(20261122, n));
    for (const method of methods) {
      const problem = meanProblem(y, v);
      for (const kind of tests) {
        const { estimate, se, p, tau2, I2, H2, Q, Qp, ci, weights } = poolProblem(problem, {
          method,
          test: kind,
          level: 0.95,
        });
        for (const [name, value] of Object.entries({
          estimate,
          se,
          tau2,
          I2,
          H2,
          Q,
          Qp,
          low: ci[0],
          high: ci[1],
          weight: weights[0]!,
        }))
          assert.ok(Number.isFinite(value), `set ${n}: ${name} of ${method} with ${kind} is ${value}`);
        // With effects all alike Hartung and Knapp's standard error is 0, and 0 / 0 has no p: a gap, not a number.
        assert.ok((p >= 0 && p <= 1) || se === 0, `set ${n}: p of ${method} with ${kind} is ${p}`);
        assert.ok(tau2 >= 0 && I2 >= 0 && I2 <= 100 && Qp >= 0 && Qp <= 1, `set ${n}: ${method}`);
      }
    }
  }
});

test(`on none of ${sets} random data sets does a grid find a higher likelihood`, () => {
  for (let n = 0; n < sets; n++) {
    const { y, v } = draw(chance(20261122, n));
    for (const restricted of [true, false]) {
      const problem = meanProblem(y, v);
      const tau2 = maximumLikelihood(problem, restricted);
      const found = logLikelihood(problem, tau2, restricted);
      const [best, at] = gridSearch(y, v, restricted, 150);
      // Rounding of sums of up to 200 logarithms of up to 12 decades.
      const rounding = 1e-11 * Math.max(1, Math.abs(best));
      assert.ok(
        found >= best - rounding,
        `set ${n} ${restricted ? "REML" : "ML"}: ${found} at ${tau2}, grid ${best} at ${at}, k ${y.length}`,
      );
    }
  }
});
