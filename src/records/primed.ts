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

/** Whether pump or catheter is newer than the last time the pump was seen to run: then its tubing may be dry. */
export const isLineNew = ({ catheter, pump, seenRunning }: State): boolean =>
  [catheter, pump].some((part) => part && !(seenRunning && part.since.epoch <= seenRunning.epoch));

/** What a prime has to fill: the catheter, and the tubing of a line that is new. Undefined where it is not known. */
function lineToFill(state: State): Volume | undefined {
  const { catheter, pump } = state;
  const held = catheter && catheterVolume(catheter.choice, "en-US", noRemarks());
  if (held === undefined || !pump) return undefined;
  if (!isLineNew(state)) return held;
  const tubing = deviceOf(pump.choice, "en-US", noRemarks())?.tubing;
  return tubing === undefined ? undefined : ((held + tubing) as Volume);
}
