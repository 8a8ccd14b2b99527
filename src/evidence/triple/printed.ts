/** Numbers as printed: their rounding leaves a range. */

export interface Printed {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Decimals in a printed number; a number that came without its text shows only those it needs. */
export function decimals(written: number | string): number {
  const text = String(written).trim();
  const [, fraction = "", exponent = "0"] = /^[-+]?\d*(?:\.(\d*))?(?:e([-+]?\d+))?$/i.exec(text) ?? [];
  return Math.max(0, fraction.length - Number(exponent));
}

/** A printed number with the half unit of its last decimal to either side. */
export function printed(written: number | string, places = decimals(written)): Printed {
  const value = Number(written);
  const half = 0.5 * 10 ** -places;
  return { value, low: value - half, high: value + half };
}

/** A printed p: "0.002", or a bound such as "<0.001". */
export function printedP(written: number | string): Printed | null {
  const text = String(written).trim();
  const bound = /^(?:p\s*)?([<≤>≥])\s*(\d*\.?\d+(?:e-?\d+)?)$/i.exec(text);
  if (bound) {
    const value = Number(bound[2]);
    if (!(value >= 0 && value <= 1)) return null;
    return bound[1] === "<" || bound[1] === "≤"
      ? { value, low: 0, high: value }
      : { value, low: value, high: 1 };
  }
  const plain = /^(?:p\s*=?\s*)?(\d*\.?\d+(?:e-?\d+)?)$/i.exec(text);
  if (!plain) return null;
  const range = printed(typeof written === "number" ? written : plain[1]!);
  if (!(range.value >= 0 && range.value <= 1)) return null;
  return { value: range.value, low: Math.max(0, range.low), high: Math.min(1, range.high) };
}
