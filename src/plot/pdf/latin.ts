// What every PDF reader shows without an embedded font: Helvetica by WinAnsi, and Symbol for Greek and signs.
import { widthOf } from "../text.ts";

/** WinAnsi's letters at 0x80 to 0x9F, where it differs from Latin-1; a blank where it has none. */
const high = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";

const symbols: Readonly<Record<string, readonly [code: number, width: number]>> = {
  "−": [0x2d, 549],
  "≤": [0xa3, 549],
  "≥": [0xb3, 549],
  "∞": [0xa5, 713],
  "≈": [0xbb, 549],
  α: [0x61, 631],
  β: [0x62, 549],
  δ: [0x64, 494],
  θ: [0x71, 521],
  μ: [0x6d, 576],
  ρ: [0x72, 549],
  σ: [0x73, 603],
  τ: [0x74, 439],
  χ: [0x63, 549],
};

// Advance widths of Helvetica-Bold in thousandths, from space to tilde: Adobe's font metrics.
const bold = [
  278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278,
  556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584,
  556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556,
  333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];

/** Which of the fonts that every reader has shows a letter, by which code, and how wide it is in thousandths. */
export interface Letter {
  readonly font: "helvetica" | "symbol";
  readonly code: number;
  readonly width: number;
}

/** A letter in the fonts that every reader has; undefined where none of them holds it. */
export function latinLetter(letter: string, heavy: boolean): Letter | undefined {
  const symbol = symbols[letter];
  if (symbol) return { font: "symbol", code: symbol[0], width: symbol[1] };
  const point = letter.codePointAt(0)!;
  const place = high.indexOf(letter);
  const code =
    (point >= 0x20 && point < 0x7f) || (point >= 0xa0 && point <= 0xff)
      ? point
      : place >= 0
        ? 0x80 + place
        : 0;
  if (code === 0 || (letter === " " && point !== 0x20)) return undefined;
  return { font: "helvetica", code, width: heavy ? boldWidth(letter) : widthOf(letter, 1000) };
}

function boldWidth(letter: string): number {
  const plain = letter.normalize("NFD").codePointAt(0)!;
  return bold[plain - 32] ?? widthOf(letter, 1000, true);
}
