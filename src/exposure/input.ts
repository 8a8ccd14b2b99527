import type { Ticks } from "./clock.ts";

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

/** The rate into a compartment from a moment on. */
export interface Rate {
  readonly at: Ticks;
  readonly into: number;
  readonly rate: number;
}

/** The moments at which the input changes, in order. */
export function eventsOf({ boluses, infusions }: Input): Event[] {
  const rates = [...new Set(infusions.map(({ into }) => into))]
    .map((into) => ratesOf(infusions, into))
    .reduce<Rate[]>((all, some) => inOrder([...all, ...some]), []);
  const given = inOrder(boluses);
  const events: Event[] = [];
  let [rate, bolus] = [0, 0];
  while (rate < rates.length || bolus < given.length) {
    const at = Math.min(rates[rate]?.at ?? Infinity, given[bolus]?.at ?? Infinity);
    const event = { at, rates: none as [number, number][], boluses: none as [number, number][] };
    for (; rates[rate]?.at === at; rate++) {
      const one: [number, number] = [rates[rate]!.into, rates[rate]!.rate];
      if (event.rates === none) event.rates = [one];
      else event.rates.push(one);
    }
    for (; given[bolus]?.at === at; bolus++) {
      const one: [number, number] = [given[bolus]!.into, given[bolus]!.amount];
      if (event.boluses === none) event.boluses = [one];
      else event.boluses.push(one);
    }
    events.push(event);
  }
  return events;
}

const none: [number, number][] = [];

/** The items by time; those already in order are left as they are. */
export function inOrder<T extends { readonly at: Ticks }>(items: readonly T[]): T[] {
  for (let i = 1; i < items.length; i++)
    if (items[i]!.at < items[i - 1]!.at) return items.toSorted((a, b) => a.at - b.at);
  return items as T[];
}

/**
 * The total rate into a compartment from each moment on. Running infusions are leaves of a tree of sums, so that a
 * total is only ever added up, never corrected by subtraction: it is exact when one runs, and exactly zero when none does.
 */
export function ratesOf(infusions: readonly Infusion[], into: number): Rate[] {
  const starts = inOrder(infusions.filter((one) => one.into === into && one.until > one.at));
  if (starts.every(({ at }, i) => i === 0 || at >= starts[i - 1]!.until)) return oneByOne(starts);
  const ends = Uint32Array.from(starts.keys());
  if (starts.some(({ until }, i) => i > 0 && until < starts[i - 1]!.until))
    ends.sort((a, b) => starts[a]!.until - starts[b]!.until);
  const width = 2 ** Math.ceil(Math.log2(Math.max(1, starts.length)));
  const sums = new Float64Array(2 * width);
  const set = (leaf: number, rate: number): void => {
    let node = width + leaf;
    sums[node] = rate;
    for (node >>= 1; node >= 1; node >>= 1) sums[node] = sums[2 * node]! + sums[2 * node + 1]!;
  };
  const totals: Rate[] = [];
  let [start, end] = [0, 0];
  while (end < ends.length) {
    const ending = starts[ends[end]!]!.until;
    const starting = starts[start]?.at ?? Number.POSITIVE_INFINITY;
    const at = Math.min(ending, starting);
    for (; end < ends.length && starts[ends[end]!]!.until === at; end++) set(ends[end]!, 0);
    for (; starts[start]?.at === at; start++) set(start, starts[start]!.rate);
    totals.push({ at, into, rate: sums[1]! });
  }
  return totals;
}

/** Rates of infusions that never overlap. */
function oneByOne(infusions: readonly Infusion[]): Rate[] {
  const rates: Rate[] = [];
  for (let i = 0; i < infusions.length; i++) {
    const { at, until, into, rate } = infusions[i]!;
    rates.push({ at, into, rate });
    if (infusions[i + 1]?.at !== until) rates.push({ at: until, into, rate: 0 });
  }
  return rates;
}
