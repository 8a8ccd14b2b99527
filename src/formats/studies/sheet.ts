/** One sheet of an Excel workbook as cells; formats of SpreadsheetML, ECMA-376 part 1, 18.3. */
import type { Cell, Merge } from "./grid.ts";
import { studiesAtMost } from "./study-file.ts";
import { readXml } from "./xml.ts";

export interface Sheet {
  readonly cells: readonly (readonly Cell[])[];
  readonly merges: readonly Merge[];
  /** How many cells hold a formula with its value. */
  readonly formulas: number;
  /** Cells with a formula whose value was never computed. */
  readonly unsaved: readonly { readonly row: number; readonly column: number }[];
  readonly hidden: number;
}

/** Columns beyond this hold no studies; the format allows 16,384. */
const columnsAtMost = 1000;

/** The texts that cells share, by number; runs of one text are joined, readings of Chinese characters left out. */
export function readSharedTexts(document: string | undefined): string[] {
  const texts: string[] = [];
  if (document === undefined) return texts;
  let [inText, phonetic] = [false, 0];
  readXml(document, {
    open: (name) => {
      if (name === "si") texts.push("");
      else if (name === "rPh") phonetic++;
      else if (name === "t") inText = phonetic === 0;
    },
    text: (piece) => {
      if (inText) texts[texts.length - 1] += piece;
    },
    close: (name) => {
      if (name === "t") inText = false;
      else if (name === "rPh") phonetic--;
    },
  });
  return texts;
}

/** Number formats of Excel's own that show a date or a time (ECMA-376 part 1, 18.8.30). */
const ownDates = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58);

/** For each style of a cell, whether it shows a date. */
export function readStyles(document: string | undefined): boolean[] {
  const formats = new Map<number, string>();
  const styles: boolean[] = [];
  if (document === undefined) return styles;
  let inCells = false;
  readXml(document, {
    open: (name, given) => {
      if (name === "numFmt") formats.set(Number(given["numFmtId"]), given["formatCode"] ?? "");
      else if (name === "cellXfs") inCells = true;
      else if (name === "xf" && inCells) {
        const id = Number(given["numFmtId"] ?? 0);
        // Without texts in quotes, colours and escaped letters, a date's format has y, m, d, h or s left.
        const code = (formats.get(id) ?? "")
          .replaceAll(/"[^"]*"|\[[^\]]*\]|\\.|_./g, "")
          .replaceAll(/general|e[+-]/gi, "");
        styles.push(ownDates(id) || /[ymdhs]/i.test(code));
      }
    },
    close: (name) => {
      if (name === "cellXfs") inCells = false;
    },
  });
  return styles;
}

/** Row and column from 0 of a name such as B12. */
function placeOf(name: string): { row: number; column: number } | undefined {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(name);
  if (!found) return undefined;
  let column = 0;
  for (const letter of found[1]!) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(found[2]) - 1, column: column - 1 };
}

/** Days counted as Excel does: 1 is 1 January 1900, and 1900 is wrongly a leap year (day 60). */
export function dateOf(serial: number, from1904: boolean): string {
  const days = Math.floor(serial) + (from1904 ? 1462 : 0);
  const fromEpoch = days - 25569 + (days < 60 ? 1 : 0);
  return new Date(fromEpoch * 86_400_000).toISOString().slice(0, 10);
}

/** The widest range of days that is shown as a date. */
const daysAtMost = 2_958_465;

interface OpenCell {
  readonly row: number;
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string;
  formula: boolean;
}

/** Reads a sheet; "many" where it has more rows than are read. */
export function readSheet(
  document: string,
  texts: readonly string[],
  dates: readonly boolean[],
  from1904: boolean,
): Sheet | "many" {
  const cells: Cell[][] = [];
  const merges: Merge[] = [];
  const unsaved: { row: number; column: number }[] = [];
  let [formulas, hidden, row, column, taking, phonetic, many] = [0, 0, -1, -1, false, 0, false];
  let cell: OpenCell | undefined;
  const put = ({ row, column, type, style, value, formula }: OpenCell): void => {
    if (formula && value === "" && type !== "str") unsaved.push({ row, column });
    else if (formula) formulas++;
    if (value === "" || column >= columnsAtMost) return;
    const number = Number(value);
    const read: Cell =
      type === "s"
        ? (texts[number] ?? "")
        : type === "n" || type === ""
          ? dates[style] && number >= 0 && number <= daysAtMost
            ? dateOf(number, from1904)
            : Number.isFinite(number)
              ? number
              : value
          : type === "b"
            ? value === "1" ? "TRUE" : "FALSE"
            : value; // prettier-ignore
    while (cells.length <= row) cells.push([]);
    const line = cells[row]!;
    while (line.length < column) line.push("");
    line[column] = read;
  };
  readXml(document, {
    open: (name, given) => {
      if (name === "row") {
        row = given["r"] ? Number(given["r"]) - 1 : row + 1;
        column = -1;
        if (given["hidden"] === "1" || given["hidden"] === "true") hidden++;
        if (!(row >= 0 && row <= studiesAtMost + 20)) many = true;
      } else if (name === "c") {
        const at = placeOf(given["r"] ?? "") ?? { row, column: column + 1 };
        column = at.column;
        if (!(at.row <= studiesAtMost + 20)) many = true;
        cell = { ...at, type: given["t"] ?? "n", style: Number(given["s"] ?? 0), value: "", formula: false };
      } else if (name === "f" && cell) cell.formula = true;
      else if (name === "rPh") phonetic++;
      else if (name === "v" || name === "t") taking = phonetic === 0;
      else if (name === "mergeCell") {
        const [from, to] = (given["ref"] ?? "").split(":").map(placeOf);
        if (from && to)
          merges.push({
            range: given["ref"]!,
            top: from.row,
            left: from.column,
            bottom: Math.min(to.row, studiesAtMost + 20),
            right: to.column,
          });
      }
    },
    text: (piece) => {
      if (taking && cell) cell.value += piece;
    },
    close: (name) => {
      if (name === "v" || name === "t") taking = false;
      else if (name === "rPh") phonetic--;
      else if (name === "c" && cell) {
        if (!many) put(cell);
        cell = undefined;
      }
    },
  });
  return many ? "many" : { cells, merges, formulas, unsaved, hidden };
}
