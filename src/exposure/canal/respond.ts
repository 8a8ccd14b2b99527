import type { DoseRate } from "../../quantity/quantity.ts";
import { lost } from "../elementary.ts";
import { eventsOf } from "../input.ts";
import type { Modes } from "./modes.ts";
import { inputOf, type TipDose } from "./tip-dose.ts";

/** Spans that differ by no more than times are rounded by share their decays. */
const rounding = 1e-12;

/**
 * The canal's exact answer to a dose at ascending moments, one row a functional. Each mode is one decay, so that a
 * stretch of even dosing is one step whatever its length; nothing is discretised in time. A shot at a moment is counted
 * before the sample. `running` is an even dose that had gone on for ever before 0 h, when it stops.
 */
export function respond(
  modes: Modes,
  dose: TipDose,
  moments: ArrayLike<number>,
  running: DoseRate = 0 as DoseRate,
): Float64Array[] {
  const { rates, entry, rows } = modes;
  const size = rates.length;
  const events = eventsOf(inputOf(dose));
  const state = entry.map((share, k) => (running === 0 ? 0 : (running * share) / rates[k]!));
  const step = stepper(modes);
  const values = rows.map(() => new Float64Array(moments.length));
  let [now, rate, next] = [0, 0, 0];
  for (let i = 0; i < moments.length; i++) {
    const moment = moments[i]!;
    while (next < events.length && events[next]!.at <= moment) {
      const event = events[next++]!;
      step(state, event.at - now, rate);
      now = event.at;
      for (const [, amount] of event.boluses) for (let k = 0; k < size; k++) state[k]! += amount * entry[k]!;
      for (const [, changed] of event.rates) rate = changed;
    }
    step(state, moment - now, rate);
    now = moment;
    for (let row = 0; row < rows.length; row++) values[row]![i] = sum(rows[row]!, state);
  }
  return values;
}

/**
 * Modes of either sign add up to what cannot be negative: below zero is rounding, and zero is nearer to the truth. Four
 * sums side by side, because one alone waits for itself at every addition.
 */
function sum(weights: Float64Array, modes: Float64Array): number {
  const size = modes.length;
  let [a, b, c, d, k] = [0, 0, 0, 0, 0];
  for (; k + 3 < size; k += 4) {
    a += weights[k]! * modes[k]!;
    b += weights[k + 1]! * modes[k + 1]!;
    c += weights[k + 2]! * modes[k + 2]!;
    d += weights[k + 3]! * modes[k + 3]!;
  }
  for (; k < size; k++) a += weights[k]! * modes[k]!;
  return Math.max(a + b + (c + d), 0);
}

/** Carries every mode over a span of even dosing. */
function stepper({ rates, entry }: Modes): (state: Float64Array, span: number, rate: number) => void {
  const size = rates.length;
  const [kept, passed] = [new Float64Array(size), new Float64Array(size)];
  let known = 0;
  return (state, span, rate) => {
    if (span === 0) return;
    if (Math.abs(span - known) > rounding * span) {
      known = span;
      for (let k = 0; k < size; k++) {
        const x = rates[k]! * span;
        const gone = lost(x);
        kept[k] = 1 - gone;
        // The integral of the decay over the span, times what enters the mode at unit rate.
        passed[k] = (x === 0 ? span : (gone / x) * span) * entry[k]!;
      }
    }
    for (let k = 0; k < size; k++) state[k] = state[k]! * kept[k]! + rate * passed[k]!;
  };
}
