import type { Text } from "../../knowledge/knowledge.ts";
import {
  type DoseRate,
  type Locale,
  outward,
  type Quantity,
  scale,
  type Amount,
} from "../../quantity/quantity.ts";
import { concentrations, followed } from "./follow.ts";
import { crowdBands } from "./population.ts";
import type { Delivered } from "./read-delivery.ts";
import type { Setting } from "./read-setting.ts";
import { canalSentences } from "./sentences.ts";
import { amountsUntil } from "./tip-dose.ts";
import { type GivenCrowd, type Timing, usualPercentiles } from "./timing.ts";

/** Concentrations at one level over the moments. */
export interface LevelValues {
  readonly level: string;
  readonly name: Text;
  /** Height above the caudal end. */
  readonly at: Quantity<"length">;
  readonly unit: string;
  /** Of the typical person. */
  readonly values: readonly number[];
  /** Percentiles over the people, by name. */
  readonly bands?: Readonly<Record<string, readonly number[]>>;
}

/** One course of events: what was meant, what reached the tip, and what concentrations follow. */
export interface Side {
  /** Means between one moment and the next: one number fewer than moments. */
  readonly dose: {
    readonly unit: string;
    readonly programmed: readonly number[];
    readonly atTip: readonly number[];
  };
  readonly amounts: {
    readonly programmed: Quantity<"amount">;
    readonly atTip: Quantity<"amount">;
    /** What the line holds at the end; null where there is no line. */
    readonly inLine: Quantity<"amount"> | null;
  };
  readonly levels: readonly LevelValues[];
}

/** What surrounds a computation: people, and how it is watched. */
export interface Watched {
  readonly crowd?: GivenCrowd | undefined;
  readonly progress?: ((share: number) => void) | undefined;
  readonly stopped?: (() => boolean) | undefined;
}

/** Follows one course of events in the typical person, and in a crowd where one is asked for. */
export function sideOf(
  setting: Setting,
  delivered: Delivered,
  running: DoseRate,
  { moments, unit }: Timing,
  { crowd, progress, stopped }: Watched,
  locale: Locale,
): { side: Side; gaps: string[] } {
  const { canal, transport } = setting.person;
  const at = setting.levels.map((level) => level.at);
  const factor = scale(unit, "concentration");
  const show = (row: Float64Array): number[] => Array.from(row, (value) => value * factor);
  const typical = concentrations(
    followed(canal, transport),
    setting.tip.at,
    at,
    delivered.tip,
    moments,
    running,
  );
  const percentiles = crowd?.percentiles ?? usualPercentiles;
  const many =
    crowd &&
    crowdBands(
      {
        people: setting.people,
        seed: crowd.seed,
        size: crowd.n,
        tip: setting.tip.at,
        levels: at,
        dose: delivered.tip,
        running,
        moments,
      },
      percentiles,
      progress,
      stopped,
    );
  const say = canalSentences(locale);
  const gaps: string[] = [];
  if (many && many.left > 0) gaps.push(say.left(many.left));
  if (many && many.followed + many.left < crowd.n)
    gaps.push(say.stoppedEarly(many.followed + many.left, crowd.n));
  if (many && !many.exact) gaps.push(say.sketched);
  const rowOf = (band: Float64Array, level: number): number[] =>
    show(band.subarray(level * moments.length, (level + 1) * moments.length));
  const levels = setting.levels.map((level, i): LevelValues => {
    const one = {
      level: level.id,
      name: level.name,
      at: outward(level.at, "length", "cm"),
      unit,
      values: show(typical[i]!),
    };
    if (!many || many.followed === 0) return one;
    return {
      ...one,
      bands: Object.fromEntries(percentiles.map((p, k) => [String(p), rowOf(many.bands[k]!, i)])),
    };
  });
  return { side: { ...doseOf(delivered, moments), levels }, gaps };
}

/** Whether every number of a side is one that can be shown. */
export const isFinite = ({ dose, levels }: Side): boolean =>
  [dose.programmed, dose.atTip, ...levels.map(({ values }) => values)].every((row) =>
    row.every((value) => Number.isFinite(value)),
  );

function doseOf(delivered: Delivered, moments: Float64Array): Pick<Side, "dose" | "amounts"> {
  const [programmed, atTip] = [delivered.programmed, delivered.tip].map((dose) =>
    amountsUntil(dose, moments),
  );
  const means = (amounts: Float64Array): number[] =>
    Array.from(moments.subarray(1), (moment, i) => (amounts[i + 1]! - amounts[i]!) / (moment - moments[i]!));
  const show = (amount: number): Quantity<"amount"> => outward(amount as Amount, "amount", "ug");
  return {
    dose: { unit: "ug/h", programmed: means(programmed!), atTip: means(atTip!) },
    amounts: {
      programmed: show(programmed!.at(-1)!),
      atTip: show(atTip!.at(-1)!),
      inLine: delivered.passage ? show(delivered.passage.inside) : null,
    },
  };
}
