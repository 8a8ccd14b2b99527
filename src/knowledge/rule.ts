import { z } from "zod";
import { jurisdictions } from "./read-limit.ts";
import { receipt, text } from "./receipt.ts";

/** What a source says in words, under one of the subjects given, with its receipt. */
export const rule = <const About extends string>(about: readonly [About, ...About[]]) =>
  z.strictObject({
    id: z.string(),
    about: z.enum(about),
    jurisdictions: z.array(z.enum(jurisdictions)).optional(),
    /** Patient conditions that bring the rule up, as `psychosis`. */
    conditions: z.array(z.string()).optional(),
    /** True where other sedatives bring the rule up. */
    cosedatives: z.boolean().optional(),
    says: text,
    ...receipt,
  });
