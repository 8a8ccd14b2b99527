import { planOf, type Standing } from "../patients/standing.ts";
import { type Draft, parts } from "./draft.ts";

/** A visit with nothing filled in but what the record says of this patient (I-07). */
export function begin(standing: Standing, revision: number, at: string): Draft {
  const plan = planOf(standing, at);
  const { draft } = plan;
  return {
    patient: standing.patient,
    revision,
    step: "interrogate",
    at,
    by: "",
    ids: Object.fromEntries(parts.map((part) => [part, crypto.randomUUID()])),
    interrogation: {
      serial: "",
      volume: "",
      running: "",
      clockOffset: "",
      clockBehind: "",
      battery: "",
      given: "",
      denied: "",
    },
    refill: {
      wanted: "",
      aspirated: "",
      aspiratedAgain: "",
      needleChecked: "",
      lot: "",
      expiry: "",
      observed: "",
      wasteVolume: "",
      witness: "",
    },
    plan: {
      ...plan,
      // What is filled now is not what was filled then: nothing of it is preselected (U-05).
      draft: {
        ...draft,
        reservoir: {
          ...draft.reservoir,
          volume: "",
          programmed: "",
          asOf: at,
          filledAt: at,
          firstFill: standing.reservoir === null,
          diluted: false,
          solution: [{ drug: "", concentration: "" }],
        },
      },
    },
    change: standing.program ? "" : "change",
    reason: "",
    repeats: null,
    bridgeReason: "",
    overrides: {},
    confirmed: "",
    second: { by: "", readFrom: "", values: {}, attempts: [], unchecked: "" },
    closing: { at: "", volume: "", running: "", readBack: "" },
  };
}
