import type { Block } from "./likelihood.ts";

/** A known covariance between two rows, besides each row's own variance. */
export interface KnownCovariance {
  readonly row: number;
  readonly column: number;
  readonly value: number;
}

/** Rows that share a group or a known covariance fall into one block; the rest are independent of them. */
export function blocksOf(
  variances: Float64Array,
  covariances: readonly KnownCovariance[],
  groupings: readonly Int32Array[],
): Block[] {
  const k = variances.length;
  const parent = Int32Array.from({ length: k }, (_, i) => i);
  const root = (i: number): number => {
    while (parent[i] !== i) {
      parent[i] = parent[parent[i]!]!;
      i = parent[i]!;
    }
    return i;
  };
  for (const group of groupings) {
    const first = new Map<number, number>();
    group.forEach((id, row) => {
      const seen = first.get(id);
      if (seen === undefined) first.set(id, row);
      else parent[root(row)] = root(seen);
    });
  }
  for (const { row, column, value } of covariances) if (value !== 0) parent[root(row)] = root(column);
  const members = new Map<number, number[]>();
  for (let row = 0; row < k; row++) {
    const list = members.get(root(row));
    if (list) list.push(row);
    else members.set(root(row), [row]);
  }
  const blocks = [...members.values()].map((rows) => {
    const n = rows.length;
    const known = new Float64Array(n * n);
    rows.forEach((row, i) => (known[i * n + i] = variances[row]!));
    return { rows: Int32Array.from(rows), known };
  });
  const place = new Map(
    blocks.flatMap((block) => Array.from(block.rows, (row, i) => [row, { block, i }] as const)),
  );
  for (const { row, column, value } of covariances) {
    const [a, b] = [place.get(row)!, place.get(column)!];
    if (a.block !== b.block) continue;
    const n = a.block.rows.length;
    a.block.known[a.i * n + b.i] = value;
    a.block.known[b.i * n + a.i] = value;
  }
  return blocks;
}

/** Numbers 0, 1, 2 … for labels in order of first appearance. */
export function numbered(labels: readonly (string | number)[]): {
  ids: Int32Array;
  names: (string | number)[];
} {
  const seen = new Map<string | number, number>();
  const ids = Int32Array.from(labels, (label) => {
    const known = seen.get(label);
    if (known !== undefined) return known;
    seen.set(label, seen.size);
    return seen.size - 1;
  });
  return { ids, names: [...seen.keys()] };
}
