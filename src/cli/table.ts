import { pad, widthOf, wrap } from "./width.ts";

/** One cell of a table: its text, and whether it is a number, which is never broken. */
export interface Cell {
  readonly text: string;
  readonly number: boolean;
}

const gap = 2;
/** How narrow a column may become: no word is broken that need not be, and sentences need room to be read at all. */
function narrowest(texts: readonly string[], natural: number): number {
  const longestWord = Math.max(0, ...texts.flatMap((text) => text.split(" ").map(widthOf)));
  return Math.min(natural, Math.max(natural > 40 ? 20 : 10, Math.min(longestWord, 24)));
}

/**
 * Rows as aligned columns no wider than `width`; where they do not fit, the widest columns are wrapped. Undefined where
 * even that is too wide: the rows are then to be shown one below the other.
 */
export function table(
  heads: readonly string[] | undefined,
  rows: readonly (readonly Cell[])[],
  width: number,
): string[] | undefined {
  const count = Math.max(heads?.length ?? 0, ...rows.map((row) => row.length));
  const columns = Array.from({ length: count }, (_, i) => ({
    head: heads?.[i] ?? "",
    cells: alignUnits(rows.map((row) => row[i] ?? { text: "", number: false })),
  }));
  const widths = columns.map(({ head, cells }) =>
    Math.max(widthOf(head), ...cells.map((cell) => widthOf(cell.text))),
  );
  const fixed = columns.map(({ cells }) => cells.every((cell) => cell.number || cell.text === ""));
  const least = widths.map((natural, i) =>
    fixed[i]
      ? natural
      : narrowest(
          columns[i]!.cells.map((cell) => cell.text),
          natural,
        ),
  );
  for (;;) {
    const surplus = widths.reduce((sum, w) => sum + w, gap * (count - 1)) - width;
    if (surplus <= 0) break;
    const widest = widths.reduce((best, w, i) => (w > least[i]! && w > (widths[best] ?? 0) ? i : best), -1);
    if (widest < 0) return undefined;
    // Down to the next widest, so that no column gives more than another.
    const next = Math.max(0, ...widths.filter((w) => w < widths[widest]!));
    widths[widest] = Math.max(least[widest]!, Math.min(widths[widest]! - 1, next), widths[widest]! - surplus);
  }
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, i) => pad(text, widths[i]!))
      .join(" ".repeat(gap))
      .trimEnd();
  const lines = heads ? [line(heads)] : [];
  for (let r = 0; r < rows.length; r++) {
    const wrapped = columns.map(({ cells }, i) => wrap(cells[r]!.text, widths[i]!));
    const height = Math.max(...wrapped.map((w) => w.length));
    for (let h = 0; h < height; h++) lines.push(line(wrapped.map((w) => w[h] ?? "")));
  }
  return lines;
}

/** Numbers end where their units begin, so that 9 and 1,000 can be told apart at a glance. */
function alignUnits(cells: readonly Cell[]): readonly Cell[] {
  const numberOf = (cell: Cell): string => (cell.number ? cell.text.split(" ")[0]! : "");
  const widest = Math.max(0, ...cells.map((cell) => widthOf(numberOf(cell))));
  return cells.map((cell) =>
    cell.number
      ? { ...cell, text: pad(numberOf(cell), widest, "left") + cell.text.slice(numberOf(cell).length) }
      : cell,
  );
}
