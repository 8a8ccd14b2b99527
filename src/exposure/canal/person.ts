import { adultCanal, type CanalModel } from "../../knowledge/knowledge.ts";
import { type Fraction, inward, type Length } from "../../quantity/quantity.ts";
import { exp, log } from "../elementary.ts";
import { chance } from "../random.ts";
import type { Canal, Stretch, Transport } from "./canal.ts";

/** One person: the canal, and how the drug looked at moves in it. */
export interface Person {
  readonly canal: Canal;
  readonly transport: Transport;
}

/** The adult canal as the fact sheet gives it, in the coherent system. */
export function canalOf(model: CanalModel = adultCanal): Canal {
  return {
    stretches: model.stretches.map(({ until, area }): Stretch => ({
      until: inward(until, "length"),
      area: inward(area, "area"),
    })),
    cranialVolume: inward(model.cranialVolume.value, "volume"),
    cranialAbsorption: inward(model.cranialAbsorption.value, "flow"),
    spinalAbsorption: inward(model.spinalAbsorption.value, "flow"),
  };
}

/** A level by the name of its landmark, as "L3/4"; undefined where there is none of that name. */
export function landmark(id: string, model: CanalModel = adultCanal): Length | undefined {
  const found = model.landmarks.find((one) => one.id === id);
  return found && inward(found.at, "length");
}

/** How people differ: each log-normal, independent of the others. */
export interface People {
  readonly typical: Person;
  /** Standard deviations of the logarithms. */
  readonly dispersion: number;
  readonly uptake: number;
  readonly lumbarVolume: number;
  /** Up to which level the canal counts as lumbar. */
  readonly lumbarUntil: Length;
}

/** 97.5% of a normal lie below so many standard deviations. */
const bound = 1.959963984540054;

/** Standard deviation of the logarithm of a log-normal, of which 95% lie between two bounds. */
export const spreadBetween = (low: number, high: number): number => log(high / low) / (2 * bound);
/** Standard deviation of the logarithm of a log-normal with a coefficient of variation. */
export const spreadOf = (cv: Fraction): number => Math.sqrt(log(1 + cv ** 2));

/** The people of the fact sheet around one typical person; the medians are the typical values. */
export function peopleLike(typical: Person, uptakeCv: Fraction, model: CanalModel = adultCanal): People {
  const { low, high } = model.dispersion;
  const lumbar = model.stretches.findLast((stretch) => stretch.lumbar);
  return {
    typical,
    dispersion: spreadBetween(inward(low, "dispersion"), inward(high, "dispersion")),
    uptake: spreadOf(uptakeCv),
    lumbarVolume: spreadOf(model.lumbarVolume.cv as Fraction),
    lumbarUntil: lumbar ? inward(lumbar.until, "length") : (0 as Length),
  };
}

const between = 0;

/** The person that a number stands for under a seed: the same whoever asks, in whatever order. */
export function personOf(people: People, seed: number, number: number): Person {
  const draws = new Float64Array(4);
  chance(seed).normals(number, between, 0, draws);
  const { canal, transport } = people.typical;
  const wider = exp(people.lumbarVolume * draws[2]!);
  return {
    canal: {
      ...canal,
      stretches: canal.stretches.map(({ until, area }) => ({
        until,
        area: until <= people.lumbarUntil ? area * wider : area,
      })),
    },
    transport: {
      dispersion: transport.dispersion * exp(people.dispersion * draws[0]!),
      uptake: transport.uptake * exp(people.uptake * draws[1]!),
    },
  };
}
