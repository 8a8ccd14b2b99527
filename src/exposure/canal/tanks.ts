import { exp } from "../elementary.ts";

/**
 * The fluid between reservoir and tip as equal well-mixed tanks in series. What matters is the volume that has passed,
 * not the time: in units of one tank's volume each bit of drug moves on by a Poisson count, so that a step of any size
 * is exact, every number is a sum of positive terms, and what enters either leaves or stays.
 */

/** The most tank volumes that one step may pass: exp of it is still a number with all its digits. */
const stepAtMost = 256;

/** Poisson probabilities of 0, 1, 2 … for a mean; and of at least so many. */
function poisson(mean: number, atLeast: number): { exactly: Float64Array; least: Float64Array } {
  const count = Math.max(atLeast, Math.ceil(mean + 12 * Math.sqrt(mean) + 30));
  const exactly = new Float64Array(count + 1);
  const least = new Float64Array(count + 2);
  exactly[0] = exp(-mean);
  for (let j = 1; j <= count; j++) exactly[j] = (exactly[j - 1]! * mean) / j;
  for (let j = count; j >= 0; j--) least[j] = least[j + 1]! + exactly[j]!;
  return { exactly, least };
}

/**
 * Passes a volume of fluid at concentration `entering` through the tanks (their concentrations, pump to tip, are
 * changed in place). Returns the amount that leaves the last one.
 */
export function passTanks(tanks: Float64Array, tankVolume: number, volume: number, entering: number): number {
  const steps = Math.ceil(volume / tankVolume / stepAtMost);
  const mean = volume / tankVolume / Math.max(steps, 1);
  if (mean === 0) return 0;
  const size = tanks.length;
  const { exactly, least } = poisson(mean, size);
  // What enters leaves within the step if it is moved on by more than all tanks.
  let through = 0;
  for (let j = least.length - 1; j > size; j--) through += least[j]!;
  const before = new Float64Array(size);
  let left = 0;
  for (let step = 0; step < steps; step++) {
    before.set(tanks);
    let out = through * entering;
    for (let i = 0; i < size; i++) {
      out += before[i]! * least[size - i]!;
      let content = entering * least[i + 1]!;
      for (let j = 0; j <= i; j++) content += exactly[j]! * before[i - j]!;
      tanks[i] = content;
    }
    left += out * tankVolume;
  }
  return left;
}
