import { extent, type Scale } from "./axis.ts";
import { tick } from "./figures.ts";
import { line, text } from "./svg.ts";
import { wrap } from "./text.ts";

/** A mark and its meaning, for the key under a picture. */
export interface KeyEntry {
  /** Draws the mark around a point. */
  readonly mark: (x: number, y: number) => string;
  readonly label: string;
}

/** The area of a scatter picture: title above, two axes with names, a key below. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** The common size: a column's width on A4, and a little higher where there is a key. */
export const frame: Frame = { width: 560, height: 440, x: [70, 540], y: [42, 370] };

/** Axes with ticks and names; the vertical one to the left. */
export function axes(
  { x, y }: Frame,
  scales: { readonly x: Scale; readonly y: Scale },
  names: { readonly title: string; readonly x: string; readonly y: string },
): string {
  const [left, right] = x;
  const [top, bottom] = y;
  return [
    ...wrap(names.title, 13, right - 10, true).map((part, i) =>
      text(10, 18 + i * 15, part, { size: 13, bold: true }),
    ),
    line([left, bottom], [right, bottom]),
    line([left, top], [left, bottom]),
    ...scales.x.ticks.map((value) => {
      const at = scales.x.place(value);
      return (
        line([at, bottom], [at, bottom + 4]) +
        text(at, bottom + 16, tick(scales.x.natural(value)), { anchor: "middle" })
      );
    }),
    ...scales.y.ticks.map((value) => {
      const at = scales.y.place(value);
      return (
        line([left - 4, at], [left, at]) +
        text(left - 8, at + 4, tick(scales.y.natural(value)), { anchor: "end" })
      );
    }),
    text((left + right) / 2, bottom + 36, names.x, { anchor: "middle", size: 12 }),
    text(20, (top + bottom) / 2, names.y, { anchor: "middle", size: 12, turn: -90 }),
  ].join("");
}

/** The key under the axes: entries side by side, on as many lines as they need, and how high it came to be. */
export function key(
  entries: readonly KeyEntry[],
  { x: [left, right], y: [, bottom] }: Frame,
  measure: (label: string) => number,
): { drawn: string; bottom: number } {
  let [at, line] = [left, bottom + 58];
  const drawn = entries.map(({ mark, label }) => {
    const width = 22 + measure(label) + 16;
    if (at + width > right + 12 && at > left) [at, line] = [left, line + 17];
    const one = mark(at + 7, line - 4) + text(at + 18, line, label, { size: 10 });
    at += width;
    return one;
  });
  return { drawn: drawn.join(""), bottom: entries.length > 0 ? line + 12 : bottom + 48 };
}

/** The ends of some numbers, a little widened. */
export function spread(values: readonly number[], share = 0.05): [number, number] {
  const [low, high] = extent(values);
  const pad = share * (high - low) || Math.abs(low) * share || 1;
  return [low - pad, high + pad];
}
