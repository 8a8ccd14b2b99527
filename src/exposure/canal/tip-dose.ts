import type { Amount, DoseRate, Hours } from "../../quantity/quantity.ts";
import { eventsOf, type Input } from "../input.ts";

/** An even dose at the tip of the catheter between two moments. */
export interface Stream {
  readonly from: Hours;
  readonly until: Hours;
  readonly rate: DoseRate;
}

/** An amount that leaves the tip at once. */
export interface Shot {
  readonly at: Hours;
  readonly amount: Amount;
}

/** One drug at the tip over time: streams and shots, in any order, overlapping as they like. */
export interface TipDose {
  readonly streams: readonly Stream[];
  readonly shots: readonly Shot[];
}

/** An even dose from 0 h on. */
export const steadily = (rate: DoseRate, until: Hours): TipDose => ({
  streams: [{ from: 0 as Hours, until, rate }],
  shots: [],
});

/** One amount at once. */
export const shot = (amount: Amount, at: Hours = 0 as Hours): TipDose => ({
  streams: [],
  shots: [{ at, amount }],
});

/** All that has left the tip up to each of ascending moments; a shot at the moment itself counts. */
export function amountsUntil(dose: TipDose, moments: ArrayLike<number>): Float64Array {
  const events = eventsOf(inputOf(dose));
  const amounts = new Float64Array(moments.length);
  let [now, rate, amount, next] = [0, 0, 0, 0];
  for (let i = 0; i < moments.length; i++) {
    const moment = moments[i]!;
    while (next < events.length && events[next]!.at <= moment) {
      const { at, boluses, rates } = events[next++]!;
      amount += rate * (at - now);
      now = at;
      for (const [, more] of boluses) amount += more;
      for (const [, changed] of rates) rate = changed;
    }
    amount += rate * (moment - now);
    now = moment;
    amounts[i] = amount;
  }
  return amounts;
}

/** The dose as what enters compartment 0, on a clock that counts hours. */
export const inputOf = ({ streams, shots }: TipDose): Input => ({
  boluses: shots.map(({ at, amount }) => ({ at, amount, into: 0 })),
  infusions: streams.map(({ from, until, rate }) => ({ at: from, until, rate, into: 0 })),
});
