import { type Cohort, cohortRows } from "./cohort.ts";
import { percentiles as exactly } from "./percentiles.ts";
import {
  count as counted,
  merge,
  percentileOf,
  readSketch,
  type Sketch,
  sketch,
  writeSketch,
} from "./sketch.ts";

/** A range of concentrations (ug/mL) in which one wants to be. */
export interface Window {
  readonly low: number;
  readonly high: number;
}

/** What is to be known of a cohort. */
export interface Asked {
  readonly subjects: number;
  readonly sites: number;
  readonly percentiles: readonly number[];
  readonly window?: Window;
}

/** Percentiles over the subjects at each moment, and the share of them inside the window. */
export interface Bands {
  /** `percentile[p][site * moments + moment]`, ug/mL. */
  readonly percentiles: readonly Float64Array[];
  readonly inside?: Float64Array;
  /** Subjects that were simulated: fewer than asked for where the work was stopped. */
  readonly subjects: number;
  /** Whether the percentiles are read off exactly, or within `sketchError`. */
  readonly exact: boolean;
}

/** What a part of the cohort came to; parts add up in any order. */
export interface Part {
  readonly subjects: number;
  readonly counts: Uint32Array;
  readonly inside: Uint32Array;
}

/** Numbers that are held at once where percentiles are exact: 128 MB of them. */
const heldAtMost = 16_000_000;
/** Subjects simulated at once. */
const together = 512;

/** Whether a question is answered exactly: it depends on the question alone, never on how the work was shared. */
export const isExact = ({ subjects, sites }: Asked, moments: number): boolean =>
  subjects * sites * moments <= heldAtMost;

/** Percentiles and shares of a whole cohort, on this thread. */
export function bands(
  cohort: Cohort,
  asked: Asked,
  progress?: (share: number) => void,
  stopped?: () => boolean,
): Bands {
  const { subjects, sites } = asked;
  const moments = cohort.moments.length;
  if (!isExact(asked, moments)) {
    const parts = partsOf(asked);
    const whole = gathering(asked, moments);
    for (const [index, { first, count }] of parts.entries()) {
      if (stopped?.()) break;
      const found = part(cohort, asked, first, count, stopped);
      if (!found) break;
      whole.add(found);
      progress?.((index + 1) / parts.length);
    }
    return whole.bands();
  }
  const rows = sites * moments;
  const out = asked.percentiles.map(() => new Float64Array(rows));
  const inside = asked.window ? new Float64Array(rows) : undefined;
  const select = exactly(asked.percentiles, subjects);
  const picked = new Float64Array(asked.percentiles.length);
  const done = cohortRows(
    cohort,
    0,
    subjects,
    (site, moment, row) => {
      const at = site * moments + moment;
      select.of(row, picked);
      for (let p = 0; p < picked.length; p++) out[p]![at] = picked[p]!;
      if (inside) inside[at] = within(row, asked.window!) / subjects;
      progress?.((moment + 1) / moments);
    },
    stopped,
  );
  return { percentiles: out, inside, subjects: done ? subjects : 0, exact: true };
}

function within(row: Float64Array, { low, high }: Window): number {
  let found = 0;
  for (let i = 0; i < row.length; i++) if (row[i]! >= low && row[i]! <= high) found++;
  return found;
}

/** The parts that a large cohort falls into, whoever does them. */
export function partsOf({ subjects }: Asked): { first: number; count: number }[] {
  return Array.from({ length: Math.ceil(subjects / together) }, (_, index) => ({
    first: index * together,
    count: Math.min(together, subjects - index * together),
  }));
}

/** Simulates and counts some of the subjects; undefined where it was stopped before the end. */
export function part(
  cohort: Cohort,
  { sites, window }: Asked,
  first: number,
  count: number,
  stopped?: () => boolean,
): Part | undefined {
  const moments = cohort.moments.length;
  const sums = sketch(sites * moments);
  const inside = new Uint32Array(window ? sites * moments : 0);
  for (let start = first; start < first + count; start += together) {
    const done = cohortRows(
      cohort,
      start,
      Math.min(together, first + count - start),
      (site, moment, row) => {
        const at = site * moments + moment;
        counted(sums, at, row);
        if (window) inside[at] = inside[at]! + within(row, window);
      },
      stopped,
    );
    if (!done) return undefined;
  }
  return { subjects: count, counts: writeSketch(sums), inside };
}

/** Adds parts up, in any order, to the bands of the whole. */
export function gathering(
  { sites, percentiles, window }: Asked,
  moments: number,
): {
  add(part: Part): void;
  bands(): Bands;
} {
  const rows = sites * moments;
  const whole: Sketch = sketch(rows);
  const inside = new Float64Array(rows);
  let subjects = 0;
  return {
    add(part) {
      merge(whole, readSketch(part.counts));
      for (let row = 0; row < part.inside.length; row++) inside[row] = inside[row]! + part.inside[row]!;
      subjects += part.subjects;
    },
    bands: () => ({
      percentiles: percentiles.map((p) =>
        Float64Array.from({ length: rows }, (_, row) => percentileOf(whole, row, p)),
      ),
      inside: window && inside.map((found) => found / subjects),
      subjects,
      exact: false,
    }),
  };
}
