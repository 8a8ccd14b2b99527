/** `diagram`: the smaller pictures of a meta-analysis, drawn from its effects. */
import { z } from "zod";
import {
  baujat,
  critical,
  everySubset,
  exactUpTo,
  hasOneGroup,
  type Measure,
  measures,
  pool as poolEffects,
  regress,
  sampleSubsets,
  terms,
} from "../evidence/evidence.ts";
import { plotBaujat, plotBubble, plotGosh, plotLabbe, plotRadial } from "../plot/plot.ts";
import { type Issue, languageOf, readShape } from "../quantity/quantity.ts";
import { effectOf } from "./effect.ts";
import { fitBand } from "./fit-band.ts";
import { effectAxis } from "./measure-names.ts";
import { stoppedAt } from "./stopped-at.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import {
  checkVariance,
  columnsOf,
  defaulted,
  effectFields,
  effectsList,
  levelOption,
  methodOption,
  testOption,
  tooFew,
} from "./read-effects.ts";

const shared = {
  title: z.string().max(200).optional(),
  method: methodOption.optional(),
  level: levelOption.default(0.95),
  measure: z
    .enum(measures as [Measure, ...Measure[]])
    .optional()
    .describe(
      "Names the axis, which is read as this measure is: ratios, proportions … not their logarithms.",
    ),
};
const count = z.number().int().min(0).max(1e12);
const input = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("baujat"), effects: effectsList, ...shared }),
  z.strictObject({ kind: z.literal("radial"), effects: effectsList, ...shared }),
  z.strictObject({
    kind: z.literal("gosh"),
    effects: effectsList,
    sample: z
      .strictObject({ n: z.number().int().min(2).max(1_000_000), seed: z.number().int() })
      .optional()
      .describe(`Subsets drawn by seed; needed above ${exactUpTo} studies.`),
    ...shared,
  }),
  z.strictObject({
    kind: z.literal("bubble"),
    effects: z.array(z.strictObject({ ...effectFields, x: z.number() }).superRefine(checkVariance)).min(3),
    moderator: z.string().max(60).describe("What x is."),
    test: testOption.default("z"),
    ...shared,
  }),
  z.strictObject({
    kind: z.literal("labbe"),
    tables: z
      .array(z.strictObject({ id: effectFields.id, ai: count, n1i: count, ci: count, n2i: count }))
      .min(2),
    experimental: z.string().max(60),
    control: z.string().max(60),
    ...shared,
    measure: z.enum(["RR", "OR", "RD"]),
  }),
]);

type Input = z.output<typeof input>;
type Of<K extends Input["kind"]> = Extract<Input, { kind: K }>;
type Drawn =
  | {
      readonly svg: string;
      readonly gaps: readonly string[];
      /** What the picture shows, where no other operation answers it. */
      readonly shown?: Readonly<Record<string, unknown>>;
    }
  | { readonly issues: readonly Issue[] };

async function run(asked: unknown, context: Context): Promise<Reply> {
  const { value, issues } = readShape(input, asked, context.locale);
  if (!value) return refused(issues);
  const drawn = await draw(value, context);
  if ("issues" in drawn) return refused(drawn.issues);
  const assumed = value.method === undefined ? [defaulted("method", "REML", languageOf(context.locale))] : [];
  return answered({ kind: value.kind, svg: drawn.svg, ...drawn.shown }, drawn.gaps, assumed);
}

function draw(value: Input, context: Context): Drawn | Promise<Drawn> {
  switch (value.kind) {
    case "baujat":
    case "radial":
      return ofEffects(value, context);
    case "gosh":
      return gosh(value, context);
    case "bubble":
      return bubble(value, context);
    case "labbe":
      return labbe(value, context);
    default:
      return value satisfies never;
  }
}

function ofEffects(value: Of<"baujat" | "radial">, { locale }: Context): Drawn {
  const language = languageOf(locale);
  const { yi, vi, ids, gaps } = columnsOf(value.effects, language);
  if (yi.length < 3) return { issues: [tooFew(yi.length, 3, value.kind, "effects", language)] };
  const method = value.method ?? "REML";
  if (value.kind === "baujat") {
    const points = baujat(yi, vi, method).map(({ heterogeneity, influence }, i) => ({
      label: ids[i]!,
      x: heterogeneity,
      y: influence,
    }));
    return { svg: plotBaujat({ title: value.title ?? "Baujat", locale, points }), gaps };
  }
  // With a spread between studies their errors are that of a study drawn anew.
  const { tau2, estimate } = poolEffects(yi, vi, { method, test: "z", level: value.level });
  const points = ids.map((label, i) => ({ label, estimate: yi[i]!, se: Math.sqrt(vi[i]! + tau2) }));
  const title = value.title ?? "Galbraith";
  return {
    svg: plotRadial({ title, locale, points, estimate, z: critical(value.level, null) }),
    gaps,
    shown: { points, estimate, tau2 },
  };
}

async function gosh(value: Of<"gosh">, context: Context): Promise<Drawn> {
  const { locale } = context;
  const language = languageOf(locale);
  const { yi, vi, gaps } = columnsOf(value.effects, language);
  if (yi.length < 3) return { issues: [tooFew(yi.length, 3, "gosh", "effects", language)] };
  const method = value.method ?? "REML";
  if (yi.length > exactUpTo && !value.sample) {
    const message =
      language === "zh"
        ? `超过 ${exactUpTo} 项研究时需要抽样`
        : `more than ${exactUpTo} studies: draw a sample of subsets`;
    return { issues: [{ path: "sample", message }] };
  }
  const found = value.sample
    ? await sampleSubsets(yi, vi, method, { ...context, ...value.sample })
    : await everySubset(yi, vi, method, context);
  const svg = plotGosh({
    title: value.title ?? "GOSH",
    locale,
    ...effectAxis(value.measure, locale),
    estimates: found.estimates,
    I2: found.I2s,
    wanted: found.wanted,
  });
  return { svg, gaps: [...gaps, ...stoppedAt("subsets", found.count, found.wanted, locale)] };
}

function bubble(value: Of<"bubble">, { locale }: Context): Drawn {
  const language = languageOf(locale);
  const { yi, vi, ids, rows, gaps } = columnsOf(value.effects, language);
  if (yi.length < 3) return { issues: [tooFew(yi.length, 3, "bubble", "effects", language)] };
  const x = rows.map((row) => value.effects[row]!.x);
  const method = value.method ?? "REML";
  const design = terms([{ name: "x", values: x }], yi.length, true);
  const fitted = regress(yi, vi, design, { method, test: value.test, level: value.level });
  if (fitted.dependent !== undefined) {
    const message = language === "zh" ? "x 处处相同" : "x is the same everywhere";
    return { issues: [{ path: "effects", message }] };
  }
  const { tau2 } = fitted.regression;
  const svg = plotBubble({
    title: value.title ?? value.moderator,
    locale,
    ...effectAxis(value.measure, locale),
    oneGroup: value.measure !== undefined && hasOneGroup(value.measure),
    moderator: value.moderator,
    level: value.level,
    points: ids.map((label, i) => ({ label, x: x[i]!, estimate: yi[i]!, weight: 1 / (vi[i]! + tau2) })),
    fit: fitBand(fitted.regression, Math.min(...x), Math.max(...x)),
  });
  return { svg, gaps };
}

function labbe(value: Of<"labbe">, { locale }: Context): Drawn {
  const language = languageOf(locale);
  const zh = language === "zh";
  const issues = value.tables.flatMap(({ ai, n1i, ci, n2i }, i) =>
    (
      [
        ["ai", ai, n1i],
        ["ci", ci, n2i],
      ] as const
    ).flatMap(([field, events, all]) =>
      events > all || all === 0
        ? [{ path: `tables[${i}].${field}`, message: zh ? "事件数多于人数" : "more events than patients" }]
        : [],
    ),
  );
  if (issues.length > 0) return { issues };
  const effects = value.tables.map((row) =>
    effectOf(value.measure, { ...row, bi: row.n1i - row.ai, di: row.n2i - row.ci }),
  );
  const known = effects.flatMap((effect) => effect ?? []);
  if (known.length < 2) return { issues: [tooFew(known.length, 2, "labbe", "tables", language)] };
  const { estimate, tau2 } = poolEffects(
    Float64Array.from(known, ({ yi }) => yi),
    Float64Array.from(known, ({ vi }) => vi),
    { method: value.method ?? "REML", test: "z", level: value.level },
  );
  const pooled = {
    RR: (risk: number) => risk * Math.exp(estimate),
    OR: (risk: number) => 1 / (1 + (1 / risk - 1) / Math.exp(estimate)),
    RD: (risk: number) => risk + estimate,
  }[value.measure];
  const points = value.tables.flatMap(({ id, ai, n1i, ci, n2i }, i) => {
    const effect = effects[i];
    if (!effect) return [];
    const label = String(id ?? i + 1);
    return [{ label, experimental: ai / n1i, control: ci / n2i, weight: 1 / (effect.vi + tau2) }];
  });
  const svg = plotLabbe({
    title: value.title ?? "L'Abbé",
    locale,
    groups: { experimental: value.experimental, control: value.control },
    points,
    pooled,
  });
  return { svg, gaps: [], shown: { points, estimate, tau2 } };
}

export const diagram: Operation = {
  name: "diagram",
  summary: "Draws Baujat's, Galbraith's and L'Abbé's plots, GOSH, and bubbles with their fit and band.",
  input,
  example: {
    kind: "bubble",
    measure: "RR",
    moderator: "Absolute latitude",
    method: "REML",
    effects: [
      { yi: -0.889, vi: 0.326, x: 44 },
      { yi: -1.585, vi: 0.195, x: 55 },
      { yi: -1.348, vi: 0.415, x: 42 },
      { yi: -1.442, vi: 0.02, x: 52 },
      { yi: -0.218, vi: 0.051, x: 13 },
      { yi: -0.786, vi: 0.007, x: 44 },
    ],
  },
  run,
};
