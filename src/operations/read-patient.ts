import { z } from "zod";
import { type Instant, quantity, readInstant, refuse } from "../quantity/quantity.ts";

const birthDate = z
  .unknown()
  .meta({ title: "calendar date", type: "string", format: "date" })
  .transform((value, context): Instant => {
    const read =
      typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value)
        ? readInstant(`${value}T00:00:00Z`)
        : undefined;
    if (read) return read;
    refuse(context, { en: `expected a date such as "1970-04-30"`, zh: `应为日期，例如 "1970-04-30"` });
    return z.NEVER;
  });

/** Who is treated, as `check` is told. */
export const patient = z.strictObject({
  birthDate: birthDate.optional(),
  weight: quantity("weight").optional(),
  opioid: z.enum(["naive", "tolerant", "unknown"]).optional(),
  conditions: z.array(z.string().max(80)).max(100).optional(),
  cosedatives: z.array(z.string().max(80)).max(100).optional(),
});
