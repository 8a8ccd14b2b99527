/** `forest`: the picture of a pooled answer, from the same input and the same numbers as `pool`. */
import { z } from "zod";
import { critical, type Measure } from "../evidence/evidence.ts";
import { plotForest } from "../plot/plot.ts";
import { readShape, refuse } from "../quantity/quantity.ts";
import { forestOf, type PooledAnswer } from "./forest-picture.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { pool } from "./pool.ts";
import { oneTable } from "./tables.ts";

const picture = {
  title: z.string().max(200).optional(),
  experimental: z.string().max(60).optional().describe("What the first group is called."),
  control: z.string().max(60).optional().describe("What the second group is called."),
  favours: z
    .strictObject({ left: z.string().max(120), right: z.string().max(120) })
    .optional()
    .describe('Labels under the axis, as {left: "Favours ketamine", right: "Favours placebo"}.'),
  range: z
    .tuple([z.number(), z.number()])
    .superRefine(([low, high], context) => {
      if (!(low < high)) refuse(context, { en: "expected the lower end first", zh: "应先给下限" });
    })
    .optional()
    .describe("Ends of the axis on the analysis scale; chosen from the data where absent."),
  part: z
    .strictObject({ from: z.number().int().min(0), count: z.number().int().min(1) })
    .optional()
    .describe(
      "Draws this many studies from this place on (0 is the first); axis and totals stay those of all.",
    ),
  midSide: z
    .enum(["below", "above"])
    .default("below")
    .describe("On which side of no effect the minimal important difference lies."),
};

async function run(asked: unknown, context: Context): Promise<Reply> {
  const given = typeof asked === "object" && asked !== null && !Array.isArray(asked) ? asked : {};
  const entries = Object.entries(given);
  const isPicture = ([name]: [string, unknown]): boolean => Object.hasOwn(picture, name);
  const drawn = readShape(
    z.strictObject(picture),
    Object.fromEntries(entries.filter(isPicture)),
    context.locale,
  );
  const numbers = Object.fromEntries(entries.filter((entry) => !isPicture(entry)));
  const reply = await pool.run(numbers, context);
  if (!reply.ok) return refused([...drawn.issues, ...reply.issues]);
  if (!drawn.value) return refused(drawn.issues);
  const {
    measure,
    method = "REML",
    level = 0.95,
    ratio = false,
    mid,
  } = numbers as {
    ratio?: boolean;
    measure?: Measure;
    method?: string;
    level?: number;
    mid?: number;
  };
  const { midSide, ...labels } = drawn.value;
  const draw = (answer: PooledAnswer): string =>
    plotForest(
      forestOf(
        answer,
        {
          ...labels,
          measure: measure ?? (method === "PETO" ? "PETO" : undefined),
          ratio: ratio && (measure === undefined || measure === "GEN"),
          method,
          level,
          z: critical(level, null),
          mid: mid === undefined ? undefined : midSide === "below" ? -mid : mid,
        },
        context.locale,
      ),
    );
  const answer = reply.answer as PooledAnswer & { readonly nonRandomised?: PooledAnswer };
  return answered(
    {
      svg: draw(answer),
      ...(answer.nonRandomised && { nonRandomisedSvg: draw(answer.nonRandomised) }),
      pooled: answer,
    },
    reply.gaps,
    reply.assumed,
  );
}

export const forest: Operation = {
  name: "forest",
  summary: "Draws a forest plot as Cochrane's readers know it, from what `pool` takes and answers.",
  input: (pool.input as z.ZodObject).extend(picture),
  example: {
    title: "Half the pain or less, shortly after ketamine",
    measure: "RR",
    method: "DL",
    test: "z",
    experimental: "Ketamine",
    control: "Placebo",
    favours: { left: "Favours placebo", right: "Favours ketamine" },
    tables: [
      { id: "Noppers 2011", ai: 8, n1i: 12, ci: 3, n2i: 12 },
      { id: "Lumanauw 2019", ai: 25, n1i: 30, ci: 13, n2i: 32 },
      { id: "Kvarnström 2003", ai: 7, n1i: 12, ci: 2, n2i: 12 },
      { id: "Kvarnström 2004", ai: 5, n1i: 10, ci: 0, n2i: 10 },
    ],
  },
  fromFile: (name, bytes, locale) =>
    oneTable(name, bytes, locale, ({ rows, measure, title, labels }) => ({
      tables: rows,
      measure,
      ...(title && { title: title.slice(0, 200) }),
      ...(labels?.experimental && { experimental: labels.experimental.slice(0, 60) }),
      ...(labels?.control && { control: labels.control.slice(0, 60) }),
      ...(labels?.left &&
        labels.right && { favours: { left: labels.left.slice(0, 120), right: labels.right.slice(0, 120) } }),
    })),
  run,
};
