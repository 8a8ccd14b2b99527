import type { StudyTable } from "../../src/formats/formats.ts";
import { startWith } from "./open-sheet.ts";
import type { Analysis, Sheet } from "./read-analysis.ts";
import { roles as known } from "./roles.ts";

const text = (value: unknown): string => (value === undefined || value === null ? "" : String(value));

/** One column of the page's table: its name, what it is, and where its cells come from. */
interface Column {
  readonly name: string;
  /** What the file's reader took it for. */
  readonly key?: string;
  readonly role: string;
  readonly cells: readonly string[];
}

/** The columns of a file's table in its own order, then those that were made of others. */
function columnsOf({ columns, rows, moderators }: StudyTable): Column[] {
  const has = (key: string): boolean => rows.some((row) => row[key] !== undefined);
  const of = (key: string, name: string): Column => ({
    name,
    key,
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

/** How the review itself pooled an outcome: what today's methods say stands beside it in the answer. */
function methodOf({ analysis }: StudyTable): Partial<Analysis> {
  if (!analysis) return {};
  const { level, random, method } = analysis;
  return { level, test: "z", method: random ? "DL" : method === "IV" ? "EE" : method };
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
  const subgroup = columns.findIndex(({ key }) => key === "group");
  const { labels } = table;
  const begun = startWith(sheet);
  return {
    ...begun,
    measure: table.measure,
    ratio: table.ratio === true,
    ...methodOf(table),
    subgroup: subgroup >= 0 ? subgroup : begun.subgroup,
    title: table.title.slice(0, 200),
    experimental: (labels?.experimental ?? "").slice(0, 60),
    control: (labels?.control ?? "").slice(0, 60),
    left: (labels?.left ?? "").slice(0, 120),
    right: (labels?.right ?? "").slice(0, 120),
  };
}
