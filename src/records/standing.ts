import {
  type Device,
  deviceOf,
  type Ingredient,
  ingredientsOf,
  noRemarks,
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
interface Drawn {
  readonly device: Device;
  readonly drugs: readonly Ingredient[];
  readonly runs: readonly Ran[];
  readonly boluses: Volume;
}

/** The programs and boluses of a fill, as profiles on the pump's clock. What happened is taken as it happened. */
function drawnBy(fill: Fill, state: State, locale: Locale): Drawn | undefined {
  const remarks = noRemarks();
  const device = state.pump && deviceOf(state.pump.choice, locale, remarks);
  if (!device) return undefined;
  const drugs = ingredientsOf(fill.solution, locale, remarks, "solution");
  const runs = fill.ran.flatMap(({ from, program }) => {
    const profile = profileOf(
      program,
      drugs,
      program.mode === "minimum" ? device : undefined,
      locale,
      remarks,
    );
    const start = from.epoch < fill.at.epoch ? fill.at : from;
    return profile ? [{ from: start, profile, clock: pumpClockAt(start, profile) }] : [];
  });
  const boluses = fill.boluses.reduce((sum, { drug, amount, given }) => {
    const ingredient = drugs.find((candidate) => candidate.drug === drug);
    return ingredient ? sum + (given * inward(amount, "amount")) / ingredient.concentration : sum;
  }, 0) as Volume;
  return { device, drugs, runs, boluses };
}

/** What should be left of a fill at a moment if the pump delivered what it was told; never below nothing. */
export function expectedLeft(fill: Fill, state: State, at: Instant, locale: Locale): Volume | undefined {
  const drawn = drawnBy(fill, state, locale);
  if (!drawn) return undefined;
  const filled = inward(fill.filled, "volume");
  return reconcile(filled, drawn.runs, at, drawn.boluses, filled, drawn.device).expected;
}

/** What a finished fill left, held against what it should have. */
export function reconciledFill(fill: Fill, state: State, locale: Locale): Reconciled | undefined {
  const drawn = fill.emptied && drawnBy(fill, state, locale);
  if (!fill.emptied || !drawn) return undefined;
  return reconcile(
    inward(fill.filled, "volume"),
    drawn.runs,
    fill.emptied.at,
    drawn.boluses,
    inward(fill.emptied.aspirated, "volume"),
    drawn.device,
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
