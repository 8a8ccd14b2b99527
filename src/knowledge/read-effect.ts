import { z } from "zod";
import { quantity } from "../quantity/quantity.ts";
import { receipt, text } from "./receipt.ts";

/** A range of plasma concentrations in which an effect was seen: described, never a target. */
export const effect = z.strictObject({
  id: z.string(),
  title: text,
  drug: z.string(),
  /** Where blood was drawn: arterial and venous concentrations differ while an infusion is young. */
  matrix: z.enum(["arterial", "venous", "not stated"]),
  lower: quantity("concentration"),
  /** The same as lower where the source gives one figure. */
  upper: quantity("concentration"),
  ...receipt,
});
export type Effect = z.output<typeof effect>;
