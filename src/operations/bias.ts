/** `bias`: is the funnel lopsided, and what would it take? */
import { z } from "zod";
import {
  egger,
  eggerClassic,
  eggerMixed,
  failSafe,
  type PoolOptions,
  rankCorrelation,
  trimAndFill,
} from "../evidence/evidence.ts";
import { languageOf, readShape } from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import {
  columnsOf,
  defaulted,
  effectsList,
  levelOption,
  methodOption,
  testOption,
  tooFew,
} from "./read-effects.ts";

const input = z.strictObject({
  effects: effectsList,
  method: methodOption.optional(),
  test: testOption.optional().describe("How the filled-in effect is tested; z where absent."),
  level: levelOption.optional(),
  estimator: z.enum(["L0", "R0"]).optional().describe("Trim and fill's estimator; L0 where absent."),
  side: z
    .enum(["left", "right"])
    .optional()
    .describe("Where studies lack; found by regression where absent."),
  alpha: z
    .number()
    .gt(0)
    .lt(0.5)
    .optional()
    .describe("One-sided, for the fail-safe number; 0.05 where absent."),
});

/** Below this many studies tests of funnel asymmetry should not be used: Cochrane Handbook 13.3.5.4. */
const enough = 10;

function run(given: unknown, context: Context): Reply {
  const { value, issues } = readShape(input, given, context.locale);
  if (value === undefined) return refused(issues);
  const language = languageOf(context.locale);
  const zh = language === "zh";
  const { yi, vi, ids, gaps } = columnsOf(value.effects, language);
  if (yi.length < 3)
    return refused([tooFew(yi.length, 3, zh ? "漏斗图检验" : "a funnel test", "effects", language)]);
  const method = value.method ?? "REML";
  const level = value.level ?? 0.95;
  const options: PoolOptions = { method, test: value.test ?? "z", level };
  const lm = egger(yi, vi);
  const rank = rankCorrelation(yi, vi);
  const lacking = [...gaps];
  if (!lm)
    lacking.push(
      zh
        ? "标准误全部相等，无法做 Egger 检验。"
        : "All standard errors are equal: Egger's test is not defined.",
    );
  if (!rank)
    lacking.push(
      zh
        ? "方差或效应全部相等，无法做 Begg 检验。"
        : "All variances or effects are equal: Begg's test is not defined.",
    );
  const fill = (estimator: "L0" | "R0") => {
    const found = trimAndFill(yi, vi, estimator, { ...options, side: value.side })!;
    const { pooled, ...rest } = found;
    return { ...rest, Q: pooled.Q, I2: pooled.I2, k: pooled.k };
  };
  const safe = failSafe(yi, vi, value.alpha ?? 0.05);
  const warnings =
    yi.length < enough
      ? [
          zh
            ? `只有 ${yi.length} 项研究：少于 10 项时漏斗图不对称检验的效能不足，不应据此下结论。`
            : `Only ${yi.length} studies: with fewer than 10 tests of funnel asymmetry have too little power to conclude from.`,
        ]
      : [];
  return answered(
    {
      k: yi.length,
      egger: lm,
      eggerClassic: lm && eggerClassic(yi, vi),
      eggerMixed: lm && eggerMixed(yi, vi, method, level),
      rank,
      trimfill: fill(value.estimator ?? "L0"),
      trimfillOther: fill(value.estimator === "R0" ? "L0" : "R0"),
      failsafe: safe.rosenthal,
      failsafeOther: { rosenberg: safe.rosenberg, orwin: safe.orwin, alpha: safe.alpha, p: safe.p },
      studies: ids.map((id, i) => ({ id, yi: yi[i]!, vi: vi[i]!, sei: Math.sqrt(vi[i]!) })),
      warnings,
    },
    lacking,
    value.method === undefined ? [defaulted("method", method, language)] : [],
  );
}

export const bias: Operation = {
  name: "bias",
  summary: "Tests a funnel for asymmetry, fills in what it lacks, and counts fail-safe studies.",
  input,
  example: {
    effects: [
      { yi: -0.889, vi: 0.326 },
      { yi: -1.585, vi: 0.195 },
      { yi: -1.348, vi: 0.415 },
      { yi: -1.442, vi: 0.02 },
      { yi: -0.218, vi: 0.051 },
      { yi: -0.786, vi: 0.007 },
    ],
    method: "DL",
  },
  run,
};
