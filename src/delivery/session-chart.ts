import {
  type Amount,
  type DoseRate,
  type Hours,
  type Volume,
  type Concentration,
} from "../quantity/quantity.ts";
import { givenBy, rateAt, type Turn, whenGiven } from "./course.ts";

/** One session as it was planned. */
export interface PlannedSession {
  readonly bolus?: { readonly amount: Amount; readonly over: Hours } | undefined;
  readonly steps: readonly {
    readonly lasts: Hours;
    readonly rate: DoseRate;
    readonly hold?: string | undefined;
  }[];
  readonly infusate: Concentration;
  /** What one bag or syringe holds; absent: one is enough. */
  readonly container?: Volume | undefined;
  readonly observeEvery?: Hours | undefined;
}

/** What is to be done at a moment. */
export type Duty =
  | { readonly what: "bolus"; readonly amount: Amount; readonly over: Hours }
  | { readonly what: "set"; readonly rate: DoseRate; readonly hold?: string | undefined }
  | { readonly what: "container"; readonly nth: number }
  | { readonly what: "observe" }
  | { readonly what: "end" };

/** Done; its time is now; its time is past and nothing was done; past, and the next of its kind is due; not yet. */
export type DutyState = "done" | "due" | "overdue" | "missed" | "later";

export interface Due {
  /** Hours from the start, holds counted in. */
  readonly after: Hours;
  readonly duty: Duty;
  readonly state: DutyState;
  /** Since when it is overdue, where others of its kind were missed before. */
  readonly since?: Hours;
  /** A rate that rises while an observation is overdue waits for it (V-05). */
  readonly waits: boolean;
}

/** What was entered so far, and how late is late. */
export interface SoFar {
  readonly course: readonly Turn[];
  /** When something was observed. */
  readonly observed: readonly Hours[];
  /** How many containers were hung after the first. */
  readonly hung: number;
  readonly now: Hours;
  readonly late: Hours;
}

/** A hold, from when to when; one that lasts ends now. */
interface Hold {
  readonly from: number;
  readonly until: number;
}

function holdsIn(course: readonly Turn[], now: Hours): Hold[] {
  const rates = course.filter((turn) => turn.kind === "rate").toSorted((a, b) => a.after - b.after);
  return rates.flatMap((turn, i) =>
    turn.rate === 0 && !turn.ends && i > 0 ? [{ from: turn.after, until: rates[i + 1]?.after ?? now }] : [],
  );
}

/** When a moment of the plan comes: as much later as was held before it. */
function momentOf(planned: number, holds: readonly Hold[]): Hours {
  let moment = planned;
  for (const { from, until } of holds) if (moment >= from - instant) moment += until - from;
  return moment as Hours;
}
// Two moments of a chart are the same within a third of a second.
const instant = 1e-4;

/** When the infusion ends if nothing more is held. */
export const plannedEnd = ({ bolus, steps }: PlannedSession): Hours =>
  steps.reduce((sum, { lasts }) => sum + lasts, bolus?.over ?? 0) as Hours;

/** Everything that is to be done in a session, in its order, and where each thing stands now. */
export function chartOf(plan: PlannedSession, sofar: SoFar): Due[] {
  const { course, now, late } = sofar;
  const holds = holdsIn(course, now);
  const sets = setsOf(plan, holds, sofar);
  const ended = course.find((turn) => turn.kind === "rate" && turn.ends)?.after;
  const end = ended ?? momentOf(plannedEnd(plan), holds);
  const observations = observationsOf(plan, sets, end, sofar);
  const isLate = observations.some(({ state }) => state === "overdue");
  const bolus = plan.bolus ? [bolusOf(plan.bolus, sofar)] : [];
  const all = [
    ...bolus,
    ...sets.map(({ rises, ...due }) => ({
      ...due,
      waits: isLate && rises && (due.state === "due" || due.state === "overdue"),
    })),
    ...containersOf(plan, sets, end, sofar),
    ...observations,
    {
      after: end,
      duty: { what: "end" } as const,
      state: ended === undefined ? stateAt(end, now, late) : ("done" as const),
      waits: false,
    },
  ];
  return all
    .filter(({ state, after }) => ended === undefined || state === "done" || after <= ended)
    .sort((a, b) => a.after - b.after || order.indexOf(a.duty.what) - order.indexOf(b.duty.what));
}
const order: readonly Duty["what"][] = ["bolus", "set", "container", "observe", "end"];

const stateAt = (after: number, now: number, late: number): DutyState =>
  now < after - instant ? "later" : now > after + late ? "overdue" : "due";

const bolusOf = (bolus: NonNullable<PlannedSession["bolus"]>, { course, now, late }: SoFar): Due => ({
  after: 0 as Hours,
  duty: { what: "bolus", ...bolus },
  state: course.some(({ kind }) => kind === "bolus") ? "done" : stateAt(0, now, late),
  waits: false,
});

type SetDue = Due & { readonly rises: boolean };

/** A planned rate is dealt with once a person has set one at its time, that one or another. */
function setsOf(plan: PlannedSession, holds: readonly Hold[], { course, now, late }: SoFar): SetDue[] {
  let from: number = plan.bolus?.over ?? 0;
  const planned = plan.steps.map(({ lasts, rate, hold }, i) => {
    const after = momentOf(from, i === 0 ? [] : holds);
    from += lasts;
    return { after, rate, hold };
  });
  const set = course.filter((turn) => turn.kind === "rate" && turn.rate > 0).map(({ after }) => after);
  return planned.map(({ after, rate, hold }, i): SetDue => {
    const gap = i === 0 ? late : after - planned[i - 1]!.after;
    const early = Math.min(late, gap / 2);
    const done = set.some((at) => at >= after - early - instant && (i > 0 || at >= 0));
    return {
      after,
      duty: { what: "set", rate, ...(hold !== undefined && { hold }) },
      state: done ? "done" : stateAt(after, now, late),
      waits: false,
      rises: i > 0 && rate > rateAt(course, now),
    };
  });
}

/** At each change of rate, at the clinic's own interval between, and at the end; counted on, whatever is held. */
function observationsOf(
  { observeEvery }: PlannedSession,
  sets: readonly SetDue[],
  end: Hours,
  { observed, now, late }: SoFar,
): Due[] {
  const moments: number[] = [0, ...sets.map(({ after }) => after), end];
  if (observeEvery !== undefined && observeEvery > 0 && end / observeEvery <= linesAtMost)
    for (let at = observeEvery as number; at < end - instant; at += observeEvery) moments.push(at);
  const apart = moments
    .sort((a, b) => a - b)
    .filter((at, i, all) => i === 0 || at - all[i - 1]! > instant * 2);
  const lines = apart.map((after, i): Due & { readonly i: number } => {
    const before = i === 0 ? late : (after - apart[i - 1]!) / 2;
    const next = apart[i + 1] ?? Number.POSITIVE_INFINITY;
    const until = next - Math.min(late, (next - after) / 2);
    const from = after - Math.min(late, before) - instant;
    const done = observed.some((at) => at >= from && at < until - instant);
    const isOver = now >= next - instant || observed.some((at) => at >= from);
    const state = stateAt(after, now, late);
    return {
      i,
      after: after as Hours,
      duty: { what: "observe" },
      state: done ? "done" : state !== "later" && isOver ? "missed" : state,
      waits: false,
    };
  });
  // Whoever missed the ones before is not early with the one that is due now: nobody has looked since the first of them.
  const current = lines.findLast(({ state }) => state === "due" || state === "overdue");
  if (!current) return lines;
  const first = lines.findLast(({ i, state }) => i < current.i && state !== "missed")?.i ?? -1;
  const since = apart[first + 1]! as Hours;
  if (now <= since + late) return lines;
  return lines.map((line) => (line.i === current.i ? { ...line, state: "overdue" as const, since } : line));
}
/** More lines than a day's chart can use: a slip in the interval asks for more. */
const linesAtMost = 400;

/** When each next container must hang: once the ones before have run in, by what was set so far and what is planned. */
function containersOf(
  { container, infusate }: PlannedSession,
  sets: readonly SetDue[],
  end: Hours,
  { course, hung, now, late }: SoFar,
): Due[] {
  if (container === undefined || !(container > 0)) return [];
  const ahead: Turn[] = [
    ...course,
    ...sets.flatMap(({ state, after, duty }): Turn[] =>
      state === "done" || duty.what !== "set"
        ? []
        : [{ kind: "rate", after: Math.max(after, now) as Hours, rate: duty.rate }],
    ),
    { kind: "rate", after: end, rate: 0 as DoseRate },
  ];
  const total = givenBy(ahead, end);
  const needed = Math.min(linesAtMost, Math.ceil(total / infusate / container - 1e-9));
  return Array.from({ length: Math.max(0, needed - 1) }, (_, i) => i + 1).flatMap((nth): Due[] => {
    const after = whenGiven(ahead, (nth * container * infusate) as Amount);
    if (after === undefined) return [];
    return [
      {
        after,
        duty: { what: "container", nth: nth + 1 },
        state: hung >= nth ? "done" : stateAt(after, now, late),
        waits: false,
      },
    ];
  });
}
