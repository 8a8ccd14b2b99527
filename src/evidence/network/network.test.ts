// On metafor's word: the network blocks of the reference files; node splits on metafor's too, fitted as regressions.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  armsOf,
  type Contrasts,
  contrastsOf,
  contrastsOfPairs,
  network,
  type NetworkAnswer,
  type NetworkArm,
  type NetworkMeasure,
  type NetworkMethod,
} from "./network.ts";

const shared = resolve(process.env["THECA_SHARED"] ?? join(import.meta.dirname, "../../../../shared"));
const folder = join(shared, "reference/metafor");
const skip = existsSync(folder) ? false : "the reference results are not beside this checkout";

interface Reference {
  readonly measure: NetworkMeasure;
  readonly reference: string;
  readonly treatments: string[];
  readonly studies: number;
  readonly contrasts: number;
  readonly rows: [string, string, string, number][];
  readonly common: Fit;
  readonly REML: Fit;
}
interface Fit {
  b: number[];
  se: number[];
  tau2: number;
  QE: number;
  QEdf: number;
  QEp: number;
  pscore_larger_better: number[];
}

function load(name: string): { told: Reference; contrasts: Contrasts } {
  const file = JSON.parse(readFileSync(join(folder, `dat.${name}-network.json`), "utf8"));
  const told: Reference = file.network;
  const rows: (string | number)[][] = file.rows;
  const raw = rows.map(([study, treatment, a, b, c]) =>
    told.measure === "MD"
      ? { study: String(study), treatment: String(treatment), ni: Number(a), mi: Number(b), sdi: Number(c) }
      : { study: String(study), treatment: String(treatment), xi: Number(a), ni: Number(b) },
  );
  return { told, contrasts: contrastsOf(armsOf(told.measure, raw).arms, told.treatments) };
}

const near = (actual: number, expected: number, within: number, what: string, floor = 0): void =>
  assert.ok(
    Math.abs(actual - expected) <= within * Math.abs(expected) + floor,
    `${what}: ${actual} is not ${expected} within ${within}`,
  );

const fit = (
  contrasts: Contrasts,
  treatments: readonly string[],
  method: NetworkMethod,
  reference = treatments[0]!,
  split = false,
): NetworkAnswer =>
  network(contrasts, treatments, { reference, method, level: 0.95, better: "larger", split })!;

for (const name of ["senn2013", "hasselblad1998", "dogliotti2014"])
  test(`the ${name} network is fitted as metafor fits it, common and random`, { skip }, () => {
    const { told, contrasts } = load(name);
    for (const [study, base, treatment, yi] of told.rows) {
      const found = contrasts.rows.find(
        (row) => row.study === study && row.base === base && row.treatment === treatment,
      );
      near(found!.yi, yi, 1e-12, `${study}: ${treatment} against ${base}`);
    }
    for (const method of ["common", "REML"] as const) {
      const answer = fit(contrasts, told.treatments, method);
      const expected = told[method];
      assert.equal(answer.studies, told.studies);
      assert.equal(answer.contrasts, told.contrasts);
      answer.effects.forEach(({ estimate, se }, i) => {
        near(estimate, expected.b[i]!, method === "common" ? 1e-9 : 1e-5, `b[${i}]`, 1e-5 * se);
        near(se, expected.se[i]!, method === "common" ? 1e-9 : 1e-5, `se[${i}]`);
      });
      near(answer.tau2, expected.tau2, 1e-4, "tau2", 1e-8);
      near(answer.Q, expected.QE, 1e-9, "Q");
      assert.equal(answer.Qdf, expected.QEdf);
      near(answer.Qp, expected.QEp, 1e-7, "p of Q");
      answer.pScores.forEach((score, i) =>
        near(score, expected.pscore_larger_better[i]!, 1e-4, `P-score ${i}`),
      );
    }
  });

/** Four trials of a versus b, b versus c, a versus c, and one of all three. */
const arms: readonly NetworkArm[] = [
  { study: "1", treatment: "a", estimate: 0.1, variance: 0.02 },
  { study: "1", treatment: "b", estimate: 0.6, variance: 0.03 },
  { study: "2", treatment: "b", estimate: -0.2, variance: 0.01 },
  { study: "2", treatment: "c", estimate: 0.3, variance: 0.02 },
  { study: "3", treatment: "a", estimate: 1, variance: 0.04 },
  { study: "3", treatment: "c", estimate: 1.2, variance: 0.03 },
  { study: "4", treatment: "a", estimate: 0.4, variance: 0.02 },
  { study: "4", treatment: "b", estimate: 1.1, variance: 0.02 },
  { study: "4", treatment: "c", estimate: 1.5, variance: 0.05 },
  { study: "5", treatment: "a", estimate: 0.3, variance: 0.02 },
  { study: "5", treatment: "b", estimate: 1.2, variance: 0.05 },
];
const names = ["a", "b", "c"];

test("neither the reference, nor the order of arms, nor the base of a trial changes what is said of a pair", () => {
  const base = fit(contrastsOf(arms, names), names, "REML", "a", true);
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...arms], { minLength: arms.length }),
      fc.shuffledSubarray(names, { minLength: 3 }),
      (shuffled, order) => {
        const other = fit(contrastsOf(shuffled, order), order, "REML", order[1], true);
        near(other.tau2, base.tau2, 1e-6, "tau2");
        near(other.Q, base.Q, 1e-9, "Q");
        near(other.inconsistency.between.Q, base.inconsistency.between.Q, 1e-8, "Q between designs", 1e-10);
        for (const [i, treatment] of names.entries())
          for (const [j, against] of names.entries()) {
            if (i === j) continue;
            const found = other.league[order.indexOf(treatment)]![order.indexOf(against)]!;
            near(found.estimate, base.league[i]![j]!.estimate, 1e-6, "estimate");
            near(found.se, base.league[i]![j]!.se, 1e-6, "se");
            near(found.direct!.estimate, base.league[i]![j]!.direct!.estimate, 1e-6, "direct");
          }
        for (const { base: from, treatment, split } of base.nodeSplits) {
          const same = other.nodeSplits.find(
            (s) => [s.base, s.treatment].includes(from) && [s.base, s.treatment].includes(treatment),
          )!;
          const sign = same.base === from ? 1 : -1;
          near(sign * same.split!.difference.estimate, split!.difference.estimate, 1e-5, "difference");
          near(same.split!.difference.p, split!.difference.p, 1e-5, "p of the difference");
        }
      },
    ),
    { numRuns: 10, seed: 3 },
  );
});

test("all comparisons of a three-arm trial give the same network as its arms", () => {
  const pairs = ["1", "2", "3", "4", "5"].flatMap((study) => {
    const own = arms.filter((arm) => arm.study === study);
    return own.flatMap((from, i) =>
      own.slice(i + 1).map((to) => ({
        study,
        base: to.treatment,
        treatment: from.treatment,
        yi: from.estimate - to.estimate,
        vi: from.variance + to.variance,
      })),
    );
  });
  const { contrasts, incomplete, inconsistent } = contrastsOfPairs(pairs, names);
  assert.deepEqual([incomplete, inconsistent], [[], []]);
  const [byArm, byPair] = [contrastsOf(arms, names), contrasts].map((c) => fit(c, names, "REML"));
  near(byPair!.tau2, byArm!.tau2, 1e-6, "tau2");
  byArm!.effects.forEach((effect, i) =>
    near(byPair!.effects[i]!.estimate, effect.estimate, 1e-8, effect.treatment),
  );
  const lame = contrastsOfPairs(
    pairs.filter(({ study, base, treatment }) => study !== "4" || base !== "c" || treatment !== "a"),
    names,
  );
  assert.deepEqual(lame.incomplete, ["4"]);
});

test("in a network of two-arm trials the split sides are the direct trials alone and the detour alone", () => {
  const twoArm = arms.filter(({ study }) => study !== "4");
  const { nodeSplits } = fit(contrastsOf(twoArm, names), names, "common", "a", true);
  const ac = nodeSplits.find(({ base, treatment }) => base === "a" && treatment === "c")!.split!;
  near(ac.direct.estimate, 0.2, 1e-12, "direct, trial 3 alone");
  near(ac.direct.se, Math.sqrt(0.07), 1e-12, "its standard error");
  // a to b by trials 1 and 5, then b to c by trial 2.
  const weights = [1 / 0.05, 1 / 0.07];
  const ab = (0.5 * weights[0]! + 0.9 * weights[1]!) / (weights[0]! + weights[1]!);
  near(ac.indirect.estimate, ab + 0.5, 1e-12, "indirect");
  near(ac.indirect.se, Math.sqrt(1 / (weights[0]! + weights[1]!) + 0.03), 1e-12, "its standard error");
});

test("a comparison that nothing else connects cannot be split, and a star has no inconsistency", () => {
  const star = arms.filter(({ study }) => study === "1" || study === "3" || study === "5");
  const { nodeSplits, inconsistency } = fit(contrastsOf(star, names), names, "REML", "a", true);
  assert.ok(nodeSplits.every(({ split }) => split === null));
  assert.equal(inconsistency.between.df, 0);
  assert.equal(inconsistency.between.p, 1);
});
