/** Other names of columns, as they stand in metafor's data sets and in people's own tables. */
const others: Readonly<Record<string, string>> = {
  study: "id",
  trial: "id",
  author: "id",
  source: "id",
  tpos: "ai",
  tneg: "bi",
  cpos: "ci",
  cneg: "di",
  cases: "xi",
  total: "ni",
  design: "design",
  ome: "OmE",
  "o-e": "OmE",
  v: "V",
  se: "sei",
  研究: "id",
  作者: "id",
};

/** What a column of this name most likely is; empty where that is not plain. */
const guess = (name: string, known: readonly string[]): string => {
  const plain = name.trim().toLowerCase();
  return known.find((role) => role.toLowerCase() === plain) ?? others[plain] ?? "";
};

/** What each column is, no two the same. */
export function guessRoles(columns: readonly string[], known: readonly string[]): string[] {
  const guessed = columns.map((name) => guess(name, known));
  // Where several could name the study, words are better than running numbers: `author` before `trial`.
  const best = ["author", "作者", "study", "研究"]
    .map((name) => columns.findIndex((column) => column.trim().toLowerCase() === name))
    .find((at) => at >= 0);
  return guessed.map((role, i) => {
    if (role === "id" && best !== undefined) return i === best ? "id" : "";
    return guessed.indexOf(role) === i ? role : "";
  });
}
