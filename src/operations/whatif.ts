import { askWhatIf, whatIfQuestion } from "../exposure/exposure.ts";
import { answered, type Operation, refused, whereAsked } from "./operation.ts";

/** Two exposures side by side. */
export const whatif: Operation = {
  name: "whatif",
  summary:
    "What was planned beside what happens instead, down the spinal canal: late refill, stopped pump, bridge, tubing volume, prime, boluses.",
  input: whatIfQuestion,
  lengthy: whereAsked("population"),
  example: {
    drug: "baclofen",
    tip: "T10",
    levels: ["L3/4", "T10", "T2"],
    for: "5 d",
    every: "1 h",
    scenario: {
      kind: "bridge",
      from: { concentration: "500 mcg/mL", dose: "400 mcg/d" },
      to: { concentration: "2000 mcg/mL", dose: "400 mcg/d" },
      deadVolume: "0.4 mL",
      done: "skipped",
    },
  },
  run(input, { locale, progress, stopped }) {
    const asked = askWhatIf(input, locale, { progress, stopped });
    return "issues" in asked ? refused(asked.issues) : answered(asked.answer, asked.gaps, asked.assumed);
  },
};
