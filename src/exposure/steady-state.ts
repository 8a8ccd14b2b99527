import type { Clock, Ticks } from "./clock.ts";
import type { Input } from "./input.ts";
import { type Kinetics, phasesOf } from "./kinetics.ts";
import { type Propagator, product } from "./propagator.ts";
import { trace } from "./trace.ts";

/**
 * The state and the infusions still running at time 0, had the input (all of which starts within one period) been
 * given once a period for ever before; undefined where drug stays in the body for ever, so that there is no steady state.
 */
export function steadyState(
  propagator: Propagator,
  input: Input,
  period: Ticks,
  clock: Clock,
): { readonly start: Float64Array; readonly running: Input["infusions"] } | undefined {
  const { size } = propagator.system;
  const periods = periodsIn(input, period);
  const states = Array.from({ length: size }, (_, i) => i);
  const moments = Float64Array.from({ length: periods }, (_, i) => (i + 1) * period);
  const responses = trace([{ from: 0, propagator }], input, moments, clock, states, { atDose: "before" });
  const at = (moment: number): Float64Array =>
    Float64Array.from(states, (state) => responses[state * periods + moment]!);

  const start = echoes(propagator, at(periods - 1), period / clock.perHour);
  if (!start) return undefined;
  for (let k = 0; k < periods - 1; k++) for (const state of states) start[state]! += at(k)[state]!;
  start[size - 1] = 0;
  const running = input.infusions.flatMap((infusion) =>
    Array.from({ length: periods - 1 }, (_, k) => ({
      ...infusion,
      at: 0,
      until: infusion.until - (k + 1) * period,
    })).filter((left) => left.until > 0),
  );
  return { start, running };
}

/** The input and the state at time 0 of linear kinetics without changes, under the same regimen once a period for ever. */
export function settledUnder(
  kinetics: Kinetics,
  input: Input,
  period: Ticks,
  clock: Clock,
): { readonly input: Input; readonly start: Float64Array } | undefined {
  const found = steadyState(phasesOf(kinetics, input)[0]!.propagator, input, period, clock);
  return (
    found && { input: { ...input, infusions: [...input.infusions, ...found.running] }, start: found.start }
  );
}

/** How many periods the longest dose lasts. */
export const periodsIn = ({ boluses, infusions }: Input, period: Ticks): number =>
  Math.ceil(
    [...boluses.map(({ at }) => at), ...infusions.map(({ until }) => until)].reduce(
      (last, moment) => Math.max(last, moment),
      period,
    ) / period,
  );

/** x + Ex + E²x + …, by doubling: 60 doublings are more periods than any patient lives. */
function echoes(propagator: Propagator, first: Float64Array, hours: number): Float64Array | undefined {
  const { size } = propagator.system;
  const none = new Float64Array(size);
  let across = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const column = new Float64Array(size);
    column[j] = 1;
    propagator.advance(column, none, hours);
    for (let i = 0; i < size - 1; i++) across[i * size + j] = column[i]!;
  }
  let sum = first.slice();
  sum[size - 1] = 0;
  for (let doubling = 0; doubling < 60; doubling++) {
    const later = new Float64Array(size);
    let settled = true;
    for (let i = 0; i < size - 1; i++) {
      for (let j = 0; j < size - 1; j++) later[i] = later[i]! + across[i * size + j]! * sum[j]!;
      if (later[i]! > sum[i]! * 2 ** -55) settled = false;
      later[i] = later[i]! + sum[i]!;
    }
    if (settled) return sum;
    sum = later;
    across = product(across, across, size) as Float64Array<ArrayBuffer>;
  }
  return undefined;
}
