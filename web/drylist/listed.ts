// The page's reading of the dry list, and the orders and filters a person asks it for.
import type { MissedDate } from "../patients/standing.ts";
import type { Urgency } from "./urgency.tsx";

/** A date and the whole days to it, as answered. */
export interface Due {
  readonly at: string;
  readonly daysLeft: number;
}

interface Interval {
  readonly early: Due | null;
  readonly median: Due | null;
  readonly late: Due | null;
}

/** Something that stands open, worst first. */
export interface Alert {
  readonly alert: string;
  readonly what: string;
  readonly urgency: Urgency;
  readonly urgencyWord: string;
  readonly cause: string;
  readonly at: string | null;
  readonly by: string | null;
  readonly next: string;
  readonly snoozed: { readonly until: string; readonly by: string; readonly reason: string } | null;
}

/** One pump of the answer. */
export interface Listed {
  readonly patient: string;
  readonly name: string | null;
  readonly identifiers: readonly { readonly system: string; readonly value: string }[];
  readonly pump: { readonly serial: string; readonly choice: string };
  readonly urgency: Urgency;
  readonly urgencyWord: string;
  readonly troubles: readonly { readonly trouble: string; readonly sentence: string }[];
  readonly refills: number;
  readonly alarmAt: Due | null;
  readonly emptyAt: Interval | null;
  readonly worst?: { readonly alarmAt: Due | null; readonly emptyAt: Interval };
  readonly emptyBeforeAlarm: number | null;
  readonly stability: Due | null;
  readonly replacement: (Due & { readonly governedBy: "life" | "replacement alarm" }) | null;
  /** Dates on which the patient was expected and did not come. */
  readonly missed: readonly MissedDate[];
  readonly refillBy: (Due & { readonly rule: string }) | null;
  readonly alerts: readonly Alert[];
  /** The last safe day, and the day that is planned. */
  readonly latest: string | null;
  readonly planned: {
    readonly day: string;
    readonly at: string;
    readonly by: string;
    readonly reason?: string;
  } | null;
}

/** The answer of `drylist`. */
export interface DryList {
  readonly asOf: string;
  readonly pumps: readonly Listed[];
  readonly csv?: string;
  readonly ics?: string;
}

export const hasNoDate = ({ refillBy, troubles }: Listed): boolean =>
  !refillBy || troubles.some(({ trouble }) => trouble === "no date");

/** The days that "next week" counts, from the moment of the list. */
export const week = 7;

/** Whoever must be refilled within the week, or should have been. */
export const isThisWeek = (pump: Listed): boolean =>
  !hasNoDate(pump) && pump.refillBy !== null && pump.refillBy.daysLeft < week;

export const orders = [
  "urgency",
  "patient",
  "refillBy",
  "alarm",
  "empty",
  "odds",
  "stability",
  "replacement",
  "missed",
] as const;
export type Order = (typeof orders)[number];

/** What each order goes by; the answer itself comes the most pressing first. */
const ranks: Readonly<Record<Exclude<Order, "urgency" | "patient">, (pump: Listed) => number | undefined>> = {
  refillBy: ({ refillBy }) => moment(refillBy),
  alarm: ({ alarmAt }) => moment(alarmAt),
  empty: ({ emptyAt }) => moment(emptyAt?.early),
  // The most likely to be dry before its alarm comes first.
  odds: ({ emptyBeforeAlarm }) => (emptyBeforeAlarm === null ? undefined : -emptyBeforeAlarm),
  stability: ({ stability }) => moment(stability),
  replacement: ({ replacement }) => moment(replacement),
  // The longest missed comes first.
  missed: ({ missed }) =>
    missed.length > 0 ? Math.min(...missed.map(({ due }) => Date.parse(due))) : undefined,
};
const moment = (due: Due | null | undefined): number | undefined => (due ? Date.parse(due.at) : undefined);

/** In the order asked for, the other way round if so asked; whoever has no valid date stays on top either way. */
export function ordered(pumps: readonly Listed[], by: Order, reversed: boolean, locale: string): Listed[] {
  const way = reversed ? -1 : 1;
  const place = new Map(pumps.map((pump, i) => [pump, i] as const));
  const compare = (a: Listed, b: Listed): number => {
    if (by === "urgency") return way * (place.get(a)! - place.get(b)!);
    if (by === "patient") return way * (a.name ?? "").localeCompare(b.name ?? "", locale);
    const [first, second] = [ranks[by](a), ranks[by](b)];
    // What is not known is not early: it ends either order.
    if (first === undefined || second === undefined)
      return Number(first === undefined) - Number(second === undefined);
    return way * (first - second);
  };
  return pumps.toSorted((a, b) => Number(hasNoDate(b)) - Number(hasNoDate(a)) || compare(a, b));
}

/** Whoever a search names: by name, number, serial number or pump. */
export function matches(pump: Listed, pumpName: string, wanted: string): boolean {
  const texts = [pump.name ?? "", pump.pump.serial, pumpName, ...pump.identifiers.map(({ value }) => value)];
  return texts.some((text) => text.toLowerCase().includes(wanted));
}
