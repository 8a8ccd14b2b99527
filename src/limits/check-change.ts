import { doseAt, nameOf } from "../delivery/delivery.ts";
import { library } from "../knowledge/knowledge.ts";
import {
  type DoseRate,
  languageOf,
  type Locale,
  outward,
  renderNumber,
  renderQuantity,
} from "../quantity/quantity.ts";
import type { Case, DrugCase } from "./case.ts";
import { type Finding, ownRule } from "./finding.ts";
import { sentencesIn } from "./sentences.ts";

/** From which change on both totals must be confirmed, whatever a label says: rows U-02 and L-13. */
const farChange = 5;

/** A change of five times or more: the slip of unit, point or hour that no label's step describes. */
export function checkFarChange(of: DrugCase, locale: Locale): Finding[] {
  if (of.before === undefined || of.before === 0 || of.daily === 0) return [];
  const ratio = of.daily / of.before;
  const size = Math.max(ratio, 1 / ratio);
  if (size < farChange * (1 - 1e-12)) return [];
  const say = sentencesIn(locale);
  const mass = library.drugs.get(of.drug)?.shown ?? "ug";
  const total = (dose: DoseRate): string => renderQuantity(outward(dose, "doseRate", `${mass}/d`), locale);
  return [
    {
      id: "far-change",
      drug: of.drug,
      stands: ratio > 1 ? "above" : "below",
      blocks: false,
      confirm: true,
      ratio: size,
      sentence: say.farChange(
        nameOf(of.drug, locale),
        total(of.before),
        total(of.daily),
        renderNumber(ratio, locale, 3),
      ),
      receipt: ownRule({ en: sentencesIn("en-US").farChangeNote, zh: sentencesIn("zh-CN").farChangeNote }),
      status: "assumption",
    },
  ];
}

/** A drug that is no longer given, stopped with the pump or left out of the solution: what its withdrawal means. */
export function checkStop({ plan, before }: Case, locale: Locale): Finding[] {
  if (!before || before.plan.totals.flow === 0) return [];
  const say = sentencesIn(locale);
  const given = plan.totals.flow === 0 ? [] : plan.solution.map(({ drug }) => drug);
  return before.plan.solution
    .filter(({ drug }) => !given.includes(drug) && library.drugs.get(drug)?.class !== "vehicle")
    .map((old) => {
      const drug = library.drugs.get(old.drug);
      const dose = outward(doseAt(before.plan.totals.flow, old), "doseRate", `${drug?.shown ?? "ug"}/d`);
      // How it is tapered and how its withdrawal begins: the first two that a source says.
      const said = (drug?.rules ?? [])
        .filter(({ about }) => about === "taper" || about === "withdrawal")
        .slice(0, 2);
      const [rule] = said;
      const words = said.map(({ says }) => says[languageOf(locale)]).join(" ");
      return {
        id: `stops ${old.drug}`,
        drug: old.drug,
        stands: "below" as const,
        blocks: false,
        confirm: true,
        sentence: `${say.stops(nameOf(old.drug, locale), renderQuantity(dose, locale))} ${words || say.stopNote}`,
        receipt: rule ?? ownRule({ en: sentencesIn("en-US").stopNote, zh: sentencesIn("zh-CN").stopNote }),
        status: rule?.status ?? ("assumption" as const),
      };
    });
}

/** Another drug or concentration than before: the old solution in the line comes first, so a bridge must be decided. */
export function checkBridge({ plan, before }: Case, locale: Locale): Finding[] {
  if (!before) return [];
  const written = (of: Case["plan"]): string =>
    of.reservoir.solution
      .map(({ drug, concentration }) => `${nameOf(drug, locale)} ${renderQuantity(concentration, locale)}`)
      .join(" + ");
  const same =
    plan.solution.length === before.plan.solution.length &&
    plan.solution.every((drug) =>
      before.plan.solution.some(
        (old) =>
          old.drug === drug.drug &&
          Math.abs(old.concentration - drug.concentration) <= drug.concentration * 1e-12,
      ),
    );
  if (same) return [];
  return [
    {
      id: "bridge-due",
      stands: "above",
      blocks: false,
      confirm: true,
      sentence: sentencesIn(locale).bridgeDue(written(before.plan), written(plan)),
      receipt: {
        ...ownRule({ en: sentencesIn("en-US").bridgeNote, zh: sentencesIn("zh-CN").bridgeNote }),
        fact: "FO-09",
      },
      status: "computed",
    },
  ];
}
