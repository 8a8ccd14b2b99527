import { type Cohort, cohortRows } from "./cohort.ts";
import { percentiles as exactly } from "./percentiles.ts";
import {
  count as counted,
  merge,
  percentilesOf,
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
  /** A written sketch. */
  readonly counts: Uint8Array;
  readonly inside: Uint32Array;
}

/** Numbers that are held at once where percentiles are exact: 128 MB of them. */
const heldAtMost = 16_000_000;
/** Subjects simulated at once: many where modes apply and rows are short-lived, few where whole traces are held. */
const together = ({ central }: Cohort): number => (central ? 512 : 256);
/** Subjects in a part that is done on its own: enough to be worth sending, few enough to be lost without regret. */
const inPart = 32_768;

/** Whether a question is answered exactly: it depends on the question alone, never on how the work was shared. */
export const isExact = ({ subjects, sites }: Pick<Asked, "subjects" | "sites">, moments: number): boolean =>
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
    const whole = gathering(asked, moments);
    const step = together(cohort);
    for (let first = 0; first < subjects; first += step) {
      if (stopped?.()) break;
      const count = Math.min(step, subjects - first);
      if (!whole.count(cohort, first, count, stopped)) break;
      progress?.((first + count) / subjects);
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
  return Array.from({ length: Math.ceil(subjects / inPart) }, (_, index) => ({
    first: index * inPart,
    count: Math.min(inPart, subjects - index * inPart),
  }));
}

/** Simulates and counts some of the subjects; undefined where it was stopped before the end. */
export function part(
  cohort: Cohort,
  asked: Asked,
  first: number,
  count: number,
  stopped?: () => boolean,
): Part | undefined {
  const own = gathering(asked, cohort.moments.length);
  const step = together(cohort);
  for (let start = first; start < first + count; start += step)
    if (!own.count(cohort, start, Math.min(step, first + count - start), stopped)) return undefined;
  return own.part();
}

/** Counts subjects, and adds parts up in any order, to the bands of the whole. */
export function gathering(
  { sites, percentiles, window: range }: Asked,
  moments: number,
): {
  count(cohort: Cohort, first: number, count: number, stopped?: () => boolean): boolean;
  add(part: Part): void;
  part(): Part;
  bands(): Bands;
} {
  const rows = sites * moments;
  const whole: Sketch = sketch(rows);
  const inside = new Uint32Array(range ? rows : 0);
  let subjects = 0;
  return {
    count(cohort, first, count, stopped) {
      const keep = (site: number, moment: number, row: Float64Array): void => {
        const at = site * moments + moment;
        counted(whole, at, row);
        if (range) inside[at] = inside[at]! + within(row, range);
      };
      const done = cohortRows(cohort, first, count, keep, stopped);
      if (done) subjects += count;
      return done;
    },
    add(part) {
      merge(whole, readSketch(part.counts));
      for (let row = 0; row < inside.length; row++) inside[row] = inside[row]! + part.inside[row]!;
      subjects += part.subjects;
    },
    part: () => ({ subjects, counts: writeSketch(whole), inside }),
    bands() {
      const out = percentiles.map(() => new Float64Array(rows));
      for (let row = 0; row < rows; row++)
        for (const [p, value] of percentilesOf(whole, row, percentiles).entries()) out[p]![row] = value;
      return {
        percentiles: out,
        inside: range && Float64Array.from(inside, (found) => found / subjects),
        subjects,
        exact: false,
      };
    },
  };
}
