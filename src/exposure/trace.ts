import type { Clock, Ticks } from "./clock.ts";
import { eventsOf, type Input } from "./input.ts";
import type { Propagator } from "./propagator.ts";
import { superposed } from "./superpose.ts";

/** Kinetics that hold from a moment on; the first holds from the beginning. */
export interface Phase {
  readonly from: Ticks;
  readonly propagator: Propagator;
}

export interface TraceOptions {
  /** Whether a sample at the moment of a bolus is taken before it or after it. */
  readonly atDose: "before" | "after";
  /** The amounts at the first moment; empty where nothing is said. */
  readonly start?: Float64Array;
  /** Asked before each sample: true stops and leaves the rest zero. */
  readonly stopped?: () => boolean;
}

/**
 * The amounts in the wanted states at each of the moments (ascending), as one row of moments a state:
 * `out[row * moments.length + i]`. Exact but for rounding: nothing is integrated in steps.
 */
export function trace(
  phases: readonly Phase[],
  input: Input,
  moments: ArrayLike<Ticks>,
  clock: Clock,
  states: readonly number[],
  { atDose, start, stopped }: TraceOptions,
): Float64Array {
  const added =
    phases.length === 1
      ? superposed(phases[0]!.propagator, input, moments, clock, states, { atDose, start, stopped })
      : undefined;
  if (added) return added;
  const events = eventsOf(input);
  const { size } = phases[0]!.propagator.system;
  const state = start ? start.slice() : new Float64Array(size);
  const rates = new Float64Array(size);
  const wanted = Int32Array.from(states);
  const out = new Float64Array(states.length * moments.length);
  let now = Math.min(events[0]?.at ?? Infinity, moments[0] ?? Infinity, phases[0]!.from);
  let event = 0;
  let phase = 0;

  const reach = (moment: Ticks): void => {
    while (now < moment) {
      const change = phases[phase + 1]?.from ?? Number.POSITIVE_INFINITY;
      const until = Math.min(moment, change);
      phases[phase]!.propagator.advance(state, rates, (until - now) / clock.perHour);
      now = until;
      if (now === change) phase++;
    }
  };
  const happen = (moment: Ticks, boluses: boolean): void => {
    for (; event < events.length; event++) {
      const { at, rates: changed, boluses: given } = events[event]!;
      if (at > moment || (at === moment && !boluses)) return;
      reach(at);
      for (const [into, rate] of changed) rates[into] = rate;
      for (const [into, amount] of given) state[into] = state[into]! + amount;
    }
  };
  for (let i = 0; i < moments.length; i++) {
    if (stopped?.()) break;
    const moment = moments[i]!;
    happen(moment, atDose === "after");
    reach(moment);
    for (let row = 0, at = i; row < wanted.length; row++, at += moments.length)
      out[at] = state[wanted[row]!]!;
  }
  return out;
}
