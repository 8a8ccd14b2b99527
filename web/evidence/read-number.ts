const missing = /^(|na|n\/a|nr|nan|null|none|\.|-|–|—|\?)$/i;
const written = /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/;

/** What a cell says: a number, nothing, or undefined where it is neither. */
export function readNumber(cell: string): number | null | undefined {
  const text = cell
    .normalize("NFKC")
    .replace(/[−‐‑–](?=[\d.])/, "-")
    .trim();
  if (missing.test(text)) return null;
  // Thousands in groups: 13,598 as spreadsheets show it.
  const bare = /^[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(",", "") : text;
  const value = Number(bare);
  return written.test(bare) && Number.isFinite(value) ? value : undefined;
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
