import { z } from "zod";
import { receipt, text } from "./receipt.ts";

const estimate = z.strictObject({
  id: z.string(),
  about: z.enum(["pain", "function", "harm", "sleep"]),
  measure: z.enum(["MD", "RR", "share"]),
  estimate: z.number(),
  ci: z.tuple([z.number(), z.number()]),
  p: z.number().optional(),
  scale: text,
  /** When after treatment. */
  window: text,
  certainty: text.optional(),
  says: text,
  ...receipt,
});
export type Estimate = z.output<typeof estimate>;

/** A published synthesis: every pooled result with its window and scale, and who says otherwise. */
export const published = z.strictObject({
  id: z.string(),
  name: z.string(),
  route: z.literal("intravenous"),
  drug: z.string(),
  population: text,
  included: z.strictObject({
    trials: z.int().optional(),
    participants: z.int().optional(),
    searchedTo: z.iso.date().optional(),
    says: text,
    id: z.string(),
    ...receipt,
  }),
  estimates: z.array(estimate),
  /** What it concludes, in words. */
  concludes: z.strictObject({ id: z.string(), says: text, ...receipt }).optional(),
  /** Ids of syntheses that find otherwise, and in what. */
  disagrees: z.array(z.strictObject({ with: z.string(), says: text })).default([]),
});
export type Published = z.output<typeof published>;
