import papaparse from "papaparse";

// What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), behind any quotes of ours.
const dangerous = /^'*[=+\-@\t\r]/;

/** Rows as CSV that no spreadsheet runs: a text that would be a formula gets a quote before it (S-13); a number none. */
export function writeTable(rows: readonly (readonly (string | number)[])[]): string {
  const safe = rows.map((row) =>
    row.map((cell) => (typeof cell === "string" && dangerous.test(cell) ? `'${cell}` : cell)),
  );
  return `${papaparse.unparse(safe, { newline: "\r\n" })}\r\n`;
}

/** Rows of CSV, with the quotes that `writeTable` put before formulas taken away again. */
export function readTable(text: string): string[][] {
  const { data } = papaparse.parse<string[]>(text.replace(/\r\n$/, ""), { newline: "\r\n" });
  return data.map((row) => row.map((cell) => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)));
}
