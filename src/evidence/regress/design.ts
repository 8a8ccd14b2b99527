/** From moderators as written to a design matrix, coded as R codes it. */
import { matrix, type Orthonormal, orthonormalise } from "../pool/matrix.ts";
import { designProblem, type Design, type Problem } from "../pool/problem.ts";

/** A moderator's value: a number, or the name of a group. */
export type Value = number | string | boolean;

/** One moderator with its value in each study. */
export interface Moderator {
  readonly name: string;
  readonly values: readonly Value[];
}

/** A named column of the design. */
export interface Term {
  readonly name: string;
  readonly column: Float64Array;
}

/** A group moderator is text or true/false; its first level in alphabetical order is what others are held against. */
export function levelsOf({ values }: Moderator): readonly string[] | null {
  if (values.every((value) => typeof value === "number")) return null;
  return [...new Set(values.map(String))].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** The columns of a design: the intercept, then each moderator as numbers or as one column a level. */
export function terms(moderators: readonly Moderator[], k: number, intercept: boolean): Term[] {
  const all: Term[] = intercept ? [{ name: "(Intercept)", column: new Float64Array(k).fill(1) }] : [];
  let whole = !intercept;
  for (const moderator of moderators) {
    const levels = levelsOf(moderator);
    if (levels === null) {
      all.push({ name: moderator.name, column: Float64Array.from(moderator.values as number[]) });
      continue;
    }
    // Without an intercept the first group moderator speaks for all of its levels.
    for (const level of whole ? levels : levels.slice(1))
      all.push({
        name: `${moderator.name}${level}`,
        column: Float64Array.from(moderator.values, (value) => (String(value) === level ? 1 : 0)),
      });
    whole = false;
  }
  return all;
}

/** The problem of effects about these columns, or the name of the column that others already determine. */
export function moderated(
  y: Float64Array,
  v: Float64Array,
  columns: readonly Term[],
): { problem: Problem; dependent?: undefined } | { dependent: string } {
  const ortho: Orthonormal = orthonormalise(columns.map((term) => term.column));
  if (ortho.dependent >= 0) return { dependent: columns[ortho.dependent]!.name };
  const p = columns.length;
  const design: Design = {
    basis: ortho.basis,
    triangle: ortho.triangle,
    coefficients: new Float64Array(p),
    inverse: matrix(p, p),
    scratch: new Float64Array(3 * p * p + p),
  };
  let logXX = 0;
  for (let j = 0; j < p; j++) logXX += 2 * Math.log(ortho.triangle.cells[j * p + j]!);
  return { problem: designProblem(y, v, design, logXX) };
}
