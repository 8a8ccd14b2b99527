import {
  type Flow,
  hasDateAfter,
  hoursBetween,
  inward,
  type Hours,
  type Locale,
  type Quantity,
  type Volume,
} from "../quantity/quantity.ts";
import type { Reservoir } from "../regimen/regimen.ts";
import type { Plan } from "./plan.ts";
import { evenFlow, hoursToDeliver, raisedBy } from "./profile.ts";
import { pumpClockAt } from "./pump-clock.ts";
import type { Remarks } from "./remarks.ts";
import { sentencesIn } from "./sentences.ts";
import { stabilityLeft, type StabilityLeft } from "./stability.ts";

/** What a clinic keeps besides what pump and drug allow. */
export interface Clinic {
  /** How long before the governing date the refill is due. */
  readonly margin?: Quantity<"time">;
  /** The longest time between two refills. */
  readonly maxInterval?: Quantity<"time">;
}

export type Governs = "alarm" | "worst alarm" | "stability" | "clinic";

/** Hours from `asOf` until each event; undefined where it cannot be known or will not come. */
export interface Moments {
  /** The pump's own low-reservoir alarm at what is programmed. */
  readonly alarm?: Hours | undefined;
  /** Nothing left to deliver. */
  readonly empty?: Hours | undefined;
  /** Empty if every bolus is taken and the pump over-delivers by its labelled accuracy. */
  readonly earliestEmpty?: Hours | undefined;
  /** The alarm if every bolus is taken. */
  readonly worstAlarm?: Hours | undefined;
  readonly refillBy?: { readonly after: Hours; readonly governedBy: Governs } | undefined;
}

/** Each at the mean flow: (volume − alarm volume) / flow, and volume / flow. */
export interface Dates extends Moments {
  readonly stability?: StabilityLeft | undefined;
  /** True where the pump can run dry before its own alarm, which counts the programmed flow only (INC-3). */
  readonly dryBeforeAlarm: boolean;
  /** Each by the hours of the program, on the pump's own clock; absent where every hour is the same. */
  readonly byTheHour?: Moments | undefined;
}

export function datesOf(plan: Plan, clinic: Clinic, locale: Locale, remarks: Remarks): Dates {
  const { reservoir, totals, profile } = plan;
  const { flow, worstFlow } = totals;
  remark(plan, locale, remarks);
  const stability = stabilityLeft(reservoir, locale, remarks);
  const moments = (usual: Until, worst: Until): Moments => {
    const found = momentsOf(plan, usual, worst);
    return { ...found, refillBy: governing(found, stability?.after, reservoir, clinic) };
  };
  const mean = moments(
    (volume) => (volume / flow) as Hours,
    (volume) => (volume / worstFlow) as Hours,
  );
  const { alarm, earliestEmpty } = mean;
  const clock = pumpClockAt(reservoir.asOf, profile);
  const fullest = raisedBy((worstFlow - flow) as Flow, profile);
  return {
    ...mean,
    stability,
    dryBeforeAlarm: earliestEmpty !== undefined && alarm !== undefined && earliestEmpty < alarm,
    ...(evenFlow(profile) === undefined && {
      byTheHour: moments(
        (volume) => hoursToDeliver(volume, profile, clock),
        (volume) => hoursToDeliver(volume, fullest, clock),
      ),
    }),
  };
}

function remark({ reservoir, totals, device }: Plan, locale: Locale, { gaps, assumed }: Remarks): void {
  const say = sentencesIn(locale);
  const volume = inward(reservoir.volume, "volume");
  if (device.alarmVolume !== undefined && volume <= device.alarmVolume) assumed.push(say.alarmDueNow);
  if (totals.flow === 0) return void gaps.push(say.noFlowNoDates);
  if (device.alarmVolume === undefined) gaps.push(say.alarmUnknown(device.name));
  if (device.accuracy === undefined) gaps.push(say.accuracyUnknown(device.name));
  if (!hasDateAfter(reservoir.asOf, (volume / totals.flow) as Hours)) gaps.push(say.beyondCalendar);
}

/** Hours until a volume has left. */
type Until = (volume: Volume) => Hours | undefined;

function momentsOf({ reservoir, totals, device }: Plan, usual: Until, worst: Until): Moments {
  const volume = inward(reservoir.volume, "volume");
  const { alarmVolume, accuracy } = device;
  // Below the alarm volume the alarm is due now, not in the past.
  const toAlarm = alarmVolume === undefined ? undefined : Math.max(0, volume - alarmVolume);
  const dated = (flow: Flow, until: Until, left: number | undefined): Hours | undefined => {
    const after = flow > 0 && left !== undefined ? until(left as Volume) : undefined;
    return after !== undefined && hasDateAfter(reservoir.asOf, after) ? after : undefined;
  };
  return {
    alarm: dated(totals.flow, usual, toAlarm),
    empty: dated(totals.flow, usual, volume),
    earliestEmpty: dated(
      totals.worstFlow,
      worst,
      accuracy === undefined ? undefined : volume / (1 + accuracy),
    ),
    worstAlarm: dated(totals.worstFlow, worst, toAlarm),
  };
}

function governing(
  { alarm, worstAlarm }: Moments,
  stability: Hours | undefined,
  reservoir: Reservoir,
  clinic: Clinic,
): Moments["refillBy"] {
  const age = reservoir.filledAt ? hoursBetween(reservoir.filledAt, reservoir.asOf) : 0;
  const candidates: { after: number; governedBy: Governs }[] = [];
  if (worstAlarm !== undefined)
    candidates.push({
      after: worstAlarm,
      governedBy: alarm !== undefined && worstAlarm < alarm ? "worst alarm" : "alarm",
    });
  if (stability !== undefined) candidates.push({ after: stability, governedBy: "stability" });
  if (clinic.maxInterval)
    candidates.push({ after: inward(clinic.maxInterval, "time") - age, governedBy: "clinic" });
  const [first] = candidates
    .filter(({ after }) => hasDateAfter(reservoir.asOf, after as Hours))
    .sort((a, b) => a.after - b.after);
  const margin = clinic.margin ? inward(clinic.margin, "time") : 0;
  return first && { after: (first.after - margin) as Hours, governedBy: first.governedBy };
}
