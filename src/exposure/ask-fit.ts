import {
  type Concentration,
  inward,
  type Inward,
  type Issue,
  type Kind,
  languageOf,
  type Locale,
  outward,
  type Quantity,
  readParts,
  scale,
} from "../quantity/quantity.ts";
import type { Asked } from "./canal/canal-question.ts";
import { expose, type Surroundings } from "./expose.ts";
import { cohortOf, residualsOf } from "./expose-population.ts";
import { fit, type Fit } from "./fit.ts";
import { type Kinetics, sitesOf } from "./kinetics.ts";
import { typical } from "./model-kinetics.ts";
import { errorsOf, fitParts, type GivenFit, observed, samplesAmiss } from "./read-fit.ts";
import { type Question, readQuestion } from "./read-question.ts";
import { fitWarning, type SimulatedModel, simulatedModel, simulationOnly } from "./simulation-only.ts";

/** Numbers that the drawn people may come to together. */
const numbersAtMost = 3e7;
const usual = { n: 1000, seed: 1, percentiles: [5, 50, 95] } as const;

const sentences = {
  en: {
    many: "asks for more people times moments than one answer may hold; ask for fewer",
    beyond: "the parameters that these measurements ask for are beyond what can be computed",
    stopped: "stopped before anybody was drawn",
    part: (n: string) => `Stopped: ${n} people were drawn.`,
    usual: "No cohort was asked for: 1,000 virtual people, seed 1, percentiles 5, 50 and 95.",
    prior: (label: string) => `The population of ${label} is the prior.`,
    body: "Body weight is the patient's own in everybody drawn.",
    occasion: "Variation between occasions is not fitted: everybody is on a typical occasion.",
    ownError: "The measurement error is the one given, not the model's.",
    modelError: "The measurement error is the model's own: assay, sampling times and misfit together.",
    before: "The samples' times are taken as exact.",
  },
  zh: {
    many: "人数乘时刻数超出一次回答的上限；请减少",
    beyond: "这些测量值所要求的参数超出可计算的范围",
    stopped: "在抽取任何人之前已停止",
    part: (n: string) => `已停止：抽取了 ${n} 人。`,
    usual: "未指定人群：1,000 名虚拟者，种子 1，第 5、50、95 百分位。",
    prior: (label: string) => `以 ${label} 的人群为先验。`,
    body: "抽取的每个人体重均为该患者体重。",
    occasion: "不拟合场合间变异：每个人均处于典型场合。",
    ownError: "测量误差为所给值，而非模型的值。",
    modelError: "测量误差为模型自身的值：含检测、采样时间与模型偏差。",
    before: "采样时间视为准确。",
  },
};

/** Percentiles of the population before and after the measurements, at one place. */
export interface FittedSite {
  readonly site: string;
  readonly unit: string;
  readonly typical: readonly number[];
  readonly fitted: readonly number[];
  readonly prior: Readonly<Record<string, readonly number[]>>;
  readonly posterior: Readonly<Record<string, readonly number[]>>;
}

export interface FitAnswer {
  /** That this is a simulation, in words. */
  readonly simulation: string;
  readonly model: SimulatedModel | null;
  readonly warnings: readonly { readonly id: string; readonly sentence: string }[];
  readonly parameters: readonly {
    readonly symbol: string;
    /** Null where the model was written in full: then the factor alone is known. */
    readonly typical: Quantity | null;
    readonly fitted: Quantity | null;
    readonly factor: number;
    /** Share of the population's spread that is left: 1 where the samples say nothing. */
    readonly left: number;
  }[];
  readonly samples: readonly {
    /** Hours. */
    readonly at: number;
    readonly site: string;
    readonly measured: number;
    readonly typical: number;
    readonly fitted: number;
    /** By how many measurement errors the fit misses it. */
    readonly off: number;
  }[];
  readonly unit: string;
  readonly at: readonly number[];
  readonly sites: readonly FittedSite[];
  /** Virtual people drawn, and how many of equal weight would carry the posterior as well. */
  readonly people: number;
  readonly effective: number;
}

/** One person's kinetics from a few measurements, the population being the prior: a simulation. */
export function askFit(
  input: unknown,
  locale: Locale,
  { progress, stopped }: Surroundings = {},
): Asked<FitAnswer> {
  const say = sentences[languageOf(locale)];
  const { parts: given, issues } = readParts(fitParts, input, locale);
  const { n, seed, percentiles = usual.percentiles } = given.population ?? usual;
  const asked = {
    ...Object.fromEntries(
      (["model", "unit", "patient", "atDose", "at", "doses"] as const).flatMap((name) =>
        given[name] === undefined ? [] : [[name, given[name]]],
      ),
    ),
    population: { n, seed },
  };
  const times = (given.samples ?? []).map(({ at }) => at);
  const { question, issues: wrong } = readQuestion(asked, locale, times);
  issues.push(...wrong.filter(({ path }) => !issues.some((one) => one.path === path)));
  if (!question || !given.samples) return { issues };
  const sites = sitesOf(question.kinetics);
  const { cohort, order } = cohortOf(question);
  const residuals = given.error ? errorsOf(given.error, sites.length) : residualsOf(question);
  issues.push(...samplesAmiss(given, question, cohort, residuals, locale));
  if (2 * n * cohort.moments.length * sites.length > numbersAtMost)
    issues.push({ path: "population.n", message: say.many });
  if (issues.length > 0) return { issues };
  const observations = given.samples.map((one) => observed(one, question));
  const found = fit(cohort, observations, residuals, { subjects: n, percentiles, progress, stopped });
  if (!found) return { issues: [{ path: "", message: say.stopped }] };
  const answer = answerOf(given, question, found, order, percentiles, locale);
  if ("issues" in answer) return answer;
  if (!everyFinite(answer)) return { issues: [{ path: "samples", message: say.beyond }] };
  return {
    answer,
    gaps: found.subjects < n ? [say.part(new Intl.NumberFormat(locale).format(found.subjects))] : [],
    assumed: [
      ...(answer.model ? [say.prior(answer.model.label)] : []),
      ...(given.population ? [] : [say.usual]),
      given.error ? say.ownError : say.modelError,
      say.before,
      say.body,
      ...(question.spread!.occasions.length > 0 ? [say.occasion] : []),
      ...(answer.model?.caution ? [answer.model.caution] : []),
    ],
  };
}

function answerOf(
  { samples = [] }: GivenFit,
  question: Question,
  found: Fit,
  order: readonly number[],
  percentiles: readonly number[],
  locale: Locale,
): FitAnswer | { issues: readonly Issue[] } {
  const { unit, kinetics, model } = question;
  const sites = sitesOf(kinetics);
  const show = (value: number): number => outward(value as Concentration, "concentration", unit).value;
  const curve = (kinetics: Kinetics) => expose({ ...question, kinetics }, locale);
  const [usualOne, fittedOne] = [curve(kinetics), curve(found.kinetics)];
  if ("issues" in usualOne) return usualOne;
  if ("issues" in fittedOne) return fittedOne;
  const count = order.length;
  const rank = new Int32Array(count);
  for (const [place, moment] of order.entries()) rank[moment] = place;
  const bands = (rows: readonly Float64Array[], site: number): Record<string, number[]> => {
    const factor = sites[site]!.volume === undefined ? 1 : scale(unit, "concentration");
    return Object.fromEntries(
      percentiles.map((p, i) => [
        String(p),
        Array.from(rank, (place) => rows[i]![site * count + place]! * factor),
      ]),
    );
  };
  return {
    simulation: simulationOnly(locale),
    model: simulatedModel(model, locale),
    warnings: found.warnings.map((id) => ({ id, sentence: fitWarning(id, locale) })),
    parameters: found.parameters.map(({ symbol, factor, left }) => ({
      symbol,
      ...inUnits(question, symbol, factor),
      factor,
      left,
    })),
    samples: samples.map((one, i) => ({
      at: inward(one.at, "time"),
      site: one.site ?? sites[0]!.name,
      measured: show(inward(one.concentration, "concentration")),
      typical: show(found.measured[i]!.typical),
      fitted: show(found.measured[i]!.fitted),
      off: found.measured[i]!.off,
    })),
    unit,
    at: usualOne.exposure.at,
    sites: usualOne.exposure.sites.map(({ site, unit, values }, i) => ({
      site,
      unit,
      typical: values,
      fitted: fittedOne.exposure.sites[i]!.values,
      prior: bands(found.prior, i),
      posterior: bands(found.posterior, i),
    })),
    people: found.subjects,
    effective: found.effective,
  };
}

/** A parameter of a shipped model for this body, typical and fitted, in the unit that the file writes. */
function inUnits(
  { model, subject }: Question,
  symbol: string,
  factor: number,
): { typical: Quantity | null; fitted: Quantity | null } {
  const parameter = model?.parameters[symbol];
  if (!model || !parameter) return { typical: null, fitted: null };
  const value = typical(model, subject)[symbol]!;
  const whole: Partial<Record<Kind, Kind>> = { volumePerWeight: "volume", flowPerWeight: "flow" };
  const kind = whole[parameter.kind] ?? parameter.kind;
  const unit = kind === parameter.kind ? parameter.written.value.unit : kind === "volume" ? "L" : "L/h";
  const show = (one: number): Quantity => outward(one as Inward<Kind>, kind, unit);
  return { typical: show(value), fitted: show(value * factor) };
}

const everyFinite = (value: unknown): boolean =>
  typeof value === "number"
    ? Number.isFinite(value)
    : typeof value !== "object" || value === null || Object.values(value).every(everyFinite);
