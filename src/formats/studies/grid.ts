/** A grid of cells, from a text or a sheet, as a table of studies. */
import { type Family, familyOf } from "../../evidence/evidence.ts";
import { type Issue, type Language } from "../../quantity/quantity.ts";
import { type Decimal, decimalOf, type Read, readCell } from "./cell.ts";
import { type Columns, type Header, naming, placeColumns } from "./columns.ts";
import { effectNumbers } from "./numbers.ts";
import { rolesOf } from "./roles.ts";
import { type Say, sayIn } from "./sentences.ts";
import {
  type ColumnUse,
  type Moderators,
  studiesAtMost,
  type StudyRow,
  type StudyTable,
} from "./study-file.ts";

/** Cells by row and column; a number where the file itself says that it is one. */
export type Cell = string | number;

/** A range of merged cells, both ends counted. */
export interface Merge {
  readonly range: string;
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Grid {
  readonly title: string;
  readonly cells: readonly (readonly Cell[])[];
  readonly merges: readonly Merge[];
  /** How a cell is called in an issue. `study` counts from 1 below the column names; `row` and `column` from 0. */
  readonly place: (at: { row: number; column: number; study: number; name: string }) => string;
  readonly placeRow: (at: { row: number; study: number }) => string;
}

/** A table, or why there is none; `fit` is how many columns were understood. */
export interface GridRead {
  readonly table?: StudyTable | undefined;
  readonly issues: readonly Issue[];
  readonly fit: number;
}

const issuesAtMost = 100;
const total =
  /^((sub-?)?totals?|overall( effect)?|pooled( estimate)?|summary|(合计|总计|小计|汇总).*)( \(.*\))?:?$/i;
const text = (cell: Cell | undefined): string => (cell === undefined ? "" : String(cell).trim());
const filled = (row: readonly Cell[] | undefined): number =>
  (row ?? []).filter((cell) => text(cell) !== "").length;
const understood = (header: readonly string[]): number =>
  header.filter((name) => rolesOf(name).length > 0).length;

/** The names above the columns, and what the two groups are called where an upper line names them. */
interface Names {
  readonly row: number;
  readonly names: readonly string[];
  readonly groups?: readonly [string, string] | undefined;
}

/** The names above the columns: one line, or two of which the upper spans several columns. */
function headerOf(cells: Grid["cells"]): Names | undefined {
  let best: (Names & { fit: number }) | undefined;
  for (let row = 0; row < Math.min(cells.length - 1, 15); row++) {
    if (filled(cells[row]) < 2) continue;
    const own = cells[row]!.map(text);
    const lines: Names[] = [{ row, names: own }, ...(row > 0 ? twoLines(row, cells[row - 1]!, own) : [])];
    for (const line of lines) {
      const { names } = line;
      const numbers = names.filter((name) => /^[-+]?[\d.,]+%?$/.test(name)).length;
      const fit = understood(names) + (new Set(names).size === names.length ? 0.5 : 0);
      if (numbers <= names.length / 3 && (best === undefined || fit > best.fit)) best = { ...line, fit };
    }
  }
  return best;
}

/** The names of two lines joined; where the upper names two groups by their treatments, the first is the experimental. */
function twoLines(row: number, upper: readonly Cell[], own: readonly string[]): Names[] {
  if (filled(upper) < 2) return [];
  const above: string[] = [];
  for (let c = 0; c < own.length; c++) above.push(text(upper[c]) || (above[c - 1] ?? ""));
  const join = (say: (name: string) => string): string[] =>
    own.map((name, c) => (above[c] && name ? `${say(above[c])} ${name}` : name || (above[c] ?? "")));
  const spanning = [...new Set(above)].filter(
    (name) => name && above.indexOf(name) < above.lastIndexOf(name),
  );
  const plain: Names = { row, names: join((name) => name) };
  if (spanning.length !== 2) return [plain];
  const [first, second] = spanning as [string, string];
  const control = (name: string): boolean => rolesOf(`${name} n`).includes("n2i");
  const groups = control(first) ? ([second, first] as const) : ([first, second] as const);
  const names = join((name) => (name === groups[0] ? "experimental" : name === groups[1] ? "control" : name));
  return [plain, { row, names, groups }];
}

/** Reads a grid. Every fault is named by its place; where there is one, there is no table. */
export function readGrid(grid: Grid, language: Language): GridRead {
  const say = sayIn(language);
  const header = headerOf(grid.cells);
  if (!header) return { issues: [{ path: grid.title, message: say.empty }], fit: 0 };
  const fit = understood(header.names);
  const lines = grid.cells
    .map((cells, row) => ({ cells, row }))
    .filter(({ cells, row }) => row > header.row && filled(cells) > 0);
  if (lines.length === 0) return { issues: [{ path: grid.title, message: say.empty }], fit };
  if (lines.length > studiesAtMost)
    return { issues: [{ path: grid.title, message: say.tooMany(studiesAtMost.toLocaleString("en")) }], fit };
  const issues: Issue[] = [];
  const assumed: string[] = [];
  const width = header.names.length;
  const body = fillMerged(grid, header, lines, say, issues, assumed);
  const decimal = decimalOf(
    (function* () {
      for (const { cells } of body) for (const cell of cells) if (typeof cell === "string") yield cell;
    })(),
  );
  const heads: Header[] = header.names.map((written, column) => ({
    written: written || say.unnamed(column + 1),
    named: written !== "",
    column,
    cells: body.map(({ cells }) => cells[column] ?? ""),
  }));
  body.forEach(({ cells, row }, i) => {
    if (filled(cells.slice(width)) > 0)
      issues.push({ path: grid.placeRow({ row, study: i + 1 }), message: say.long(cells.length, width) });
  });
  const placed = placeColumns(
    heads,
    (i) => `${grid.title ? `${grid.title}, ` : ""}${say.unnamed(i + 1)}`,
    decimal,
    say,
  );
  issues.push(...placed.issues);
  if (!placed.columns) return { issues: capped(issues, say), fit };
  const table = {
    ...tableOf(grid, heads, placed.columns, body, decimal, say, issues, assumed),
    ...(header.groups && { labels: { experimental: header.groups[0], control: header.groups[1] } }),
  };
  return issues.length > 0 ? { issues: capped(issues, say), fit } : { table, issues, fit };
}

function capped(issues: readonly Issue[], say: Say): Issue[] {
  if (issues.length <= issuesAtMost) return [...issues];
  return [...issues.slice(0, issuesAtMost), { path: "", message: say.more(issues.length - issuesAtMost) }];
}

type Line = { readonly cells: readonly Cell[]; readonly row: number };

/** A merged name beside several studies holds for each of them; any other merged range in the body is a fault. */
function fillMerged(
  grid: Grid,
  header: Names,
  lines: readonly Line[],
  say: Say,
  issues: Issue[],
  assumed: string[],
): Line[] {
  const inBody = grid.merges.filter(({ bottom }) => bottom > header.row);
  if (inBody.length === 0) return [...lines];
  const rows = new Map(lines.map(({ cells, row }) => [row, [...cells]]));
  for (const { range, top, left, bottom, right } of inBody) {
    const value = rows.get(top)?.[left] ?? "";
    const named = rolesOf(header.names[left] ?? "").every((role) => naming.has(role));
    if (top <= header.row || left !== right || !named) {
      issues.push({ path: grid.title ? `${grid.title}!${range}` : range, message: say.merged(range) });
      continue;
    }
    for (let row = top; row <= bottom; row++) {
      const cells = rows.get(row);
      if (cells) cells[left] = value;
    }
    assumed.push(say.filled(range, String(value)));
  }
  return lines.map(({ row }) => ({ row, cells: rows.get(row)! }));
}

function tableOf(
  grid: Grid,
  heads: readonly Header[],
  columns: Columns,
  body: readonly Line[],
  decimal: Decimal,
  say: Say,
  issues: Issue[],
  assumed: string[],
): StudyTable {
  const place = (study: number, head: Header): string =>
    grid.place({ row: body[study]!.row, column: head.column, study: study + 1, name: head.written });
  const { rows, said } = effectNumbers(heads, columns, decimal, place, say, issues);
  const named = namesOf(columns, body.length);
  named.ids.forEach((name, i) => {
    if (total.test(name))
      issues.push({ path: grid.placeRow({ row: body[i]!.row, study: i + 1 }), message: say.total(name) });
  });
  const kept = heads.filter((head) => columns.moderators.includes(head.column));
  const moderators = keep(kept, body.length, decimal);
  const group = columns.roles.get("group");
  const label = columns.roles.get("label");
  const design = columns.roles.get("design");
  const studies = rows.map((numbers, i): StudyRow => ({
    ...(named.ids[i] ? { id: named.ids[i] } : {}),
    ...(label && text(label.cells[i]) ? { label: text(label.cells[i]) } : {}),
    ...(group && text(group.cells[i]) ? { group: unquoted(text(group.cells[i])) } : {}),
    ...(design && designOf(text(design.cells[i])) ? { design: designOf(text(design.cells[i]))! } : {}),
    ...numbers,
  }));
  const counts = new Map<string, number>();
  for (const id of named.ids) if (id) counts.set(id, (counts.get(id) ?? 0) + 1);
  const repeated = [...counts].filter(([, n]) => n > 1).slice(0, 5);
  return {
    title: grid.title,
    measure: columns.shape.measure,
    ...(columns.ratio === undefined ? {} : { ratio: columns.ratio }),
    rows: studies,
    moderators,
    columns: heads.map((head) => useOf(head, columns)),
    assumed: [
      ...assumed,
      ...(needsMeasure(columns.shape.family) ? [say.measureOf(columns.shape.measure)] : []),
      ...said,
      ...(named.joined ? [say.joined] : []),
      ...(decimal === "comma" ? [say.comma] : []),
      ...(kept.length > 0 ? [say.kept(kept.map(({ written }) => `"${written}"`).join(say.listing))] : []),
      ...repeated.map(([name, n]) => say.repeated(name, n)),
    ],
  };
}

/** Families that more than one measure is commonly made of. */
const needsMeasure = (family: Family): boolean =>
  family !== familyOf.GEN && family !== familyOf.HR && family !== familyOf.ZCOR;

function useOf(head: Header, columns: Columns): ColumnUse {
  const { written } = head;
  const role = [...columns.roles].find(([, other]) => other === head)?.[0];
  const named = role === "author" && !columns.roles.has("id") ? "id" : role;
  if (named !== undefined && !columns.moderators.includes(head.column))
    return { written, column: named, kept: naming.has(named) ? "study" : "number" };
  return { written, column: null, kept: columns.moderators.includes(head.column) ? "moderator" : "empty" };
}

/** The quote that our own CSV puts before what a spreadsheet would run, taken away. */
const unquoted = (cell: string): string => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

/** What studies are called: by their own column, or by author and year. */
function namesOf(columns: Columns, n: number): { ids: string[]; joined: boolean } {
  const own = columns.roles.get("id");
  const author = columns.roles.get("author");
  const year = columns.roles.get("year");
  const cell = (head: Header | undefined, i: number): string => unquoted(text(head?.cells[i]));
  if (own) return { ids: Array.from({ length: n }, (_, i) => cell(own, i)), joined: false };
  if (!author) return { ids: Array.from({ length: n }, () => ""), joined: false };
  const ids = Array.from({ length: n }, (_, i) => {
    const [name, when] = [cell(author, i), cell(year, i)];
    return when && !name.includes(when) ? `${name} ${when}`.trim() : name;
  });
  return { ids, joined: year !== undefined };
}

const designOf = (cell: string): "randomised" | "non-randomised" | undefined => {
  if (/^(rct|randomi[sz]ed( controlled)?( trial)?|random|随机|随机对照试验)$/i.test(cell))
    return "randomised";
  if (/^(nrs|non-?\s?randomi[sz]ed( study)?|observational|cohort|case-control|非随机|观察性)$/i.test(cell))
    return "non-randomised";
  return undefined;
};

/** Values of the columns that enter no effect: numbers where every cell is one. */
function keep(heads: readonly Header[], n: number, decimal: Decimal): Moderators[] {
  const names: string[] = [];
  const values: (number | string | null)[][] = Array.from({ length: n }, () => []);
  for (const head of heads) {
    const reads = head.cells.map((cell): Read =>
      typeof cell === "number" ? { kind: "number", value: cell } : readCell(cell, decimal, false),
    );
    const numeric = reads.every(({ kind }) => kind === "number" || kind === "missing");
    let name = head.written;
    for (let again = 2; names.includes(name); again++) name = `${head.written} (${again})`;
    names.push(name);
    reads.forEach((read, i) => {
      if (read.kind === "missing") values[i]!.push(null);
      else values[i]!.push(numeric && read.kind === "number" ? read.value : unquoted(text(head.cells[i])));
    });
  }
  return values.map((row) => Object.fromEntries(row.map((value, c) => [names[c]!, value])));
}
