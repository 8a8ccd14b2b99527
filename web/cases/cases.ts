// The shipped cases: inputs of the operations around people who do not exist. One file, one line here.
import { z } from "zod";
import { languageOf, type Locale, readShape } from "../../src/quantity/quantity.ts";
import { blankPlan, type Identity, plan } from "../plan/read-plan.ts";
import baclofenTitration from "./baclofen-titration.json" with { type: "json" };
import concentrationDown from "./concentration-down.json" with { type: "json" };
import concentrationUp from "./concentration-up.json" with { type: "json" };
import dayAndNight from "./day-and-night.json" with { type: "json" };
import filled20Told40 from "./filled-20-told-40.json" with { type: "json" };
import hourlyForDaily from "./hourly-for-daily.json" with { type: "json" };
import ketamineCrps from "./ketamine-crps.json" with { type: "json" };
import ketamineEmergency from "./ketamine-emergency.json" with { type: "json" };
import ketamineTwoHours from "./ketamine-two-hours.json" with { type: "json" };
import mixture from "./mixture.json" with { type: "json" };
import patientBolus from "./patient-bolus.json" with { type: "json" };
import ziconotideStart from "./ziconotide-start.json" with { type: "json" };
import ziconotideTooLow from "./ziconotide-too-low.json" with { type: "json" };

const text = z.strictObject({ en: z.string(), zh: z.string() });
const shape = z.strictObject({
  id: z.string(),
  title: text,
  summary: text,
  /** What the case is there to show. */
  look: text,
  identity: z.strictObject({ name: text, number: z.string(), birthDate: z.string() }),
  plan,
});
export type Case = z.output<typeof shape>;

/** In the order in which they are offered. */
export const cases: readonly Case[] = [
  baclofenTitration,
  concentrationUp,
  concentrationDown,
  dayAndNight,
  mixture,
  patientBolus,
  ziconotideStart,
  ziconotideTooLow,
  filled20Told40,
  hourlyForDaily,
  ketamineCrps,
  ketamineTwoHours,
  ketamineEmergency,
].map((given) => {
  const { value, issues } = readShape(
    shape,
    { ...given, plan: { ...blankPlan, caseId: given.id, ...given.plan } },
    "en-US",
  );
  if (!value)
    throw new Error(
      `case ${given.id}: ${issues.map(({ path, message }) => `${path} ${message}`).join("; ")}`,
    );
  return value;
});

export const caseOf = (id: string): Case | undefined => cases.find((each) => each.id === id);

/** The made-up person a case is about. */
export function identityOf(id: string, locale: Locale): Identity | undefined {
  const found = caseOf(id);
  return found && { ...found.identity, name: found.identity.name[languageOf(locale)] };
}
