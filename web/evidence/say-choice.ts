import type { Words } from "../words/words.tsx";

/** The words of one of several choices, as `evidenceTest_knha`; its code where it has none. */
export function sayChoice(
  words: Words,
  of: "Method" | "Test" | "Prediction" | "MidSide" | "Demo" | "Role" | "Tool",
  value: string,
): string {
  const said: unknown = words[`evidence${of}_${value}` as keyof Words];
  return typeof said === "string" ? said : value;
}

/** What a column is, in words, with metafor's name of it. */
export function sayRole(role: string, words: Words): string {
  const said = sayChoice(words, "Role", role);
  return said === role ? role : `${said} (${role})`;
}
