import { z } from "zod";
import { quantity } from "../quantity/quantity.ts";
import { indications, jurisdictions } from "./read-limit.ts";
import { receipt, text } from "./receipt.ts";

/** What a patient may have that a rule speaks of. */
export const conditions = [
  "pregnancy",
  "psychosis",
  "substance abuse",
  "uncontrolled cardiovascular disease",
  "cardiovascular risk",
  "severe liver disease",
  "moderate liver disease",
  "liver risk",
  "raised intracranial pressure",
  "raised intraocular pressure",
  "recent brain injury",
] as const;

/** What a source says in words, under one of the subjects given, with its receipt. */
export const rule = <const About extends string>(about: readonly [About, ...About[]]) =>
  z.strictObject({
    id: z.string(),
    about: z.enum(about),
    jurisdictions: z.array(z.enum(jurisdictions)).optional(),
    /** Purposes that it speaks of; absent: any. */
    indications: z.array(z.enum(indications)).optional(),
    /** Patient conditions that bring the rule up; absent: it is shown for all. */
    conditions: z.array(z.enum(conditions)).optional(),
    /** True where other sedatives bring the rule up. */
    cosedatives: z.boolean().optional(),
    /** True where it says what to do: shown before what only explains. */
    act: z.literal(true).optional(),
    /** The share that the sentence speaks of, for what is held against it. */
    range: z.strictObject({ lower: quantity("fraction"), upper: quantity("fraction") }).optional(),
    /** How long after the last of a drug was given its withdrawal begins, as the sentence says. */
    onset: z.strictObject({ lower: quantity("time"), upper: quantity("time") }).optional(),
    /** True where a patient's card says it. */
    forPatients: z.boolean().optional(),
    says: text,
    ...receipt,
  });
