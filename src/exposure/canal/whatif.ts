import { z } from "zod";
import { drugOf, pumpRule, sourceOf, type Status } from "../../knowledge/knowledge.ts";
import { languageOf, type Locale, readParts, renderQuantity, outward } from "../../quantity/quantity.ts";
import { type Asked, type CanalAnswer, tipOf } from "./canal-question.ts";
import { modelCard, type ModelCard } from "./model-card.ts";
import { mixingOf, tanks } from "./read-delivery.ts";
import { settingFields, settingOf } from "./read-setting.ts";
import { pairOf, type Scenario, scenario } from "./scenario.ts";
import { canalSentences } from "./sentences.ts";
import { isFinite, type Side, sideOf, type Watched } from "./side.ts";
import { timingFields, timingOf } from "./timing.ts";

/** The full schema of a question "what if". */
export const whatIfQuestion = z.strictObject({
  ...settingFields,
  ...timingFields,
  scenario,
  tanks: tanks.optional(),
});

/** What a source says of too little or too much of the drug. */
export interface Statement {
  readonly id: string;
  readonly about: "less" | "more" | "prime";
  readonly sentence: string;
  readonly source: { readonly id: string; readonly title: string };
  readonly status: Status;
}

/** By how much one course lies from the other at a level. */
export interface LevelDifference {
  readonly level: string;
  /** The lowest and the highest ratio of what happened to what was planned, and when (h). */
  readonly lowest: { readonly ratio: number; readonly at: number } | null;
  readonly highest: { readonly ratio: number; readonly at: number } | null;
}

export interface WhatIfAnswer {
  readonly model: ModelCard;
  readonly tip: CanalAnswer["tip"];
  readonly scenario: Scenario["kind"];
  readonly at: readonly number[];
  readonly planned: Side & { readonly name: string };
  readonly happened: Side & { readonly name: string };
  readonly differences: readonly LevelDifference[];
  /** Before the statements: what the model does not say. */
  readonly reading: string;
  readonly statements: readonly Statement[];
}

const names: Readonly<Record<Scenario["kind"], Readonly<Record<"en" | "zh", readonly [string, string]>>>> = {
  "late-refill": { en: ["refilled when planned", "refilled late"], zh: ["按计划补药", "延迟补药"] },
  stopped: { en: ["running", "stopped for a time"], zh: ["持续运行", "一度停泵"] },
  bridge: { en: ["the right bridge", "what was done instead"], zh: ["正确的桥接", "实际所为"] },
  tubing: {
    en: ["primed for the actual tubing", "primed for the believed tubing"],
    zh: ["按实际管路预充", "按误认管路预充"],
  },
  prime: { en: ["as planned", "as it may happen"], zh: ["按计划", "可能的实际情况"] },
  boluses: { en: ["continuous", "the same dose in boluses"], zh: ["持续输注", "同剂量分次推注"] },
};

/** Two exposures side by side: what was planned, and what happens instead. */
export function askWhatIf(
  input: unknown,
  locale: Locale,
  watched: Omit<Watched, "crowd"> = {},
): Asked<WhatIfAnswer> {
  const say = canalSentences(locale);
  const { parts: given, issues } = readParts(whatIfQuestion, input, locale);
  const assumed: string[] = [];
  const setting = settingOf(given, locale, issues, assumed);
  const levels = setting?.levels.length ?? given.levels?.length ?? 1;
  const timing = timingOf(given, levels, given.population?.n, locale, issues);
  const mixing = mixingOf({ tanks: given.tanks }, locale, assumed);
  const pair =
    timing && given.scenario && pairOf(given.scenario, mixing, timing.until, locale, issues, "scenario");
  if (issues.length > 0 || !setting || !timing || !pair || !given.scenario) return { issues };
  const { running, planned, happened } = pair;
  const [first, second] = [planned, happened].map((delivered, half) => {
    const progress = (share: number): void => watched.progress?.((half + share) / 2);
    const watch = { ...watched, progress, crowd: given.population };
    return sideOf(setting, delivered, running, timing, watch, locale);
  });
  if (!isFinite(first!.side) || !isFinite(second!.side))
    return { issues: [{ path: "scenario", message: say.beyond }] };
  const shown = renderQuantity(outward(running, "doseRate", "ug/d"), locale);
  assumed.push(running > 0 ? say.assumedSteady(shown) : say.assumedEmpty);
  const differences = differencesOf(first!.side, second!.side, timing.moments);
  const found = statementsFor(given.scenario.kind, setting.drug, differences, locale);
  const [nameOne, nameTwo] = names[given.scenario.kind][languageOf(locale)];
  return {
    answer: {
      model: modelCard(locale, setting),
      tip: tipOf(setting),
      scenario: given.scenario.kind,
      at: Array.from(timing.moments),
      planned: { name: nameOne, ...first!.side },
      happened: { name: nameTwo, ...second!.side },
      differences,
      reading: say.statements,
      statements: found,
    },
    gaps: [...first!.gaps, ...second!.gaps, ...(found.length === 0 ? [say.noStatements] : [])],
    assumed,
  };
}

/** Below this share of its own highest value a concentration is not compared: it has hardly arrived. */
const arrived = 0.01;

function differencesOf(planned: Side, happened: Side, moments: Float64Array): LevelDifference[] {
  return planned.levels.map(({ level, values }, i) => {
    const other = happened.levels[i]!.values;
    const floor = arrived * values.reduce((most, value) => Math.max(most, value), 0);
    let lowest: LevelDifference["lowest"] = null;
    let highest: LevelDifference["highest"] = null;
    for (const [k, value] of values.entries()) {
      if (value <= floor) continue;
      const one = { ratio: other[k]! / value, at: moments[k]! };
      if (!lowest || one.ratio < lowest.ratio) lowest = one;
      if (!highest || one.ratio > highest.ratio) highest = one;
    }
    return { level, lowest, highest };
  });
}

/** Ratios nearer to one than this are not seen on a plot, and bring no statement up. */
const visible = 0.01;

/** What sources say of less or more of this drug, where there is less or more of it. */
function statementsFor(
  kind: Scenario["kind"],
  drug: string | undefined,
  differences: readonly LevelDifference[],
  locale: Locale,
): Statement[] {
  const language = languageOf(locale);
  const less = differences.some(({ lowest }) => lowest && lowest.ratio < 1 - visible);
  const more = differences.some(({ highest }) => highest && highest.ratio > 1 + visible);
  const wanted = {
    withdrawal: less ? "less" : undefined,
    interruption: less ? "less" : undefined,
    overdose: more ? "more" : undefined,
  } as const;
  const rules = drug === undefined ? [] : (drugOf(drug)?.rules ?? []);
  const statements = rules.flatMap((one): Statement[] => {
    const about = one.about in wanted ? wanted[one.about as keyof typeof wanted] : undefined;
    if (!about) return [];
    return [{ id: one.id, about, sentence: one.says[language], ...sourced(one) }];
  });
  if (kind !== "prime" && kind !== "tubing") return statements;
  const rule = pumpRule("FO-12");
  if (!rule) return statements;
  return [{ id: rule.id, about: "prime", sentence: rule.says[language], ...sourced(rule) }, ...statements];
}

const sourced = ({ source, status }: { source: string; status: Status }) => ({
  source: { id: source, title: sourceOf(source).title },
  status,
});
