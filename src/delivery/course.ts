import { type Amount, type DoseRate, type Hours } from "../quantity/quantity.ts";

/** Something that a person did at an infusion; hours count from the start of the session. */
export type Turn =
  | { readonly kind: "bolus"; readonly after: Hours; readonly amount: Amount; readonly over: Hours }
  | {
      readonly kind: "rate";
      readonly after: Hours;
      readonly rate: DoseRate;
      /** True where this is the end, and not a hold. */
      readonly ends?: true;
    };

/** A stretch over which the same ran in. */
export interface Stretch {
  readonly from: Hours;
  readonly until: Hours;
  readonly rate: DoseRate;
}

const inOrder = (course: readonly Turn[]): Turn[] => course.toSorted((a, b) => a.after - b.after);

/**
 * What ran in until a moment, as stretches of one rate each, holds left out. A bolus given over some time runs beside the
 * rate; a rate of nothing stops it too, and what was left of it is not given by itself later.
 */
export function stretchesOf(course: readonly Turn[], until: Hours): Stretch[] {
  const turns = inOrder(course);
  const stretches: Stretch[] = [];
  turns.forEach((turn, i) => {
    const stop = turns.slice(i + 1).find((later) => later.kind === "rate" && endsIt(turn, later))?.after;
    const lasts = turn.kind === "bolus" ? turn.after + turn.over : Number.POSITIVE_INFINITY;
    const end = Math.min(until, lasts, stop ?? Number.POSITIVE_INFINITY) as Hours;
    const rate = turn.kind === "bolus" ? ((turn.amount / turn.over) as DoseRate) : turn.rate;
    if (end > turn.after && rate > 0 && Number.isFinite(rate))
      stretches.push({ from: turn.after, until: end, rate });
  });
  return stretches;
}

const endsIt = (turn: Turn, later: Turn): boolean =>
  turn.kind === "rate" || (later.kind === "rate" && later.rate === 0);

/** The dose that has gone in until a moment, from what was done and when; a bolus given by hand is in at once. */
export function givenBy(course: readonly Turn[], until: Hours): Amount {
  const byHand = course.reduce(
    (sum, turn) =>
      turn.kind === "bolus" && turn.over === 0 && turn.after <= until ? sum + turn.amount : sum,
    0,
  );
  return stretchesOf(course, until).reduce(
    (sum, { from, until: end, rate }) => sum + rate * (end - from),
    byHand,
  ) as Amount;
}

/** The rate that runs at a moment, boluses left out; nothing before the first was set. */
export const rateAt = (course: readonly Turn[], at: Hours): DoseRate =>
  (
    inOrder(course).findLast((turn) => turn.kind === "rate" && turn.after <= at) as
      | Extract<Turn, { kind: "rate" }>
      | undefined
  )?.rate ?? (0 as DoseRate);

/** A moment that nobody can tell from the next. */
const atTheEdge = 1e-9;

/** When a dose will have gone in, if nothing more is done; undefined where it never will. */
export function whenGiven(course: readonly Turn[], amount: Amount): Hours | undefined {
  const given = (at: number): number => givenBy(course, at as Hours);
  const edges = [
    ...new Set(course.flatMap((turn) => [turn.after, turn.kind === "bolus" ? turn.after + turn.over : 0])),
  ].sort((a, b) => a - b);
  const last = edges.at(-1) ?? 0;
  // A billionth of a dose is rounding.
  const enough = amount * (1 - 1e-9);
  for (const [i, edge] of edges.entries()) {
    if (given(edge) < enough) continue;
    const before = edges[i - 1] ?? 0;
    const from = given(before);
    // Between two edges the dose rises evenly; what a hand gives comes at the later one.
    const until = edge - atTheEdge;
    const rises = given(until) - from;
    if (rises <= 0 || from + rises < enough) return edge as Hours;
    return (before + ((amount - from) / rises) * (until - before)) as Hours;
  }
  const rate = rateAt(course, last as Hours);
  return rate > 0 ? ((last + (amount - given(last)) / rate) as Hours) : undefined;
}

/** How long nothing was set to run until a moment, from the first rate on: by that much the plan has moved. */
export function heldBy(course: readonly Turn[], until: Hours): Hours {
  const rates = inOrder(course).filter(({ kind, after }) => kind === "rate" && after <= until);
  return rates.reduce((sum, turn, i) => {
    const end = rates[i + 1]?.after ?? until;
    return turn.kind === "rate" && turn.rate === 0 && !turn.ends && i > 0 ? sum + (end - turn.after) : sum;
  }, 0) as Hours;
}
