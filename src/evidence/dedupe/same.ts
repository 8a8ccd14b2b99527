/** Are two records the same publication? A DOI alone never says so: supplements give one DOI to many abstracts. */
import type { NormalRecord } from "./normal-record.ts";

/** The answer, with a reason for the reviewer where it is not certain. */
export type Sameness = "same" | "different" | Doubt;

/** Why a pair should be looked at by a person. */
export type Doubt = "same-title-other-venue" | "same-doi-other-title" | "same-pages-other-title";

/** Share of letter pairs that two texts have in common: Dice (1945), as 2 |A and B| / (|A| + |B|). */
export function likeness(a: string, b: string): number {
  if (a === b) return a === "" ? 0 : 1;
  const [x, y] = [a.replaceAll(" ", ""), b.replaceAll(" ", "")];
  if (x.length < 2 || y.length < 2) return 0;
  const pairs = new Map<string, number>();
  for (let i = 0; i + 1 < x.length; i++) {
    const pair = x.slice(i, i + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  let common = 0;
  for (let i = 0; i + 1 < y.length; i++) {
    const pair = y.slice(i, i + 2);
    const left = pairs.get(pair) ?? 0;
    if (left > 0) {
      common += 1;
      pairs.set(pair, left - 1);
    }
  }
  return (2 * common) / (x.length + y.length - 2);
}

const small = new Set(["of", "and", "the", "in", "for", "on", "de", "la", "et", "der", "fur"]);

/** Whether two journal names can be one journal: each word of the shorter begins, or is begun by, one of the longer. */
export function sameJournal(a: string, b: string): boolean {
  const words = (name: string): string[] => name.split(" ").filter((word) => word !== "" && !small.has(word));
  const [x, y] = [words(a), words(b)];
  const [short, long] = x.length <= y.length ? [x, y] : [y, x];
  if (short.length === 0) return false;
  let at = 0;
  for (const word of short) {
    while (at < long.length && !long[at]!.startsWith(word) && !word.startsWith(long[at]!)) at++;
    if (at === long.length) return false;
    at++;
  }
  return true;
}

/** Known and equal, known and different, or not known. */
type Verdict = "same" | "differ" | "unknown";

const held = (a: string, b: string): Verdict =>
  a === "" || b === "" ? "unknown" : a === b ? "same" : "differ";

/** Surnames agree where one holds the other's letters: "Haverslag", "Haverslag R T", "Tsai", "Tsaia". */
function authors(a: NormalRecord, b: NormalRecord): Verdict {
  if (a.surname === "" || b.surname === "") return "unknown";
  const near = (x: string, y: string): boolean =>
    x === y || x.startsWith(y) || y.startsWith(x) || likeness(x, y) > 0.7;
  return near(a.surname, b.surname) || a.surnames.some((x) => b.surnames.some((y) => x === y))
    ? "same"
    : "differ";
}

/** What the fields of two records say. */
interface Comparison {
  readonly title: number;
  readonly doi: Verdict;
  readonly page: Verdict;
  readonly volume: Verdict;
  readonly journal: Verdict;
  readonly author: Verdict;
  readonly abstract: Verdict;
  readonly years: number;
}

function compare(a: NormalRecord, b: NormalRecord): Comparison {
  return {
    title: likeness(a.title, b.title),
    doi: held(a.doi, b.doi),
    page: held(a.firstPage, b.firstPage),
    volume: held(a.volume, b.volume),
    journal:
      a.journal === "" || b.journal === ""
        ? "unknown"
        : sameJournal(a.journal, b.journal)
          ? "same"
          : "differ",
    author: authors(a, b),
    abstract:
      a.abstract === "" || b.abstract === ""
        ? "unknown"
        : likeness(a.abstract, b.abstract) > 0.85
          ? "same"
          : "differ",
    years: a.year === null || b.year === null ? 0 : Math.abs(a.year - b.year),
  };
}

/** Titles this alike differ in spelling, a subtitle, or a slip. */
const alike = 0.85;

/** Whether two records are the same publication. */
export function same(a: NormalRecord, b: NormalRecord): Sameness {
  const c = compare(a, b);
  const equal = a.title === b.title && a.title !== "";
  const contained =
    Math.min(a.title.length, b.title.length) > 30 &&
    (a.title.startsWith(b.title) || b.title.startsWith(a.title));
  if (equal || c.title >= alike || contained) return sameTitle(c, equal);
  if (
    c.page === "same" &&
    c.volume === "same" &&
    c.journal !== "differ" &&
    c.years <= 1 &&
    c.author !== "differ"
  )
    return c.abstract === "same" || c.title > 0.6 ? "same" : "same-pages-other-title";
  if (c.doi === "same" && c.author !== "differ")
    return c.abstract === "same" && c.years <= 1 ? "same" : "same-doi-other-title";
  return "different";
}

/** Titles agree: is it the same appearance of the work, or the abstract of a meeting beside the paper? */
function sameTitle(c: Comparison, equal: boolean): Sameness {
  if (c.author === "differ" && !(c.doi === "same" || c.page === "same")) return "different";
  if (c.years > 1) return c.doi === "same" && c.page !== "differ" ? "same" : "same-title-other-venue";
  if (c.page === "same") return "same";
  if (c.doi === "same" && (equal || c.page !== "differ")) return "same";
  if (c.page === "differ" || c.journal === "differ") {
    const twice =
      equal && c.journal === "same" && c.volume === "same" && c.doi !== "differ" && c.abstract === "same";
    return twice ? "same" : "same-title-other-venue";
  }
  // An abstract of a meeting, without pages, and the paper a year later may bear one title in one journal.
  if (c.years === 1 && c.volume === "differ") return "same-title-other-venue";
  return equal || c.author === "same" ? "same" : "same-title-other-venue";
}
