import { z } from "zod";
import { fact, receipt, text } from "./receipt.ts";
import { jurisdictions, limit, routes } from "./read-limit.ts";

/** How long a solution may stay in the pump. */
export const stability = z.strictObject({
  id: z.string(),
  /** Drugs besides this one that must be in the solution, exactly these; empty: this drug alone. */
  with: z.array(z.string()).default([]),
  /** The solution's state: first fill of a new pump, diluted, or any. */
  state: z.enum(["any", "first fill", "diluted", "undiluted"]).default("any"),
  /** Days in the pump at body temperature; absent where the source gives none. */
  ...fact("time").partial({ value: true }).shape,
  says: text,
});
export type Stability = z.output<typeof stability>;

/** A drug: names, what it comes in, its limits, its stability, and rules in words. */
export const drug = z.strictObject({
  id: z.string(),
  name: text,
  /** As ISMP and FDA print it where it can be mistaken, as "HYDROmorphone". */
  tallMan: z.string().optional(),
  class: z.enum([
    "GABA-B agonist",
    "opioid",
    "N-type calcium channel blocker",
    "local anaesthetic",
    "alpha-2 agonist",
    "NMDA antagonist",
    "vehicle",
  ]),
  /** The unit its doses are shown in. */
  shown: z.enum(["ug", "mg"]),
  /** Where a label approves it, by route and jurisdiction. */
  labelled: z.array(
    z.strictObject({
      route: z.enum(routes),
      jurisdictions: z.array(z.enum(jurisdictions)),
      product: z.string(),
      for: z.array(z.string()).optional(),
      ...receipt,
    }),
  ),
  /** Concentrations it is sold in. */
  ampoules: z.array(fact("concentration")).default([]),
  limits: z.array(limit).default([]),
  stability: z.array(stability).default([]),
  /** Rules in words: withdrawal, overdose, conversion, contraindication, taper. */
  rules: z
    .array(
      z.strictObject({
        id: z.string(),
        about: z.enum([
          "withdrawal",
          "overdose",
          "interruption",
          "contraindication",
          "titration",
          "conversion",
          "salt",
          "kinetics",
          "trial",
          "granuloma",
          "stability",
          "refill",
        ]),
        jurisdictions: z.array(z.enum(jurisdictions)).optional(),
        says: text,
        ...receipt,
      }),
    )
    .default([]),
  note: text.optional(),
});
export type Drug = z.output<typeof drug>;

/** Ratios between routes or drugs that sources give: always shown as the whole spread. */
export const conversion = z.strictObject({
  id: z.string(),
  title: text,
  ratios: z.array(
    z.strictObject({
      id: z.string(),
      from: z.string(),
      to: z.string(),
      /** How many of `from` one of `to` replaces. */
      ratios: z.array(z.number().positive()).min(1),
      says: text,
      ...receipt,
    }),
  ),
});
export type Conversion = z.output<typeof conversion>;
