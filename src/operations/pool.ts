/** `pool`: one number from many studies, with everything a table or a forest needs. */
import {
  familyOf,
  isRatio,
  logLikelihood,
  meanProblem,
  type Method,
  modes as bothModes,
  oddsRatioTests,
  pool as poolEffects,
  type Pooled,
  type PooledTables,
  predictionInterval,
  profileLikelihood,
  qProfile,
  type Rates,
  subgroups,
  type Table,
  type Test,
} from "../evidence/evidence.ts";
import { inside, type Language, languageOf, readShape } from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { mixedReply } from "./pool-mixed.ts";
import { poolTables, tableIssues } from "./pool-tables.ts";
import { defaulted, finite, finiteInterval, tooFew } from "./read-effects.ts";
import { apart, type PoolInput, poolInput, type PoolStudies, readPool } from "./read-pool.ts";
import { forestRows, important, pooledAnswer } from "./write-pooled.ts";
import { oneTable } from "./tables.ts";

interface Options {
  readonly method: Method;
  readonly test: Test;
  readonly level: number;
}

/** The inverse-variance answer, with everything that only it has. */
function inverseVariance(
  studies: PoolStudies,
  options: Options,
  value: PoolInput,
  language: Language,
): Record<string, unknown> {
  const { yi, vi, rows } = studies;
  const pooled = predicting(poolEffects(yi, vi, options), value.prediction);
  const problem = meanProblem(yi, vi);
  const { level } = options;
  const groups = rows.map((row) => row.group);
  const named = groups.every((group) => group !== undefined) && new Set(groups).size > 1;
  const restricted = options.method !== "ML" && options.method !== "EE";
  return {
    ...pooledAnswer(pooled, onLogs(value)),
    predictions: {
      z: finiteInterval(predictionInterval(pooled, "z")),
      "k-1": finiteInterval(predictionInterval(pooled, "k-1")),
      "k-2": finiteInterval(predictionInterval(pooled, "k-2")),
    },
    heterogeneity: {
      qProfile: qProfile(problem, level),
      profileLikelihood: profileLikelihood(problem, level, restricted),
    },
    logLikelihood: finite(logLikelihood(problem, pooled.tau2, restricted)),
    studies: forestRows(studies, pooled.weights, level, onLogs(value)),
    ...(named ? { subgroups: groupsAnswer(studies, groups as string[], options, value) } : {}),
    ...(value.mid === undefined ? {} : { mid: important(pooled, value.mid) }),
    ...(value.modes
      ? {
          modes: bothModes(
            yi,
            vi,
            value.measure,
            studies.raw && rows.map((row) => row.raw!),
            level,
            language,
          ),
        }
      : {}),
  };
}

function groupsAnswer(
  { yi, vi, rows }: PoolStudies,
  groups: readonly string[],
  options: Options,
  value: PoolInput,
) {
  const found = subgroups(yi, vi, groups, { ...options, tau2: value.tau2 ?? "separate" });
  return {
    ...found,
    Q: finite(found.Q),
    p: finite(found.p),
    groups: found.groups.map(({ group, studies, pooled }) => ({
      group,
      studies: studies.map((i) => rows[i]!.id),
      ...pooledAnswer(predicting(pooled, value.prediction), onLogs(value)),
      weights: pooled.weights,
    })),
  };
}

/** Whether effects are logarithms of ratios: by their measure, or because it is said of published ones. */
const onLogs = ({ measure, ratio }: PoolInput): boolean =>
  ratio === true || (measure !== undefined && isRatio(measure));

/** The pooled result with the prediction interval that was asked for in place of the test's own. */
function predicting(pooled: Pooled, asked: PoolInput["prediction"]): Pooled {
  if (asked === undefined) return pooled;
  if (asked === "none") return { ...pooled, prediction: null, predictionDf: null };
  const df = asked === "z" ? null : pooled.k - (asked === "k-1" ? 1 : 2);
  return { ...pooled, prediction: predictionInterval(pooled, asked), predictionDf: df };
}

/** Equal effects leave Hartung and Knapp's standard error at 0: metafor prints an interval without width. */
const noSpread = (language: Language): string =>
  language === "zh"
    ? "各研究效应完全相同，Hartung-Knapp 标准误为 0，其区间与 p 值没有意义。"
    : "All effects are equal: Hartung and Knapp's standard error is 0, and its interval and p say nothing.";

function run(given: unknown, context: Context): Reply {
  const { value, issues } = readShape(poolInput, given, context.locale);
  if (value === undefined) return refused(issues);
  const language = languageOf(context.locale);
  const { read: found, issues: wrong } = readPool(value, context);
  if (!found) return refused(wrong);
  const level = value.level ?? 0.95;
  if (value.method === "MH" || value.method === "PETO") return tablesReply(value, found, level, context);
  if (value.method === "GLMM") return mixedReply(value, found, level, context);
  const { main, other } = apart(found);
  const k = main.yi.length;
  if (k === 0)
    return refused([
      tooFew(0, 1, language === "zh" ? "合并" : "pooling", value.effects ? "effects" : "tables", language),
    ]);
  if (k === 1 && value.test !== undefined && value.test !== "z")
    return refused([
      tooFew(1, 2, language === "zh" ? `检验 ${value.test} ` : `the test ${value.test}`, "test", language),
    ]);
  const assumed: string[] = [];
  const method = value.method ?? "REML";
  const test = value.test ?? (k === 1 ? "z" : "knha");
  if (value.method === undefined) assumed.push(defaulted("method", method, language));
  if (value.test === undefined) assumed.push(defaulted("test", test, language));
  const answer = inverseVariance(main, { method, test, level }, value, language);
  const gaps = answer["se"] === 0 ? [...found.gaps, noSpread(language)] : found.gaps;
  if (other === null) return answered({ ...answer, measure: value.measure }, gaps, assumed);
  assumed.push(
    language === "zh"
      ? `随机与非随机研究分开合并；以上为 ${k} 项其余研究的结果，非随机研究见 nonRandomised。`
      : `Randomised and non-randomised studies are kept apart: the figures are of the ${k} others, those of the non-randomised stand under nonRandomised.`,
  );
  const otherTest = other.yi.length === 1 ? "z" : test;
  const nonRandomised = inverseVariance(other, { method, test: otherTest, level }, value, language);
  return answered({ ...answer, measure: value.measure, nonRandomised }, gaps, assumed);
}

interface TableRow {
  readonly id: string;
  readonly group?: string;
  readonly raw: unknown;
}

/** Tables pooled group by group, with the test between the groups' results that RevMan 5 prints (Deeks and Higgins 2010). */
function tableGroups(
  rows: readonly TableRow[],
  poolSome: (raw: readonly (Table & Rates)[]) => PooledTables,
  logarithms: boolean,
): Record<string, unknown> {
  const names = [...new Set(rows.map(({ group }) => group))];
  if (names.length < 2 || names.includes(undefined)) return {};
  const all = names.map((group) => {
    const studies = rows.filter((row) => row.group === group);
    return { group, studies, pooled: poolSome(studies.map(({ raw }) => raw as Table & Rates)) };
  });
  const told = all.filter(({ pooled }) => Number.isFinite(pooled.estimate) && pooled.se > 0);
  const between =
    told.length < 2
      ? null
      : poolEffects(
          Float64Array.from(told, ({ pooled }) => pooled.estimate),
          Float64Array.from(told, ({ pooled }) => pooled.se ** 2),
          { method: "EE", test: "z", level: 0.95 },
        );
  return {
    subgroups: {
      tau2: "separate",
      Q: between && finite(between.Q),
      df: Math.max(0, told.length - 1),
      df2: null,
      p: between && finite(between.Qp),
      groups: all.map(({ group, studies, pooled }) => ({
        group,
        studies: studies.map(({ id }) => id),
        ...pooledAnswer(pooled, logarithms),
        weights: pooled.weights,
      })),
    },
  };
}

/** Mantel-Haenszel and Peto, which pool the tables themselves. */
function tablesReply(value: PoolInput, found: PoolStudies, level: number, context: Context): Reply {
  const language = languageOf(context.locale);
  const measure = value.measure ?? "PETO";
  const method = value.method as "MH" | "PETO";
  const wrong = tableIssues(method, measure, value.test, language);
  const gaps = found.raw!.flatMap((raw, i) =>
    Object.keys(raw).length < 4
      ? [
          {
            path: inside("tables", i),
            message: language === "zh" ? "该研究缺少数据" : "this study lacks numbers",
          },
        ]
      : [],
  );
  if (wrong.length + gaps.length > 0) return refused([...wrong, ...gaps]);
  const pooled = poolTables(method, measure, found.raw! as unknown as readonly (Table & Rates)[], level);
  if (!Number.isFinite(pooled.se) || !Number.isFinite(pooled.estimate))
    return refused([
      {
        path: "tables",
        message: language === "zh" ? "这些表中没有可合并的信息" : "these tables hold nothing to pool",
      },
    ]);
  const rows = found.raw!.map((raw, i) => ({
    id: String((value.tables![i] as { id?: unknown }).id ?? i + 1),
    ...("label" in value.tables![i]! && { label: String(value.tables![i]!["label"]) }),
    ...("group" in value.tables![i]! && { group: String(value.tables![i]!["group"]) }),
    raw,
    weight: pooled.weights[i]!,
  }));
  return answered(
    {
      ...pooledAnswer(pooled, isRatio(measure)),
      ...(familyOf[measure] === "table" && (measure === "OR" || measure === "PETO")
        ? { oddsRatioTests: oddsRatioTests(found.raw! as unknown as readonly Table[]) }
        : {}),
      studies: rows,
      ...tableGroups(rows, (raw) => poolTables(method, measure, raw, level), isRatio(measure)),
      ...(value.mid === undefined ? {} : { mid: important(pooled, value.mid) }),
      ...(value.modes && found.yi.length > 0
        ? {
            modes: bothModes(
              found.yi,
              found.vi,
              measure,
              found.rows.map((row) => row.raw!),
              level,
              language,
            ),
          }
        : {}),
    },
    [],
    method === "MH" && rows.some(({ raw }) => ["ai", "bi", "ci", "di"].some((cell) => raw[cell] === 0))
      ? [unfilled[language]]
      : [],
  );
}

const unfilled: Readonly<Record<Language, string>> = {
  en: "Mantel-Haenszel pools the counts as they are, as metafor does; RevMan 5 first adds 0.5 to a table with an empty cell.",
  zh: "Mantel-Haenszel 法与 metafor 一致，按原始计数合并；RevMan 5 会先给含零单元格的四格表加 0.5。",
};

export const pool: Operation = {
  name: "pool",
  summary: "Pools effects or tables: estimate, heterogeneity, prediction interval, weights, subgroups.",
  input: poolInput,
  example: {
    effects: [
      { id: "Noppers 2011", yi: 0.9808, vi: 0.2917 },
      { id: "Lumanauw 2019", yi: 0.7185, vi: 0.0523 },
      { id: "Kvarnström 2003", yi: 1.2528, vi: 0.4762 },
      { id: "Kvarnström 2004", yi: 2.3979, vi: 2 },
    ],
    method: "REML",
    test: "knha",
    level: 0.95,
  },
  fromFile: (name, bytes, locale) =>
    oneTable(name, bytes, locale, ({ rows, measure }) => ({ tables: rows, measure })),
  run,
};
