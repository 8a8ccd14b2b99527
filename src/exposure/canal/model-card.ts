import { adultCanal, canalSources, type Status, type Text } from "../../knowledge/knowledge.ts";
import { languageOf, type Locale, type Quantity, renderQuantity } from "../../quantity/quantity.ts";
import type { Setting } from "./read-setting.ts";
import { canalSentences } from "./sentences.ts";
import { type Checked, checkIntervals, type Interval, type Outcome, validate } from "./validation.ts";

/** What every answer says of the model behind it. */
export interface ModelCard {
  readonly id: string;
  readonly label: string;
  /** "Teaching model; do not use it to choose a dose." */
  readonly use: string;
  readonly population: string;
  readonly caution: string;
  /** Published numbers that the model does not reach, each in a sentence. */
  readonly misses: readonly string[];
  readonly parameters?: {
    readonly drug?: string | undefined;
    readonly dispersion: Quantity<"dispersion">;
    readonly uptake: Quantity<"rateConstant">;
  };
}

let known: readonly Checked[] | undefined;

/** The table of checks; computed once, as nothing that it depends on can change. */
export const checkTable = (): readonly Checked[] => (known ??= validate());

/** A check's value in words. */
export function renderOutcome({ value }: Outcome, unit: string, locale: Locale): string {
  const show = (one: number): string => renderQuantity({ value: one, unit }, locale, 3);
  return typeof value === "number" ? show(value) : value.map(show).join(" – ");
}

/** Who the model is, for whom it holds, and what it misses. */
export function modelCard(locale: Locale, setting?: Setting): ModelCard {
  const say = canalSentences(locale);
  const language = languageOf(locale);
  const misses = checkTable()
    .filter(({ verdict }) => verdict === "miss")
    .map(({ check, outcomes }) => {
      const own = outcomes.find(({ set }) => set === check.set)!;
      const found = renderOutcome(own, check.unit, locale);
      return `${check.id}, ${say.miss(check.about[language], check.published.text[language], found, own.set)}`;
    });
  return {
    id: "canal",
    label: adultCanal.label[language],
    use: say.teaching,
    population: adultCanal.population[language],
    caution: adultCanal.caution[language],
    misses,
    ...(setting && {
      parameters: { drug: setting.drug, dispersion: setting.dispersion, uptake: setting.uptake },
    }),
  };
}

/** The published numbers, where the model stands to each, and whose they are. */
export interface ValidationRow {
  readonly id: string;
  readonly about: string;
  readonly unit: string;
  readonly published: string;
  readonly between: readonly [number, number] | null;
  readonly source: { readonly id: string; readonly title: string };
  readonly status: Status;
  readonly fact: string | null;
  /** Which parameter set is meant for it. */
  readonly set: string | null;
  readonly outcomes: readonly Outcome[];
  /** Where 90% of people lie by the model; null where no people were asked for. */
  readonly people: Interval | null;
  readonly verdict: Checked["verdict"];
  /** False where the number is shown but judges nobody. */
  readonly gate: boolean;
  readonly note: string | null;
}

/** The table as it is answered. */
export function validationRows(
  locale: Locale,
  people?: { readonly n: number; readonly seed: number },
  stopped?: () => boolean,
): ValidationRow[] {
  const intervals = people && checkIntervals(people.n, people.seed, stopped);
  const language = languageOf(locale);
  const said = (text: Text | undefined): string | null => text?.[language] ?? null;
  return checkTable().map(({ check, outcomes, verdict }) => ({
    id: check.id,
    about: check.about[language],
    unit: check.unit,
    published: check.published.text[language],
    between: check.low === undefined || check.high === undefined ? null : [check.low, check.high],
    source: { id: check.source, title: canalSources.get(check.source)!.title },
    status: check.status,
    fact: check.fact ?? null,
    set: check.set ?? null,
    outcomes,
    people: intervals?.get(check.id) ?? null,
    verdict,
    gate: check.gate !== false,
    note: said(check.note),
  }));
}
