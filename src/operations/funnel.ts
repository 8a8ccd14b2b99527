/** `funnel`: effects against their standard errors, with contours of significance and the studies filled in. */
import { z } from "zod";
import {
  critical,
  hasOneGroup,
  type Measure,
  measures,
  normalQuantile,
  pool as poolEffects,
  trimAndFill,
} from "../evidence/evidence.ts";
import { plotFunnel } from "../plot/plot.ts";
import { languageOf, readShape } from "../quantity/quantity.ts";
import { effectAxis } from "./measure-names.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { columnsOf, defaulted, effectsList, levelOption, methodOption, tooFew } from "./read-effects.ts";

const input = z.strictObject({
  effects: effectsList,
  method: methodOption.optional(),
  measure: z
    .enum(measures as [Measure, ...Measure[]])
    .optional()
    .describe(
      "Names the axis, which is read as this measure is: ratios, proportions … not their logarithms.",
    ),
  title: z.string().max(200).optional(),
  contours: z
    .boolean()
    .optional()
    .describe(
      "Shades significance about no effect: P 0.1, 0.05, 0.01. Absent: wherever there are two groups to compare.",
    ),
  fill: z.boolean().default(false).describe("Adds the studies that trim and fill (L0) puts in."),
  level: levelOption.default(0.95),
});

function run(asked: unknown, context: Context): Reply {
  const language = languageOf(context.locale);
  const { value, issues } = readShape(input, asked, context.locale);
  if (!value) return refused(issues);
  const { yi, vi, ids, gaps } = columnsOf(value.effects, language);
  const zh = language === "zh";
  const need = value.fill ? 3 : 2;
  if (yi.length < need)
    return refused([tooFew(yi.length, need, zh ? "漏斗图" : "a funnel", "effects", language)]);
  const method = value.method ?? "REML";
  const options = { method, test: "z", level: value.level } as const;
  const pooled = poolEffects(yi, vi, options);
  const filled = value.fill ? (trimAndFill(yi, vi, "L0", options)?.filled ?? []) : [];
  const contours = value.contours ?? !(value.measure && hasOneGroup(value.measure));
  const svg = plotFunnel({
    title: value.title ?? (zh ? "漏斗图" : "Funnel plot"),
    locale: context.locale,
    ...effectAxis(value.measure, context.locale),
    points: [
      ...ids.map((label, i) => ({ label, estimate: yi[i]!, se: Math.sqrt(vi[i]!) })),
      ...filled.map((study) => ({ label: "", estimate: study.yi, se: Math.sqrt(study.vi), filled: true })),
    ],
    estimate: pooled.estimate,
    z: critical(value.level, null),
    ...(contours && { contours: [0.1, 0.05, 0.01].map((p) => ({ p, z: -normalQuantile(p / 2) })) }),
  });
  const warnings =
    yi.length < 10
      ? [
          zh
            ? `只有 ${yi.length} 项研究：少于 10 项时漏斗图难以解读。`
            : `Only ${yi.length} studies: with fewer than 10 a funnel can hardly be read.`,
        ]
      : [];
  return answered(
    { svg, estimate: pooled.estimate, filled: filled.length, warnings },
    gaps,
    value.method === undefined ? [defaulted("method", method, language)] : [],
  );
}

export const funnel: Operation = {
  name: "funnel",
  summary: "Draws a funnel plot with contours of significance and, where asked, the studies filled in.",
  input,
  example: {
    measure: "RR",
    effects: [
      { id: "Noppers 2011", yi: 0.9808, vi: 0.2917 },
      { id: "Lumanauw 2019", yi: 0.7185, vi: 0.0523 },
      { id: "Kvarnström 2003", yi: 1.2528, vi: 0.4762 },
      { id: "Kvarnström 2004", yi: 2.3979, vi: 2 },
    ],
  },
  run,
};
