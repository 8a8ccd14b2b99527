import type { BolusAllowance, Profile } from "../../delivery/delivery.ts";
import {
  type Concentration,
  type DoseRate,
  type Flow,
  type Hours,
  inward,
  type Volume,
} from "../../quantity/quantity.ts";
import type { Supply } from "./line.ts";

/** How many stretches of even flow a question may come to. */
export const suppliesAtMost = 20_000;

/** Boluses that a patient calls for: so many in each 24 h, as close to each other as the lockout lets them. */
export interface Calls {
  readonly allowance: BolusAllowance;
  readonly lockout: Hours;
  readonly perDay: number;
}

interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly flow: number;
}

const day = inward({ value: 1, unit: "d" }, "time");

/**
 * What a program and the patient's boluses push into the line from now (when the pump's clock stands at `clock`) until
 * `until`, as long as the reservoir holds; undefined where that is more stretches than one question may have.
 */
export function suppliesFrom(
  profile: Profile,
  clock: Hours,
  volume: Volume,
  concentration: Concentration,
  until: Hours,
  calls?: Calls,
): { supplies: Supply[]; dryAfter?: Hours } | undefined {
  const called = calls ? (until / day + 1) * calls.perDay : 0;
  if ((until / profile.cycle + 1) * profile.pieces.length + 2 * called > suppliesAtMost) return undefined;
  const supplies: Supply[] = [];
  let left: number = volume;
  for (const { from, until: end, flow } of withBoluses(
    stretchesOf(profile, clock, until),
    calls ? bolusesUntil(calls, until) : [],
  )) {
    // Emptied within this stretch: what is left flows, then nothing.
    const lasts = flow > 0 ? left / flow : Number.POSITIVE_INFINITY;
    const dry = from + lasts < end;
    const stop = dry ? from + lasts : end;
    supplies.push({ from: from as Hours, until: stop as Hours, flow: flow as Flow, concentration });
    left -= flow * (stop - from);
    if (dry) return { supplies, dryAfter: stop as Hours };
  }
  return { supplies };
}

function stretchesOf(profile: Profile, clock: Hours, until: Hours): Stretch[] {
  const all: Stretch[] = [];
  for (let start = -clock; start < until; start += profile.cycle) {
    for (const piece of profile.pieces) {
      const from = Math.max(start + piece.from, 0);
      const end = Math.min(start + piece.until, until);
      if (end > from) all.push({ from, until: end, flow: piece.flow });
    }
  }
  return all;
}

/** The boluses as stretches of their own flow, in order, none overlapping: a lockout is never shorter than a bolus. */
function bolusesUntil({ allowance, lockout, perDay }: Calls, until: Hours): Stretch[] {
  const flow = allowance.volume / allowance.duration;
  const all: Stretch[] = [];
  for (let start = 0; start < until; start += day)
    for (let n = 0; n < perDay; n++) {
      const from = start + n * lockout;
      if (from < until) all.push({ from, until: Math.min(from + allowance.duration, until), flow });
    }
  return all;
}

/** Stretches with the flow of boluses upon them, cut where a bolus begins or ends. */
function withBoluses(stretches: readonly Stretch[], boluses: readonly Stretch[]): Stretch[] {
  if (boluses.length === 0) return [...stretches];
  const cuts = [...new Set(boluses.flatMap(({ from, until }) => [from, until]))].sort((a, b) => a - b);
  const all: Stretch[] = [];
  let [cut, bolus] = [0, 0];
  for (const { from, until, flow } of stretches) {
    for (let at = from; at < until;) {
      while (cut < cuts.length && cuts[cut]! <= at) cut++;
      const end = Math.min(until, cuts[cut] ?? until);
      while (bolus < boluses.length && boluses[bolus]!.until <= at) bolus++;
      const called = boluses[bolus];
      const over = called && called.from <= at ? called.flow : 0;
      all.push({ from: at, until: end, flow: flow + over });
      at = end;
    }
  }
  return all;
}

/** One even dose between two moments. */
export function supplyOf(
  from: number,
  until: number,
  dose: DoseRate,
  concentration: Concentration,
  intended?: DoseRate,
): Supply {
  const supply = {
    from: from as Hours,
    until: until as Hours,
    flow: (dose / concentration) as Flow,
    concentration,
  };
  return intended === undefined ? supply : { ...supply, intended };
}
