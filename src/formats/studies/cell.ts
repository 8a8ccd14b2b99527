/** One cell of a table: missing, a number, or words; with either decimal sign, never guessing between two readings. */

/** What a cell says. `doubt` names why it is no number although it was meant as one. */
export type Read =
  | { readonly kind: "missing" }
  | { readonly kind: "number"; readonly value: number; readonly percent?: boolean }
  | { readonly kind: "doubt"; readonly why: Doubt }
  | { readonly kind: "words"; readonly text: string };

export type Doubt = "formula" | "error" | "inequality" | "two" | "thousands" | "decimals" | "huge";

/** The sign before decimals in a file: a point, a comma, or neither proven. */
export type Decimal = "point" | "comma" | "unknown";

const missing =
  /^(|\.|\.\.|-|–|—|\?|na|n\/a|n\.a\.?|#n\/a|<na>|nan|null|none|nr|n\.r\.?|not (reported|available|applicable|stated)|missing|未报告|缺失|无|不详)$/i;
const errors = /^#(div\/0!|value!|ref!|name\?|num!|null!|getting_data|spill!|calc!)$/i;

/** Minus signs and spaces as people type them, as ASCII. */
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .replaceAll(/[\u2212\u2010\u2011\u2012]/g, "-")
    .replaceAll(/[\u00A0\u2007\u2009\u202F]/g, " ")
    .trim();

const exponent = "(?:[eE][-+]?\\d+)?";
const withPoint = new RegExp(`^[-+]?(?:\\d+\\.?\\d*|\\.\\d+)${exponent}$`);
const withComma = new RegExp(`^[-+]?(?:\\d+,?\\d*|,\\d+)${exponent}$`);
const groupedPoint = /^[-+]?\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?$/;
const groupedComma = /^[-+]?\d{1,3}(?:[.' ]\d{3})+(?:,\d+)?$/;
const twoNumbers =
  /^[-+]?[\d.,]+\s*%?\s*(?:\(\s*[-+]?[\d.,]+\s*%?\s*\)|±\s*[\d.,]+|\+\/-\s*[\d.,]+|\/\s*[\d.,]+|\[.*\]|(?:to|-|,|;)\s+[-+]?[\d.,]+)$/i;

/** One comma and three digits behind it, no zero before: 1,234 may be either. */
const eitherComma = /^[-+]?[1-9]\d{0,2},\d{3}$/;
const eitherPoint = /^[-+]?[1-9]\d{0,2}\.\d{3}$/;

/** Which decimal sign the cells of a file prove. Points win where both are proven: then each odd cell is doubted. */
export function decimalOf(cells: Iterable<string>): Decimal {
  let [comma, point] = [0, 0];
  for (const cell of cells) {
    if (cell.length > lettersAtMost) continue;
    const text = plain(cell).replace(/%$/, "").trim();
    if (/^[-+]?\d*,\d+(?:[eE][-+]?\d+)?$/.test(text) && !eitherComma.test(text)) comma++;
    else if (/^[-+]?\d{1,3}(?:\.\d{3})+,\d+$/.test(text)) comma++;
    else if (/^[-+]?\d*\.\d+(?:[eE][-+]?\d+)?$/.test(text) && !eitherPoint.test(text)) point++;
    else if (/^[-+]?\d{1,3}(?:,\d{3})+\.\d+$/.test(text)) point++;
  }
  if (point > 0) return "point";
  return comma > 0 ? "comma" : "unknown";
}

/** Longer than any number: what is longer is words, and is not searched for numbers. */
const lettersAtMost = 60;

/** Reads a cell. Of counts a group of thousands is taken as such; elsewhere what may be either is doubted. */
export function readCell(cell: string, decimal: Decimal, counts: boolean): Read {
  if (cell.length > lettersAtMost && cell.trim().length > lettersAtMost)
    return { kind: "words", text: cell.trim() };
  const text = plain(cell);
  if (missing.test(text)) return { kind: "missing" };
  const doubt = (why: Doubt): Read => ({ kind: "doubt", why });
  if (text.startsWith("=")) return doubt("formula");
  if (errors.test(text)) return doubt("error");
  const percent = /\d\s*%$/.test(text);
  const bare = percent ? text.slice(0, -1).trim() : text;
  const number = (written: string): Read => {
    const value = Number(written);
    if (!Number.isFinite(value)) return doubt("huge");
    return percent ? { kind: "number", value: value / 100, percent } : { kind: "number", value };
  };
  const [own, ownGroups, either] =
    decimal === "comma" ? [withComma, groupedComma, eitherPoint] : [withPoint, groupedPoint, eitherComma];
  if (!counts && (either.test(bare) || (decimal === "unknown" && eitherComma.test(bare))))
    return doubt("thousands");
  if (counts && decimal === "comma" && eitherPoint.test(bare)) return number(bare.replace(".", ""));
  if (own.test(bare)) return number(decimal === "comma" ? bare.replace(",", ".") : bare);
  if (ownGroups.test(bare))
    return number(
      decimal === "comma" ? bare.replaceAll(/[.' ]/g, "").replace(",", ".") : bare.replaceAll(/[,' ]/g, ""),
    );
  if (withComma.test(bare) || withPoint.test(bare)) return doubt("decimals");
  if (/^[<>≤≥~≈]/.test(text)) return doubt("inequality");
  if (twoNumbers.test(text)) return doubt("two");
  if (/^[-+]?(inf|infinity)$/i.test(text)) return doubt("huge");
  return { kind: "words", text: cell.trim() };
}

/** The two ends of an interval in one cell, as "0.61 to 1.06", "(0.61, 1.06)" or "[0.61; 1.06]". */
export function readInterval(cell: string, decimal: Decimal): readonly [number, number] | undefined {
  if (cell.length > lettersAtMost) return undefined;
  const text = plain(cell).replaceAll(/^[[(]|[\])]$/g, "");
  const part = decimal === "comma" ? "[-+]?\\d+(?:,\\d+)?" : "[-+]?(?:\\d+(?:\\.\\d+)?|\\.\\d+)";
  const between = decimal === "comma" ? "(?:to|bis|至|;|–|-)" : "(?:to|至|,|;|–|-)";
  const found = new RegExp(`^(${part})\\s*${between}\\s*(${part})$`, "i").exec(text.replaceAll("–", " – "));
  if (!found) return undefined;
  const [low, high] = found.slice(1, 3).map((side) => Number(side.replace(",", "."))) as [number, number];
  return low <= high ? [low, high] : undefined;
}
