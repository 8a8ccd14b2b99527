/** A pooled answer as a forest plot: the same numbers that the table shows. */
import { familyOf, hasOneGroup, isRatio, type Measure, naturalOf } from "../evidence/evidence.ts";
import type { Forest, ForestColumn, ForestGroup, ForestRow, ForestTotal } from "../plot/plot.ts";
import { type Language, languageOf, type Locale } from "../quantity/quantity.ts";
import { effectOf, type RawStudy } from "./effect.ts";
import { naturalName } from "./measure-names.ts";

/** What a forest needs of a pooled effect, as `pool` answers it. */
interface PooledPart {
  readonly method?: string;
  readonly test?: string;
  readonly k: number;
  readonly estimate: number | null;
  readonly ci: readonly [number | null, number | null] | null;
  readonly statistic: number | null;
  readonly df?: number | null;
  readonly p: number | null;
  readonly tau2?: number | null;
  readonly I2: number;
  readonly Q: number;
  readonly Qdf?: number;
  readonly Qp: number;
  readonly prediction: readonly [number | null, number | null] | null;
  readonly predictionDf?: number | null;
}

/** What `pool` answers, as far as a forest shows it. */
export interface PooledAnswer extends PooledPart {
  readonly studies: readonly {
    readonly id: string;
    readonly label?: string;
    readonly group?: string;
    readonly raw?: RawStudy;
    readonly yi?: number;
    readonly ci?: readonly [number, number];
    /** Null where the method gives none. */
    readonly weight: number | null;
  }[];
  readonly subgroups?: {
    readonly groups: readonly (PooledPart & { readonly group: string })[];
    readonly Q: number | null;
    readonly df: number;
    readonly df2: number | null;
    readonly p: number | null;
  };
}

/** What the picture adds to the numbers. */
export interface Pictured {
  readonly title?: string | undefined;
  readonly experimental?: string | undefined;
  readonly control?: string | undefined;
  readonly favours?: { readonly left: string; readonly right: string } | undefined;
  readonly mid?: number | undefined;
  readonly range?: readonly [number, number] | undefined;
  readonly part?: { readonly from: number; readonly count: number } | undefined;
  readonly measure?: Measure | undefined;
  /** Effects as published are logarithms of ratios. */
  readonly ratio: boolean;
  readonly method: string;
  readonly level: number;
  /** Normal quantile of the level, for studies whose interval `pool` does not give. */
  readonly z: number;
}

const words = {
  en: {
    total: (percent: number) => `Total (${percent}% CI)`,
    subtotal: (percent: number) => `Subtotal (${percent}% CI)`,
    fixed: "fixed",
    common: "IV, common effect",
    mixed: "GLMM, random (ML)",
    random: (method: string) => `IV, random (${method})`,
    tests: { knha: "Hartung-Knapp", adhoc: "Hartung-Knapp, ad hoc", t: "t", z: "" } as Readonly<
      Record<string, string>
    >,
    experimental: "Experimental",
    control: "Control",
    events: "Events",
    of: "Total",
    mean: "Mean",
    sd: "SD",
    time: "Time",
    counted: (all: readonly { readonly group: string | undefined; readonly count: string }[]) =>
      `Total events: ${all.map(({ group, count }) => (group === undefined ? count : `${count} (${group})`)).join(", ")}`,
    comma: ", ",
    ratio: "Ratio",
    title: "Forest plot",
  },
  zh: {
    total: (percent: number) => `合计（${percent}% CI）`,
    subtotal: (percent: number) => `小计（${percent}% CI）`,
    fixed: "固定效应",
    common: "逆方差法，共同效应",
    mixed: "GLMM，随机效应（ML）",
    random: (method: string) => `逆方差法，随机效应（${method}）`,
    tests: { knha: "Hartung-Knapp", adhoc: "Hartung-Knapp（修正）", t: "t", z: "" } as Readonly<
      Record<string, string>
    >,
    experimental: "试验组",
    control: "对照组",
    events: "事件",
    of: "总数",
    mean: "均数",
    sd: "标准差",
    time: "人时",
    counted: (all: readonly { readonly group: string | undefined; readonly count: string }[]) =>
      `事件总数：${all.map(({ group, count }) => (group === undefined ? count : `${count}（${group}）`)).join("，")}`,
    comma: "，",
    ratio: "比值",
    title: "森林图",
  },
} satisfies Record<Language, unknown>;

/** The forest of a pooled answer. */
export function forestOf(answer: PooledAnswer, pictured: Pictured, locale: Locale): Forest {
  const say = words[languageOf(locale)];
  const columns = columnsOf(answer, pictured, say);
  const percent = Number((100 * pictured.level).toPrecision(4));
  const { measure, ratio } = pictured;
  const log = ratio || (measure !== undefined && isRatio(measure));
  // Logarithms are drawn on their own axis; what else was transformed is drawn as it is read.
  const back = (studies: Studies): Back =>
    log || measure === undefined
      ? (value) => value
      : naturalOf(
          measure,
          studies.flatMap(({ raw }) => raw?.["ni"] ?? []),
        );
  const row = rowOf(columns.cells, pictured, back);
  const family = measure === undefined ? "published" : familyOf[measure];
  const oneGroup = measure !== undefined && hasOneGroup(measure);
  const total = (part: PooledPart, studies: Studies, label: string, weight: number | null): ForestTotal => {
    const { test, ...rest } = totalOf(part, label, weight, pictured.method, back(studies));
    return { ...rest, ...(test && !oneGroup && { test }), ...columns.sums(studies) };
  };
  // As the studies come, not as R sorts their names.
  const place = (group: string): number => answer.studies.findIndex((study) => study.group === group);
  const subgroups = [...(answer.subgroups?.groups ?? [])].sort((a, b) => place(a.group) - place(b.group));
  const weightOf = (group: string): number =>
    answer.studies
      .filter((study) => study.group === group)
      .reduce((sum, study) => sum + (study.weight ?? 0), 0);
  const groups: ForestGroup[] = subgroups.length
    ? subgroups.map((group) => {
        const studies = answer.studies.filter((study) => study.group === group.group);
        return {
          heading: group.group,
          rows: studies.map(row),
          total: total(group, studies, say.subtotal(percent), weightOf(group.group)),
        };
      })
    : [{ rows: answer.studies.map(row) }];
  const { subgroups: apart } = answer;
  return {
    title: pictured.title ?? say.title,
    locale,
    measure: ratio ? say.ratio : naturalName(measure, locale),
    model: modelName(pictured.method, answer.test, say),
    log,
    ...(oneGroup && { oneGroup }),
    ...(bounds[family] && { bounds: bounds[family] }),
    level: pictured.level,
    columns: columns.headings,
    groups,
    total: total(
      answer,
      answer.studies,
      say.total(percent),
      answer.studies.some(({ weight }) => weight !== null) ? 100 : null,
    ),
    ...(apart &&
      apart.Q !== null &&
      apart.p !== null && {
        subgroupTest: {
          Q: apart.Q,
          df: apart.df,
          df2: apart.df2,
          p: apart.p,
          I2: Math.max(0, (100 * (apart.Q - apart.df)) / apart.Q) || 0,
        },
      }),
    ...(pictured.favours && { favours: pictured.favours }),
    ...(pictured.mid !== undefined && !oneGroup && { mid: [back(answer.studies)(pictured.mid)] }),
    ...(pictured.range && { range: pictured.range }),
    ...(pictured.part && { part: pictured.part }),
  };
}

/** From the analysis scale to the one drawn. */
type Back = (value: number) => number;

const bounds: Readonly<Record<string, readonly [number, number]>> = {
  proportion: [0, 1],
  correlation: [-1, 1],
};

type Say = (typeof words)["en"];

function modelName(method: string, test: string | undefined, say: Say): string {
  if (method === "MH") return `M-H, ${say.fixed}`;
  if (method === "GLMM") return say.mixed;
  if (method === "PETO") return `Peto, ${say.fixed}`;
  const model = method === "EE" ? say.common : say.random(method);
  const tested = say.tests[test ?? "z"] ?? "";
  return tested === "" ? model : `${model}${say.comma}${tested}`;
}

function totalOf(
  pooled: PooledPart,
  label: string,
  weight: number | null,
  method: string,
  back: Back,
): ForestTotal {
  const { estimate, ci, statistic, df, p } = pooled;
  const predicted = ends(pooled.prediction, back);
  const random = method !== "EE" && method !== "MH" && method !== "PETO";
  return {
    label,
    estimate: estimate === null ? null : back(estimate),
    ci: ends(ci, back),
    weight,
    ...(pooled.k > 1 && {
      heterogeneity: {
        tau2: random ? (pooled.tau2 ?? null) : null,
        Q: pooled.Q,
        df: pooled.Qdf ?? pooled.k - 1,
        p: pooled.Qp,
        I2: pooled.I2,
      },
    }),
    ...(statistic !== null &&
      p !== null && {
        test: {
          statistic: df === null || df === undefined ? ("Z" as const) : ("t" as const),
          value: statistic,
          df: df ?? null,
          p,
        },
      }),
    // Two studies give a prediction interval that says nothing but that they are two.
    prediction:
      random && pooled.k > 2 && predicted ? { interval: predicted, df: pooled.predictionDf ?? null } : null,
  };
}

const ends = (interval: PooledPart["ci"], back: Back): readonly [number, number] | null =>
  interval && interval[0] !== null && interval[1] !== null ? [back(interval[0]), back(interval[1])] : null;

type Cells = (raw: RawStudy | undefined) => string[];

const shown = (value: number | undefined): string =>
  value === undefined
    ? ""
    : Number(value.toPrecision(6)).toLocaleString("en-US", { maximumFractionDigits: 4 }).replace("-", "−");

/** A column of raw numbers: its heading, the group it belongs to, and how its cell is found. */
interface RawColumn {
  readonly heading: string;
  readonly over?: string;
  readonly of: (raw: RawStudy | undefined) => number | undefined;
  /** Summed under the studies: in the line of the total, or as a count of events below it. */
  readonly summed?: "total" | "events";
}

const field =
  (name: string) =>
  (raw: RawStudy | undefined): number | undefined =>
    raw?.[name];

/** The columns that every study, or at least one, has numbers for. */
function rawColumns({ studies }: PooledAnswer, { experimental, control }: Pictured, say: Say): RawColumn[] {
  const has = (...keys: string[]): boolean =>
    studies.some(({ raw }) => raw && keys.every((key) => raw[key] !== undefined));
  const groups = [experimental ?? say.experimental, control ?? say.control];
  const two = (columns: (side: 0 | 1) => RawColumn[]): RawColumn[] =>
    ([0, 1] as const).flatMap((side) => columns(side).map((column) => ({ ...column, over: groups[side]! })));
  if (has("ai", "bi", "ci", "di"))
    return two((side) => {
      const [event, rest] = side === 0 ? (["ai", "bi"] as const) : (["ci", "di"] as const);
      return [
        { heading: say.events, of: field(event), summed: "events" },
        { heading: say.of, of: (raw) => sum(raw, event, rest), summed: "total" },
      ];
    });
  if (has("m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"))
    return two((side) => [
      { heading: say.mean, of: field(`m${side + 1}i`) },
      { heading: say.sd, of: field(`sd${side + 1}i`) },
      { heading: say.of, of: field(`n${side + 1}i`), summed: "total" },
    ]);
  if (has("x1i", "t1i", "x2i", "t2i"))
    return two((side) => [
      { heading: say.events, of: field(`x${side + 1}i`), summed: "events" },
      { heading: say.time, of: field(`t${side + 1}i`), summed: "total" },
    ]);
  const size: RawColumn = { heading: say.of, of: field("ni"), summed: "total" };
  if (has("xi", "ni")) return [{ heading: say.events, of: field("xi"), summed: "events" }, size];
  if (has("mi", "sdi", "ni"))
    return [{ heading: say.mean, of: field("mi") }, { heading: say.sd, of: field("sdi") }, size];
  if (has("ri", "ni")) return [{ heading: "r", of: field("ri") }, size];
  if (has("OmE", "V"))
    return [
      { heading: "O−E", of: field("OmE") },
      { heading: "V", of: field("V") },
    ];
  return [];
}

type Studies = PooledAnswer["studies"];

/** The raw columns as the forest has them, with the sums under some of the studies. */
function columnsOf(
  answer: PooledAnswer,
  pictured: Pictured,
  say: Say,
): {
  readonly headings: ForestColumn[];
  readonly cells: Cells;
  readonly sums: (studies: Studies) => Pick<ForestTotal, "raw" | "counted">;
} {
  const columns = rawColumns(answer, pictured, say);
  const total = (studies: Studies, { of }: RawColumn): number =>
    studies.reduce((all, { raw }) => all + (of(raw) ?? 0), 0);
  return {
    headings: columns.map(({ heading, over }) => ({ heading, ...(over !== undefined && { over }) })),
    cells: (raw) => columns.map(({ of }) => shown(of(raw))),
    sums: (studies) => {
      const events = columns.filter(({ summed }) => summed === "events");
      return {
        raw: columns.map((column) => (column.summed === "total" ? shown(total(studies, column)) : "")),
        ...(events.length > 0 && {
          counted: say.counted(
            events.map((column) => ({ group: column.over, count: shown(total(studies, column)) })),
          ),
        }),
      };
    },
  };
}

const sum = (raw: RawStudy | undefined, a: string, b: string): number | undefined =>
  raw?.[a] === undefined || raw[b] === undefined ? undefined : raw[a] + raw[b];

const rowOf =
  (cells: Cells, { measure, z }: Pictured, back: (studies: Studies) => Back) =>
  (study: PooledAnswer["studies"][number]): ForestRow => {
    // Mantel-Haenszel and Peto pool tables: each study's own effect is computed from its row.
    const own = study.yi === undefined && measure && study.raw ? effectOf(measure, study.raw) : null;
    const half = own ? z * Math.sqrt(own.vi) : 0;
    const natural = back([study]);
    const estimate = study.yi ?? own?.yi;
    return {
      label: study.label ?? study.id,
      raw: cells(study.raw),
      estimate: estimate === undefined ? null : natural(estimate),
      ci: ends(study.ci ?? (own ? [own.yi - half, own.yi + half] : null), natural),
      weight: study.weight,
    };
  };
