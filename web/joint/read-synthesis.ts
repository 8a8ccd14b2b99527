// What the page asks about the trials: kept in the plan, so that the address carries it and undo brings it back.
import { z } from "zod";

export const measures = ["RR", "OR", "RD", "MD", "SMD"] as const;
export const exposures = [
  "total",
  "totalPerKg",
  "hours",
  "sessions",
  "peak",
  "auc",
  "above",
  "metabolitePeak",
  "metaboliteAuc",
] as const;
export const terms = ["any", "short", "medium", "long"] as const;
export const shapes = ["linear", "log-linear", "emax"] as const;
export const methods = ["REML", "DL", "PM", "ML", "EE"] as const;
export const tests = ["knha", "t", "z"] as const;

/** Longest text of own trials: a thousand arms and more. */
export const ownAtMost = 300_000;

export const synthesis = z.strictObject({
  measure: z.enum(measures),
  exposure: z.enum(exposures),
  /** The kinetic model that exposures are computed by. */
  model: z.string().max(80),
  /** As typed; counts only for hours above it. */
  threshold: z.string().max(80),
  term: z.enum(terms),
  shape: z.enum(shapes),
  method: z.enum(methods),
  test: z.enum(tests),
  repeated: z.boolean(),
  time: z.boolean(),
  condition: z.boolean(),
  /** Arms that the reader dropped. */
  without: z.array(z.string().max(200)).max(500),
  /** True where the mark is the protocol of the ketamine page, as long as there is one. */
  table: z.boolean(),
  /** Another protocol, and trials of one's own, as JSON text. */
  protocol: z.string().max(20_000),
  own: z.string().max(ownAtMost),
  /** The limit whose neighbours are shown, with a dose they are held against, and the trial that is told. */
  limit: z.string().max(80).default(""),
  at: z.string().max(80).default(""),
  study: z.string().max(80).default(""),
});
export type Synthesis = z.output<typeof synthesis>;

export const blankSynthesis: Synthesis = {
  measure: "RR",
  exposure: "peak",
  model: "simons2022",
  threshold: "100 ng/mL",
  term: "any",
  shape: "linear",
  method: "REML",
  test: "knha",
  repeated: false,
  time: false,
  condition: false,
  without: [],
  table: true,
  protocol: "",
  own: "",
  limit: "",
  at: "",
  study: "",
};

/** What JSON text holds; `fault` where it is not JSON. */
export function readJson(text: string): { readonly value?: unknown; readonly fault?: true } {
  if (text.trim() === "") return {};
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { fault: true };
  }
}
