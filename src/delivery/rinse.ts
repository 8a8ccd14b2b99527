import type { Concentration, Volume } from "../quantity/quantity.ts";

/**
 * What one drug's concentration becomes when volumes of a fresh solution are put on what stays behind, each but the
 * last drawn out again: (Vr·C + V·Cnew)/(Vr + V), one after the other (FO-10).
 */
export function rinsed(
  residual: Volume,
  old: Concentration,
  fresh: Concentration,
  volumes: readonly Volume[],
): Concentration {
  return volumes.reduce(
    (held, volume) => ((residual * held + volume * fresh) / (residual + volume)) as Concentration,
    old,
  );
}
