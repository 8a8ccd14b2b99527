/** How operations read effects: one row a study, on the analysis scale. */
import { z } from "zod";
import { type Interval, type Method, methods, type Test, tests } from "../evidence/evidence.ts";
import { type Issue, type Language, refuse } from "../quantity/quantity.ts";

/** A study's name: text or a number; shown as text. */
export const studyId = z.union([z.string(), z.number()]).describe("What the study is called.");

/** A level of coverage, 0 to 1. */
export const levelOption = z
  .number()
  .gt(0)
  .lt(1)
  .describe("Coverage of intervals, 0 to 1; 0.95 where absent.");

export const methodOption = z
  .enum(methods as [Method, ...Method[]])
  .describe("How heterogeneity is estimated; EE is the model without any.");

export const testOption = z
  .enum(tests as unknown as [Test, ...Test[]])
  .describe("z, t with k - 1, knha (Hartung-Knapp), or adhoc (Hartung-Knapp, never narrower than z).");

/** One effect: `vi` its variance, or `sei` its standard error; null where the effect is not defined. */
export const effectFields = {
  id: studyId.optional(),
  yi: z
    .number()
    .nullable()
    .describe("Effect on the analysis scale (log for ratios); null where not defined."),
  vi: z.number().nullable().optional().describe("Its sampling variance, above 0."),
  sei: z.number().nullable().optional().describe("Its standard error, in place of vi."),
} as const;

interface EffectRow {
  readonly yi: number | null;
  readonly vi?: number | null | undefined;
  readonly sei?: number | null | undefined;
}

/** Beyond this the third power of a weight times a squared effect no longer fits a double. */
const largest = 1e50;

/** Refuses what no variance can be: none, two, zero, below zero. */
export function checkVariance(row: EffectRow, context: z.core.$RefinementCtx): void {
  if (row.vi !== undefined && row.sei !== undefined)
    refuse(context, { en: "expected vi or sei, not both", zh: "vi 与 sei 只应给出其一" }, ["sei"]);
  else if (row.vi === undefined && row.sei === undefined)
    refuse(
      context,
      {
        en: "expected the variance vi (or the standard error sei), got nothing",
        zh: "缺少方差 vi（或标准误 sei）",
      },
      ["vi"],
    );
  const [name, value] = row.sei !== undefined ? (["sei", row.sei] as const) : (["vi", row.vi] as const);
  if (typeof value === "number" && !(value > 0))
    refuse(
      context,
      {
        en: `expected a ${name === "vi" ? "variance" : "standard error"} above 0, got ${value}`,
        zh: `${name === "vi" ? "方差" : "标准误"}应大于 0；现为 ${value}`,
      },
      [name],
    );
  const variance = typeof value === "number" ? (name === "vi" ? value : value ** 2) : 1;
  for (const [field, size] of [
    ["yi", Math.abs(row.yi ?? 0)],
    [name, value && value > 0 ? Math.max(variance, 1 / variance) : 0],
  ] as const)
    if (size > largest)
      refuse(
        context,
        {
          en: `is beyond 1e50 in size (variances below 1e-50 too), where products overflow: change the unit`,
          zh: `数值超出 1e50（方差低于 1e-50 亦然），乘积将溢出：请更换单位`,
        },
        [field],
      );
}

export const effectsList = z
  .array(z.strictObject(effectFields).superRefine(checkVariance))
  .min(1)
  .describe("One row a study.");

/** Effects as arrays, and the rows they came from: rows without an effect are left out and named. */
export interface Columns {
  readonly ids: readonly string[];
  readonly rows: readonly number[];
  readonly yi: Float64Array;
  readonly vi: Float64Array;
  readonly gaps: readonly string[];
}

/** Takes apart a list of effects. */
export function columnsOf(
  effects: readonly (EffectRow & { readonly id?: string | number | undefined })[],
  language: Language,
): Columns {
  const rows: number[] = [];
  const gaps: string[] = [];
  effects.forEach(({ yi, vi, sei, id }, i) => {
    if (yi !== null && (vi ?? sei ?? null) !== null) rows.push(i);
    else
      gaps.push(
        language === "zh"
          ? `研究 ${id ?? i + 1} 没有可用的效应值，未纳入。`
          : `Study ${id ?? i + 1} has no effect and is left out.`,
      );
  });
  return {
    ids: rows.map((i) => String(effects[i]!.id ?? i + 1)),
    rows,
    yi: Float64Array.from(rows, (i) => effects[i]!.yi!),
    vi: Float64Array.from(rows, (i) => effects[i]!.vi ?? effects[i]!.sei! ** 2),
    gaps,
  };
}

/** The issue of too few studies with an effect. */
export function tooFew(have: number, need: number, what: string, path: string, language: Language): Issue {
  return {
    path,
    message:
      language === "zh"
        ? `${what}至少需要 ${need} 项有效应值的研究；现有 ${have} 项`
        : `${what} needs at least ${need} ${need === 1 ? "study" : "studies"} with an effect, got ${have}`,
  };
}

/** A number JSON can hold: null in place of what is not finite. */
export const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** The same for an interval. */
export const finiteInterval = (interval: Interval | null): readonly [number | null, number | null] | null =>
  interval && [finite(interval[0]), finite(interval[1])];

/** The sentence of a default that mattered. */
export function defaulted(field: string, value: string, language: Language): string {
  return language === "zh" ? `${field} 未给出，采用 ${value}。` : `${field} was not given: ${value} is used.`;
}
