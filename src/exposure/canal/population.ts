import type { DoseRate, Length } from "../../quantity/quantity.ts";
import { percentiles as exactly } from "../percentiles.ts";
import { count, percentilesOf, type Sketch, sketch } from "../sketch.ts";
import { canFollow, concentrations, followed } from "./follow.ts";
import { type People, personOf } from "./person.ts";
import type { TipDose } from "./tip-dose.ts";

/** Many people under one dose at the tip. */
export interface Crowd {
  readonly people: People;
  readonly seed: number;
  readonly size: number;
  readonly tip: Length;
  readonly levels: readonly Length[];
  readonly dose: TipDose;
  /** The even dose that had gone on for ever before 0 h. */
  readonly running: DoseRate;
  /** Ascending, in hours. */
  readonly moments: Float64Array;
}

/** Percentiles over the people: `bands[p][level * moments + moment]`, ug/mL. */
export interface CrowdBands {
  readonly bands: readonly Float64Array[];
  /** People that were followed: fewer than asked for where the work was stopped. */
  readonly followed: number;
  /** People so unlike the typical one that the canal cannot carry them; left out. */
  readonly left: number;
  /** Whether the percentiles are read off exactly, or within `sketchError`. */
  readonly exact: boolean;
}

/** Numbers held at once where percentiles are exact. */
const heldAtMost = 16_000_000;
/** People followed before their numbers are counted away. */
const together = 256;

/** Percentile bands of a crowd; memory does not grow with its size. */
export function crowdBands(
  crowd: Crowd,
  percentiles: readonly number[],
  progress?: (share: number) => void,
  stopped?: () => boolean,
): CrowdBands {
  const rows = crowd.levels.length * crowd.moments.length;
  if (crowd.size * rows > heldAtMost) {
    const { counts, ...people } = crowdPart(crowd, 0, crowd.size, progress, stopped);
    const bands = percentiles.map(() => new Float64Array(rows));
    for (let row = 0; row < rows; row++)
      for (const [p, value] of percentilesOf(counts, row, percentiles).entries()) bands[p]![row] = value;
    return { bands, ...people, exact: false };
  }
  const held = new Float64Array(rows * crowd.size);
  const people = followInto(held, crowd, 0, crowd.size, crowd.size, progress, stopped);
  return { bands: exactBands(held, crowd.size, people.followed, rows, percentiles), ...people, exact: true };
}

/** Some of the people, counted; parts merge (`merge`) into the crowd, whoever did them and in whatever order. */
export function crowdPart(
  crowd: Crowd,
  first: number,
  size: number,
  progress?: (share: number) => void,
  stopped?: () => boolean,
): { readonly counts: Sketch; readonly followed: number; readonly left: number } {
  const rows = crowd.levels.length * crowd.moments.length;
  const counts = sketch(rows);
  const held = new Float64Array(rows * together);
  let [followed, left] = [0, 0];
  for (let at = first; at < first + size; at += together) {
    if (stopped?.()) break;
    const part = followInto(held, crowd, at, Math.min(together, first + size - at), together);
    for (let row = 0; row < rows; row++)
      count(counts, row, held.subarray(row * together, row * together + part.followed));
    followed += part.followed;
    left += part.left;
    progress?.(Math.min(1, (at + together - first) / size));
  }
  return { counts, followed, left };
}

/** Follows people one after the other; `held[row * width + person]` are their concentrations. */
function followInto(
  held: Float64Array,
  crowd: Crowd,
  first: number,
  size: number,
  width: number,
  progress?: (share: number) => void,
  stopped?: () => boolean,
): { followed: number; left: number } {
  let [followed, left] = [0, 0];
  for (let number = first; number < first + size; number++) {
    if (stopped?.()) break;
    const values = followOne(crowd, number);
    if (!values) {
      left++;
      continue;
    }
    for (const [level, row] of values.entries())
      for (let i = 0; i < row.length; i++) held[(level * row.length + i) * width + followed] = row[i]!;
    followed++;
    if (followed % 16 === 0) progress?.((number + 1 - first) / size);
  }
  return { followed, left };
}

function followOne(crowd: Crowd, number: number): readonly Float64Array[] | undefined {
  const { canal, transport } = personOf(crowd.people, crowd.seed, number);
  const one = followed(canal, transport);
  return canFollow(one)
    ? concentrations(one, crowd.tip, crowd.levels, crowd.dose, crowd.moments, crowd.running)
    : undefined;
}

function exactBands(
  held: Float64Array,
  batch: number,
  people: number,
  rows: number,
  percentiles: readonly number[],
): Float64Array[] {
  const bands = percentiles.map(() => new Float64Array(rows));
  if (people === 0) return bands;
  const select = exactly(percentiles, people);
  const picked = new Float64Array(percentiles.length);
  for (let row = 0; row < rows; row++) {
    select.of(held.slice(row * batch, row * batch + people), picked);
    for (const [p, band] of bands.entries()) band[row] = picked[p]!;
  }
  return bands;
}
