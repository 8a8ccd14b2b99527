/** `selection`: what the effect would be if publication hung on p values. */
import { z } from "zod";
import { selection as select } from "../evidence/evidence.ts";
import { type Issue, languageOf, readShape } from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { columnsOf, effectsList, levelOption, tooFew } from "./read-effects.ts";

const input = z.strictObject({
  effects: effectsList,
  alternative: z
    .enum(["greater", "less", "two-sided"])
    .optional()
    .describe("Which results are thought to be favoured; the side of the unadjusted effect where absent."),
  steps: z
    .array(z.number().gt(0).lt(1))
    .min(1)
    .max(10)
    .default([0.025])
    .describe("Limits of the one-sided p value (two-sided for `two-sided`), rising."),
  level: levelOption.default(0.95),
});

function run(asked: unknown, context: Context): Reply {
  const language = languageOf(context.locale);
  const zh = language === "zh";
  const { value, issues } = readShape(input, asked, context.locale);
  if (!value) return refused(issues);
  const { yi, vi, gaps } = columnsOf(value.effects, language);
  const found: Issue[] = value.steps.flatMap((step, i) =>
    i > 0 && step <= value.steps[i - 1]!
      ? [{ path: `steps[${i}]`, message: zh ? "界值应递增" : "expected limits that rise" }]
      : [],
  );
  const need = value.steps.length + 2;
  if (yi.length < need) found.push(tooFew(yi.length, need, "selection", "effects", language));
  if (found.length > 0) return refused(found);
  const side = yi.reduce((sum, y, i) => sum + y / vi[i]!, 0) < 0 ? "less" : "greater";
  const alternative = value.alternative ?? side;
  const answer = select([...yi], [...vi], { alternative, steps: value.steps, level: value.level });
  const lacking = answer.weights
    .filter(({ boundary }) => boundary)
    .map(({ from, to }) =>
      zh
        ? `p 值区间 ${from}–${to} 的权重落在搜索边界上：数据不足以确定。`
        : `The weight of p from ${from} to ${to} lies at the edge of the search: the data do not determine it.`,
    );
  if (!answer.converged && lacking.length === 0)
    lacking.push(zh ? "似然未达到平坦的顶点。" : "The search did not end on a flat summit.");
  const assumed =
    value.alternative === undefined
      ? [zh ? `方向取未校正效应所在的一侧：${side}。` : `The side is that of the unadjusted effect: ${side}.`]
      : [];
  const warnings =
    yi.length < 10
      ? [
          zh
            ? `只有 ${yi.length} 项研究：选择模型不稳定，仅作敏感性分析。`
            : `Only ${yi.length} studies: a selection model is unstable, a sensitivity analysis at best.`,
        ]
      : [];
  return answered({ alternative, ...answer, warnings }, [...gaps, ...lacking], assumed);
}

export const selection: Operation = {
  name: "selection",
  summary: "Fits a step-function selection model: the effect if publication depends on the p value.",
  input,
  example: {
    effects: [
      { yi: 0.9, vi: 0.1 },
      { yi: 0.5, vi: 0.04 },
      { yi: 0.7, vi: 0.06 },
      { yi: 0.1, vi: 0.05 },
      { yi: 0.3, vi: 0.02 },
      { yi: -0.2, vi: 0.08 },
    ],
    alternative: "greater",
  },
  run,
};
