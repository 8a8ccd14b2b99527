import type { Profile } from "../../delivery/delivery.ts";
import type { Concentration, DoseRate, Flow, Hours, Volume } from "../../quantity/quantity.ts";
import type { Supply } from "./line.ts";

/** How many stretches of even flow a question may come to. */
export const suppliesAtMost = 20_000;

/**
 * What a program pushes into the line from now (when the pump's clock stands at `clock`) until `until`, as long as the
 * reservoir holds; undefined where that is more stretches than one question may have.
 */
export function suppliesFrom(
  profile: Profile,
  clock: Hours,
  volume: Volume,
  concentration: Concentration,
  until: Hours,
): { supplies: Supply[]; dryAfter?: Hours } | undefined {
  if ((until / profile.cycle + 1) * profile.pieces.length > suppliesAtMost) return undefined;
  const supplies: Supply[] = [];
  let left: number = volume;
  for (let start = -clock; start < until; start += profile.cycle) {
    for (const piece of profile.pieces) {
      const from = Math.max(start + piece.from, 0);
      const end = Math.min(start + piece.until, until);
      if (end <= from) continue;
      // Emptied within this stretch: what is left flows, then nothing.
      const lasts = piece.flow > 0 ? left / piece.flow : Number.POSITIVE_INFINITY;
      const dry = from + lasts < end;
      const stop = dry ? from + lasts : end;
      supplies.push({ from: from as Hours, until: stop as Hours, flow: piece.flow, concentration });
      left -= piece.flow * (stop - from);
      if (dry) return { supplies, dryAfter: stop as Hours };
    }
  }
  return { supplies };
}

/** One even dose between two moments. */
export function supplyOf(
  from: number,
  until: number,
  dose: DoseRate,
  concentration: Concentration,
  intended?: DoseRate,
): Supply {
  const supply = {
    from: from as Hours,
    until: until as Hours,
    flow: (dose / concentration) as Flow,
    concentration,
  };
  return intended === undefined ? supply : { ...supply, intended };
}
