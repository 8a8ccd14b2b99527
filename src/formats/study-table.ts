import papaparse from "papaparse";
import { type Issue, type Language, suggest } from "../quantity/quantity.ts";

/** One study as it was pasted: numbers by metafor's column names, and what names or groups it. */
export type StudyRow = Readonly<Record<string, number | string>>;

const numeric =
  "ai bi ci di n1i n2i x1i x2i t1i t2i m1i m2i sd1i sd2i xi mi ri ni ti sdi r2i yi vi sei alphai".split(" ");
const worded: Readonly<Record<string, string>> = {
  id: "id",
  study: "id",
  trial: "id",
  author: "id",
  label: "label",
  group: "group",
  subgroup: "group",
};

const sentences = {
  en: {
    empty: "expected a table: a line of column names, then one line a study",
    column: (name: string, near?: string) =>
      `"${name}" is no column known here${near ? `; did you mean "${near}"?` : ""}; known are id, group, ${numeric.join(", ")}`,
    twice: (name: string) => `the column ${name} stands here twice`,
    cell: (text: string) => `expected a number with a point, such as 12 or 0.5, got "${text}"`,
    quote: "has a quotation mark that is not closed, or stands inside a cell: take it out",
    formula: (text: string) => `"${text}" is a formula: paste its value`,
    long: (got: number, wanted: number) => `has ${got} cells, but there are ${wanted} columns`,
  },
  zh: {
    empty: "应为表格：首行为列名，其后每行一项研究",
    column: (name: string, near?: string) =>
      `没有名为 "${name}" 的列${near ? `；是否为 "${near}"？` : ""}；可用：id、group、${numeric.join("、")}`,
    twice: (name: string) => `列 ${name} 重复`,
    cell: (text: string) => `应为数字，小数点用半角，例如 12 或 0.5；现为 "${text}"`,
    quote: "有未闭合或位于单元格内的引号：请去掉",
    formula: (text: string) => `"${text}" 是公式：请粘贴其数值`,
    long: (got: number, wanted: number) => `有 ${got} 格，而列为 ${wanted} 个`,
  },
};

/** Reads a pasted or opened table (commas, semicolons or tabs) by its column names; every fault with its row and column. */
export function readStudyTable(text: string, language: Language): { rows: StudyRow[]; issues: Issue[] } {
  const say = sentences[language];
  const parsed = papaparse.parse<string[]>(text.replace(/^\uFEFF/, "").trim(), {
    skipEmptyLines: "greedy",
  });
  const lines = parsed.data;
  const [header = [], ...body] = lines;
  if (body.length === 0) return { rows: [], issues: [{ path: "", message: say.empty }] };
  // An unclosed quote swallows every study after it: nothing of such a table is read.
  const issues: Issue[] = parsed.errors
    .filter(({ type }) => type === "Quotes")
    .map(({ row }) => ({ path: `row ${row ?? 0}`, message: say.quote }));
  const columns = header.map((written, i) => {
    const name = written.trim().toLowerCase();
    const column = numeric.includes(name) ? name : worded[name];
    if (column === undefined)
      issues.push({
        path: `column ${i + 1}`,
        message: say.column(written.trim().slice(0, 40), suggest(name, [...numeric, ...Object.keys(worded)])),
      });
    return column;
  });
  columns.forEach((column, i) => {
    if (column !== undefined && columns.indexOf(column) < i)
      issues.push({ path: `column ${i + 1}`, message: say.twice(column) });
  });
  const rows = body.map((cells, r) => {
    const at = `row ${r + 1}`;
    if (cells.length > columns.length)
      issues.push({ path: at, message: say.long(cells.length, columns.length) });
    const row: Record<string, number | string> = {};
    cells.slice(0, columns.length).forEach((cell, c) => {
      const column = columns[c];
      const value = cell.trim();
      if (column === undefined || value === "") return;
      if (!numeric.includes(column)) row[column] = value;
      else if (value.startsWith("="))
        issues.push({ path: `${at}, ${column}`, message: say.formula(value.slice(0, 40)) });
      else if (/^[-−]?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(value)) row[column] = Number(value.replace("−", "-"));
      else issues.push({ path: `${at}, ${column}`, message: say.cell(value.slice(0, 40)) });
    });
    return row;
  });
  return { rows, issues };
}
