import type { Amount, DoseRate, Hours } from "../../quantity/quantity.ts";

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

/** All that leaves the tip up to a moment; a shot at the moment itself counts. */
export function amountUntil({ streams, shots }: TipDose, moment: number): Amount {
  let amount = 0;
  for (const { from, until, rate } of streams) amount += rate * Math.max(0, Math.min(until, moment) - from);
  for (const one of shots) if (one.at <= moment) amount += one.amount;
  return amount as Amount;
}
