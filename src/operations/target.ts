import { askTarget, targetQuestion } from "../exposure/exposure.ts";
import { answered, type Operation, refused } from "./operation.ts";

/** A concentration wanted over time. */
export const target: Operation = {
  name: "target",
  summary:
    "Rates over time that bring the typical person of a model to a concentration: a simulation only, outside patient records, with no export to a pump.",
  input: targetQuestion,
  example: {
    model: "otto2021",
    patient: { weight: "70 kg" },
    targets: [
      { at: "0 h", concentration: "100 ng/mL" },
      { at: "2 h", concentration: "150 ng/mL" },
      { at: "4 h", concentration: "0 ng/mL" },
    ],
    every: "15 min",
    until: "6 h",
    fastest: "60 mg/h",
    population: { n: 100, seed: 1, percentiles: [5, 50, 95] },
  },
  async run(input, { locale, progress, stopped }) {
    const asked = await askTarget(input, locale, { progress, stopped });
    return "issues" in asked ? refused(asked.issues) : answered(asked.answer, asked.gaps, asked.assumed);
  },
};
