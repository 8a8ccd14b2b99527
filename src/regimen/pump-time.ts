import { z } from "zod";
import { refuse } from "../quantity/quantity.ts";

declare const pumpClock: unique symbol;

/** Hours since midnight on the pump's own clock, which ignores summer time and travel: never an instant. */
export type PumpTime = number & { readonly [pumpClock]: true };

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

const minutesAnHour = 60;

/** The schema of a time of day on the pump's clock, written as "06:30". */
export const pumpTime = z
  .unknown()
  .meta({ title: "pump time", type: "string", pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$" })
  .transform((input, context): PumpTime => {
    const found = typeof input === "string" ? /^([01]\d|2[0-3]):([0-5]\d)$/.exec(input) : null;
    if (found) return (Number(found[1]) + Number(found[2]) / minutesAnHour) as PumpTime;
    const came = (nothing: string): string =>
      typeof input === "string" ? `"${input.slice(0, 20)}"` : input === undefined ? nothing : typeof input;
    refuse(context, {
      en: `expected a time on the pump's clock from "00:00" to "23:59", got ${came("nothing")}`,
      zh: `应为泵时钟的时刻，"00:00" 至 "23:59"；现为 ${came("空")}`,
    });
    return z.NEVER;
  });

/** A time on the pump's clock as it is written, "06:30". */
export function writePumpTime(time: PumpTime): string {
  const minutes = Math.round(time * minutesAnHour);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${two(Math.floor(minutes / minutesAnHour))}:${two(minutes % minutesAnHour)}`;
}
