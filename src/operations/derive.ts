/** `derive`: what an effect needs, from what a paper prints instead; each number with the method it comes by. */
import { z } from "zod";
import {
  cluster,
  combined,
  crossover,
  crossoverFromT,
  fromInterval,
  fromP,
  fromQuartiles,
  fromStandardError,
  type Means,
  ofChange,
  rescale,
  sharedMeans,
  sharedTables,
  split,
  type Table,
} from "../evidence/evidence.ts";
import { languageOf, readShape, refuse } from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { studyId } from "./read-effects.ts";

const id = studyId.optional();
const size = z.number().gt(0);
const sample = z.number().gt(1);
const deviation = z.number().min(0);
const correlation = z.number().min(-1).max(1);
const summary = z.strictObject({ n: sample, mean: z.number(), sd: deviation });
const scale = z.tuple([z.number(), z.number()]);
const count = z.number().min(0);

const rising = (
  low: number | undefined,
  high: number | undefined,
  context: z.core.$RefinementCtx,
  path: string,
): void => {
  if (low !== undefined && high !== undefined && low > high)
    refuse(context, { en: `expected at most ${high}, got ${low}`, zh: `应不大于 ${high}；现为 ${low}` }, [
      path,
    ]);
};

const row = z.discriminatedUnion("from", [
  z.strictObject({ id, from: z.literal("se"), se: size, n: sample }),
  z
    .strictObject({
      id,
      from: z.literal("interval"),
      lower: z.number(),
      upper: z.number(),
      n: sample,
      level: z.number().gt(0).lt(1).optional(),
      normal: z.boolean().optional().describe("True for large trials: normal, not t."),
    })
    .superRefine((v, context) => rising(v.lower, v.upper, context, "lower")),
  z.strictObject({
    id,
    from: z.literal("p"),
    difference: z.number(),
    p: z.number().gt(0).lt(1),
    n1: sample,
    n2: sample,
  }),
  z
    .strictObject({
      id,
      from: z.literal("quartiles"),
      min: z.number().optional(),
      q1: z.number().optional(),
      median: z.number(),
      q3: z.number().optional(),
      max: z.number().optional(),
      n: sample,
    })
    .superRefine((v, context) => {
      rising(v.min, v.q1 ?? v.median, context, "min");
      rising(v.q1, v.median, context, "q1");
      rising(v.median, v.q3 ?? v.max, context, "median");
      rising(v.q3, v.max, context, "q3");
      if ((v.q1 === undefined || v.q3 === undefined) && (v.min === undefined || v.max === undefined))
        refuse(context, { en: "expected q1 and q3, or min and max", zh: "应给出 q1 与 q3，或 min 与 max" }, [
          "q1",
        ]);
    }),
  z.strictObject({ id, from: z.literal("change"), before: deviation, after: deviation, correlation }),
  z.strictObject({ id, from: z.literal("arms"), a: summary, b: summary }),
  z.strictObject({
    id,
    from: z.literal("crossover"),
    m1i: z.number(),
    sd1i: deviation,
    m2i: z.number(),
    sd2i: deviation,
    n: sample,
    correlation,
  }),
  z.strictObject({
    id,
    from: z.literal("paired-t"),
    difference: z.number(),
    t: z.number().refine((t) => t !== 0),
  }),
  z.strictObject({
    id,
    from: z.literal("cluster"),
    counts: z.record(z.string(), count),
    size: z.number().min(1).describe("Mean cluster size."),
    icc: z.number().min(0).max(1),
  }),
  z.strictObject({
    id,
    from: z.literal("split"),
    counts: z.record(z.string(), count),
    arms: z.number().int().min(2),
  }),
  z.strictObject({
    id,
    from: z.literal("shared-control"),
    measure: z.enum(["RR", "OR", "RD", "MD", "ROM", "SMD"]),
    control: z.record(z.string(), z.number()).describe("ci and di, or m2i, sd2i and n2i."),
    arms: z
      .array(z.record(z.string(), z.number()))
      .min(2)
      .describe("ai and bi, or m1i, sd1i and n1i, of each arm."),
  }),
  z.strictObject({
    id,
    from: z.literal("scale"),
    mean: z.number().optional(),
    sd: deviation.optional(),
    scale,
    to: scale,
    reversed: z.boolean().optional(),
  }),
]);

type Row = z.output<typeof row>;

const input = z.strictObject({ rows: z.array(row).min(1) });

/** Columns an arm and the shared control must give. */
const needed = {
  table: [
    ["ai", "bi"],
    ["ci", "di"],
  ],
  means: [
    ["m1i", "sd1i", "n1i"],
    ["m2i", "sd2i", "n2i"],
  ],
} as const;

/** Effects that share a control, with their covariance; null where columns lack or a cell is empty. */
function shared(given: Extract<Row, { from: "shared-control" }>) {
  const tables = given.measure === "RR" || given.measure === "OR" || given.measure === "RD";
  const [arm, control] = needed[tables ? "table" : "means"];
  if (!control.every((name) => given.control[name] !== undefined)) return null;
  if (!given.arms.every((one) => arm.every((name) => one[name] !== undefined))) return null;
  const studies = given.arms.map((one) => ({ ...one, ...given.control })) as unknown;
  const found = tables
    ? sharedTables(studies as readonly Table[], given.measure as "RR" | "OR" | "RD")
    : sharedMeans(studies as readonly Means[], given.measure as "MD" | "ROM" | "SMD");
  if (!found) return null;
  const k = found.effects.length;
  return {
    effects: found.effects,
    V: found.effects.map((_, i) => Array.from(found.V.cells.subarray(i * k, (i + 1) * k))),
    method: "covariance from the shared arm: Gleser and Olkin 2009",
  };
}

function derived(given: Row): object | null {
  switch (given.from) {
    case "se":
      return fromStandardError(given.se, given.n);
    case "interval":
      return fromInterval(given.lower, given.upper, given.n, {
        level: given.level ?? 0.95,
        normal: given.normal ?? false,
      });
    case "p":
      return fromP(given.difference, given.p, given.n1, given.n2);
    case "quartiles":
      return fromQuartiles(given);
    case "change":
      return ofChange(given.before, given.after, given.correlation);
    case "arms":
      return combined(given.a, given.b);
    case "crossover":
      return crossover(given, given.n, given.correlation);
    case "paired-t":
      return crossoverFromT(given.difference, given.t);
    case "cluster":
      return cluster(given.counts, given.size, given.icc);
    case "split":
      return {
        counts: split(given.counts, given.arms),
        method: "Cochrane Handbook 23.3.4: shared arm split evenly",
      };
    case "shared-control":
      return shared(given);
    case "scale":
      return {
        ...rescale(given, given.scale, given.to, given.reversed ?? false),
        method: "linear rescaling",
      };
  }
}

function run(asked: unknown, context: Context): Reply {
  const { value, issues } = readShape(input, asked, context.locale);
  if (value === undefined) return refused(issues);
  const zh = languageOf(context.locale) === "zh";
  const gaps: string[] = [];
  const rows = value.rows.map((given, i) => {
    const name = String(given.id ?? i + 1);
    const found = derived(given);
    if (!found)
      gaps.push(
        zh
          ? `第 ${name} 行：缺少所需的列，或有空单元格，无法推导。`
          : `Row ${name}: a needed column lacks or a cell is empty; nothing can be derived.`,
      );
    if (found && "skewed" in found && found.skewed === true)
      gaps.push(
        zh
          ? `第 ${name} 行：偏态分布，由中位数和四分位数推得的均数和标准差不可靠（Shi 2023）。`
          : `Row ${name}: the outcome is skewed; mean and SD from its quartiles are not to be relied on (Shi 2023).`,
      );
    return { id: name, from: given.from, ...found };
  });
  return answered({ rows }, gaps);
}

export const derive: Operation = {
  name: "derive",
  summary:
    "Derives standard deviations, means, effective sizes and covariances from what papers print instead.",
  input,
  example: {
    rows: [
      { id: "Sigtermans 2009", from: "se", se: 0.51, n: 30 },
      { id: "skewed", from: "quartiles", q1: 2, median: 4, q3: 7, n: 60 },
      { id: "clusters", from: "cluster", counts: { ai: 12, bi: 48 }, size: 20, icc: 0.05 },
      { id: "0-100 to 0-10", from: "scale", mean: 62, sd: 21, scale: [0, 100], to: [0, 10] },
    ],
  },
  run,
};
