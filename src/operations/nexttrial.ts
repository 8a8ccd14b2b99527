/** `nexttrial`: what one more trial would do to the intervals. */
import { z } from "zod";
import { noRemarks } from "../delivery/delivery.ts";
import {
  type ArmMeasure,
  armsIn,
  type EffectRow,
  type Expected,
  exposureMeasures,
  isRatio,
  nextTrial,
  tableMeasures,
  type Widths,
} from "../evidence/evidence.ts";
import { inward, type Issue, languageOf, type Locale, quantity, readShape } from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply, whereAsked } from "./operation.ts";
import { engineFor, jointFields, readSynthesis, rowsUnder } from "./read-joint.ts";
import { deliverOwn, ownTrial } from "./read-trials.ts";

const input = z.strictObject({
  ...jointFields,
  next: ownTrial.omit({ id: true, study: true }).extend({
    perArm: z.int().min(2).max(100_000).describe("Patients in each of two arms."),
    controlRisk: z.number().gt(0).lt(1).optional().describe("Share of responders on control."),
    sd: z.number().gt(0).optional().describe("Standard deviation of the outcome in each arm."),
    at: quantity("time").optional(),
  }),
  simulations: z.int().min(20).max(100_000).optional(),
  seed: z.int().min(0),
});

const sentences = {
  en: {
    exposure: (what: string) => `its ${what} cannot be computed from this regimen`,
    risk: (percent: string) =>
      `The control's share of responders is not given: ${percent} as over all placebo arms at hand.`,
    sd: (sd: string) => `The standard deviation is not given: ${sd}, the median of the trials at hand.`,
    noRisk: "expected controlRisk: no trial at hand gives one",
    noSd: "expected sd: no trial at hand gives one",
    time: "expected when its outcome is taken: time is a moderator",
    none: "No trial at hand has an effect: there is no interval to narrow.",
    stopped: (done: number, n: number) => `Stopped: ${done} of ${n} simulations were done.`,
    outside: "The regimen lies outside the trials' range: its true effect is drawn around the pooled one.",
    draws: (n: number) =>
      `${n} simulated trials; each true effect drawn from the uncertainty and the heterogeneity of the trials at hand.`,
    association: (k: number) => `Between-trial association, k = ${k}; not a forecast for this patient.`,
    planned: (n: number) => `No number of simulations was given: ${n}.`,
  },
  zh: {
    exposure: (what: string) => `无法由该方案计算其 ${what}`,
    risk: (percent: string) => `未给出对照组反应率：取现有安慰剂组总体的 ${percent}。`,
    sd: (sd: string) => `未给出标准差：取现有试验的中位数 ${sd}。`,
    noRisk: "需要 controlRisk：现有试验均未给出",
    noSd: "需要 sd：现有试验均未给出",
    time: "时间为调节变量，需要其结局时间",
    none: "现有试验无效应：没有可缩窄的区间。",
    stopped: (done: number, n: number) => `已停止：${n} 次模拟完成了 ${done} 次。`,
    outside: "该方案在试验范围之外：其真实效应围绕合并效应抽取。",
    draws: (n: number) => `${n} 次模拟试验；每次的真实效应按现有试验的不确定性与异质性抽取。`,
    association: (k: number) => `试验间关联，k = ${k}；并非对该患者的预测。`,
    planned: (n: number) => `未给出模拟次数：${n}。`,
  },
};

const usual = 500;

function run(given: unknown, { locale, progress, stopped }: Context): Reply {
  const { value, issues } = readShape(input, given, locale);
  if (!value) return refused(issues);
  const say = sentences[languageOf(locale)];
  const remarks = noRemarks();
  const synthesis = readSynthesis(value, locale, remarks);
  const faults = noRemarks();
  const { perArm, controlRisk, sd, at, ...regimen } = value.next;
  const arm = deliverOwn({ ...regimen, id: "next", name: regimen.name ?? "next" }, locale, faults);
  const wrong: Issue[] = [
    ...synthesis.issues,
    ...faults.issues.map((issue) => ({ ...issue, path: `next.${issue.path}` })),
  ];
  if (wrong.length > 0) return refused(wrong);
  const { exposure, model, options, measure } = synthesis;
  const engine = engineFor(synthesis, model);
  const rows = rowsUnder(synthesis, engine, exposure, locale, remarks.gaps);
  const x = engine.exposure(arm)[exposure];
  if (x === undefined || (options.shape === "log-linear" && !(x > 0)))
    return refused([{ path: "next.sessions", message: say.exposure(exposure) }]);
  if (options.time && !at) return refused([{ path: "next.at", message: say.time }]);
  const control = controlOf(rows, measure, { controlRisk, sd }, locale, remarks.assumed);
  if ("issue" in control) return refused([control.issue]);
  const simulations = value.simulations ?? usual;
  if (value.simulations === undefined) remarks.assumed.push(say.planned(usual));
  const planned = { x, condition: arm.condition, perArm, ...control, at: at && inward(at, "time") };
  const times = { n: simulations, seed: value.seed };
  const found = nextTrial(rows, planned, measure, options, times, { progress, stopped });
  const xs = rows.map((row) => row.x);
  const outside = xs.length > 0 && (x < Math.min(...xs) || x > Math.max(...xs));
  return answered(
    {
      measure,
      ratio: isRatio(measure),
      k: rows.length,
      exposure: { measure: exposure, unit: exposureMeasures[exposure], value: x },
      ...(found && writeExpected(found)),
      sentence: say.association(armsIn(rows)),
    },
    [
      ...remarks.gaps,
      ...(found ? [] : [say.none]),
      ...(found && found.done < simulations ? [say.stopped(found.done, simulations)] : []),
      ...(outside ? [say.outside] : []),
    ],
    [...remarks.assumed, ...(found ? [say.draws(found.done)] : [])],
  );
}

/** What the control arm is taken to be: as asked, or as in the trials at hand. */
function controlOf(
  rows: readonly EffectRow[],
  measure: ArmMeasure,
  { controlRisk, sd }: { readonly controlRisk?: number | undefined; readonly sd?: number | undefined },
  locale: Locale,
  assumed: string[],
): { risk: number; sd: number } | { issue: Issue } {
  const say = sentences[languageOf(locale)];
  if ((tableMeasures as readonly string[]).includes(measure)) {
    const risk = controlRisk ?? meanRisk(rows);
    if (risk === undefined || !(risk > 0 && risk < 1))
      return { issue: { path: "next.controlRisk", message: say.noRisk } };
    const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
    if (controlRisk === undefined) assumed.push(say.risk(percent.format(risk)));
    return { risk, sd: Number.NaN };
  }
  const scatter = sd ?? medianSd(rows);
  if (scatter === undefined) return { issue: { path: "next.sd", message: say.noSd } };
  if (sd === undefined) assumed.push(say.sd(new Intl.NumberFormat(locale).format(scatter)));
  return { risk: Number.NaN, sd: scatter };
}

const writeExpected = ({ now, pooled, slope, decides, done }: Expected): object => ({
  now,
  after: { pooled: writeWidths(pooled), slope: slope && writeWidths(slope) },
  decides,
  simulations: done,
});

const writeWidths = ({ mean, quantiles: [low, median, high] }: Widths): object => ({
  mean,
  low,
  median,
  high,
});

/** Over all placebo arms, each by its size. */
function meanRisk(rows: readonly EffectRow[]): number | undefined {
  const known = rows.filter(({ risk }) => risk !== undefined);
  const total = known.reduce((sum, { n }) => sum + n, 0);
  return total > 0 ? known.reduce((sum, { risk, n }) => sum + risk! * n, 0) / total : undefined;
}

function medianSd(rows: readonly EffectRow[]): number | undefined {
  const all = rows.flatMap(({ sd }) => sd ?? []).sort((a, b) => a - b);
  return all[Math.floor((all.length - 1) / 2)];
}

export const nexttrial: Operation = {
  name: "nexttrial",
  summary:
    "What one more trial of so many patients at a regimen would do to the pooled interval and to that of the dose slope, by simulation.",
  input,
  lengthy: whereAsked("next"),
  example: {
    measure: "RR",
    exposure: "total",
    term: "short",
    without: ["lumanauw-2019/ketamine-0.25"],
    next: {
      drug: "ketamine",
      sessions: [{ day: 1, bolus: { dose: "0.5 mg/kg", over: "40 min" }, steps: [] }],
      perArm: 60,
    },
    simulations: 100,
    seed: 1,
  },
  run,
};
