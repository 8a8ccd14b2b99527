import { familyOf, type Measure, type Scale } from "../../src/evidence/evidence.ts";
import { columnsFor } from "../../src/operations/operations.ts";
import type { Issue } from "../../src/quantity/quantity.ts";
import type { Words } from "../words/words.tsx";
import type { Analysis } from "./read-analysis.ts";
import { readNumber, readScale } from "./read-number.ts";
import { onScale, rescaleStudy, type Study } from "./rescale-study.ts";

/** Something to mend: at a cell, a row, a column's heading, or a choice. */
export interface GridFault {
  readonly row?: number | undefined;
  readonly column?: number | undefined;
  readonly choice?: string;
  readonly message: string;
}

/** The studies of the table, as the operations read them. */
export interface GridRead {
  readonly studies: readonly Study[];
  /** In which row of the table each study stands. */
  readonly at: readonly number[];
  /** Each study's moderator, where one is chosen. */
  readonly moderators: readonly (number | string | null)[];
  readonly faults: readonly GridFault[];
}

const randomised = /^(rct|random\w*|rand|yes|1|随机.*)$/i;
const otherwise =
  /^(n?rs|non.*|quasi.*|alternat\w*|systemat\w*|observ\w*|cohort.*|case.*|no|0|非随机.*|观察.*|队列.*)$/i;

/** Whether effects can be made at all: a table of unknown columns has no measure yet, an old address may have any. */
export const isMeasure = (measure: string): measure is Measure => Object.hasOwn(familyOf, measure);

/** Reads the table by what its columns are; rows that are dropped or blank are no studies. */
export function readGrid(analysis: Analysis, words: Words): GridRead {
  const { sheet, dropped, subgroup, moderator, measure } = analysis;
  if (!isMeasure(measure))
    return { studies: [], at: [], moderators: [], faults: [{ message: words.evidenceNoMeasure }] };
  const faults: GridFault[] = twice(sheet.roles, words);
  const out = new Set(dropped);
  const wanted = new Set<string>([...columnsFor(measure), "id", "design"]);
  const scales = scalesOf(analysis, words, faults);
  if (scales) for (const role of ["scaleMin", "scaleMax"]) wanted.add(role);
  const at: number[] = [];
  const studies: Study[] = [];
  sheet.rows.forEach((cells, row) => {
    if (out.has(row) || cells.every((cell) => cell.trim() === "")) return;
    const study: Study = { id: String(row + 1) };
    sheet.roles.forEach((role, column) => {
      const cell = cells[column]?.trim() ?? "";
      if (role === "" || cell === "" || !wanted.has(role)) return;
      const value = readCell(role, cell, words);
      if (value instanceof Error) faults.push({ row, column, message: value.message });
      else if (value !== null) study[role === "id" ? "label" : role] = value;
    });
    if (subgroup !== null) study["group"] = groupOf(cells[subgroup], sheet.columns[subgroup], words);
    at.push(row);
    studies.push(scales ? scaled(study, measure, scales) : study);
  });
  return { studies, at, faults, moderators: moderatorsOf(sheet.rows, at, moderator) };
}

/** A subgroup's heading: words as they stand, numbers with the name of their column. */
function groupOf(cell: string | undefined, column: string | undefined, words: Words): string {
  const text = cell?.trim() ?? "";
  if (text === "") return words.evidenceNoGroup;
  return typeof readNumber(text) === "number" ? `${column} ${text}` : text;
}

function twice(roles: readonly string[], words: Words): GridFault[] {
  return roles.flatMap((role, column) =>
    role !== "" && roles.indexOf(role) < column ? [{ column, message: words.evidenceTwice(role) }] : [],
  );
}

function readCell(role: string, cell: string, words: Words): number | string | null | Error {
  if (role === "id") return cell;
  if (role === "design") {
    if (randomised.test(cell)) return "randomised";
    return otherwise.test(cell) ? "non-randomised" : new Error(words.evidenceDesignWrong(cell.slice(0, 40)));
  }
  const value = readNumber(cell);
  return value === undefined ? new Error(words.evidenceNoNumber(cell.slice(0, 40))) : value;
}

interface Scales {
  readonly from: Scale | undefined;
  readonly onto: Scale | undefined;
  readonly reverse: boolean;
}

/** The scales that were asked for; undefined where outcomes stay as they are. */
function scalesOf(
  { measure, scale, onto, reverse }: Analysis,
  words: Words,
  faults: GridFault[],
): Scales | undefined {
  const read = (choice: "scale" | "onto", text: string): Scale | undefined => {
    if (text.trim() === "" || !onScale(measure as Measure)) return undefined;
    const found = readScale(text);
    if (!found) faults.push({ choice, message: words.evidenceScaleWrong });
    return found;
  };
  const asked = { from: read("scale", scale), onto: read("onto", onto), reverse };
  return asked.reverse || asked.onto ? asked : undefined;
}

/** A study's own scale, where the table gives it, comes before the one chosen for all. */
function scaled({ scaleMin, scaleMax, ...study }: Study, measure: Measure, scales: Scales): Study {
  const own: Scale | undefined =
    typeof scaleMin === "number" && typeof scaleMax === "number" && scaleMin < scaleMax
      ? [scaleMin, scaleMax]
      : undefined;
  return rescaleStudy(study, measure, { ...scales, from: own ?? scales.from });
}

/** Numbers where every cell is one, else the words as they stand. */
function moderatorsOf(
  rows: readonly (readonly string[])[],
  at: readonly number[],
  column: number | null,
): (number | string | null)[] {
  if (column === null) return [];
  const cells = at.map((row) => rows[row]![column]?.trim() ?? "");
  const numbers = cells.map(readNumber);
  return numbers.every((value) => value !== undefined)
    ? (numbers as (number | null)[])
    : cells.map((cell) => (cell === "" ? null : cell));
}

/** An operation's issue at the cell, row or choice it speaks of. */
export function placeIssue({ path, message }: Issue, { at }: GridRead, roles: readonly string[]): GridFault {
  const [, study, role] = /^(?:tables|studies|effects)\[(\d+)\](?:\.(\w+))?/.exec(path) ?? [];
  if (study === undefined) return { choice: path, message };
  const column = role === undefined ? -1 : roles.indexOf(role);
  // A column that no study has is said once, of the table.
  if (role !== undefined && column < 0) return { message };
  return { row: at[Number(study)], ...(column >= 0 && { column }), message };
}
