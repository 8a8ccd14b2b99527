// From what was typed to the inputs of `target` and `fit`, word for word. Nothing is read or mended here.
import { models } from "../../src/knowledge/knowledge.ts";
import { inward, type Quantity, readQuantity } from "../../src/quantity/quantity.ts";
import { writeSpan } from "../plan/write-input.ts";
import type { Given, Simulation } from "./read-simulation.ts";

/** The models offered: those of ketamine in adults and children, by vein. */
export const offered = [...models.values()].filter(
  ({ drug }) => drug === "ketamine" || drug === "esketamine",
);

/** Whether a model uses the age of the person. */
export const usesAge = (id: string): boolean =>
  Object.values(models.get(id)?.parameters ?? {}).some(({ age }) => age !== undefined);

/** The places of a model at which something can be measured. */
export const sitesOfModel = (id: string): string[] =>
  (models.get(id)?.compartments ?? []).filter(({ measured }) => measured).map(({ name }) => name);

/** The same people each time, so that two pictures differ only by what was changed. */
const seed = 1;
const percentiles = [5, 50, 95];

const body = ({ model, weight, age }: Simulation): object => ({
  model,
  patient: {
    weight,
    ...(usesAge(model) && age.trim() !== "" && { age: /^\d{1,3}$/.test(age.trim()) ? Number(age) : age }),
  },
});

/** The typical person first, then people under the same rates where they are asked for. */
export function writeTarget(draft: Simulation): readonly object[] {
  const { wishes, every, until, fastest, people } = draft.target;
  const question = {
    ...body(draft),
    targets: wishes.map(({ at, concentration }) => ({ at: writeSpan(at), concentration })),
    every,
    until: writeSpan(until),
    fastest,
  };
  const n = Number(people);
  return n > 0 ? [question, { ...question, population: { n, seed, percentiles } }] : [question];
}

const writeDose = ({ kind, at, amount, for: lasts }: Given): object => ({
  kind,
  at: writeSpan(at),
  amount,
  ...(kind === "infusion" && { for: writeSpan(lasts) }),
});

/** Moments that a curve is drawn from. */
const momentsAtMost = 240;

/** Whole minutes from the beginning to the end; the end as typed where it cannot be read. */
function momentsUntil(until: ReturnType<typeof writeSpan>): unknown {
  if (typeof until === "string" || !(until.value > 0)) return { from: "0 h", to: until, every: "1 min" };
  const every = Math.ceil(until.value / momentsAtMost);
  const whole = Array.from({ length: Math.ceil(until.value / every) }, (_, i) => i * every);
  return [...whole, until.value].map((value) => ({ value, unit: until.unit }));
}

export function writeFit(draft: Simulation): Record<string, unknown> {
  const { doses, samples, error, until, people } = draft.fit;
  const read = readQuantity(error, "fraction");
  return {
    ...body(draft),
    doses: doses.map(writeDose),
    samples: samples.map(({ at, site, concentration }) => ({
      at: writeSpan(at),
      ...(site !== "" && { site }),
      concentration,
    })),
    ...(error.trim() !== "" && {
      error: { cv: "quantity" in read ? inward(read.quantity as Quantity<"fraction">, "fraction") : error },
    }),
    at: momentsUntil(writeSpan(until)),
    population: { n: Number(people), seed, percentiles },
  };
}
