import { askCanal, canalQuestion } from "../exposure/exposure.ts";
import { answered, type Operation, refused, whereAsked } from "./operation.ts";

/** Concentrations along the spinal canal. */
export const canal: Operation = {
  name: "canal",
  summary:
    "Concentrations along the spinal canal over time, from doses at the catheter tip, deliveries through the line, or a pump plan: a teaching model.",
  input: canalQuestion,
  lengthy: whereAsked("population"),
  example: {
    drug: "baclofen",
    set: "B",
    tip: "T10",
    deliveries: [
      { at: "0 h", concentration: "2000 mcg/mL", flow: "0.8 mL/d" },
      { at: "12 h", concentration: "2000 mcg/mL", dose: "400 mcg/d" },
    ],
    line: { deadVolume: "0.4 mL", holds: "500 mcg/mL", tanks: 10 },
    running: "400 mcg/d",
    for: "7 d",
    every: "1 h",
    population: { n: 50, seed: 1, percentiles: [5, 50, 95] },
  },
  run(input, { locale, progress, stopped }) {
    const asked = askCanal(input, locale, { progress, stopped });
    return "issues" in asked ? refused(asked.issues) : answered(asked.answer, asked.gaps, asked.assumed);
  },
};
