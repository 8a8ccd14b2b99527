import { canonical } from "./chain.ts";
import { effective } from "./effective.ts";
import { inOrder, noOrder, type Order } from "./order.ts";
import type { Entry } from "./read-entry.ts";
import { isOfBoth } from "./merged.ts";
import { beginning, isOfGiven } from "./given.ts";
import { apply, nothingKnown, type State } from "./replay.ts";

/**
 * What replay makes of a history has this shape; another number makes every kept snapshot worthless. It goes up with
 * every change of `Known`, of `State` or of what `apply` does: `snapshot.test.ts` says when.
 */
export const stateShape = 8;

/** What is known of a patient at a moment: the state, and what else the rules of the record ask for. */
export interface Standing {
  readonly state: State;
  readonly order: Order;
  /** When the latest thing happened, in milliseconds since 1970. */
  readonly latest: number;
}

/** What is known of a patient from all entries up to one. */
export interface Known extends Standing {
  /** The last two closings of a visit in the order of recording: their numbers. */
  readonly closings: readonly number[];
}

const nothing: Standing = { state: nothingKnown, order: noOrder, latest: Number.NEGATIVE_INFINITY };

/** What is known with one more entry, which happened after all before it. */
export const standingWith = ({ state, order, latest }: Standing, entry: Entry): Standing => ({
  state: apply(state, entry),
  order: inOrder(order, entry, state.entries + 1, isOfGiven(state, entry)),
  latest: Math.max(latest, entry.at.epoch),
});

/** What is known from entries in the order in which things happened. */
export const standingFrom = (held: readonly Entry[]): Standing =>
  held.reduce(standingWith, standingBefore(held));

/** What is known before the first of them. */
export const standingBefore = (held: readonly Entry[]): Standing => ({
  ...nothing,
  state: beginning(held, nothingKnown),
});

const closingsIn = (before: readonly number[], entries: readonly Entry[]): readonly number[] =>
  [...before, ...entries.flatMap(({ kind, sequence }) => (kind === "visit closed" ? [sequence] : []))].slice(
    -2,
  );

/** Everything that is known from all entries of one patient. */
export function knownFrom(entries: readonly Entry[]): Known {
  const standing = standingFrom(effective(entries, { happened: Number.POSITIVE_INFINITY }));
  const own = entries.filter((entry) => !isOfGiven(standing.state, entry));
  return { ...standing, closings: closingsIn([], own) };
}

/**
 * The same with entries recorded later; undefined where one of them happened before what is known already, or corrects
 * an entry: then only the whole history says what is known.
 */
export function knownWith({ closings, ...known }: Known, added: readonly Entry[]): Known | undefined {
  return goesOn(known, added)
    ? { ...added.reduce(standingWith, known), closings: closingsIn(closings, added) }
    : undefined;
}

/**
 * True where new entries correct nothing, and each happened after all before it. With a merge another history comes in.
 */
export function goesOn(
  { latest }: Pick<Standing, "latest">,
  added: readonly Pick<Entry, "at" | "corrects" | "kind">[],
): boolean {
  let last = latest;
  return added.every(({ at, corrects, kind }) => {
    if (corrects !== undefined || isOfBoth(kind) || at.epoch < last) return false;
    last = at.epoch;
    return true;
  });
}

/**
 * As much of what is known as the rules of the record look at: it does not grow with the record, and names nobody. What
 * goes on from it is what goes on from the whole, cut in the same way.
 */
export function forRules({ state: { patient: _patient, given, ...state }, ...known }: Known): Known {
  const none = {
    snoozed: [],
    alarms: [],
    scores: [],
    adverse: [],
    sessions: [],
    begun: [],
    organs: [],
    expected: [],
    attempts: [],
  };
  const others = given && { given: given.map(({ record }) => ({ record })) };
  return { ...known, state: { ...state, ...none, ...others, fills: state.fills.slice(-2) } };
}

/** What is known as text; the same text for the same knowledge. */
export const writeKnown = ({ state, order, latest, closings }: Known): string =>
  canonical({ shape: stateShape, latest, order, closings, state });

/** Reads it again; undefined where it is of another shape, or no text of ours. */
export function readKnown(text: string): Known | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // A snapshot can always be made again: what cannot be read is no snapshot.
    return undefined;
  }
  const { shape, ...known } = (value ?? {}) as { shape?: unknown } & Known;
  const { latest, state, order, closings } = known;
  return shape === stateShape && typeof latest === "number" && state && order && closings ? known : undefined;
}
