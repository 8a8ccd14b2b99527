// On metafor's word: every multivariate block of the reference files, within the tolerances of their schema.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import * as fc from "fast-check";
import { Likelihood } from "./likelihood.ts";
import {
  type Coefficient,
  modelOf,
  multilevel,
  type MultilevelAnswer,
  type MultilevelData,
} from "./multilevel.ts";

const shared = resolve(process.env["THECA_SHARED"] ?? join(import.meta.dirname, "../../../../shared"));
const folder = join(shared, "reference/metafor");
const skip = existsSync(folder) ? false : "the reference results are not beside this checkout";

interface Reference {
  readonly id: string;
  readonly b: number[];
  readonly se: number[];
  readonly sigma2: number[];
  readonly tau2: number[];
  readonly rho: number[];
  readonly ll: number;
  readonly QE: number;
  readonly p: number[];
  readonly robust_CR1?: { se: number[]; df: number; p: number[] };
  readonly robust_CR2?: { se: number[]; df: number[]; p: number[] };
}

function load(name: string): {
  rows: Record<string, number>[];
  models: Map<string, Reference>;
  analyses: { yi: number[]; vi: number[] }[];
} {
  const file = JSON.parse(readFileSync(join(folder, `dat.${name}.json`), "utf8"));
  return {
    rows: file.rows.map((row: unknown[]) =>
      Object.fromEntries(row.map((cell, i) => [file.columns[i], cell])),
    ),
    models: new Map(file.multivariate.map((m: Reference) => [m.id, m])),
    analyses: file.analyses,
  };
}

const near = (actual: number, expected: number, within: number, what: string, floor = 0): void =>
  assert.ok(
    Math.abs(actual - expected) <= within * Math.abs(expected) + floor,
    `${what}: ${actual} is not ${expected} within ${within}`,
  );

const fitted = (data: MultilevelData, method: "ML" | "REML"): MultilevelAnswer => {
  const answer = multilevel(data, { method, test: "z", level: 0.95 });
  assert.ok(!("fault" in answer), JSON.stringify(answer));
  return answer;
};

function agrees(answer: MultilevelAnswer, reference: Reference, variances: number[], within: number[]): void {
  answer.coefficients.forEach((c, i) => {
    near(c.estimate, reference.b[i]!, 1e-5, `b[${i}]`, 1e-5 * c.se);
    near(c.se, reference.se[i]!, 1e-5, `se[${i}]`);
    near(c.p, reference.p[i]!, 1e-4, `p[${i}]`);
  });
  variances.forEach((v, i) => near(v, within[i]!, 1e-4, `component ${i}`, 1e-8));
  assert.ok(answer.logLikelihood >= reference.ll - 1e-8, `${answer.logLikelihood} is below ${reference.ll}`);
  near(answer.logLikelihood, reference.ll, 1e-7, "log-likelihood");
  near(answer.QE, reference.QE, 1e-9, "QE");
  const sandwich = (
    found: readonly Coefficient[] | null,
    told: { se: number[]; df: number[] | number; p: number[] },
  ): void =>
    told.se.forEach((se, i) => {
      near(found![i]!.se, se, 1e-5, `robust se[${i}]`);
      near(found![i]!.df!, Array.isArray(told.df) ? told.df[i]! : told.df, 1e-4, `robust df[${i}]`);
      near(found![i]!.p, told.p[i]!, 1e-4, `robust p[${i}]`);
    });
  if (reference.robust_CR1) sandwich(answer.CR1, reference.robust_CR1);
  if (reference.robust_CR2) sandwich(answer.CR2, reference.robust_CR2);
}

const ones = (rows: readonly unknown[]): { name: string; values: number[] } => ({
  name: "(Intercept)",
  values: rows.map(() => 1),
});

test(
  "schools within districts are fitted as metafor fits them, by ML, REML, with a moderator and as compound symmetry",
  { skip },
  () => {
    const { rows, models } = load("konstantopoulos2011");
    const data: MultilevelData = {
      yi: rows.map((r) => r["yi"]!),
      vi: rows.map((r) => r["vi"]!),
      columns: [ones(rows)],
      random: [
        { name: "district", groups: rows.map((r) => r["district"]!) },
        { name: "district/school", groups: rows.map((r) => `${r["district"]}/${r["school"]}`) },
      ],
      clusters: rows.map((r) => r["district"]!),
    };
    const year = { name: "year", values: rows.map((r) => r["year"]! - 2000) };
    for (const [id, method, columns] of [
      ["3level", "REML", data.columns],
      ["3level-ML", "ML", data.columns],
      ["3level-year", "REML", [...data.columns, year]],
    ] as const) {
      const answer = fitted({ ...data, columns }, method);
      const reference = models.get(id)!;
      agrees(
        answer,
        reference,
        answer.components.map((c) => c.variances[0]!),
        reference.sigma2,
      );
    }
    const symmetry = fitted(
      {
        ...data,
        random: [
          {
            name: "school in district",
            groups: rows.map((r) => r["district"]!),
            levels: rows.map((r) => r["school"]!),
            structure: "CS",
          },
        ],
      },
      "REML",
    );
    const reference = models.get("CS")!;
    const [component] = symmetry.components;
    agrees(
      symmetry,
      reference,
      [component!.variances[0]!, component!.correlations[0]!],
      [reference.tau2[0]!, reference.rho[0]!],
    );
  },
);

test(
  "grant applications within studies and effects within studies are fitted as metafor fits them",
  { skip },
  () => {
    const grants = load("bornmann2007");
    const { yi, vi } = grants.analyses[0]!;
    const three = fitted(
      {
        yi,
        vi,
        columns: [ones(yi)],
        random: [
          { name: "study", groups: grants.rows.map((r) => r["study"]!) },
          { name: "study/obs", groups: yi.map((_, i) => i) },
        ],
        clusters: grants.rows.map((r) => r["study"]!),
      },
      "REML",
    );
    const told = grants.models.get("3level")!;
    agrees(
      three,
      told,
      three.components.map((c) => c.variances[0]!),
      told.sigma2,
    );

    const { rows, models } = load("tannersmith2016");
    for (const [id, names] of [
      ["study-level", []],
      ["study-level-mods", ["aget1", "propmale"]],
    ] as const) {
      const answer = fitted(
        {
          yi: rows.map((r) => r["yi"]!),
          vi: rows.map((r) => r["sei"]! ** 2),
          columns: [ones(rows), ...names.map((name) => ({ name, values: rows.map((r) => r[name]!) }))],
          random: [{ name: "study", groups: rows.map((r) => r["studyid"]!) }],
          clusters: rows.map((r) => r["studyid"]!),
        },
        "REML",
      );
      agrees(answer, models.get(id)!, [answer.components[0]!.variances[0]!], models.get(id)!.sigma2);
    }
  },
);

function periodontal(): { data: MultilevelData; models: Map<string, Reference>; years: number[] } {
  const { rows, models } = load("berkey1998");
  const outcome = (name: string): number[] => rows.map((r) => (String(r["outcome"]) === name ? 1 : 0));
  return {
    models,
    years: rows.map((r) => r["year"]! - 1983),
    data: {
      yi: rows.map((r) => r["yi"]!),
      vi: rows.map((r) => r["vi"]!),
      covariances: rows.flatMap((r, i) => (i % 2 === 0 ? [{ row: i, column: i + 1, value: r["v2i"]! }] : [])),
      columns: [
        { name: "AL", values: outcome("AL") },
        { name: "PD", values: outcome("PD") },
      ],
      random: [
        {
          name: "outcome in trial",
          groups: rows.map((r) => r["trial"]!),
          levels: rows.map((r) => r["outcome"]!),
          structure: "UN",
        },
      ],
    },
  };
}

test(
  "two outcomes of one trial are fitted as metafor fits them, by ML, REML and over the years",
  { skip },
  () => {
    const { data, models, years } = periodontal();
    const byYear = data.columns.map(({ name, values }) => ({
      name: `${name}:year`,
      values: values.map((value, i) => value * years[i]!),
    }));
    for (const [id, method, columns] of [
      ["bivariate-UN-REML", "REML", data.columns],
      ["bivariate-UN-ML", "ML", data.columns],
      ["bivariate-UN-year-ML", "ML", [...data.columns, ...byYear]],
    ] as const) {
      const answer = fitted({ ...data, columns }, method);
      const reference = models.get(id)!;
      const [component] = answer.components;
      agrees(
        answer,
        reference,
        [...component!.variances, ...component!.correlations],
        [...reference.tau2, ...reference.rho],
      );
    }
  },
);

test("the order of rows and of outcomes does not change a bivariate fit", { skip }, () => {
  const { data } = periodontal();
  const base = fitted(data, "REML");
  const k = data.yi.length;
  fc.assert(
    fc.property(fc.shuffledSubarray([...Array(k).keys()], { minLength: k }), (order) => {
      const place = new Map(order.map((from, to) => [from, to]));
      const move = <T>(list: readonly T[]): T[] => order.map((from) => list[from]!);
      const answer = fitted(
        {
          yi: move(data.yi),
          vi: move(data.vi),
          covariances: data.covariances!.map(({ row, column, value }) => ({
            row: place.get(row)!,
            column: place.get(column)!,
            value,
          })),
          columns: data.columns.toReversed().map(({ name, values }) => ({ name, values: move(values) })),
          random: data.random.map((term) => ({
            ...term,
            groups: move(term.groups),
            levels: move(term.levels!),
          })),
        },
        "REML",
      );
      near(answer.logLikelihood, base.logLikelihood, 1e-9, "log-likelihood");
      near(answer.coefficients[1]!.estimate, base.coefficients[0]!.estimate, 1e-6, "AL");
      near(answer.coefficients[0]!.se, base.coefficients[1]!.se, 1e-6, "se of PD");
    }),
    { numRuns: 8, seed: 1 },
  );
});

test("whatever the data, a three-level fit is finite and not below any grid point", () => {
  const wide = fc.double({ min: -6, max: 6, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          y: wide,
          v: fc.double({ min: -12, max: 2, noNaN: true }),
          g: fc.integer({ min: 0, max: 3 }),
        }),
        {
          minLength: 3,
          maxLength: 10,
        },
      ),
      (studies) => {
        const data: MultilevelData = {
          yi: studies.map(({ y }) => y),
          vi: studies.map(({ v }) => 10 ** v),
          columns: [ones(studies)],
          random: [
            { name: "group", groups: studies.map(({ g }) => g) },
            { name: "row", groups: studies.map((_, i) => i) },
          ],
        };
        const answer = multilevel(data, { method: "REML", test: "z", level: 0.95 });
        assert.ok(!("fault" in answer));
        const { estimate, se } = answer.coefficients[0]!;
        assert.ok([estimate, se, answer.logLikelihood].every(Number.isFinite));
        const likelihood = new Likelihood(modelOf(data, true));
        for (const a of [0, 0.001, 0.03, 0.3, 1, 3, 10])
          for (const b of [0, 0.001, 0.03, 0.3, 1, 3, 10]) {
            const there = likelihood.value(Float64Array.of(a, b));
            assert.ok(
              answer.logLikelihood >= there - 1e-6 * (1 + Math.abs(there)),
              `${there} at ${a}, ${b} above ${answer.logLikelihood}`,
            );
          }
      },
    ),
    { numRuns: 100, seed: 2 },
  );
});

test("where the likelihood has two summits, the higher one is found", () => {
  const sets = [
    { yi: [0.9, -1, -1.1, 0.2, 0.9], vi: [1, 0.01, 0.01, 1, 1], g: [0, 1, 2, 2, 2] },
    {
      yi: [-0.3, 0.6, -1.1, -1.5, 0.5, -2.7, -0.8, -0.7],
      vi: [0.01, 4, 4, 0.25, 4, 1, 0.01, 1],
      g: [0, 1, 2, 2, 2, 3, 4, 4],
    },
    {
      yi: [-0.6, 1.4, 0.1, 1.3, 0.6, 0.2, 0.6, 2.4, -2.7, 1.1, 0.9],
      vi: [4, 0.04, 1, 4, 0.04, 4, 0.25, 1, 1, 0.25, 0.01],
      g: [0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 4],
    },
    {
      yi: [0.6, 2, 1.7, 2.2, 0.5, 1.1, -2.6, 2.7, 0.4, 0.2],
      vi: [1, 0.01, 0.04, 4, 0.01, 1, 0.25, 0.04, 0.01, 0.25],
      g: [0, 0, 1, 1, 2, 2, 3, 4, 4, 4],
    },
  ];
  for (const { yi, vi, g } of sets) {
    const data: MultilevelData = {
      yi,
      vi,
      columns: [ones(yi)],
      random: [
        { name: "group", groups: g },
        { name: "row", groups: yi.map((_, i) => i) },
      ],
    };
    const { logLikelihood } = fitted(data, "REML");
    const likelihood = new Likelihood(modelOf(data, true));
    for (let a = 0; a <= 2; a += 0.05)
      for (let b = 0; b <= 2.5; b += 0.05)
        assert.ok(logLikelihood >= likelihood.value(Float64Array.of(a, b)) - 1e-9, `${a}, ${b}`);
  }
});
