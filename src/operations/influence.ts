/** `influence`: which study carries the result? */
import { z } from "zod";
import {
  baujat,
  cumulate,
  influence as influenceOf,
  leaveOneOut,
  pool as poolEffects,
  shrink,
  type Test,
} from "../evidence/evidence.ts";
import { languageOf, readShape } from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import {
  columnsOf,
  defaulted,
  effectsList,
  finite,
  finiteInterval,
  levelOption,
  methodOption,
  testOption,
  tooFew,
} from "./read-effects.ts";

const input = z.strictObject({
  effects: effectsList,
  method: methodOption.optional(),
  test: testOption
    .optional()
    .describe(
      "How the result is tested, with all studies and without each; adds intervals. z, without them, where absent.",
    ),
  level: levelOption.optional(),
});

type Chosen = Required<Pick<z.output<typeof input>, "method" | "level">> & {
  readonly test: Test | undefined;
};

/** The pooled effect of some of the studies, tested as asked; one study alone by z. */
function pooledOf(yi: Float64Array, vi: Float64Array, keep: (i: number) => boolean, chosen: Chosen) {
  const [y, v] = [yi.filter((_, i) => keep(i)), vi.filter((_, i) => keep(i))];
  const { estimate, se, tau2, I2, Q, p, ci, df } = poolEffects(y, v, {
    method: chosen.method,
    level: chosen.level,
    test: y.length === 1 ? "z" : chosen.test!,
  });
  return { estimate, se: finite(se), tau2, I2, Q, p: finite(p), df, ci: finiteInterval(ci) };
}

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
  const chosen: Chosen = { method, test: value.test, level: value.level ?? 0.95 };
  const some = (keep: (i: number, at: number) => boolean) =>
    ids.map((_, at) => pooledOf(yi, vi, (i) => keep(i, at), chosen));
  const tested = value.test !== undefined;
  const common = {
    method,
    studies: ids,
    cumulative: tested ? some((i, at) => i <= at) : cumulate(yi, vi, method),
    baujat: baujat(yi, vi, method, yi.length > 2 ? value.test : "z").map(({ heterogeneity, influence }) => ({
      heterogeneity,
      influence: finite(influence),
    })),
    shrunken: shrink(yi, vi, method),
  };
  if (yi.length === 2) {
    const gap =
      language === "zh"
        ? "两项研究时不计算逐项影响指标。"
        : "With two studies the case diagnostics are not computed.";
    return answered(
      { ...common, leaveOneOut: tested ? some((i, at) => i !== at) : leaveOneOut(yi, vi, method) },
      [...gaps, gap],
      assumed,
    );
  }
  const { leaveOneOut: without, marked, ...columns } = influenceOf(yi, vi, method, value.test);
  const lists = Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [name, Array.from(values, finite)]),
  );
  return answered(
    { ...common, leaveOneOut: tested ? some((i, at) => i !== at) : without, ...lists, marked },
    gaps,
    assumed,
  );
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
