import { type Infused, nameOf } from "../delivery/delivery.ts";
import {
  bounds,
  type indications,
  type jurisdictions,
  library,
  type Limit,
  type Receipt,
} from "../knowledge/knowledge.ts";
import {
  type Concentration,
  inward,
  type Inward,
  type Kind,
  languageOf,
  type Locale,
  outward,
  type Quantity,
  renderQuantity,
} from "../quantity/quantity.ts";
import { holds } from "./applies.ts";
import { type Finding, mostLimitingFirst, ownRule } from "./finding.ts";
import { sayFinding } from "./say-finding.ts";
import { sentencesIn } from "./sentences.ts";
import { mayBlock, type Measured, standTo } from "./stand.ts";

/** What is asked of an intravenous protocol besides what it delivers. */
export interface ProtocolCase {
  readonly drug: string;
  readonly indication: (typeof indications)[number];
  readonly jurisdiction: (typeof jurisdictions)[number];
  readonly conditions: readonly string[];
  readonly vial: Concentration;
  readonly infused: Infused;
}

/** What a source says in words about a protocol of this kind, with its receipt. */
export interface Told {
  readonly id: string;
  readonly about: string;
  readonly says: string;
  readonly receipt: Receipt;
}

/** A rule that a person must answer for before the protocol starts: a contraindication or a test. */
export interface Ask extends Told {
  readonly about: "contraindication" | "monitoring";
}

/** Where a protocol stands to every limit of its drug, route and indication, and what must be asked before it. */
export function checkProtocol(
  of: ProtocolCase,
  locale: Locale,
): { findings: Finding[]; ask: Ask[]; described: Told[]; gaps: string[] } {
  const say = sentencesIn(locale);
  const drug = library.drugs.get(of.drug)!;
  const limits = drug.limits.filter((limit) => limit.authority !== "practice" && speaks(limit, of));
  const findings = limits.flatMap((limit) => {
    const measured = measure(limit, of.infused);
    return measured ? [toFinding(limit, measured, of, locale)] : [];
  });
  const language = languageOf(locale);
  const name = nameOf(of.drug, locale);
  const rules = drug.rules.filter(
    ({ jurisdictions, indications }) =>
      holds(jurisdictions, of.jurisdiction) && holds(indications, of.indication),
  );
  const told = rules.map((rule): Told => ({
    id: rule.id,
    about: rule.about,
    says: rule.says[language],
    receipt: rule,
  }));
  const ask = told.filter(
    (one): one is Ask => one.about === "contraindication" || one.about === "monitoring",
  );
  const gaps = [
    ...(limits.length === 0 ? [say.noLimit(name, say.bounds.ratePerWeight)] : []),
    ...(["contraindication", "monitoring"] as const)
      .filter((about) => !ask.some((one) => one.about === about))
      .map((about) => say.notAsked[about](name)),
    ...(limits.length === 0 && drug.note ? [drug.note[language]] : []),
  ];
  const met = rules
    .filter((rule) => (rule.conditions ?? []).some((condition) => of.conditions.includes(condition)))
    .map((rule): Finding => ({
      id: rule.id,
      drug: of.drug,
      stands: "beyond",
      blocks: false,
      confirm: true,
      sentence: say.contraindicated(name, rule.says[language]),
      receipt: rule,
      status: rule.status,
    }));
  const described = told.filter(({ about }) => about === "dose" || about === "indication");
  return {
    findings: [...findings, ...met, ...checkVial(of, locale)].sort(mostLimitingFirst),
    ask,
    described,
    gaps,
  };
}

function speaks(limit: Limit, of: ProtocolCase): boolean {
  return (
    holds(limit.routes, "intravenous") &&
    holds(limit.indications, of.indication) &&
    holds(limit.jurisdictions, of.jurisdiction)
  );
}

/** The number of the protocol that a limit bounds: the largest of any session, for totals also the smallest. */
function measure(limit: Limit, { sessions, weight }: Infused): Measured | undefined {
  const most = (values: readonly number[]): Measured | undefined =>
    values.length > 0 ? { value: Math.max(...values) as Inward<Kind> } : undefined;
  switch (limit.bounds) {
    case "bolusPerWeight":
      return most(sessions.flatMap(({ bolus }) => (bolus ? [bolus.amount / weight] : [])));
    case "ratePerWeight":
      return most(sessions.flatMap(({ steps }) => steps.map(({ rate }) => rate / weight)));
    case "total": {
      const totals = sessions.map(({ total }) => total);
      return limit.upper ? most(totals) : { value: Math.min(...totals) as Inward<Kind> };
    }
    default:
      return undefined;
  }
}

function toFinding(limit: Limit, measured: Measured, of: ProtocolCase, locale: Locale): Finding {
  const standing = standTo(limit, measured);
  const value: Quantity = outward(measured.value, bounds[limit.bounds], (limit.upper ?? limit.lower)!.unit);
  return {
    id: limit.id,
    drug: of.drug,
    limit,
    value,
    ...standing,
    blocks: standing.stands === "beyond" && mayBlock(limit),
    confirm: standing.stands === "beyond" || standing.stands === "above",
    sentence: sayFinding(
      `${nameOf(of.drug, locale)}: ${sentencesIn(locale).bounds[limit.bounds]}`,
      rounded(value, limit),
      limit,
      standing,
      locale,
    ),
    receipt: limit,
    status: limit.status,
  };
}

/** Four digits are enough to read, unless they would hide on which side of a bound the value lies. */
function rounded(value: Quantity, { lower, upper }: Limit): Quantity {
  const short = Number(value.value.toPrecision(4));
  const bounds = [lower, upper].flatMap((bound) => (bound?.unit === value.unit ? [bound.value] : []));
  return bounds.includes(short) ? value : { ...value, value: short };
}

// The slip that is known to happen between vials.
const tenfold = 10;

/** INC-7: a vial ten times as strong holds ten times the dose in the volume drawn. The strength in hand is named. */
function checkVial({ drug: id, vial, infused }: ProtocolCase, locale: Locale): Finding[] {
  const say = sentencesIn(locale);
  const drug = library.drugs.get(id)!;
  const strengths = drug.ampoules.map(({ value }) => inward(value, "concentration"));
  const show = (value: number): string =>
    renderQuantity(outward(value as Concentration, "concentration", "mg/mL"), locale);
  // A second vial of the same drug, ten times as strong or as weak: the pair that was taken for each other.
  const twin = strengths.find((strength) =>
    [tenfold, 1 / tenfold].some((times) => Math.abs(strength - vial * times) <= strength * 1e-9),
  );
  const largest = infused.sessions.reduce((a, b) => (b.draw > a.draw ? b : a));
  const mass = (strength: number): string =>
    renderQuantity(outward((largest.draw * strength) as Inward<"amount">, "amount", "mg"), locale);
  const volume = renderQuantity(outward(largest.draw, "volume", "mL"), locale);
  return [
    {
      id: "vial-strength",
      drug: id,
      stands: twin === undefined ? "within" : "above",
      blocks: false,
      confirm: twin !== undefined,
      sentence:
        say.vialInHand(volume, show(vial), mass(vial), mass(vial * tenfold), mass(vial / tenfold)) +
        (twin === undefined ? "" : say.vialTwin(show(twin))),
      receipt: ownRule({ en: sentencesIn("en-US").vialNote, zh: sentencesIn("zh-CN").vialNote }),
      status: "assumption",
    },
  ];
}
