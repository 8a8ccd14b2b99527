import { isVerified, library, type Stability, stabilityOf } from "../knowledge/knowledge.ts";
import { hoursBetween, inward, type Hours, type Locale, renderQuantity } from "../quantity/quantity.ts";
import type { Reservoir } from "../regimen/regimen.ts";
import type { Remarks } from "./remarks.ts";
import { sentencesIn } from "./sentences.ts";

/** How long the solution still holds, and on whose word. */
export interface StabilityLeft {
  /** Hours from `asOf`; negative where the time has passed. */
  readonly after: Hours;
  readonly row: Stability;
}

/** Time left until the solution's stability in the pump ends, counted from the fill; undefined where it is not known. */
export function stabilityLeft(
  reservoir: Reservoir,
  locale: Locale,
  remarks: Remarks,
): StabilityLeft | undefined {
  const say = sentencesIn(locale);
  const drugs = reservoir.solution
    .map(({ drug }) => drug)
    .filter((id) => library.drugs.get(id)?.class !== "vehicle");
  const named = drugs.map((drug) => nameOf(drug, locale)).join(" + ");
  const { firstFill, diluted } = reservoir;
  const rows = stabilityOf(drugs, { firstFill, diluted }).filter((row) => row.value);
  // Several sources: the shortest verified time holds, else the shortest of the rest.
  const hoursOf = (row: Stability): Hours => inward(row.value!, "time");
  const verified = rows.filter((row) => isVerified(row.status));
  const [row] = [...(verified.length > 0 ? verified : rows)].sort((a, b) => hoursOf(a) - hoursOf(b));
  if (!row) {
    if (drugs.length > 0) remarks.gaps.push(say.stabilityUnknown(named));
    return undefined;
  }
  if (!isVerified(row.status))
    remarks.assumed.push(
      say.stabilityUnverified(named, renderQuantity(row.value!, locale), row.fact ?? row.source),
    );
  const age = reservoir.filledAt ? hoursBetween(reservoir.filledAt, reservoir.asOf) : (0 as Hours);
  return { after: (hoursOf(row) - age) as Hours, row };
}

/** A drug's name as it is shown: tall-man where it can be mistaken, in the reader's language. */
export function nameOf(id: string, locale: Locale): string {
  const drug = library.drugs.get(id);
  if (!drug) return id;
  return locale === "zh-CN" ? drug.name.zh : (drug.tallMan ?? drug.name.en);
}
