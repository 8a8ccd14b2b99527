import { canonical } from "./chain.ts";
import { effective } from "./effective.ts";
import type { Entry } from "./read-entry.ts";
import { apply, nothingKnown, type State } from "./replay.ts";

/**
 * What replay makes of a history has this shape; another number makes every kept snapshot worthless. It goes up with
 * every change of `State` or of what `apply` does: `snapshot.test.ts` says when.
 */
export const stateShape = 2;

/** What is known of a patient from all entries up to one, and when the latest thing happened. */
export interface Known {
  readonly state: State;
  /** Milliseconds since 1970. */
  readonly latest: number;
}

const nothing: Known = { state: nothingKnown, latest: Number.NEGATIVE_INFINITY };

/** Everything that is known from all entries of one patient. */
export function knownFrom(entries: readonly Entry[]): Known {
  const held = effective(entries, { happened: Number.POSITIVE_INFINITY });
  return held.reduce(
    ({ state, latest }, entry) => ({ state: apply(state, entry), latest: Math.max(latest, entry.at.epoch) }),
    nothing,
  );
}

/**
 * The same with entries recorded later; undefined where one of them happened before what is known already, or corrects
 * an entry: then only the whole history says what is known.
 */
export function knownWith(known: Known, added: readonly Entry[]): Known | undefined {
  let { state, latest } = known;
  for (const entry of added) {
    if (entry.corrects !== undefined || entry.at.epoch < latest) return undefined;
    state = apply(state, entry);
    latest = entry.at.epoch;
  }
  return { state, latest };
}

/** What is known as text; the same text for the same knowledge. */
export const writeKnown = ({ state, latest }: Known): string =>
  canonical({ shape: stateShape, latest, state });

/** Reads it again; undefined where it is of another shape, or no text of ours. */
export function readKnown(text: string): Known | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // A snapshot can always be made again: what cannot be read is no snapshot.
    return undefined;
  }
  const { shape, latest, state } = (value ?? {}) as { shape?: unknown; latest?: unknown; state?: unknown };
  return shape === stateShape && typeof latest === "number" && typeof state === "object" && state !== null
    ? { state: state as State, latest }
    : undefined;
}
