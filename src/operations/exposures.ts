/** `exposures`: what the patients of each trial actually got, by one model. */
import { z } from "zod";
import { noRemarks } from "../delivery/delivery.ts";
import {
  type ArmBands,
  type ArmExposure,
  type Exposer,
  exposer,
  type ExposureMeasure,
  exposureMeasures,
  saidOfArms,
  type TrialArm,
} from "../evidence/evidence.ts";
import { type Model, models } from "../knowledge/knowledge.ts";
import { aboveZero, inward, languageOf, type Locale, readShape } from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply, whereAsked } from "./operation.ts";
import { modelOption, ownTrial, readTrials, studyList } from "./read-trials.ts";

const population = z.strictObject({
  n: z.int().min(2).max(100_000),
  seed: z.int().min(0),
  percentiles: z.array(z.number().min(0).max(100)).min(1).max(20).optional(),
  metabolite: z.literal(true).optional().describe("Bands of norketamine too: much slower."),
});

const input = z.strictObject({
  studies: studyList.optional(),
  trials: z.array(ownTrial).max(10_000).optional().describe("Arms of your own."),
  model: modelOption,
  threshold: aboveZero("concentration").optional().describe("Hours above it are counted."),
  population: population.optional(),
  csv: z.literal(true).optional().describe("The table as CSV too."),
  part: z
    .strictObject({ index: z.int().min(0).max(9999), of: z.int().min(1).max(10_000) })
    .optional()
    .describe(
      "Only this part of the arms, so that many threads can share a question; the parts in order are the whole, and the head of the CSV comes with part 0.",
    ),
});
type Input = z.output<typeof input>;

const sentences = {
  en: {
    model: (one: Model) =>
      `Model: ${one.label.en}; ${matrices.en[one.matrix]}; studied in ${one.population.en}. A model's figure, not a measurement.`,
    site: (matrix: string) =>
      `A threshold or a peak from ${matrix} does not compare with one from elsewhere: at the end of a short infusion models of arterial and of venous samples differ severalfold.`,
    alike:
      "The variability of this model between people was not obtained: the bands are the typical person's.",
    weights: "Within a population all have the weight of their arm: how weight varied is not known.",
    occasions: "Variation between occasions is left out of the bands.",
    stopped: (done: number, all: number) => `Stopped: ${done} of ${all} arms were exposed.`,
    part: (of: number) => `expected a part below ${of}`,
    noMetabolite: "This model has no norketamine.",
  },
  zh: {
    model: (one: Model) =>
      `模型：${one.label.zh}；${matrices.zh[one.matrix]}；研究人群：${one.population.zh}。此为模型数值，并非测量值。`,
    site: (matrix: string) =>
      `来自${matrix}的阈值或峰值不能与其他部位相比：短时输注结束时，动脉与静脉模型可相差数倍。`,
    alike: "未获得该模型的个体间变异：区间即典型者。",
    weights: "人群内所有人取该组体重：体重如何变化不详。",
    occasions: "区间未计入场合间变异。",
    stopped: (done: number, all: number) => `已停止：${all} 组中计算了 ${done} 组。`,
    part: (of: number) => `部分序号应小于 ${of}`,
    noMetabolite: "该模型没有去甲氯胺酮。",
  },
};

/** Where a model's samples were taken. */
export const matrices = {
  en: {
    arterial: "arterial samples",
    venous: "venous samples",
    "not stated": "samples whose site is not stated",
    CSF: "spinal fluid",
  },
  zh: { arterial: "动脉样本", venous: "静脉样本", "not stated": "未注明部位的样本", CSF: "脑脊液" },
} as const;

const usualPercentiles = [5, 50, 95];

function run(given: unknown, { locale, progress, stopped }: Context): Reply {
  const { value, issues } = readShape(input, given, locale);
  if (!value) return refused(issues);
  const say = sentences[languageOf(locale)];
  if (value.part && value.part.index >= value.part.of)
    return refused([{ path: "part.index", message: say.part(value.part.of) }]);
  const remarks = noRemarks();
  const { arms, bare, issues: wrong } = readTrials(value.studies, value.trials ?? [], locale, remarks);
  if (wrong.length > 0) return refused(wrong);
  const model = models.get(value.model)!;
  const percentiles = value.population?.percentiles ?? usualPercentiles;
  const engine = exposer(model, {
    threshold: value.threshold && inward(value.threshold, "concentration"),
    population: value.population && {
      ...value.population,
      percentiles,
      metabolite: value.population.metabolite ?? false,
    },
  });
  const asked = partOf(arms, value.part);
  const found = new Map<TrialArm, Row>();
  // Arms of one weight share their people; rows stand in the order of the question all the same.
  for (const arm of asked.toSorted((a, b) => a.weight - b.weight)) {
    if (stopped?.()) break;
    found.set(arm, { arm, exposure: engine.exposure(arm), bands: engine.bands(arm) });
    progress?.(found.size / asked.length);
  }
  const rows = asked.flatMap((arm) => found.get(arm) ?? []);
  const columns = value.population ? { percentiles, of: bandedOf(model, value) } : undefined;
  const matrix = matrices[languageOf(locale)][model.matrix];
  return answered(
    {
      model: { id: model.id, matrix: model.matrix, drug: model.drug, form: model.form },
      arms: rows.map((row) => writeRow(row, value.population ? percentiles : [])),
      ...(value.csv && { csv: csvOf(rows, model, columns, (value.part?.index ?? 0) === 0) }),
    },
    [
      ...remarks.gaps,
      ...(rows.length < asked.length ? [say.stopped(rows.length, asked.length)] : []),
      ...(model.compartments.some(({ name }) => name === "norketamine") ? [] : [say.noMetabolite]),
      ...(value.population && !engine.varies ? [say.alike] : []),
    ],
    [
      say.model(model),
      say.site(matrix),
      ...saidOfArms(arms, model, locale, bare),
      ...(value.population ? populationSaid(engine, model, locale) : []),
      ...remarks.assumed,
    ],
  );
}

const populationSaid = ({ varies }: Exposer, model: Model, locale: Locale): string[] => {
  const say = sentences[languageOf(locale)];
  const occasional = Object.values(model.parameters).some(({ occasion }) => occasion !== undefined);
  return varies ? [say.weights, ...(occasional ? [say.occasions] : [])] : [];
};

interface Row {
  readonly arm: TrialArm;
  readonly exposure: ArmExposure;
  readonly bands: ArmBands;
}

/** The measures of an arm as quantities, in their order. */
export const writeExposure = (exposure: ArmExposure): object =>
  Object.fromEntries(
    Object.entries(exposureMeasures).flatMap(([measure, unit]) => {
      const value = exposure[measure as ExposureMeasure];
      return value === undefined ? [] : [[measure, { value, unit }]];
    }),
  );

function writeRow({ arm, exposure, bands }: Row, percentiles: readonly number[]): object {
  return {
    id: arm.id,
    study: arm.study,
    name: arm.name,
    condition: arm.condition,
    drug: arm.drug,
    weight: { value: arm.weight, unit: "kg" },
    reading: arm.reading,
    verified: arm.verified,
    ...writeExposure(exposure),
    ...(percentiles.length > 0 && {
      bands: Object.fromEntries(
        Object.entries(bands).map(([measure, values]) => [
          measure,
          {
            unit: exposureMeasures[measure as ExposureMeasure],
            ...Object.fromEntries(percentiles.map((p, i) => [String(p), values[i]])),
          },
        ]),
      ),
    }),
  };
}

/** The arms of one part; all where none is named. */
function partOf(arms: readonly TrialArm[], part: Input["part"]): readonly TrialArm[] {
  if (!part) return arms;
  const edge = (index: number): number => Math.round((index * arms.length) / part.of);
  return arms.slice(edge(part.index), edge(part.index + 1));
}

/** The measures that have bands under a model, whatever the arms: every part has the same columns. */
const bandedOf = (model: Model, { threshold, population }: Input): ExposureMeasure[] => [
  "peak",
  "auc",
  ...(threshold ? (["above"] as const) : []),
  ...(population?.metabolite && model.compartments.some(({ name }) => name === "norketamine")
    ? (["metabolitePeak", "metaboliteAuc"] as const)
    : []),
];

interface Columns {
  readonly percentiles: readonly number[];
  readonly of: readonly ExposureMeasure[];
}

/** RFC 4180, with the unit in the head of each column; a cell that a spreadsheet would run as a formula is quoted as text. */
function csvOf(rows: readonly Row[], model: Model, columns: Columns | undefined, headed: boolean): string {
  const measures = Object.keys(exposureMeasures) as ExposureMeasure[];
  const { percentiles, of: banded } = columns ?? { percentiles: [], of: [] };
  const cell = (value: string | number | undefined): string => {
    if (value === undefined) return "";
    if (typeof value === "number") return String(value);
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const head = [
    "arm",
    "name",
    "condition",
    "drug",
    "weight [kg]",
    "reading",
    "model",
    "matrix",
    ...measures.map((one) => `${one} [${exposureMeasures[one]}]`),
    ...banded.flatMap((one) => percentiles.map((p) => `${one} p${p} [${exposureMeasures[one]}]`)),
  ];
  const body = rows.map(({ arm, exposure, bands }) => [
    arm.id,
    arm.name,
    arm.condition,
    arm.drug,
    arm.weight,
    arm.reading,
    model.id,
    model.matrix,
    ...measures.map((one) => exposure[one]),
    ...banded.flatMap((one) => percentiles.map((_, i) => bands[one]?.[i])),
  ]);
  return [...(headed ? [head] : []), ...body].map((row) => row.map(cell).join(",") + "\r\n").join("");
}

export const exposures: Operation = {
  name: "exposures",
  summary:
    "What the patients of each ketamine trial got: total, hours, peak, area, norketamine, by a named model, with bands and CSV.",
  input,
  lengthy: whereAsked("population"),
  example: {
    studies: ["noppers-2011-fibromyalgia", "lumanauw-2019"],
    model: "simons2022",
    threshold: "100 ng/mL",
    population: { n: 100, seed: 1 },
  },
  run,
};
