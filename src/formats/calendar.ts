import { type Instant, writeInstant } from "../quantity/quantity.ts";

/** One all-day event. */
export interface CalendarEvent {
  /** Stable, so that importing again moves the event instead of doubling it. */
  readonly id: string;
  /** A calendar date, as 2026-04-03. */
  readonly day: string;
  readonly summary: string;
  readonly description: string;
}

/** An iCalendar stream (RFC 5545) of all-day events, in pieces of about one each: others are answered between them. */
export function* calendarPieces(events: Iterable<CalendarEvent>, asOf: Instant): Generator<string> {
  const stamp = writeInstant({ epoch: asOf.epoch, offset: 0 }).replace(/[-:]|\.\d+/g, "");
  yield lines("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Theca//Dry list//EN");
  for (const { id, day, summary, description } of events)
    yield lines(
      "BEGIN:VEVENT",
      `UID:${text(id)}@theca`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${day.replaceAll("-", "")}`,
      `SUMMARY:${text(summary)}`,
      `DESCRIPTION:${text(description)}`,
      "END:VEVENT",
    );
  yield lines("END:VCALENDAR");
}

const lines = (...all: readonly string[]): string => all.map((line) => `${folded(line)}\r\n`).join("");

/** TEXT of RFC 5545, section 3.3.11; no control character starts a line of its own. */
const text = (value: string): string =>
  value
    .replace(/[\\;,]/g, (mark) => `\\${mark}`)
    .replace(/\r\n|\r|\n/g, "\\n")
    // oxlint-disable-next-line no-control-regex -- these are the characters that a content line must not hold
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");

const longest = 75;

/** No line is longer than 75 octets of UTF-8 (section 3.1); a character is never cut. */
function folded(line: string): string {
  // No unit of a text takes more than three octets.
  if (line.length * 3 <= longest) return line;
  let [out, octets] = ["", 0];
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0)!);
    if (octets + size > longest) {
      out += "\r\n ";
      octets = 1;
    }
    out += character;
    octets += size;
  }
  return out;
}

/** How many octets a character takes in UTF-8 (RFC 3629); half a character is written as U+FFFD, which takes three. */
const octetsOf = (code: number): number => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
