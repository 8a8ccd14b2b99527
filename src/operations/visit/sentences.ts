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
};

const sentences: Readonly<Record<Language, typeof english>> = { en: english, zh: chinese };

/** What the visit says, in one language. */
export const sentencesIn = (locale: Locale): typeof english => sentences[languageOf(locale)];
