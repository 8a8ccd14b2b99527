import type { Device } from "../../delivery/delivery.ts";
import { ratioOf } from "../../knowledge/knowledge.ts";
import { type Flow, type Hours, inward, type Volume } from "../../quantity/quantity.ts";
import { type Drift, driftOf } from "./drift.ts";
import { emptiedAt, type Emptying, emptyOnce } from "./emptying.ts";
import { learn, type MeasurementError, type Period, type Ratio } from "./ratio.ts";

/** How much a kind of pump delivers of what it is told, before its refills are looked at; and how well they show it. */
export interface Prior extends Ratio {
  readonly error: MeasurementError;
}

/** The prior of `data/ratios/` for a device. */
export function priorOf(device: Device): Prior {
  const { mean, deviation, shareOfAccuracy, filled, aspirated } = ratioOf(device.model);
  const labelled = shareOfAccuracy && device.accuracy;
  return {
    mean: inward(mean.value, "fraction"),
    sd: labelled ? labelled * inward(shareOfAccuracy.value, "fraction") : inward(deviation.value, "fraction"),
    error: { filled: inward(filled.value, "volume"), aspirated: inward(aspirated.value, "volume") },
  };
}

/** A reservoir that runs down. */
export interface Running {
  /** What was put in. */
  readonly filled: Volume;
  /** What the pump was told was put in, where that is something else (INC-1): its alarm counts from there. */
  readonly told?: Volume | undefined;
  /** What was programmed between the fill and the moment from which hours are counted. */
  readonly counted: Volume;
  readonly alarmVolume?: Volume | undefined;
  readonly flow: Flow;
}

/** Early, median and late: 5, 50 and 95 %. Hours from the moment up to which the program is counted. */
export interface When {
  readonly early?: Hours | undefined;
  readonly median?: Hours | undefined;
  readonly late?: Hours | undefined;
}

export interface Projection {
  readonly ratio: Ratio;
  readonly drift?: Drift | undefined;
  /** Periods that the ratio was learned from. */
  readonly learnedFrom: number;
  readonly alarm?: Hours | undefined;
  readonly empty: When;
  readonly emptyBeforeAlarm?: number | undefined;
  /** The chance of being empty so many hours after that moment. */
  readonly emptyBy: (after: Hours) => number;
}

/** What a pump's refills say about it, at whatever moment one asks. */
export interface Learned {
  readonly ratio: Ratio;
  readonly drift?: Drift | undefined;
  readonly learnedFrom: number;
  readonly error: MeasurementError;
}

/** What the pump's own refills, in the order of time, say about what it delivers of what it is told. */
export function learnFrom(prior: Prior, periods: readonly Period[]): Learned {
  const telling = periods.filter(({ programmed }) => programmed > 0);
  const drift = driftOf(prior, telling, prior.error);
  // After a change only what came after it speaks for the pump as it is now.
  const heard = drift ? telling.slice(-drift.latest) : telling;
  return {
    ratio: learn(prior, heard, prior.error),
    drift,
    learnedFrom: heard.length,
    error: prior.error,
  };
}

/** What the pump's own refills, in the order of time, say about when it runs empty. */
export const project = (prior: Prior, periods: readonly Period[], running: Running): Projection =>
  projectFrom(learnFrom(prior, periods), running);

/** When a pump of which so much was learned runs empty. */
export function projectFrom({ error, ...learned }: Learned, running: Running): Projection {
  const { filled, told = filled, counted, flow, alarmVolume } = running;
  const fill: Emptying = { filled, error: error.filled, ratio: learned.ratio };
  const hoursTo = (p: number): Hours | undefined => {
    const programmed = emptiedAt(p, fill);
    return programmed === undefined || flow === 0 ? undefined : (((programmed - counted) / flow) as Hours);
  };
  const toAlarm = alarmVolume === undefined ? undefined : Math.max(0, told - counted - alarmVolume);
  return {
    ...learned,
    alarm: toAlarm === undefined || flow === 0 ? undefined : ((toAlarm / flow) as Hours),
    empty: { early: hoursTo(0.05), median: hoursTo(0.5), late: hoursTo(0.95) },
    emptyBeforeAlarm:
      toAlarm === undefined || flow === 0 ? undefined : emptyOnce((toAlarm + counted) as Volume, fill),
    emptyBy: (after) => emptyOnce((counted + flow * after) as Volume, fill),
  };
}
