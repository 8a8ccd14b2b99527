import type { Day } from "./calendar.ts";

/** A refill that may be done on any of some days. */
export interface Movable {
  readonly id: string;
  /** Working days of its window, ascending; at least one. */
  readonly days: readonly Day[];
}

/**
 * Spreads refills so that the sum of squares of the daily loads is the least there is: an optimal semi-matching, reached
 * when no chain of moves leads from a day to one with at least two fewer (Harvey et al. 2006, theorem 3.1). Of equal
 * days the later one is taken, so that less drug is thrown away.
 */
export function level(refills: readonly Movable[], taken: ReadonlyMap<Day, number>): Map<string, Day> {
  const loads = new Map(taken);
  const placed = new Map<Movable, Day>();
  const onDay = new Map<Day, Set<Movable>>();
  const of = (day: Day): number => loads.get(day) ?? 0;
  const put = (refill: Movable, day: Day): void => {
    const before = placed.get(refill);
    if (before !== undefined) {
      loads.set(before, of(before) - 1);
      onDay.get(before)?.delete(refill);
    }
    placed.set(refill, day);
    loads.set(day, of(day) + 1);
    const there = onDay.get(day);
    if (there) there.add(refill);
    else onDay.set(day, new Set([refill]));
  };
  // Whoever has the fewest days chooses first.
  for (const refill of refills.toSorted((a, b) => a.days.length - b.days.length))
    put(
      refill,
      refill.days.reduce((best, day) => (of(day) <= of(best) ? day : best)),
    );
  for (let moved = true; moved;) {
    moved = false;
    for (const day of [...onDay.keys()].sort((a, b) => of(b) - of(a)))
      for (let chain = lighter(day, of, onDay); chain; chain = lighter(day, of, onDay)) {
        for (const [refill, to] of chain) put(refill, to);
        moved = true;
      }
  }
  return new Map([...placed].map(([{ id }, day]) => [id, day]));
}

/** The moves, the last first, that make a day lighter by one and another, with at least two fewer, heavier by one. */
function lighter(
  start: Day,
  of: (day: Day) => number,
  onDay: ReadonlyMap<Day, ReadonlySet<Movable>>,
): (readonly [Movable, Day])[] | undefined {
  const cameBy = new Map<Day, readonly [refill: Movable, from: Day] | undefined>([[start, undefined]]);
  const queue: Day[] = [start];
  for (let day = queue.shift(); day !== undefined; day = queue.shift()) {
    if (of(day) <= of(start) - 2) {
      const chain: (readonly [Movable, Day])[] = [];
      for (let at = day, step = cameBy.get(at); step; at = step[1], step = cameBy.get(at))
        chain.push([step[0], at]);
      return chain;
    }
    for (const refill of onDay.get(day) ?? [])
      for (const next of refill.days)
        if (!cameBy.has(next)) {
          cameBy.set(next, [refill, day]);
          queue.push(next);
        }
  }
  return undefined;
}
