import { type Hours, hoursBetween, type Instant, instantAfter, type Volume } from "../quantity/quantity.ts";
import type { Device } from "./device.ts";
import { hoursToDeliver, type Profile, volumeBetween } from "./profile.ts";

/** A program that ran from a moment on, until the next one or the visit. */
export interface Ran {
  readonly from: Instant;
  readonly profile: Profile;
  /** Hours since midnight (and, for a weekly program, Monday) on the pump's clock at `from`. */
  readonly clock: Hours;
}

export const verdicts = ["as expected", "less than expected", "more than expected", "ran dry"] as const;
export type Verdict = (typeof verdicts)[number];

/** What came out of the reservoir, held against what should have been left. */
export interface Reconciled {
  /** What the programs and boluses asked for since the fill. */
  readonly programmed: Volume;
  /** What should be left; an empty reservoir holds nothing, not less. */
  readonly expected: Volume;
  readonly difference: Volume;
  /** Delivered over programmed; undefined where the reservoir was dry or nothing was programmed. */
  readonly ratio?: number;
  /** Device accuracy × what could be delivered; undefined where no accuracy is known. */
  readonly tolerance?: Volume;
  readonly verdict?: Verdict;
  /** When the programs alone emptied the reservoir. */
  readonly drySince?: Instant;
  readonly dryFor?: Hours;
  /** Almost all of the fill is still there: nothing may have been delivered. */
  readonly nearlyFull: boolean;
  /** More came out than was recorded as put in: one of the two records is wrong. */
  readonly moreThanFilled: boolean;
}

/** Vexp = Vfill − ∫Q dt − Σ boluses; δ = Vasp − Vexp; ρ = (Vfill − Vasp)/(Vfill − Vexp) (FO-05, FO-06). */
export function reconcile(
  filled: Volume,
  runs: readonly Ran[],
  to: Instant,
  boluses: Volume,
  aspirated: Volume,
  device: Device,
): Reconciled {
  const programmed = programmedBy(runs, to, boluses);
  const judged = judge(filled, programmed, aspirated, device);
  const drySince =
    judged.verdict === "ran dry" && filled <= programmed ? askedAt(filled, runs, to, boluses) : undefined;
  return { ...judged, ...(drySince && { drySince, dryFor: hoursBetween(drySince, to) }) };
}

/** The same without the dates: what came out held against what was programmed in all. */
export function judge(
  filled: Volume,
  programmed: Volume,
  aspirated: Volume,
  device: Device,
): Omit<Reconciled, "drySince" | "dryFor"> {
  const left = filled - programmed;
  const expected = Math.max(0, left) as Volume;
  const difference = (aspirated - expected) as Volume;
  const tolerance =
    device.accuracy === undefined ? undefined : ((device.accuracy * Math.min(programmed, filled)) as Volume);
  const dry = filled > 0 && isDry(filled, aspirated, left, tolerance);
  const verdict = verdictOf(dry, aspirated - left, tolerance);
  return {
    programmed,
    expected,
    difference,
    ...(!dry && programmed > 0 && { ratio: (filled - aspirated) / programmed }),
    ...(tolerance !== undefined && { tolerance }),
    ...(verdict && { verdict }),
    nearlyFull:
      !dry && tolerance !== undefined && filled - aspirated <= tolerance && programmed > 2 * tolerance,
    moreThanFilled: aspirated > filled,
  };
}

/** A program that begins later, such as one that goes on when a stall has ended, asks for nothing yet. */
function spansOf(all: readonly Ran[], to: Instant): (Ran & { hours: Hours })[] {
  const runs = all.filter(({ from }) => from.epoch <= to.epoch);
  return runs.map((run, i) => ({ ...run, hours: hoursBetween(run.from, runs[i + 1]?.from ?? to) }));
}

/** What programs and boluses asked for until a moment: ∫Q dt + Σ boluses (FO-05). */
export const programmedBy = (runs: readonly Ran[], to: Instant, boluses: Volume): Volume =>
  (spansOf(runs, to).reduce(
    (sum, run) => sum + volumeBetween(run.profile, run.clock, (run.clock + run.hours) as Hours),
    0,
  ) + boluses) as Volume;

/**
 * Nothing came out; or the programs asked for far more than was put in, and next to nothing is left: what little came
 * out of such a pump speaks of an empty one, not of a stall.
 */
function isDry(filled: Volume, aspirated: Volume, left: number, tolerance: Volume | undefined): boolean {
  if (aspirated === 0) return true;
  return (
    tolerance !== undefined &&
    aspirated < filled &&
    aspirated - left > tolerance &&
    left < 0 &&
    aspirated <= tolerance
  );
}

function verdictOf(dry: boolean, beyondProgram: number, tolerance: Volume | undefined): Verdict | undefined {
  if (dry) return "ran dry";
  if (tolerance === undefined) return undefined;
  if (beyondProgram > tolerance) return "more than expected";
  return beyondProgram < -tolerance ? "less than expected" : "as expected";
}

/**
 * The moment at which programs and boluses had asked for so much of what they asked for until a moment, the boluses
 * spread evenly over the time; undefined where they had not.
 */
export function askedAt(
  volume: Volume,
  runs: readonly Ran[],
  to: Instant,
  boluses: Volume,
): Instant | undefined {
  const programmed = programmedBy(runs, to, boluses);
  let left = volume * (boluses === programmed ? 1 : 1 - boluses / programmed);
  for (const { from, profile, clock, hours } of spansOf(runs, to)) {
    const asked = volumeBetween(profile, clock, (clock + hours) as Hours);
    if (asked >= left) return instantAfter(from, hoursToDeliver(left as Volume, profile, clock)!);
    left -= asked;
  }
  return undefined;
}
