import { z } from "zod";
import { sessions } from "../knowledge/knowledge.ts";
import { quantity } from "../quantity/quantity.ts";

/** An intravenous protocol: patient, the vial in hand, what is mixed, and what is given on which day. */
export const protocol = z.strictObject({
  drug: z.string(),
  patient: z.strictObject({
    weight: quantity("weight"),
    /** The weight that doses are reckoned by, where it is not the real one. */
    dosingWeight: quantity("weight").optional(),
    conditions: z.array(z.string().max(80)).max(100).optional(),
  }),
  /** What stands on the vial in hand; never a default. */
  vial: z.strictObject({ concentration: quantity("concentration"), volume: quantity("volume").optional() }),
  mix: z
    .strictObject({
      drugVolume: quantity("volume").optional(),
      finalVolume: quantity("volume"),
      container: z.enum(["bag", "syringe"]),
    })
    .optional(),
  infusate: z
    .strictObject({
      concentration: quantity("concentration"),
      container: z.enum(["bag", "syringe"]).optional(),
    })
    .optional(),
  /** No step runs faster than this, whatever the weight. */
  cap: quantity("doseRate").optional(),
  sessions,
});
export type Protocol = z.output<typeof protocol>;
