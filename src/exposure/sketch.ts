/**
 * Counts of non-negative numbers in bins of fixed relative width, one set a row: percentiles of any number of subjects
 * in bounded memory. Bins are whole counts, so that sketches of parts add up to the sketch of the whole, bit for bit,
 * however the parts were cut and in whatever order they come.
 */
export interface Sketch {
  readonly rows: readonly Row[];
}

interface Row {
  /** Numbers below the floor. */
  zeros: number;
  /** The first bin held. */
  base: number;
  counts: Uint32Array;
}

/** Bits of the mantissa dropped: 512 bins for each doubling. */
const dropped = 11;
/** The number at a percentile's rank lies within this share of the value given: the width of the widest bin. */
export const sketchError = 2 ** -9;
/** What lies below counts as zero, so that washed-out tails take no room: about 1e-12. */
export const sketchFloor = 2 ** -40;

export const sketch = (rows: number): Sketch => ({
  rows: Array.from({ length: rows }, () => ({ zeros: 0, base: 0, counts: new Uint32Array(0) })),
});

/** Counts a row's numbers. */
export function count(into: Sketch, row: number, values: Float64Array): void {
  const high = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value >= sketchFloor && value < least) least = value;
    if (value > most) most = value;
  }
  const found = into.rows[row]!;
  if (!(most >= sketchFloor)) {
    found.zeros += values.length;
    return;
  }
  const { base, counts } = widened(found, binOf(least), binOf(most));
  let zeros = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i]! >= sketchFloor) {
      const at = (high[2 * i + 1]! >>> dropped) - base;
      counts[at] = counts[at]! + 1;
    } else zeros++;
  }
  found.zeros += zeros;
}

const words = new Uint32Array(2);
const double = new Float64Array(words.buffer);
function binOf(value: number): number {
  double[0] = value;
  return words[1]! >>> dropped;
}

/** The row with room for these bins, and some to spare on the side where it grew. */
function widened(row: Row, lowest: number, highest: number): Row {
  const end = row.base + row.counts.length;
  if (row.counts.length === 0) {
    row.base = lowest;
    row.counts = new Uint32Array(highest + 1 - lowest);
  } else if (lowest < row.base || highest >= end) {
    const spare = row.counts.length >> 3;
    const base = lowest < row.base ? lowest - spare : row.base;
    const counts = new Uint32Array((highest >= end ? highest + 1 + spare : end) - base);
    counts.set(row.counts, row.base - base);
    row.base = base;
    row.counts = counts;
  }
  return row;
}

/** Adds one sketch to another. */
export function merge(into: Sketch, other: Sketch): void {
  for (const [index, { zeros, base, counts }] of other.rows.entries()) {
    const row = into.rows[index]!;
    row.zeros += zeros;
    if (counts.length === 0) continue;
    widened(row, base, base + counts.length - 1);
    for (let i = 0; i < counts.length; i++) {
      const at = base - row.base + i;
      row.counts[at] = row.counts[at]! + counts[i]!;
    }
  }
}

const edge = (bin: number): number => {
  words[0] = 0;
  words[1] = bin << dropped;
  return double[0]!;
};

/** Percentiles of a row, each by its rank within the bin that holds it. */
export function percentilesOf({ rows }: Sketch, row: number, asked: readonly number[]): number[] {
  const { zeros, base, counts } = rows[row]!;
  let total = zeros;
  for (let i = 0; i < counts.length; i++) total += counts[i]!;
  const found = asked.map(() => Number.NaN);
  const order = [...asked.keys()].sort((a, b) => asked[a]! - asked[b]!);
  let [before, at] = [zeros, 0];
  for (const index of order) {
    const rank = (asked[index]! / 100) * (total - 1);
    if (total > 0 && rank < zeros) {
      found[index] = 0;
      continue;
    }
    while (at < counts.length && rank >= before + counts[at]!) before += counts[at++]!;
    if (at >= counts.length) continue;
    const [low, high] = [edge(base + at), edge(base + at + 1)];
    found[index] = low + ((rank - before + 0.5) / counts[at]!) * (high - low);
  }
  return found;
}

/** The sketch in few bytes, to be sent or kept: whole numbers in groups of seven bits, runs of empty bins as one. */
export function writeSketch({ rows }: Sketch): Uint8Array {
  let out = new Uint8Array(1024);
  let length = 0;
  const put = (value: number): void => {
    if (length + 8 > out.length) {
      const more = new Uint8Array(2 * out.length);
      more.set(out);
      out = more;
    }
    let left = value;
    for (; left >= 128; left = Math.floor(left / 128)) out[length++] = (left % 128) | 128;
    out[length++] = left;
  };
  put(rows.length);
  for (const { zeros, base, counts } of rows) {
    put(zeros);
    const filled: number[] = [];
    for (let i = 0; i < counts.length; i++) if (counts[i]! > 0) filled.push(i);
    put(filled.length);
    let last = 0;
    for (const i of filled) {
      put(base + i - last);
      put(counts[i]!);
      last = base + i;
    }
  }
  return out.slice(0, length);
}

/** What `writeSketch` wrote. */
export function readSketch(bytes: Uint8Array): Sketch {
  let at = 0;
  const take = (): number => {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = bytes[at++]!;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
  };
  const rows: Row[] = [];
  for (let left = take(); left > 0; left--) {
    const zeros = take();
    const filled = take();
    const bins = new Uint32Array(filled);
    const found = new Uint32Array(filled);
    for (let i = 0, last = 0; i < filled; i++) {
      last += take();
      bins[i] = last;
      found[i] = take();
    }
    const base = bins[0] ?? 0;
    const counts = new Uint32Array(filled === 0 ? 0 : bins[filled - 1]! + 1 - base);
    for (let i = 0; i < filled; i++) counts[bins[i]! - base] = found[i]!;
    rows.push({ zeros, base, counts });
  }
  return { rows };
}
