import {
  amountIn,
  catheterVolume,
  deviceOf,
  ingredientsOf,
  isPastTip,
  noRemarks,
} from "../delivery/delivery.ts";
import { library } from "../knowledge/knowledge.ts";
import { inward, outward, type Volume } from "../quantity/quantity.ts";
import { type Before, type Found, found, isNamed, type Of } from "./found.ts";
import type { State } from "./replay.ts";

/**
 * What a prime gives past the tip is a dose at once: a named person takes it on, with the dose in sight (C-02). The
 * tubing inside the pump is to be filled only where pump or catheter is newer than the last time it was seen to run.
 */
export function primedPast({ data }: Of<"access port">, { state }: Before): Found[] {
  const rule = "primed past the tip";
  const line = data.primed && lineToFill(state);
  if (line === undefined || isNamed(rule, data.overrides)) return [];
  const past = (inward(data.primed!, "volume") - line) as Volume;
  if (!isPastTip(past)) return [];
  const drugs = ingredientsOf(state.fills.at(-1)?.solution ?? [], "en-US", noRemarks(), "solution").filter(
    ({ drug }) => library.drugs.get(drug)?.class !== "vehicle",
  );
  return [
    found(
      rule,
      "data.overrides",
      [
        data.primed!,
        outward(line, "volume", "mL"),
        outward(past, "volume", "mL"),
        ...drugs.map((one) =>
          outward(amountIn(past, one), "amount", library.drugs.get(one.drug)?.shown ?? "ug"),
        ),
      ],
      drugs.map(({ drug }) => drug),
    ),
  ];
}

/** What a prime has to fill: the catheter, and the tubing of a line that is new. Undefined where it is not known. */
function lineToFill({ catheter, pump, seenRunning }: State): Volume | undefined {
  const held = catheter && catheterVolume(catheter.choice, "en-US", noRemarks());
  if (held === undefined || !pump) return undefined;
  const ran = seenRunning?.epoch ?? Number.NEGATIVE_INFINITY;
  const isNew = Math.max(pump.since.epoch, catheter!.since.epoch) > ran;
  if (!isNew) return held;
  const tubing = deviceOf(pump.choice, "en-US", noRemarks())?.tubing;
  return tubing === undefined ? undefined : ((held + tubing) as Volume);
}
