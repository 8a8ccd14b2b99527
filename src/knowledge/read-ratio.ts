import { z } from "zod";
import { fact, text } from "./receipt.ts";

/**
 * What is known of how much a kind of pump delivers of what it is told, before its own refills are looked at, and how
 * well a refill measures it. The file that names no pumps holds for all that no other file names.
 */
export const ratio = z.strictObject({
  id: z.string(),
  title: text,
  pumps: z.array(z.string()),
  /** Delivered over programmed volume, mean over pumps. */
  mean: fact("fraction"),
  /** Its standard deviation from pump to pump. */
  deviation: fact("fraction"),
  /** Where the pump's labelled accuracy is known, this share of it is the standard deviation instead. */
  shareOfAccuracy: fact("fraction").optional(),
  /** Standard deviation of a volume put in. */
  filled: fact("volume"),
  /** Standard deviation of a volume drawn out. */
  aspirated: fact("volume"),
});
export type Ratio = z.output<typeof ratio>;
