import { type Clock, type Ticks } from "./clock.ts";

/** An amount that enters a compartment at once. */
export interface Bolus {
  readonly at: Ticks;
  readonly into: number;
  readonly amount: number;
}

/** An amount that enters a compartment evenly between two moments. */
export interface Infusion {
  readonly at: Ticks;
  readonly until: Ticks;
  readonly into: number;
  /** Amount per hour. */
  readonly rate: number;
}

/** Everything that enters the body: boluses and infusions, in any order, overlapping as they like. */
export interface Input {
  readonly boluses: readonly Bolus[];
  readonly infusions: readonly Infusion[];
}

/** What happens at one moment: rates that hold from then on, and amounts that arrive. */
export interface Event {
  readonly at: Ticks;
  /** Pairs of compartment and new rate. */
  readonly rates: readonly (readonly [into: number, rate: number])[];
  readonly boluses: readonly (readonly [into: number, amount: number])[];
}

/** The moments at which the input changes, in order. */
export function eventsOf({ boluses, infusions }: Input): Event[] {
  const events = new Map<Ticks, { rates: Map<number, number>; boluses: Map<number, number> }>();
  const at = (ticks: Ticks): { rates: Map<number, number>; boluses: Map<number, number> } => {
    let found = events.get(ticks);
    if (!found) events.set(ticks, (found = { rates: new Map(), boluses: new Map() }));
    return found;
  };
  for (const bolus of boluses) {
    const into = at(bolus.at).boluses;
    into.set(bolus.into, (into.get(bolus.into) ?? 0) + bolus.amount);
  }
  for (const into of new Set(infusions.map((infusion) => infusion.into))) {
    const ours = infusions.filter((infusion) => infusion.into === into && infusion.until > infusion.at);
    for (const [ticks, rate] of ratesOf(ours)) at(ticks).rates.set(into, rate);
  }
  return [...events.entries()]
    .sort(([a], [b]) => a - b)
    .map(([ticks, { rates, boluses }]) => ({ at: ticks, rates: [...rates], boluses: [...boluses] }));
}

/**
 * The total rate from each moment on. Running infusions are leaves of a tree of sums, so that a total is only ever
 * added up, never corrected by subtraction: it is exact when one runs, and exactly zero when none does.
 */
function ratesOf(infusions: readonly Infusion[]): [Ticks, number][] {
  const changes = infusions
    .flatMap(({ at, until, rate }, leaf) => [
      { ticks: at, leaf, rate },
      { ticks: until, leaf, rate: 0 },
    ])
    .sort((a, b) => a.ticks - b.ticks);
  const width = 2 ** Math.ceil(Math.log2(Math.max(1, infusions.length)));
  const sums = new Float64Array(2 * width);
  const totals: [Ticks, number][] = [];
  for (const [index, { ticks, leaf, rate }] of changes.entries()) {
    let node = width + leaf;
    sums[node] = rate;
    for (node >>= 1; node >= 1; node >>= 1) sums[node] = sums[2 * node]! + sums[2 * node + 1]!;
    if (changes[index + 1]?.ticks !== ticks) totals.push([ticks, sums[1]!]);
  }
  return totals;
}

/** An infusion of a whole amount over a span. */
export function infusionOf(at: Ticks, until: Ticks, into: number, amount: number, clock: Clock): Infusion {
  return { at, until, into, rate: amount / ((until - at) / clock.perHour) };
}
