import type { Hours, Volume } from "../quantity/quantity.ts";
import { type Profile, volumeBetween } from "./profile.ts";

/** Volume left at a moment, never below zero: an empty pump stays empty. */
export interface VolumeAt {
  readonly after: Hours;
  readonly volume: Volume;
}

/** What is left in the reservoir so many hours after the start, when the pump's clock then stood at `clock`. */
export function volumeLeft(start: Volume, profile: Profile, clock: Hours, after: Hours): Volume {
  return Math.max(0, start - volumeBetween(profile, clock, (clock + after) as Hours)) as Volume;
}

/** The reservoir at evenly spaced moments from now until `until`. */
export function reservoirCurve(
  start: Volume,
  profile: Profile,
  clock: Hours,
  until: Hours,
  points: number,
): VolumeAt[] {
  return Array.from({ length: points }, (_, i) => {
    const after = ((until * i) / (points - 1)) as Hours;
    return { after, volume: volumeLeft(start, profile, clock, after) };
  });
}
