import type { Volume } from "../quantity/quantity.ts";

/** What the catheter holds when the prime begins. */
export const catheterContents = ["nothing", "csf", "solution"] as const;
/** Why one primes. */
export const occasions = ["implant", "replacement", "after-aspiration"] as const;

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
