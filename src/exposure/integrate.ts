import type { Clock, Ticks } from "./clock.ts";
import { eventsOf, type Input } from "./input.ts";
import type { Kinetics } from "./kinetics.ts";
import { linearSystem } from "./linear-system.ts";
import { type Motion, motionOf } from "./motion.ts";
import { rodas, type RodasWork } from "./rodas.ts";
import type { TraceOptions } from "./trace.ts";

/** How closely the integrator follows the equations. */
export interface Accuracy {
  /** The share of each amount by which one step may be wrong. */
  readonly relative: number;
  /** Steps after which the work is given up. */
  readonly steps: number;
}

/** What is used where nothing is said; tested to give six digits in the tail of a saturable washout. */
export const usual: Accuracy = { relative: 1e-9, steps: 2_000_000 };

/**
 * Amounts of non-linear kinetics at ascending moments, by Rodas4 with adaptive steps that end exactly on every event
 * and sample. Moments that the allowed steps do not reach are NaN.
 */
export function integrate(
  kinetics: Kinetics,
  input: Input,
  moments: ArrayLike<Ticks>,
  clock: Clock,
  states: readonly number[],
  { atDose, start, stopped }: TraceOptions,
  { relative, steps }: Accuracy = usual,
): Float64Array {
  const { size } = linearSystem(kinetics.compartments.length, [], kinetics.followers);
  const motions = kinetics.regimes.map((regime) => motionOf(kinetics, regime));
  const events = eventsOf(input);
  const state = start ? start.slice() : new Float64Array(size);
  const total =
    input.boluses.reduce((sum, { amount }) => sum + amount, 0) +
    input.infusions.reduce((sum, { at, until, rate }) => sum + (rate * (until - at)) / clock.perHour, 0) +
    state.reduce((sum, amount) => sum + amount, 0);
  const work: RodasWork = rodas(size, relative, total * 1e-16 + Number.MIN_VALUE);
  const out = new Float64Array(states.length * moments.length).fill(Number.NaN);
  const rates = new Float64Array(size);
  let now = Math.min(events[0]?.at ?? Infinity, moments[0] ?? Infinity, motions.length > 0 ? 0 : Infinity);
  let [event, phase, left] = [0, 0, steps];

  const reach = (moment: Ticks): boolean => {
    while (now < moment) {
      const change = kinetics.regimes[phase + 1]?.from ?? Number.POSITIVE_INFINITY;
      const until = Math.min(moment, change);
      const motion: Motion = motions[phase]!;
      left = work.advance(motion, state, rates, now / clock.perHour, (until - now) / clock.perHour, left);
      if (left <= 0) return false;
      now = until;
      if (now === change) phase++;
    }
    return true;
  };
  for (let i = 0; i < moments.length; i++) {
    if (stopped?.()) break;
    const moment = moments[i]!;
    for (; event < events.length; event++) {
      const { at, rates: changed, boluses } = events[event]!;
      if (at > moment || (at === moment && atDose === "before")) break;
      if (!reach(at)) return out;
      for (const [into, rate] of changed) rates[into] = rate;
      for (const [into, amount] of boluses) state[into] = state[into]! + amount;
      work.restart();
    }
    if (!reach(moment)) return out;
    for (const [row, index] of states.entries()) out[row * moments.length + i] = state[index]!;
  }
  return out;
}
