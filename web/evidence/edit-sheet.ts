// What can be done to the table, each as a new table.
import type { Analysis, Sheet } from "./read-analysis.ts";
import { fitting } from "./open-sheet.ts";

type Change = (before: Analysis) => Partial<Analysis>;

const withSheet = (before: Analysis, change: Partial<Sheet>): Partial<Analysis> => ({
  sheet: { ...before.sheet, ...change },
});

/** Cells from a place on, as text of several lines and tabs fills them; rows are added where it is longer. */
export const fillCells =
  (row: number, column: number, block: readonly (readonly string[])[]): Change =>
  (before) => {
    const rows = [...before.sheet.rows];
    block.forEach((cells, r) => {
      const old = rows[row + r] ?? before.sheet.columns.map(() => "");
      rows[row + r] = old.map((cell, c) => (cells[c - column] ?? cell).slice(0, 1000));
    });
    return withSheet(before, { rows });
  };

export const addRow: Change = (before) =>
  withSheet(before, { rows: [...before.sheet.rows, before.sheet.columns.map(() => "")] });

/** A column without a name and without cells, for a subgroup or a moderator. */
export const addColumn =
  (name: string): Change =>
  (before) => {
    const { columns, roles, rows } = before.sheet;
    return withSheet(before, {
      columns: [...columns, name],
      roles: [...roles, ""],
      rows: rows.map((cells) => [...cells, ""]),
    });
  };

export const nameColumn =
  (column: number, name: string): Change =>
  (before) =>
    withSheet(before, {
      columns: before.sheet.columns.map((old, i) => (i === column ? name.slice(0, 200) : old)),
    });

/** A column taken for something else; the one that was it before is that no more. */
export const giveRole =
  (column: number, role: string): Change =>
  (before) => {
    const roles = before.sheet.roles.map((old, i) => (i === column ? role : old === role ? "" : old));
    const sheet = { ...before.sheet, roles };
    return { sheet, measure: fitting(sheet, before.measure) };
  };

/** Leaves a study out, or takes it back. */
export const toggleRow =
  (row: number): Change =>
  ({ dropped }) => ({
    dropped: dropped.includes(row)
      ? dropped.filter((other) => other !== row)
      : [...dropped, row].sort((a, b) => a - b),
  });

/** Text as a spreadsheet copies it: rows by lines, cells by tabs. */
export const blockOf = (text: string): string[][] =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => line.split("\t"));
