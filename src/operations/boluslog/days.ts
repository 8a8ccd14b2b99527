import { day as aDay, type Ruled } from "../../delivery/delivery.ts";
import { plotBolusDays } from "../../plot/plot.ts";
import {
  type Hours,
  type Instant,
  instantAfter,
  type Locale,
  renderInstant,
  wallClockAt,
  wallTextOf,
} from "../../quantity/quantity.ts";
import type { Event } from "../boluslog.ts";
import { sentencesIn } from "./sentences.ts";

/** What the pump itself wrote beside a bolus. */
export const loggedOf = (one: Event): "given" | "denied" | undefined =>
  "logged" in one ? one.logged : undefined;
/** Whether the pump wrote something else than its program asked for. */
export const disagrees = (one: Event, ruled: Ruled | undefined): boolean =>
  ruled !== undefined && loggedOf(one) !== undefined && (loggedOf(one) === "given") !== ruled.given;

/** What the pump counted of its patient's requests: what a record keeps, whatever should have been. */
export function loggedIn(log: readonly Event[]): object {
  const of = (what: "given" | "denied" | undefined): number =>
    log.filter((one) => one.event === "request" && one.logged === what).length;
  return { given: of("given"), denied: of("denied"), unsaid: of(undefined) };
}

/** One day on the pump's clock. */
interface Day {
  readonly day: string;
  readonly at: Instant;
  readonly given: number;
  readonly denied: number;
  readonly unsaid: number;
  readonly clinic: number;
  readonly disagreements: number;
  readonly marks: readonly {
    readonly time: Hours;
    readonly what: "given" | "denied" | "unsaid" | "clinic";
    readonly differs: boolean;
  }[];
}

const dayOf = (at: Instant): string => wallTextOf(at).slice(0, "2026-01-05".length);

function whatOf(one: Event, ruled: Ruled): Day["marks"][number]["what"] {
  const logged = loggedOf(one);
  if (one.event === "request") return logged ?? "unsaid";
  return (logged ?? (ruled.given ? "given" : "denied")) === "given" ? "clinic" : "denied";
}

/** Day by day, as the pump logged it; of the clinic's boluses those that were given. */
export function daysOf(log: readonly Event[], ruled: readonly (Ruled | undefined)[]): Day[] {
  const judged = log.map((one, i) => ({ one, ruled: ruled[i] })).filter(({ ruled }) => ruled !== undefined);
  return [...Map.groupBy(judged, ({ one }) => dayOf(one.at))].map(([day, of]) => {
    const marks = of.map(({ one, ruled }) => {
      const what = whatOf(one, ruled!);
      return { time: wallClockAt(one.at).time, what, differs: disagrees(one, ruled) } as const;
    });
    const count = (what: Day["marks"][number]["what"]): number =>
      marks.filter((mark) => mark.what === what).length;
    return {
      day,
      at: of[0]!.one.at,
      given: count("given"),
      denied: count("denied"),
      unsaid: count("unsaid"),
      clinic: count("clinic"),
      disagreements: marks.filter(({ differs }) => differs).length,
      marks,
    };
  });
}

/** Days that one picture holds; of a longer log the last. */
const shown = 120;

/** The picture, days without any bolus among the others. */
export function drawDays(days: readonly Day[], locale: Locale): string | null {
  const [last] = days.slice(-1);
  if (!last) return null;
  const rows = new Map(days.map((day) => [day.day, day]));
  const all: { label: string; marks: Day["marks"]; given: number; denied: number }[] = [];
  for (
    let at = last.at;
    all.length < shown && dayOf(at) >= days[0]!.day;
    at = instantAfter(at, -aDay as Hours)
  ) {
    const found = rows.get(dayOf(at));
    all.push({
      label: renderInstant(at, locale),
      marks: found?.marks ?? [],
      given: found?.given ?? 0,
      denied: found?.denied ?? 0,
    });
  }
  return plotBolusDays({ title: sentencesIn(locale).days, locale, days: all.toReversed() });
}
