import { z } from "zod";
import { noRemarks } from "../delivery/delivery.ts";
import { instant, type Locale, outward, readParts, writeInstant } from "../quantity/quantity.ts";
import { dayAt } from "../records/records.ts";
import { type Day, daysAfter, isWorkday } from "./load/calendar.ts";
import { level } from "./load/level.ts";
import { type Coming, daysFor, type Placed, placedOn, suggested } from "./load/place.ts";
import { sentencesIn } from "./load/sentences.ts";
import { type Planning, planningOf, planningOptions } from "./load/settings.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";

const id = z.string().min(1).max(200);
const refill = z.strictObject({
  id,
  /** The first day that makes sense; absent: so long before the last as `window` says. */
  from: z.iso.date().nullish(),
  /** The last safe day, as `drylist` answers it. */
  latest: z.iso.date().nullish(),
  /** The day that is planned and kept. */
  planned: z.iso.date().nullish(),
});
const input = z.strictObject({
  now: instant(),
  refills: z.array(refill).max(100_000),
  /** Days that are tried out: each takes the place of the planned one; null takes the plan away. */
  moves: z
    .array(z.strictObject({ id, day: z.iso.date().nullable() }))
    .max(100_000)
    .optional(),
  /** Spreads the refills that nobody has planned over the working days of their windows. */
  level: z.boolean().optional(),
  /** How many days are looked ahead; absent: 90. */
  ahead: z.int().min(1).max(366).optional(),
  ...planningOptions,
});

const usuallyAhead = 90;

function run(given: unknown, { locale }: Context): Reply {
  const { parts, issues } = readParts(input, given, locale);
  const { now, refills, moves = [] } = parts;
  if (issues.length > 0 || !now || !refills) return refused(issues);
  const say = sentencesIn(locale);
  const known = new Set(refills.map(({ id }) => id));
  for (const [name, ids] of [
    ["refills", refills.map(({ id }) => id)],
    ["moves", moves.map(({ id }) => id)],
  ] as const) {
    const seen = new Set<string>();
    ids.forEach((one, i) => {
      if (seen.has(one)) issues.push({ path: `${name}[${i}].id`, message: say.twice(one) });
      if (!known.has(one)) issues.push({ path: `${name}[${i}].id`, message: say.noSuch(one) });
      seen.add(one);
    });
  }
  if (issues.length > 0) return refused(issues);
  const remarks = noRemarks();
  const planning = planningOf(parts, locale, remarks);
  const today = dayAt(now);
  const lasts = Math.floor(outward(planning.window, "time", "d").value);
  const coming = refills.map(({ id, from, latest, planned }): Coming => ({
    id,
    from: from ?? (latest ? daysAfter(latest, -lasts) : undefined),
    latest: latest ?? undefined,
    planned: planned ?? undefined,
  }));
  const placed = place(coming, new Map(moves.map(({ id, day }) => [id, day])), today, planning, {
    level: parts.level ?? false,
    ahead: parts.ahead ?? usuallyAhead,
  });
  return answered(
    { asOf: writeInstant(now), ...write(placed, today, planning, parts.ahead ?? usuallyAhead, locale) },
    remarks.gaps,
    remarks.assumed,
  );
}

/** Every refill on its day: where it was moved to, else where it is planned, else where it would fall. */
function place(
  coming: readonly Coming[],
  moves: ReadonlyMap<string, Day | null>,
  today: Day,
  planning: Planning,
  options: { readonly level: boolean; readonly ahead: number },
): Placed[] {
  const around = { today, ...planning };
  const chosen = coming.map((one): Placed => {
    const moved = moves.get(one.id);
    if (moved) return placedOn(moved, one, "moved", around);
    if (one.planned !== undefined && moved === undefined)
      return placedOn(one.planned, one, "planned", around);
    return placedOn(suggested(one, today, planning.calendar), one, "suggested", around);
  });
  if (!options.level) return chosen;
  const end = daysAfter(today, options.ahead);
  const taken = new Map<Day, number>();
  for (const { day, how } of chosen)
    if (day !== undefined && how !== "suggested") taken.set(day, (taken.get(day) ?? 0) + 1);
  const movable = chosen
    .filter(({ how, from, latest }) => how === "suggested" && latest !== undefined && (from ?? today) < end)
    .map((one) => ({ id: one.id, days: daysFor(one, today, planning.calendar) }))
    .filter(({ days }) => days.length > 0);
  const spread = level(movable, taken);
  return chosen.map((one) => {
    const day = spread.get(one.id);
    return day === undefined ? one : placedOn(day, one, "levelled", around);
  });
}

function write(
  placed: readonly Placed[],
  today: Day,
  { calendar, leadTime }: Planning,
  ahead: number,
  locale: Locale,
): object {
  const say = sentencesIn(locale);
  const byDay = Map.groupBy(placed, ({ day }) => day);
  const days = Array.from({ length: ahead }, (_, i) => {
    const day = daysAfter(today, i);
    return {
      day,
      works: isWorkday(day, calendar),
      refills: (byDay.get(day) ?? []).map(({ id }) => id),
    };
  });
  return {
    today,
    days,
    busiest: days.reduce((most, { refills }) => Math.max(most, refills.length), 0),
    leadTime: leadTime ?? null,
    refills: placed.map(({ id, from, latest, planned, day, how, verdict, orderBy }) => ({
      id,
      from: from ?? null,
      latest: latest ?? null,
      planned: planned ?? null,
      day: day ?? null,
      how,
      verdict: verdict ?? null,
      sentence: verdict ? say.verdict[verdict] : null,
      orderBy: orderBy ?? null,
      orderLate: orderBy !== undefined && orderBy < today,
    })),
  };
}

export const load: Operation = {
  name: "load",
  summary:
    "Refills per day of the next 90 days: moved or spread within their windows, with the day on which each drug must be ordered.",
  input,
  bulk: true,
  example: {
    now: "2026-03-20T08:00:00Z",
    refills: [
      { id: "Ada", from: "2026-03-23", latest: "2026-04-03", planned: "2026-04-01" },
      { id: "Ben", from: "2026-03-20", latest: "2026-04-01" },
      { id: "Cleo", from: "2026-03-20", latest: "2026-04-01" },
      { id: "Dora", latest: null },
    ],
    moves: [{ id: "Ada", day: "2026-03-31" }],
    level: true,
    workdays: ["mon", "tue", "wed", "thu", "fri"],
    closed: ["2026-04-03"],
    leadTime: 5,
    window: "14 d",
  },
  run,
};
