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

/** An iCalendar stream (RFC 5545) of all-day events. */
export function writeCalendar(events: readonly CalendarEvent[], asOf: Instant): string {
  const stamp = writeInstant({ epoch: asOf.epoch, offset: 0 }).replace(/[-:]|\.\d+/g, "");
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Theca//Dry list//EN",
    ...events.flatMap(({ id, day, summary, description }) => [
      "BEGIN:VEVENT",
      `UID:${text(id)}@theca`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${day.replaceAll("-", "")}`,
      `SUMMARY:${text(summary)}`,
      `DESCRIPTION:${text(description)}`,
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** TEXT of RFC 5545, section 3.3.11; no control character starts a line of its own. */
const text = (value: string): string =>
  value
    .replace(/[\\;,]/g, (mark) => `\\${mark}`)
    .replace(/\r\n|\r|\n/g, "\\n")
    // oxlint-disable-next-line no-control-regex -- these are the characters that a content line must not hold
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");

/** No line is longer than 75 octets of UTF-8 (section 3.1); a character is never cut. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let [out, octets] = ["", 0];
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > 75) {
      out += "\r\n ";
      octets = 1;
    }
    out += character;
    octets += size;
  }
  return out;
}
