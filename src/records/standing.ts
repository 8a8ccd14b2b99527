import {
  deviceOf,
  ingredientsOf,
  noRemarks,
  programmedBy,
  profileOf,
  pumpClockAt,
  type Ran,
  reconcile,
  type Reconciled,
} from "../delivery/delivery.ts";
import { type Instant, inward, type Locale, outward, type Volume } from "../quantity/quantity.ts";
import type { Reservoir } from "../regimen/regimen.ts";
import type { Fill, State } from "./replay.ts";

/** What one fill asked of the pump, ready to be reckoned with. */
interface Asked {
  readonly runs: readonly Ran[];
  readonly boluses: Volume;
}

/** The programs and boluses of a fill, as profiles on the pump's clock. What happened is taken as it happened. */
function askedOf(fill: Fill, state: State, locale: Locale): Asked | undefined {
  if (!state.pump) return undefined;
  const remarks = noRemarks();
  const drugs = ingredientsOf(fill.solution, locale, remarks, "solution");
  const runs = fill.ran.flatMap(({ from, set, program }) => {
    // Only the minimum mode takes its flow from the device.
    const device = program.mode === "minimum" ? deviceOf(state.pump!.choice, locale, remarks) : undefined;
    const profile = profileOf(program, drugs, device, locale, remarks);
    return profile
      ? [
          {
            from,
            profile,
            clock: pumpClockAt({ epoch: from.epoch, offset: set.offset }, profile),
          },
        ]
      : [];
  });
  const boluses = fill.boluses.reduce((sum, { drug, amount, given }) => {
    const ingredient = drugs.find((candidate) => candidate.drug === drug);
    return ingredient ? sum + (given * inward(amount, "amount")) / ingredient.concentration : sum;
  }, 0) as Volume;
  return { runs, boluses };
}

/** What the programs and boluses of a fill asked for until a moment: for an interval's ratio and the pump's count. */
export function programmedSince(fill: Fill, state: State, at: Instant, locale: Locale): Volume | undefined {
  const asked = askedOf(fill, state, locale);
  return asked && programmedBy(asked.runs, at, asked.boluses);
}

/** What should be left of a fill at a moment if the pump delivered what it was told; never below nothing. */
export function expectedLeft(fill: Fill, state: State, at: Instant, locale: Locale): Volume | undefined {
  const programmed = programmedSince(fill, state, at, locale);
  return programmed === undefined
    ? undefined
    : (Math.max(0, inward(fill.filled, "volume") - programmed) as Volume);
}

/** What a finished fill left, held against what it should have. */
export function reconciledFill(fill: Fill, state: State, locale: Locale): Reconciled | undefined {
  const asked = fill.emptied && askedOf(fill, state, locale);
  const device = state.pump && deviceOf(state.pump.choice, locale, noRemarks());
  if (!fill.emptied || !asked || !device) return undefined;
  return reconcile(
    inward(fill.filled, "volume"),
    asked.runs,
    fill.emptied.at,
    asked.boluses,
    inward(fill.emptied.aspirated, "volume"),
    device,
  );
}

/** The reservoir as it should stand at a moment: the last fill less what was asked of it since. */
export function reservoirAt(state: State, at: Instant, locale: Locale): Reservoir | undefined {
  const fill = state.fills.at(-1);
  if (!fill || fill.emptied) return undefined;
  const volume = expectedLeft(fill, state, at, locale);
  if (volume === undefined) return undefined;
  return {
    volume: outward(volume, "volume", "mL"),
    asOf: at,
    filledAt: fill.at,
    solution: fill.solution,
    firstFill: fill.firstFill,
    diluted: fill.diluted,
  };
}
