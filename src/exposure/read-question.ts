import { z } from "zod";
import {
  inside,
  inward,
  type Issue,
  languageOf,
  type Locale,
  type Quantity,
  quantity,
  readParts,
  readShape,
  suggest,
  unitOf,
} from "../quantity/quantity.ts";
import { type Model, models, unfitModels } from "../knowledge/knowledge.ts";
import { type Clock, clockFor, type Ticks, ticksOf } from "./clock.ts";
import type { Kinetics } from "./kinetics.ts";
import { kineticsOf, needsWeight as bodyNeeded, type Subject, typical } from "./model-kinetics.ts";
import { type Dosing, dose, dosing, needsWeight, readDoses, timesIn, weightWanted } from "./read-doses.ts";
import { type Population, population, readPopulation } from "./read-population.ts";
import { type Spread, spreadOf } from "./spread.ts";
import { explicitKinetics, readKinetics, type WrittenKinetics } from "./read-kinetics.ts";

const grid = z.strictObject({ from: quantity("time"), to: quantity("time"), every: quantity("time") });
const list = z.array(z.unknown()).min(1);
const patient = z.strictObject({
  weight: quantity("weight").optional(),
  /** Years. */
  age: z.number().min(0).max(130).optional(),
  asian: z.boolean().optional(),
});
const steady = z.strictObject({ every: quantity("time") });
const accuracy = z.strictObject({ relative: z.number().min(1e-12).max(1e-2) });

/** The full schema of a question about exposure. */
export const exposeQuestion = z.strictObject({
  model: z.union([z.enum([...models.keys()]), explicitKinetics]),
  unit: z.string().optional(),
  doses: z.array(dose).max(10_000),
  at: z.union([z.array(quantity("time")).min(1), grid]),
  atDose: z.enum(["before", "after"]).optional(),
  patient: patient.optional(),
  steadyState: steady.optional(),
  accuracy: accuracy.optional(),
  population: population.optional(),
});

const parts = z.object({
  model: z.unknown(),
  unit: z.string().optional(),
  doses: z.array(z.unknown()).max(10_000),
  at: z.unknown(),
  atDose: z.enum(["before", "after"]).optional(),
  patient: patient.optional(),
  steadyState: steady.optional(),
  accuracy: accuracy.optional(),
  population: z.unknown().optional(),
});

/** How many numbers one answer may hold: moments times sites. */
export const numbersAtMost = 2_000_000;

const sentences = {
  en: {
    unit: (came: string) => `expected a unit of concentration such as "ng/mL", got "${came}"`,
    backwards: "expected a time not before from",
    every: "expected a time above zero between samples",
    many: (count: number) =>
      `asks for ${count} samples; one answer holds ${numbersAtMost} numbers at most (samples times sites)`,
    fine: "these times lie too far apart in size to be counted on one clock",
    period: "expected every dose to begin within one period of the steady state",
    positive: "expected a time above zero",
    alone: "a steady state has one occasion only: parameters that change have none",
    occasions: "comes to more than 1,000 occasions",
    model: (name: string, known: string, near?: string) =>
      `"${name}" is not a model that is shipped` +
      (near ? `; did you mean "${near}"?` : `; known are ${known}`),
    weight: "expected the patient's weight: the model scales with it",
  },
  zh: {
    unit: (came: string) => `应为浓度单位，例如 "ng/mL"；现为 "${came}"`,
    backwards: "结束时间不应早于 from",
    every: "采样间隔应大于零",
    many: (count: number) => `要求 ${count} 个采样点；一次回答最多 ${numbersAtMost} 个数（采样点乘部位）`,
    fine: "这些时间的量级相差过大，无法用同一时钟计数",
    period: "稳态计算要求每次给药都在一个周期内开始",
    positive: "时间应大于零",
    alone: "稳态只有一个场合：参数变化时没有稳态",
    occasions: "场合数超过 1,000",
    model: (name: string, known: string, near?: string) =>
      `"${name}" 不是已提供的模型` + (near ? `；是否为 "${near}"？` : `；已知：${known}`),
    weight: "模型随体重变化，需要患者体重",
  },
};

/** A question about exposure, read: kinetics, doses and moments on one clock. */
export interface Question {
  readonly kinetics: Kinetics;
  /** The shipped model that the kinetics come from, where one was named. */
  readonly model?: Model;
  readonly subject: Subject;
  readonly dosing: Dosing;
  readonly clock: Clock;
  /** The moments in the order they were asked for. */
  readonly moments: Float64Array;
  readonly unit: string;
  readonly atDose: "before" | "after";
  readonly atDoseSaid: boolean;
  readonly unitSaid: boolean;
  readonly period?: Ticks;
  readonly relative?: number;
  readonly spread?: Spread;
  readonly population?: Population;
  /** The moments at which a new occasion begins, where parameters vary between occasions. */
  readonly occasions: readonly Ticks[];
}

type Grid = z.output<typeof grid>;
type Times = { readonly list: readonly Quantity<"time">[] } | { readonly grid: Grid };

/** Reads the whole question: what it asks, or everything that is wrong with it. `also` are times its clock must tell. */
export function readQuestion(
  input: unknown,
  locale: Locale,
  also: readonly Quantity<"time">[] = [],
): { question: Question; issues: [] } | { question?: undefined; issues: Issue[] } {
  const say = sentences[languageOf(locale)];
  const { parts: given, issues } = readParts(parts, input, locale);
  const subject: Subject = {
    ...given.patient,
    weight: given.patient?.weight && (inward(given.patient.weight, "weight") as number),
  };
  const model = readModel(given.model, subject, locale);
  issues.push(...model.issues);
  const names = model.kinetics?.compartments.map(({ name }) => name) ?? namesIn(given.model);
  const { doses, issues: wrong } = readDoses(given.doses ?? [], names, locale, "doses");
  issues.push(...wrong);
  const times = readTimes(given.at, locale, issues);
  const unit = given.unit ?? model.named?.unit ?? "ug/mL";
  if (unitOf(unit)?.dimension !== "M1V-1")
    issues.push({ path: "unit", message: say.unit(unit.slice(0, 20)) });
  if (needsWeight(doses) >= 0 && !(subject.weight! > 0) && !issues.some(aboutWeight))
    issues.push({ path: "patient.weight", message: weightWanted(locale) });
  const every = given.steadyState?.every;
  if (every && !(every.value > 0)) issues.push({ path: "steadyState.every", message: say.positive });
  const { population, issues: odd } = readPopulation(given.population, locale, "population");
  issues.push(...odd);
  if (population?.occasion && every) issues.push({ path: "steadyState", message: say.alone });
  if (issues.length > 0 || !model.kinetics || !times) return { issues };

  const clock = clockFor([
    ...timesIn(doses),
    ...also,
    ...("list" in times ? times.list : Object.values(times.grid)),
    ...model.kinetics.changes.map(({ at }) => at),
    ...(every ? [every] : []),
    ...(population?.occasion ? [population.occasion.every] : []),
  ]);
  if (!clock) return { issues: [{ path: "at", message: say.fine }] };
  const moments = momentsOf(times, clock);
  if (typeof moments === "number") return { issues: [{ path: "at.every", message: say.many(moments) }] };
  const sites =
    model.kinetics.compartments.filter(({ inner }) => !inner).length + model.kinetics.followers.length;
  if (moments.length * sites > numbersAtMost)
    return { issues: [{ path: "at", message: say.many(moments.length) }] };
  const period = every && ticksOf(every, clock);
  const late = doses.findIndex((one) => period !== undefined && ticksOf(one.at, clock) >= period);
  if (late >= 0) return { issues: [{ path: `doses[${late}].at`, message: say.period }] };
  const lasting = population?.occasion && ticksOf(population.occasion.every, clock);
  const occasions = occasionsOf(lasting, moments);
  if (!occasions) return { issues: [{ path: "population.occasion.every", message: say.occasions }] };
  const { compartments, followers, flows, changes, spread } = model.kinetics;
  return {
    question: {
      kinetics: {
        compartments,
        followers,
        regimes: [
          { from: 0, ...flows },
          ...changes.map(({ at, flows }) => ({ from: ticksOf(at, clock), ...flows })),
        ],
      },
      dosing: dosing(doses, names, clock),
      clock,
      moments,
      unit: unitOf(unit)!.code,
      atDose: given.atDose ?? "after",
      atDoseSaid: given.atDose !== undefined,
      unitSaid: given.unit !== undefined,
      model: model.named,
      subject,
      period,
      relative: given.accuracy?.relative,
      spread,
      population,
      occasions,
    },
    issues: [],
  };
}

/** When occasions begin; undefined where there would be too many to keep apart. */
function occasionsOf(lasting: Ticks | undefined, moments: Float64Array): Ticks[] | undefined {
  if (lasting === undefined) return [];
  const last = moments.reduce((most, moment) => Math.max(most, moment), 0);
  const count = Math.floor(last / lasting) + 1;
  return count > 1000 ? undefined : Array.from({ length: count }, (_, index) => index * lasting);
}

const aboutWeight = ({ path }: Issue): boolean => path === "patient.weight";

/** The kinetics of a model by name, scaled to the subject, or as written in full. */
function readModel(
  model: unknown,
  subject: Subject,
  locale: Locale,
): { kinetics?: WrittenKinetics; named?: Model; issues: Issue[] } {
  if (typeof model !== "string") return readKinetics(model, locale, "model");
  const say = sentences[languageOf(locale)];
  const named = models.get(model);
  if (!named) {
    const unfit = unfitModels.find(({ id }) => id === model);
    const known = [...models.keys()];
    const message = unfit
      ? unfit.reason[languageOf(locale)]
      : say.model(model.slice(0, 60), known.join(", "), suggest(model, known));
    return { issues: [{ path: "model", message }] };
  }
  if (bodyNeeded(named) && !(subject.weight! > 0))
    return { named, issues: [{ path: "patient.weight", message: say.weight }] };
  const { compartments, followers, regimes } = kineticsOf(named, typical(named, subject));
  const spread = spreadOf(named)!;
  return {
    kinetics: { compartments, followers, flows: regimes[0]!, changes: [], spread },
    named,
    issues: [],
  };
}

/** The names that a faulty model still shows, so that doses can be held against them. */
function namesIn(model: unknown): string[] {
  const list =
    typeof model === "object" && model !== null ? (model as { compartments?: unknown }).compartments : [];
  if (!Array.isArray(list)) return [];
  const names = list.map((one: unknown) => (one as { name?: unknown } | null)?.name);
  return names.every((name) => typeof name === "string") ? (names as string[]) : [];
}

function readTimes(at: unknown, locale: Locale, issues: Issue[]): Times | undefined {
  const say = sentences[languageOf(locale)];
  if (Array.isArray(at)) {
    const whole = readShape(list, at, locale, "at");
    if (!whole.value) {
      issues.push(...whole.issues);
      return undefined;
    }
    if (at.length > numbersAtMost) {
      issues.push({ path: "at", message: say.many(at.length) });
      return undefined;
    }
    const one = quantity("time");
    const read = at.map((time, index) => readShape(one, time, locale, inside("at", index)));
    const wrong = read.flatMap(({ issues }) => issues);
    issues.push(...wrong.slice(0, 100));
    return wrong.length > 0 ? undefined : { list: read.map(({ value }) => value!) };
  }
  const read = readShape(grid, at, locale, "at");
  issues.push(...read.issues);
  if (!read.value) return undefined;
  const { from, to, every } = read.value;
  if (inward(to, "time") < inward(from, "time")) issues.push({ path: "at.to", message: say.backwards });
  if (!(every.value > 0)) issues.push({ path: "at.every", message: say.every });
  return { grid: read.value };
}

/** The moments asked for; their number alone where there are too many to write out. */
function momentsOf(times: Times, clock: Clock): Float64Array | number {
  if ("list" in times) return Float64Array.from(times.list, (time) => ticksOf(time, clock));
  const { from, to, every } = times.grid;
  const [first, last, step] = [ticksOf(from, clock), ticksOf(to, clock), ticksOf(every, clock)];
  const count = Math.floor((last - first) / step) + 1;
  if (count > numbersAtMost) return count;
  return Float64Array.from({ length: count }, (_, index) => first + index * step);
}
