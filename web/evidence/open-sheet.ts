import papaparse from "papaparse";
import type { Measure } from "../../src/evidence/evidence.ts";
import { measuresFor } from "../../src/operations/operations.ts";
import { guessRoles } from "./guess-roles.ts";
import { type Analysis, type Sheet, usual } from "./read-analysis.ts";
import { roles } from "./roles.ts";

/** The tables in a text: one line of column names, then one line a study. */
export function readSheets(name: string, text: string): Sheet[] {
  const parsed = papaparse.parse<string[]>(text.replace(/^\uFEFF/, "").trim(), { skipEmptyLines: "greedy" });
  const [columns = [], ...rows] = parsed.data.map((cells) => cells.map((cell) => cell.trim()));
  if (rows.length === 0 || columns.length < 2) return [];
  const wide = columns.map((column) => column.slice(0, 200));
  return [
    {
      name: name.slice(0, 200),
      columns: wide,
      roles: guessRoles(wide, roles),
      rows: rows.map((cells) => wide.map((_, i) => cells[i] ?? "")),
    },
  ];
}

/** Measures that a reader would try first, by what the columns allow. */
const first: readonly Measure[] = ["RR", "MD", "IRR", "HR", "OE", "PLO", "ZCOR", "MN", "GEN"];

/** The measures that the table's columns suffice for. */
export const allowed = ({ roles }: Sheet): readonly Measure[] =>
  measuresFor(roles.filter((role) => role !== ""));

/** The measure to show where the one before does not fit the table. */
export function fitting(sheet: Sheet, before: string): string {
  const all = allowed(sheet);
  if (all.includes(before as Measure)) return before;
  return first.find((measure) => all.includes(measure)) ?? all[0] ?? before;
}

/** An analysis of a table, with everything else as is usual. */
export function startWith(sheet: Sheet): Analysis {
  const subgroup = sheet.columns.findIndex((name) => /^(sub)?groups?$|^亚组$/i.test(name.trim()));
  return {
    ...usual,
    sheet,
    measure: fitting(sheet, ""),
    subgroup: subgroup >= 0 ? subgroup : null,
  };
}
