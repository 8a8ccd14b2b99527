/** `influence`: which study carries the result? */
import { z } from "zod";
import { baujat, cumulate, influence as influenceOf, leaveOneOut, shrink } from "../evidence/evidence.ts";
import { languageOf, readShape } from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { columnsOf, defaulted, effectsList, methodOption, tooFew } from "./read-effects.ts";

const input = z.strictObject({ effects: effectsList, method: methodOption.optional() });

function run(given: unknown, context: Context): Reply {
  const { value, issues } = readShape(input, given, context.locale);
  if (value === undefined) return refused(issues);
  const language = languageOf(context.locale);
  const { yi, vi, ids, gaps } = columnsOf(value.effects, language);
  if (yi.length < 2)
    return refused([
      tooFew(yi.length, 2, language === "zh" ? "影响分析" : "leaving one out", "effects", language),
    ]);
  const method = value.method ?? "REML";
  const assumed = value.method === undefined ? [defaulted("method", method, language)] : [];
  const common = {
    method,
    studies: ids,
    cumulative: cumulate(yi, vi, method),
    baujat: baujat(yi, vi, method),
    shrunken: shrink(yi, vi, method),
  };
  if (yi.length === 2) {
    const gap =
      language === "zh"
        ? "两项研究时不计算逐项影响指标。"
        : "With two studies the case diagnostics are not computed.";
    return answered({ ...common, leaveOneOut: leaveOneOut(yi, vi, method) }, [...gaps, gap], assumed);
  }
  const { leaveOneOut: without, marked, ...columns } = influenceOf(yi, vi, method);
  const lists = Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [name, Array.from(values)]),
  );
  return answered({ ...common, leaveOneOut: without, ...lists, marked }, gaps, assumed);
}

export const influence: Operation = {
  name: "influence",
  summary: "Leaves each study out in turn, and says which ones carry estimate or heterogeneity.",
  input,
  example: {
    effects: [
      { id: "A", yi: -0.889, vi: 0.326 },
      { id: "B", yi: -1.585, vi: 0.195 },
      { id: "C", yi: -1.442, vi: 0.02 },
      { id: "D", yi: 0.012, vi: 0.004 },
    ],
    method: "REML",
  },
  run,
};
