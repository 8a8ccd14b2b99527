import { type Hours, type Instant, wallClockAt } from "../quantity/quantity.ts";
import type { Profile } from "./profile.ts";
import { day } from "./program-profile.ts";

/**
 * Where in its cycle a program stands at an instant, if the pump's clock then shows the local time. From there on the
 * pump's clock counts elapsed hours: it knows neither summer time nor travel.
 */
export function pumpClockAt(instant: Instant, profile: Profile): Hours {
  const { time, weekday } = wallClockAt(instant);
  const since = time + weekday * day;
  return (since - Math.floor(since / profile.cycle) * profile.cycle) as Hours;
}
