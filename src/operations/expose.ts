import {
  expose as computeExposure,
  exposeCohort,
  exposeQuestion,
  readQuestion,
} from "../exposure/exposure.ts";
import { answered, type Operation, refused, whereAsked } from "./operation.ts";

/** Concentrations over time after doses of any kind. */
export const expose: Operation = {
  name: "expose",
  summary: "Concentrations over time in every compartment of a kinetic model, after boluses and infusions.",
  input: exposeQuestion,
  example: {
    model: {
      compartments: [{ name: "central", volume: "50 L" }],
      flows: [{ from: "central", clearance: "5 L/h" }],
    },
    doses: [{ kind: "infusion", at: "0 h", amount: "100 mg", for: "4 h" }],
    at: { from: "0 h", to: "24 h", every: "1 h" },
    unit: "mg/L",
  },
  lengthy: (input) => whereAsked("population")(input) || isLarge(input),
  async run(input, { locale, progress, stopped, crew }) {
    const { question, issues } = readQuestion(input, locale);
    if (!question) return refused(issues);
    const found = question.population
      ? await exposeCohort(question, locale, { progress, stopped, crew: crew?.(input) })
      : computeExposure(question, locale, stopped);
    return "issues" in found ? refused(found.issues) : answered(found.exposure, found.gaps, found.assumed);
  },
};

/** A model written in full that is integrated, or has many compartments: seconds are possible. */
function isLarge(input: unknown): boolean {
  const { model } = input as { model?: unknown };
  if (typeof model !== "object" || model === null) return false;
  const { compartments, flows, changes } = model as Record<string, unknown>;
  const listed = [flows, changes].flat().filter((one) => typeof one === "object" && one !== null);
  return (
    (Array.isArray(compartments) && compartments.length > 20) ||
    listed.some((one) => whereAsked("vmax", "law", "flows")(one))
  );
}
