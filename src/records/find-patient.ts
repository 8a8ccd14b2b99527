import { plainName } from "./same-person.ts";
import type { State } from "./replay.ts";

/** What two names must share to be the same to a search: letters without their marks, words in any order (I-10). */
const wordsOf = (text: string): string[] =>
  plainName(text)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .split(/[\s,，、·.'’-]+/u)
    .filter(Boolean);

/** A name as searches and glances take it; reckoned once for what was entered of a patient, which never changes. */
interface Named {
  readonly words: readonly string[];
  /** Identifiers, and the name without spaces: a search may name a part of either. */
  readonly texts: readonly string[];
  readonly glance: Glance;
}

type Patient = NonNullable<State["patient"]>;
const known = new WeakMap<Patient, Named>();

function namedOf(patient: Patient): Named {
  const before = known.get(patient);
  if (before) return before;
  const { name, identifiers } = patient;
  const named: Named = {
    words: wordsOf(name),
    texts: [...identifiers.map(({ value }) => plainName(value)), plainName(name).replaceAll(" ", "")],
    glance: glanceAt(name),
  };
  known.set(patient, named);
  return named;
}

/** True for patients of whom every word of a search begins a word of the name, or stands in an identifier or serial. */
export function searchFor(search: string): (state: State) => boolean {
  const words = wordsOf(search);
  return ({ patient, pump, given = [] }) => {
    if (words.length === 0) return true;
    const serial = plainName(pump?.serial ?? "");
    // Whoever bore another name or number in a record that was given up is found by it, too.
    return [patient, ...given.map((one) => one.patient)].some((one) => {
      const named = one && namedOf(one);
      return words.every(
        (word) =>
          named?.words.some((name) => name.startsWith(word)) ||
          named?.texts.some((text) => text.includes(word)) ||
          serial.includes(word),
      );
    });
  };
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

/** A name at a glance, with the letters in it as bits: names that share few letters need not be compared. */
interface Glance {
  readonly text: string;
  readonly letters: number;
}

function glanceAt(name: string): Glance {
  const text = glance(name);
  let letters = 0;
  for (let i = 0; i < text.length; i++) letters |= 1 << (text.charCodeAt(i) & 31);
  return { text, letters };
}

/** Of so many people those whose names can be taken for the one of a patient. */
export function likeAmong(everybody: readonly Patient[]): (patient: Patient) => Patient[] {
  const glances = everybody.map((patient) => namedOf(patient).glance);
  const letters = Int32Array.from(glances, (one) => one.letters);
  return (patient) => {
    const own = namedOf(patient).glance;
    return near(own.letters, letters)
      .filter((i) => everybody[i] !== patient && looksAlike(own.text, glances[i]!.text))
      .map((i) => everybody[i]!);
  };
}

/** Where the letters could be those of a name one letter apart: it lacks one of them at most and has one more at most. */
function near(own: number, letters: Int32Array): number[] {
  const found: number[] = [];
  for (let i = 0; i < letters.length; i++) {
    const differing = own ^ letters[i]!;
    const allButOne = differing & (differing - 1);
    if ((allButOne & (allButOne - 1)) === 0) found.push(i);
  }
  return found;
}

/** True where two names, as glanced at, can be taken for one another: one letter or one swap apart at most (I-04). */
export function looksAlike(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  if (Math.abs(a.length - b.length) > 1) return false;
  let before = 0;
  while (before < shorter && a.charCodeAt(before) === b.charCodeAt(before)) before++;
  if (before === a.length && before === b.length) return true;
  // A name of one or two letters is one letter apart from very many.
  if (shorter < 4) return false;
  let after = 0;
  while (
    after < shorter - before &&
    a.charCodeAt(a.length - 1 - after) === b.charCodeAt(b.length - 1 - after)
  )
    after++;
  const apart = Math.max(a.length, b.length) - before - after;
  if (apart <= 1) return true;
  const isSwap = a[before] === b[before + 1] && a[before + 1] === b[before];
  return apart === 2 && a.length === b.length && isSwap;
}
