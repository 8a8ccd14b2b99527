import { exp } from "../elementary.ts";

/**
 * The fluid between reservoir and tip as equal well-mixed tanks in series. What matters is the volume that has passed,
 * not the time: in units of one tank's volume each bit of drug moves on by a Poisson count, so that a step of any size
 * is exact, every number is a sum of positive terms, and what enters either leaves or stays.
 */

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
 * Passes so many tank volumes of fluid at concentration `entering` through the tanks (their concentrations, pump to
 * tip, are changed in place). Returns what leaves the last one, in tank volumes times concentration. The step must be
 * one whose exponential has all its digits: 256 tank volumes or fewer.
 */
export function passTanks(tanks: Float64Array, volumes: number, entering: number): number {
  const size = tanks.length;
  const { exactly, least } = poisson(volumes, size);
  // What enters leaves within the step if it is moved on by more than all tanks.
  let through = 0;
  for (let j = least.length - 1; j > size; j--) through += least[j]!;
  const before = tanks.slice();
  let left = through * entering;
  for (let i = 0; i < size; i++) {
    left += before[i]! * least[size - i]!;
    let content = entering * least[i + 1]!;
    for (let j = 0; j <= i; j++) content += exactly[j]! * before[i - j]!;
    tanks[i] = content;
  }
  return left;
}
