import { type Locale, writeInstant } from "../../quantity/quantity.ts";
import type { Missed } from "./chase.ts";
import { sentencesIn } from "./sentences.ts";

/** One missed date as it is answered. */
export function writeMissed(
  { what, isRefill, due, daysOverdue, chase, attempts, nextTry, state }: Missed,
  locale: Locale,
): object {
  const say = sentencesIn(locale);
  const last = state.attempts.at(-1);
  return {
    what: isRefill ? say.refill : what,
    isRefill,
    due: writeInstant(due),
    daysOverdue,
    chase,
    chaseWord: say.chase[chase],
    attempts,
    lastTry: last ? { at: writeInstant(last.at), by: last.by, ...last.data } : null,
    nextTry: nextTry ?? null,
    reason: chase === "ended with a reason" ? (state.letGo?.data.reason ?? null) : null,
    seen: state.seen ? writeInstant(state.seen) : null,
  };
}
