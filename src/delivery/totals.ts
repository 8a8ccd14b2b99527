import type { Amount, DoseRate, Flow, Hours, Volume } from "../quantity/quantity.ts";
import type { BolusAllowance } from "./patient-bolus.ts";
import { meanFlow, mostWithin, type Profile, volumeBetween } from "./profile.ts";
import { day, hour, type Ingredient, week } from "./program-profile.ts";

/** What one drug gets from a volume: volume × its concentration. */
export const amountIn = (volume: Volume, drug: Ingredient): Amount => (volume * drug.concentration) as Amount;
/** What one drug gets from a flow: flow × its concentration (Q·C). */
export const doseAt = (flow: Flow, drug: Ingredient): DoseRate => (flow * drug.concentration) as DoseRate;

/** What a program delivers, without and with every bolus that the patient may call for. */
export interface Totals {
  readonly flow: Flow;
  /** Mean flow in each hour of the pump's day; over a week, the mean of that hour's seven days. */
  readonly hourly: readonly Flow[];
  /** The most within 24 h and within one hour, every allotted bolus taken, as mean flows over that time. */
  readonly worstDaily: Flow;
  readonly worstHour: Flow;
  /** Mean flow with every allotted bolus of every day. */
  readonly worstFlow: Flow;
}

export function totalsOf(profile: Profile, bolus?: BolusAllowance): Totals {
  const flow = meanFlow(profile);
  const extraPerDay = bolus ? bolus.perDay * bolus.volume : 0;
  const extraInHour = bolus ? bolus.perHour * bolus.volume * Math.min(1, hour / bolus.duration) : 0;
  return {
    flow,
    hourly: Array.from({ length: day / hour }, (_, index) => hourMean(profile, index)),
    worstDaily: ((mostWithin(profile, day) + extraPerDay) / day) as Flow,
    worstHour: ((mostWithin(profile, hour) + extraInHour) / hour) as Flow,
    worstFlow: (flow + extraPerDay / day) as Flow,
  };
}

function hourMean(profile: Profile, index: number): Flow {
  if (profile.pieces.length === 1) return profile.pieces[0]!.flow;
  const days = profile.cycle === week ? week / day : 1;
  let volume = 0;
  for (let d = 0; d < days; d++) {
    const start = d * day + index * hour;
    volume += volumeBetween(profile, start as Hours, (start + hour) as Hours);
  }
  return (volume / days / hour) as Flow;
}
