import { writeInstant } from "../../src/quantity/quantity.ts";

/** This moment to the minute, at the offset of this browser. */
export function momentHere(): string {
  const here = new Date();
  here.setSeconds(0, 0);
  return writeInstant({ epoch: here.getTime(), offset: -here.getTimezoneOffset() });
}

/** The zone that the offset comes from (K-01, K-05). */
export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
