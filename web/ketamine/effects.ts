import { type Effect, library } from "../../src/knowledge/knowledge.ts";

/** The effects, the one seen at the lowest concentration first. */
export const effects: readonly Effect[] = [...library.effects.values()].sort(
  (a, b) => a.lower.value - b.lower.value,
);

/** The letter that marks an effect in the plot and in its list. */
export const letterOf = (effect: Effect): string =>
  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[effects.indexOf(effect)] ?? "?";
