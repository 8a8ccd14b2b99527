import { plainName } from "./same-person.ts";
import type { State } from "./replay.ts";

/** What two names must share to be the same to a search: letters without their marks, words in any order (I-10). */
const wordsOf = (text: string): string[] =>
  plainName(text)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .split(/[\s,，、·.'’-]+/u)
    .filter(Boolean);

/** True where every word of a search begins a word of the name, or stands in an identifier or a serial number. */
export function matchesSearch(state: State, search: string): boolean {
  const names = wordsOf(state.patient?.name ?? "");
  const numbers = [...(state.patient?.identifiers ?? []).map(({ value }) => value), state.pump?.serial ?? ""];
  const texts = [...numbers.map(plainName), plainName(state.patient?.name ?? "").replaceAll(" ", "")];
  return wordsOf(search).every(
    (word) => names.some((name) => name.startsWith(word)) || texts.some((text) => text.includes(word)),
  );
}

/** Letters of other alphabets that look like Latin ones: Cyrillic and Greek twins. */
const twins: Readonly<Record<string, string>> = {
  а: "a",
  в: "b",
  е: "e",
  к: "k",
  м: "m",
  н: "h",
  о: "o",
  р: "p",
  с: "c",
  т: "t",
  у: "y",
  х: "x",
  і: "i",
  ѕ: "s",
  ј: "j",
  α: "a",
  β: "b",
  ε: "e",
  ι: "i",
  κ: "k",
  ο: "o",
  ρ: "p",
  τ: "t",
  υ: "u",
  χ: "x",
  ν: "v",
};

/** A name as the eye takes it at a glance. */
export const glance = (name: string): string =>
  wordsOf(name)
    .map((word) => word.replace(/\p{L}/gu, (letter) => twins[letter] ?? letter))
    .toSorted()
    .join(" ");

/** True where two names, as glanced at, can be taken for one another: one letter or one swap apart at most (I-04). */
export function looksAlike(a: string, b: string): boolean {
  const [first, second] = [a, b];
  if (Math.abs(first.length - second.length) > 1) return false;
  let i = 0;
  while (i < first.length && first[i] === second[i]) i++;
  const rest = (text: string, from: number): string => text.slice(from);
  const [p, q] = [rest(first, i), rest(second, i)];
  if (p === q) return true;
  // A name of one or two letters is one letter apart from very many.
  if (Math.min(first.length, second.length) < 4) return false;
  return (
    rest(first, i + 1) === rest(second, i + 1) ||
    rest(first, i + 1) === q ||
    p === rest(second, i + 1) ||
    (first[i] === second[i + 1] && first[i + 1] === second[i] && rest(first, i + 2) === rest(second, i + 2))
  );
}
