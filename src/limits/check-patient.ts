import { nameOf } from "../delivery/delivery.ts";
import { library } from "../knowledge/knowledge.ts";
import type { Locale } from "../quantity/quantity.ts";
import type { Case } from "./case.ts";
import type { Finding } from "./finding.ts";
import { sentencesIn } from "./sentences.ts";

/** What the patient's own conditions and other drugs say against the plan. */
export function checkPatient({ plan, patient, jurisdiction }: Case, locale: Locale): Finding[] {
  const say = sentencesIn(locale);
  return plan.solution.flatMap(({ drug: id }) => {
    const drug = library.drugs.get(id);
    if (!drug) return [];
    return drug.rules
      .filter(
        (rule) =>
          !rule.jurisdictions || rule.jurisdictions.length === 0 || rule.jurisdictions.includes(jurisdiction),
      )
      .filter(
        (rule) =>
          (rule.conditions ?? []).some((c) => patient.conditions.includes(c)) ||
          (rule.cosedatives === true && patient.cosedatives.length > 0),
      )
      .map((rule) => ({
        id: rule.id,
        drug: id,
        stands: rule.about === "contraindication" ? ("beyond" as const) : ("above" as const),
        blocks: false,
        confirm: rule.about === "contraindication",
        sentence: rule.cosedatives
          ? `${say.sedatives(patient.cosedatives.join(", "), nameOf(id, locale))} ${rule.says[locale === "zh-CN" ? "zh" : "en"]}`
          : say.contraindicated(nameOf(id, locale), rule.says[locale === "zh-CN" ? "zh" : "en"]),
        receipt: rule,
        status: rule.status,
      }));
  });
}
