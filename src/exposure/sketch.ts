/**
 * Counts of non-negative numbers in bins of fixed relative width, one set a row: percentiles of any number of subjects
 * in bounded memory. Bins are whole counts, so that sketches of parts add up to the sketch of the whole, bit for bit,
 * however the parts were cut and in whatever order they come.
 */
export interface Sketch {
  /** Bits of the mantissa that its bins leave out. */
  readonly dropped: number;
  readonly rows: readonly Row[];
}

interface Row {
  /** Numbers below the floor. */
  zeros: number;
  /** Numbers beyond all bins: too large for a double, or not computed. */
  beyond: number;
  /** The first bin held. */
  base: number;
  /** Counts by bin, each without its whole multiples of `carried`. */
  counts: Uint16Array;
  /** Those multiples, by bin; few bins ever hold as many. */
  readonly more: Map<number, number>;
}

const carried = 2 ** 16;
/** Bits of the mantissa dropped where rows are few: 512 bins for each doubling. */
const fewest = 11;
/** Rows that are kept so finely; with each doubling beyond, bins are twice as wide, so that room stays bounded. */
const rowsKeptFinely = 2048;
const bitsDropped = (rows: number): number =>
  fewest + Math.max(0, Math.ceil(Math.log2(rows / rowsKeptFinely)));
/** The number at a percentile's rank lies within this share of the value given: the width of the widest bin. */
export const sketchError = 2 ** (fewest - 20);
/** The same for a sketch of so many rows. */
export const sketchErrorOf = (rows: number): number => 2 ** (bitsDropped(rows) - 20);
/** What lies below counts as zero, so that washed-out tails take no room: about 1e-12. */
export const sketchFloor = 2 ** -40;

export const sketch = (rows: number): Sketch => ({
  dropped: bitsDropped(rows),
  rows: Array.from({ length: rows }, empty),
});
const empty = (): Row => ({ zeros: 0, beyond: 0, base: 0, counts: new Uint16Array(0), more: new Map() });

/** Counts a row's numbers. */
export function count(into: Sketch, row: number, values: Float64Array): void {
  const high = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  const { dropped } = into;
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < least && value >= sketchFloor) least = value;
    if (value > most && value <= Number.MAX_VALUE) most = value;
  }
  const found = into.rows[row]!;
  if (most >= sketchFloor) widen(found, binOf(least, dropped), binOf(most, dropped));
  const { base, counts, more } = found;
  let [zeros, beyond] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value >= sketchFloor && value <= Number.MAX_VALUE) {
      const at = (high[2 * i + 1]! >>> dropped) - base;
      const now = counts[at]! + 1;
      counts[at] = now;
      if (now === carried) more.set(base + at, (more.get(base + at) ?? 0) + 1);
    } else if (value < sketchFloor) zeros++;
    else beyond++;
  }
  found.zeros += zeros;
  found.beyond += beyond;
}

const words = new Uint32Array(2);
const double = new Float64Array(words.buffer);
function binOf(value: number, dropped: number): number {
  double[0] = value;
  return words[1]! >>> dropped;
}

/** Makes room for these bins, and some to spare on the side where the row grew. */
function widen(row: Row, lowest: number, highest: number): void {
  const end = row.base + row.counts.length;
  if (row.counts.length === 0) {
    row.base = lowest;
    row.counts = new Uint16Array(highest + 1 - lowest);
  } else if (lowest < row.base || highest >= end) {
    const spare = row.counts.length >> 3;
    const base = lowest < row.base ? lowest - spare : row.base;
    const counts = new Uint16Array((highest >= end ? highest + 1 + spare : end) - base);
    counts.set(row.counts, row.base - base);
    row.base = base;
    row.counts = counts;
  }
}

/** Adds one sketch to another. */
export function merge(into: Sketch, other: Sketch): void {
  for (const [index, { zeros, beyond, base, counts, more }] of other.rows.entries()) {
    const row = into.rows[index]!;
    row.zeros += zeros;
    row.beyond += beyond;
    if (counts.length === 0) continue;
    widen(row, base, base + counts.length - 1);
    for (let i = 0; i < counts.length; i++) addTo(row, base + i, counts[i]!);
    for (const [bin, times] of more) addTo(row, bin, times * carried);
  }
}

/** Adds a count to a bin for which there is room. */
function addTo({ base, counts, more }: Row, bin: number, count: number): void {
  const sum = counts[bin - base]! + count;
  counts[bin - base] = sum;
  if (sum >= carried) more.set(bin, (more.get(bin) ?? 0) + Math.floor(sum / carried));
}

const heldIn = ({ base, counts, more }: Row, at: number): number =>
  counts[at]! + (more.size === 0 ? 0 : (more.get(base + at) ?? 0) * carried);

const edge = (bin: number, dropped: number): number => {
  words[0] = 0;
  words[1] = bin * 2 ** dropped;
  return double[0]!;
};

/** Percentiles of a row, each by its rank within the bin that holds it. */
export function percentilesOf({ rows, dropped }: Sketch, row: number, asked: readonly number[]): number[] {
  const found = rows[row]!;
  const { zeros, beyond, base, counts } = found;
  let total = zeros + beyond;
  for (let i = 0; i < counts.length; i++) total += heldIn(found, i);
  const values = asked.map(() => Number.NaN);
  const order = [...asked.keys()].sort((a, b) => asked[a]! - asked[b]!);
  let [before, at] = [zeros, 0];
  for (const index of order) {
    const rank = (asked[index]! / 100) * (total - 1);
    if (total > 0 && rank < zeros) {
      values[index] = 0;
      continue;
    }
    while (at < counts.length && rank >= before + heldIn(found, at)) before += heldIn(found, at++);
    if (at >= counts.length) continue;
    const [low, high] = [edge(base + at, dropped), edge(base + at + 1, dropped)];
    values[index] = low + ((rank - before + 0.5) / heldIn(found, at)) * (high - low);
  }
  return values;
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
  for (const row of rows) {
    const { zeros, beyond, base, counts } = row;
    put(zeros);
    put(beyond);
    const filled: number[] = [];
    for (let i = 0; i < counts.length; i++) if (heldIn(row, i) > 0) filled.push(i);
    put(filled.length);
    let last = 0;
    for (const i of filled) {
      put(base + i - last);
      put(heldIn(row, i));
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
  const out = sketch(take());
  for (const row of out.rows) {
    row.zeros = take();
    row.beyond = take();
    const filled = take();
    const bins = new Uint32Array(filled);
    const found = new Float64Array(filled);
    for (let i = 0, last = 0; i < filled; i++) {
      last += take();
      bins[i] = last;
      found[i] = take();
    }
    if (filled > 0) widen(row, bins[0]!, bins[filled - 1]!);
    for (let i = 0; i < filled; i++) addTo(row, bins[i]!, found[i]!);
  }
  return out;
}
