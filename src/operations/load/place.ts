import { type Calendar, type Day, daysAfter, isWorkday, workdaysBefore, workdaysWithin } from "./calendar.ts";
import type { Verdict } from "./sentences.ts";

/** A refill that is to come, and what is known of its days. */
export interface Coming {
  readonly id: string;
  readonly from?: Day | undefined;
  /** The last safe day; absent where none is known. */
  readonly latest?: Day | undefined;
  readonly planned?: Day | undefined;
}

/** Who chose a day: it is kept, it was moved just now, it is spread by the list, or it is only the last that would do. */
export type How = "planned" | "moved" | "levelled" | "suggested";

/** A refill on its day. */
export interface Placed extends Coming {
  readonly day?: Day | undefined;
  readonly how: How;
  readonly verdict?: Verdict | undefined;
  /** The day on which its drug must be ordered at the latest. */
  readonly orderBy?: Day | undefined;
}

/** The working days of a refill's window. */
export const daysFor = ({ from, latest }: Coming, today: Day, calendar: Calendar): Day[] =>
  latest === undefined
    ? []
    : workdaysWithin(from === undefined || from < today ? today : from, latest, calendar);

/** How far ahead a working day is looked for when the safe ones have passed. */
const ahead = 60;

/** The day on which a refill would fall if nobody planned it: the last working day that is safe, else the next one. */
export function suggested(refill: Coming, today: Day, calendar: Calendar): Day | undefined {
  if (refill.latest === undefined) return undefined;
  return (
    daysFor(refill, today, calendar).at(-1) ??
    workdaysWithin(today, refill.latest, calendar).at(-1) ??
    workdaysWithin(today, daysAfter(today, ahead), calendar)[0]
  );
}

/** Where a day stands to the window of a refill; what presses most is said. */
export function verdictOn(day: Day, { from, latest }: Coming, today: Day, calendar: Calendar): Verdict {
  if (day < today) return "past";
  if (latest === undefined) return "undated";
  if (day > latest) return "beyond";
  if (!isWorkday(day, calendar)) return "closed";
  return from !== undefined && day < from ? "early" : "within";
}

/** A refill on a day, with what follows from it. */
export function placedOn(
  day: Day | undefined,
  refill: Coming,
  how: How,
  { today, calendar, leadTime }: { today: Day; calendar: Calendar; leadTime?: number | undefined },
): Placed {
  if (day === undefined) return { ...refill, how };
  return {
    ...refill,
    day,
    how,
    verdict: verdictOn(day, refill, today, calendar),
    orderBy: leadTime === undefined ? undefined : workdaysBefore(day, leadTime, calendar),
  };
}
