import { drugName as nameOf, library } from "../../src/knowledge/knowledge.ts";
import { languageOf, type Locale } from "../../src/quantity/quantity.ts";

/** A drug as people read it: tall-man where it can be mistaken, the Chinese name in Chinese; as typed if not listed. */
export const drugName = (id: string, locale: Locale): string => nameOf(id, languageOf(locale));

/** The mass in which a drug is usually given: the first unit its fields offer. */
export const massOf = (id: string): "ug" | "mg" => library.drugs.get(id)?.shown ?? "ug";

/** Units of a mass per something, the drug's usual mass first. */
export function massUnits(drug: string, per: readonly string[]): string[] {
  const masses = massOf(drug) === "mg" ? ["mg", "ug"] : ["ug", "mg"];
  return per.flatMap((one) => masses.map((mass) => `${mass}${one}`));
}

export const pumpName = (id: string): string => library.pumps.get(id)?.name ?? id;
export const catheterName = (id: string): string => library.catheters.get(id)?.name ?? id;
