// The list in the forms that other programs read, piece by piece: of ten thousand pumps it is long.
import { type CalendarEvent, calendarPieces, writeTable } from "../../formats/formats.ts";
import { type Instant, type Locale, wholeDaysBetween } from "../../quantity/quantity.ts";
import { dayAt } from "../../records/records.ts";
import type { Listed } from "../drylist.ts";
import { type Day, workdaysBefore } from "../load/calendar.ts";
import { latestDay } from "../load/latest.ts";
import type { Planning } from "../load/settings.ts";
import { sentencesIn } from "./sentences.ts";

/** By when the drug of a planned day must be ordered, where the clinic has said how long that takes. */
export const orderBy = (day: Day, { leadTime, calendar }: Planning): Day | undefined =>
  leadTime === undefined ? undefined : workdaysBefore(day, leadTime, calendar);

const idsOf = ({ state }: Listed): string =>
  (state.patient?.identifiers ?? []).map(({ system, value }) => `${system} ${value}`).join("; ");

const columns = [
  "patient",
  "name",
  "serial",
  "urgency",
  "refill by",
  "days left",
  "rule",
  "troubles",
  "planned",
  "planned by",
  "order by",
];

/** Rows for a spreadsheet. */
export function* csvPieces(
  listed: readonly Listed[],
  now: Instant,
  planning: Planning,
  locale: Locale,
): Generator<string> {
  const say = sentencesIn(locale);
  yield writeTable([columns]);
  for (const line of listed) {
    const { patient, pump, planned } = line.state;
    yield writeTable([
      [
        idsOf(line),
        patient?.name ?? "",
        pump!.serial,
        say.urgency[line.urgency],
        line.refillBy ? dayAt(line.refillBy.at) : "",
        line.refillBy ? String(wholeDaysBetween(now, line.refillBy.at)) : "",
        line.refillBy ? say.governs[line.refillBy.governedBy] : "",
        line.troubles.map((trouble) => say.trouble[trouble]).join(" "),
        planned?.day ?? "",
        planned?.by ?? "",
        (planned && orderBy(planned.day, planning)) ?? "",
      ],
    ]);
  }
}

/** Dates and record numbers only: a calendar travels further than a name should. A planned day goes before the last. */
export function* icsPieces(
  listed: readonly Listed[],
  now: Instant,
  planning: Planning,
  locale: Locale,
): Generator<string> {
  const say = sentencesIn(locale);
  const eventsOf = (line: Listed): CalendarEvent[] => {
    const { patient, refillBy } = line;
    const { planned, pump } = line.state;
    const day = planned?.day ?? (refillBy && dayAt(refillBy.at));
    if (!day) return [];
    const who = idsOf(line) || pump!.serial;
    const rule = refillBy ? say.governs[refillBy.governedBy] : "";
    const until = planned && refillBy ? `${say.latestSafe(latestDay(refillBy.at, now))}: ` : "";
    const order = planned && orderBy(planned.day, planning);
    const refill = {
      id: `refill-${patient}-${pump!.serial}`,
      day,
      summary: `${planned ? say.planned : say.refill}: ${who}`,
      description: `${until}${rule}`,
    };
    if (order === undefined) return [refill];
    const ordered = {
      id: `order-${patient}-${pump!.serial}`,
      day: order,
      summary: `${say.order}: ${who}`,
      description: `${say.planned}: ${day}`,
    };
    return [refill, ordered];
  };
  function* events(): Generator<CalendarEvent> {
    for (const line of listed) yield* eventsOf(line);
  }
  yield* calendarPieces(events(), now);
}
