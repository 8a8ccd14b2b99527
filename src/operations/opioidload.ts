import { z } from "zod";
import { drugName } from "../knowledge/knowledge.ts";
import { opioidLoad } from "../limits/limits.ts";
import {
  type DoseRate,
  inside,
  inward,
  type Language,
  languageOf,
  outward,
  quantity,
  readParts,
} from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { writeSource } from "./write-source.ts";

const route = z.enum(["oral", "intravenous", "epidural", "intrathecal"]);
const input = z.strictObject({
  /** Every opioid that the patient gets, by every route, as a daily dose. */
  opioids: z
    .array(z.strictObject({ drug: z.string().min(1).max(80), route, dose: quantity("doseRate") }))
    .min(1)
    .max(20),
});

const sentences = {
  en: {
    none: (drug: string, route: string) =>
      `no source here relates ${drug} by this route (${route}) to oral morphine: it is not in the sum`,
    against: "a ratio was stated for the other direction, and is read backwards here",
    spread: "ratios differ many times over: the range is the answer, and no number in it is a dose to give",
  },
  zh: {
    none: (drug: string, route: string) => `此处没有来源给出${drug}（${route}）与口服吗啡的比值：未计入合计`,
    against: "该比值原为相反方向，此处反向使用",
    spread: "各比值相差多倍：答案是一个范围，其中任何数值都不是可给的剂量",
  },
} satisfies Record<Language, Record<string, unknown>>;

function run(given: unknown, { locale }: Context): Reply {
  const language = languageOf(locale);
  const say = sentences[language];
  const { parts, issues } = readParts(input, given, locale);
  if (issues.length > 0 || !parts.opioids) return refused(issues);
  const gaps: string[] = [];
  const shown = (value: DoseRate) => outward(value, "doseRate", "mg/d");
  const load = opioidLoad(
    parts.opioids.map(({ drug, route, dose }) => {
      const daily = inward(dose, "doseRate");
      return { drug, route, least: daily, most: daily };
    }),
  );
  const rows = load.rows.map(({ ways, range }, i) => {
    const { drug, route, dose } = parts.opioids![i]!;
    if (!range) gaps.push(say.none(drugName(drug, language), route));
    return {
      path: inside("opioids", i),
      drug,
      route,
      dose,
      oralMorphine: range ? { lowest: shown(range.lowest), highest: shown(range.highest) } : null,
      ratios: ways.map(({ ratio, times, backwards }) => ({
        id: ratio.id,
        times,
        says: ratio.says[language],
        ...(backwards && { note: say.against }),
        source: writeSource(ratio),
        status: ratio.status,
      })),
    };
  });
  return answered(
    { total: { lowest: shown(load.lowest), highest: shown(load.highest) }, rows, notes: [say.spread] },
    gaps,
  );
}

export const opioidload: Operation = {
  name: "opioidload",
  summary:
    "All opioids a patient gets, by every route, as a range of oral morphine over every published ratio.",
  input,
  example: {
    opioids: [
      { drug: "morphine", route: "intrathecal", dose: "4 mg/d" },
      { drug: "morphine", route: "oral", dose: "30 mg/d" },
    ],
  },
  run,
};
