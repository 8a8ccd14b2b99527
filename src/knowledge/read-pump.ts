import { z } from "zod";
import { quantity } from "../quantity/quantity.ts";
import { jurisdictions } from "./read-limit.ts";
import { count, fact, receipt, text } from "./receipt.ts";
import { rule } from "./rule.ts";

/** What an implanted pump is and can do. Absent means not known here, never zero. */
export const pump = z.strictObject({
  id: z.string(),
  name: z.string(),
  maker: z.string(),
  /** "programmable" takes any flow in its range; "constant" has the flow it left the factory with. */
  drive: z.enum(["programmable", "constant"]),
  /** Whose word the modes are stands in the rule about "mode". */
  modes: z.array(z.enum(["continuous", "flex", "periodic", "minimum", "stopped", "patient bolus"])),
  /** The reservoir as filled; where one id comes in several sizes the largest, the others in `capacities`. */
  capacity: fact("volume"),
  capacities: z.array(fact("volume")).optional(),
  /** What stays behind when the reservoir is aspirated. */
  residual: fact("volume").optional(),
  /** The low-reservoir alarm's volume, where the maker recommends or fixes one. */
  alarmVolume: fact("volume").optional(),
  minFlow: fact("flow").optional(),
  maxFlow: fact("flow").optional(),
  /** The flow of the "minimum rate" mode. */
  minimumModeFlow: fact("flow").optional(),
  /** Flows that a constant pump is made with. */
  factoryFlows: z.array(fact("flow")).optional(),
  /** Smallest step of a programmed flow. */
  flowStep: fact("flow").optional(),
  /** Labelled deviation of delivered from programmed volume, to either side. */
  accuracy: fact("fraction").optional(),
  /** Volume between reservoir and catheter: versioned, the last one holds where none is named. */
  tubing: z
    .array(
      z.strictObject({
        /** As it is named in an input, and as a reader is told of it. */
        version: z.string(),
        called: text,
        from: z.iso.date().optional(),
        until: z.iso.date().optional(),
        value: quantity("volume"),
        ...receipt,
      }),
    )
    .optional(),
  flexSteps: count.optional(),
  /** How far the aspirated volume may lie from the expected one: by source. */
  tolerances: z
    .array(
      z.strictObject({
        id: z.string(),
        volume: quantity("volume").optional(),
        share: quantity("fraction").optional(),
        says: text,
        ...receipt,
      }),
    )
    .optional(),
  /** Longest service life, and what follows the replacement alarm. */
  life: fact("time").optional(),
  replacementNotice: fact("time").optional(),
  /** How long ahead a replacement is to be scheduled. */
  replacementPlanned: fact("time").optional(),
  /** Drugs the device is labelled for. */
  labelled: z.array(
    z.strictObject({
      drug: z.string(),
      product: z.string().optional(),
      jurisdictions: z.array(z.enum(jurisdictions)).optional(),
      /** The concentrations the device is labelled for. */
      concentration: z
        .strictObject({
          lower: quantity("concentration").optional(),
          upper: quantity("concentration").optional(),
        })
        .optional(),
      /** Age in years from which the device is labelled for the drug. */
      ages: z.strictObject({ from: z.number().optional(), below: z.number().optional() }).optional(),
      ...receipt,
    }),
  ),
  /** Rules in words: alarms, MRI, clock, priming. */
  rules: z
    .array(
      rule([
        "alarm",
        "MRI",
        "pocket fill",
        "clock",
        "prime",
        "replacement",
        "recall",
        "accuracy",
        "refill",
        "mode",
        "patient bolus",
        "implant",
        "solution",
        "failure",
      ]),
    )
    .optional(),
});
export type Pump = z.output<typeof pump>;

/** A catheter: its segments as supplied, each trimmed at implant. */
export const catheter = z.strictObject({
  id: z.string(),
  name: z.string(),
  maker: z.string(),
  supplied: fact("length").optional(),
  volumePerLength: fact("volumePerLength"),
  /** Other values in use for the same catheter: they stand side by side. */
  alternatives: z.array(fact("volumePerLength")).optional(),
  /** Rules in words: what to record, how often it fails. */
  rules: z.array(rule(["trim", "failure"])).optional(),
  note: text.optional(),
});
export type Catheter = z.output<typeof catheter>;
