import type { Model } from "../knowledge/knowledge.ts";
import { languageOf, type Locale } from "../quantity/quantity.ts";
import type { FitWarning } from "./fit.ts";

const sentences = {
  en: {
    only: "Simulation only: outside patient records, no export to a pump.",
    "says little":
      "The measurements say little about this person: the parameters are almost the population's own.",
    "unlike the population":
      "Hardly anyone in the virtual population is like the person found: the model, its population or the measurements may not fit.",
    "does not fit":
      "At least one measurement lies more than three measurement errors from the best fit: check its time, its unit and its site.",
    few: "The posterior rests on few virtual people: its bands are rough.",
  },
  zh: {
    only: "仅为模拟：不进入患者记录，不导出至任何泵。",
    "says little": "这些测量几乎不能说明此人的情况：参数与人群参数几乎相同。",
    "unlike the population": "虚拟人群中几乎没有人与所得之人相似：模型、其人群或测量值可能不适用。",
    "does not fit": "至少有一个测量值与最佳拟合相差超过三个测量误差：请核对其时间、单位与部位。",
    few: "后验仅由少数虚拟受试者支撑：区间较粗略。",
  },
};

/** The sentence that stands beside every target-controlled plan and every individual fit. */
export const simulationOnly = (locale: Locale): string => sentences[languageOf(locale)].only;

/** A fit's warning in words. */
export const fitWarning = (warning: FitWarning, locale: Locale): string =>
  sentences[languageOf(locale)][warning];

/** Whose figures a simulation shows, and for whom they hold. */
export interface SimulatedModel {
  readonly id: string;
  readonly label: string;
  readonly matrix: Model["matrix"];
  readonly population: string;
  readonly caution: string | null;
}

/** The card of a shipped model; null where the kinetics were written in full. */
export function simulatedModel(model: Model | undefined, locale: Locale): SimulatedModel | null {
  const language = languageOf(locale);
  return model
    ? {
        id: model.id,
        label: model.label[language],
        matrix: model.matrix,
        population: model.population[language],
        caution: model.caution?.[language] ?? null,
      }
    : null;
}
