import { library } from "../knowledge/knowledge.ts";
import {
  type Concentration,
  type DoseRate,
  type Flow,
  type Hours,
  type Instant,
  instantAfter,
  outward,
  type Quantity,
  type Volume,
  writeInstant,
} from "../quantity/quantity.ts";

/** The mass unit that a drug's doses are answered in. */
export const massUnitOf = (drug: string): "ug" | "mg" => library.drugs.get(drug)?.shown ?? "ug";

/** A drug's dose per day, in its own unit. */
export const dailyDose = (dose: DoseRate, drug: string): Quantity<"doseRate"> =>
  outward(dose, "doseRate", `${massUnitOf(drug)}/d`);
/** A drug's dose per hour, in its own unit. */
export const hourlyDose = (dose: DoseRate, drug: string): Quantity<"doseRate"> =>
  outward(dose, "doseRate", `${massUnitOf(drug)}/h`);
export const concentrationIn = (value: Concentration, drug: string): Quantity<"concentration"> =>
  outward(value, "concentration", `${massUnitOf(drug)}/mL`);
export const dailyFlow = (flow: Flow): Quantity<"flow"> => outward(flow, "flow", "mL/d");
export const volumeIn = (volume: Volume): Quantity<"volume"> => outward(volume, "volume", "mL");

/** An event as answered: how long after the start, and when. */
export const event = (start: Instant, after: Hours): { after: Quantity<"time">; at: string } => ({
  after: outward(after, "time", "d"),
  at: writeInstant(instantAfter(start, after)),
});
