import type { StudyTable } from "../../src/formats/formats.ts";
import { startWith } from "./open-sheet.ts";
import type { Analysis, Sheet } from "./read-analysis.ts";
import { roles as known } from "./roles.ts";

const text = (value: unknown): string => (value === undefined || value === null ? "" : String(value));

/** One column of the page's table: its name, what it is, and where its cells come from. */
interface Column {
  readonly name: string;
  readonly role: string;
  readonly cells: readonly string[];
}

/** The columns of a file's table in its own order, then those that were made of others. */
function columnsOf({ columns, rows, moderators }: StudyTable): Column[] {
  const has = (key: string): boolean => rows.some((row) => row[key] !== undefined);
  const of = (key: string, name: string): Column => ({
    name,
    role: known.includes(key) ? key : "",
    cells: rows.map((row) => text(row[key])),
  });
  const taken = new Set<string>();
  const written = columns.flatMap(({ written, column, kept }): Column[] => {
    if (kept === "empty") return [];
    if (kept === "moderator" || column === null)
      return [{ name: written, role: "", cells: moderators.map((all) => text(all[written])) }];
    if (taken.has(column) || !has(column)) return [];
    taken.add(column);
    return [of(column, written)];
  });
  const made = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((key) => !taken.has(key));
  const all = [...written, ...made.map((key) => of(key, key))];
  // The study's name leads, as in every forest.
  return [...all.filter(({ role }) => role === "id"), ...all.filter(({ role }) => role !== "id")];
}

/** How a review pooled an outcome, where today's practice does not differ in kind: its model without heterogeneity. */
function methodOf({ analysis }: StudyTable): Partial<Analysis> {
  if (!analysis) return {};
  const level = { level: analysis.level };
  if (analysis.random) return level;
  return { ...level, method: analysis.method === "IV" ? "EE" : analysis.method };
}

/** An analysis of a table as a file holds it, its cells as they were read. */
export function fromTable(file: string, table: StudyTable): Analysis {
  const columns = columnsOf(table).slice(0, 200);
  const name = [file, table.comparison, table.title].filter(Boolean).join(" · ");
  const sheet: Sheet = {
    name: name.slice(0, 200),
    columns: columns.map((column) => column.name.slice(0, 200)),
    roles: columns.map(({ role }) => role),
    rows: table.rows.map((_, i) => columns.map(({ cells }) => cells[i]!.slice(0, 1000))),
  };
  const subgroup = columnsOf(table).findIndex(({ name, role }) => role === "" && /^group$/.test(name));
  const { labels } = table;
  const begun = startWith(sheet);
  return {
    ...begun,
    measure: table.measure,
    ratio: table.ratio === true,
    ...methodOf(table),
    subgroup: begun.subgroup ?? (subgroup >= 0 ? subgroup : null),
    title: table.title.slice(0, 200),
    experimental: (labels?.experimental ?? "").slice(0, 60),
    control: (labels?.control ?? "").slice(0, 60),
    left: (labels?.left ?? "").slice(0, 120),
    right: (labels?.right ?? "").slice(0, 120),
  };
}
