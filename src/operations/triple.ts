/** `triple`: does a published estimate, interval and p fit together? */
import { z } from "zod";
import { isRatio, type Measure, measures, printedP, triple as check } from "../evidence/evidence.ts";
import { type Issue, languageOf, readShape } from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { defaulted, finite, levelOption } from "./read-effects.ts";

const written = z
  .union([z.number(), z.string().regex(/^\s*[-−]?\d*\.?\d+(e[-+]?\d+)?\s*$/i)])
  .describe("A number as printed; text keeps its trailing zeros.");

const arm = z.strictObject({ mean: z.number(), sd: z.number().gt(0), n: z.number().gt(1) });

const input = z.strictObject({
  measure: z.enum(measures as [Measure, ...Measure[]]),
  estimate: written,
  ci: z.tuple([written, written]),
  p: z.union([z.number(), z.string()]).optional().describe('As printed: 0.002 or "<0.001".'),
  level: levelOption.optional(),
  k: z.number().int().min(1).optional().describe("Studies behind it: adds Hartung and Knapp's reading."),
  arms: z
    .tuple([arm, arm])
    .optional()
    .describe("The two arms as printed: are their spreads standard errors?"),
  variance: z
    .number()
    .gt(0)
    .optional()
    .describe("What was extracted as the variance, on the analysis scale."),
});

const plain = (value: number | string): number | string =>
  typeof value === "string" ? value.trim().replace("−", "-") : value;

function run(given: unknown, context: Context): Reply {
  const { value, issues } = readShape(input, given, context.locale);
  if (value === undefined) return refused(issues);
  const language = languageOf(context.locale);
  const zh = language === "zh";
  const ratio = isRatio(value.measure);
  const estimate = plain(value.estimate);
  const ci = [plain(value.ci[0]), plain(value.ci[1])] as const;
  const wrong: Issue[] = [];
  if (ratio)
    for (const [path, number] of [
      ["estimate", estimate],
      ["ci[0]", ci[0]],
      ["ci[1]", ci[1]],
    ] as const)
      if (!(Number(number) > 0))
        wrong.push({
          path,
          message: zh
            ? `${value.measure} 应大于 0；现为 ${number}`
            : `${value.measure} is above 0 on its printed scale, got ${number}`,
        });
  if (!(Number(ci[0]) < Number(ci[1])))
    wrong.push({
      path: "ci",
      message: zh
        ? `区间下限 ${ci[0]} 应小于上限 ${ci[1]}`
        : `expected the lower end first, got ${ci[0]} to ${ci[1]}`,
    });
  if (value.p !== undefined && printedP(value.p) === null)
    wrong.push({
      path: "p",
      message: zh
        ? `应为 0 至 1 的 p 值，例如 0.002 或 "<0.001"；现为 ${value.p}`
        : `expected a p from 0 to 1 such as 0.002 or "<0.001", got ${value.p}`,
    });
  if (wrong.length > 0) return refused(wrong);
  const found = check(
    {
      ratio,
      estimate,
      ci,
      p: value.p,
      level: value.level ?? 0.95,
      k: value.k,
      arms: value.arms,
      variance: value.variance,
    },
    language,
  );
  return answered(
    { measure: value.measure, ...found, z: finite(found.z), hartungKnapp: found.hartungKnapp ?? undefined },
    value.p === undefined
      ? [zh ? "未给出 p 值，无法核对。" : "No p was given: nothing to hold it against."]
      : [],
    value.level === undefined ? [defaulted("level", "0.95", language)] : [],
  );
}

export const triple: Operation = {
  name: "triple",
  summary: "Says whether a published estimate, interval and p fit together.",
  input,
  example: { measure: "MD", estimate: -1.05, ci: [-1.72, -0.39], p: 0.002, k: 16 },
  run,
};
