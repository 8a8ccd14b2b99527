import { type Weekday, weekdays } from "../../regimen/regimen.ts";

/** A calendar date, as 2026-04-03: the same everywhere. Dates compare as texts. */
export type Day = string;

/** On which days a clinic works. */
export interface Calendar {
  readonly workdays: readonly Weekday[];
  /** Days on which it does not, though it is one of those. */
  readonly closed: readonly Day[];
}

/** Nobody is asked for a working day farther away than this many days. */
const farthest = 1000;

/** So many calendar days later, or earlier. */
export function daysAfter(day: Day, days: number): Day {
  const date = midnight(day);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, "2026-04-03".length);
}

const midnight = (day: Day): Date => new Date(`${day}T00:00:00Z`);
const weekdayOf = (day: Day): Weekday =>
  // Sunday is the first day of JavaScript and the last of ours.
  weekdays[(midnight(day).getUTCDay() + weekdays.length - 1) % weekdays.length]!;

/** Whether the clinic works on a day. */
export const isWorkday = (day: Day, { workdays, closed }: Calendar): boolean =>
  workdays.includes(weekdayOf(day)) && !closed.includes(day);

/** The working day that is so many working days before a day; undefined where a clinic hardly ever works. */
export function workdaysBefore(day: Day, count: number, calendar: Calendar): Day | undefined {
  let left = count;
  let at = day;
  for (let i = 0; left > 0 && i < farthest; i++) {
    at = daysAfter(at, -1);
    if (isWorkday(at, calendar)) left--;
  }
  return left > 0 ? undefined : at;
}

/** The working days from one day to another, both included. */
export function workdaysWithin(from: Day, to: Day, calendar: Calendar): Day[] {
  const found: Day[] = [];
  for (let day = from, i = 0; day <= to && i < farthest; day = daysAfter(day, 1), i++)
    if (isWorkday(day, calendar)) found.push(day);
  return found;
}
