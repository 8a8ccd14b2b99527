import { z } from "zod";
import { indications, jurisdictions, limit, routes } from "./read-limit.ts";
import { fact, receipt, text } from "./receipt.ts";
import { rule } from "./rule.ts";

/** How long a solution may stay in the pump. */
export const stability = z.strictObject({
  id: z.string(),
  /** The solution's state: first fill of a new pump, diluted, or any. */
  state: z.enum(["any", "first fill", "diluted", "undiluted"]).default("any"),
  /** Time in the pump at body temperature; absent where the source gives none. */
  ...fact("time").partial({ value: true }).shape,
  says: text,
});
export type Stability = z.output<typeof stability>;

/** Several drugs in one reservoir, exactly these, and how long they keep together. */
export const mixture = z.strictObject({
  /** The ids of its drugs in alphabetical order, joined by "-". */
  id: z.string(),
  drugs: z.array(z.string()).min(2),
  stability: z.array(stability).min(1),
});
export type Mixture = z.output<typeof mixture>;

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
      /** The indications the label names; absent: not known here. */
      for: z.array(z.enum(indications)).optional(),
      ...receipt,
    }),
  ),
  /** Concentrations it is sold in. */
  ampoules: z.array(fact("concentration").extend({ product: z.string().optional() })).default([]),
  /** Salts it is weighed as; `base` is the share of the salt's mass that is the drug itself. */
  salts: z.array(z.strictObject({ id: z.string(), name: text, base: fact("fraction") })).default([]),
  limits: z.array(limit).default([]),
  stability: z.array(stability).default([]),
  /** Rules in words: withdrawal, overdose, conversion, contraindication, taper. */
  rules: z
    .array(
      rule([
        "withdrawal",
        "overdose",
        "pocket fill",
        "loss of effect",
        "weaning",
        "taper",
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
        "dose",
        "indication",
        "monitoring",
        "compounding",
      ]),
    )
    .default([]),
  note: text.optional(),
});
export type Drug = z.output<typeof drug>;

const place = z.strictObject({ drug: z.string(), route: z.enum([...routes, "oral"]) });

/** Ratios between routes or drugs that sources give: always shown as the whole spread. */
export const conversion = z.strictObject({
  id: z.string(),
  title: text,
  ratios: z.array(
    z.strictObject({
      id: z.string(),
      from: place,
      to: place,
      /** How many of `from` one of `to` replaces. */
      ratios: z.array(z.number().positive()).min(1),
      says: text,
      ...receipt,
    }),
  ),
});
export type Conversion = z.output<typeof conversion>;
