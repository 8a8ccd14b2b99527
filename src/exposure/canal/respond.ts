import { eventsOf } from "../input.ts";
import type { Modes } from "./modes.ts";
import type { TipDose } from "./tip-dose.ts";

/** What the functionals of a canal read over time: one row of values a functional. */
export interface Response {
  /** At each moment, in the functional's unit. */
  readonly values: readonly Float64Array[];
  /** Time integral from 0 h to each moment, where asked for. */
  readonly areas?: readonly Float64Array[];
}

/**
 * The canal's exact answer to a dose at ascending moments. Each mode is one decay, so that a stretch of even dosing is
 * one step whatever its length; nothing is discretised in time. A shot at a moment is counted before the sample.
 */
export function respond(modes: Modes, dose: TipDose, moments: ArrayLike<number>, integrate = false): Response {
  const { rates, entry, rows } = modes;
  const size = rates.length;
  const events = eventsOf({
    boluses: dose.shots.map(({ at, amount }) => ({ at, amount, into: 0 })),
    infusions: dose.streams.map(({ from, until, rate }) => ({ at: from, until, rate, into: 0 })),
  });
  const state = new Float64Array(size);
  const area = new Float64Array(size);
  const step = stepper(modes, integrate);
  const empty = (): Float64Array[] => rows.map(() => new Float64Array(moments.length));
  const values = empty();
  const areas = integrate ? empty() : undefined;
  let [now, rate, next] = [0, 0, 0];
  for (let i = 0; i < moments.length; i++) {
    const moment = moments[i]!;
    while (next < events.length && events[next]!.at <= moment) {
      const event = events[next++]!;
      step(state, area, event.at - now, rate);
      now = event.at;
      for (const [, amount] of event.boluses) for (let k = 0; k < size; k++) state[k]! += amount * entry[k]!;
      for (const [, changed] of event.rates) rate = changed;
    }
    step(state, area, moment - now, rate);
    now = moment;
    for (let row = 0; row < rows.length; row++) {
      values[row]![i] = sum(rows[row]!, state);
      if (areas) areas[row]![i] = sum(rows[row]!, area);
    }
  }
  return areas ? { values, areas } : { values };
}

/** Modes of either sign add up to what cannot be negative: below zero is rounding, and zero is nearer to the truth. */
function sum(weights: Float64Array, modes: Float64Array): number {
  let total = 0;
  for (let k = 0; k < modes.length; k++) total += weights[k]! * modes[k]!;
  return Math.max(total, 0);
}

type Step = (state: Float64Array, area: Float64Array, span: number, rate: number) => void;

/** Carries every mode, and its time integral where wanted, over a span of even dosing. */
function stepper({ rates, entry }: Modes, integrate: boolean): Step {
  const size = rates.length;
  const [kept, passed, double] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  let known = 0;
  return (state, area, span, rate) => {
    if (span === 0) return;
    if (span !== known) {
      known = span;
      for (let k = 0; k < size; k++) {
        const x = rates[k]! * span;
        const decayed = Math.expm1(-x);
        kept[k] = decayed + 1;
        // ∫ exp(−λt) dt over the span, and the integral of that.
        passed[k] = x === 0 ? span : (-decayed / x) * span;
        if (integrate) double[k] = second(x, decayed) * span * span;
      }
    }
    for (let k = 0; k < size; k++) {
      const entering = rate * entry[k]!;
      if (integrate) area[k]! += state[k]! * passed[k]! + entering * double[k]!;
      state[k] = state[k]! * kept[k]! + entering * passed[k]!;
    }
  };
}

/** (x − 1 + exp(−x)) / x², by its series where the difference would lose digits. */
const second = (x: number, decayed: number): number =>
  x > 0.05
    ? (x + decayed) / (x * x)
    : 1 / 2 - x / 6 + x ** 2 / 24 - x ** 3 / 120 + x ** 4 / 720 - x ** 5 / 5040 + x ** 6 / 40320;
