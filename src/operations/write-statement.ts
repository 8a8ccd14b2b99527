import type { Statement } from "../knowledge/knowledge.ts";
import { languageOf, type Locale } from "../quantity/quantity.ts";
import { writeSource } from "./write-source.ts";

/** What a source says, in the reader's language, with its receipt and status. */
export const writeStatement = (statement: Statement, locale: Locale): object => ({
  id: statement.id,
  says: statement.says[languageOf(locale)],
  source: writeSource(statement),
  status: statement.status,
});
