import type { Issue, Language } from "../quantity/quantity.ts";
import { readStudyText } from "./studies/text.ts";
import type { StudyRow } from "./studies/study-file.ts";

/** The first table of a pasted text; every fault with its row and column. */
export function readStudyTable(
  text: string,
  language: Language,
): { rows: readonly StudyRow[]; issues: readonly Issue[] } {
  const { tables, issues } = readStudyText(text, language);
  return { rows: tables[0]?.rows ?? [], issues };
}
