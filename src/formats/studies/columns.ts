/** What each column of a table is: a number that makes effects, a name, or something kept beside the study. */
import { type Issue, suggest } from "../../quantity/quantity.ts";
import { type Decimal, readCell, readInterval } from "./cell.ts";
import type { Cell } from "./grid.ts";
import { bareName, namesOfRole, ownNames, type Role, rolesOf, type Shape, shapes } from "./roles.ts";
import type { Say } from "./sentences.ts";

/** A column with its name, as written or as counted. */
export interface Header {
  readonly written: string;
  readonly named: boolean;
  readonly column: number;
  readonly cells: readonly Cell[];
}

/** How the columns make effects. */
export interface Columns {
  readonly shape: Shape;
  readonly roles: ReadonlyMap<Role, Header>;
  /** Columns that are kept beside the studies, by number. */
  readonly moderators: readonly number[];
  /** True where the estimates are logarithms of ratios, as far as the names tell. */
  readonly ratio?: boolean | undefined;
}

/** What names, dates or groups a study. */
export const naming: ReadonlySet<Role> = new Set<Role>(["id", "author", "year", "label", "group", "design"]);
const blank = (cell: Cell): boolean => typeof cell === "string" && cell.trim() === "";
const isNumber = (cell: Cell): boolean => typeof cell === "number" || /^[-+]?[\d.,]+$/.test(cell.trim());

/** The columns that name, group or date a study. */
function namesAmong(heads: readonly Header[]): Map<Role, Header> {
  const roles = new Map<Role, Header>();
  const withRole = (role: Role): Header[] => heads.filter(({ written }) => rolesOf(written).includes(role));
  const ids = withRole("id");
  const author = withRole("author")[0];
  // A column of running numbers names no study where its authors stand beside it.
  const id = ids.find(({ cells }) => !cells.every(isNumber)) ?? (author ? undefined : ids[0]);
  if (id) roles.set("id", id);
  for (const role of ["author", "year", "label", "group", "design"] as const) {
    const [head] = withRole(role);
    if (head) roles.set(role, head);
  }
  const design = roles.get("design");
  if (
    design &&
    !design.cells.every(
      (cell) => blank(cell) || /random|rct|nrs|observ|cohort|control|随机|观察/i.test(String(cell)),
    )
  )
    roles.delete("design");
  return roles;
}

/** Whether the cells of a column can be what a role wants; asked only where the name leaves a choice. */
function suits(head: Header, role: Role, decimal: Decimal): boolean {
  const told = head.cells.filter((cell) => !blank(cell)).slice(0, 50);
  const fits = told.filter((cell) => {
    if (role === "interval") return typeof cell === "string" && readInterval(cell, decimal) !== undefined;
    return typeof cell === "number" || readCell(cell, decimal, true).kind !== "words";
  });
  return fits.length * 2 >= told.length;
}

interface Fit {
  readonly shape: Shape;
  readonly roles: Map<Role, Header>;
  readonly missing: readonly (readonly Role[])[];
}

/** How far a shape is met by the columns. */
function fitOf(shape: Shape, heads: readonly Header[], decimal: Decimal): Fit {
  const roles = new Map<Role, Header>();
  const used = new Set<Header>();
  const claim = (role: Role): boolean => {
    const able = heads.filter((head) => {
      const all = rolesOf(head.written);
      return all.includes(role) && !used.has(head) && (all.length === 1 || suits(head, role, decimal));
    });
    const head = able.find(({ written }) => bareName(written) === role.toLowerCase()) ?? able[0];
    if (!head) return false;
    roles.set(role, head);
    used.add(head);
    return true;
  };
  const missing = shape.needs.filter((need) => !need.some((role) => roles.has(role) || claim(role)));
  for (const role of shape.also) if (!roles.has(role)) claim(role);
  return { shape, roles, missing };
}

/** Finds the shape that the columns make, or says which column is missing. */
export function placeColumns(
  heads: readonly Header[],
  place: (column: number) => string,
  decimal: Decimal,
  say: Say,
): { columns?: Columns; issues: Issue[] } {
  const issues: Issue[] = [];
  const told = heads.filter(
    ({ cells, named }, i) => cells.some((cell) => !blank(cell)) && (named || !counts(heads[i]!)),
  );
  const named = namesAmong(told);
  const rest = told.filter((head) => ![...named.values()].includes(head));
  const fits = shapes.map((shape) => fitOf(shape, rest, decimal));
  const whole = fits.filter(({ missing }) => missing.length === 0);
  // Of two ways that share an estimate, a variance says more than an interval.
  const best = whole.reduce<Fit | undefined>(
    (best, fit) =>
      best === undefined ||
      (fit.roles.size > best.roles.size &&
        !(fit.shape.family === "published" && best.shape.family === "published"))
        ? fit
        : best,
    undefined,
  );
  const nearest = best ?? fits.reduce((best, fit) => (met(fit) > met(best) ? fit : best));
  const seen = new Map<string, number>();
  for (const { written, column, named: told } of heads) {
    const bare = bareName(written);
    if (told && rolesOf(written).length > 0 && seen.has(bare))
      issues.push({ path: place(column), message: say.twice(written) });
    seen.set(bare, column);
  }
  if (!best) issues.push(...lacking(nearest, rest, place, say));
  if (met(nearest) === 0) return { issues };
  const roles = new Map([...nearest.roles, ...named]);
  const used = new Set<Header>([...roles].filter(([role]) => role !== "year").map(([, head]) => head));
  if (named.has("id") && named.has("author")) used.delete(named.get("author")!);
  const names = [...nearest.roles.keys()];
  return {
    columns: {
      shape: nearest.shape,
      roles,
      moderators: told.filter((head) => !used.has(head)).map(({ column }) => column),
      ratio:
        nearest.shape.measure === "GEN"
          ? names.some((role) => role === "ratio" || role === "logratio" || role === "hr") || undefined
          : undefined,
    },
    issues,
  };
}

/** The share of a shape's needs that are met. */
const met = ({ shape, missing }: Fit): number => (shape.needs.length - missing.length) / shape.needs.length;

/** The row numbers that R writes as a first column without a name. */
const counts = (head: Header): boolean =>
  head.cells.every((cell, i) => Number(String(cell).replaceAll('"', "")) === i + 1);

/** What is missing, with the column that may be it under another name. */
function lacking(fit: Fit, heads: readonly Header[], place: (column: number) => string, say: Say): Issue[] {
  const unknown = heads.filter(({ written }) => rolesOf(written).length === 0);
  const near = (names: readonly string[]): Issue[] =>
    unknown.flatMap(({ written, column }) => {
      const name = suggest(bareName(written), names);
      return name === undefined ? [] : [{ path: place(column), message: say.column(name) }];
    });
  if (met(fit) === 0) {
    const found = near(ownNames);
    if (found.length > 0) return found;
    const known = shapes.map(
      ({ family, needs }) => `${say.families[family]} (${needs.map((need) => need[0]).join(", ")})`,
    );
    return [{ path: "", message: say.noShape([...new Set(known)].join("; ")) }];
  }
  const taken = new Set<string>();
  return fit.missing.flatMap((need): Issue[] => {
    const found = near(need.flatMap((role) => namesOfRole(role))).filter(({ path }) => !taken.has(path));
    for (const { path } of found) taken.add(path);
    if (found.length > 0) return found.slice(0, 1);
    return [{ path: "", message: say.lacks(say.families[fit.shape.family], need.join(` ${say.or} `)) }];
  });
}
