import { effectAxis } from "../../src/operations/operations.ts";
import type { Locale } from "../../src/quantity/quantity.ts";
import type { AxisOf } from "./write-question.ts";

/** A picture's axis of effects: its name, and how it is read. */
export function drawAxis({ measure, ratio, sizes }: AxisOf, locale: Locale): ReturnType<typeof effectAxis> {
  const axis = effectAxis(measure, locale, sizes);
  return ratio ? { ...axis, log: true } : axis;
}
