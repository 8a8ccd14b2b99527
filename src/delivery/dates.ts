import {
  hasDateAfter,
  hoursBetween,
  inward,
  type Hours,
  type Locale,
  type Quantity,
} from "../quantity/quantity.ts";
import type { Reservoir } from "../regimen/regimen.ts";
import type { Device } from "./device.ts";
import type { Remarks } from "./remarks.ts";
import { sentencesIn } from "./sentences.ts";
import { stabilityLeft, type StabilityLeft } from "./stability.ts";
import type { Totals } from "./totals.ts";

/** What a clinic keeps besides what pump and drug allow. */
export interface Clinic {
  /** How long before the governing date the refill is due. */
  readonly margin?: Quantity<"time">;
  /** The longest time between two refills. */
  readonly maxInterval?: Quantity<"time">;
}

export type Governs = "alarm" | "worst alarm" | "stability" | "clinic";

/** Hours from `asOf` until each event; undefined where it cannot be known or will not come. */
export interface Dates {
  /** The pump's own low-reservoir alarm at the programmed flow: (volume − alarm volume) / flow. */
  readonly alarm?: Hours;
  /** Nothing left to deliver: volume / flow. */
  readonly empty?: Hours;
  /** Empty if every bolus is taken and the pump over-delivers by its labelled accuracy. */
  readonly earliestEmpty?: Hours;
  /** The alarm if every bolus is taken. */
  readonly worstAlarm?: Hours;
  readonly stability?: StabilityLeft;
  readonly refillBy?: { readonly after: Hours; readonly governedBy: Governs };
  /** True where the pump can run dry before its own alarm, which counts the programmed flow only (INC-3). */
  readonly dryBeforeAlarm: boolean;
}

export function datesOf(
  reservoir: Reservoir,
  totals: Totals,
  device: Device,
  clinic: Clinic,
  locale: Locale,
  remarks: Remarks,
): Dates {
  const say = sentencesIn(locale);
  const volume = inward(reservoir.volume, "volume");
  const runs = totals.flow > 0;
  if (!runs) remarks.gaps.push(say.noFlowNoDates);
  if (runs && device.alarmVolume === undefined) remarks.gaps.push(say.alarmUnknown(device.name));
  if (runs && device.accuracy === undefined) remarks.gaps.push(say.accuracyUnknown(device.name));
  // Below the alarm volume the alarm is due now, not in the past.
  const toAlarm = device.alarmVolume === undefined ? undefined : Math.max(0, volume - device.alarmVolume);
  if (toAlarm === 0) remarks.assumed.push(say.alarmDueNow);
  const dated = (after: number): Hours | undefined =>
    hasDateAfter(reservoir.asOf, after as Hours) ? (after as Hours) : undefined;
  if (runs && dated(volume / totals.flow) === undefined) remarks.gaps.push(say.beyondCalendar);
  const alarm = runs && toAlarm !== undefined ? dated(toAlarm / totals.flow) : undefined;
  const worstAlarm =
    totals.worstFlow > 0 && toAlarm !== undefined ? dated(toAlarm / totals.worstFlow) : undefined;
  const empty = runs ? dated(volume / totals.flow) : undefined;
  const earliestEmpty =
    totals.worstFlow > 0 && device.accuracy !== undefined
      ? dated(volume / (totals.worstFlow * (1 + device.accuracy)))
      : undefined;
  const stability = stabilityLeft(reservoir, locale, remarks);
  const refillBy = governing(alarm, worstAlarm, stability?.after, reservoir, clinic);
  return {
    ...(alarm !== undefined && { alarm }),
    ...(empty !== undefined && { empty }),
    ...(earliestEmpty !== undefined && { earliestEmpty }),
    ...(worstAlarm !== undefined && { worstAlarm }),
    ...(stability && { stability }),
    ...(refillBy && { refillBy }),
    dryBeforeAlarm: earliestEmpty !== undefined && alarm !== undefined && earliestEmpty < alarm,
  };
}

function governing(
  alarm: Hours | undefined,
  worstAlarm: Hours | undefined,
  stability: Hours | undefined,
  reservoir: Reservoir,
  clinic: Clinic,
): Dates["refillBy"] {
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
