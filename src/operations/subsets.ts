/** `subsets`: the pooled effect of every subset of studies, and of bootstrap samples. */
import { z } from "zod";
import {
  type Bootstrap,
  bootstrap,
  everySubset,
  exactUpTo,
  sampleSubsets,
  type Spread,
  type Subsets,
} from "../evidence/evidence.ts";
import { languageOf, readShape } from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply, whereAsked } from "./operation.ts";
import { stoppedAt } from "./stopped-at.ts";
import { columnsOf, defaulted, effectsList, levelOption, methodOption, tooFew } from "./read-effects.ts";

const draws = z.strictObject({
  n: z.number().int().min(2).max(5_000_000),
  seed: z.number().int().describe("The same seed gives the same draws everywhere."),
});

const input = z.strictObject({
  effects: effectsList,
  method: methodOption.optional(),
  level: levelOption.optional(),
  sample: draws.optional().describe("How many subsets, drawn with a seed; needed above 20 studies."),
  bootstrap: draws.optional().describe("Adds a bootstrap of studies."),
  points: z.boolean().optional().describe("Adds every subset's estimate and I2, for the plot."),
});

/** Quantiles by their share, as `{"0.05": …}`. */
const named = ({ mean, quantiles }: Spread) => ({
  mean,
  quantiles: Object.fromEntries(quantiles.map(({ share, value }) => [String(share), value])),
});

/** Every subset's numbers, for the plot. */
const pointsOf = (found: Subsets) => ({
  estimate: Array.from(found.estimates),
  I2: Array.from(found.I2s),
  size: Array.from(found.sizes),
  members: found.members && Array.from(found.members),
});

const bootstrapAnswer = ({ replicates, wanted, estimate, tau2 }: Bootstrap) => ({
  replicates,
  wanted,
  estimate: { ...named(estimate), sd: estimate.sd, ci: estimate.ci },
  tau2: { ...named(tau2), sd: tau2.sd, ci: tau2.ci },
});

/** What is drawn where nobody chose. */
const usual = { n: 100_000, seed: 1 } as const;

async function run(given: unknown, context: Context): Promise<Reply> {
  const { value, issues } = readShape(input, given, context.locale);
  if (value === undefined) return refused(issues);
  const language = languageOf(context.locale);
  const zh = language === "zh";
  const { yi, vi, ids, gaps } = columnsOf(value.effects, language);
  if (yi.length < 2) return refused([tooFew(yi.length, 2, zh ? "子集分析" : "subsets", "effects", language)]);
  const method = value.method ?? "REML";
  const assumed = value.method === undefined ? [defaulted("method", method, language)] : [];
  const sample = value.sample ?? (yi.length > exactUpTo ? usual : undefined);
  if (sample && !value.sample)
    assumed.push(
      zh
        ? `${yi.length} 项研究的子集过多：抽取 ${sample.n} 个，种子 ${sample.seed}。`
        : `${yi.length} studies have too many subsets: ${sample.n} are drawn with seed ${sample.seed}.`,
    );
  const found: Subsets = sample
    ? await sampleSubsets(yi, vi, method, { ...context, ...sample })
    : await everySubset(yi, vi, method, context);
  const boot =
    value.bootstrap &&
    (await bootstrap(yi, vi, method, { ...context, ...value.bootstrap, level: value.level ?? 0.95 }));
  const lacking = [
    ...gaps,
    ...stoppedAt("subsets", found.count, found.wanted, context.locale),
    ...(value.bootstrap ? stoppedAt("draws", boot?.replicates ?? 0, value.bootstrap.n, context.locale) : []),
  ];
  return answered(
    {
      method,
      k: yi.length,
      count: found.count,
      wanted: found.wanted,
      exact: found.exact,
      estimate: named(found.estimate),
      I2: named(found.I2),
      tau2: named(found.tau2),
      ...(value.points ? { points: pointsOf(found) } : {}),
      ...(boot ? { bootstrap: bootstrapAnswer(boot) } : {}),
      studies: ids,
    },
    lacking,
    assumed,
  );
}

export const subsets: Operation = {
  name: "subsets",
  summary: "Pools every subset of studies, or a seeded sample of them, and bootstraps.",
  input,
  lengthy: whereAsked("effects"),
  example: {
    effects: [
      { yi: -0.889, vi: 0.326 },
      { yi: -1.585, vi: 0.195 },
      { yi: -1.442, vi: 0.02 },
      { yi: 0.012, vi: 0.004 },
    ],
    method: "REML",
  },
  run,
};
