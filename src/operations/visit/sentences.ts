import { type Language, languageOf, type Locale } from "../../quantity/quantity.ts";
import type { KeyNumber } from "../../records/records.ts";

const english = {
  key: {
    serial: () => "Serial number of the pump",
    filled: () => "Volume filled",
    programmed: () => "Volume told to the pump",
    concentration: (drug: string) => `Concentration of ${drug}`,
    "daily dose": (drug: string) => `Dose of ${drug} in 24 h, by the program`,
    bolus: (drug: string) => `Patient bolus of ${drug}`,
    "most boluses": () => "Most patient boluses in 24 h",
  } as Record<KeyNumber["name"], (drug: string) => string>,
  nothingToReconcile:
    "No fill of this pump is on record: what was aspirated cannot be held against anything.",
  anotherPatient: "is another patient's entry",
  beforeFill: "is not later than the last fill on record",
  together: {
    notAsked: "Nobody has recorded which other opioids the patient gets: the sum is not known.",
    range:
      "All opioids by all routes over every published ratio: the range is the answer, and no number in it is a dose to give.",
    noRatio: "No source here relates these routes to one another: each is shown, and nothing is added up.",
    notInSum: (drug: string) => `No source here relates ${drug} by its route: it is not in the sum.`,
  },
};

const chinese: typeof english = {
  key: {
    serial: () => "泵的序列号",
    filled: () => "灌注容量",
    programmed: () => "告知泵的容量",
    concentration: (drug) => `${drug} 浓度`,
    "daily dose": (drug) => `${drug} 24 h 剂量（按程序）`,
    bolus: (drug) => `${drug} 患者自控推注量`,
    "most boluses": () => "24 h 内患者自控推注次数上限",
  },
  nothingToReconcile: "此泵没有灌注记录：抽出量无从对照。",
  anotherPatient: "是另一位患者的条目",
  beforeFill: "不晚于记录中的上次灌注",
  together: {
    notAsked: "未记录患者还用哪些阿片类药物：合计不得而知。",
    range: "按所有已发表比值折算各途径的全部阿片类药物：答案是一个范围，其中任何数值都不是可给的剂量。",
    noRatio: "此处没有来源给出这些途径之间的比值：逐一列出，不作合计。",
    notInSum: (drug) => `此处没有来源给出${drug}该途径的比值：未计入合计。`,
  },
};

const sentences: Readonly<Record<Language, typeof english>> = { en: english, zh: chinese };

/** What the visit says, in one language. */
export const sentencesIn = (locale: Locale): typeof english => sentences[languageOf(locale)];
