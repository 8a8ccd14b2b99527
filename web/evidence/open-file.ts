import { readStudyFile } from "../../src/formats/formats.ts";
import type { Issue, Locale } from "../../src/quantity/quantity.ts";
import type { Words } from "../words/words.tsx";
import { fromTable } from "./from-table.ts";
import { readSheets, startWith } from "./open-sheet.ts";
import type { Analysis } from "./read-analysis.ts";

/** One table in a file, as the analysis that it begins. */
export interface OpenedTable {
  readonly title: string;
  readonly analysis: Analysis;
  readonly assumed: readonly string[];
}

/** What a file or a pasted text holds: its tables, and why there is none. */
export interface Opened {
  readonly tables: readonly OpenedTable[];
  readonly issues: readonly string[];
  readonly assumed: readonly string[];
}

/** Larger files are not tables of studies. In bytes. */
const largest = 32 * 2 ** 20;

const say = ({ path, message }: Issue): string => (path ? `${path}: ${message}` : message);

/** Whether bytes are a table written as text: what is packed or marked up cannot be mended cell by cell. */
const isPlain = (bytes: Uint8Array): boolean =>
  !bytes.includes(0) && !/^\W{0,9}(<[?!a-z]|PK\W)/i.test(new TextDecoder().decode(bytes.subarray(0, 100)));

/** The tables in the bytes of a file. A text with faults is laid out as it is, so that they can be mended here. */
function openBytes(name: string, bytes: Uint8Array, words: Words, locale: Locale): Opened {
  const { tables, issues, assumed } = readStudyFile(name, bytes, locale);
  if (tables.length > 0)
    return {
      tables: tables.map((table) => ({
        title: [table.comparison, table.title].filter(Boolean).join(" · ") || name,
        analysis: fromTable(name, table),
        assumed: table.assumed,
      })),
      issues: issues.map(say),
      assumed,
    };
  const sheets = isPlain(bytes) ? readSheets(name, new TextDecoder().decode(bytes)) : [];
  return {
    tables: sheets.map((sheet) => ({ title: sheet.name, analysis: startWith(sheet), assumed: [] })),
    issues: sheets.length > 0 ? [] : issues.length > 0 ? issues.map(say) : [words.evidenceNoTable],
    assumed,
  };
}

/** The tables in a text. */
export const openText = (name: string, text: string, words: Words, locale: Locale): Opened =>
  openBytes(name, new TextEncoder().encode(text), words, locale);

/** The tables in a file. */
export async function openFile(file: File, words: Words, locale: Locale): Promise<Opened> {
  if (file.size > largest) return { tables: [], issues: [words.evidenceTooLarge("32")], assumed: [] };
  return openBytes(file.name, new Uint8Array(await file.arrayBuffer()), words, locale);
}
