/** `doseresponse`: how an effect depends on dose, within a trial or over many. */
import { z } from "zod";
import {
  armsOf,
  type DoseArm,
  type DoseContrast,
  doseDesigns,
  doseModels,
  fitArms,
  knotsOf,
  type KnownCovariance,
  longneckerCovariances,
  networkMeasures,
  type NetworkMeasure,
  synthesise,
  type SynthesisCurve,
  type TrialCurve,
} from "../evidence/evidence.ts";
import { type Issue, type Language, languageOf, readShape } from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { levelOption, studyId } from "./read-effects.ts";

const dose = z.number().min(0).max(1e12).describe("Dose, in one unit throughout.");
const count = z.number().min(0).max(1e12);
const input = z.strictObject({
  arms: z
    .array(
      z.strictObject({
        study: studyId.default("1"),
        dose,
        xi: count.optional().describe("Responders."),
        ni: count.describe("Patients."),
        mi: z.number().optional().describe("Mean."),
        sdi: z.number().gt(0).optional().describe("Standard deviation."),
      }),
    )
    .min(2)
    .optional(),
  contrasts: z
    .array(
      z.strictObject({
        study: studyId,
        reference: dose.describe("The dose that this one is compared with: one in each study."),
        dose,
        yi: z.number(),
        vi: z.number().gt(1e-50).max(1e50),
        referenceVariance: z
          .number()
          .gt(0)
          .optional()
          .describe(
            "Variance of the reference arm's own estimate: the covariance of contrasts that share it.",
          ),
        cases: count.optional().describe("Cases at this dose, in place of referenceVariance."),
        size: count
          .optional()
          .describe("Cases and controls, persons, or time at risk at this dose, as `design` says."),
        referenceCases: count.optional(),
        referenceSize: count.optional(),
        design: z
          .enum(doseDesigns)
          .optional()
          .describe(
            "What the counts are: covariances then follow from them, Greenland and Longnecker (1992).",
          ),
      }),
    )
    .min(1)
    .optional()
    .describe("In place of arms: effects against each study's reference dose."),
  measure: z
    .enum(networkMeasures.filter((name) => name !== "IRR") as [Exclude<NetworkMeasure, "IRR">])
    .optional()
    .describe(
      "Pools contrasts of arms over studies in one stage; without it arms are fitted by their own likelihood.",
    ),
  model: z.enum(doseModels).default("emax"),
  knots: z
    .array(dose)
    .min(3)
    .max(7)
    .optional()
    .describe("For the spline; Harrell's quantiles of the doses where absent."),
  method: z
    .enum(["common", "ML", "REML"])
    .optional()
    .describe("Over studies: whether curves differ between them."),
  reference: dose.default(0).describe("The dose that points of the curve are compared with."),
  at: z
    .array(dose)
    .max(2000)
    .optional()
    .describe("Doses to tell the effect of; all doses of the data where absent."),
  level: levelOption.default(0.95),
});

type Input = z.output<typeof input>;
const say = (language: Language, en: string, zh: string): string => (language === "zh" ? zh : en);

function run(asked: unknown, context: Context): Reply {
  const language = languageOf(context.locale);
  const { value, issues } = readShape(input, asked, context.locale);
  if (!value) return refused(issues);
  const found = faults(value, language);
  if (found.length > 0) return refused(found);
  const contradicted = impossible(value, language);
  if (contradicted.length > 0) return refused(contradicted);
  const doses = [...(value.arms ?? []), ...(value.contrasts ?? [])].map((row) => row.dose);
  const chosen = value.knots === undefined && value.model === "spline";
  const knots = chosen ? knotsOf(doses.filter((d) => d > 0)) : value.knots;
  if (value.model === "spline" && knots!.some((knot, i) => i > 0 && knot <= knots![i - 1]!))
    return refused([
      {
        path: "knots",
        message: say(
          language,
          `expected knots that rise, got ${knots!.join(", ")}`,
          `节点应递增；现为 ${knots!.join("、")}`,
        ),
      },
    ]);
  const at = value.at ?? [...new Set([value.reference, ...doses])].sort((a, b) => a - b);
  const options = {
    model: value.model,
    level: value.level,
    reference: value.reference,
    at,
    ...(knots && { knots }),
  };
  const stage = value.contrasts !== undefined || value.measure !== undefined;
  const method = value.method ?? (value.model === "emax" ? "ML" : "REML");
  const gaps: string[] = [];
  const curve: TrialCurve | SynthesisCurve | undefined = stage
    ? synthesise(contrastsFrom(value, gaps, language), { ...options, method })
    : fitArms(armsFrom(value), options);
  if (!curve)
    return refused([
      {
        path: value.arms ? "arms" : "contrasts",
        message: say(
          language,
          "no finite estimate: the doses do not tell the curve's parts apart, or a study has no or only responders",
          "无有限估计：剂量不足以区分曲线各部分，或某研究无应答或全部应答",
        ),
      },
    ]);
  const edge = curve.ED50?.edge;
  if (edge)
    gaps.push(
      say(
        language,
        edge === "high"
          ? "ED50 is not identified: the effect still rises in a straight line at the largest dose."
          : "ED50 is not identified: the smallest dose has the whole effect already.",
        edge === "high"
          ? "ED50 无法确定：在最大剂量处效应仍呈直线上升。"
          : "ED50 无法确定：最小剂量已达全部效应。",
      ),
    );
  else if (curve.ED50 && curve.ED50.interval.includes(null))
    gaps.push(
      say(
        language,
        "The interval of ED50 does not end within a thousandth of the least and a thousand times the largest dose.",
        "ED50 的区间在最小剂量的千分之一至最大剂量的一千倍之内没有终点。",
      ),
    );
  const assumed = [
    ...(chosen ? [say(language, `Knots at ${knots!.join(", ")}.`, `节点位于 ${knots!.join("、")}。`)] : []),
    ...(stage && value.method === undefined
      ? [say(language, `Method ${method}.`, `方法为 ${method}。`)]
      : []),
  ];
  return answered(curve, gaps, assumed);
}

function faults(value: Input, language: Language): Issue[] {
  const { arms, contrasts, measure } = value;
  if ((arms === undefined) === (contrasts === undefined))
    return [
      {
        path: "arms",
        message: say(language, "expected either arms or contrasts", "arms 与 contrasts 应给出其一"),
      },
    ];
  const found: Issue[] = [];
  const add = (path: string, en: string, zh: string): void => {
    found.push({ path, message: say(language, en, zh) });
  };
  const stage = contrasts !== undefined || measure !== undefined;
  if (value.method === "REML" && value.model === "emax" && stage)
    add(
      "method",
      "Emax is searched by likelihood: expected ML or common",
      "Emax 以似然搜索：应为 ML 或 common",
    );
  if (value.method !== undefined && !stage)
    add(
      "method",
      "arms without a measure are fitted by their own likelihood",
      "未给 measure 时各组以自身似然拟合",
    );
  if (value.knots !== undefined && value.model !== "spline")
    add("knots", "only a spline has knots", "仅样条有节点");
  const binary = measure ? measure !== "MD" : arms?.some((arm) => arm.xi !== undefined);
  arms?.forEach((arm, i) => {
    if (binary && arm.xi === undefined)
      add(`arms[${i}].xi`, "expected the number of responders", "缺少应答人数");
    if (binary && (arm.xi ?? 0) > arm.ni)
      add(`arms[${i}].xi`, "more responders than patients", "应答人数多于总人数");
    if (!binary && arm.mi === undefined) add(`arms[${i}].mi`, "expected the mean", "缺少均值");
    if (!binary && arm.sdi === undefined)
      add(`arms[${i}].sdi`, "expected the standard deviation", "缺少标准差");
    if (arm.ni < 1) add(`arms[${i}].ni`, "expected at least 1", "应至少为 1");
  });
  const rows = arms ?? contrasts!;
  if (!rows.some((row) => row.dose > 0))
    add(arms ? "arms" : "contrasts", "expected a dose above 0", "应有大于 0 的剂量");
  const references = new Map<string, number>();
  contrasts?.forEach((row, i) => {
    const study = String(row.study);
    const known = references.get(study);
    if (known !== undefined && known !== row.reference)
      add(
        `contrasts[${i}].reference`,
        `expected ${known} as before in this study`,
        `应与该研究前文一致：${known}`,
      );
    const counted = countsOf(row);
    if (row.design !== undefined || counted.some((count) => count !== undefined)) {
      counts.forEach((name, j) => {
        if (counted[j] === undefined || (name !== "design" && !(Number(counted[j]) > 0)))
          add(
            `contrasts[${i}].${name}`,
            "is needed and above 0 where cases are counted",
            "给出例数时须填写且大于 0",
          );
      });
      if (row.referenceVariance !== undefined)
        add(`contrasts[${i}].referenceVariance`, "expected either this or the counts", "与例数只应给出其一");
    } else if (known !== undefined && row.referenceVariance === undefined)
      add(
        `contrasts[${i}].referenceVariance`,
        "contrasts that share a reference need it, or their counts",
        "共用参照的比较需要此项或各组例数",
      );
    if (row.referenceVariance !== undefined && row.referenceVariance >= row.vi)
      add(`contrasts[${i}].referenceVariance`, "expected less than vi", "应小于 vi");
    references.set(study, row.reference);
  });
  return found;
}

const counts = ["cases", "size", "referenceCases", "referenceSize", "design"] as const;
const countsOf = (row: NonNullable<Input["contrasts"]>[number]) => counts.map((name) => row[name]);

/** Studies whose counts allow no table with their adjusted effects. */
function impossible({ contrasts }: Input, language: Language): Issue[] {
  return [...new Set((contrasts ?? []).map(({ study }) => String(study)))].flatMap((study) =>
    longneckerOf(contrasts!, study) !== null
      ? []
      : [
          {
            path: `contrasts[${contrasts!.findIndex((row) => String(row.study) === study)}].cases`,
            message: say(
              language,
              `the counts of study ${study} and its effects go into no table`,
              `研究 ${study} 的例数与其效应值不相容`,
            ),
          },
        ],
  );
}

/** The covariances of a study by its counts; undefined where it gives none, null where they contradict its effects. */
function longneckerOf(
  contrasts: NonNullable<Input["contrasts"]>,
  study: string,
): readonly (readonly number[])[] | null | undefined {
  const rows = contrasts.filter((row) => String(row.study) === study);
  const [first] = rows;
  if (first?.design === undefined) return undefined;
  return longneckerCovariances(
    { cases: first.referenceCases!, size: first.referenceSize! },
    rows.map(({ cases, size, yi, vi }) => ({ cases: cases!, size: size!, yi, vi })),
    first.design,
  );
}

const armsFrom = ({ arms }: Input): DoseArm[] =>
  arms!.map(({ study, dose, xi, ni, mi, sdi }) =>
    xi === undefined
      ? { study: String(study), dose, ni, mi: mi!, sdi: sdi! }
      : { study: String(study), dose, ni, xi },
  );

/** Contrasts against each study's least dose, or against the dose given. */
function contrastsFrom(
  value: Input,
  gaps: string[],
  language: Language,
): { rows: DoseContrast[]; covariances: KnownCovariance[] } {
  const rows: DoseContrast[] = [];
  const covariances: KnownCovariance[] = [];
  const share = (study: string, variance: number | undefined): void => {
    if (variance === undefined) return;
    rows.slice(0, -1).forEach((row, column) => {
      if (row.study === study) covariances.push({ row: rows.length - 1, column, value: variance });
    });
  };
  if (value.contrasts) {
    for (const { study, reference, dose, yi, vi, referenceVariance } of value.contrasts) {
      rows.push({ study: String(study), reference, dose, yi, vi });
      share(String(study), referenceVariance);
    }
    for (const study of new Set(rows.map((row) => row.study))) {
      const places = rows.flatMap((row, i) => (row.study === study ? [i] : []));
      longneckerOf(value.contrasts, study)?.forEach((line, i) => {
        for (let j = 0; j < i; j++)
          covariances.push({ row: places[i]!, column: places[j]!, value: line[j]! });
      });
    }
    return { rows, covariances };
  }
  const raw = value.arms!.map((arm, i) => ({ ...arm, study: String(arm.study), treatment: String(i) }));
  const { arms, dropped } = armsOf(value.measure!, raw);
  for (const study of dropped)
    gaps.push(
      say(language, `Study ${study} has no responder and is left out.`, `研究 ${study} 无应答者，未纳入。`),
    );
  for (const study of new Set(arms.map((arm) => arm.study))) {
    const own = arms
      .filter((arm) => arm.study === study)
      .map((arm) => ({ ...arm, dose: raw[Number(arm.treatment)]!.dose }))
      .sort((a, b) => a.dose - b.dose);
    const [base, ...others] = own;
    for (const arm of others) {
      rows.push({
        study,
        reference: base!.dose,
        dose: arm.dose,
        yi: arm.estimate - base!.estimate,
        vi: arm.variance + base!.variance,
      });
      share(study, base!.variance);
    }
  }
  return { rows, covariances };
}

export const doseresponse: Operation = {
  name: "doseresponse",
  summary:
    "Fits the effect over dose: line, parabola, spline or Emax, within one trial or over many in one stage.",
  input,
  example: {
    model: "emax",
    arms: [
      { dose: 0, xi: 13, ni: 133 },
      { dose: 2.5, xi: 4, ni: 32 },
      { dose: 5, xi: 5, ni: 44 },
      { dose: 10, xi: 16, ni: 63 },
      { dose: 20, xi: 12, ni: 63 },
      { dose: 50, xi: 14, ni: 65 },
      { dose: 100, xi: 14, ni: 59 },
      { dose: 200, xi: 21, ni: 58 },
    ],
  },
  run,
};
