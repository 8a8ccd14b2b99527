import { z } from "zod";
import {
  inside,
  inward,
  type Issue,
  languageOf,
  type Locale,
  quantity,
  readParts,
} from "../quantity/quantity.ts";

/** A cohort as asked for. */
export const population = z.strictObject({
  n: z.int().min(2).max(100_000_000),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  percentiles: z.array(z.number().min(0).max(100)).min(1).max(99).optional(),
  /** A range of concentrations: the answer tells the share of subjects inside it. */
  window: z.strictObject({ low: quantity("concentration"), high: quantity("concentration") }).optional(),
  /** Body weights: log-normal around the patient's, with this coefficient of variation. */
  weight: z.strictObject({ cv: z.number().positive().max(2) }).optional(),
  /** How long an occasion lasts, where parameters vary between occasions. */
  occasion: z.strictObject({ every: quantity("time") }).optional(),
  /** Measured instead of true concentrations. */
  residual: z.literal(true).optional(),
});
export type Population = z.output<typeof population>;

/** Which label varies how much, for kinetics written in full. */
export const variability = z.record(
  z.string(),
  z.strictObject({
    /** Coefficient of variation of a log-normal. */
    cv: z.number().min(0).max(10).optional(),
    /** Or the variance of the logarithm. */
    omega2: z.number().min(0).max(10).optional(),
    occasion: z.number().min(0).max(10).optional(),
  }),
);
export const covariances = z
  .array(z.strictObject({ between: z.tuple([z.string(), z.string()]), value: z.number() }))
  .max(1000);

const sentences = {
  en: {
    upsideDown: "expected a concentration above low",
    positive: "expected a time above zero",
  },
  zh: { upsideDown: "应高于 low", positive: "时间应大于零" },
};

/** The percentiles that are given where none are asked for. */
export const usualPercentiles: readonly number[] = [5, 25, 50, 75, 95];

/** Reads the population field: what is asked, or issues. */
export function readPopulation(
  input: unknown,
  locale: Locale,
  path: string,
): { population?: Population; issues: Issue[] } {
  if (input === undefined) return { issues: [] };
  const say = sentences[languageOf(locale)];
  const { parts, issues: found } = readParts(population, input, locale);
  const issues = found.map((issue) => ({ ...issue, path: inside(path, issue.path) }));
  const { window: range, occasion } = parts;
  if (range && !(inward(range.high, "concentration") > inward(range.low, "concentration")))
    issues.push({ path: inside(inside(path, "window"), "high"), message: say.upsideDown });
  if (occasion && !(occasion.every.value > 0))
    issues.push({ path: `${path}.occasion.every`, message: say.positive });
  return issues.length > 0 ? { issues } : { population: parts as Population, issues };
}
