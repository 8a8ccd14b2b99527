/** `regress`: do moderators explain why effects differ? */
import { z } from "zod";
import {
  levelsOf,
  type Moderator,
  permute,
  regress as regressEffects,
  type Regression,
  terms,
  type Value,
} from "../evidence/evidence.ts";
import { type Issue, type Language, languageOf, readShape, suggest } from "../quantity/quantity.ts";
import { fitBand } from "./fit-band.ts";
import { answered, type Context, type Operation, refused, type Reply, whereAsked } from "./operation.ts";
import {
  checkVariance,
  columnsOf,
  defaulted,
  effectFields,
  finite,
  levelOption,
  methodOption,
  testOption,
} from "./read-effects.ts";
import { stoppedAt } from "./stopped-at.ts";

const input = z.strictObject({
  effects: z
    .array(
      z
        .strictObject({
          ...effectFields,
          x: z
            .record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()]))
            .describe("Moderators by name: numbers, or names of groups."),
        })
        .superRefine(checkVariance),
    )
    .min(1),
  moderators: z.array(z.string()).min(1).describe("Which moderators, in order."),
  method: methodOption.optional(),
  test: testOption.optional(),
  level: levelOption.optional(),
  intercept: z.boolean().optional().describe("False leaves the intercept out."),
  permute: z
    .strictObject({ n: z.number().int().min(2).max(1_000_000), seed: z.number().int() })
    .optional()
    .describe("Adds a permutation test; with 7 studies or fewer all orders are tried."),
});

type Input = z.output<typeof input>;

/** Moderators that no study has, and those whose values are numbers here and text there. */
function moderatorIssues(value: Input, language: Language): Issue[] {
  const known = [...new Set(value.effects.flatMap((row) => Object.keys(row.x)))];
  const zh = language === "zh";
  return value.moderators.flatMap((name, i): Issue[] => {
    const path = `moderators[${i}]`;
    if (value.moderators.indexOf(name) !== i)
      return [{ path, message: zh ? `${name} 重复` : `${name} is named twice` }];
    if (!known.includes(name)) {
      const near = suggest(name, known);
      const list = near ? `"${near}"` : known.join(", ");
      return [
        {
          path,
          message: zh
            ? `没有研究给出 ${name}；是否为 ${list}？`
            : `no study gives ${name}; did you mean ${list}?`,
        },
      ];
    }
    const kinds = new Set(
      value.effects.flatMap((row) =>
        row.x[name] === undefined || row.x[name] === null ? [] : [typeof row.x[name]],
      ),
    );
    if (kinds.size > 1)
      return value.effects.flatMap((row, at) =>
        typeof row.x[name] === "string"
          ? [
              {
                path: `effects[${at}].x.${name}`,
                message: zh
                  ? "其他研究为数值，此处为文字"
                  : "expected a number as in other studies, got text",
              },
            ]
          : [],
      );
    return [];
  });
}

/** The rows that have an effect and every moderator. */
function complete(value: Input, rows: readonly number[]): readonly number[] {
  return rows.filter((i) =>
    value.moderators.every(
      (name) => value.effects[i]!.x[name] !== undefined && value.effects[i]!.x[name] !== null,
    ),
  );
}

/** Which level a group moderator is held against. */
function reference(moderator: Moderator, language: Language): string[] {
  const levels = levelsOf(moderator);
  if (levels === null) return [];
  return [
    language === "zh"
      ? `${moderator.name} 的参照组为 ${levels[0]}。`
      : `${moderator.name} is held against ${levels[0]}.`,
  ];
}

async function run(given: unknown, context: Context): Promise<Reply> {
  const { value, issues } = readShape(input, given, context.locale);
  if (value === undefined) return refused(issues);
  const language = languageOf(context.locale);
  const zh = language === "zh";
  const wrong = moderatorIssues(value, language);
  if (wrong.length > 0) return refused(wrong);
  const columns = columnsOf(value.effects, language);
  const rows = complete(value, columns.rows);
  const used = new Set(rows);
  const name = (i: number): string => String(value.effects[i]!.id ?? i + 1);
  const gaps = [
    ...columns.gaps,
    ...columns.rows
      .filter((i) => !used.has(i))
      .map((i) =>
        zh ? `研究 ${name(i)} 缺少调节变量，未纳入。` : `Study ${name(i)} lacks a moderator and is left out.`,
      ),
  ];
  const at = new Map(columns.rows.map((row, i) => [row, i]));
  const y = Float64Array.from(rows, (i) => columns.yi[at.get(i)!]!);
  const v = Float64Array.from(rows, (i) => columns.vi[at.get(i)!]!);
  const moderators = value.moderators.map((moderator): Moderator => ({
    name: moderator,
    values: rows.map((i) => value.effects[i]!.x[moderator] as Value),
  }));
  const design = terms(moderators, rows.length, value.intercept ?? true);
  const method = value.method ?? "REML";
  const test = value.test ?? "knha";
  const level = value.level ?? 0.95;
  const needed = design.length + (test === "z" ? 0 : 1);
  if (rows.length < needed || design.length === 0)
    return refused([
      {
        path: "effects",
        message: zh
          ? `${design.length} 个系数（检验 ${test}）至少需要 ${needed} 项完整的研究；现有 ${rows.length} 项`
          : `${design.length} coefficients tested by ${test} need at least ${needed} complete studies, got ${rows.length}`,
      },
    ]);
  const fitted = regressEffects(y, v, design, { method, test, level });
  if (fitted.dependent !== undefined)
    return refused([dependentIssue(fitted.dependent, moderators, language)]);
  const assumed = [
    ...(value.method === undefined ? [defaulted("method", method, language)] : []),
    ...(value.test === undefined ? [defaulted("test", test, language)] : []),
    ...moderators.flatMap((moderator) => reference(moderator, language)),
  ];
  const permutation =
    value.permute && (await permute(y, v, design, { ...context, method, test, level, ...value.permute }));
  if (permutation)
    gaps.push(...stoppedAt("orders", permutation.permutations, permutation.wanted, context.locale));
  const line = lineOf(fitted.regression, moderators, value.intercept ?? true);
  return answered(
    {
      ...regressionAnswer(fitted.regression, rows.map(name), y, v),
      ...(line ? { line } : {}),
      ...(permutation ? { permutation } : {}),
    },
    gaps,
    assumed,
  );
}

/** The line over a single moderator that is a number, with its bands. */
function lineOf(regression: Regression, moderators: readonly Moderator[], intercept: boolean) {
  const [only, ...others] = moderators;
  if (!intercept || !only || others.length > 0 || levelsOf(only) !== null) return undefined;
  const x = only.values as readonly number[];
  return {
    x,
    fit: fitBand(
      regression,
      x.reduce((a, b) => Math.min(a, b)),
      x.reduce((a, b) => Math.max(a, b)),
    ),
  };
}

function dependentIssue(term: string, moderators: readonly Moderator[], language: Language): Issue {
  const i = moderators.findIndex(({ name }) => term === name || term.startsWith(name));
  return {
    path: i >= 0 ? `moderators[${i}]` : "moderators",
    message:
      language === "zh"
        ? `${term} 由其他项完全决定（或不随研究变化），无法估计`
        : `${term} is wholly determined by the other terms, or the same in all studies: it cannot be estimated`,
  };
}

function regressionAnswer(regression: Regression, ids: readonly string[], y: Float64Array, v: Float64Array) {
  const { fitted, weights, coefficients, ...rest } = regression;
  return {
    ...rest,
    coefficients: coefficients.map((c) => ({
      ...c,
      se: finite(c.se),
      statistic: finite(c.statistic),
      p: finite(c.p),
      ci: c.ci.map(finite),
    })),
    QM: finite(rest.QM),
    QMp: finite(rest.QMp),
    studies: ids.map((id, i) => ({
      id,
      yi: y[i]!,
      vi: v[i]!,
      fitted: fitted[i]!,
      residual: y[i]! - fitted[i]!,
      weight: weights[i]!,
    })),
  };
}

export const regress: Operation = {
  name: "regress",
  summary: "Regresses effects on moderators, numbers or groups, with what heterogeneity is left.",
  input,
  lengthy: whereAsked("permute"),
  example: {
    effects: [
      { yi: -0.889, vi: 0.326, x: { ablat: 44 } },
      { yi: -1.585, vi: 0.195, x: { ablat: 55 } },
      { yi: -1.442, vi: 0.02, x: { ablat: 52 } },
      { yi: -0.218, vi: 0.051, x: { ablat: 13 } },
      { yi: 0.012, vi: 0.004, x: { ablat: 13 } },
      { yi: -0.469, vi: 0.056, x: { ablat: 27 } },
    ],
    moderators: ["ablat"],
    method: "REML",
    test: "knha",
  },
  run,
};
