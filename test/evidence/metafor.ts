// Reads the frozen results of R metafor 3.8-1 that lie beside the checkout, and says how far off a number is.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..", "..");
const folder = join(resolve(root, process.env["THECA_SHARED"] ?? "../shared"), "reference", "metafor");

/** Why a test of these results is skipped, or false. */
export const absent: string | false = existsSync(folder)
  ? false
  : "the metafor results are not beside this checkout";

type Cell = number | string | null;

/** A block of results as it lies in a file; a test knows which numbers it looks for. */
export interface Block {
  readonly [name: string]: Block & Cell & readonly Block[] & readonly number[];
}

/** One univariate analysis with its studies. */
export interface Analysis {
  readonly name: string;
  readonly measure: string;
  readonly k: number;
  readonly y: Float64Array;
  readonly v: Float64Array;
  /** The arguments of the effect size, by metafor's names, for each study that has an effect. */
  readonly raw: readonly Readonly<Record<string, number>>[];
  /** All rows of the file by those names, with or without an effect. */
  readonly allRaw: readonly Readonly<Record<string, number>>[];
  /** A column of the file for each study that has an effect. */
  readonly column: (name: string) => readonly Cell[];
  /** 1-based positions in the file. */
  readonly rows: readonly number[];
  /** Whether yi and vi came from raw numbers. */
  readonly computed: boolean;
  readonly block: Block;
}

interface File {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly analyses?: readonly (Block & {
    id: string;
    measure: string;
    args: Record<string, string>;
    yi?: (number | null)[];
    vi?: (number | null)[];
    rows_subset?: number[];
    k: number;
  })[];
}

function rawOf(file: File, args: Record<string, string>, row: readonly Cell[]): Record<string, number> {
  const raw: Record<string, number> = {};
  for (const [name, column] of Object.entries(args)) raw[name] = row[file.columns.indexOf(column)] as number;
  if (raw["ai"] !== undefined && raw["n1i"] !== undefined) {
    raw["bi"] = raw["n1i"] - raw["ai"];
    raw["di"] = raw["n2i"]! - raw["ci"]!;
  }
  return raw;
}

/** Every univariate analysis of every file. */
export function analyses(): Analysis[] {
  if (absent) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => {
      const file = JSON.parse(readFileSync(join(folder, name), "utf8")) as File;
      return (file.analyses ?? []).map((block): Analysis => {
        const raws = file.rows.map((row) => rawOf(file, block.args, row));
        const yi = block.yi ?? raws.map((raw) => raw["yi"] ?? null);
        const vi = block.vi ?? raws.map((raw) => raw["vi"] ?? (raw["sei"] == null ? null : raw["sei"] ** 2));
        const kept = file.rows.flatMap((_, i) =>
          yi[i] == null || vi[i] == null || block.rows_subset?.includes(i + 1) === false ? [] : [i],
        );
        return {
          name: `${name.replace(".json", "")} ${block.id}`,
          measure: block.measure,
          k: block.k,
          y: Float64Array.from(kept, (i) => yi[i]!),
          v: Float64Array.from(kept, (i) => vi[i]!),
          raw: kept.map((i) => raws[i]!),
          allRaw: raws,
          column: (column) => kept.map((i) => file.rows[i]![file.columns.indexOf(column)]!),
          rows: kept.map((i) => i + 1),
          computed: block.yi !== undefined,
          block,
        };
      });
    });
}

/** Counts comparisons, so that a test can say that it made some. */
export class Comparison {
  count = 0;

  /**
   * Fails where a number is further from the expected one than `within`, relative to it; near 0 relative to `scale`.
   * A number that the reference does not have is passed over.
   */
  near(got: number | null | undefined, expected: unknown, within: number, scale: number, what: string): void {
    if (typeof expected !== "number") return;
    this.count += 1;
    const off = Math.abs((got ?? Number.NaN) - expected) / Math.max(Math.abs(expected), scale);
    assert.ok(off <= within, `${what}: ${got}, metafor has ${expected}, off by ${off}`);
  }
}
