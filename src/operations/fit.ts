import { askFit, fitQuestion } from "../exposure/exposure.ts";
import { answered, type Operation, refused } from "./operation.ts";

/** One person's kinetics from a few measurements. */
export const fit: Operation = {
  name: "fit",
  summary:
    "One person's kinetics from measured concentrations, the population being the prior, drawn before and after: a simulation only, outside patient records, with no export to a pump.",
  input: fitQuestion,
  example: {
    model: "otto2021",
    patient: { weight: "70 kg" },
    doses: [{ kind: "infusion", at: "0 h", amount: "80 mg", for: "2 h" }],
    samples: [
      { at: "2 h", site: "ketamine", concentration: "300 ng/mL" },
      { at: "4 h", site: "ketamine", concentration: "110 ng/mL" },
    ],
    at: { from: "0 h", to: "8 h", every: "30 min" },
    population: { n: 200, seed: 1, percentiles: [5, 50, 95] },
  },
  run(input, { locale, progress, stopped }) {
    const asked = askFit(input, locale, { progress, stopped });
    return "issues" in asked ? refused(asked.issues) : answered(asked.answer, asked.gaps, asked.assumed);
  },
};
