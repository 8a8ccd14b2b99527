import { pumpOf } from "../../knowledge/knowledge.ts";
import { hoursBetween, type Instant, inward, type Locale, writeInstant } from "../../quantity/quantity.ts";
import { dayAt, type Snooze, type State, urgencies, type Urgency } from "../../records/records.ts";
import type { Line, Trouble } from "../drylist/line.ts";
import { sentencesIn as drySentences } from "../drylist/sentences.ts";
import { latestDay } from "../load/latest.ts";
import { comesAgain, soundingIn, stopsIn } from "./alarms.ts";
import { withdrawalSince } from "./interruption.ts";
import { sentencesIn } from "./sentences.ts";

/** Something that stands open for a patient. */
export interface Alert {
  /** What it is, and since when: the same alert has the same name however often it is asked for. */
  readonly alert: string;
  readonly what: string;
  readonly urgency: Urgency;
  readonly at?: Instant | undefined;
  readonly again?: boolean | undefined;
  /** By when something must be done, or was to be. */
  readonly by?: Instant | undefined;
  readonly rule?: string | undefined;
  readonly snoozed?: Snooze | undefined;
}

const pressing: Readonly<Record<Trouble, Urgency>> = {
  stopped: "act now",
  "not confirmed running": "act now",
  "filled otherwise than told": "act now",
  "no date": "act now",
  "probably empty": "act now",
  "may be empty": "act now",
  "residual unexplained": "due",
  "ratio changed": "due",
  "visit open": "due",
};

/** Of what is as pressing, this comes first. */
const worstFirst: readonly string[] = [
  "probably empty",
  "alarm empty reservoir",
  "withdrawal may begin",
  "stopped",
  "alarm motor stall",
  "alarm end of service",
  "alarm stopped over 48 h",
  "alarm critical memory error",
  "not confirmed running",
  "may be empty",
  "filled otherwise than told",
  "overdue",
  "replacement overdue",
  "out of stability",
];
const rankOf = ({ what }: Alert): number =>
  worstFirst.includes(what) ? worstFirst.indexOf(what) : worstFirst.length;

/** Everything that stands open for a patient at a moment, worst first; what was put aside stands below the rest. */
export function openAlerts(line: Line, now: Instant, locale: Locale): Alert[] {
  const { state } = line;
  const sounding = soundingIn(state);
  const dueSounded = sounding.some(({ cause }) => cause === "replacement due");
  const withdrawal = withdrawalSince(state, now);
  const found: Omit<Alert, "alert">[] = [
    ...(withdrawal ? [{ what: "withdrawal may begin", urgency: "act now" as const, at: withdrawal }] : []),
    ...sounding.map(({ cause, at, urgency, again }) => ({
      what: `alarm ${cause}`,
      urgency,
      at,
      again,
      ...(cause === "replacement due" && { by: line.replacement?.at }),
    })),
    ...line.troubles.map((trouble) => ({
      what: trouble,
      urgency: pressing[trouble],
      ...sinceWhen(trouble, state),
      ...(trouble === "stopped" && { again: comesAgain(stopsIn(state)) }),
    })),
    // The pump has said it itself.
    ...dated(line, now, locale).filter(({ what }) => !(dueSounded && what === "replacement near")),
    ...planned(line, now),
  ];
  const place = ({ urgency, snoozed }: Alert): number =>
    urgencies.indexOf(urgency) + (snoozed ? urgencies.length : 0);
  return found
    .map((one) => {
      const alert = one.at ? `${one.what} ${writeInstant({ ...one.at, offset: 0 })}` : one.what;
      return { ...one, alert, snoozed: asideNow(alert, one.urgency, state, now) };
    })
    .sort(
      (a, b) =>
        place(a) - place(b) || Number(b.again ?? false) - Number(a.again ?? false) || rankOf(a) - rankOf(b),
    );
}

/** Put aside until later, unless it has become more pressing since. */
const asideNow = (alert: string, urgency: Urgency, { snoozed }: State, now: Instant): Snooze | undefined =>
  snoozed.find(
    (one) =>
      one.alert === alert &&
      one.until.epoch > now.epoch &&
      urgencies.indexOf(urgency) >= urgencies.indexOf(one.urgency),
  );

function sinceWhen(trouble: Trouble, state: State): { at?: Instant } {
  const at =
    trouble === "stopped" || trouble === "not confirmed running"
      ? state.since
      : trouble === "residual unexplained" || trouble === "filled otherwise than told"
        ? state.fills.at(-1)?.at
        : undefined;
  return at ? { at } : {};
}

/** What a date brings: overdue, out of stability, near the end of service. */
function dated(
  { state, refillBy, stability, replacement }: Line,
  now: Instant,
  locale: Locale,
): Omit<Alert, "alert">[] {
  const found: Omit<Alert, "alert">[] = [];
  const past = (at: Instant | undefined): at is Instant => at !== undefined && at.epoch <= now.epoch;
  if (past(refillBy?.at) && !["stability", "replacement"].includes(refillBy!.governedBy))
    found.push({
      what: "overdue",
      urgency: "act now",
      by: refillBy!.at,
      rule: drySentences(locale).governs[refillBy!.governedBy],
    });
  if (past(stability)) found.push({ what: "out of stability", urgency: "act now", by: stability });
  if (past(replacement?.at))
    found.push({ what: "replacement overdue", urgency: "act now", by: replacement!.at });
  else if (replacement && hoursBetween(now, replacement.at) <= planAhead(state))
    found.push({ what: "replacement near", urgency: "soon", by: replacement.at });
  return found;
}

/** How long ahead the replacement of this pump is to be scheduled, where a source says so. */
function planAhead({ pump }: State): number {
  const known = pump && "model" in pump.choice ? pumpOf(pump.choice.model) : undefined;
  return known?.replacementPlanned ? inward(known.replacementPlanned.value, "time") : 0;
}

/** What is wrong with the planned day: the forecast has moved on, or the day went by. */
function planned({ state: { planned }, refillBy }: Line, now: Instant): Omit<Alert, "alert">[] {
  if (!planned) return [];
  if (planned.day < dayAt(now)) return [{ what: "plan passed", urgency: "due", at: planned.at }];
  // Taken on by name when it was planned, it is not told again until the last safe day moves.
  const latest = refillBy && latestDay(refillBy.at, now);
  const takenOn = planned.reason !== undefined && (latest ?? "") >= (planned.latest ?? "");
  return latest !== undefined && planned.day > latest && !takenOn
    ? [{ what: "plan too late", urgency: "due", at: planned.at }]
    : [];
}

/** An alert as it is answered: how pressing, what, since or by when, and what to do next. */
export function writeAlert(
  { alert, what, urgency, at, again, by, rule, snoozed }: Alert,
  locale: Locale,
): Record<string, unknown> {
  const say = sentencesIn(locale);
  const { cause, next } = say.what[what]!;
  const more = [...(rule ? [say.governedBy(rule)] : []), ...(again ? [say.again] : [])];
  return {
    alert,
    what,
    urgency,
    urgencyWord: drySentences(locale).urgency[urgency],
    cause: [cause, ...more].join(" "),
    at: at ? writeInstant(at) : null,
    by: by ? writeInstant(by) : null,
    again: again === true,
    next,
    snoozed: snoozed ? { until: writeInstant(snoozed.until), by: snoozed.by, reason: snoozed.reason } : null,
  };
}

/** How pressing the alarms alone make a pump: a critical one is never calm, whatever its dates say. */
export function urgencyOfAlarms(state: State): Urgency {
  const found = soundingIn(state).map(({ urgency }) => urgencies.indexOf(urgency));
  return urgencies[Math.min(urgencies.length - 1, ...found)]!;
}
