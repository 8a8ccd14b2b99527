import type { Hours } from "./quantity.ts";

/** A moment, kept in UTC with the offset as it was entered. */
export interface Instant {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly epoch: number;
  /** The offset as entered, in minutes east of UTC: dates are shown in it. */
  readonly offset: number;
}

const shape =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|([+-])(\d{2}):(\d{2}))$/;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Whether a text is written as an instant, be it one that exists or not. */
export const isInstantShaped = (text: string): boolean => shape.test(text);

/** Reads an ISO 8601 date and time with offset; undefined where it is anything else or no such time exists. */
export function readInstant(text: string): Instant | undefined {
  const found = shape.exec(text);
  if (!found) return undefined;
  const [
    ,
    year,
    month,
    day,
    hours,
    minutes,
    seconds = "0",
    thousandths = "",
    zone,
    sign,
    offsetHours,
    offsetMinutes,
  ] = found;
  const local = Date.UTC(
    +year!,
    +month! - 1,
    +day!,
    +hours!,
    +minutes!,
    +seconds,
    +thousandths.padEnd(3, "0"),
  );
  const back = new Date(local);
  const exists =
    back.getUTCMonth() === +month! - 1 &&
    back.getUTCDate() === +day! &&
    +hours! < 24 &&
    +minutes! < 60 &&
    +seconds < 60;
  if (!exists || +(offsetHours ?? 0) > 14 || +(offsetMinutes ?? 0) > 59) return undefined;
  const offset = zone === "Z" ? 0 : (sign === "-" ? -1 : 1) * (+offsetHours! * 60 + +offsetMinutes!);
  return { epoch: local - offset * minute, offset };
}

/** Dates by their number since 1970: of the many instants of a clinic most lie on a few thousand days. */
const dates = new Map<number, string>();

function dateOf(number: number): string {
  const known = dates.get(number);
  if (known !== undefined) return known;
  const text = new Date(number * day).toISOString();
  const date = text.slice(0, text.indexOf("T"));
  if (dates.size > 20_000) dates.clear();
  dates.set(number, date);
  return date;
}

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);

/** Date and time of milliseconds since 1970, without a zone; whole seconds have no fraction. */
function written(epoch: number): string {
  if (!Number.isInteger(epoch)) return new Date(epoch).toISOString().replace(/(\.000)?Z$/, "");
  const number = Math.floor(epoch / day);
  const seconds = Math.floor((epoch - number * day) / 1000);
  const thousandths = epoch - number * day - seconds * 1000;
  const [minutes, hours] = [Math.floor(seconds / 60) % 60, Math.floor(seconds / 3600)];
  const time = `${two(hours)}:${two(minutes)}:${two(seconds % 60)}`;
  const fraction = thousandths === 0 ? "" : `.${String(thousandths).padStart(3, "0")}`;
  return `${dateOf(number)}T${time}${fraction}`;
}

/** ISO 8601 in the offset as entered. */
export function writeInstant({ epoch, offset }: Instant): string {
  const local = written(epoch + offset * minute);
  if (offset === 0) return `${local}Z`;
  const size = Math.abs(offset);
  return `${local}${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** Date and time of day to the minute at the instant's own offset, as "2026-01-05T08:00". */
export const wallTextOf = ({ epoch, offset }: Instant): string =>
  new Date(epoch + offset * minute).toISOString().slice(0, "2026-01-05T08:00".length);

/** The moment so many hours later, to the millisecond. */
export function instantAfter(start: Instant, after: Hours): Instant {
  return { epoch: start.epoch + Math.round(after * hour), offset: start.offset };
}

const lastYear = Date.UTC(9999, 0, 1);
const firstYear = Date.parse("0001-01-01T00:00:00Z");

/** Whether a moment so many hours later, or earlier, still has a date of four figures. */
export function hasDateAfter(start: Instant, after: Hours): boolean {
  const epoch = start.epoch + after * hour;
  return epoch > firstYear && epoch < lastYear;
}

/** Hours from one moment to another; negative where the second comes first. */
export function hoursBetween(from: Instant, to: Instant): Hours {
  return ((to.epoch - from.epoch) / hour) as Hours;
}

/** Whole days from one moment to another, rounded down: never more than there are. */
export const wholeDaysBetween = (from: Instant, to: Instant): number =>
  Math.floor((to.epoch - from.epoch) / day);

/** What a wall clock at the instant's own offset shows: hours since midnight, and the weekday with Monday as 0. */
export function wallClockAt(instant: Instant): { readonly time: Hours; readonly weekday: number } {
  const local = new Date(instant.epoch + instant.offset * minute);
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate());
  return { time: ((local.getTime() - midnight) / hour) as Hours, weekday: (local.getUTCDay() + 6) % 7 };
}
