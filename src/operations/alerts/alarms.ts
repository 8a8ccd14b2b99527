import { type Hours, hoursBetween, type Instant, inward } from "../../quantity/quantity.ts";
import type { State, Urgency } from "../../records/records.ts";

type Alarm = State["alarms"][number];
type Cause = Alarm["data"]["cause"];

/** An alarm that the pump sounded and whose cause is not known to be gone. */
export interface Sounding {
  readonly cause: Cause;
  readonly at: Instant;
  readonly urgency: Urgency;
  /** It came for the third time within ten minutes. */
  readonly again: boolean;
}

/** Requirement R 6.5.0(18) and exception case EC 23 of the Open PCA Pump System Requirements 1.0.0. */
const repeats = { times: 3, within: inward({ value: 10, unit: "min" }, "time") } as const;

/** True where the last of some moments is at least the third within ten minutes. */
export function comesAgain(moments: readonly Instant[]): boolean {
  const [first] = moments.slice(-repeats.times);
  const last = moments.at(-1);
  return moments.length >= repeats.times && hoursBetween(first!, last!) <= (repeats.within as Hours);
}

/** The alarms that stand: of each cause the latest, unless something on record ended it. */
export function soundingIn(state: State): Sounding[] {
  const { pump } = state;
  if (!pump) return [];
  const own = state.alarms.filter(({ at }) => at.epoch >= pump.since.epoch);
  const byCause = Map.groupBy(own, ({ data }) => data.cause);
  return [...byCause].flatMap(([cause, all]): Sounding[] => {
    const latest = all.at(-1)!;
    const again = comesAgain(all.map(({ at }) => at));
    // A restart is no proof that a cause which came three times is gone: somebody must see the pump run.
    if (endedSince(latest, state, again)) return [];
    const urgency = again || latest.data.level === "critical" ? "act now" : mild[cause];
    return [{ cause, at: latest.at, urgency: urgency ?? "due", again }];
  });
}

/** Non-critical alarms that leave time. */
const mild: Partial<Record<Cause, Urgency>> = { "replacement due": "soon" };

function endedSince({ at, data }: Alarm, state: State, again: boolean): boolean {
  const after = (moment: Instant | undefined): boolean => moment !== undefined && moment.epoch >= at.epoch;
  const seen = after(state.seenRunning);
  if (again && !seen) return false;
  switch (data.cause) {
    case "empty reservoir":
    case "low reservoir":
      return after(state.fills.at(-1)?.at);
    case "motor stall":
    case "stopped over 48 h":
      return state.delivery === "running" && after(state.since);
    case "critical memory error":
      return seen && after(state.program?.set);
    case "memory error":
      return seen;
    // Only another pump ends these, and its alarms begin anew.
    case "end of service":
    case "replacement due":
      return false;
    default:
      return data.cause satisfies never;
  }
}

/** The stops of what is in the pump now, in the order of time. */
export const stopsIn = (state: State): Instant[] =>
  (state.fills.at(-1)?.ran ?? []).filter(({ program }) => program.mode === "stopped").map(({ from }) => from);
