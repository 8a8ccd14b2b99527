// On the word of brute force: the joint posterior of mu and tau summed over a fine grid, without the closed forms that
// the room uses; and on that of limits in which the answer is known.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { normalBelow, normalQuantile } from "../distribution/distribution.ts";
import { bayes, type BayesOptions, type MuPrior, type TauPrior } from "./bayes.ts";
import { posteriorOf, tauBelow } from "./posterior.ts";

const near = (actual: number, expected: number, within: number, what = ""): void =>
  assert.ok(Math.abs(actual - expected) <= within, `${what} ${actual} is not ${expected}`);

const yi = [-0.9, -0.2, -1.4, 0.1];
const vi = [0.09, 0.04, 0.3, 0.12];

const priorAt = (prior: TauPrior, tau: number): number => {
  if (prior.kind === "uniform") return tau <= prior.upper ? 1 : 0;
  const z = tau / prior.scale;
  return prior.kind === "half-normal" ? Math.exp((-z * z) / 2) : 1 / (1 + z * z);
};

// Midpoints over mu in [−12, 12] and tau = t/(1 − t).
function brute(tauPrior: TauPrior, mu: MuPrior, threshold: number): Record<string, number> {
  const sums = { all: 0, mu: 0, mu2: 0, tau: 0, below: 0, tauBelowHalf: 0, newBelow: 0, theta: 0 };
  const [columns, rows] = [900, 1600];
  for (let c = 0; c < columns; c++) {
    const t = (c + 0.5) / columns;
    const [tau, stretch] =
      tauPrior.kind === "uniform" ? [t * tauPrior.upper, 1] : [t / (1 - t), 1 / (1 - t) ** 2];
    const outer = priorAt(tauPrior, tau) * stretch;
    if (outer < 1e-15 || tau > 40) continue;
    for (let r = 0; r < rows; r++) {
      const m = -12 + (24 * (r + 0.5)) / rows;
      let log = mu ? -((m - mu.mean) ** 2) / (2 * mu.sd ** 2) : 0;
      for (let i = 0; i < yi.length; i++) {
        const v = vi[i]! + tau * tau;
        log -= 0.5 * Math.log(v) + (yi[i]! - m) ** 2 / (2 * v);
      }
      const w = outer * Math.exp(log);
      sums.all += w;
      sums.mu += w * m;
      sums.mu2 += w * m * m;
      sums.tau += w * tau;
      if (m < threshold) sums.below += w;
      if (tau < 0.5) sums.tauBelowHalf += w;
      sums.newBelow += w * normalBelow((threshold - m) / tau);
      sums.theta += (w * (yi[0]! * tau * tau + m * vi[0]!)) / (tau * tau + vi[0]!);
    }
  }
  const share = (x: number): number => x / sums.all;
  return {
    mean: share(sums.mu),
    sd: Math.sqrt(share(sums.mu2) - share(sums.mu) ** 2),
    tau: share(sums.tau),
    below: share(sums.below),
    tauBelowHalf: share(sums.tauBelowHalf),
    newBelow: share(sums.newBelow),
    theta: share(sums.theta),
  };
}

for (const [prior, mu] of [
  [{ kind: "half-normal", scale: 0.5 }, null],
  [
    { kind: "half-normal", scale: 1 },
    { mean: 0, sd: 2 },
  ],
  [
    { kind: "half-cauchy", scale: 0.3 },
    { mean: 0, sd: 1 },
  ],
  [{ kind: "uniform", upper: 2 }, null],
] as const)
  test(`a ${prior.kind} prior with ${mu ? "a normal" : "a flat"} mean gives what summing the joint posterior gives`, () => {
    const told = brute(prior, mu, -0.24);
    const answer = bayes(yi, vi, { tau: prior, mu, level: 0.95, thresholds: [-0.24] });
    near(answer.mu.mean!, told["mean"]!, 2e-4, "mean");
    near(answer.mu.sd!, told["sd"]!, 1e-3, "sd");
    near(answer.tau.mean!, told["tau"]!, 5e-4, "tau");
    near(answer.beyond[0]!.mean.below, told["below"]!, 2e-4, "P(mu < −0.24)");
    near(answer.beyond[0]!.newTrial.below, told["newBelow"]!, 2e-4, "P(new < −0.24)");
    near(answer.shrinkage[0]!.mean!, told["theta"]!, 3e-4, "theta 1");
    near(tauBelow(posteriorOf(yi, vi, prior, mu), 0.5), told["tauBelowHalf"]!, 2e-4, "P(tau < 0.5)");
  });

test("when tau can only be next to nothing, the answer is the common-effect one", () => {
  const answer = bayes(yi, vi, {
    tau: { kind: "uniform", upper: 1e-6 },
    mu: null,
    level: 0.95,
    thresholds: [],
  });
  const weights = vi.map((v) => 1 / v);
  const total = weights.reduce((sum, w) => sum + w, 0);
  const mean = weights.reduce((sum, w, i) => sum + w * yi[i]!, 0) / total;
  near(answer.mu.mean!, mean, 1e-10);
  near(answer.mu.sd!, Math.sqrt(1 / total), 1e-10);
  near(answer.mu.ci[0], mean + normalQuantile(0.025) / Math.sqrt(total), 1e-9);
  near(answer.tau.median, 0.5e-6, 1e-12);
  answer.shrinkage.forEach(({ mean: own }) => near(own!, mean, 1e-9));
});

test("with one trial and a flat mean, tau keeps its prior", () => {
  const answer = bayes([1], [0.2], {
    tau: { kind: "half-normal", scale: 0.5 },
    mu: null,
    level: 0.95,
    thresholds: [],
  });
  near(answer.tau.median, 0.5 * normalQuantile(0.75), 1e-10);
  near(answer.tau.ci[1], 0.5 * normalQuantile(0.9875), 1e-10);
  near(answer.tau.mean!, 0.5 * Math.sqrt(2 / Math.PI), 1e-10);
});

test("two trials under a half-Cauchy prior have a mean effect without a standard deviation, and say so", () => {
  const options: BayesOptions = {
    tau: { kind: "half-cauchy", scale: 0.5 },
    mu: null,
    level: 0.95,
    thresholds: [],
  };
  const two = bayes(yi.slice(0, 2), vi.slice(0, 2), options);
  assert.deepEqual(two.infinite, ["tau.sd", "mu.sd"]);
  assert.equal(two.mu.sd, null);
  assert.ok(Number.isFinite(two.mu.mean));
  const three = bayes(yi.slice(0, 3), vi.slice(0, 3), options);
  assert.deepEqual(three.infinite, []);
  assert.ok(Number.isFinite(three.mu.sd));
});

test("quantiles and probabilities invert each other, for any data over twelve decades of variance", () => {
  const study = fc.record({
    y: fc.double({ min: -100, max: 100, noNaN: true }),
    v: fc.double({ min: -8, max: 4, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.array(study, { minLength: 1, maxLength: 12 }),
      fc.constantFrom<TauPrior>(
        { kind: "half-normal", scale: 0.5 },
        { kind: "half-cauchy", scale: 1 },
        { kind: "uniform", upper: 5 },
      ),
      (studies, tau) => {
        const y = studies.map((s) => s.y);
        const v = studies.map((s) => 10 ** s.v);
        const answer = bayes(y, v, { tau, mu: null, level: 0.9, thresholds: [] });
        const [low, high] = answer.mu.ci;
        assert.ok(low <= answer.mu.median && answer.mu.median <= high, "interval holds the median");
        const again = bayes(y, v, { tau, mu: null, level: 0.9, thresholds: [low, high] });
        near(again.beyond[0]!.mean.below, 0.05, 1e-6, "lower tail");
        near(again.beyond[1]!.mean.above, 0.05, 1e-6, "upper tail");
        const posterior = posteriorOf(y, v, tau, null);
        near(tauBelow(posterior, answer.tau.median), 0.5, 1e-8, "median of tau");
        near(
          posterior.share.reduce((sum, w) => sum + w, 0),
          1,
          1e-10,
          "belief adds up",
        );
        // The order of trials is nobody's business.
        const turned = bayes(y.toReversed(), v.toReversed(), { tau, mu: null, level: 0.9, thresholds: [] });
        near(turned.mu.median, answer.mu.median, 1e-7 * (1 + high - low), "order");
      },
    ),
    { numRuns: 40, seed: 5 },
  );
});
