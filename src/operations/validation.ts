import { z } from "zod";
import { canalSentences, modelCard, validationRows } from "../exposure/exposure.ts";
import { readParts } from "../quantity/quantity.ts";
import { answered, type Operation, refused, whereAsked } from "./operation.ts";

const input = z.strictObject({
  model: z.literal("canal"),
  /** People over whom each check is computed as well. */
  population: z
    .strictObject({ n: z.int().min(20).max(5_000), seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER) })
    .optional(),
});

/** Where the canal model stands to what was published. */
export const validation: Operation = {
  name: "validation",
  summary:
    "Published numbers that the spinal canal model is held against: target, value, pass or miss, source.",
  input,
  lengthy: whereAsked("population"),
  example: { model: "canal", population: { n: 20, seed: 1 } },
  run(given, { locale, stopped }) {
    const { parts, issues } = readParts(input, given, locale);
    if (issues.length > 0) return refused(issues);
    const rows = validationRows(locale, parts.population, stopped);
    const count = (verdict: string): number => rows.filter((row) => row.verdict === verdict).length;
    return answered({
      model: modelCard(locale),
      reading: canalSentences(locale).fitted,
      counts: {
        pass: count("pass"),
        miss: count("miss"),
        notRun: count("not run"),
        qualitative: count("qualitative"),
      },
      rows,
    });
  },
};
