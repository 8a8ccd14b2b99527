import { nameOf } from "../delivery/delivery.ts";
import { type Drug, library, type Receipt } from "../knowledge/knowledge.ts";
import type { Locale } from "../quantity/quantity.ts";
import { applies } from "./applies.ts";
import type { Case } from "./case.ts";
import { type Finding, type LabelVerdict, ownRule } from "./finding.ts";
import { sourceName } from "./say-finding.ts";
import { sentencesIn } from "./sentences.ts";

interface Judged {
  readonly verdict: LabelVerdict;
  readonly receipt: Receipt;
  readonly source: string;
  readonly why: string;
}

/**
 * Three verdicts that are kept apart (INC-10): on label, within consensus, neither; for each drug of the solution and,
 * where there are several, for the mixture, which no label covers.
 */
export function checkLabel(all: Case, findings: readonly Finding[], locale: Locale): Finding[] {
  const say = sentencesIn(locale);
  const active = all.plan.solution.filter(({ drug }) => library.drugs.get(drug)?.class !== "vehicle");
  const judged = active.map(({ drug }) => ({ drug, ...judge(drug, all, findings, locale) }));
  const each = judged.map(({ drug, ...result }) =>
    toFinding(`label ${drug}`, nameOf(drug, locale), result, locale, drug),
  );
  if (judged.length < 2) return each;
  const names = judged.map(({ drug }) => nameOf(drug, locale)).join(" + ");
  const worst = judged.find(({ verdict }) => verdict === "neither");
  const consensus = judged.map(({ drug }) => consensusOf(drug, all, findings));
  const together: Judged = worst
    ? { ...worst, why: worst.why }
    : consensus.every((c) => c.limit && c.outside.length === 0)
      ? {
          verdict: "within consensus",
          receipt: consensus[0]!.limit!,
          source: [...new Set(consensus.map((c) => sourceName(c.limit!)))].join("; "),
          why: "",
        }
      : {
          verdict: "neither",
          receipt: ownRule({ en: english.mixtureNoLabel, zh: chinese.mixtureNoLabel }),
          source: "",
          why: say.mixtureNoLabel,
        };
  return [...each, toFinding("label mixture", names, together, locale)];
}

/** A drug that is labelled for other routes only: into the wrong place it may kill. */
export function checkRoute({ plan, route }: Case, locale: Locale): Finding[] {
  return plan.solution.flatMap(({ drug: id }) => {
    const labelled = library.drugs.get(id)?.labelled ?? [];
    const [first] = labelled;
    if (!first || labelled.some((label) => label.route === route)) return [];
    return [
      {
        id: `route ${id}`,
        drug: id,
        stands: "beyond" as const,
        blocks: false,
        confirm: true,
        sentence: sentencesIn(locale).routeOff(nameOf(id, locale), route),
        receipt: first,
        status: first.status,
      },
    ];
  });
}

const english = sentencesIn("en-US");
const chinese = sentencesIn("zh-CN");

function judge(id: string, all: Case, findings: readonly Finding[], locale: Locale): Judged {
  const say = sentencesIn(locale);
  const drug = library.drugs.get(id);
  if (!drug)
    return {
      verdict: "neither",
      receipt: ownRule({ en: english.whyUnlisted(id), zh: chinese.whyUnlisted(id) }),
      source: "",
      why: say.whyUnlisted(id),
    };
  const label = labelFor(drug, all);
  const onPump =
    all.plan.device.model === undefined ||
    (library.pumps.get(all.plan.device.model)?.labelled ?? []).some(
      (l) => l.drug === id && allows(l.jurisdictions, all.jurisdiction),
    );
  const overLabel = findings.filter(
    (f) => f.drug === id && f.limit?.authority === "label" && f.stands === "beyond",
  );
  if (label && onPump && overLabel.length === 0)
    return { verdict: "on label", receipt: label, source: sourceName(label), why: "" };
  const { limit, outside } = consensusOf(id, all, findings);
  if (limit && outside.length === 0)
    return { verdict: "within consensus", receipt: limit, source: sourceName(limit), why: "" };
  const why =
    label && !onPump
      ? say.pumpNotLabelled(all.plan.device.name, nameOf(id, locale))
      : outside.length > 0
        ? say.whyOutside(outside.join(", "))
        : overLabel.length > 0
          ? say.whyOutside(overLabel.map((f) => f.id).join(", "))
          : say.whyNoLabel(all.route);
  return {
    verdict: "neither",
    receipt:
      label ?? limit ?? ownRule({ en: english.whyNoLabel(all.route), zh: chinese.whyNoLabel(all.route) }),
    source: "",
    why,
  };
}

const allows = (list: readonly string[] | undefined, value: string): boolean =>
  !list || list.length === 0 || list.includes(value);

/** The label that covers this drug for route, jurisdiction and indication. */
const labelFor = (drug: Drug, all: Case): Drug["labelled"][number] | undefined =>
  drug.labelled.find(
    (l) =>
      l.route === all.route && allows(l.jurisdictions, all.jurisdiction) && allows(l.for, all.indication),
  );

/** A consensus that bounds this drug's daily dose, and which of its bounds the case is outside of. */
function consensusOf(id: string, all: Case, findings: readonly Finding[]) {
  const limits = (library.drugs.get(id)?.limits ?? []).filter(
    (l) => l.authority === "consensus" && applies(l, all),
  );
  const limit = limits.findLast((l) => l.bounds === "dailyDose");
  // Editions stand side by side; the verdict is held against the latest that bounds the dose.
  const outside = findings.filter(
    (f) =>
      f.drug === id &&
      f.limit?.authority === "consensus" &&
      f.limit.source === limit?.source &&
      f.limit.edition === limit?.edition &&
      (f.limit.bounds === "dailyDose" || f.limit.bounds === "concentration") &&
      (f.stands === "above" || f.stands === "beyond"),
  );
  return { limit, outside: outside.map((f) => f.id) };
}

function toFinding(id: string, what: string, judged: Judged, locale: Locale, drug?: string): Finding {
  const say = sentencesIn(locale);
  const sentence =
    judged.verdict === "on label"
      ? say.onLabel(what, judged.source)
      : judged.verdict === "within consensus"
        ? say.withinConsensus(what, judged.source)
        : say.neither(what, judged.why);
  return {
    id,
    ...(drug !== undefined && { drug }),
    stands: judged.verdict === "neither" ? "above" : "within",
    verdict: judged.verdict,
    blocks: false,
    confirm: false,
    sentence,
    receipt: judged.receipt,
    status: judged.receipt.status,
  };
}
