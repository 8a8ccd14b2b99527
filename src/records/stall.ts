import type { Instant } from "../quantity/quantity.ts";
import type { Fill, Running, State } from "./replay.ts";

/** A time in which the motor stood still. */
export interface Stall {
  /** The entry that says so: the alarm, or the scan. */
  readonly entry: string;
  readonly from: Instant;
  /** When it recovered, as the pump recorded it: until then nothing was given. */
  readonly to?: Instant;
  /** No recovery is recorded, but by then it ran again: what it gave from the stall until then nobody knows. */
  readonly seen?: Instant;
}

/** No flow from a moment on. */
export const none = (entry: string, at: Instant): Running => ({
  entry,
  from: at,
  set: at,
  program: { mode: "stopped" },
});

/** A motor that stalled: where no recovery is recorded, from then on nobody knows whether anything is given. */
export function stalled(before: State, entry: string, from: Instant, to: Instant | undefined): State {
  // What recovered before it stalled is no recovery.
  if (to && to.epoch < from.epoch) return stalled(before, entry, from, undefined);
  // An alarm that was heard while the motor is known to have stood still is that stall.
  if (!to && stallsOf(before).some((one) => isWithin(from, one))) return before;
  // A motor that stalls once more ran between.
  const state = runsAgain(before, from);
  const stall: Stall = { entry, from, ...(to && { to }) };
  const next = {
    ...state,
    stall: to && isWithin(to, state.stall) ? state.stall : stall,
    fills: onOpen(state.fills, (fill) => ({ ...fill, stalls: [...fill.stalls, stall] })),
  };
  if (state.delivery === "stopped") return next;
  if (!to) return { ...next, delivery: "unknown", since: from };
  return state.delivery === "running" ? { ...next, since: to } : next;
}

const stallsOf = ({ stall, fills }: State): readonly Stall[] => [
  ...(stall ? [stall] : []),
  ...(fills.at(-1)?.stalls ?? []),
];
const isWithin = (at: Instant, stall: Stall | undefined): stall is Stall =>
  stall?.to !== undefined && at.epoch >= stall.from.epoch && at.epoch <= stall.to.epoch;

/** The pump runs at a moment: a stall of which no recovery is recorded ended by then. */
export function runsAgain(state: State, at: Instant): State {
  const { stall } = state;
  if (!stall || stall.to || stall.seen || at.epoch < stall.from.epoch) return state;
  const ended = { ...stall, seen: at };
  return {
    ...state,
    stall: ended,
    fills: onOpen(state.fills, (fill) => ({
      ...fill,
      stalls: fill.stalls.map((one) => (one.entry === stall.entry ? ended : one)),
    })),
  };
}

/** Asked about a moment before a recorded recovery, the motor stands still. */
export const standsStill = (state: State, happened: number): State =>
  state.stall?.to && state.stall.to.epoch > happened && state.delivery === "running"
    ? { ...state, delivery: "stopped", since: state.stall.from }
    : state;

/** A stall that goes on into what is filled at a moment. */
export const goesOnInto = ({ stall }: State, at: Instant): Stall[] =>
  stall && !stall.seen && !(stall.to && stall.to.epoch <= at.epoch) ? [stall] : [];

/** True where a stall without a recorded recovery leaves open what was given of a fill. */
export const isUntold = ({ stalls }: Pick<Fill, "stalls">): boolean => stalls.some(({ to }) => !to);

/** The same programs with no flow in the stalls, whatever was programmed, stopped or restarted meanwhile. */
export const cutBy = (ran: readonly Running[], stalls: readonly Stall[]): readonly Running[] =>
  stalls.reduce<readonly Running[]>((runs, { entry, from, to, seen }) => {
    const until = (to ?? seen)?.epoch ?? Number.POSITIVE_INFINITY;
    const then = runs.findLast((one) => one.from.epoch <= until);
    const end = to ?? seen;
    return [
      ...runs.filter((one) => one.from.epoch < from.epoch),
      none(entry, from),
      ...(then && end ? [{ ...then, from: end }] : []),
      ...runs.filter((one) => one.from.epoch > until),
    ];
  }, ran);

const onOpen = (fills: readonly Fill[], change: (fill: Fill) => Fill): Fill[] =>
  fills.map((fill, i) => (i === fills.length - 1 && !fill.emptied ? change(fill) : fill));
