/** `bayes`: what to believe of the mean, of the spread, and of the next trial. */
import { z } from "zod";
import { bayes as believe } from "../evidence/evidence.ts";
import { languageOf, readShape } from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { columnsOf, effectsList, levelOption, tooFew } from "./read-effects.ts";

const scale = z.number().gt(0).max(1e50);
const input = z.strictObject({
  effects: effectsList,
  tau: z
    .discriminatedUnion("prior", [
      z.strictObject({ prior: z.literal("half-normal"), scale }),
      z.strictObject({ prior: z.literal("half-cauchy"), scale }),
      z.strictObject({ prior: z.literal("uniform"), upper: scale }),
    ])
    .describe("Prior of the between-study standard deviation, on the analysis scale. There is no default."),
  mu: z
    .strictObject({ mean: z.number(), sd: scale })
    .optional()
    .describe("Normal prior of the mean effect; flat where absent."),
  thresholds: z
    .array(z.number())
    .default([])
    .describe("Effects for which the probability of being below and above is told."),
  level: levelOption.default(0.95),
});

function run(asked: unknown, context: Context): Reply {
  const language = languageOf(context.locale);
  const { value, issues } = readShape(input, asked, context.locale);
  if (!value) return refused(issues);
  const { yi, vi, ids, gaps } = columnsOf(value.effects, language);
  if (yi.length === 0) return refused([tooFew(0, 1, "bayes", "effects", language)]);
  const { tau } = value;
  const prior =
    tau.prior === "uniform"
      ? ({ kind: "uniform", upper: tau.upper } as const)
      : { kind: tau.prior, scale: tau.scale };
  const { shrinkage, infinite, ...answer } = believe([...yi], [...vi], {
    tau: prior,
    mu: value.mu ?? null,
    level: value.level,
    thresholds: value.thresholds,
  });
  const zh = language === "zh";
  const lacking = infinite.map((what) =>
    zh
      ? `${what} 不存在：研究太少，而半柯西先验的尾部太厚。`
      : `${what} does not exist: too few studies for the heavy tail of a half-Cauchy prior.`,
  );
  const assumed = value.mu ? [] : [zh ? "均值采用均匀（平坦）先验。" : "The prior of the mean is flat."];
  return answered(
    { ...answer, shrinkage: shrinkage.map((belief, i) => ({ id: ids[i]!, ...belief })) },
    [...gaps, ...lacking],
    assumed,
  );
}

export const bayes: Operation = {
  name: "bayes",
  summary:
    "Believes by Bayes' rule, integrated exactly: mean, spread, prediction, each trial, odds of benefit.",
  input,
  example: {
    effects: [
      { id: "Noppers 2011", yi: 0.9808, vi: 0.2917 },
      { id: "Lumanauw 2019", yi: 0.7185, vi: 0.0523 },
      { id: "Kvarnström 2003", yi: 1.2528, vi: 0.4762 },
      { id: "Kvarnström 2004", yi: 2.3979, vi: 2 },
    ],
    tau: { prior: "half-normal", scale: 0.5 },
    thresholds: [0],
  },
  run,
};
