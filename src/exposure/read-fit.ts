import { z } from "zod";
import { models } from "../knowledge/knowledge.ts";
import {
  inside,
  inward,
  type Issue,
  languageOf,
  type Locale,
  type Quantity,
  quantity,
  suggest,
} from "../quantity/quantity.ts";
import { ticksOf } from "./clock.ts";
import type { Cohort, Residual } from "./cohort.ts";
import { expose } from "./expose.ts";
import type { Observation } from "./fit.ts";
import { sitesOf } from "./kinetics.ts";
import { population } from "./read-population.ts";
import { exposeQuestion, type Question } from "./read-question.ts";

const sample = z.strictObject({
  at: quantity("time"),
  /** Where it was measured; the first place that the model reports where nothing is said. */
  site: z.string().optional(),
  concentration: quantity("concentration"),
});
/** The error of one measurement, in place of the model's own. */
const error = z.strictObject({
  cv: z.number().positive().max(2),
  additive: quantity("concentration").optional(),
});

/** The full schema of a question about one person's kinetics. */
export const fitQuestion = z.strictObject({
  ...exposeQuestion.pick({ model: true, unit: true, patient: true, atDose: true, at: true }).shape,
  doses: exposeQuestion.shape.doses.min(1),
  samples: z.array(sample).min(1).max(200),
  error: error.optional(),
  population: population
    .pick({ seed: true, percentiles: true })
    .extend({ n: z.int().min(50).max(20_000) })
    .optional(),
});

/** The same, of which some is read by the reader of exposures. */
export const fitParts = z.object({
  ...fitQuestion.shape,
  model: z.unknown(),
  unit: z.unknown(),
  patient: z.unknown(),
  atDose: z.unknown(),
  at: z.unknown(),
  doses: z.unknown(),
});

export type GivenFit = Partial<z.output<typeof fitParts>>;

const sentences = {
  en: {
    site: (came: string, known: string, near?: string) =>
      `"${came}" is not a place that this model reports` +
      (near ? `; did you mean "${near}"?` : `; known are ${known}`),
    zero: "expected a concentration above zero: a sample below what can be quantified is left out of a fit",
    nothing: "the model has no drug there by then, so this sample can say nothing",
    depot: "an amount in a depot is not a concentration that can be measured",
    alike: (fitting: string) =>
      `how this model varies between people was not obtained, so there is nothing to fit; models with it: ${fitting}`,
    error: (site: string) => `the measurement error of ${site} was not obtained: give "error"`,
  },
  zh: {
    site: (came: string, known: string, near?: string) =>
      `"${came}" 不是本模型报告的部位` + (near ? `；是否为 "${near}"？` : `；已知：${known}`),
    zero: "浓度应大于零：低于定量限的样本不用于拟合",
    nothing: "模型在该时刻该处没有药物，此样本无法说明任何情况",
    depot: "贮库中的量不是可测量的浓度",
    alike: (fitting: string) => `未获得该模型的个体间变异，无从拟合；具备变异的模型：${fitting}`,
    error: (site: string) => `未获得 ${site} 的测量误差：请给出 "error"`,
  },
};

/** The error given, at every site. */
export const errorsOf = ({ cv, additive }: z.output<typeof error>, sites: number): Residual[] =>
  Array.from({ length: sites }, () => ({
    proportional: cv,
    logarithmic: 0,
    additive: additive ? inward(additive, "concentration") : 0,
  }));

/** A sample on the question's clock. */
export function observed(
  { at, site, concentration }: z.output<typeof sample>,
  question: Question,
): Observation {
  const sites = sitesOf(question.kinetics);
  return {
    at: ticksOf(at, question.clock),
    site: site === undefined ? 0 : sites.findIndex(({ name }) => name === site),
    value: inward(concentration, "concentration"),
  };
}

/** Everything that keeps these samples from saying something about this model. */
export function samplesAmiss(
  { samples = [] }: GivenFit,
  question: Question,
  cohort: Cohort,
  residuals: readonly Residual[],
  locale: Locale,
): Issue[] {
  const say = sentences[languageOf(locale)];
  const sites = sitesOf(question.kinetics);
  const names = sites.map(({ name }) => name);
  if (cohort.spread.symbols.length === 0) {
    const fitting = [...models.values()].filter(
      ({ drug, parameters }) =>
        (question.model === undefined ||
          drug === question.model.drug ||
          question.model.drug === "ketamine") &&
        Object.values(parameters).some(({ omega2 = 0 }) => omega2 > 0),
    );
    return [{ path: "model", message: say.alike(fitting.map(({ id }) => id).join(", ")) }];
  }
  const typicalAt = levelsAt(
    question,
    samples.map(({ at }) => at),
    locale,
  );
  return samples.flatMap(({ site, concentration }, i): Issue[] => {
    const here = (field: string): string => inside(inside("samples", i), field);
    if (!(concentration.value > 0)) return [{ path: here("concentration"), message: say.zero }];
    const at = site === undefined ? 0 : names.indexOf(site);
    if (at < 0)
      return [
        {
          path: here("site"),
          message: say.site(site!.slice(0, 60), names.join(", "), suggest(site!, names)),
        },
      ];
    if (sites[at]!.volume === undefined) return [{ path: here("site"), message: say.depot }];
    const { proportional, logarithmic, additive } = residuals[at]!;
    if (proportional + logarithmic + additive === 0)
      return [{ path: here("site"), message: say.error(names[at]!) }];
    const level = typicalAt?.[at]?.[i];
    return level !== undefined && !(level > 0) ? [{ path: here("at"), message: say.nothing }] : [];
  });
}

/** What the typical person shows at these moments: a row a site; undefined where that cannot be computed. */
function levelsAt(
  question: Question,
  at: readonly Quantity<"time">[],
  locale: Locale,
): readonly (readonly number[])[] | undefined {
  const moments = Float64Array.from(at, (time) => ticksOf(time, question.clock));
  const found = expose({ ...question, moments }, locale);
  return "issues" in found ? undefined : found.exposure.sites.map(({ values }) => values);
}
