import type { Amount, Concentration, DoseRate, Flow, Volume } from "../quantity/quantity.ts";

/** One drug of a preparation: the daily dose wanted and the stock it is drawn from. */
export interface Wanted {
  readonly dose: DoseRate;
  readonly stock: Concentration;
}

/** How a solution is made up: for each drug what to draw, and what is left for the diluent. */
export interface Compounded {
  readonly drugs: readonly {
    readonly concentration: Concentration;
    readonly mass: Amount;
    readonly stockVolume: Volume;
  }[];
  /** Negative where the stocks are too weak for the volume: then it cannot be made. */
  readonly diluent: Volume;
}

/** Ci = Ri/Q, mi = Ci·Vtotal, stock vi = mi/Si, diluent = Vtotal − Σvi (FO-15). */
export function compoundFor(flow: Flow, total: Volume, drugs: readonly Wanted[]): Compounded {
  const made = drugs.map(({ dose, stock }) => {
    const concentration = (dose / flow) as Concentration;
    const mass = (concentration * total) as Amount;
    return { concentration, mass, stockVolume: (mass / stock) as Volume };
  });
  return {
    drugs: made,
    diluent: (total - made.reduce((sum, { stockVolume }) => sum + stockVolume, 0)) as Volume,
  };
}
