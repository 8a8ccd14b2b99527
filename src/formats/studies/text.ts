/** A pasted or opened text as a grid: commas, semicolons, tabs, bars, or columns parted by spaces. */
import papaparse from "papaparse";
import type { Issue, Language } from "../../quantity/quantity.ts";
import { type Grid, readGrid } from "./grid.ts";
import { revmanAnalyses } from "./revman-csv.ts";
import { sayIn } from "./sentences.ts";
import { studiesAtMost, type StudyFile } from "./study-file.ts";

const separators = ["\t", ";", ",", "|"] as const;

/** How many of the first lines have the same number of cells, two or more. */
function agreement(lines: readonly string[][]): number {
  const counts = new Map<number, number>();
  for (const { length } of lines) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
  return Math.max(0, ...counts.values()) / Math.max(1, lines.length);
}

/** Lines whose cells are parted by spaces, as R prints a table; a line may begin with its number. */
function bySpaces(text: string): string[][] | undefined {
  const lines = text
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== "")
    .map((line) => line.trim().split(/\s+/));
  const width = lines[0]?.length ?? 0;
  if (width < 2 || lines.length < 2) return undefined;
  if (lines.every(({ length }) => length === width)) return lines;
  if (lines.slice(1).every(({ length }) => length === width + 1))
    return lines.map((line, i) => (i === 0 ? line : line.slice(1)));
  return undefined;
}

function cellsOf(text: string): { cells: string[][]; quotes: number[] } {
  const trials = separators.map((delimiter) => ({
    delimiter,
    agreement: agreement(
      papaparse.parse<string[]>(text.slice(0, 100_000), { delimiter, preview: 30, skipEmptyLines: "greedy" })
        .data,
    ),
  }));
  const best = trials.reduce((best, trial) => (trial.agreement > best.agreement ? trial : best));
  const spaced = best.agreement === 0 ? bySpaces(text.slice(0, 2_000_000)) : undefined;
  if (spaced) return { cells: spaced, quotes: [] };
  const parsed = papaparse.parse<string[]>(text, {
    delimiter: best.delimiter,
    skipEmptyLines: "greedy",
    preview: studiesAtMost + 20,
  });
  return {
    cells: parsed.data,
    quotes: parsed.errors.filter(({ type }) => type === "Quotes").map(({ row }) => row ?? 0),
  };
}

/** Reads the text of a table of studies. */
export function readStudyText(text: string, language: Language): StudyFile {
  const say = sayIn(language);
  const { cells, quotes } = cellsOf(text.replace(/^\uFEFF/, ""));
  // An unclosed quotation mark swallows every study after it: nothing of such a table is read.
  if (quotes.length > 0) {
    const issues = quotes.slice(0, 20).map((row): Issue => ({ path: `row ${row}`, message: say.quote }));
    return { tables: [], issues, assumed: [] };
  }
  const analyses = revmanAnalyses(cells, undefined, language);
  if (analyses) return analyses;
  const grid: Grid = {
    title: "",
    cells,
    merges: [],
    place: ({ study, name }) => `row ${study}, ${name}`,
    placeRow: ({ study }) => `row ${study}`,
  };
  const { table, issues } = readGrid(grid, language);
  return { tables: table ? [table] : [], issues, assumed: [] };
}
