// Calendar days as a person reads them on a wall calendar.
import { type Locale, renderInstant } from "../../../src/quantity/quantity.ts";

/** The parts of a date that a cell shows. A Monday in 2026 begins the week. */
const someMonday = Date.UTC(2026, 0, 5);

/** Monday to Sunday, in short. */
export const weekdayNames = (locale: Locale): string[] =>
  Array.from({ length: 7 }, (_, i) => {
    const day = new Date(someMonday);
    day.setUTCDate(day.getUTCDate() + i);
    return new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }).format(day);
  });

const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** 0 for Monday. */
export const weekdayOf = (day: string): number => (dateOf(day).getUTCDay() + 6) % 7;

export function addDays(day: string, days: number): string {
  const date = dateOf(day);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, "2026-04-03".length);
}

/** Day and month: the year is plain from the week. */
export const shortDay = (day: string, locale: Locale): string =>
  fullDay(day, locale).replace(/ \d{4}$|^\d{4}年/, "");
export const fullDay = (day: string, locale: Locale): string =>
  renderInstant({ epoch: dateOf(day).getTime(), offset: 0 }, locale);
export const dayWithWeekday = (day: string, locale: Locale): string =>
  `${weekdayNames(locale)[weekdayOf(day)]} ${fullDay(day, locale)}`;
