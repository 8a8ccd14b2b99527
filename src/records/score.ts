import { z } from "zod";
import { besideOtherFaults, refuse } from "../quantity/quantity.ts";

const short = z.string().min(1).max(200);

/** What each score may be: a modified Ashworth knows 1+, the others whole or plain numbers in their range. */
const scales = {
  "Ashworth 0-4": [0, 4],
  "Ashworth 1-5": [1, 5],
  "modified Ashworth": [0, 4],
  NRS: [0, 10],
  VAS: [0, 100],
  Penn: [0, 4],
  PROMIS: undefined,
  "patient global": [1, 7],
} as const satisfies Record<string, readonly [number, number] | undefined>;
const whole: readonly string[] = [
  "Ashworth 0-4",
  "Ashworth 1-5",
  "modified Ashworth",
  "Penn",
  "patient global",
];

/** One outcome score, kept with its coding. */
export const score = z
  .strictObject({
    scale: z.enum(Object.keys(scales) as [keyof typeof scales, ...(keyof typeof scales)[]]),
    coding: short.optional(),
    value: z.union([z.number(), z.literal("1+")]),
    region: short.optional(),
  })
  .superRefine(({ scale, value }, context) => {
    const range = scales[scale];
    const fits =
      value === "1+"
        ? scale === "modified Ashworth"
        : (!range || (value >= range[0] && value <= range[1])) &&
          (!whole.includes(scale) || Number.isInteger(value));
    if (!fits)
      refuse(
        context,
        {
          en: `${value} is not a score of ${scale}${range ? `, which goes from ${range[0]} to ${range[1]}` : ""}`,
          zh: `${value} 不是 ${scale} 的评分${range ? `，其范围为 ${range[0]} 至 ${range[1]}` : ""}`,
        },
        ["value"],
      );
  }, besideOtherFaults);
