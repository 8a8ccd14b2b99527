import { languageOf, type Locale } from "../quantity/quantity.ts";
import type { Fit } from "./fit.ts";

const sentences = {
  en: {
    only: "Simulation only: not part of a patient's record, and nothing here goes to a pump.",
    "says little":
      "The measurements say little about this person: the parameters are almost the population's own.",
    "unlike the population":
      "Hardly anyone in the virtual population would show these measurements: the model, its population or the measurements may not fit this person, and the bands rest on few subjects.",
  },
  zh: {
    only: "仅为模拟：不属于患者记录，也不会传给任何泵。",
    "says little": "这些测量几乎不能说明此人的情况：参数与人群参数几乎相同。",
    "unlike the population":
      "虚拟人群中几乎没有人会出现这样的测量值：模型、其人群或测量可能不适用于此人，区间仅由少数受试者支撑。",
  },
};

/** The sentence that stands beside every target-controlled plan and every individual fit. */
export const simulationOnly = (locale: Locale): string => sentences[languageOf(locale)].only;

/** A fit's warning in words; undefined where there is none. */
export const fitWarning = ({ warning }: Fit, locale: Locale): string | undefined =>
  warning && sentences[languageOf(locale)][warning];
