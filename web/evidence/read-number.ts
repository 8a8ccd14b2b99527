import { readStudyCell } from "../../src/formats/formats.ts";

/** What a cell says, by the readers' rules: a number, nothing, or undefined where it is neither. */
export function readNumber(cell: string): number | null | undefined {
  const read = readStudyCell(cell, "point", true);
  if (read.kind === "missing") return null;
  return read.kind === "number" && !read.percent ? read.value : undefined;
}

/** The two ends of a scale as typed: 0-100, 0 – 10, -5 to 5. */
export function readScale(text: string): readonly [number, number] | undefined {
  const found = /^\s*([-−]?\d+(?:\.\d+)?)\s*(?:-|–|to|至|~|,)\s*([-−]?\d+(?:\.\d+)?)\s*$/i.exec(
    text.normalize("NFKC"),
  );
  if (!found) return undefined;
  const [low, high] = [readNumber(found[1]!), readNumber(found[2]!)];
  return typeof low === "number" && typeof high === "number" && low < high ? [low, high] : undefined;
}
