import { z } from "zod";
import { type Model, models } from "../knowledge/knowledge.ts";
import {
  type Concentration,
  type DoseRate,
  inside,
  inward,
  type Issue,
  languageOf,
  type Locale,
  outward,
  type Quantity,
  quantity,
  readParts,
} from "../quantity/quantity.ts";
import { hoursOf, ticksOf } from "./clock.ts";
import { expose, exposeCohort, type SiteValues, type Surroundings } from "./expose.ts";
import type { SiteBands } from "./expose-population.ts";
import { isLinear } from "./kinetics.ts";
import type { Asked } from "./canal/canal-question.ts";
import { population } from "./read-population.ts";
import { exposeQuestion, type Question, readQuestion } from "./read-question.ts";
import { type SimulatedModel, simulatedModel, simulationOnly } from "./simulation-only.ts";
import { type PlannedStep, planTarget } from "./target.ts";

const target = z.strictObject({ at: quantity("time"), concentration: quantity("concentration") });

/** The full schema of a question about a planned concentration. */
export const targetQuestion = z.strictObject({
  ...exposeQuestion.pick({ model: true, unit: true, patient: true }).shape,
  targets: z.array(target).min(1).max(200),
  /** How long each rate holds. */
  every: quantity("time"),
  until: quantity("time"),
  fastest: quantity("doseRate"),
  population: population.pick({ n: true, seed: true, percentiles: true }).optional(),
});

const parts = targetQuestion.extend({
  model: z.unknown(),
  unit: z.unknown(),
  patient: z.unknown(),
});

/** How many steps one plan may have. */
const stepsAtMost = 2_000;
/** Moments that a curve is drawn from, at least. */
const momentsAtLeast = 240;

const sentences = {
  en: {
    every: "expected a time above zero: each rate holds for a while",
    until: "expected a time after the last target begins",
    twice: "another target begins at the same moment",
    many: (n: number) =>
      `comes to more than ${n} steps; let each rate hold longer, or plan for a shorter time`,
    linear: "a target is planned for linear kinetics that stay the same over time only",
    depot: "the first compartment has no volume, so it has no concentration to plan for",
    beyond: "the rates that this takes are beyond what a number can hold",
    typical:
      "The rates are computed for the model's typical person with this body, once; no measurement corrects them.",
    empty: "Before the first target the body holds none of the drug.",
    ends: "Each rate is the one that meets the target at the end of its step: within a step the concentration is still on its way.",
  },
  zh: {
    every: "应大于零：每个速率须持续一段时间",
    until: "应晚于最后一个目标的开始时刻",
    twice: "另一个目标在同一时刻开始",
    many: (n: number) => `超过 ${n} 步；请延长每个速率的持续时间，或缩短计划时间`,
    linear: "仅能对不随时间变化的线性动力学规划目标浓度",
    depot: "第一个房室没有容积，因而没有可规划的浓度",
    beyond: "所需速率超出数值可表示的范围",
    typical: "速率按模型中具有该体格的典型者一次算出；不以任何测量值校正。",
    empty: "首个目标之前体内没有该药。",
    ends: "每个速率使浓度在该步结束时达到目标：步内浓度仍在变化途中。",
  },
};

/** A plan for a concentration over time, and what it leads to. */
export interface TargetAnswer {
  /** That this is a simulation, in words. */
  readonly simulation: string;
  readonly model: SimulatedModel | null;
  readonly site: string;
  readonly unit: string;
  readonly steps: readonly {
    /** Hours. */
    readonly from: number;
    readonly until: number;
    readonly rate: Quantity<"doseRate">;
    readonly target: number;
    /** At the end of the step. */
    readonly reached: number;
    readonly missed: "too fast" | "above" | null;
  }[];
  readonly total: Quantity<"amount">;
  readonly highest: Quantity<"doseRate">;
  /** The moments of the curves, in hours. */
  readonly at: readonly number[];
  /** The typical person under these rates. */
  readonly sites: readonly SiteValues[];
  /** Other people under the same rates, where they were asked for. */
  readonly people: { readonly subjects: number; readonly sites: readonly SiteBands[] } | null;
}

/** Rates over time that hold a concentration in the typical person: a simulation that drives no pump. */
export async function askTarget(
  input: unknown,
  locale: Locale,
  surroundings: Surroundings = {},
): Promise<Asked<TargetAnswer>> {
  const say = sentences[languageOf(locale)];
  const { parts: given, issues } = readParts(parts, input, locale);
  const wishes = (given.targets ?? []).toSorted((a, b) => inward(a.at, "time") - inward(b.at, "time"));
  const times = [
    ...wishes.map(({ at }) => at),
    ...[given.every, given.until].filter((one) => one !== undefined),
  ];
  const { question, issues: wrong } = readQuestion(bareQuestion(given, wishes), locale, times);
  // Its moments are the targets': what is wrong with them is wrong there.
  issues.push(...wrong.map((one) => (one.path === "at" ? { ...one, path: "targets" } : one)));
  issues.push(...timesAmiss(given, locale));
  const { model, every, until, fastest } = given;
  if (!question || issues.length > 0 || !every || !until || !fastest) return { issues };
  const { clock, kinetics } = question;
  const central = kinetics.compartments[0]!;
  if (!isLinear(kinetics) || kinetics.regimes.length > 1)
    return { issues: [{ path: "model", message: say.linear }] };
  if (central.volume === undefined) return { issues: [{ path: "model", message: say.depot }] };
  const plan = planTarget(
    kinetics,
    central.name,
    wishes.map(({ at, concentration }) => ({
      from: ticksOf(at, clock),
      concentration: inward(concentration, "concentration"),
    })),
    { every: ticksOf(every, clock), until: ticksOf(until, clock), fastest: inward(fastest, "doseRate") },
    clock,
  );
  if (!plan?.every(({ rate, reached }) => Number.isFinite(rate + reached)))
    return { issues: [{ path: "targets", message: say.beyond }] };
  const asked = underRates(question, plan, central.name);
  const alone = expose(asked, locale, surroundings.stopped);
  if ("issues" in alone) return alone;
  const crowd = asked.population && (await exposeCohort(asked, locale, surroundings));
  if (crowd && "issues" in crowd) return crowd;
  const total = plan.reduce((sum, { from, until, rate }) => sum + rate * hoursOf(until - from, clock), 0);
  if (!Number.isFinite(total)) return { issues: [{ path: "targets", message: say.beyond }] };
  return {
    answer: {
      simulation: simulationOnly(locale),
      model: simulatedModel(typeof model === "string" ? (models.get(model) as Model) : undefined, locale),
      site: central.name,
      unit: asked.unit,
      steps: plan.map((step) => shownStep(step, asked)),
      total: outward(total as never, "amount", "mg"),
      highest: outward(
        plan.reduce((most, { rate }) => Math.max(most, rate), 0) as DoseRate,
        "doseRate",
        "mg/h",
      ),
      at: alone.exposure.at,
      sites: alone.exposure.sites,
      people: crowd ? { subjects: crowd.exposure.subjects, sites: crowd.exposure.sites } : null,
    },
    gaps: [...alone.gaps, ...(crowd?.gaps ?? [])],
    assumed: [...alone.assumed, ...(crowd?.assumed ?? []), say.typical, say.empty, say.ends],
  };
}

type Given = Partial<z.output<typeof parts>>;
type Wish = z.output<typeof target>;

/** What is asked of the body alone: its doses are what is looked for. */
const bareQuestion = (given: Given, wishes: readonly Wish[]): object => ({
  model: given.model,
  ...(given.unit !== undefined && { unit: given.unit }),
  ...(given.patient !== undefined && { patient: given.patient }),
  ...(given.population !== undefined && { population: given.population }),
  doses: [],
  at: wishes.length > 0 ? wishes.map(({ at }) => at) : ["0 h"],
});

function timesAmiss({ targets = [], every, until }: Given, locale: Locale): Issue[] {
  const say = sentences[languageOf(locale)];
  const starts = targets.map(({ at }) => inward(at, "time"));
  const [first, last] = [Math.min(...starts), Math.max(...starts)];
  const hours = every && inward(every, "time");
  const end = until && inward(until, "time");
  const steps = hours && end ? (end - first) / hours + targets.length : 0;
  return [
    ...starts.flatMap((start, i) =>
      starts.indexOf(start) < i ? [{ path: inside(inside("targets", i), "at"), message: say.twice }] : [],
    ),
    ...(hours !== undefined && !(hours > 0) ? [{ path: "every", message: say.every }] : []),
    ...(end !== undefined && starts.length > 0 && !(end > last)
      ? [{ path: "until", message: say.until }]
      : []),
    ...(steps > stepsAtMost ? [{ path: "every", message: say.many(stepsAtMost) }] : []),
  ];
}

/** The question of what the planned rates lead to, at each edge and evenly between. */
function underRates(question: Question, plan: readonly PlannedStep[], central: string): Question {
  const between = Math.ceil(momentsAtLeast / plan.length);
  const into = question.kinetics.compartments.findIndex(({ name }) => name === central);
  const moments = [
    plan[0]!.from,
    ...plan.flatMap(({ from, until }) =>
      Array.from({ length: between }, (_, i) => from + ((until - from) * (i + 1)) / between),
    ),
  ];
  return {
    ...question,
    moments: Float64Array.from(moments),
    dosing: {
      boluses: [],
      infusions: plan
        .filter(({ rate }) => rate > 0)
        .map(({ from, until, rate }) => ({ at: from, until, rate, into, perKg: false })),
    },
  };
}

function shownStep(
  { from, until, wanted, rate, reached, missed }: PlannedStep,
  { clock, unit }: Question,
): TargetAnswer["steps"][number] {
  const show = (value: number): number => outward(value as Concentration, "concentration", unit).value;
  return {
    from: hoursOf(from, clock),
    until: hoursOf(until, clock),
    rate: outward(rate as DoseRate, "doseRate", "mg/h"),
    target: show(wanted),
    reached: show(reached),
    missed: missed ?? null,
  };
}
