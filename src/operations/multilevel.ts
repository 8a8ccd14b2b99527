/** `multilevel`: several estimates from one study, district or trial. */
import { z } from "zod";
import {
  type KnownCovariance,
  type Label,
  largestBlock,
  multilevel as fit,
  type MultilevelData,
  type MultilevelFault,
  type RandomTerm,
  structures,
} from "../evidence/evidence.ts";
import { type Issue, type Language, languageOf, readShape } from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { checkVariance, columnsOf, effectFields, levelOption, tooFew } from "./read-effects.ts";

const label = z.union([z.string(), z.number()]);
const input = z.strictObject({
  effects: z
    .array(
      z
        .strictObject({
          ...effectFields,
          levels: z
            .record(z.string(), label)
            .describe('Whom the row belongs to, as {study: 1, outcome: "pain"}.'),
          x: z.record(z.string(), label).optional().describe("Moderators of the row."),
        })
        .superRefine(checkVariance),
    )
    .min(2),
  random: z
    .array(
      z.strictObject({
        by: z
          .union([z.string(), z.array(z.string()).min(1)])
          .describe("A level, or a nest of levels from the outer in."),
        inner: z
          .string()
          .optional()
          .describe("The level inside whose effects are correlated, as outcome or time."),
        structure: z
          .enum(structures)
          .optional()
          .describe("Covariance over `inner`, as metafor's struct; CS where absent."),
      }),
    )
    .max(6),
  covariance: z
    .union([
      z.strictObject({ within: z.string(), correlation: z.number().gt(-1).lt(1) }),
      z.strictObject({ matrix: z.array(z.array(z.number())) }),
    ])
    .optional()
    .describe(
      "Covariance of the errors: one correlation within a level, or the whole matrix; none where absent.",
    ),
  moderators: z.array(z.string()).default([]),
  intercept: z.boolean().default(true),
  cluster: z.string().optional().describe("Level for cluster-robust errors CR1 and CR2."),
  method: z.enum(["ML", "REML"]).default("REML"),
  test: z.enum(["z", "t"]).default("z"),
  level: levelOption.default(0.95),
  profile: z
    .boolean()
    .default(false)
    .describe("Adds profile-likelihood intervals of the variances and correlations."),
});

type Input = z.output<typeof input>;
const say = (language: Language, en: string, zh: string): string => (language === "zh" ? zh : en);

function run(asked: unknown, context: Context): Reply {
  const language = languageOf(context.locale);
  const { value, issues } = readShape(input, asked, context.locale);
  if (!value) return refused(issues);
  const { rows, yi, vi, gaps } = columnsOf(value.effects, language);
  const found: Issue[] = [];
  const levelOf = (name: string, path: string): Label[] =>
    rows.map((row) => {
      const own = value.effects[row]!.levels[name];
      if (own === undefined)
        found.push({
          path: `effects[${row}].levels.${name}`,
          message: say(language, `expected the level that ${path} names`, `缺少 ${path} 所指的层级`),
        });
      return own ?? "";
    });
  const random = value.random.flatMap((term, i) => termsOf(term, `random[${i}]`, levelOf, found, language));
  const columns = columnsFrom(value, rows, found, language);
  const covariances = covariancesOf(value, rows, vi, levelOf, found, language);
  const clusters = value.cluster === undefined ? undefined : levelOf(value.cluster, "cluster");
  if (yi.length <= columns.length)
    found.push(tooFew(yi.length, columns.length + 1, "multilevel", "effects", language));
  if (found.length > 0) return refused(found);
  const data: MultilevelData = {
    yi: [...yi],
    vi: [...vi],
    columns,
    random,
    covariances,
    ...(clusters && { clusters }),
  };
  const answer = fit(data, {
    method: value.method,
    test: value.test,
    level: value.level,
    profile: value.profile,
  });
  if ("fault" in answer) return refused([faultIssue(answer.fault, language)]);
  const lacking = [
    ...(clusters && !answer.CR2
      ? [
          say(
            language,
            "No cluster-robust errors: clusters must hold whole random effects, and be more than the coefficients.",
            "无聚类稳健标准误：聚类须包含完整的随机效应，且多于系数个数。",
          ),
        ]
      : []),
    ...(answer.converged
      ? []
      : [say(language, "The search did not end on a flat summit.", "似然未达到平坦的顶点。")]),
  ];
  return answered(answer, [...gaps, ...lacking]);
}

function termsOf(
  { by, inner, structure }: Input["random"][number],
  path: string,
  levelOf: (name: string, path: string) => Label[],
  found: Issue[],
  language: Language,
): RandomTerm[] {
  const nest = [by].flat();
  const parts = nest.map((name) => levelOf(name, `${path}.by`));
  const groupsAt = (depth: number): Label[] =>
    depth === 0
      ? parts[0]!
      : parts[0]!.map((_, row) => JSON.stringify(parts.slice(0, depth + 1).map((part) => part[row])));
  if (inner === undefined) {
    if (structure !== undefined)
      found.push({ path: `${path}.structure`, message: say(language, "needs `inner`", "需要 inner") });
    return nest.map((_, depth) => ({ name: nest.slice(0, depth + 1).join("/"), groups: groupsAt(depth) }));
  }
  const levels = levelOf(inner, `${path}.inner`);
  const size = new Set(levels).size;
  const limit = structure === "UN" ? 12 : 200;
  if (size > limit)
    found.push({
      path: `${path}.inner`,
      message: say(language, `has ${size} levels, more than ${limit}`, `有 ${size} 个水平，多于 ${limit}`),
    });
  if (
    (structure === "CAR" || structure === "AR" || structure === "HAR") &&
    levels.some((at) => typeof at !== "number")
  )
    found.push({
      path: `${path}.inner`,
      message: say(language, "expected numbers as times", "时间应为数字"),
    });
  return [
    {
      name: `${inner} in ${nest.join("/")}`,
      groups: groupsAt(nest.length - 1),
      levels,
      structure: structure ?? "CS",
    },
  ];
}

// Numbers as they are; words as columns against the first by alphabet, or one for each where nothing else stands.
function columnsFrom(
  value: Input,
  rows: readonly number[],
  found: Issue[],
  language: Language,
): MultilevelData["columns"][number][] {
  const columns: MultilevelData["columns"][number][] = [];
  if (value.intercept) columns.push({ name: "(Intercept)", values: rows.map(() => 1) });
  for (const name of value.moderators) {
    const cells = rows.map((row) => value.effects[row]!.x?.[name]);
    cells.forEach((cell, i) => {
      if (cell === undefined)
        found.push({
          path: `effects[${rows[i]!}].x.${name}`,
          message: say(language, "expected the moderator's value", "缺少调节变量的值"),
        });
    });
    if (cells.every((cell) => typeof cell === "number")) {
      columns.push({ name, values: cells });
      continue;
    }
    if (cells.some((cell) => typeof cell === "number") && cells.some((cell) => typeof cell === "string")) {
      const wrong = cells.findIndex((cell) => typeof cell === "string");
      found.push({
        path: `effects[${rows[wrong]!}].x.${name}`,
        message: say(language, "expected a number as in other rows", "应与其他行一样为数字"),
      });
      continue;
    }
    const words = [...new Set(cells.map(String))].sort();
    for (const word of columns.length === 0 ? words : words.slice(1))
      columns.push({ name: `${name}${word}`, values: cells.map((cell) => (String(cell) === word ? 1 : 0)) });
  }
  if (columns.length === 0)
    found.push({
      path: "moderators",
      message: say(language, "expected a moderator where there is no intercept", "没有截距时应有调节变量"),
    });
  return columns;
}

function covariancesOf(
  { covariance, effects }: Input,
  rows: readonly number[],
  vi: Float64Array,
  levelOf: (name: string, path: string) => Label[],
  found: Issue[],
  language: Language,
): KnownCovariance[] {
  if (!covariance) return [];
  const all: KnownCovariance[] = [];
  if ("within" in covariance) {
    const groups = levelOf(covariance.within, "covariance.within");
    for (let row = 0; row < rows.length; row++)
      for (let column = 0; column < row; column++)
        if (groups[row] === groups[column])
          all.push({ row, column, value: covariance.correlation * Math.sqrt(vi[row]! * vi[column]!) });
    return all;
  }
  const { matrix } = covariance;
  const square = matrix.length === effects.length && matrix.every((line) => line.length === effects.length);
  if (!square) {
    const message = say(
      language,
      `expected ${effects.length} rows of ${effects.length} numbers`,
      `应为 ${effects.length} 行 ${effects.length} 列`,
    );
    found.push({ path: "covariance.matrix", message });
    return [];
  }
  rows.forEach((from, row) => {
    const wrong = (column: number, en: string, zh: string): void => {
      found.push({ path: `covariance.matrix[${from}][${column}]`, message: say(language, en, zh) });
    };
    if (Math.abs(matrix[from]![from]! - vi[row]!) > 1e-6 * vi[row]!)
      wrong(from, `expected the row's own variance ${vi[row]}`, `应等于该行方差 ${vi[row]}`);
    rows.slice(0, row).forEach((to, column) => {
      const entry = matrix[from]![to]!;
      if (Math.abs(entry - matrix[to]![from]!) > 1e-9 * Math.abs(entry))
        wrong(to, "is not symmetric", "矩阵不对称");
      if (entry !== 0) all.push({ row, column, value: entry });
    });
  });
  return all;
}

function faultIssue(fault: MultilevelFault, language: Language): Issue {
  if (fault === "redundant")
    return {
      path: "moderators",
      message: say(language, "some moderators say what others say", "有的调节变量可由其他推出"),
    };
  if (fault === "covariance")
    return {
      path: "covariance",
      message: say(language, "is not a covariance: not positive definite", "不是正定的协方差"),
    };
  if (fault === "large")
    return {
      path: "random",
      message: say(
        language,
        `more than ${largestBlock} rows depend on each other: group by a finer level, or nest the levels`,
        `相互依赖的行超过 ${largestBlock}：请按更细的层级分组，或嵌套层级`,
      ),
    };
  return {
    path: "",
    message: say(language, "the likelihood could not be evaluated anywhere", "似然无法计算"),
  };
}

export const multilevel: Operation = {
  name: "multilevel",
  summary: "Pools several estimates a study: levels, outcomes or times, with cluster-robust errors.",
  input,
  example: {
    effects: [
      { yi: 0.47, vi: 0.0075, levels: { trial: 1, outcome: "PD" }, x: { outcome: "PD" } },
      { yi: -0.32, vi: 0.0077, levels: { trial: 1, outcome: "AL" }, x: { outcome: "AL" } },
      { yi: 0.2, vi: 0.0057, levels: { trial: 2, outcome: "PD" }, x: { outcome: "PD" } },
      { yi: -0.6, vi: 0.0008, levels: { trial: 2, outcome: "AL" }, x: { outcome: "AL" } },
      { yi: 0.4, vi: 0.0021, levels: { trial: 3, outcome: "PD" }, x: { outcome: "PD" } },
      { yi: -0.12, vi: 0.0014, levels: { trial: 3, outcome: "AL" }, x: { outcome: "AL" } },
      { yi: 0.26, vi: 0.0029, levels: { trial: 4, outcome: "PD" }, x: { outcome: "PD" } },
      { yi: -0.31, vi: 0.0015, levels: { trial: 4, outcome: "AL" }, x: { outcome: "AL" } },
    ],
    random: [{ by: "trial", inner: "outcome", structure: "UN" }],
    covariance: { within: "trial", correlation: 0.4 },
    moderators: ["outcome"],
    intercept: false,
    cluster: "trial",
  },
  run,
};
