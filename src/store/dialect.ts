/** The words of each database for what a column holds, and for the end of a table. */
export interface Dialect {
  readonly text: string;
  readonly whole: string;
  readonly bytes: string;
  readonly end: string;
}

const sqlite: Dialect = { text: "TEXT", whole: "INTEGER", bytes: "BLOB", end: " STRICT" };
const postgres: Dialect = { text: 'text COLLATE "C"', whole: "bigint", bytes: "bytea", end: "" };

/** What is said of tables once, in the words of each database. */
export const inEach = (
  said: (words: Dialect) => string,
): { readonly sqlite: string; readonly postgres: string } => ({
  sqlite: said(sqlite),
  postgres: said(postgres),
});
