/**
 * Counts of non-negative numbers in bins of fixed relative width, one set a row: percentiles of any number of subjects
 * in bounded memory. Bins are whole counts, so that sketches of parts add up to the sketch of the whole, bit for bit,
 * however the parts were cut and in whatever order they come.
 */
export interface Sketch {
  readonly rows: readonly Row[];
}

interface Row {
  /** The first bin counted. */
  base: number;
  counts: Uint32Array;
}

/** Bits of the mantissa dropped: 512 bins for each doubling. */
const dropped = 11;
/** The number at a percentile's rank lies within this share of the value given: the width of the widest bin. */
export const sketchError = 2 ** -9;

export const sketch = (rows: number): Sketch => ({
  rows: Array.from({ length: rows }, () => ({ base: 0, counts: new Uint32Array(0) })),
});

/** Counts a row's numbers. Numbers below zero count as zero. */
export function count(into: Sketch, row: number, values: Float64Array): void {
  const high = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  let [lowest, highest] = [2 ** 21, 0];
  for (let i = 0; i < values.length; i++) {
    const bin = values[i]! > 0 ? high[2 * i + 1]! >>> dropped : 0;
    if (bin < lowest) lowest = bin;
    if (bin > highest) highest = bin;
  }
  if (lowest > highest) return;
  const { base, counts } = widened(into.rows[row]!, lowest, highest);
  for (let i = 0; i < values.length; i++) {
    const at = (values[i]! > 0 ? high[2 * i + 1]! >>> dropped : 0) - base;
    counts[at] = counts[at]! + 1;
  }
}

function widened(row: Row, lowest: number, highest: number): Row {
  const end = row.base + row.counts.length;
  if (row.counts.length > 0 && lowest >= row.base && highest < end) return row;
  const base = row.counts.length === 0 ? lowest : Math.min(row.base, lowest);
  const counts = new Uint32Array(Math.max(row.counts.length === 0 ? 0 : end, highest + 1) - base);
  if (row.counts.length > 0) counts.set(row.counts, row.base - base);
  row.base = base;
  row.counts = counts;
  return row;
}

/** Adds one sketch to another. */
export function merge(into: Sketch, other: Sketch): void {
  for (const [index, { base, counts }] of other.rows.entries()) {
    if (counts.length === 0) continue;
    const row = widened(into.rows[index]!, base, base + counts.length - 1);
    for (let i = 0; i < counts.length; i++) {
      const at = base - row.base + i;
      row.counts[at] = row.counts[at]! + counts[i]!;
    }
  }
}

const words = new Uint32Array(2);
const double = new Float64Array(words.buffer);
const edge = (bin: number): number => {
  words[0] = 0;
  words[1] = bin << dropped;
  return double[0]!;
};

/** A percentile of a row, by its rank within the bin that holds it. */
export function percentileOf({ rows }: Sketch, row: number, percent: number): number {
  const { base, counts } = rows[row]!;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const rank = (percent / 100) * (total - 1);
  let before = 0;
  for (let i = 0; i < counts.length; i++) {
    const here = counts[i]!;
    if (here > 0 && rank < before + here) {
      const bin = base + i;
      if (bin === 0) return 0;
      const [low, high] = [edge(bin), edge(bin + 1)];
      return low + ((rank - before + 0.5) / here) * (high - low);
    }
    before += here;
  }
  return total === 0 ? Number.NaN : edge(base + counts.length - 1);
}

/** The sketch as one array of words, to be sent or kept. */
export function writeSketch({ rows }: Sketch): Uint32Array {
  const out = new Uint32Array(1 + rows.reduce((sum, { counts }) => sum + 2 + counts.length, 0));
  out[0] = rows.length;
  let at = 1;
  for (const { base, counts } of rows) {
    out[at++] = base;
    out[at++] = counts.length;
    out.set(counts, at);
    at += counts.length;
  }
  return out;
}

/** What `writeSketch` wrote. */
export function readSketch(words: Uint32Array): Sketch {
  const rows: Row[] = [];
  for (let at = 1; rows.length < words[0]!;) {
    const [base, length] = [words[at]!, words[at + 1]!];
    rows.push({ base, counts: words.slice(at + 2, at + 2 + length) });
    at += 2 + length;
  }
  return { rows };
}
