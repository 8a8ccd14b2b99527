import type { Locale } from "../../src/quantity/quantity.ts";
import type { Words } from "../words/words.tsx";
import { readSheets } from "./open-sheet.ts";
import type { Analysis } from "./read-analysis.ts";
import { startWith } from "./open-sheet.ts";

/** What a file or a pasted text holds: one analysis a table, or why there is none. */
export interface Opened {
  readonly name: string;
  readonly tables: readonly { readonly title: string; readonly analysis: Analysis }[];
  readonly issues: readonly string[];
}

/** Larger files are not tables of studies. In bytes. */
const largest = 32 * 2 ** 20;

/** The tables in a text. */
export function openText(name: string, text: string, words: Words): Opened {
  const sheets = readSheets(name, text);
  return {
    name,
    tables: sheets.map((sheet) => ({ title: sheet.name, analysis: startWith(sheet) })),
    issues: sheets.length === 0 ? [words.evidenceNoTable] : [],
  };
}

/** The tables in a file. */
export async function openFile(file: File, words: Words, _locale: Locale): Promise<Opened> {
  if (file.size > largest) return { name: file.name, tables: [], issues: [words.evidenceTooLarge("32")] };
  return openText(file.name, await file.text(), words);
}
