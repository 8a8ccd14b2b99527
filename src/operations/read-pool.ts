/** What `pool` is asked, and the studies in it: as effects, or as raw numbers by a measure. */
import { z } from "zod";
import { type Effect, type Measure, measures, type Method, methods } from "../evidence/evidence.ts";
import { type Issue, languageOf } from "../quantity/quantity.ts";
import { effectOf, rawOf, type RawStudy, readStudies } from "./effect.ts";
import type { Context } from "./operation.ts";
import { checkVariance, columnsOf, effectFields, levelOption, testOption } from "./read-effects.ts";

/** The input of `pool`. */
export const poolInput = z.strictObject({
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
  ratio: z
    .literal(true)
    .optional()
    .describe(
      "Effects as published (GEN, or no measure) are logarithms of ratios: shown on the natural scale.",
    ),
  method: z
    .enum([...methods, "MH", "PETO", "GLMM"] as [Method, "MH", "PETO", "GLMM"])
    .optional()
    .describe(
      "GLMM pools counts without an effect of each study, for rare events: PLO, OR (as rma.glmm's CM.AL), IRR (CM.EL).",
    ),
  test: testOption.optional(),
  level: levelOption.optional(),
  tau2: z
    .enum(["separate", "common"])
    .optional()
    .describe("Whether subgroups share one tau2; separate where absent."),
  modes: z.boolean().optional().describe("Adds RevMan 5's and today's recommended analysis side by side."),
  prediction: z
    .enum(["z", "k-1", "k-2", "none"])
    .optional()
    .describe(
      "Degrees of freedom of the prediction interval; those of the test (k - 1, or normal) where absent.",
    ),
  mid: z.number().gt(0).optional().describe("Minimal important difference, on the analysis scale."),
});

export type PoolInput = z.output<typeof poolInput>;

/** A study as the answer shows it. */
export interface PoolRow {
  readonly id: string;
  readonly label?: string | undefined;
  readonly group?: string | undefined;
  readonly design?: "randomised" | "non-randomised" | undefined;
  readonly raw?: RawStudy | undefined;
}

/** The studies to be pooled: effects as arrays beside what is known of each. */
export interface PoolStudies {
  readonly yi: Float64Array;
  readonly vi: Float64Array;
  readonly rows: readonly PoolRow[];
  readonly gaps: readonly string[];
  /** All raw rows, for methods that need no effect of each. */
  readonly raw: readonly RawStudy[] | null;
}

function readRaw(value: PoolInput, context: Context): { read?: PoolStudies; issues: readonly Issue[] } {
  const language = languageOf(context.locale);
  const measure = value.measure!;
  const { studies, issues } = readStudies(measure, value.tables, "tables", context);
  if (issues.length > 0) return { issues };
  const effects = studies.map((row) => ({
    id: row["id"] as string | number | undefined,
    ...blank(effectOf(measure, row)),
  }));
  const columns = columnsOf(effects, language);
  const keep = (i: number): PoolRow => {
    const row = studies[i]!;
    return {
      id: String(row["id"] ?? i + 1),
      label: row["label"] as string | undefined,
      group: row["group"] as string | undefined,
      design: row["design"] as PoolRow["design"],
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

/** Reads the studies, or says what is wrong with them. */
export function readPool(
  value: PoolInput,
  context: Context,
): { read?: PoolStudies; issues: readonly Issue[] } {
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
  if (value.method === "MH" || value.method === "PETO" || value.method === "GLMM")
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

const pick = (read: PoolStudies, at: readonly number[]): PoolStudies => ({
  ...read,
  yi: Float64Array.from(at, (i) => read.yi[i]!),
  vi: Float64Array.from(at, (i) => read.vi[i]!),
  rows: at.map((i) => read.rows[i]!),
});

/** Randomised and non-randomised studies are never pooled together: the first are answered, the others beside them. */
export function apart(read: PoolStudies): { main: PoolStudies; other: PoolStudies | null } {
  const of = (design: PoolRow["design"]): number[] =>
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
