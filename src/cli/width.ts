const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const nothing = /[\p{M}\p{Cf}]/u;

/** How many columns of a terminal a text takes: Chinese characters take two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += nothing.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

/** The text with blanks up to a width, on the left or on the right of it. */
export function pad(text: string, width: number, side: "left" | "right" = "right"): string {
  const blanks = " ".repeat(Math.max(0, width - widthOf(text)));
  return side === "left" ? blanks + text : text + blanks;
}

/** The text in lines no wider than `width`, broken at blanks, and inside Chinese text or a long word where it must be. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of text.match(/\s+|[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+/gu) ??
    []) {
    for (const part of cut(piece, width)) {
      if (widthOf(line + part) <= width) line += part;
      else {
        lines.push(line.trimEnd());
        line = part.trimStart();
      }
    }
  }
  lines.push(line.trimEnd());
  return lines;
}

function cut(piece: string, width: number): string[] {
  if (widthOf(piece) <= width) return [piece];
  const parts: string[] = [];
  let part = "";
  for (const character of piece) {
    if (widthOf(part + character) > width) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return [...parts, part];
}
