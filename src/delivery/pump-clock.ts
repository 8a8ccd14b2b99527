import { type Hours, hoursBetween, type Instant, wallClockAt } from "../quantity/quantity.ts";
import type { Profile } from "./profile.ts";
import { day, week } from "./program-profile.ts";

/**
 * Where in its cycle a program stands at an instant, if the pump's clock showed the local time when it was set. From
 * there on the pump's clock counts elapsed hours: it knows neither summer time nor travel. What does not fit into a day
 * begins at the midnight before it was set, and goes on from there whatever happens meanwhile.
 */
export function pumpClockAt(set: Instant, profile: Profile, at: Instant = set): Hours {
  const { time, weekday } = wallClockAt(set);
  const since = time + (profile.cycle === week ? weekday * day : 0) + hoursBetween(set, at);
  return (since - Math.floor(since / profile.cycle) * profile.cycle) as Hours;
}
