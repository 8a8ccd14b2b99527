import { z } from "zod";
import * as files from "../../data/models/index.ts";
import { inward, type Kind, type Quantity, quantity, readQuantity, refuse } from "../quantity/quantity.ts";
import { receipt, text } from "./receipt.ts";
import { source } from "./read-source.ts";
import { trusted } from "./trusted.ts";

const parameterKinds = [
  "volume",
  "volumePerWeight",
  "flow",
  "flowPerWeight",
  "rateConstant",
  "time",
  "fraction",
] as const satisfies readonly Kind[];

/** A typical value with its receipt, how it scales with the body, and how much it varies between people. */
const parameter = z
  .strictObject({
    kind: z.enum(parameterKinds),
    value: z.unknown(),
    /** Typical value times (weight / reference) ^ exponent. */
    weight: z.strictObject({ reference: quantity("weight"), exponent: z.number() }).optional(),
    /** Taken off for each year of age above a threshold. */
    age: z.strictObject({ over: z.number(), less: z.unknown() }).optional(),
    /** Factor that applies to Asian patients. */
    asian: z.number().positive().optional(),
    /** Variance of the logarithm between subjects; 0 where it was fixed, absent where it was not obtained. */
    omega2: z.number().min(0).optional(),
    /** Coefficient of variation between subjects as printed; read as that of a log-normal. */
    cv: z.number().positive().optional(),
    /** Variance of the logarithm between occasions. */
    occasion: z.number().min(0).optional(),
    ...receipt,
  })
  .transform((one, context) => {
    const written = (value: unknown): Quantity => {
      const found = readQuantity(value, one.kind);
      if ("quantity" in found) return found.quantity;
      refuse(context, found.refused);
      return { value: Number.NaN, unit: "1" };
    };
    const { kind, weight, age, asian, cv, omega2, occasion, value, ...receipts } = one;
    const typical = written(value);
    const less = age && written(age.less);
    const read = (one: Quantity): number => (Number.isNaN(one.value) ? Number.NaN : inward(one, kind));
    return {
      kind,
      value: read(typical),
      perKg: kind === "volumePerWeight" || kind === "flowPerWeight",
      weight: weight && {
        reference: inward(weight.reference, "weight") as number,
        exponent: weight.exponent,
      },
      age: age && { over: age.over, less: read(less!) },
      asian,
      // Variance of the logarithm of a log-normal with this coefficient of variation.
      omega2: omega2 ?? (cv === undefined ? undefined : Math.log1p(cv ** 2)),
      occasion,
      receipt: receipts,
      /** As the file writes it, for the receipts. */
      written: {
        value: typical,
        ...(weight && { weight: { reference: weight.reference, exponent: weight.exponent } }),
        ...(age && { age: { over: age.over, less: less! } }),
        ...(asian !== undefined && { asian }),
        ...(omega2 !== undefined && { omega2 }),
        ...(cv !== undefined && { cv }),
        ...(occasion !== undefined && { occasion }),
      },
    };
  });

const error = z.strictObject({
  /** Standard deviation as a share of the prediction. */
  proportional: z.number().positive().optional(),
  /** Standard deviation of the logarithm. */
  logarithmic: z.number().positive().optional(),
  additive: quantity("molarConcentration").optional(),
  ...receipt,
});

const compartment = z.strictObject({
  name: z.string(),
  /** The symbol of its volume; none where only an amount passes through. */
  volume: z.string().optional(),
  /** Whether its concentration is what was measured: the others are the model's own. */
  measured: z.literal(true).optional(),
  /** g/mol, where amounts are carried in the mass of the drug given. */
  molarMass: z.number().positive().optional(),
  residual: error.optional(),
});

const flow = z.strictObject({
  from: z.string(),
  to: z.string().optional(),
  k: z.string().optional(),
  clearance: z.string().optional(),
  /** The symbol of a mean transit time through so many equal steps, of which this flow is one. */
  transit: z.strictObject({ mean: z.string(), steps: z.int().min(1) }).optional(),
  /** The symbol of the share that arrives; the rest leaves the body's account. */
  fraction: z.string().optional(),
});

/** A kinetic model of one drug in one population, as a file in data/models/ holds it. */
export const model = z.strictObject({
  id: z.string(),
  label: text,
  /** The drug whose mass is dosed. */
  drug: z.string(),
  form: z.enum(["racemate", "S", "not applicable"]),
  matrix: z.enum(["arterial", "venous", "not stated", "CSF"]),
  population: text,
  /** What a reader must know before trusting it. */
  caution: text.optional(),
  unit: z.string(),
  molarMass: z.number().positive().optional(),
  parameters: z.record(z.string(), parameter),
  covariances: z
    .array(z.strictObject({ between: z.tuple([z.string(), z.string()]), value: z.number(), ...receipt }))
    .optional(),
  compartments: z.array(compartment).min(1),
  flows: z.array(flow).min(1),
  sources: z.array(source).min(1),
});
export type Model = z.output<typeof model>;

/** A published model that is not shipped, and why. */
export const unfitModel = z.strictObject({ id: z.string(), reason: text, ...receipt });
export type UnfitModel = z.output<typeof unfitModel>;

function faultsIn(one: Model): string[] {
  const faults: string[] = [];
  const symbols = new Set(Object.keys(one.parameters));
  const names = new Set(one.compartments.map(({ name }) => name));
  const sources = new Set(one.sources.map(({ id }) => id));
  const symbol = (used: string | undefined): void => {
    if (used !== undefined && !symbols.has(used)) faults.push(`${one.id}: no parameter ${used}`);
  };
  for (const { volume } of one.compartments) symbol(volume);
  for (const { from, to, k, clearance, transit, fraction } of one.flows) {
    for (const used of [k, clearance, transit?.mean, fraction]) symbol(used);
    for (const name of [from, to])
      if (name !== undefined && !names.has(name)) faults.push(`${one.id}: no compartment ${name}`);
    if ([k, clearance, transit].filter(Boolean).length !== 1)
      faults.push(`${one.id}: a flow without one rate`);
  }
  for (const { between } of one.covariances ?? []) for (const used of between) symbol(used);
  for (const { receipt } of Object.values(one.parameters))
    if (!sources.has(receipt.source)) faults.push(`${one.id}: no source ${receipt.source}`);
  return faults;
}

const { unfit, ...fit } = Object.fromEntries(
  Object.entries(files).map((line) => [line[0].split(" ")[0]!, line]),
);
const read = new Map<string, Model>();
for (const [id, line] of Object.entries(fit)) {
  const one = trusted("models", line, model);
  const faults = [...faultsIn(one), ...(one.id === id ? [] : [`${id} calls itself "${one.id}"`])];
  if (faults.length > 0) throw new Error(`data/models cannot be trusted: ${faults.join("; ")}`);
  read.set(one.id, one);
}

/** Every shipped kinetic model, by id. */
export const models: ReadonlyMap<string, Model> = read;

/** Published models that are left out, each with its reason. */
export const unfitModels: readonly UnfitModel[] = trusted("models", unfit!, z.array(unfitModel));
