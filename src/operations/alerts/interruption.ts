import { drugOf } from "../../knowledge/knowledge.ts";
import {
  type Hours,
  hoursBetween,
  type Instant,
  instantAfter,
  inward,
  type Quantity,
} from "../../quantity/quantity.ts";
import type { State } from "../../records/records.ts";

/** A time in which nothing is known to have been given. */
interface Interruption {
  readonly from: Instant;
  readonly until: Instant;
}

/** What the pump's own alarm says: it has stood for longer than this. */
const stoppedFor: Quantity<"time"> = { value: 48, unit: "h" };

/** The stops and stalls that nobody has seen to the end of: a recovery does not end what began before it. */
function interruptionsIn(state: State, now: Instant): Interruption[] {
  const { delivery, since, stall, pump, alarms } = state;
  if (!pump) return [];
  const stopped = delivery === "stopped" && since ? [{ from: since, until: now }] : [];
  const stalled = stall ? [{ from: stall.from, until: stall.to ?? stall.seen ?? now }] : [];
  const long = alarms.findLast(({ data }) => data.cause === "stopped over 48 h");
  const before = -inward(stoppedFor, "time") as Hours;
  const told =
    long && stopped.some(({ from }) => from.epoch <= long.at.epoch)
      ? [{ from: instantAfter(long.at, before), until: now }]
      : [];
  return [...stopped, ...stalled, ...told];
}

/** The drugs in the pump whose withdrawal begins, by a source, some hours after the last of it was given. */
const onsetsIn = ({ fills }: State): Hours[] =>
  (fills.at(-1)?.solution ?? []).flatMap(({ drug }) =>
    (drugOf(drug)?.rules ?? []).flatMap(({ onset }) => (onset ? [inward(onset.lower, "time") as Hours] : [])),
  );

/** Since when withdrawal may have begun by the sources of the drugs in the pump; undefined where none says so. */
export function withdrawalSince(state: State, now: Instant): Instant | undefined {
  const moments = interruptionsIn(state, now).flatMap(({ from, until }) =>
    onsetsIn(state).flatMap((onset) =>
      hoursBetween(from, until) >= onset ? [instantAfter(from, onset)] : [],
    ),
  );
  return moments.toSorted((a, b) => a.epoch - b.epoch)[0];
}
