/** `pool`: one number from many studies, with everything a table or a forest needs. */
import { z } from "zod";
import {
  critical,
  type Effect,
  familyOf,
  type Interval,
  isRatio,
  logLikelihood,
  meanProblem,
  type Measure,
  measures,
  type Method,
  methods,
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
import { type Issue, inside, type Language, languageOf, readShape } from "../quantity/quantity.ts";
import { effectOf, rawOf, type RawStudy, readStudies } from "./effect.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { poolTables, tableIssues } from "./pool-tables.ts";
import {
  checkVariance,
  columnsOf,
  defaulted,
  effectFields,
  finite,
  finiteInterval,
  levelOption,
  testOption,
  tooFew,
} from "./read-effects.ts";

const input = z.strictObject({
  effects: z
    .array(
      z
        .strictObject({
          ...effectFields,
          label: z.string().optional(),
          group: z.string().optional().describe("Subgroup; each is pooled too."),
          design: z.enum(["randomised", "non-randomised"]).optional(),
          raw: z.record(z.string(), z.number()).optional().describe("Raw numbers, passed through."),
        })
        .superRefine(checkVariance),
    )
    .min(1)
    .optional()
    .describe("One row a study, on the analysis scale."),
  tables: z
    .array(z.looseObject({}))
    .min(1)
    .optional()
    .describe("In place of effects: raw numbers by metafor's names, pooled by `measure`."),
  measure: z.enum(measures as [Measure, ...Measure[]]).optional(),
  method: z.enum([...methods, "MH", "PETO"] as [Method, "MH", "PETO"]).optional(),
  test: testOption.optional(),
  level: levelOption.optional(),
  tau2: z
    .enum(["separate", "common"])
    .optional()
    .describe("Whether subgroups share one tau2; separate where absent."),
  modes: z.boolean().optional().describe("Adds RevMan 5's and today's recommended analysis side by side."),
  mid: z.number().gt(0).optional().describe("Minimal important difference, on the analysis scale."),
});

type Input = z.output<typeof input>;

/** A study as the answer shows it. */
interface Row {
  readonly id: string;
  readonly label?: string | undefined;
  readonly group?: string | undefined;
  readonly design?: "randomised" | "non-randomised" | undefined;
  readonly raw?: RawStudy | undefined;
}

/** The studies to be pooled: effects as arrays beside what is known of each. */
interface Read {
  readonly yi: Float64Array;
  readonly vi: Float64Array;
  readonly rows: readonly Row[];
  readonly gaps: readonly string[];
  /** All raw rows, for methods that need no effect of each. */
  readonly raw: readonly RawStudy[] | null;
}

function readRaw(value: Input, context: Context): { read?: Read; issues: readonly Issue[] } {
  const language = languageOf(context.locale);
  const measure = value.measure!;
  const { studies, issues } = readStudies(measure, value.tables, "tables", context);
  if (issues.length > 0) return { issues };
  const effects = studies.map((row) => ({
    id: row["id"] as string | number | undefined,
    ...blank(effectOf(measure, row)),
  }));
  const columns = columnsOf(effects, language);
  const keep = (i: number): Row => {
    const row = studies[i]!;
    return {
      id: String(row["id"] ?? i + 1),
      label: row["label"] as string | undefined,
      group: row["group"] as string | undefined,
      design: row["design"] as Row["design"],
      raw: rawOf(row),
    };
  };
  return {
    read: {
      yi: columns.yi,
      vi: columns.vi,
      rows: columns.rows.map(keep),
      gaps: columns.gaps,
      raw: studies.map(rawOf),
    },
    issues: [],
  };
}

const blank = (effect: Effect | null) => effect ?? { yi: null, vi: null };

function read(value: Input, context: Context): { read?: Read; issues: readonly Issue[] } {
  const zh = languageOf(context.locale) === "zh";
  const lacking = (path: string, en: string, cn: string) => ({ issues: [{ path, message: zh ? cn : en }] });
  if ((value.effects === undefined) === (value.tables === undefined))
    return lacking(
      value.effects ? "tables" : "effects",
      "expected either effects or tables",
      "effects 与 tables 应给出其一",
    );
  if (value.tables !== undefined) {
    if (value.measure === undefined && value.method !== "PETO")
      return lacking("measure", "tables need a measure, such as RR", "tables 需要给出 measure，例如 RR");
    return readRaw({ ...value, measure: value.measure ?? "PETO" }, context);
  }
  if (value.method === "MH" || value.method === "PETO")
    return lacking(
      "tables",
      `${value.method} pools tables, not effects`,
      `${value.method} 合并的是 tables，而非 effects`,
    );
  const columns = columnsOf(value.effects!, zh ? "zh" : "en");
  return {
    read: {
      yi: columns.yi,
      vi: columns.vi,
      gaps: columns.gaps,
      raw: null,
      rows: columns.rows.map((i, at) => {
        const { label, group, design, raw } = value.effects![i]!;
        return { id: columns.ids[at]!, label, group, design, raw };
      }),
    },
    issues: [],
  };
}

const exponential = (interval: Interval | null) => interval && [Math.exp(interval[0]), Math.exp(interval[1])];

/** What both kinds of pooled result share, as JSON. */
export function pooledAnswer(
  pooled: Pooled | PooledTables,
  measure: Measure | undefined,
): Record<string, unknown> {
  const { weights: _, ...rest } = pooled;
  return {
    ...rest,
    estimate: finite(pooled.estimate),
    se: finite(pooled.se),
    statistic: finite(pooled.statistic),
    p: finite(pooled.p),
    ci: finiteInterval(pooled.ci),
    prediction: finiteInterval(pooled.prediction),
    ...(measure && isRatio(measure)
      ? {
          natural: {
            estimate: Math.exp(pooled.estimate),
            ci: exponential(pooled.ci),
            prediction: exponential(pooled.prediction),
          },
        }
      : {}),
  };
}

/** The studies of a forest: effect, interval, weight, and the raw numbers as they came. */
function forestRows(
  { yi, vi, rows }: Read,
  weights: readonly number[],
  level: number,
  measure: Measure | undefined,
) {
  return rows.map((row, i) => {
    const sei = Math.sqrt(vi[i]!);
    const half = critical(level, null) * sei;
    const ci: Interval = [yi[i]! - half, yi[i]! + half];
    return {
      ...row,
      yi: yi[i]!,
      vi: vi[i]!,
      sei,
      ci,
      weight: weights[i]!,
      ...(measure && isRatio(measure)
        ? { natural: { estimate: Math.exp(yi[i]!), ci: exponential(ci) } }
        : {}),
    };
  });
}

/** Where a pooled effect stands against a minimal important difference. */
function important(pooled: Pooled | PooledTables, mid: number) {
  const [low, high] = pooled.ci;
  const beyond = (x: number): boolean => Math.abs(x) >= mid;
  return {
    value: mid,
    estimateBeyond: beyond(pooled.estimate),
    ciBeyond:
      beyond(low) && beyond(high) && low > 0 === high > 0
        ? "all"
        : beyond(low) || beyond(high)
          ? "part"
          : "none",
    predictionBeyond: pooled.prediction
      ? beyond(pooled.prediction[0]) &&
        beyond(pooled.prediction[1]) &&
        pooled.prediction[0] > 0 === pooled.prediction[1] > 0
        ? "all"
        : beyond(pooled.prediction[0]) || beyond(pooled.prediction[1])
          ? "part"
          : "none"
      : null,
  };
}

const pick = (read: Read, at: readonly number[]): Read => ({
  ...read,
  yi: Float64Array.from(at, (i) => read.yi[i]!),
  vi: Float64Array.from(at, (i) => read.vi[i]!),
  rows: at.map((i) => read.rows[i]!),
});

/** Randomised and non-randomised studies are never pooled together: the first are answered, the others beside them. */
function apart(read: Read): { main: Read; other: Read | null } {
  const of = (design: Row["design"]): number[] =>
    read.rows.flatMap((row, i) => (row.design === design ? [i] : []));
  const other = of("non-randomised");
  if (other.length === 0 || other.length === read.rows.length) return { main: read, other: null };
  return {
    main: pick(
      read,
      read.rows.flatMap((row, i) => (row.design === "non-randomised" ? [] : [i])),
    ),
    other: pick(read, other),
  };
}

interface Options {
  readonly method: Method;
  readonly test: Test;
  readonly level: number;
}

/** The inverse-variance answer, with everything that only it has. */
function inverseVariance(
  studies: Read,
  options: Options,
  value: Input,
  language: Language,
): Record<string, unknown> {
  const { yi, vi, rows } = studies;
  const pooled = poolEffects(yi, vi, options);
  const problem = meanProblem(yi, vi);
  const { level } = options;
  const groups = rows.map((row) => row.group);
  const named = groups.every((group) => group !== undefined) && new Set(groups).size > 1;
  const restricted = options.method !== "ML" && options.method !== "EE";
  return {
    ...pooledAnswer(pooled, value.measure),
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
    studies: forestRows(studies, pooled.weights, level, value.measure),
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

function groupsAnswer({ yi, vi, rows }: Read, groups: readonly string[], options: Options, value: Input) {
  const found = subgroups(yi, vi, groups, { ...options, tau2: value.tau2 ?? "separate" });
  return {
    ...found,
    groups: found.groups.map(({ group, studies, pooled }) => ({
      group,
      studies: studies.map((i) => rows[i]!.id),
      ...pooledAnswer(pooled, value.measure),
      weights: pooled.weights,
    })),
  };
}

function run(given: unknown, context: Context): Reply {
  const { value, issues } = readShape(input, given, context.locale);
  if (value === undefined) return refused(issues);
  const language = languageOf(context.locale);
  const { read: found, issues: wrong } = read(value, context);
  if (!found) return refused(wrong);
  const level = value.level ?? 0.95;
  if (value.method === "MH" || value.method === "PETO") return tablesReply(value, found, level, context);
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
  if (other === null) return answered({ ...answer, measure: value.measure }, found.gaps, assumed);
  assumed.push(
    language === "zh"
      ? `随机与非随机研究分开合并；以上为 ${k} 项其余研究的结果，非随机研究见 nonRandomised。`
      : `Randomised and non-randomised studies are kept apart: the figures are of the ${k} others, those of the non-randomised stand under nonRandomised.`,
  );
  const otherTest = other.yi.length === 1 ? "z" : test;
  const nonRandomised = inverseVariance(other, { method, test: otherTest, level }, value, language);
  return answered({ ...answer, measure: value.measure, nonRandomised }, found.gaps, assumed);
}

/** Mantel-Haenszel and Peto, which pool the tables themselves. */
function tablesReply(value: Input, found: Read, level: number, context: Context): Reply {
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
    raw,
    weight: pooled.weights[i]!,
  }));
  return answered(
    {
      ...pooledAnswer(pooled, measure),
      ...(familyOf[measure] === "table" && (measure === "OR" || measure === "PETO")
        ? { oddsRatioTests: oddsRatioTests(found.raw! as unknown as readonly Table[]) }
        : {}),
      studies: rows,
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
    [],
  );
}

export const pool: Operation = {
  name: "pool",
  summary: "Pools effects or tables: estimate, heterogeneity, prediction interval, weights, subgroups.",
  input,
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
  run,
};
