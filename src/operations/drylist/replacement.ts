import { pumpOf } from "../../knowledge/knowledge.ts";
import type { State } from "../../records/records.ts";
import { type Instant, instantAfter, inward } from "../../quantity/quantity.ts";

/** When the pump is to be replaced at the latest, and which rule says so. */
export interface Replacement {
  readonly at: Instant;
  readonly governedBy: "life" | "replacement alarm";
}

/** The end of the longest service life, or of the notice after the replacement alarm, whichever is first. */
export function replacementOf(state: State): Replacement | undefined {
  const { pump } = state;
  const known = pump && "model" in pump.choice ? pumpOf(pump.choice.model) : undefined;
  if (!pump || !known) return undefined;
  const ends: Replacement[] = [];
  if (known.life) {
    const { value, unit } = known.life.value;
    ends.push({
      at:
        unit === "a"
          ? yearsAfter(pump.since, value)
          : instantAfter(pump.since, inward(known.life.value, "time")),
      governedBy: "life",
    });
  }
  const alarm = state.alarms.find(
    ({ at, data }) => data.cause === "replacement due" && at.epoch >= pump.since.epoch,
  );
  if (alarm && known.replacementNotice)
    ends.push({
      at: instantAfter(alarm.at, inward(known.replacementNotice.value, "time")),
      governedBy: "replacement alarm",
    });
  return ends.sort((a, b) => a.at.epoch - b.at.epoch)[0];
}

/** The same day and time so many calendar years later, at the same offset; of 29 February the 28th, never a later day. */
export function yearsAfter({ epoch, offset }: Instant, years: number): Instant {
  const shift = instantAfter({ epoch: 0, offset: 0 }, inward({ value: offset, unit: "min" }, "time")).epoch;
  const local = new Date(epoch + shift);
  const [month, day] = [local.getUTCMonth(), local.getUTCDate()];
  local.setUTCFullYear(local.getUTCFullYear() + years);
  if (local.getUTCMonth() !== month) local.setUTCMonth(month, day - 1);
  return { epoch: local.getTime() - shift, offset };
}
