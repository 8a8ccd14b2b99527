import { z } from "zod";
import { quantity, refuse } from "../quantity/quantity.ts";

const listed = z.strictObject({
  model: z.string(),
  /** At which volume the pump sounds its low-reservoir alarm. */
  alarmVolume: quantity("volume").optional(),
  /** Volume between reservoir and catheter, as this pump's card or programmer shows it. */
  tubing: quantity("volume").optional(),
  /** Which version of the listed tubing volume holds for this pump. */
  tubingVersion: z.string().optional(),
  /** Which size, for a model that comes in several. */
  capacity: quantity("volume").optional(),
  /** The flow a constant pump left the factory with. */
  factoryFlow: quantity("flow").optional(),
});

const custom = z.strictObject({
  custom: z
    .strictObject({
      name: z.string().max(80).optional(),
      capacity: quantity("volume"),
      residual: quantity("volume"),
      alarmVolume: quantity("volume"),
      minFlow: quantity("flow"),
      maxFlow: quantity("flow"),
      accuracy: quantity("fraction"),
      tubing: quantity("volume"),
      /** Smallest step of a programmed flow. */
      flowStep: quantity("flow").optional(),
      flexSteps: z.int().min(1).max(1440).optional(),
    })
    .superRefine((pump, context) => {
      if (pump.capacity.value === 0)
        refuse(context, { en: "expected a volume above zero, got 0", zh: "容积应大于零；现为 0" }, [
          "capacity",
        ]);
      if (pump.flowStep?.value === 0)
        refuse(context, { en: "expected a step above zero, got 0", zh: "步长应大于零；现为 0" }, [
          "flowStep",
        ]);
      if (pump.maxFlow.value === 0)
        refuse(context, { en: "expected a flow above zero, got 0", zh: "流速应大于零；现为 0" }, ["maxFlow"]);
    }),
});

/** Which pump: one of the listed models, or a custom one with all its numbers. */
export const pumpChoice = z.union([listed, custom]);
export type PumpChoice = z.output<typeof pumpChoice>;

const segment = z.strictObject({
  supplied: quantity("length"),
  trimmed: quantity("length"),
  volumePerLength: quantity("volumePerLength").optional(),
});

/** Which catheter: its volume, or its segments with what was cut off each. */
export const catheterChoice = z.union([
  z.strictObject({ volume: quantity("volume") }),
  z.strictObject({
    model: z.string().optional(),
    segments: z.array(segment).superRefine((all, context) => {
      if (all.length === 0) refuse(context, { en: "expected at least one segment", zh: "至少需要一段" });
    }),
  }),
]);
export type CatheterChoice = z.output<typeof catheterChoice>;
