import { type Issue, languageOf, type Locale, scale } from "../quantity/quantity.ts";
import { isExact } from "./bands.ts";
import { hoursOf } from "./clock.ts";
import { type Accuracy, usual } from "./integrate.ts";
import type { Input } from "./input.ts";
import { type Crew, exposeByCrew, exposePopulation, type PopulationExposure } from "./expose-population.ts";
import { amounts, isLinear, type Kinetics, sitesOf } from "./kinetics.ts";
import { untold } from "./model-kinetics.ts";
import { inputFor } from "./read-doses.ts";
import type { Question } from "./read-question.ts";
import { periodsIn, settledUnder } from "./steady-state.ts";

/** Concentrations at one place over the moments asked for. */
export interface SiteValues {
  readonly site: string;
  /** UCUM code of the values: a concentration, or an amount for a depot. */
  readonly unit: string;
  readonly values: readonly number[];
}

export interface Exposure {
  /** The moments, in hours, in the order asked for. */
  readonly at: readonly number[];
  /** The compartments in their order, then the effect sites. */
  readonly sites: readonly SiteValues[];
}

const sentences = {
  en: {
    before: "A sample at the moment of a bolus is taken before it.",
    after: "A sample at the moment of a bolus is taken after it.",
    integrated: (relative: number) =>
      `Saturable or formula kinetics: integrated by Rodas4 with steps that are each wrong by at most ${relative} of every amount.`,
    model: (label: string, matrix: string, population: string) =>
      `Model: ${label}; ${matrix}; studied in ${population}. A model's figure, not a measurement.`,
    matrices: {
      arterial: "arterial concentrations",
      venous: "venous concentrations",
      "not stated": "sampling site not stated",
      CSF: "cerebrospinal fluid",
    },
    untold: {
      age: "Age is not told: taken as an age at which the model makes no correction.",
      asian: "Ancestry is not told: the model's factor for Asian patients is not applied.",
    },
    unit: (unit: string) => `No unit was asked for: ${unit}.`,
    unreached: (names: string) => `Nothing enters ${names}: zero throughout.`,
    stopped: "Stopped before the end.",
    stays: "drug stays in the body for ever, so there is no steady state",
    nonlinear: "a steady state is computed for linear kinetics without changes over time only",
    periods: (count: number) =>
      `the longest dose lasts ${count} of these periods; at most ${periodsAtMost} may run at once`,
    heavy: (steps: number, states: number) =>
      `asks for ${steps} steps of ${states} states, more work than one question may ask for; ask for fewer moments or a coarser model`,
    wide: (rows: number) =>
      `asks for ${rows} numbers (samples times sites) of a large population; at most ${rowsAtMost} are counted at once; ask for fewer moments or fewer subjects`,
    beyond: "the answer is beyond what a number can hold, or the equations cannot be followed that far",
  },
  zh: {
    before: "与推注同一时刻的样本在推注之前采集。",
    after: "与推注同一时刻的样本在推注之后采集。",
    integrated: (relative: number) =>
      `饱和或公式动力学：用 Rodas4 积分，每步误差不超过各药量的 ${relative}。`,
    model: (label: string, matrix: string, population: string) =>
      `模型：${label}；${matrix}；研究人群：${population}。此为模型数值，并非测量值。`,
    matrices: {
      arterial: "动脉血浓度",
      venous: "静脉血浓度",
      "not stated": "采样部位未注明",
      CSF: "脑脊液",
    },
    untold: {
      age: "未提供年龄：按模型不作校正的年龄计。",
      asian: "未提供族裔：未采用模型对亚洲患者的系数。",
    },
    unit: (unit: string) => `未指定单位：${unit}。`,
    unreached: (names: string) => `没有药物进入 ${names}：始终为零。`,
    stopped: "在完成之前已停止。",
    stays: "药物永远留在体内，因此没有稳态",
    nonlinear: "稳态只对不随时间变化的线性动力学计算",
    periods: (count: number) => `最长的给药持续 ${count} 个周期；同时进行的最多 ${periodsAtMost} 个`,
    heavy: (steps: number, states: number) =>
      `需要 ${steps} 步、${states} 个状态，超出一次提问允许的工作量；请减少时刻或简化模型`,
    wide: (rows: number) =>
      `对大规模人群要求 ${rows} 个数（采样点乘部位）；一次最多 ${rowsAtMost} 个；请减少采样点或人数`,
    beyond: "结果超出数值可表示的范围，或方程无法计算到该时刻",
  },
};

/** Multiplications that one question may ask for: a few seconds on one core. */
const workAtMost = 3e9;

/** Concentrations over time for one patient: the answer with its gaps and assumptions, or issues. */
export function expose(
  question: Question,
  locale: Locale,
  stopped?: () => boolean,
): { exposure: Exposure; gaps: string[]; assumed: string[] } | { issues: Issue[] } {
  const say = sentences[languageOf(locale)];
  const { kinetics, clock, moments, unit, atDose, period } = question;
  const sites = sitesOf(kinetics);
  let input = inputFor(question.dosing, question.subject.weight ?? 0);
  const steps = moments.length + input.boluses.length + 2 * input.infusions.length;
  const size = kinetics.compartments.length + kinetics.followers.length + 1;
  const heavy = steps * size ** 2 + doublings(kinetics, question) * 2 * size ** 3;
  if (heavy > workAtMost) return { issues: [{ path: "at", message: say.heavy(steps, size) }] };

  let start: Float64Array | undefined;
  if (period !== undefined) {
    const issue = unsteady(question, input, say);
    if (issue) return { issues: [issue] };
    const steady = settledUnder(kinetics, input, period, clock);
    if (!steady) return { issues: [{ path: "steadyState", message: say.stays }] };
    ({ start, input } = steady);
  }
  const order = Array.from(moments.keys()).sort((a, b) => moments[a]! - moments[b]!);
  const sorted = Float64Array.from(order, (index) => moments[index]!);
  const relative = question.relative ?? usual.relative;
  const traced = amounts(
    kinetics,
    input,
    sorted,
    clock,
    { atDose, start, stopped },
    accuracyFor(size, relative),
  );
  // What was not reached is zero: no answer at all.
  if (stopped?.()) return { issues: [{ path: "", message: say.stopped }] };
  if (!traced.every(Number.isFinite)) return { issues: [{ path: "model", message: say.beyond }] };
  const answer = sites.map(({ name, volume }, row): SiteValues => {
    const factor = volume === undefined ? 1 : scale(unit, "concentration");
    const values = Array.from({ length: order.length }, () => 0);
    for (const [rank, index] of order.entries())
      values[index] = (traced[row * order.length + rank]! / (volume ?? 1)) * factor;
    return { site: name, unit: volume === undefined ? "ug" : unit, values };
  });
  if (!answer.every(({ values }) => values.every(Number.isFinite)))
    return { issues: [{ path: "model", message: say.beyond }] };
  return {
    exposure: { at: Array.from(moments, (ticks) => hoursOf(ticks, clock)), sites: answer },
    gaps: unreached(kinetics, input, say.unreached),
    assumed: commonly(question, locale),
  };
}

/** The integrator's steps, each with a matrix to be solved, within the same bound of work. */
const accuracyFor = (size: number, relative: number): Accuracy => ({
  relative,
  steps: Math.min(usual.steps, Math.ceil((16 * workAtMost) / size ** 3)),
});

/** Infusions may last so many periods of a steady state. */
const periodsAtMost = 10_000;

/** Why there can be no steady state, where one is asked for. */
function unsteady({ kinetics, period }: Question, input: Input, say: typeof sentences.en): Issue | undefined {
  if (period === undefined) return undefined;
  if (!isLinear(kinetics) || kinetics.regimes.length > 1)
    return { path: "steadyState", message: say.nonlinear };
  const periods = periodsIn(input, period);
  return periods > periodsAtMost ? { path: "steadyState.every", message: say.periods(periods) } : undefined;
}

/** The defaults that mattered, in sentences. */
function commonly(question: Question, locale: Locale): string[] {
  const say = sentences[languageOf(locale)];
  return [
    ...modelSentences(question, locale),
    ...(question.unitSaid ? [] : [say.unit(question.unit)]),
    ...(question.atDoseSaid || question.dosing.boluses.length === 0 ? [] : [say[question.atDose]]),
    ...(isLinear(question.kinetics) ? [] : [say.integrated(question.relative ?? usual.relative)]),
  ];
}

/** What surrounds a population: who is told of its progress, who may stop it, who does the parts. */
export interface Surroundings {
  readonly progress?: (share: number) => void;
  readonly stopped?: () => boolean;
  readonly crew?: Crew;
}

/** Multiplications that a population may ask for: a minute or two where nobody can stop it, hours where a crew does it. */
const cohortWorkAtMost = (attended: boolean): number => (attended ? 1e13 : 1e11);

/** Moments times sites at which a large population is counted: beyond, its bins would be too wide to be of use. */
const rowsAtMost = 32_768;

/** Percentile bands over a virtual population, or issues. */
export async function exposeCohort(
  question: Question,
  locale: Locale,
  { progress, stopped, crew }: Surroundings,
): Promise<{ exposure: PopulationExposure; gaps: string[]; assumed: string[] } | { issues: Issue[] }> {
  const say = sentences[languageOf(locale)];
  const { kinetics, dosing, moments, population } = question;
  const size = kinetics.compartments.length + kinetics.followers.length + 1;
  const steps = moments.length + dosing.boluses.length + 2 * dosing.infusions.length;
  const each = steps * size ** 2 + doublings(kinetics, question) * 2 * size ** 3;
  const sites = sitesOf(kinetics).length;
  const rows = moments.length * sites;
  if (rows > rowsAtMost && !isExact({ subjects: population!.n, sites }, moments.length))
    return { issues: [{ path: "at", message: say.wide(rows) }] };
  if (each > workAtMost || each * population!.n > cohortWorkAtMost(Boolean(crew ?? stopped)))
    return { issues: [{ path: "population.n", message: say.heavy(steps * population!.n, size) }] };
  const odd = unsteady(question, inputFor(dosing, question.subject.weight ?? 0), say);
  if (odd) return { issues: [odd] };
  if (question.period !== undefined) {
    // Whether drug can leave does not depend on the person: the typical one tells.
    const alone = expose({ ...question, moments: moments.slice(0, 1) }, locale);
    if ("issues" in alone) return alone;
  }
  const { exposure, gaps, assumed } = crew
    ? await exposeByCrew(question, locale, crew, progress, stopped)
    : exposePopulation(question, locale, progress, stopped);
  const sound = exposure.sites.every(({ bands }) =>
    Object.values(bands).every((band) => band.every(Number.isFinite)),
  );
  if (!sound && exposure.subjects > 0) return { issues: [{ path: "model", message: say.beyond }] };
  return {
    exposure,
    gaps: [...gaps, ...unreached(kinetics, inputFor(dosing, 1), say.unreached)],
    assumed: [...commonly(question, locale), ...assumed],
  };
}

/** What must be said of the model whenever it speaks. */
function modelSentences({ model, subject }: Question, locale: Locale): string[] {
  if (!model) return [];
  const language = languageOf(locale);
  const say = sentences[language];
  return [
    say.model(model.label[language], say.matrices[model.matrix], model.population[language]),
    ...(model.caution ? [model.caution[language]] : []),
    ...untold(model, subject).map((covariate) => say.untold[covariate]),
  ];
}

/** How often the shortest span must be doubled to reach the longest: a bound on the matrices needed. */
function doublings(kinetics: Kinetics, { moments, clock }: Question): number {
  let fastest = 0;
  for (const { linear } of kinetics.regimes) for (const { k } of linear) fastest = Math.max(fastest, k);
  for (const { ke0 } of kinetics.followers) fastest = Math.max(fastest, ke0);
  const longest = moments.reduce((most, moment) => Math.max(most, moment), 0) / clock.perHour;
  const ratio = Math.log2(fastest) + Math.log2(longest) + Math.log2(kinetics.compartments.length) + 2;
  return Number.isFinite(ratio) && ratio > 0 ? ratio * kinetics.regimes.length : 0;
}

/** Names the compartments that no dose and no flow can reach. */
function unreached(kinetics: Kinetics, input: Input, sentence: (names: string) => string): string[] {
  const reached = new Set([...input.boluses, ...input.infusions].map(({ into }) => into));
  const flows = kinetics.regimes.flatMap(({ linear, saturable, lawful }) => [
    ...linear.filter(({ k }) => k > 0),
    ...saturable,
    ...lawful,
  ]);
  for (let before = -1; before < reached.size;) {
    before = reached.size;
    for (const { from, to } of flows)
      if (to !== undefined && (from === undefined || reached.has(from))) reached.add(to);
  }
  const names = kinetics.compartments
    .filter(({ inner }, index) => !inner && !reached.has(index))
    .map(({ name }) => name);
  return names.length > 0 ? [sentence(names.join(", "))] : [];
}
