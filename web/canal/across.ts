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
): { x: number[]; across: (x: number) => string; unit: "d" | "h" } {
  const end = outward((at.at(-1) ?? 0) as Hours, "time", "d").value;
  // Two days and a half is the longest that is still read in hours.
  const unit = end > 2.5 ? "d" : "h";
  return {
    x: at.map((moment) => outward(moment as Hours, "time", unit).value),
    across: (x) => renderQuantity({ value: x, unit }, locale),
    unit,
  };
}

/** A moment of the axis in words. */
export const sayMoment = (at: number, locale: Locale): string => renderDuration(at as Hours, locale);

/** Every sixth moment, which falls on whole hours for every span: some two dozen rows. */
export const sampled = (count: number): number[] =>
  Array.from({ length: Math.ceil(count / 6) }, (_, i) => i * 6);
