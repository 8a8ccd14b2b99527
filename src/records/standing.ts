import {
  allowanceOf,
  askedAt,
  deviceOf,
  doseAt,
  ingredientsOf,
  noRemarks,
  programmedBy,
  type Profile,
  profileOf,
  pumpClockAt,
  type Ran,
  judge,
  reconcile,
  type Reconciled,
  totalsOf,
  type Verdict,
} from "../delivery/delivery.ts";
import {
  type DoseRate,
  type Hours,
  type Instant,
  inward,
  type Locale,
  outward,
  type Quantity,
  type Volume,
} from "../quantity/quantity.ts";
import { library } from "../knowledge/knowledge.ts";
import type { Reservoir, Solution } from "../regimen/regimen.ts";
import type { Fill, Running, State } from "./replay.ts";
import { cutBy, isUntold } from "./stall.ts";

/** What one fill asked of the pump, ready to be reckoned with. */
interface Asked {
  readonly runs: readonly Ran[];
  readonly boluses: Volume;
}

/**
 * The programs and boluses of a fill, as profiles on the pump's clock. What happened is taken as it happened. Where
 * nobody knows when a stall ended the programs are taken to have run: then nothing runs out sooner than is said.
 */
function askedOf(
  fill: Fill,
  { pump }: Pick<State, "pump">,
  locale: Locale,
  untold: "ran" | "stood still" = "ran",
): Asked | undefined {
  if (!pump) return undefined;
  const remarks = noRemarks();
  const drugs = ingredientsOf(fill.solution, locale, remarks, "solution");
  const stalls = untold === "ran" ? fill.stalls.filter(({ to }) => to) : fill.stalls;
  const runs = cutBy(fill.ran, stalls).flatMap(({ from, set, clock, program }) => {
    // Only the minimum mode takes its flow from the device.
    const device = program.mode === "minimum" ? deviceOf(pump.choice, locale, remarks) : undefined;
    const profile = profileOf(program, drugs, device, locale, remarks);
    return profile ? [{ from, profile, clock: clockOf({ set, clock }, profile, from) }] : [];
  });
  const boluses = fill.boluses.reduce((sum, { drug, amount, given }) => {
    const ingredient = drugs.find((candidate) => candidate.drug === drug);
    return ingredient ? sum + (given * inward(amount, "amount")) / ingredient.concentration : sum;
  }, 0) as Volume;
  return { runs, boluses };
}

/** Where in its cycle a program stands at a moment, by the clock of the pump as it was set or as it was read. */
export const clockOf = (
  { set, clock }: Pick<Running, "set"> & { readonly clock?: number | undefined },
  profile: Profile,
  at: Instant,
): Hours => pumpClockAt({ epoch: set.epoch, offset: clock ?? set.offset }, profile, at);

/** What left by boluses, and by primes until a moment. */
const bolusesBy = ({ boluses }: Asked, fill: Fill, at: Instant): Volume =>
  (boluses + volumeOf(fill, "primed", at)) as Volume;

/** What left a fill in one way until a moment. */
function volumeOf({ left }: Fill, how: "primed" | "lost", at: Instant): Volume {
  return left.reduce(
    (sum, one) => (one.how === how && one.at.epoch <= at.epoch ? sum + inward(one.volume, "volume") : sum),
    0,
  ) as Volume;
}

/** What of a fill was there for the pump to deliver: all that was put in but what left past the pump. */
export const deliverable = (fill: Fill, at: Instant): Volume =>
  (inward(fill.filled, "volume") - volumeOf(fill, "lost", at)) as Volume;

/** What the programs and boluses of a fill asked for until a moment: for an interval's ratio and the pump's count. */
export const programmedSince = (
  fill: Fill,
  state: Pick<State, "pump">,
  at: Instant,
  locale: Locale,
): Volume | undefined =>
  // What a fill that has ended asked for in all was reckoned when it ended.
  fill.emptied?.asked !== undefined && at.epoch === fill.emptied.at.epoch
    ? fill.emptied.asked
    : programmedIn(fill, state, locale)?.by(at);

/** The same as a function of the moment, for whoever asks about one fill again and again. */
export interface Programmed {
  readonly by: (at: Instant) => Volume;
  /** And back: when, of all that was asked for until a moment, so much had been asked for. */
  readonly when: (volume: Volume, until: Instant) => Instant | undefined;
}
export function programmedIn(fill: Fill, state: Pick<State, "pump">, locale: Locale): Programmed | undefined {
  const asked = askedOf(fill, state, locale);
  return (
    asked && {
      by: (at) => programmedBy(asked.runs, at, bolusesBy(asked, fill, at)),
      when: (volume, until) => askedAt(volume, asked.runs, until, bolusesBy(asked, fill, until)),
    }
  );
}

/** The least that was asked for, where a stall leaves open what it was; undefined where nothing is left open. */
export function leastProgrammedSince(
  fill: Fill,
  state: Pick<State, "pump">,
  at: Instant,
  locale: Locale,
): Volume | undefined {
  if (fill.emptied || !isUntold(fill)) return fill.emptied?.least;
  const asked = askedOf(fill, state, locale, "stood still");
  return asked && programmedBy(asked.runs, at, bolusesBy(asked, fill, at));
}

/** The most that can be left where a stall leaves that open: the motor stood still until it was seen to run. */
export function mostLeftAt(state: State, at: Instant, locale: Locale): Volume | undefined {
  const fill = state.fills.at(-1);
  const least = fill && !fill.emptied ? leastProgrammedSince(fill, state, at, locale) : undefined;
  return least === undefined ? undefined : (Math.max(0, deliverable(fill!, at) - least) as Volume);
}

/** Of what can have been asked for, what comes next to what was taken out: any of it agrees with the record. */
const nearest = (fill: Fill, asked: Volume, least: Volume, at: Instant, aspirated: Volume): Volume =>
  Math.min(asked, Math.max(least, deliverable(fill, at) - aspirated)) as Volume;

/** What should be left of a fill at a moment if the pump delivered what it was told; never below nothing. */
export function expectedLeft(fill: Fill, state: State, at: Instant, locale: Locale): Volume | undefined {
  const programmed = programmedSince(fill, state, at, locale);
  return programmed === undefined ? undefined : (Math.max(0, deliverable(fill, at) - programmed) as Volume);
}

/** What a finished fill left, held against what it should have; undefined where nobody knows what came out. */
export function reconciledFill(fill: Fill, state: State, locale: Locale): Reconciled | undefined {
  const aspirated = fill.emptied?.aspirated;
  const device = state.pump && deviceOf(state.pump.choice, locale, noRemarks());
  if (!fill.emptied || !aspirated || !device) return undefined;
  const { at, least, asked: most } = fill.emptied;
  const out = inward(aspirated, "volume");
  // Nobody knows when such a fill ran dry, if it did.
  if (least !== undefined && most !== undefined)
    return judge(deliverable(fill, at), nearest(fill, most, least, at, out), out, device);
  const asked = askedOf(fill, state, locale);
  return asked && reconcile(deliverable(fill, at), asked.runs, at, bolusesBy(asked, fill, at), out, device);
}

/** The same in one word, from what was reckoned when the fill ended. */
export function verdictOf(fill: Fill, state: State, locale: Locale): Verdict | undefined {
  const { at, aspirated, asked: most, least } = fill.emptied ?? {};
  const asked =
    at && aspirated && most !== undefined && least !== undefined
      ? nearest(fill, most, least, at, inward(aspirated, "volume"))
      : most;
  const device = state.pump && deviceOf(state.pump.choice, locale, noRemarks());
  return at && aspirated && asked !== undefined && device
    ? judge(deliverable(fill, at), asked, inward(aspirated, "volume"), device).verdict
    : undefined;
}

/** The reservoir as it should stand at a moment: the last fill less what was asked of it since. */
export function reservoirAt(state: State, at: Instant, locale: Locale): Reservoir | undefined {
  const fill = state.fills.at(-1);
  if (!fill || fill.emptied) return undefined;
  const volume = expectedLeft(fill, state, at, locale);
  if (volume === undefined) return undefined;
  return {
    volume: outward(volume, "volume", "mL"),
    asOf: at,
    filledAt: fill.at,
    solution: fill.solution,
    firstFill: fill.firstFill,
    diluted: fill.diluted,
  };
}

/** How far the pump's clock is ahead of the local time at a moment, negative where it is behind (K-05, K-08). */
export function clockAhead({ program }: State, at: Instant): Hours | undefined {
  const { clock = program?.set.offset } = program ?? {};
  return clock === undefined ? undefined : inward({ value: clock - at.offset, unit: "min" }, "time");
}

/** What a drug comes to in a day. */
export interface DailyDose {
  readonly drug: string;
  /** The program's own, in the drug's usual unit. */
  readonly daily: Quantity<"doseRate">;
  /** The most within 24 h, every allotted bolus taken. */
  readonly most: DoseRate;
  readonly shown: Quantity<"doseRate">;
}

/** The daily dose of every drug of a solution under a program; undefined where it cannot be told. */
export function dailyDoses(
  { program, patientBolus }: Pick<Running, "program" | "patientBolus">,
  solution: Solution,
  state: Pick<State, "pump">,
  locale: Locale,
): DailyDose[] | undefined {
  const quiet = noRemarks();
  const drugs = ingredientsOf(solution, locale, quiet, "solution");
  const device =
    program.mode === "minimum" && state.pump ? deviceOf(state.pump.choice, locale, quiet) : undefined;
  const profile = profileOf(program, drugs, device, locale, quiet);
  if (!profile) return undefined;
  const bolus = patientBolus && allowanceOf(patientBolus, profile, drugs, undefined, locale, quiet);
  const totals = totalsOf(profile, bolus);
  return drugs
    .filter(({ drug }) => drug !== "saline")
    .map((one) => {
      const unit = `${library.drugs.get(one.drug)?.shown ?? "ug"}/d`;
      const most = doseAt(totals.worstDaily, one);
      return {
        drug: one.drug,
        daily: outward(doseAt(totals.flow, one), "doseRate", unit),
        most,
        shown: outward(most, "doseRate", unit),
      };
    });
}

/** What the patient's pump holds, where it is known. */
export function capacityOf({ pump }: State): Quantity<"volume"> | undefined {
  const device = pump && deviceOf(pump.choice, "en-US", noRemarks());
  return device && outward(device.capacity, "volume", "mL");
}
