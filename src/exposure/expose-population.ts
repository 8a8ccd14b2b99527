import { inward, languageOf, type Locale, scale } from "../quantity/quantity.ts";
import { type Asked, type Bands, bands, gathering, isExact, type Part, part, partsOf } from "./bands.ts";
import { hoursOf } from "./clock.ts";
import type { Cohort, Residual } from "./cohort.ts";
import { varied, sitesOf } from "./kinetics.ts";
import { additive, kineticsOf, typical } from "./model-kinetics.ts";
import { usualPercentiles } from "./read-population.ts";
import type { Question } from "./read-question.ts";
import { sketchErrorOf } from "./sketch.ts";

/** Percentiles of the concentrations of a cohort at one place. */
export interface SiteBands {
  readonly site: string;
  readonly unit: string;
  /** By percentile, a value for each moment. */
  readonly bands: Readonly<Record<string, readonly number[]>>;
  /** The share of subjects inside the window at each moment. */
  readonly inside?: readonly number[];
}

export interface PopulationExposure {
  readonly at: readonly number[];
  readonly sites: readonly SiteBands[];
  /** Subjects simulated. */
  readonly subjects: number;
}

/** Does the parts of a large cohort elsewhere and adds each when it is done, in any order. */
export type Crew = (
  parts: readonly { readonly first: number; readonly count: number }[],
  add: (part: Part) => void,
) => Promise<void>;

const sentences = {
  en: {
    alike: "The variability of this model between people was not obtained: every subject is the typical one.",
    kappa: "Variation between occasions is drawn once a subject: no occasion was told apart.",
    exact: (n: string) => `Percentiles over ${n} virtual subjects, read off exactly.`,
    sketched: (n: string, percent: string) =>
      `Percentiles over ${n} virtual subjects, each within ${percent} % of its value.`,
    residual: "Measurement error is added; a measurement below zero reads zero.",
    noResidual: (site: string) => `The measurement error of ${site} was not obtained.`,
    stopped: (done: string, n: string) => `Stopped: ${done} of ${n} subjects were simulated.`,
  },
  zh: {
    alike: "未获得该模型的个体间变异：每个受试者都是典型者。",
    kappa: "场合间变异对每名受试者只抽取一次：未区分场合。",
    exact: (n: string) => `${n} 名虚拟受试者的百分位数，精确读取。`,
    sketched: (n: string, percent: string) => `${n} 名虚拟受试者的百分位数，误差不超过其值的 ${percent}%。`,
    residual: "已加入测量误差；低于零的测量值记为零。",
    noResidual: (site: string) => `未获得 ${site} 的测量误差。`,
    stopped: (done: string, n: string) => `已停止：模拟了 ${n} 名受试者中的 ${done} 名。`,
  },
};

/** The cohort that a question asks for, moments ascending, and what is to be known of it. */
export function cohortOf(question: Question): { cohort: Cohort; asked: Asked; order: readonly number[] } {
  const { model, subject, kinetics, moments, dosing } = question;
  const population = question.population!;
  const order = Array.from(moments.keys()).sort((a, b) => moments[a]! - moments[b]!);
  const sites = sitesOf(kinetics);
  const { window: range, weight: bodies } = population;
  const cohort: Cohort = {
    seed: population.seed,
    spread: question.spread!,
    kinetics: model
      ? (factors, weight) => {
          const values: Record<string, number> = { ...typical(model, { ...subject, weight }) };
          for (const [symbol, factor] of factors) values[symbol] = values[symbol]! * factor;
          return kineticsOf(model, values);
        }
      : (factors) => varied(kinetics, factors),
    dosing,
    clock: question.clock,
    moments: Float64Array.from(order, (index) => moments[index]!),
    atDose: question.atDose,
    weight: { median: subject.weight ?? 0, sd: bodies ? Math.sqrt(Math.log1p(bodies.cv ** 2)) : 0 },
    occasions: question.occasions,
    residuals: population.residual && residualsOf(question),
    central:
      sites.length === 1 &&
      sites[0]!.state === 0 &&
      sites[0]!.volume !== undefined &&
      [...dosing.boluses, ...dosing.infusions].every(({ into }) => into === 0),
    relative: question.relative,
    period: question.period,
  };
  const asked: Asked = {
    subjects: population.n,
    sites: sites.length,
    percentiles: population.percentiles ?? usualPercentiles,
    window: range && {
      low: inward(range.low, "concentration"),
      high: inward(range.high, "concentration"),
    },
  };
  return { cohort, asked, order };
}

/** The error of measurement at each reported site, as far as the model has one. */
export function residualsOf({ kinetics, model }: Question): Residual[] {
  return sitesOf(kinetics).map(({ name }) => {
    const residual = model?.compartments.find((one) => one.name === name)?.residual;
    return {
      proportional: residual?.proportional ?? 0,
      logarithmic: residual?.logarithmic ?? 0,
      additive: model ? additive(model, name) : 0,
    };
  });
}

type Said = { readonly exposure: PopulationExposure; readonly gaps: string[]; readonly assumed: string[] };

/** Percentile bands over a virtual population, on this thread. */
export function exposePopulation(
  question: Question,
  locale: Locale,
  progress?: (share: number) => void,
  stopped?: () => boolean,
): Said {
  const { cohort, asked, order } = cohortOf(question);
  return said(question, asked, order, bands(cohort, asked, progress, stopped), locale);
}

/** The same, its parts done by a crew where the cohort is large: the same numbers to the last bit. */
export async function exposeByCrew(
  question: Question,
  locale: Locale,
  crew: Crew,
  progress?: (share: number) => void,
  stopped?: () => boolean,
): Promise<Said> {
  const { cohort, asked, order } = cohortOf(question);
  if (isExact(asked, cohort.moments.length)) return exposePopulation(question, locale, progress, stopped);
  const whole = gathering(asked, cohort.moments.length);
  let done = 0;
  await crew(partsOf(asked), (one) => {
    whole.add(one);
    progress?.((done += one.subjects) / asked.subjects);
  });
  return said(question, asked, order, whole.bands(), locale);
}

/** One part of a large cohort, for those who do the parts. */
export function exposePart(
  question: Question,
  first: number,
  count: number,
  stopped?: () => boolean,
): Part | undefined {
  const { cohort, asked } = cohortOf(question);
  return part(cohort, asked, first, count, stopped);
}

function said(
  question: Question,
  asked: Asked,
  order: readonly number[],
  found: Bands,
  locale: Locale,
): Said {
  const say = sentences[languageOf(locale)];
  const { kinetics, unit, clock, moments, spread, population, occasions } = question;
  const count = order.length;
  const rank = new Int32Array(count);
  for (const [place, index] of order.entries()) rank[index] = place;
  const sites = sitesOf(kinetics).map(({ name, volume }, site): SiteBands => {
    const factor = volume === undefined ? 1 : scale(unit, "concentration");
    const row = (values: Float64Array, times: number): number[] =>
      Array.from(rank, (place) => values[site * count + place]! * times);
    return {
      site: name,
      unit: volume === undefined ? "ug" : unit,
      bands: Object.fromEntries(
        asked.percentiles.map((p, index) => [String(p), row(found.percentiles[index]!, factor)]),
      ),
      inside: found.inside && row(found.inside, 1),
    };
  });
  const number = new Intl.NumberFormat(locale);
  const [n, done] = [number.format(asked.subjects), number.format(found.subjects)];
  const alike = spread!.symbols.length === 0 && spread!.occasions.length === 0 && !population?.weight;
  return {
    exposure: { at: Array.from(moments, (ticks) => hoursOf(ticks, clock)), sites, subjects: found.subjects },
    gaps: [
      ...(alike ? [say.alike] : []),
      ...(found.subjects < asked.subjects ? [say.stopped(done, n)] : []),
      ...(population?.residual
        ? sites
            .filter((_, index) => silent(residualsOf(question)[index]!))
            .map(({ site }) => say.noResidual(site))
        : []),
    ],
    assumed: [
      found.exact ? say.exact(n) : say.sketched(n, (sketchErrorOf(asked.sites * count) * 100).toFixed(1)),
      ...(spread!.occasions.length > 0 && occasions.length === 0 ? [say.kappa] : []),
      ...(population?.residual ? [say.residual] : []),
    ],
  };
}

const silent = ({ proportional, logarithmic, additive }: Residual): boolean =>
  proportional === 0 && logarithmic === 0 && additive === 0;
