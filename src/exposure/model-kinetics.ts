import type { Model } from "../knowledge/knowledge.ts";
import { inward } from "../quantity/quantity.ts";
import type { Kinetics, Site } from "./kinetics.ts";
import type { LinearFlow } from "./linear-system.ts";

/** The body that a model's typical values are scaled to. */
export interface Subject {
  /** kg. */
  readonly weight?: number;
  /** Years. */
  readonly age?: number;
  readonly asian?: boolean;
}

/** A model's parameters in the coherent system, by symbol. */
export type Parameters = Readonly<Record<string, number>>;

/** Whether the model cannot be used without a body weight. */
export const needsWeight = (model: Model): boolean =>
  Object.values(model.parameters).some(({ perKg, weight }) => perKg || weight !== undefined);

/** Covariates that the model would use and the subject does not tell. */
export const untold = (model: Model, { age, asian }: Subject): ("age" | "asian")[] => [
  ...(age === undefined && Object.values(model.parameters).some((one) => one.age) ? (["age"] as const) : []),
  ...(asian === undefined && Object.values(model.parameters).some((one) => one.asian !== undefined)
    ? (["asian"] as const)
    : []),
];

/** The typical values for this body. */
export function typical(model: Model, { weight = Number.NaN, age, asian }: Subject): Parameters {
  const values: Record<string, number> = {};
  for (const [symbol, one] of Object.entries(model.parameters)) {
    let value = one.value;
    if (one.age && age !== undefined) value -= one.age.less * Math.max(0, age - one.age.over);
    if (one.asian !== undefined && asian) value *= one.asian;
    if (one.perKg) value *= weight;
    if (one.weight) value *= (weight / one.weight.reference) ** one.weight.exponent;
    values[symbol] = value;
  }
  return values;
}

/** The model with these parameters: all compartments, of which only the measured ones are reported. */
export function kineticsOf(model: Model, parameters: Parameters): Kinetics {
  const index = new Map(model.compartments.map(({ name }, at) => [name, at]));
  const volumes = model.compartments.map(({ volume }) => (volume === undefined ? 1 : parameters[volume]!));
  const compartments = model.compartments.map(({ name, volume, measured, molarMass }, at): Site => {
    // Amounts are carried in the mass of the drug given; a metabolite's own mass is that times the ratio of molar masses.
    const ratio = molarMass === undefined || model.molarMass === undefined ? 1 : molarMass / model.molarMass;
    return {
      name,
      volume: volume === undefined ? undefined : volumes[at]! / ratio,
      inner: measured === undefined,
    };
  });
  const linear = model.flows.flatMap(({ from, to, k, clearance, transit, fraction }): LinearFlow[] => {
    const source = index.get(from)!;
    const rate =
      k !== undefined
        ? parameters[k]!
        : clearance !== undefined
          ? parameters[clearance]! / volumes[source]!
          : transit!.steps / parameters[transit!.mean]!;
    const share = fraction === undefined ? 1 : parameters[fraction]!;
    const arriving = { from: source, to: to === undefined ? undefined : index.get(to)!, k: rate * share };
    return share === 1 ? [arriving] : [arriving, { from: source, k: rate * (1 - share) }];
  });
  return { compartments, followers: [], regimes: [{ from: 0, linear, saturable: [], lawful: [] }] };
}

/** The additive residual of a measured compartment, as a concentration. */
export function additive(model: Model, name: string): number {
  const one = model.compartments.find((compartment) => compartment.name === name);
  if (!one?.residual?.additive || one.molarMass === undefined) return 0;
  const molar = inward(one.residual.additive, "molarConcentration");
  // nmol/mL times g/mol is ng/mL.
  return inward({ value: molar * one.molarMass, unit: "ng/mL" }, "concentration");
}
