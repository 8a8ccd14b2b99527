import {
  type Fraction,
  type Instant,
  inward,
  outward,
  type Quantity,
  readInstant,
  renderDays,
  renderDuration,
  renderInstant,
  renderNumber,
  renderQuantity,
} from "../../src/quantity/quantity.ts";
import { useWords, type Words } from "../words/words.tsx";

/** Everything the page renders of an answer, in the page's language. */
export interface Show {
  readonly quantity: (quantity: Quantity) => string;
  readonly number: (value: number, figures?: number) => string;
  /** A span as people say it: 2 days, 12 h, 1 h 30 min. */
  readonly span: (span: Quantity<"time">) => string;
  readonly date: (at: string) => string;
  readonly moment: (at: string) => string;
  /** Whole days left, or that the day has passed. */
  readonly left: (after: Quantity<"time">) => string;
  readonly ratio: (ratio: number) => string;
}

const at = (text: string, render: (instant: Instant) => string): string => {
  const instant = readInstant(text);
  return instant ? render(instant) : text;
};

export function useShow(): Show {
  const { words, locale } = useWords();
  return {
    quantity: (quantity) => renderQuantity(quantity, locale),
    number: (value, figures) => renderNumber(value, locale, figures),
    span: (span) => renderDuration(inward(span, "time"), locale),
    date: (text) => at(text, (instant) => renderInstant(instant, locale)),
    moment: (text) => at(text, (instant) => renderInstant(instant, locale, true)),
    left: (after) =>
      after.value < 0 ? words.past : words.daysLeft(renderDays(inward(after, "time"), locale)),
    ratio: (ratio) => sayRatio(ratio, words, (value) => renderNumber(value, locale, 3)),
  };
}

/** A change as a nurse would say it: small ones in percent, large ones as so many times. */
function sayRatio(ratio: number, words: Words, number: (value: number) => string): string {
  // Equal but for the rounding errors of the two totals.
  if (Math.abs(ratio - 1) < 1e-9) return words.same;
  if (ratio >= 2 || ratio <= 0.5) return words.times(number(ratio));
  const percent = outward(Math.abs(ratio - 1) as Fraction, "fraction", "%").value;
  return `${ratio > 1 ? "+" : "−"}${number(percent)}%`;
}
