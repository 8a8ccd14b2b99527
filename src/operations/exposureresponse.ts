/** `exposureresponse`: do effects go with what patients got, and where does a protocol stand among the trials? */
import { z } from "zod";
import { noRemarks } from "../delivery/delivery.ts";
import {
  armsIn,
  armsNeeded,
  critical,
  exposureMeasures,
  fitJoint,
  isModelled,
  isRatio,
  type JointFit,
  type JointRow,
  poolJoint,
  saidOfArms,
} from "../evidence/evidence.ts";
import { library, studyConditions } from "../knowledge/knowledge.ts";
import { languageOf, type Locale, readShape, renderNumber } from "../quantity/quantity.ts";
import { matrices, writeExposure } from "./exposures.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { deliverProtocol, markedProtocol, markOf, writeMark } from "./protocol-mark.ts";
import { engineFor, jointFields, readSynthesis, rowsUnder, type Synthesis } from "./read-joint.ts";
import { suitableModels } from "./read-trials.ts";
import { finite, moderators, rangeOf, sensitivity } from "./sensitivity.ts";
import { publishedBeside } from "./write-published.ts";

const input = z.strictObject({
  ...jointFields,
  protocol: markedProtocol
    .optional()
    .describe("A protocol, as `protocol` takes it: its mark among the trials, and those nearest to it."),
});

export const jointSentences = {
  en: {
    association: (k: number) => `Between-trial association, k = ${k}; not a forecast for this patient.`,
    few: (k: number) =>
      `${k === 1 ? "1 arm" : `${k} arms`}: no effect is predicted below ${armsNeeded}, and none outside the trials' range.`,
    model: (label: string, matrix: string, population: string) =>
      `Exposure by ${label}; ${matrix}; studied in ${population}. A model's figure, not a measurement.`,
    moved: (matrix: string, other: string) =>
      `The model was chosen for ${matrix}; under one for ${other} every mark moves along the axis: the sensitivity table shows it.`,
    between:
      "Trials differ in more than exposure (patients, outcome, time, comparator): what holds between trials need not hold between patients.",
    chosen:
      "Exposure, shape, window and model can each be chosen here: P is for a choice made before looking, and is not adjusted for the others.",
    crossed: (n: number, k: number) =>
      `${n} of ${k} rows are crossovers counted as if their arms were apart: their variance is only an approximation.`,
    fewTrials: (df: string) =>
      `The robust errors rest on few trials (degrees of freedom ${df}; below 4 they are not dependable): do not lean on P or the interval of the slope.`,
    none: "Fewer arms than the regression needs: points and pooled effect only.",
    dependent: "A moderator is the same in all trials, or determined by the others: it cannot be estimated.",
    unfitted: "No fit was found.",
    emax: `An Emax curve needs ${armsNeeded} arms.`,
    emaxFew: (k: number) => `expected ${armsNeeded} arms or more for an Emax curve, got ${k}`,
    levels:
      "Several rows of one trial: a random effect of the trial by REML (or ML), errors shared through the control, and standard errors robust over trials (CR2) in place of the method and test chosen; the band is widened as the slope's is.",
    working:
      "Time points of one arm are taken as independent given the trial; the robust errors do not rely on it.",
    validated:
      "In 2,000 simulated sets (20 trials or 5, one dose each or two against one control) the slope's 95% interval held the truth in 94% to 97% under the right exposure; under a wrong one it did not, and the effect of one regimen against another could come out reversed.",
    change: "The evidence summary is as it stands with these trials; the author to review.",
  },
  zh: {
    association: (k: number) => `试验间关联，k = ${k}；并非对该患者的预测。`,
    few: (k: number) => `${k} 组：少于 ${armsNeeded} 组或超出试验范围时不作效应预测。`,
    model: (label: string, matrix: string, population: string) =>
      `暴露量依据 ${label}；${matrix}；研究人群：${population}。此为模型数值，并非测量值。`,
    moved: (matrix: string, other: string) =>
      `所选模型依据${matrix}；若改用${other}的模型，所有标记都会沿轴移动：见敏感性表。`,
    between: "试验之间的差别不只是暴露量（患者、结局、时间、对照）：试验间成立的，患者之间未必成立。",
    chosen: "暴露量、曲线形状、时间窗与模型均可在此选择：P 值仅适用于事先的选择，未按其他选择校正。",
    crossed: (n: number, k: number) => `${k} 行中 ${n} 行为交叉试验，按各组独立计：其方差只是近似。`,
    fewTrials: (df: string) =>
      `稳健标准误所依据的试验很少（自由度 ${df}；低于 4 即不可靠）：勿倚重斜率的 P 值与区间。`,
    none: "组数少于回归所需：仅给出各点与合并效应。",
    dependent: "某调节变量在所有试验中相同，或由其他变量决定：无法估计。",
    unfitted: "未能拟合。",
    emax: `Emax 曲线需要 ${armsNeeded} 组。`,
    emaxFew: (k: number) => `Emax 曲线需要至少 ${armsNeeded} 组；现有 ${k} 组`,
    levels:
      "同一试验有多行：以 REML（或 ML）设试验随机效应，经共同对照共享误差，标准误按试验稳健估计（CR2），取代所选方法与检验；区间带随斜率一并加宽。",
    working: "同一组的各时间点在给定试验下视为独立；稳健标准误不依赖于此。",
    validated:
      "在 2,000 组模拟数据（20 或 5 项试验，每项一个剂量，或两个剂量共用一个对照）中，暴露量正确时斜率的 95% 区间在 94% 至 97% 的情形包含真值；暴露量错误时则不然，两种方案之间的效应甚至可能反号。",
    change: "此证据摘要以现有试验为准；请作者审阅。",
  },
};

function run(given: unknown, { locale }: Context): Reply {
  const { value, issues } = readShape(input, given, locale);
  if (!value) return refused(issues);
  const say = jointSentences[languageOf(locale)];
  const remarks = noRemarks();
  const synthesis = readSynthesis(value, locale, remarks);
  const protocol = value.protocol && deliverProtocol(value.protocol, locale);
  const wrong = [...synthesis.issues, ...(protocol?.issues ?? [])];
  if (wrong.length > 0) return refused(wrong);
  const { model, exposure, options, measure } = synthesis;
  const engine = engineFor(synthesis, model);
  const rows = rowsUnder(synthesis, engine, exposure, locale, remarks.gaps);
  if (options.shape === "emax" && armsIn(rows) < armsNeeded)
    return refused([{ path: "shape", message: say.emaxFew(armsIn(rows)) }]);
  const found = fitJoint(rows, options);
  const fit = typeof found === "string" ? undefined : found;
  if (typeof found === "string") remarks.gaps.push(found === "few" ? say.none : say[found]);
  const own = protocol?.arm;
  const used = [...new Set(rows.map(({ arm }) => synthesis.arms.get(arm)!))];
  const modelled = isModelled(exposure);
  return answered(
    {
      measure,
      ratio: isRatio(measure),
      exposure: {
        measure: exposure,
        unit: exposureMeasures[exposure],
        ...(modelled && { model: model.id, matrix: model.matrix }),
      },
      k: rows.length,
      arms: armsIn(rows),
      studies: new Set(rows.map(({ study }) => study)).size,
      pooled: writePooled(poolJoint(rows, options)),
      fit: fit ? writeFit(fit) : null,
      range: rangeOf(rows),
      line: fit ? lineAcross(fit, rows) : [],
      points: rows.map((row) =>
        writePoint(row, synthesis, engine.exposure(synthesis.arms.get(row.arm)!), locale),
      ),
      sensitivity: modelled ? sensitivity(synthesis, locale, own) : [],
      moderators: moderators(synthesis, engine, locale),
      ...(own && {
        mark: writeMark(
          markOf(own, synthesis, engine, rows, fit, value.protocol!.condition),
          synthesis,
          locale,
        ),
      }),
      published: publishedBeside(locale),
      sentences: standing(rows, fit, synthesis, locale),
    },
    remarks.gaps,
    [
      ...remarks.assumed,
      ...saidOfArms(own ? [...used, own] : used, model, locale, synthesis.bare),
      ...(fit?.kind === "multilevel" ? [say.levels, ...(value.repeated ? [say.working] : [])] : []),
    ],
  );
}

/** The sentences that stand beside every fit. */
function standing(
  rows: readonly JointRow[],
  fit: JointFit | undefined,
  { exposure, model }: Synthesis,
  locale: Locale,
): string[] {
  const language = languageOf(locale);
  const say = jointSentences[language];
  const k = armsIn(rows);
  const crossed = rows.filter(({ study }) => library.studies.get(study)?.design === "crossover").length;
  const df = fit?.kind === "multilevel" ? fit.slope.df : null;
  const matrix = matrices[language][model.matrix];
  const other = suitableModels.find((one) => one.matrix !== model.matrix);
  return [
    say.association(k),
    ...(k < armsNeeded ? [say.few(k)] : []),
    say.between,
    say.chosen,
    ...(crossed > 0 ? [say.crossed(crossed, rows.length)] : []),
    ...(df !== null && df < fewestDf ? [say.fewTrials(renderNumber(df, locale, 2))] : []),
    ...(isModelled(exposure)
      ? [
          say.model(model.label[language], matrix, model.population[language]),
          ...(model.caution ? [model.caution[language]] : []),
          ...(other ? [say.moved(matrix, matrices[language][other.matrix])] : []),
          say.validated,
        ]
      : []),
    say.change,
  ];
}

/** Below so many degrees of freedom robust errors are not to be relied on: Tipton (2015). */
const fewestDf = 4;

const writePooled = (pooled: ReturnType<typeof poolJoint>): object | null =>
  pooled ? { estimate: pooled.estimate, se: pooled.se, ci: pooled.ci, p: pooled.p, tau2: pooled.tau2 } : null;

export const writeFit = ({ kind, coefficients, tau2, R2, QE, QEdf, QEp }: JointFit): object => ({
  kind,
  coefficients: coefficients.map((one) => ({ ...one, se: finite(one.se) })),
  tau2,
  R2,
  QE,
  QEdf,
  QEp,
});

/** Points of the line, its band and the band of a new trial, across the trials' range and no further. */
function lineAcross(fit: JointFit, rows: readonly JointRow[]): object[] {
  const [low, high] = rangeOf(rows)!;
  const parts = 40;
  const xs = Array.from({ length: parts + 1 }, (_, i) => low + ((high - low) * i) / parts);
  const groups = new Map<string, number>();
  for (const { condition } of rows) groups.set(condition, (groups.get(condition) ?? 0) + 1);
  const common = [...groups].sort((a, b) => b[1] - a[1])[0]?.[0];
  return [...fit.line(xs, common)];
}

function writePoint(
  row: JointRow,
  { options, arms }: Synthesis,
  exposure: Parameters<typeof writeExposure>[0],
  locale: Locale,
): object {
  const half = critical(options.level, null) * Math.sqrt(row.vi);
  const { name, drug, reading, verified } = arms.get(row.arm)!;
  const study = library.studies.get(row.study);
  const control = study?.arms.find(({ id }) => row.control.id === `${study.id}/${id}/${row.outcome}`);
  return {
    id: row.id,
    arm: row.arm,
    study: row.study,
    name,
    condition: row.condition,
    ...(study && {
      conditionName: studyConditions[study.condition][languageOf(locale)],
      design: study.design,
      control: control?.control ?? null,
    }),
    drug,
    reading,
    verified,
    x: row.x,
    yi: row.yi,
    vi: row.vi,
    ci: [row.yi - half, row.yi + half],
    weight: 1 / row.vi,
    n: row.n,
    ...(row.at !== undefined && { at: { value: row.at, unit: "h" } }),
    exposure: writeExposure(exposure),
  };
}

export const exposureresponse: Operation = {
  name: "exposureresponse",
  summary:
    "Regresses trial effects on what patients got (dose, hours, peak, area …), and marks a protocol among the trials.",
  input,
  example: {
    measure: "RR",
    exposure: "peak",
    model: "simons2022",
    term: "short",
    without: ["lumanauw-2019/ketamine-0.25"],
    protocol: {
      drug: "ketamine",
      patient: { weight: "82 kg" },
      cap: "25 mg/h",
      sessions: [{ day: 1, steps: [{ ratePerKg: "0.35 mg/kg/h", for: "4 h" }] }],
    },
  },
  run,
};
