// What the page of simulations asks: carried by the address and undone, never kept with a patient's record.
import { z } from "zod";

const typed = z.string().max(80);
const span = z.strictObject({ hours: typed, minutes: typed });

const wish = z.strictObject({ at: span, concentration: typed });
export type Wish = z.output<typeof wish>;
const given = z.strictObject({ kind: z.enum(["infusion", "bolus"]), at: span, amount: typed, for: span });
export type Given = z.output<typeof given>;
const sample = z.strictObject({ at: span, site: typed, concentration: typed });
export type Sample = z.output<typeof sample>;

/** How many rows a list may have here. */
export const rowsAtMost = 40;

export const views = ["target", "fit"] as const;

export const simulation = z.strictObject({
  view: z.enum(views),
  model: typed,
  weight: typed,
  /** Years; asked for where the model uses it. */
  age: typed,
  target: z.strictObject({
    wishes: z.array(wish).max(rowsAtMost),
    every: typed,
    until: span,
    fastest: typed,
    people: typed,
  }),
  fit: z.strictObject({
    doses: z.array(given).max(rowsAtMost),
    samples: z.array(sample).max(rowsAtMost),
    /** Error of one measurement in percent; empty: the model's own. */
    error: typed,
    until: span,
    people: typed,
  }),
});
export type Simulation = z.output<typeof simulation>;

export const noSpan = { hours: "", minutes: "" };
export const blankWish: Wish = { at: noSpan, concentration: "" };
export const blankGiven: Given = { kind: "infusion", at: noSpan, amount: "", for: noSpan };
export const blankSample: Sample = { at: noSpan, site: "", concentration: "" };

/** Nothing is filled in but how many people are drawn. */
export const blankSimulation: Simulation = {
  view: "target",
  model: "",
  weight: "",
  age: "",
  target: { wishes: [blankWish], every: "", until: noSpan, fastest: "", people: "300" },
  fit: { doses: [blankGiven], samples: [blankSample], error: "", until: noSpan, people: "1000" },
};

const hours = (count: string, minutes = ""): { hours: string; minutes: string } => ({
  hours: count,
  minutes,
});

/** Made-up figures, to see what the page does. */
export const madeUp: Simulation = {
  view: "target",
  model: "otto2021",
  weight: "70 kg",
  age: "",
  target: {
    wishes: [
      { at: hours("0"), concentration: "100 ng/mL" },
      { at: hours("2"), concentration: "150 ng/mL" },
      { at: hours("4"), concentration: "0 ng/mL" },
    ],
    every: "15 min",
    until: hours("6"),
    fastest: "60 mg/h",
    people: "300",
  },
  fit: {
    doses: [{ kind: "infusion", at: hours("0"), amount: "80 mg", for: hours("2") }],
    samples: [
      { at: hours("1"), site: "ketamine", concentration: "240 ng/mL" },
      { at: hours("2"), site: "ketamine", concentration: "330 ng/mL" },
      { at: hours("4"), site: "ketamine", concentration: "125 ng/mL" },
    ],
    error: "",
    until: hours("8"),
    people: "1000",
  },
};
