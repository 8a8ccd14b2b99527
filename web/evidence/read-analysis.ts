// What is pooled and how: kept in the plan, so that the address carries it and undo brings it back.
import { z } from "zod";

export const methods = ["REML", "DL", "PM", "ML", "EB", "SJ", "HE", "HS", "EE", "MH", "PETO"] as const;
export const tests = ["knha", "adhoc", "t", "z"] as const;
export const levels = [0.9, 0.95, 0.99] as const;
export const predictions = ["test", "k-1", "k-2", "z", "none"] as const;
export const tools = [
  "heterogeneity",
  "leaveOneOut",
  "influence",
  "cumulative",
  "bias",
  "selection",
  "subsets",
  "moderator",
  "labbe",
  "radial",
] as const;
export type ToolName = (typeof tools)[number];

const words = z.string().max(200);
const number = z.string().max(40);
/** Which column; null for none. */
const column = z.number().int().min(0).max(199).nullable();

/** The table as it stands on the page: all cells as text, and what each column is. */
export const sheet = z.strictObject({
  name: words,
  columns: z.array(words).max(200),
  /** Beside each column: metafor's name of it, `id`, `design`, `scaleMin`, `scaleMax`, or empty for not used. */
  roles: z.array(z.string().max(40)).max(200),
  rows: z.array(z.array(z.string().max(1000)).max(200)).max(100_000),
});
export type Sheet = z.output<typeof sheet>;

export const analysis = z.strictObject({
  sheet,
  /** Rows that are left out, by their place. */
  dropped: z.array(z.number().int().min(0)).max(100_000),
  measure: z.string().max(20),
  /** Effects as published are logarithms of ratios. */
  ratio: z.boolean(),
  method: z.enum(methods),
  test: z.enum(tests),
  level: z.number().gt(0).lt(1),
  prediction: z.enum(predictions),
  /** One tau² for all subgroups. */
  common: z.boolean(),
  subgroup: column,
  moderator: column,
  /** By which column the cumulative analysis goes. */
  order: column,
  /** The minimal important difference as typed, on the natural scale. */
  mid: number,
  midSide: z.enum(["below", "above"]),
  left: words,
  right: words,
  experimental: z.string().max(60),
  control: z.string().max(60),
  title: words,
  /** Low is turned into high; of counts, those without the event are counted. */
  reverse: z.boolean(),
  /** The scale that outcomes were measured on, and the one they are shown on: `0-100`, or empty. */
  scale: number,
  onto: number,
  tool: z.enum(tools),
});
export type Analysis = z.output<typeof analysis>;

/** How every analysis begins: as is recommended today. */
export const usual: Omit<Analysis, "sheet"> = {
  dropped: [],
  measure: "RR",
  ratio: false,
  method: "REML",
  test: "knha",
  level: 0.95,
  prediction: "test",
  common: false,
  subgroup: null,
  moderator: null,
  order: null,
  mid: "",
  midSide: "below",
  left: "",
  right: "",
  experimental: "",
  control: "",
  title: "",
  reverse: false,
  scale: "",
  onto: "",
  tool: "heterogeneity",
};
