/** `effect`: from what a trial reports to an effect and its variance. */
import { z } from "zod";
import {
  critical,
  type Effect,
  families,
  familyOf,
  type Family,
  implausible,
  isRatio,
  type Measure,
  measures,
} from "../evidence/evidence.ts";
import { type Issue, languageOf, readShape, refuse, suggest } from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { levelOption, studyId } from "./read-effects.ts";
import { oneTable } from "./tables.ts";

const count = z.number().min(0);
const size = z.number().gt(0);
const maybe = <T extends z.ZodType>(schema: T) => schema.nullable().optional();

/** What a study is called and what else is kept with it. */
const named = {
  id: studyId.optional(),
  label: z.string().optional(),
  group: z.string().optional(),
  design: z.enum(["randomised", "non-randomised"]).optional(),
} as const;

const deviation = z.number().min(0);

/** The columns of each family; a missing number is null or absent, and the effect is then not defined. */
export const studyFields = {
  table: {
    ai: maybe(count),
    bi: maybe(count),
    n1i: maybe(size),
    ci: maybe(count),
    di: maybe(count),
    n2i: maybe(size),
  },
  rates: { x1i: maybe(count), t1i: maybe(size), x2i: maybe(count), t2i: maybe(size) },
  means: {
    m1i: maybe(z.number()),
    sd1i: maybe(deviation),
    n1i: maybe(size),
    m2i: maybe(z.number()),
    sd2i: maybe(deviation),
    n2i: maybe(size),
  },
  correlation: { ri: maybe(z.number().min(-1).max(1)), ni: maybe(size) },
  proportion: { xi: maybe(count), ni: maybe(size) },
  singleMean: { mi: maybe(z.number()), sdi: maybe(deviation), ni: maybe(size) },
  reliability: { ai: maybe(z.number().max(1)), mi: maybe(z.number().gt(1)), ni: maybe(size) },
  hazard: {
    hr: maybe(z.number().gt(0)),
    lower: maybe(z.number().gt(0)),
    upper: maybe(z.number().gt(0)),
    level: maybe(z.number().gt(0).lt(1)),
    OmE: maybe(z.number()),
    V: maybe(z.number().gt(0)),
  },
  published: {
    yi: maybe(z.number()),
    vi: maybe(z.number().gt(0)),
    sei: maybe(z.number().gt(0)),
    lower: maybe(z.number()),
    upper: maybe(z.number()),
    level: maybe(z.number().gt(0).lt(1)),
    ni: maybe(size),
  },
} as const satisfies Readonly<Record<Family, z.ZodRawShape>>;

type Row = Readonly<Record<string, unknown>>;

/** The sentence for an arm with more events than persons. */
const moreThan = (part: string, whole: string, a: number, b: number) => ({
  en: `${part} is ${a}, more than ${whole} ${b}`,
  zh: `${part} 为 ${a}，多于 ${whole} 的 ${b}`,
});

/** Refuses numbers that contradict each other. */
function contradictions(row: Row, context: z.core.$RefinementCtx): void {
  for (const [part, whole, rest] of [
    ["ai", "n1i", "bi"],
    ["ci", "n2i", "di"],
    ["xi", "ni", ""],
  ] as const) {
    const [a, n, b] = [row[part], row[whole], row[rest]];
    if (typeof a !== "number" || typeof n !== "number") continue;
    if (a > n) refuse(context, moreThan(part, whole, a, n), [part]);
    else if (typeof b === "number" && Math.abs(a + b - n) > 1e-9 * n)
      refuse(
        context,
        {
          en: `${part} + ${rest} is ${a + b}, but ${whole} is ${n}`,
          zh: `${part} + ${rest} 为 ${a + b}，而 ${whole} 为 ${n}`,
        },
        [whole],
      );
  }
  const [lower, upper] = [row["lower"], row["upper"]];
  if (typeof lower === "number" && typeof upper === "number" && lower > upper)
    refuse(
      context,
      { en: `lower is ${lower}, above upper ${upper}`, zh: `lower 为 ${lower}，高于 upper 的 ${upper}` },
      ["lower"],
    );
}

/** The schema of one study of a family. */
export const studyOf = (family: Family): z.ZodType<Row> =>
  z
    .strictObject({ ...named, ...(family === "table" ? { ...studyFields.table } : studyFields[family]) })
    .superRefine(contradictions) as unknown as z.ZodType<Row>;

/** Columns that a measure cannot do without; where two are joined by |, either will do. */
const needs: Readonly<Record<Family, readonly string[]>> = {
  table: ["ai", "bi|n1i", "ci", "di|n2i"],
  rates: ["x1i", "t1i", "x2i", "t2i"],
  means: ["m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"],
  correlation: ["ri", "ni"],
  proportion: ["xi", "ni"],
  singleMean: ["mi", "sdi", "ni"],
  reliability: ["ai", "mi", "ni"],
  hazard: ["hr|OmE", "lower|V", "upper|V"],
  published: ["yi", "vi|sei|lower"],
};

/** Columns of its family that a measure does not read. */
const unread: Readonly<Partial<Record<Measure, readonly string[]>>> = {
  SMD1: ["sd1i"],
  VR: ["m1i", "m2i"],
  SDLN: ["mi"],
};

/** The columns a measure needs. */
const neededBy = (measure: Measure): readonly string[] =>
  needs[familyOf[measure]].filter((column) => !(unread[measure] ?? []).includes(column));

const present = (row: Row, column: string): boolean =>
  column.split("|").some((name) => row[name] !== undefined && row[name] !== null);

/** The measures that these columns suffice for. */
export const measuresFor = (columns: readonly string[]): Measure[] =>
  measures.filter(
    (measure) =>
      neededBy(measure).every((column) => column.split("|").some((name) => columns.includes(name))) &&
      // Both are hazard ratios: which columns there are says by which way.
      (measure !== "HR" || columns.includes("hr")) &&
      (measure !== "OE" || columns.includes("OmE")),
  );

/** The columns that a measure can be computed from. */
export const columnsFor = (measure: Measure): readonly string[] =>
  Object.keys(studyFields[familyOf[measure]]);

/** The numbers of a row, with bi and di from the sizes of the arms where only those are given. */
function numbers(row: Row): Record<string, number> {
  const all: Record<string, number> = {};
  for (const [name, value] of Object.entries(row))
    if (typeof value === "number" && name !== "id") all[name] = value;
  if (
    all["bi"] === undefined &&
    all["n1i"] !== undefined &&
    all["ai"] !== undefined &&
    all["ci"] !== undefined
  )
    all["bi"] = all["n1i"] - all["ai"];
  if (all["di"] === undefined && all["n2i"] !== undefined && all["ci"] !== undefined)
    all["di"] = all["n2i"] - all["ci"];
  return all;
}

/** The raw numbers a study was pooled from, by metafor's names. */
export type RawStudy = Record<string, number>;

/** One study's effect by a measure. */
export function effectOf(measure: Measure, row: Row): Effect | null {
  if (!neededBy(measure).every((column) => present(row, column))) return null;
  const compute = (families[familyOf[measure]] as Record<string, (study: never) => Effect | null>)[measure]!;
  const effect = compute(numbers(row) as never);
  return effect && effect.vi > 0 ? effect : null;
}

/** The raw numbers of a row. */
export const rawOf = (row: Row): RawStudy => numbers(row);

/** An issue at a column that the measure does not have says which it has. */
function withColumns(issue: Issue, measure: Measure, zh: boolean): Issue {
  const column = /\]\.([^.[\]]+)$/.exec(issue.path)?.[1];
  const known = Object.keys(studyFields[familyOf[measure]]);
  if (column === undefined || known.includes(column) || Object.hasOwn(named, column)) return issue;
  const near = suggest(column, known);
  const list = known.join(zh ? "、" : ", ");
  return {
    path: issue.path,
    message: zh
      ? `${measure} 没有此列；可用的列：${list}${near ? `；是否为 "${near}"？` : ""}`
      : `is not a column of ${measure}, which has ${list}${near ? `; did you mean "${near}"?` : ""}`,
  };
}

/** Reads studies by the family of a measure; a whole column that is missing is one issue, not one a study. */
export function readStudies(
  measure: Measure,
  given: unknown,
  path: string,
  context: Context,
): { studies: readonly Row[]; issues: Issue[] } {
  const read = readShape(z.array(studyOf(familyOf[measure])).min(1), given, context.locale, path);
  const zh = languageOf(context.locale) === "zh";
  if (read.value === undefined)
    return { studies: [], issues: read.issues.map((issue) => withColumns(issue, measure, zh)) };
  const issues = neededBy(measure)
    .filter((column) => !read.value.some((row) => present(row, column)))
    .map((column): Issue => {
      const name = column.split("|")[0]!;
      const or = column.split("|").join(zh ? " 或 " : " or ");
      return {
        path: `${path}[0].${name}`,
        message: zh ? `${measure} 需要 ${or}；所有研究均未给出` : `${measure} needs ${or}; no study gives it`,
      };
    });
  return { studies: read.value, issues };
}

const input = z.strictObject({
  measure: z
    .enum(measures as [Measure, ...Measure[]])
    .describe("metafor's name of the measure; HR and OE for hazard ratios, GEN for estimates as published."),
  studies: z
    .array(z.looseObject({}))
    .min(1)
    .describe("One row a study, with metafor's column names (ai, bi or n1i, m1i, sd1i, ri, xi …)."),
  level: levelOption.optional(),
});

/** One study's effect as the answer shows it: with interval, on its natural scale, and with its raw numbers. */
function answerRow(measure: Measure, row: Row, i: number, level: number) {
  const effect = effectOf(measure, row);
  const sei = effect && Math.sqrt(effect.vi);
  const half = sei === null ? 0 : critical(level, null) * sei;
  const natural = effect && {
    estimate: Math.exp(effect.yi),
    ci: [Math.exp(effect.yi - half), Math.exp(effect.yi + half)],
  };
  const kept = ["label", "group", "design"].flatMap((key) =>
    row[key] === undefined ? [] : [[key, row[key]] as const],
  );
  return {
    id: String(row["id"] ?? i + 1),
    yi: effect?.yi ?? null,
    vi: effect?.vi ?? null,
    sei,
    ci: effect && [effect.yi - half, effect.yi + half],
    ...(isRatio(measure) && natural ? { natural } : {}),
    raw: rawOf(row),
    ...Object.fromEntries(kept),
  };
}

/** Measures that take a table with an empty cell as it is. */
const unfilled: readonly Measure[] = ["AS", "PHI", "RTET"];

function run(given: unknown, context: Context): Reply {
  const { value, issues } = readShape(input, given, context.locale);
  if (value === undefined) return refused(issues);
  const { measure, level = 0.95 } = value;
  const zh = languageOf(context.locale) === "zh";
  const read = readStudies(measure, value.studies, "studies", context);
  if (read.issues.length > 0) return refused(read.issues);
  const effects = read.studies.map((row, i) => answerRow(measure, row, i, level));
  const gaps = effects
    .filter(({ yi }) => yi === null)
    .map(({ id }) =>
      zh ? `研究 ${id} 的 ${measure} 无法定义。` : `${measure} is not defined for study ${id}.`,
    );
  const empty = effects.some(({ raw }) => ["ai", "bi", "ci", "di"].some((cell) => raw[cell] === 0));
  const filled = familyOf[measure] === "table" && empty && !unfilled.includes(measure);
  return answered(
    {
      measure,
      level,
      scale: isRatio(measure) ? "log" : "plain",
      effects,
      findings: implausible(measure, effects, languageOf(context.locale)),
    },
    gaps,
    filled
      ? [
          zh
            ? "含零单元格的四格表，四个单元格各加 0.5。"
            : "0.5 is added to all four cells of a table with an empty cell.",
        ]
      : [],
  );
}

export const effect: Operation = {
  name: "effect",
  summary: "Turns what trials report into effects and their variances, and says which look implausible.",
  input,
  example: {
    measure: "RR",
    studies: [
      { id: "Noppers 2011", ai: 8, n1i: 12, ci: 3, n2i: 12 },
      { id: "Lumanauw 2019", ai: 25, n1i: 30, ci: 13, n2i: 32 },
      { id: "Kvarnström 2003", ai: 7, n1i: 12, ci: 2, n2i: 12 },
      { id: "Kvarnström 2004", ai: 5, n1i: 10, ci: 0, n2i: 10 },
    ],
  },
  fromFile: (name, bytes, locale) =>
    oneTable(name, bytes, locale, ({ rows, measure }) => ({ measure, studies: rows })),
  run,
};
