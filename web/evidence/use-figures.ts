import { renderNumber } from "../../src/quantity/quantity.ts";
import type { Locale } from "../../src/quantity/quantity.ts";
import { useWords } from "../words/words.tsx";
import type { Ends } from "./answers.ts";

/** How the page writes numbers: effects as they are read, whatever scale they were pooled on. */
export interface Figures {
  readonly number: (value: number | null | undefined, figures?: number) => string;
  readonly percent: (value: number | null | undefined) => string;
  readonly p: (value: number | null | undefined) => string;
  /** An effect on the natural scale. */
  readonly effect: (value: number | null | undefined) => string;
  readonly effects: (ends: Ends | undefined) => string;
  readonly withInterval: (value: number | null | undefined, ends: Ends | undefined) => string;
  readonly interval: (ends: Ends | undefined, figures?: number) => string;
}

const dash = "–";

type Natural = (value: number) => number;

/** The figures of effects that `natural` turns back; as they are, where it is absent. */
export function useFigures(natural?: Natural): Figures {
  const { locale } = useWords();
  return figuresIn(locale, natural);
}

/** The same outside a component. */
export function figuresIn(locale: Locale, natural: Natural = (value) => value): Figures {
  // What is 0 but for rounding errors is 0.
  const number: Figures["number"] = (value, figures = 4) =>
    value === null || value === undefined || !Number.isFinite(value)
      ? dash
      : renderNumber(Math.abs(value) < 1e-12 ? 0 : value, locale, figures);
  const effect: Figures["effect"] = (value) =>
    value === null || value === undefined ? dash : number(natural(value), 3);
  const pair = (ends: Ends | undefined, say: (value: number | null) => string): string =>
    ends ? `${say(ends[0])} ${locale === "zh-CN" ? "至" : "to"} ${say(ends[1])}` : dash;
  return {
    number,
    effect,
    percent: (value) => (value === null || value === undefined ? dash : `${number(value, 3)}%`),
    p: (value) => {
      if (value === null || value === undefined) return dash;
      return value < 0.0001 ? "< 0.0001" : number(value, value < 0.1 ? 2 : 3);
    },
    effects: (ends) => pair(ends, effect),
    interval: (ends, figures) => pair(ends, (value) => number(value, figures)),
    withInterval: (value, ends) => (ends ? `${effect(value)} (${pair(ends, effect)})` : effect(value)),
  };
}

/** How the page writes how much of long work was done: of how many, where that is not all. */
export function useDone(): (done: number, wanted: number) => string {
  const { words, locale } = useWords();
  const count = (value: number): string => renderNumber(value, locale, 9);
  return (done, wanted) => (done < wanted ? words.evidenceDoneOf(count(done), count(wanted)) : count(done));
}
