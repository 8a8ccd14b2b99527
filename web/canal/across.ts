import {
  type Hours,
  outward,
  renderDuration,
  renderQuantity,
  type Locale,
} from "../../src/quantity/quantity.ts";

/** The axis of time of a picture: in hours for a day, in days for longer. */
export function across(
  at: readonly number[],
  locale: Locale,
): { x: number[]; across: (x: number) => string } {
  const end = outward((at.at(-1) ?? 0) as Hours, "time", "d").value;
  // Two days and a half is the longest that is still read in hours.
  const unit = end > 2.5 ? "d" : "h";
  return {
    x: at.map((moment) => outward(moment as Hours, "time", unit).value),
    across: (x) => renderQuantity({ value: x, unit }, locale),
  };
}

/** A moment of the axis in words. */
export const sayMoment = (at: number, locale: Locale): string => renderDuration(at as Hours, locale);

/** Every so many, so that a table has some two dozen rows; the last one always. */
export function sampled(count: number): number[] {
  const step = Math.max(1, Math.round(count / 24));
  const picked = Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
  if (picked.at(-1) !== count - 1) picked.push(count - 1);
  return picked;
}
