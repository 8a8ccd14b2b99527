import { z } from "zod";
import {
  type Amount,
  type DoseRate,
  inward,
  type Issue,
  type Locale,
  outward,
  type Quantity,
  quantity,
  readParts,
  renderQuantity,
} from "../../quantity/quantity.ts";
import { followed, steadyConcentrations, whereabouts } from "./follow.ts";
import { type ModelCard, modelCard } from "./model-card.ts";
import { type Delivered, deliveredOf, deliveryFields } from "./read-delivery.ts";
import { type Setting, settingFields, settingOf } from "./read-setting.ts";
import { canalSentences } from "./sentences.ts";
import { isFinite, type Side, sideOf, type Watched } from "./side.ts";
import { timingFields, timingOf } from "./timing.ts";

/** The full schema of a question about the spinal canal. */
export const canalQuestion = z.strictObject({
  ...settingFields,
  ...deliveryFields,
  ...timingFields,
  /** An even dose at the tip that had gone on for long before 0 h. */
  running: quantity("doseRate").optional(),
});

const parts = canalQuestion.extend({ doses: z.array(z.unknown()).max(10_000).optional() });

/** What is known of a canal after a question about it. */
export interface CanalAnswer extends Side {
  readonly model: ModelCard;
  readonly tip: { readonly level: string; readonly at: Quantity<"length"> };
  /** The moments, in hours. */
  readonly at: readonly number[];
  /** Where what reached the tip is at the last moment; null where a dose had gone on before. */
  readonly whereabouts: Readonly<
    Record<"canal" | "cranial" | "takenUp" | "absorbed", Quantity<"amount">>
  > | null;
  /** Under the mean dose at the tip, once it has gone on for ever: one concentration a level. */
  readonly steady: {
    readonly dose: Quantity<"doseRate">;
    readonly unit: string;
    readonly values: readonly number[];
  };
}

/** An answer with what is missing from it and what was taken for granted, or what is wrong with the question. */
export type Asked<Answer> =
  | { readonly answer: Answer; readonly gaps: readonly string[]; readonly assumed: readonly string[] }
  | { readonly issues: readonly Issue[] };

/** Concentrations along the canal, for a dose at the tip however it comes there. */
export function askCanal(
  input: unknown,
  locale: Locale,
  watched: Omit<Watched, "crowd"> = {},
): Asked<CanalAnswer> {
  const say = canalSentences(locale);
  const { parts: given, issues } = readParts(parts, input, locale);
  const assumed: string[] = [];
  const setting = settingOf(given, locale, issues, assumed);
  const levels = setting?.levels.length ?? given.levels?.length ?? 1;
  const timing = timingOf(given, levels, given.population?.n, locale, issues);
  const delivered = timing && deliveredOf(given, given.drug, timing.until, locale, issues, assumed);
  if (issues.length > 0 || !setting || !timing || !delivered) return { issues };
  const running = given.running ? inward(given.running, "doseRate") : (0 as DoseRate);
  assumed.push(given.running ? say.assumedSteady(renderQuantity(given.running, locale)) : say.assumedEmpty);
  const { side, gaps } = sideOf(
    setting,
    delivered,
    running,
    timing,
    { ...watched, crowd: given.population },
    locale,
  );
  const mean = (inward(side.amounts.atTip, "amount") / timing.until) as DoseRate;
  const steady = steadyIn(setting, mean);
  if (!isFinite(side) || !steady.every(Number.isFinite))
    return { issues: [{ path: "", message: say.beyond }] };
  return {
    answer: {
      model: modelCard(locale, setting),
      tip: tipOf(setting),
      at: Array.from(timing.moments),
      ...side,
      whereabouts: running > 0 ? null : whereaboutsOf(setting, delivered, timing.moments.at(-1)!),
      steady: {
        dose: outward(mean, "doseRate", "ug/d"),
        unit: timing.unit,
        values: steady.map((value) => outward(value, "concentration", timing.unit).value),
      },
    },
    gaps,
    assumed,
  };
}

function whereaboutsOf(
  { person, tip }: Setting,
  { tip: dose }: Delivered,
  moment: number,
): CanalAnswer["whereabouts"] {
  const one = followed(person.canal, person.transport);
  const { canal, cranial, takenUp, absorbed } = whereabouts(one, tip.at, dose, [moment]);
  const show = (amounts: Float64Array): Quantity<"amount"> => outward(amounts[0]! as Amount, "amount", "ug");
  return { canal: show(canal), cranial: show(cranial), takenUp: show(takenUp), absorbed: show(absorbed) };
}

const steadyIn = ({ person, tip, levels }: Setting, rate: DoseRate) =>
  steadyConcentrations(
    followed(person.canal, person.transport),
    tip.at,
    levels.map(({ at }) => at),
    rate,
  );

/** The tip as it is answered. */
export const tipOf = ({ tip }: Setting): CanalAnswer["tip"] => ({
  level: tip.id,
  at: outward(tip.at, "length", "cm"),
});
