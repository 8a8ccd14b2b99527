/** What `exposureresponse` and `nexttrial` both read: trials, how they are compared, and by which exposure. */
import { z } from "zod";
import {
  type ArmMeasure,
  armMeasures,
  compare,
  type Compared,
  type EffectRow,
  effectsOf,
  type Exposer,
  exposer,
  type ExposureMeasure,
  exposureMeasures,
  type JointOptions,
  type JointRow,
  saidOfSilent,
  shapes,
  tableMeasures,
  type TrialArm,
} from "../evidence/evidence.ts";
import type { Remarks } from "../delivery/delivery.ts";
import { library, type Model, studyTerms } from "../knowledge/knowledge.ts";
import {
  aboveZero,
  inside,
  inward,
  type Issue,
  languageOf,
  type Locale,
  quantity,
} from "../quantity/quantity.ts";
import { levelOption, methodOption, testOption } from "./read-effects.ts";
import { modelOption, ownTrial, readTrials, studyList, suitableModels, usualModel } from "./read-trials.ts";

const count = z.int().min(0);
const size = z.int().min(1);

/** One's own trial with its effect: as such, as counts, or as means. */
export const effectTrial = ownTrial
  .extend({
    at: quantity("time").optional().describe("When the outcome was taken."),
    yi: z.number().optional(),
    vi: z.number().gt(0).optional(),
    ai: count.optional(),
    n1i: size.optional(),
    ci: count.optional(),
    n2i: size.optional(),
    m1i: z.number().optional(),
    sd1i: z.number().gt(0).optional(),
    m2i: z.number().optional(),
    sd2i: z.number().gt(0).optional(),
  })
  .describe("yi and vi on the analysis scale, or ai of n1i and ci of n2i, or m1i sd1i n1i and m2i sd2i n2i.");
export type EffectTrial = z.output<typeof effectTrial>;

const measures = Object.keys(exposureMeasures) as [ExposureMeasure];

export const jointFields = {
  studies: studyList.optional(),
  trials: z.array(effectTrial).max(10_000).optional().describe("Trials of your own, one row an arm."),
  without: z.array(z.string()).max(10_000).optional().describe("Ids of studies or arms to drop."),
  measure: z.enum(armMeasures).describe("RR, OR, RD for responders; MD, SMD for means."),
  term: z.enum(Object.keys(studyTerms) as [keyof typeof studyTerms]).optional(),
  repeated: z.literal(true).optional().describe("Every time point of each trial, not only the first."),
  exposure: z.enum(measures).optional().describe("What effects are regressed on."),
  model: modelOption.optional(),
  threshold: aboveZero("concentration").optional(),
  shape: z.enum(shapes).optional(),
  time: z.literal(true).optional().describe("Hours since the infusion as a moderator too."),
  condition: z.literal(true).optional().describe("The condition as groups too."),
  method: methodOption.optional(),
  test: testOption.optional(),
  level: levelOption.optional(),
} as const;
const fields = z.strictObject(jointFields);
export type JointInput = z.output<typeof fields>;

const sentences = {
  en: {
    effect: (measure: string) => `no effect on ${measure} can be computed from this row`,
    usual: (what: string, value: string) => `No ${what} was named: ${value}.`,
    words: {
      exposure: "exposure",
      model: "model",
      shape: "shape",
      method: "method",
      test: "test",
    },
    missing: (name: string, what: string) => `${name} has no ${what} and is left out.`,
    time: "stated time of its outcome",
    positive: (name: string) => `${name} has an exposure of zero, which has no logarithm; left out.`,
    threshold: "expected a threshold: the exposure counts hours above it",
    metabolite: (model: string) => `${model} has no norketamine`,
    dropped: (id: string) => `no trial or arm is called "${id}"`,
  },
  zh: {
    effect: (measure: string) => `无法由该行计算 ${measure} 效应`,
    usual: (what: string, value: string) => `未指定${what}：${value}。`,
    words: {
      exposure: "暴露量",
      model: "模型",
      shape: "曲线形状",
      method: "方法",
      test: "检验",
    },
    missing: (name: string, what: string) => `${name} 缺少${what}，不纳入。`,
    time: "结局时间",
    positive: (name: string) => `${name} 的暴露量为零，无对数；不纳入。`,
    threshold: "需要阈值：该暴露量为高于阈值的时数",
    metabolite: (model: string) => `${model} 没有去甲氯胺酮`,
    dropped: (id: string) => `没有名为 "${id}" 的试验或试验组`,
  },
};

/** Everything that a synthesis over exposures is made of. */
export interface Synthesis {
  readonly arms: ReadonlyMap<string, TrialArm>;
  readonly bare: ReadonlySet<string>;
  readonly effects: readonly EffectRow[];
  readonly measure: ArmMeasure;
  readonly exposure: ExposureMeasure;
  readonly model: Model;
  readonly threshold: number | undefined;
  readonly options: JointOptions;
  readonly issues: readonly Issue[];
}

/** Reads and computes all but the fit. */
export function readSynthesis(value: JointInput, locale: Locale, remarks: Remarks): Synthesis {
  const say = sentences[languageOf(locale)];
  const { measure, trials: own = [] } = value;
  const bareTrials = own.map((one) => ({
    id: one.id,
    study: one.study,
    name: one.name,
    condition: one.condition,
    drug: one.drug,
    weight: one.weight,
    cap: one.cap,
    sessions: one.sessions,
  }));
  const { arms, bare, issues: wrong } = readTrials(value.studies, bareTrials, locale, remarks);
  const issues = [...wrong];
  const orUsual = <V extends string>(field: keyof typeof say.words, chosen: V | undefined, usual: V): V => {
    if (chosen === undefined) remarks.assumed.push(say.usual(say.words[field], usual));
    return chosen ?? usual;
  };
  const exposure = orUsual("exposure", value.exposure, "total");
  const named = orUsual("model", value.model, usualModel);
  const model = suitableModels.find(({ id }) => id === named)!;
  const shape = orUsual("shape", value.shape, "linear");
  if (exposure === "above" && !value.threshold) issues.push({ path: "threshold", message: say.threshold });
  if (exposure.startsWith("metabolite") && !model.compartments.some(({ name }) => name === "norketamine"))
    issues.push({ path: "exposure", message: say.metabolite(model.id) });
  const effects = [
    ...shippedEffects(value, arms, measure, locale, remarks),
    ...own.flatMap((one, i) => {
      const row = ownEffect(one, measure);
      if (!row) issues.push({ path: inside("trials", i), message: say.effect(measure) });
      return row ? [row] : [];
    }),
  ];
  const dropped = new Set(value.without ?? []);
  for (const [i, id] of (value.without ?? []).entries())
    if (!arms.some((arm) => arm.id === id || arm.study === id))
      issues.push({ path: inside("without", i), message: say.dropped(id.slice(0, 80)) });
  return {
    arms: new Map(arms.map((arm) => [arm.id, arm])),
    bare,
    effects: effects.filter(({ arm, study }) => !dropped.has(arm) && !dropped.has(study)),
    measure,
    exposure,
    model,
    threshold: value.threshold && inward(value.threshold, "concentration"),
    options: {
      shape,
      time: value.time ?? false,
      condition: value.condition ?? false,
      method: orUsual("method", value.method, "REML"),
      test: orUsual("test", value.test, "knha"),
      level: value.level ?? 0.95,
    },
    issues,
  };
}

/** Effects of the shipped trials whose arms are asked for; those that give none are named together. */
function shippedEffects(
  value: JointInput,
  arms: readonly TrialArm[],
  measure: ArmMeasure,
  locale: Locale,
  { gaps, assumed }: Remarks,
): EffectRow[] {
  const wanted = { measure, term: value.term, repeated: value.repeated ?? false };
  const ids = new Set(arms.map(({ id }) => id));
  const silent: string[] = [];
  const found = [...new Set(arms.map(({ study }) => study))].flatMap((id) => {
    const study = library.studies.get(id);
    if (!study) return [];
    const rows = effectsOf(study, wanted, locale, gaps, assumed).filter(({ arm }) => ids.has(arm));
    if (rows.length === 0) silent.push(study.name);
    return rows;
  });
  gaps.push(...saidOfSilent(silent, measure, locale));
  return found;
}

function ownEffect(one: EffectTrial, measure: ArmMeasure): EffectRow | undefined {
  const { ai, n1i, ci, n2i, m1i, sd1i, m2i, sd2i, yi, vi } = one;
  const common = {
    id: one.id,
    arm: one.id,
    study: one.study ?? one.id,
    outcome: one.id,
    ...(one.at && { at: inward(one.at, "time") }),
  };
  if (yi !== undefined && vi !== undefined)
    return { ...common, yi, vi, control: { id: one.id, variance: 0 }, n: (n1i ?? 0) + (n2i ?? 0) };
  const counted = (tableMeasures as readonly string[]).includes(measure);
  const given = counted ? [ai, n1i, ci, n2i] : [m1i, sd1i, n1i, m2i, sd2i, n2i];
  if (given.includes(undefined)) return undefined;
  const numbers: Compared = counted
    ? { ai: ai!, bi: n1i! - ai!, ci: ci!, di: n2i! - ci! }
    : { m1i: m1i!, sd1i: sd1i!, n1i: n1i!, m2i: m2i!, sd2i: sd2i!, n2i: n2i! };
  if (counted && (ai! > n1i! || ci! > n2i!)) return undefined;
  const found = compare(measure, numbers);
  if (!found) return undefined;
  const { shared, ...effect } = found;
  // Rows of one study that state the same control at the same time have one control.
  const control = JSON.stringify([common.study, common.at, ci, n2i, m2i, sd2i]);
  return { ...common, ...effect, control: { id: control, variance: shared } };
}

/** The rows that have an exposure, under one model; what lacks one is said where `gaps` is given. */
export function rowsUnder(
  synthesis: Synthesis,
  engine: Exposer,
  exposure: ExposureMeasure,
  locale: Locale,
  gaps?: string[],
): JointRow[] {
  const say = sentences[languageOf(locale)];
  const { options, arms } = synthesis;
  return synthesis.effects.flatMap((effect) => {
    const arm = arms.get(effect.arm)!;
    const x = engine.exposure(arm)[exposure];
    if (x === undefined) {
      gaps?.push(say.missing(arm.name, exposure));
      return [];
    }
    if (options.time && effect.at === undefined) {
      gaps?.push(say.missing(arm.name, say.time));
      return [];
    }
    if (options.shape === "log-linear" && !(x > 0)) {
      gaps?.push(say.positive(arm.name));
      return [];
    }
    return [{ ...effect, x, condition: arm.condition }];
  });
}

export const engineFor = ({ threshold }: Synthesis, model: Model): Exposer => exposer(model, { threshold });
