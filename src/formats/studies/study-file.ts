/** A file of studies as any reader answers it: tables by metafor's column names, and what had to be assumed. */
import type { Measure } from "../../evidence/evidence.ts";
import type { Issue } from "../../quantity/quantity.ts";

/** One study: numbers by metafor's column names, and what names or groups it. */
export type StudyRow = Readonly<Record<string, number | string>>;

/** What stands beside a study and enters no effect: candidates for subgroups and regression. */
export type Moderators = Readonly<Record<string, number | string | null>>;

/** A column as it was written, and what it was taken for. */
export interface ColumnUse {
  readonly written: string;
  /** The column of `rows` that it became; null where it is kept as a moderator, or left out because it is empty. */
  readonly column: string | null;
  readonly kept: "study" | "number" | "moderator" | "empty";
}

/** One table of studies, ready for `pool` as `{tables: rows, measure}`. */
export interface StudyTable {
  /** The sheet, or the outcome of a RevMan file; empty for a text. */
  readonly title: string;
  /** The comparison an outcome of a RevMan file belongs to. */
  readonly comparison?: string | undefined;
  readonly measure: Measure;
  /** For estimates already made (GEN): true where they are logarithms of ratios. */
  readonly ratio?: boolean | undefined;
  readonly rows: readonly StudyRow[];
  /** One entry a row, in the same order. */
  readonly moderators: readonly Moderators[];
  readonly columns: readonly ColumnUse[];
  readonly labels?:
    | {
        readonly experimental?: string | undefined;
        readonly control?: string | undefined;
        /** Under the axis of the forest. */
        readonly left?: string | undefined;
        readonly right?: string | undefined;
      }
    | undefined;
  /** How a RevMan file pooled this outcome. */
  readonly analysis?:
    | { readonly method: "MH" | "IV" | "PETO"; readonly random: boolean; readonly level: number }
    | undefined;
  readonly assumed: readonly string[];
}

/** What a file holds; where no table could be read, the issues say why. */
export interface StudyFile {
  readonly tables: readonly StudyTable[];
  readonly issues: readonly Issue[];
  readonly assumed: readonly string[];
}

/** The most studies a table may have. */
export const studiesAtMost = 100_000;
/** The largest file that is read, in bytes. */
export const bytesAtMost = 32 * 2 ** 20;
