import { z } from "zod";
import {
  type Hours,
  inward,
  type Issue,
  languageOf,
  type Locale,
  type Quantity,
  quantity,
  unitOf,
} from "../../quantity/quantity.ts";
import { canalSentences } from "./sentences.ts";

/** A crowd as asked for. */
export const crowd = z.strictObject({
  n: z.int().min(2).max(1_000_000),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  percentiles: z.array(z.number().min(0).max(100)).min(1).max(19).optional(),
});
export type GivenCrowd = z.output<typeof crowd>;

/** The fields that say when one looks, in which unit, and at how many people. */
export const timingFields = {
  /** How long one looks, from 0 h. */
  for: quantity("time"),
  /** From one moment to the next; a 240th of the whole where nothing is said. */
  every: quantity("time").optional(),
  unit: z.string().optional(),
  population: crowd.optional(),
} as const;

/** Moments that a question may ask for. */
const momentsAtMost = 20_000;
/** Numbers that an answer may hold: moments times levels. */
const numbersAtMost = 200_000;
/** The same where percentiles are read off a crowd. */
const rowsAtMost = 4_000;
/** Steps of all modes that one question may cost: some minutes. */
const workAtMost = 2e11;
const usualMoments = 240;
/** The percentiles that are given where none are asked for. */
export const usualPercentiles: readonly number[] = [5, 25, 50, 75, 95];

/** When one looks. */
export interface Timing {
  readonly until: Hours;
  readonly moments: Float64Array;
  /** UCUM code of the concentrations. */
  readonly unit: string;
}

const notAUnit = {
  en: (came: string) => `expected a unit of concentration such as "ng/mL", got "${came}"`,
  zh: (came: string) => `应为浓度单位，例如 "ng/mL"；现为 "${came}"`,
};

/** Puts the fields together; what does not fit goes to `issues`. */
export function timingOf(
  given: {
    readonly for?: Quantity<"time"> | undefined;
    readonly every?: Quantity<"time"> | undefined;
    readonly unit?: string | undefined;
  },
  levels: number,
  people: number | undefined,
  locale: Locale,
  issues: Issue[],
): Timing | undefined {
  const say = canalSentences(locale);
  const before = issues.length;
  const unit = given.unit ?? "ug/mL";
  if (unitOf(unit)?.dimension !== "M1V-1")
    issues.push({ path: "unit", message: notAUnit[languageOf(locale)](unit.slice(0, 20)) });
  if (given.for?.value === 0) issues.push({ path: "for", message: say.positive });
  if (given.every?.value === 0) issues.push({ path: "every", message: say.positive });
  if (!given.for || issues.length > before) return undefined;
  const until = inward(given.for, "time");
  const every = given.every ? inward(given.every, "time") : until / usualMoments;
  const count = Math.floor((until / every) * (1 + 1e-12)) + 1;
  const most = people === undefined ? Math.min(momentsAtMost, numbersAtMost / levels) : rowsAtMost / levels;
  if (count > most) {
    const path = given.every ? "every" : "levels";
    issues.push({ path, message: say.many(count * levels, Math.floor(most * levels)) });
  } else if ((people ?? 1) * count * levels * modesPerPerson > workAtMost)
    issues.push({ path: "population.n", message: say.heavy });
  if (issues.length > before) return undefined;
  const moments = Float64Array.from({ length: count }, (_, i) => i * every);
  return { until, moments, unit: unitOf(unit)!.code };
}

const modesPerPerson = 116;
