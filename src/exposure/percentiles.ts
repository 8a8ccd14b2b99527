/**
 * Exact percentiles of many rows of non-negative numbers, without sorting them: one pass counts the numbers by their
 * leading bits, a second looks only into the few bins that hold the ranks asked for.
 */
export interface Percentiles {
  /** The percentiles of the row, with linear interpolation between neighbours (R's type 7), into `out`. */
  of(row: Float64Array, out: Float64Array): void;
}

/** Bits of the mantissa that a bin is told by: 128 bins for each doubling. */
const dropped = 13;

export function percentiles(asked: readonly number[], longest: number): Percentiles {
  const counts = new Uint32Array(2 ** (31 - dropped));
  const wanted = new Uint8Array(counts.length);
  const held = new Float64Array(longest);
  const bits = new Uint32Array(longest);
  return {
    of(row, out) {
      const n = row.length;
      const high = new Uint32Array(row.buffer, row.byteOffset, 2 * n);
      let [lowest, highest] = [counts.length, 0];
      for (let i = 0; i < n; i++) {
        const bin = high[2 * i + 1]! >>> dropped;
        bits[i] = bin;
        counts[bin] = counts[bin]! + 1;
        if (bin < lowest) lowest = bin;
        if (bin > highest) highest = bin;
      }
      const ranks = asked.map((p) => (p / 100) * (n - 1));
      const needed = [...new Set(ranks.flatMap((rank) => [Math.floor(rank), Math.ceil(rank)]))].sort(
        (a, b) => a - b,
      );
      // Where each needed rank lies: its bin, and how many numbers lie in bins before.
      const places: { rank: number; bin: number; before: number }[] = [];
      for (let bin = lowest, before = 0, next = 0; bin <= highest && next < needed.length; bin++) {
        const after = before + counts[bin]!;
        for (; next < needed.length && needed[next]! < after; next++)
          places.push({ rank: needed[next]!, bin, before });
        before = after;
      }
      for (const { bin } of places) wanted[bin] = 1;
      let found = 0;
      for (let i = 0; i < n; i++) if (wanted[bits[i]!] === 1) held[found++] = row[i]!;
      const sorted = held.subarray(0, found).sort();
      // The wanted bins follow each other in the sorted numbers.
      const values = new Map<number, number>();
      let [bin, start] = [-1, 0];
      for (const place of places) {
        if (place.bin !== bin) {
          if (bin >= 0) start += counts[bin]!;
          bin = place.bin;
        }
        values.set(place.rank, sorted[start + place.rank - place.before]!);
      }
      for (const [index, rank] of ranks.entries()) {
        const [low, above] = [values.get(Math.floor(rank))!, values.get(Math.ceil(rank))!];
        out[index] = low + (rank - Math.floor(rank)) * (above - low);
      }
      for (const place of places) wanted[place.bin] = 0;
      counts.fill(0, lowest, highest + 1);
    },
  };
}
