import { z } from "zod";
import { jurisdictions } from "./read-limit.ts";
import { text } from "./receipt.ts";

/** A publication, label, notice or manual that numbers come from. */
export const source = z.strictObject({
  id: z.string(),
  /** Its own title where that is known here, else what it is. */
  title: z.string(),
  /** What a sentence calls it, as "PACC 2017"; the title where absent. */
  short: z.string().optional(),
  authors: z.string().optional(),
  /** Journal, publisher or agency. */
  in: z.string().optional(),
  year: z.int().min(1900).max(2100).optional(),
  doi: z.string().optional(),
  pmid: z.string().optional(),
  pmcid: z.string().optional(),
  url: z.url().optional(),
  edition: z.string().optional(),
  jurisdiction: z.enum(jurisdictions).optional(),
  kind: z.enum([
    "label",
    "guideline",
    "consensus",
    "article",
    "manual",
    "notice",
    "textbook",
    "web page",
    "software",
    "assumption",
  ]),
  /** What a reader must know before trusting it, as that it is a weak source. */
  note: text.optional(),
});
export type Source = z.output<typeof source>;
