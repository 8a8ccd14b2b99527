/** Steps that undo can go back. */
export const depth = 50;
/** Within this time, changes to the same field are one step: a slid slider is undone as a whole. In ms. */
const together = 1200;

export interface History<T> {
  readonly past: readonly T[];
  readonly now: T;
  readonly future: readonly T[];
  /** What was changed last and when, so that a run of keystrokes is one step. */
  readonly last: { readonly field: string; readonly at: number } | undefined;
}

export const began = <T>(now: T): History<T> => ({ past: [], now, future: [], last: undefined });

/** The history after a change of one field at a moment (ms). */
export function changed<T>(history: History<T>, now: T, field: string, at: number): History<T> {
  if (Object.is(now, history.now)) return history;
  const last = { field, at };
  if (field !== "" && history.last?.field === field && at - history.last.at < together)
    return { ...history, now, future: [], last };
  return { past: [...history.past, history.now].slice(-depth), now, future: [], last };
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    now: before,
    future: [history.now, ...history.future],
    last: undefined,
  };
}

export function redone<T>(history: History<T>): History<T> {
  const [after, ...future] = history.future;
  if (after === undefined) return history;
  return { past: [...history.past, history.now], now: after, future, last: undefined };
}
