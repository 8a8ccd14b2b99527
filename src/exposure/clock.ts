import { fraction, type Hours, type Quantity, scale, unitOf } from "../quantity/quantity.ts";

/**
 * A clock that counts whole ticks, chosen so that every time of a question falls on one: two times are the same
 * instant exactly when their ticks are the same number, whatever units they were written in.
 */
export interface Clock {
  /** Ticks in an hour. */
  readonly perHour: number;
}

/** Moments on a clock, in ticks. */
export type Ticks = number;

/** A clock that ticks in minutes: for callers whose times are whole minutes. */
export const minutes: Clock = { perHour: scale("min", "time") };

/** Ticks as hours. */
export const hoursOf = (ticks: Ticks, clock: Clock): Hours => (ticks / clock.perHour) as Hours;

const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisor(b, a % b));

function exact(time: Quantity<"time">): readonly [bigint, bigint] {
  const unit = unitOf(time.unit)!;
  const [numerator, denominator] = fraction(time.value);
  const [top, bottom] = [numerator * unit.numerator, denominator * unit.denominator];
  const common = divisor(top, bottom) || 1n;
  return [top / common, bottom / common];
}

const largest = 10n ** 300n;

/** The coarsest clock on which all these times are whole ticks; undefined where no number can count that finely. */
export function clockFor(times: readonly Quantity<"time">[]): Clock | undefined {
  let perHour = 1n;
  for (const time of times) {
    const [, bottom] = exact(time);
    perHour = (perHour / divisor(perHour, bottom)) * bottom;
    if (perHour > largest) return undefined;
  }
  const beyond = times.some((time) => {
    const [top, bottom] = exact(time);
    return (top * perHour) / bottom > largest;
  });
  if (beyond) return undefined;
  return { perHour: Number(perHour) };
}

/** A time on the clock. */
export function ticksOf(time: Quantity<"time">, clock: Clock): Ticks {
  const [top, bottom] = exact(time);
  return Number((top * BigInt(clock.perHour)) / bottom);
}
