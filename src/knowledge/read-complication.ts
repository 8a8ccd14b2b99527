import { z } from "zod";
import { quantity } from "../quantity/quantity.ts";
import { fact, receipt, text } from "./receipt.ts";

/** How often something goes wrong, or a course is kept, as studies found it: they differ by era and age. */
export const complication = z.strictObject({
  id: z.string(),
  title: text,
  rates: z
    .array(
      z.strictObject({
        id: z.string(),
        /** In whom: children and adults, old and new catheters differ several times over. */
        population: text,
        /** Share of the patients (or pumps) that had it, over the time given. */
        share: quantity("fraction").optional(),
        /** Share that stayed free of it. */
        free: quantity("fraction").optional(),
        over: quantity("time").optional(),
        /** Events per patient and year, for simulation. */
        hazard: fact("rateConstant").optional(),
        says: text,
        ...receipt,
      }),
    )
    .min(1),
});
export type Complication = z.output<typeof complication>;
