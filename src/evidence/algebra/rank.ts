/** The rank of a row-major k × p design: columns that add less than a billionth of their own length do not count. */
export function rank(x: Float64Array, k: number, p: number): number {
  const kept: Float64Array[] = [];
  for (let c = 0; c < p; c++) {
    const column = Float64Array.from({ length: k }, (_, row) => x[row * p + c]!);
    const before = length(column);
    // Twice is enough (Kahan and Parlett): the second pass takes away what rounding left of the first.
    for (let pass = 0; pass < 2; pass++)
      for (const unit of kept) {
        const along = unit.reduce((sum, u, i) => sum + u * column[i]!, 0);
        unit.forEach((u, i) => (column[i]! -= along * u));
      }
    const after = length(column);
    if (after > 1e-9 * before) kept.push(column.map((value) => value / after));
  }
  return kept.length;
}

const length = (vector: Float64Array): number => Math.sqrt(vector.reduce((sum, v) => sum + v * v, 0));
