/** The numbers that make effects, cell by cell, under metafor's names. */
import type { Issue } from "../../quantity/quantity.ts";
import { type Decimal, readCell, readInterval } from "./cell.ts";
import { type Columns, type Header, naming } from "./columns.ts";
import type { Role } from "./roles.ts";
import type { Say } from "./sentences.ts";

const counted: ReadonlySet<Role> = new Set<Role>(
  "ai bi ci di n1i n2i x1i x2i t1i t2i xi ni".split(" ") as Role[],
);

/** Reads the cells of every column that enters the effects; what is no number is an issue at its place. */
export function effectNumbers(
  heads: readonly Header[],
  { shape, roles }: Columns,
  decimal: Decimal,
  place: (study: number, head: Header) => string,
  say: Say,
  issues: Issue[],
): { rows: Record<string, number>[]; said: string[] } {
  const n = heads[0]?.cells.length ?? 0;
  const rows: Partial<Record<Role, number>>[] = Array.from({ length: n }, () => ({}));
  const said: string[] = [];
  let missing = 0;
  // Alpha of a reliability is named ai too, but it is no count.
  const counts = (role: Role): boolean => counted.has(role) && shape.family !== "reliability";
  for (const [role, head] of roles) {
    if (naming.has(role)) continue;
    let percents = false;
    head.cells.forEach((cell, i) => {
      const issue = (message: string): unknown => issues.push({ path: place(i, head), message });
      const shown = String(cell).trim().slice(0, 40);
      if (typeof cell === "number") {
        if (role === "interval") issue(say.interval(shown));
        else if (Number.isFinite(cell)) rows[i]![role] = cell;
        else issue(say.doubt.huge(shown));
        return;
      }
      if (role === "interval") {
        const ends = readInterval(cell, decimal);
        if (ends) [rows[i]!.lower, rows[i]!.upper] = ends;
        else if (readCell(cell, decimal, false).kind === "missing") missing++;
        else issue(say.interval(shown));
        return;
      }
      const read = readCell(cell, decimal, counts(role));
      if (read.kind === "missing") missing += cell.trim() === "" ? 0 : 1;
      else if (read.kind === "doubt") issue(say.doubt[read.why](shown));
      else if (read.kind === "words") issue(say.number(shown));
      else if (read.percent && counts(role)) issue(say.whole(shown));
      else {
        percents ||= read.percent === true;
        rows[i]![role] = read.value;
      }
    });
    if (percents) said.push(say.percent(head.written));
  }
  if (missing > 0) said.push(say.missing(missing));
  said.push(...derive(rows, roles, shape.measure === "HR", place, say, issues));
  return { rows: rows as Record<string, number>[], said };
}

/** Logarithms of ratios, and standard deviations from the arms' standard errors (Cochrane Handbook 6.5.2.2). */
function derive(
  rows: Partial<Record<Role, number>>[],
  roles: Columns["roles"],
  hazard: boolean,
  place: (study: number, head: Header) => string,
  say: Say,
  issues: Issue[],
): string[] {
  const said: string[] = [];
  const natural = hazard ? undefined : (["ratio", "hr"] as const).find((role) => roles.has(role));
  if (natural && !roles.has("yi") && !roles.has("logratio")) {
    const head = roles.get(natural)!;
    said.push(say.logged(head.written));
    if (roles.has("sei") || roles.has("vi")) said.push(say.loggedError);
    rows.forEach((row, i) => {
      for (const end of [natural, "lower", "upper"] as const) {
        const value = row[end];
        if (value === undefined) continue;
        if (!(value > 0))
          issues.push({ path: place(i, roles.get(end) ?? head), message: say.positive(String(value)) });
        row[end] = Math.log(value);
      }
    });
  }
  let errors = false;
  for (const row of rows) {
    const estimate = row.yi ?? row.logratio ?? (natural && row[natural]);
    delete row.logratio;
    if (natural) delete row[natural];
    if (estimate !== undefined) row.yi = estimate;
    for (const [error, deviation, size] of [
      ["se1i", "sd1i", "n1i"],
      ["se2i", "sd2i", "n2i"],
    ] as const) {
      const [value, n] = [row[error], row[size]];
      if (value !== undefined && n !== undefined) {
        row[deviation] = value * Math.sqrt(n);
        errors = true;
      }
      delete row[error];
    }
  }
  if (errors) said.push(say.armErrors);
  return said;
}
