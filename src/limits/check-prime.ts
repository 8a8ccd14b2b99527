import { amountIn, type Ingredient, isPastTip, nameOf } from "../delivery/delivery.ts";
import {
  type indications,
  type jurisdictions,
  library,
  type Limit,
  pumpRule,
} from "../knowledge/knowledge.ts";
import { type Amount, type Locale, outward, renderQuantity, type Volume } from "../quantity/quantity.ts";
import { holds } from "./applies.ts";
import type { Patient } from "./case.ts";
import { type Finding, mostLimitingFirst } from "./finding.ts";
import { sayFinding } from "./say-finding.ts";
import { sentencesIn } from "./sentences.ts";
import { standTo } from "./stand.ts";

/** A priming bolus, and for whom, as far as anybody said: what is not said leaves every limit to speak. */
export interface PrimeCase {
  /** What goes past the tip, and what of the prime fills the tubing inside the pump. */
  readonly pastTip: Volume;
  readonly tubing: Volume;
  /** True where the catheter is new or was revised: then the line is filled from the pump on. */
  readonly catheterRevised: boolean;
  readonly solution?: readonly Ingredient[] | undefined;
  readonly indication?: (typeof indications)[number] | undefined;
  readonly jurisdiction?: (typeof jurisdictions)[number] | undefined;
  readonly opioid?: Patient["opioid"] | undefined;
}

/** What a prime gives at once, held against every limit of a single dose (C-02). */
export function checkPrime(
  of: PrimeCase,
  locale: Locale,
): { readonly findings: readonly Finding[]; readonly gaps: readonly string[] } {
  const gaps: string[] = [];
  const findings = [
    ...(isPastTip(of.pastTip) ? checkPastTip(of, locale, gaps) : []),
    ...(of.tubing > 0 && !of.catheterRevised ? [fillsTubing(of, locale)] : []),
  ];
  return { findings: findings.sort(mostLimitingFirst), gaps };
}

function checkPastTip(of: PrimeCase, locale: Locale, gaps: string[]): Finding[] {
  const say = sentencesIn(locale);
  if (!of.solution) gaps.push(say.primeOfWhat);
  const rule = pumpRule("FO-12")!;
  const volume = renderQuantity(outward(of.pastTip, "volume", "mL"), locale);
  return [
    ...drugsOf(of).flatMap((one) => againstLimits(one, amountIn(of.pastTip, one), of, locale, gaps)),
    {
      id: "prime-past-tip",
      stands: "above",
      blocks: false,
      confirm: true,
      sentence: say.primePastTip(volume, dosesIn(of.pastTip, of, locale)),
      receipt: rule,
      status: rule.status,
    },
  ];
}

/** After the implant only the catheter is filled: the pump's tubing holds solution already. */
function fillsTubing(of: PrimeCase, locale: Locale): Finding {
  const rule = pumpRule("FO-11")!;
  const volume = renderQuantity(outward(of.tubing, "volume", "mL"), locale);
  return {
    id: "prime-full-tubing",
    stands: "above",
    blocks: false,
    confirm: true,
    sentence: sentencesIn(locale).primeFillsTubing(volume, dosesIn(of.tubing, of, locale)),
    receipt: rule,
    status: rule.status,
  };
}

const drugsOf = ({ solution = [] }: PrimeCase): readonly Ingredient[] =>
  solution.filter(({ drug }) => library.drugs.get(drug)?.class !== "vehicle");

/** "baclofen 118 mcg, morphine 1.2 mg": what a volume of the solution holds of each drug. */
const dosesIn = (volume: Volume, of: PrimeCase, locale: Locale): string =>
  drugsOf(of)
    .map((one) => {
      const unit = library.drugs.get(one.drug)?.shown ?? "ug";
      const amount = outward(amountIn(volume, one), "amount", unit);
      return `${nameOf(one.drug, locale)} ${renderQuantity(amount, locale, 3)}`;
    })
    .join(sentencesIn(locale).listed);

function againstLimits(
  { drug: id }: Ingredient,
  amount: Amount,
  of: PrimeCase,
  locale: Locale,
  gaps: string[],
): Finding[] {
  const say = sentencesIn(locale);
  const drug = library.drugs.get(id);
  const name = nameOf(id, locale);
  if (!drug) {
    gaps.push(say.unchecked(id, say.bounds.bolus));
    return [];
  }
  const limits = drug.limits.filter((limit) => limit.bounds === "bolus" && limit.upper && speaks(limit, of));
  if (limits.length === 0) gaps.push(say.noLimit(name, say.bounds.bolus));
  return limits.map((stated) => {
    // Nobody means to give anything past the tip: there is no least.
    const { lower: _lower, ...limit } = stated;
    const standing = standTo(limit, { value: amount });
    const value = outward(amount, "amount", limit.upper!.unit);
    return {
      id: limit.id,
      drug: id,
      limit,
      value,
      ...standing,
      // A limit of screening doses is another purpose's: it asks, and does not block.
      blocks: false,
      confirm: standing.stands !== "within",
      sentence: sayFinding(`${name}: ${say.pastTip}`, value, limit, standing, locale),
      receipt: limit,
      status: limit.status,
    };
  });
}

const speaks = (limit: Limit, { indication, jurisdiction, opioid = "unknown" }: PrimeCase): boolean =>
  limit.authority !== "practice" &&
  holds(limit.routes, "intrathecal") &&
  (indication === undefined || holds(limit.indications, indication)) &&
  (jurisdiction === undefined || holds(limit.jurisdictions, jurisdiction)) &&
  (!limit.opioid || opioid === "unknown" || limit.opioid === opioid) &&
  limit.ages?.below === undefined;
