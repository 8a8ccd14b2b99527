// Advance widths of Helvetica (and of Arial and Liberation Sans, which share them) in thousandths, from space to tilde.
const ascii = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
  500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
  556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
  278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const others: Readonly<Record<string, number>> = {
  "−": 584,
  "–": 556,
  "²": 333,
  "×": 584,
  "≥": 549,
  "≤": 549,
  "’": 222,
};

/** The fonts of all pictures: metrics as measured here first, then Chinese ones. */
export const fonts =
  "Arial, Helvetica, 'Liberation Sans', 'Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', sans-serif";

/** The width of a line of text at a size, in the picture's units. */
export function widthOf(text: string, size: number, bold = false): number {
  let sum = 0;
  for (const letter of text) sum += letterWidth(letter);
  return (sum * size * (bold ? 1.08 : 1)) / 1000;
}

function letterWidth(letter: string): number {
  const code = letter.codePointAt(0)!;
  if (code < 127) return ascii[code - 32] ?? 0;
  const known = others[letter];
  if (known !== undefined) return known;
  // A letter with an accent is as wide as the letter.
  const plain = letter.normalize("NFD")[0]!.codePointAt(0)!;
  if (plain < 127) return ascii[plain - 32] ?? 556;
  return code >= 0x1100 ? 1000 : 600;
}

/** Breaks text into lines no wider than `width` where words, or Chinese letters, allow it. */
export function wrap(text: string, size: number, width: number, bold = false): string[] {
  // No line begins with a mark that closes.
  const pieces =
    text.match(
      /(?:[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+)[，。、；：！？）》」』]*\s*|\s+/gu,
    ) ?? [];
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces.flatMap((piece) => broken(piece, size, width, bold))) {
    if (line !== "" && widthOf((line + piece).trimEnd(), size, bold) > width) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  if (line.trim() !== "") lines.push(line.trimEnd());
  return lines;
}

// A word that is wider than the line is broken where the line ends.
function broken(piece: string, size: number, width: number, bold: boolean): string[] {
  if (widthOf(piece.trimEnd(), size, bold) <= width) return [piece];
  const parts: string[] = [];
  let part = "";
  for (const letter of piece) {
    if (part !== "" && widthOf(part + letter, size, bold) > width) {
      parts.push(part);
      part = letter;
    } else part += letter;
  }
  return [...parts, part];
}
