import type { Remarks } from "../../delivery/delivery.ts";
import { deliverable, type State } from "../../records/records.ts";
import {
  type Hours,
  type Instant,
  hasDateAfter,
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
  const { learned, told, programmedBy, device, flow, worstFlow } = flowing;
  const [filled, counted] = [deliverable(fill, now), programmedBy(now)];
  const running = { filled, told, counted, alarmVolume: device.alarmVolume };
  const projection = projectFrom(learned, { ...running, flow });
  const worst = worstFlow > flow ? projectFrom(learned, { ...running, flow: worstFlow }) : undefined;
  const chance = projection.emptyBy(0 as Hours);
  const empty = chance > 0.5 ? "probably empty" : chance > 0.05 ? "may be empty" : undefined;
  const stability = stabilityOf(fill, locale, remarks);
  const early = at((worst ?? projection).empty.early);
  const alarm = at((worst ?? projection).alarm);
  const due: { at: Instant | undefined; governedBy: Governs }[] = [
    { at: alarm, governedBy: "alarm" },
    { at: early, governedBy: "earliest empty" },
    { at: stability, governedBy: "stability" },
    { at: maxInterval === undefined ? undefined : instantAfter(fill.at, maxInterval), governedBy: "clinic" },
    { at: replacement?.at, governedBy: "replacement" },
  ];
  const refillBy = due
    .flatMap((one) => (one.at ? [{ at: one.at, governedBy: one.governedBy }] : []))
    .sort((a, b) => a.at.epoch - b.at.epoch)[0];
  return {
    state,
    // Without a flow nothing runs out: then the other rules alone would make it look calm.
    troubles: sorted(always, empty, early ? undefined : "no date"),
    left: Math.max(0, filled - counted) as Volume,
    projection,
    ...(worst && { worst }),
    ...(stability && { stability }),
    ...(replacement && { replacement }),
    ...(refillBy && { refillBy }),
  };
}

const sorted = (always: readonly Trouble[], ...more: readonly (Trouble | undefined)[]): Trouble[] =>
  troubles.filter((trouble) => always.includes(trouble) || more.includes(trouble));
