import { type Device, evenFlow, hoursToDeliver, type Profile } from "../../delivery/delivery.ts";
import { ratioOf } from "../../knowledge/knowledge.ts";
import { type Hours, inward, type Volume } from "../../quantity/quantity.ts";
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
  /** What runs from that moment on, and where in its cycle it stands then. */
  readonly profile: Profile;
  readonly clock: Hours;
  /** How long before that moment so much had been programmed since the fill, in hours below zero. */
  readonly past: (programmed: Volume) => Hours | undefined;
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
  /** The chance of being empty once so much has been programmed since the fill. */
  readonly emptyOnce: (programmed: Volume) => number;
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

/** When a pump of which so much was learned runs empty, by the hours of its program. */
export function projectFrom({ error, ...learned }: Learned, running: Running): Projection {
  const { filled, told = filled, counted, alarmVolume, profile, clock, past } = running;
  const fill: Emptying = { filled, error: error.filled, ratio: learned.ratio };
  const idle = evenFlow(profile) === 0;
  const hoursTo = (programmed: Volume | undefined): Hours | undefined =>
    programmed === undefined || idle
      ? undefined
      : programmed < counted
        ? // What only boluses asked for has no moment of its own: by now it had been asked for.
          (past(programmed) ?? (0 as Hours))
        : hoursToDeliver((programmed - counted) as Volume, profile, clock);
  const atAlarm = alarmVolume === undefined ? undefined : (Math.max(0, told - alarmVolume) as Volume);
  return {
    ...learned,
    alarm: hoursTo(atAlarm),
    empty: {
      early: hoursTo(emptiedAt(0.05, fill)),
      median: hoursTo(emptiedAt(0.5, fill)),
      late: hoursTo(emptiedAt(0.95, fill)),
    },
    emptyBeforeAlarm: atAlarm === undefined || idle ? undefined : emptyOnce(atAlarm, fill),
    emptyOnce: (programmed) => emptyOnce(programmed, fill),
  };
}
