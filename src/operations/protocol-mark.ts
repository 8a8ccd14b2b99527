/** Where a protocol stands on the exposure axis, and the trials nearest to it. */
import { z } from "zod";
import { noRemarks } from "../delivery/delivery.ts";
import {
  armFrom,
  armsIn,
  armsNeeded,
  type ArmExposure,
  type Exposer,
  exposureMeasures,
  type JointFit,
  type JointRow,
  type LinePoint,
  type TrialArm,
} from "../evidence/evidence.ts";
import { library, studyConditions } from "../knowledge/knowledge.ts";
import { inward, type Issue, languageOf, type Locale } from "../quantity/quantity.ts";
import { protocol } from "../regimen/regimen.ts";
import { writeExposure } from "./exposures.ts";
import type { Synthesis } from "./read-joint.ts";
import { writeSource } from "./write-source.ts";

/** A protocol as `protocol` takes it; from which vial and in which bag makes no difference to the exposure. */
export const markedProtocol = z.strictObject({
  ...protocol.shape,
  drug: z.enum(["ketamine", "esketamine"]),
  vial: protocol.shape.vial.optional(),
  name: z.string().max(200).optional(),
  condition: z
    .string()
    .max(200)
    .optional()
    .describe("Where the condition is a moderator: the patient's own."),
});
type MarkedProtocol = z.output<typeof markedProtocol>;

/** The protocol's doses, or what is wrong with it. */
export function deliverProtocol(
  { name = "protocol", drug, condition = "", patient, cap, sessions }: MarkedProtocol,
  locale: Locale,
): { arm: TrialArm; issues: readonly Issue[] } {
  const remarks = noRemarks();
  const { weight, dosingWeight } = patient;
  const arm = armFrom(
    {
      id: "protocol",
      study: "protocol",
      name,
      condition,
      drug,
      weight: inward(weight, "weight"),
      dosingWeight: dosingWeight && inward(dosingWeight, "weight"),
      regimen: { sessions, cap },
    },
    locale,
    remarks,
  );
  const zero =
    weight.value === 0 ? [{ path: "patient.weight", message: sentences[languageOf(locale)].zero }] : [];
  return {
    arm,
    issues: [...zero, ...remarks.issues].map((issue) => ({ ...issue, path: `protocol.${issue.path}` })),
  };
}

/** A protocol among the trials; a predicted effect only where design allows one. */
export interface Mark {
  readonly exposure: ArmExposure;
  readonly x?: number;
  readonly stands: "below" | "inside" | "above" | "unknown";
  readonly predicted?: LinePoint;
  readonly nearest: readonly { readonly arm: TrialArm; readonly x: number; readonly ratio: number }[];
  readonly k: number;
}

const sentences = {
  en: {
    below: (k: number) => `The protocol lies below the range of all ${k} trial arms: no effect is predicted.`,
    above: (k: number) => `The protocol lies above the range of all ${k} trial arms: no effect is predicted.`,
    few: (k: number) => `${k === 1 ? "1 arm" : `${k} arms`}: no effect is predicted below ${armsNeeded}.`,
    none: "No trial has this exposure: the protocol is shown alone.",
    condition: "Conditions differ and the protocol's own is not among the trials: no effect is predicted.",
    zero: "expected a weight above zero",
    association: (k: number) => `Between-trial association, k = ${k}; not a forecast for this patient.`,
  },
  zh: {
    below: (k: number) => `该方案低于全部 ${k} 个试验组的范围：不作效应预测。`,
    above: (k: number) => `该方案高于全部 ${k} 个试验组的范围：不作效应预测。`,
    few: (k: number) => `${k} 组：少于 ${armsNeeded} 组不作效应预测。`,
    none: "没有试验给出该暴露量：仅显示该方案。",
    condition: "各试验病种不同，且方案的病种不在其中：不作效应预测。",
    zero: "体重应大于零",
    association: (k: number) => `试验间关联，k = ${k}；并非对该患者的预测。`,
  },
};

/** Trials listed beside a mark. */
const listed = 5;

export function markOf(
  own: TrialArm,
  synthesis: Synthesis,
  engine: Exposer,
  rows: readonly JointRow[],
  fit: JointFit | undefined,
  condition: string | undefined,
): Mark {
  const { exposure: measure, arms, options } = synthesis;
  const exposure = engine.exposure(own);
  const x = exposure[measure];
  const nearest =
    x === undefined
      ? []
      : [...arms.values()]
          .flatMap((arm) => {
            const there = engine.exposure(arm)[measure];
            return there === undefined || !(there > 0) || !(x > 0)
              ? []
              : [{ arm, x: there, ratio: there / x }].filter(({ ratio }) => Number.isFinite(ratio));
          })
          .sort((a, b) => Math.abs(Math.log(a.ratio)) - Math.abs(Math.log(b.ratio)))
          .slice(0, listed);
  const xs = rows.map((row) => row.x);
  const stands =
    x === undefined || xs.length === 0
      ? "unknown"
      : x < Math.min(...xs)
        ? "below"
        : x > Math.max(...xs)
          ? "above"
          : "inside";
  const known = !options.condition || rows.some((row) => row.condition === condition);
  const may = fit !== undefined && stands === "inside" && armsIn(rows) >= armsNeeded && known;
  return {
    exposure,
    ...(x !== undefined && { x }),
    stands,
    nearest,
    k: armsIn(rows),
    ...(may && { predicted: fit.line([x!], condition)[0]! }),
  };
}

export function writeMark(mark: Mark, { exposure, options }: Synthesis, locale: Locale): object {
  const say = sentences[languageOf(locale)];
  const { k, stands, predicted } = mark;
  const why = predicted
    ? say.association(k)
    : stands === "below" || stands === "above"
      ? say[stands](k)
      : stands === "unknown"
        ? say.none
        : k < armsNeeded
          ? say.few(k)
          : options.condition
            ? say.condition
            : say.none;
  return {
    x: mark.x ?? null,
    unit: exposureMeasures[exposure],
    stands,
    predicted: predicted ?? null,
    sentence: why,
    exposure: writeExposure(mark.exposure),
    nearest: mark.nearest.map(({ arm, x, ratio }) => writeNeighbour(arm, x, ratio, locale)),
  };
}

/** A trial near a dose, as a reader wants it: regimen, condition, outcomes, adverse events, doubts, source. */
export function writeNeighbour(arm: TrialArm, x: number, ratio: number, locale: Locale): object {
  const language = languageOf(locale);
  const study = library.studies.get(arm.study);
  if (!study) return { arm: arm.id, name: arm.name, x, ratio, condition: arm.condition };
  const own = study.arms.find(({ id }) => `${study.id}/${id}` === arm.id)!;
  const says = (harm: boolean) =>
    study.outcomes
      .filter(({ about }) => (about === "harm") === harm)
      .map(({ id, says, at, results, p, pBelow, status }) => ({
        id,
        says: says[language],
        at,
        results,
        p,
        pBelow,
        status,
      }));
  return {
    arm: arm.id,
    study: study.id,
    name: arm.name,
    x,
    ratio,
    arms: Object.fromEntries(study.arms.map(({ id, name }) => [id, name[language]])),
    regimen: own.name[language],
    reading: arm.reading,
    design: study.design,
    condition: studyConditions[study.condition][language],
    n: own.n ?? null,
    outcomes: says(false),
    adverse: says(true),
    doubts: study.doubts.map((doubt) => doubt.says[language]),
    source: writeSource(own),
    status: own.status,
  };
}
