import { normalQuantileAbove } from "../../evidence/evidence.ts";
import { learn, type MeasurementError, type Period, ranDry, type Ratio, varianceOf } from "./ratio.ts";

/** A change of the ratio against the pump's own history. */
export interface Drift {
  /** How many of the latest periods stand apart. */
  readonly latest: number;
  /** Ratio in those periods less the ratio before them. */
  readonly change: number;
  /** The change in its standard deviations. */
  readonly z: number;
}

/** The latest one, two or four periods are held against all before them. */
const windows = [1, 2, 4] as const;

/** How far a window must stand apart so that one refill in a hundred at the most alarms on its own, by Bonferroni. */
const threshold = (falseAlarms: number): number => normalQuantileAbove(falseAlarms / 2 / windows.length);

/** The false alarms per refill that are put up with. */
export const falseAlarmRate = 0.01;
const farOff = threshold(falseAlarmRate);

/**
 * The change that stands out most, if any does. Periods that ended dry are left out: they speak for themselves. At
 * least one period must lie before the window, or it is the pump that is unusual, not a drift.
 */
export function driftOf(
  prior: Ratio,
  periods: readonly Period[],
  error: MeasurementError,
): Drift | undefined {
  const measured = periods.filter((period) => !ranDry(period, error) && period.programmed > 0);
  const variance = varianceOf(error);
  let most: Drift | undefined;
  for (const latest of windows) {
    if (measured.length <= latest) continue;
    const before = learn(prior, measured.slice(0, -latest), error);
    const recent = measured.slice(-latest);
    const weight = recent.reduce((sum, { programmed }) => sum + programmed * programmed, 0);
    const delivered = recent.reduce((sum, p) => sum + p.programmed * (p.filled - p.aspirated), 0);
    const change = delivered / weight - before.mean;
    const z = change / Math.sqrt(before.sd * before.sd + variance / weight);
    if (Math.abs(z) > farOff && Math.abs(z) > Math.abs(most?.z ?? 0)) most = { latest, change, z };
  }
  return most;
}
