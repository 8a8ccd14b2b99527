import { languageOf, type Locale } from "../quantity/quantity.ts";

const english = {
  noModel: (drug: string) => `no kinetic model of ${drug} is known here: no concentration can be shown`,
  noSuchModel: (id: string, near: string | undefined, known: readonly string[]) =>
    `"${id}" is not a model that is shipped${near ? `; did you mean "${near}"?` : `; known are ${known.join(", ")}`}`,
  otherDrug: (label: string, of: string, drug: string) =>
    `${label} is a model of ${of}, driven here by the dose of ${drug}: the two are not the same`,
  modelChosen: (label: string) =>
    `peaks by ${label}, the first venous model of the drug, because no model was named`,
  modelSays: (label: string, matrix: string, population: string) =>
    `${label}: sampled ${matrix}, from ${population}. Arterial and venous models differ up to 2.4 times at the end of a short infusion; a model's figure is no measurement.`,
  indicationAssumed: "checked as chronic pain under US sources, because no indication was named",
  bolusByHand: "a bolus without a time is taken to run over 1 min",
};
const chinese: typeof english = {
  noModel: (drug) => `此处没有 ${drug} 的药代模型：无法显示浓度`,
  noSuchModel: (id, near, known) =>
    `"${id}" 不是已提供的模型${near ? `；是否为 "${near}"？` : `；已知：${known.join("、")}`}`,
  otherDrug: (label, of, drug) => `${label} 是 ${of} 的模型，此处以 ${drug} 的剂量驱动：二者并不相同`,
  modelChosen: (label) => `峰浓度按 ${label} 计（该药首个静脉血模型），因未指定模型`,
  modelSays: (label, matrix, population) =>
    `${label}：采样部位 ${matrix}，研究人群：${population}。短时输注结束时动脉与静脉模型可差 2.4 倍；模型数值并非测量值。`,
  indicationAssumed: "按慢性疼痛、美国来源核查，因未指明适应证",
  bolusByHand: "未注明时间的推注按 1 分钟计",
};

/** What must be said beside a protocol's concentrations. */
export const protocolSentences = (locale: Locale): typeof english =>
  languageOf(locale) === "zh" ? chinese : english;
