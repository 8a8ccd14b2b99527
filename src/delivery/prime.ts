import { inward, type Volume } from "../quantity/quantity.ts";

/** What the catheter holds when the prime begins. */
export const catheterContents = ["nothing", "csf", "solution"] as const;
/** Why one primes. */
export const occasions = ["implant", "replacement", "after-aspiration"] as const;

// Programmers and pages show microlitres: half of one is rounding, and no dose.
const rounding = inward({ value: 0.5, unit: "uL" }, "volume");

/** Whether so much past the tip is more than the rounding of a volume that was typed. */
export const isPastTip = (pastTip: Volume): boolean => pastTip > rounding;

/**
 * Volume that brings drug to the tip and not past it: the catheter unless it holds solution already, plus the tubing
 * unless it was filled before (FO-11).
 */
export function primeVolume(
  tubing: Volume,
  catheter: Volume,
  tubingPrefilled: boolean,
  catheterHolds: (typeof catheterContents)[number],
): Volume {
  return ((catheterHolds === "solution" ? 0 : catheter) + (tubingPrefilled ? 0 : tubing)) as Volume;
}
