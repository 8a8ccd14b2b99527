import type { Instant } from "../quantity/quantity.ts";
import type { EntryKind } from "./read-entry.ts";
import type { State } from "./replay.ts";

/** What cannot be written without the patient having been there. */
const presences: ReadonlySet<EntryKind> = new Set([
  "pump implanted",
  "pump revised",
  "pump explanted",
  "catheter implanted",
  "catheter revised",
  "catheter explanted",
  "interrogation",
  "refill",
  "program change",
  "access port",
  "trial",
  "score",
  "ketamine session begun",
  "ketamine session",
  "ketamine follow-up",
  "visit closed",
]);
export const isPresence = (kind: EntryKind): boolean => presences.has(kind);

/** Whoever comes is no longer missed: what was tried is over, and dates up to that day are met. */
export function seenAt({ letGo: _letGo, ...state }: State, at: Instant): State {
  const day = dayAt(at);
  return {
    ...state,
    seen: at,
    attempts: [],
    expected: state.expected.filter(({ data }) => data.due > day),
  };
}

const minute = 60_000;
/** The calendar day of a moment where it was entered. */
export const dayAt = ({ epoch, offset }: Instant): string =>
  new Date(epoch + offset * minute).toISOString().slice(0, "2026-01-05".length);
