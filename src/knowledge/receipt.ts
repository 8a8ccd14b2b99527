import { z } from "zod";
import { type Kind, quantity } from "../quantity/quantity.ts";

/** How far a number can be trusted, best first. */
export const statuses = [
  "transcribed",
  "found",
  "second-hand",
  "recalled-H",
  "recalled-M",
  "recalled-L",
  "recalled",
  "computed",
  "assumption",
] as const;
export type Status = (typeof statuses)[number];

/** Only a number that someone read in its source may block; everything else informs. */
export const isVerified = (status: Status): boolean => status === "transcribed" || status === "found";

/** A sentence in both languages. */
export const text = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });
export type Text = z.output<typeof text>;

/** What each status means, for a reader. */
export const statusNames: Readonly<Record<Status, Text>> = {
  transcribed: { en: "compared with the page by a person", zh: "已由人工与原文核对" },
  found: { en: "read in the source", zh: "已在来源中读到" },
  "second-hand": { en: "read where another source states it", zh: "由另一来源转述" },
  "recalled-H": { en: "not yet verified; recalled with high confidence", zh: "尚未核实；凭记忆，把握高" },
  "recalled-M": { en: "not yet verified; recalled with medium confidence", zh: "尚未核实；凭记忆，把握中等" },
  "recalled-L": { en: "not yet verified; recalled with low confidence", zh: "尚未核实；凭记忆，把握低" },
  recalled: { en: "not yet verified; recalled", zh: "尚未核实；凭记忆" },
  computed: { en: "computed from other rows", zh: "由其他数值计算" },
  assumption: { en: "an assumption of this software", zh: "本软件的假定" },
};

/** Where a number comes from. Stands beside every clinical number. */
export const receipt = {
  /** Id of a file in data/sources/. */
  source: z.string(),
  /** Page, table or section within the source. */
  locator: z.string().optional(),
  edition: z.string().optional(),
  /** Strength and certainty as a guideline grades its own statement, as "C, low". */
  grade: z.string().optional(),
  status: z.enum(statuses),
  /** Row id of the fact sheet, as "BAC-07". */
  fact: z.string().optional(),
  /** The source's own words, where they decide. */
  quote: z.string().optional(),
  note: text.optional(),
  verifiedBy: z.string().optional(),
  verifiedOn: z.iso.date().optional(),
};
export interface Receipt {
  readonly source: string;
  readonly locator?: string | undefined;
  readonly edition?: string | undefined;
  readonly grade?: string | undefined;
  readonly status: Status;
  readonly fact?: string | undefined;
  readonly quote?: string | undefined;
  readonly note?: Text | undefined;
  readonly verifiedBy?: string | undefined;
  readonly verifiedOn?: string | undefined;
}

/** One number of one kind with its receipt. */
export const fact = <K extends Kind>(kind: K) => z.strictObject({ value: quantity(kind), ...receipt });
/** A plain count with its receipt, such as the steps that a flex program may have. */
export const count = z.strictObject({ value: z.int().min(0), ...receipt });
