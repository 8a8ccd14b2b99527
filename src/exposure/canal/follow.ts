import type { Amount, Concentration, DoseRate, Length } from "../../quantity/quantity.ts";
import { type Balance, balanced, balanceOf, fateOf } from "./balance.ts";
import { type Canal, slicesAt, type Slices, slicesOf, type Transport, usualSlice } from "./canal.ts";
import { type Functional, modesOf, scalesOf } from "./modes.ts";
import { respond } from "./respond.ts";
import { amountsUntil, type TipDose } from "./tip-dose.ts";

/** One person's canal with one drug in it, ready to be asked about any dose. */
export interface Followed {
  readonly slices: Slices;
  readonly balance: Balance;
}

/** Cuts the canal into slices and writes down the balance of the drug in them. */
export function followed(canal: Canal, transport: Transport, slice: Length = usualSlice): Followed {
  const slices = slicesOf(canal, slice);
  return { slices, balance: balanceOf(slices, transport) };
}

/** Rounding is magnified where spinal fluid flows down much faster than drug disperses up: by this much at most. */
const magnifiedAtMost = 1e7;
/** Rates of the fastest mode (per hour) round those of the slowest: beyond this, by more than a millionth. */
const fastestAtMost = 1e7;

/** What is wrong with a canal that the modes cannot carry: its dispersion is too small or too fast, or its uptake. */
export function hindrance({ balance }: Followed): "steep" | "fast dispersion" | "fast uptake" | undefined {
  const { volumes, diagonal, uptake } = balance;
  if (uptake.some((leaving, i) => !(leaving <= fastestAtMost * volumes[i]!))) return "fast uptake";
  if (diagonal.some((leaving, i) => !(leaving <= fastestAtMost * volumes[i]!))) return "fast dispersion";
  const even = scalesOf(balance).every((scale) => scale <= magnifiedAtMost && scale >= 1 / magnifiedAtMost);
  return even ? undefined : "steep";
}

/** Whether the modes can carry this canal. */
export const canFollow = (one: Followed): boolean => hindrance(one) === undefined;

const functionalAt = ({ slices, balance }: Followed, level: number): Functional => {
  const weights = new Float64Array(balance.size);
  for (const [slice, share] of slicesAt(slices, level)) weights[slice] = share;
  return weights;
};
const dot = (weights: Functional, values: Float64Array): number =>
  weights.reduce((sum, weight, i) => sum + weight * values[i]!, 0);

/**
 * Concentrations (ug/mL) at levels of the canal, at ascending moments, under a dose at the tip: one row a level.
 * `running` is an even dose that had gone on for ever before 0 h, when the dose takes over from it.
 */
export function concentrations(
  one: Followed,
  tip: Length,
  levels: readonly Length[],
  dose: TipDose,
  moments: ArrayLike<number>,
  running: DoseRate = 0 as DoseRate,
): readonly Float64Array[] {
  const modes = modesOf(
    one.balance,
    functionalAt(one, tip),
    levels.map((level) => functionalAt(one, level)),
  );
  return respond(modes, dose, moments, running);
}

/** Where the drug is and what became of it: the four add up to what was given. */
export interface Whereabouts {
  readonly canal: Float64Array;
  readonly cranial: Float64Array;
  /** By cord, dura and tissue. */
  readonly takenUp: Float64Array;
  /** With the fluid. */
  readonly absorbed: Float64Array;
}

/**
 * Amounts (ug) at ascending moments after a dose at the tip. What has left by a way is what would leave by it in the
 * end of all that was given, less what would of all that is still there.
 */
export function whereabouts(
  one: Followed,
  tip: Length,
  dose: TipDose,
  moments: ArrayLike<number>,
): Whereabouts {
  const { volumes, size, uptake, absorbed } = one.balance;
  const entry = functionalAt(one, tip);
  const fates = [fateOf(one.balance, uptake), fateOf(one.balance, absorbed)];
  const modes = modesOf(one.balance, entry, [
    volumes.map((volume, i) => (i < size - 1 ? volume : 0)),
    volumes.map((volume, i) => (i < size - 1 ? 0 : volume)),
    ...fates.map((fate) => fate.map((share, i) => share * volumes[i]!)),
  ]);
  const [canal, cranial, ...waiting] = respond(modes, dose, moments);
  const given = amountsUntil(dose, moments);
  const [takenUp, carried] = fates.map((fate, way) => {
    const share = dot(entry, fate);
    return given.map((amount, i) => share * amount - waiting[way]![i]!);
  });
  return { canal: canal!, cranial: cranial!, takenUp: takenUp!, absorbed: carried! };
}

/** Concentrations at levels under an even dose that has run for ever, by one solve. */
export function steadyConcentrations(
  one: Followed,
  tip: Length,
  levels: readonly Length[],
  rate: DoseRate,
): Concentration[] {
  const entering = functionalAt(one, tip).map((share) => share * rate);
  const steady = balanced(one.balance, entering);
  return levels.map((level) => dot(functionalAt(one, level), steady) as Concentration);
}

/** What a single amount at once comes to at one level, over all time. */
export interface Moments {
  /** ∫ C dt, ug·h/mL. */
  readonly area: number;
  /** ∫ t C dt / ∫ C dt, h. */
  readonly residence: number;
}

/** Area and mean residence time at a level after an amount at the tip: two solves, no end of sampling to choose. */
export function momentsOf(one: Followed, tip: Length, level: Length, amount: Amount): Moments {
  const { balance } = one;
  const areas = balanced(
    balance,
    functionalAt(one, tip).map((share) => share * amount),
  );
  const times = balanced(
    balance,
    areas.map((area, i) => area * balance.volumes[i]!),
  );
  const weights = functionalAt(one, level);
  const area = dot(weights, areas);
  return { area, residence: dot(weights, times) / area };
}
