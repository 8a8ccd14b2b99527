import type { Concentration, DoseRate, Flow, Hours, Volume } from "../quantity/quantity.ts";

/** A concentration and the dose that is (or was) delivered at it. */
export interface Strength {
  readonly concentration: Concentration;
  readonly dose: DoseRate;
}

/** How the old solution in the dead volume is carried out at a chosen dose before the new program begins. */
export interface Bridge {
  readonly duration: Hours;
  readonly flow: Flow;
  readonly volume: Volume;
  readonly thenFlow: Flow;
  /** What reaches the tip if the bridge is left out: the old solution at the new flow. */
  readonly without: { readonly duration: Hours; readonly dose: DoseRate; readonly ratio: number };
}

/**
 * Bridge bolus by plug flow: Tb = Vd·Cold/Rbridge at Qb = Rbridge/Cold, then Qnew = Rnew/Cnew; without it the patient
 * gets Rnew·Cold/Cnew for Vd/Qnew. Formulas FO-08 and FO-09 of the fact sheet.
 */
export function bridgeOf(deadVolume: Volume, from: Strength, to: Strength, bridgeDose: DoseRate): Bridge {
  const flow = (bridgeDose / from.concentration) as Flow;
  const thenFlow = (to.dose / to.concentration) as Flow;
  const dose = (thenFlow * from.concentration) as DoseRate;
  return {
    duration: (deadVolume / flow) as Hours,
    flow,
    volume: deadVolume,
    thenFlow,
    without: {
      duration: (deadVolume / thenFlow) as Hours,
      dose,
      ratio: from.concentration / to.concentration,
    },
  };
}
