import type { Remarks } from "../../delivery/delivery.ts";
import { deliverable, type State } from "../../records/records.ts";
import {
  type Hours,
  type Instant,
  hasDateAfter,
  hoursBetween,
  instantAfter,
  type Locale,
  type Volume,
} from "../../quantity/quantity.ts";
import { type Projection, projectFrom } from "../forecast/project.ts";
import type { Replacement } from "./replacement.ts";
import { stabilityOf, standingPump } from "./standing-pump.ts";

/** What is wrong with a pump or its record, most pressing first: why it stands where it does on the list. */
export const troubles = [
  "stopped",
  "not confirmed running",
  "filled otherwise than told",
  "no date",
  "probably empty",
  "may be empty",
  "residual unexplained",
  "ratio changed",
  "visit open",
] as const;
export type Trouble = (typeof troubles)[number];

/** Which rule sets the refill date. */
export type Governs = "alarm" | "earliest empty" | "stability" | "clinic" | "replacement";

/** What the list knows of one pump. Hours count from now. */
export interface Line {
  readonly state: State;
  readonly troubles: readonly Trouble[];
  readonly left?: Volume;
  readonly projection?: Projection;
  /** The chance that it is empty now. */
  readonly emptyNow?: number;
  /** The same with every allotted bolus taken. */
  readonly worst?: Projection;
  readonly stability?: Instant;
  readonly replacement?: Replacement;
  readonly refillBy?: { readonly at: Instant; readonly governedBy: Governs };
}

/** What follows for one pump from what is known of it. */
export function lineOf(
  state: State,
  now: Instant,
  maxInterval: Hours | undefined,
  locale: Locale,
  remarks: Remarks,
): Line {
  const { troubles: always, replacement, flowing } = standingPump(state);
  const fill = state.fills.at(-1);
  const at = (after: Hours | undefined): Instant | undefined =>
    after === undefined || !hasDateAfter(now, after) ? undefined : instantAfter(now, after);
  if (!fill || !flowing)
    return { state, troubles: sorted(always, "no date"), ...(replacement && { replacement }) };
  const { learned, told, programmed, device, profile, clockAt } = flowing;
  const [filled, counted] = [deliverable(fill, now), programmed.by(now)];
  const running = {
    filled,
    told,
    counted,
    alarmVolume: device.alarmVolume,
    profile,
    clock: clockAt(now),
    past: (volume: Volume) => {
      const when = programmed.when(volume, now);
      return when && hoursBetween(now, when);
    },
  };
  const projection = projectFrom(learned, running);
  const worst = flowing.worst && projectFrom(learned, { ...running, profile: flowing.worst });
  const chance = projection.emptyOnce(counted);
  const empty = chance > 0.5 ? "probably empty" : chance > 0.05 ? "may be empty" : undefined;
  const stability = stabilityOf(fill, locale, remarks);
  const early = at((worst ?? projection).empty.early);
  const alarm = at((worst ?? projection).alarm);
  const longest = maxInterval === undefined ? undefined : instantAfter(fill.at, maxInterval);
  let refillBy: Line["refillBy"];
  const due = (by: Instant | undefined, governedBy: Governs): void => {
    if (by && !(refillBy && refillBy.at.epoch <= by.epoch)) refillBy = { at: by, governedBy };
  };
  // Of what falls on one moment the first here governs.
  due(alarm, "alarm");
  due(early, "earliest empty");
  due(stability, "stability");
  due(longest, "clinic");
  due(replacement?.at, "replacement");
  return {
    state,
    // Without a flow nothing runs out: then the other rules alone would make it look calm.
    troubles: sorted(always, empty, early ? undefined : "no date"),
    left: Math.max(0, filled - counted) as Volume,
    projection,
    ...(Number.isFinite(chance) && { emptyNow: chance }),
    ...(worst && { worst }),
    ...(stability && { stability }),
    ...(replacement && { replacement }),
    ...(refillBy && { refillBy }),
  };
}

const sorted = (always: readonly Trouble[], ...more: readonly (Trouble | undefined)[]): Trouble[] =>
  troubles.filter((trouble) => always.includes(trouble) || more.includes(trouble));
