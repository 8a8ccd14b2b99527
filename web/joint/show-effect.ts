import { type Fraction, outward, renderNumber, renderQuantity } from "../../src/quantity/quantity.ts";
import { useWords, type Words } from "../words/words.tsx";

/** How effects and exposures are written: ratios as ratios, though computed as logarithms. */
export interface ShowEffect {
  readonly effect: (value: number) => string;
  readonly withInterval: (value: number, ci: readonly [number, number] | null | undefined) => string;
  readonly exposure: (value: number) => string;
  readonly number: (value: number) => string;
  readonly percent: (share: number) => string;
  readonly p: (value: number) => string;
}

/** A choice's own word. */
export const wordOf = (words: Words, choice: string): string =>
  (words as unknown as Readonly<Record<string, string | undefined>>)[`joint-${choice}`] ?? choice;

export function useShowEffect(ratio: boolean, unit: string): ShowEffect {
  const { locale } = useWords();
  const number = (value: number): string => renderNumber(value, locale, 3).replace(/^-/, "−");
  const effect = (value: number): string => number(ratio ? Math.exp(value) : value);
  return {
    effect,
    number,
    withInterval: (value, ci) =>
      ci ? `${effect(value)} (${effect(ci[0])}; ${effect(ci[1])})` : effect(value),
    exposure: (value) => renderQuantity({ value, unit }, locale, 3),
    percent: (share) => renderQuantity(outward(share as Fraction, "fraction", "%"), locale, 3),
    p: (value) => (value < 0.001 ? `< ${number(0.001)}` : renderNumber(value, locale, 2)),
  };
}
