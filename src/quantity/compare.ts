import type { Quantity } from "./quantity.ts";
import { unitOf } from "./unit.ts";

/** A double's shortest decimal as an exact fraction: 0.1 is one tenth, as written, not the binary number behind it. */
export function fraction(value: number): readonly [bigint, bigint] {
  const [, sign, whole, part = "", exponent = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(
    String(value),
  )!;
  const power = Number(exponent) - part.length;
  const mantissa = BigInt(`${sign}${whole}${part}`);
  return power >= 0 ? [mantissa * 10n ** BigInt(power), 1n] : [mantissa, 10n ** BigInt(-power)];
}

/**
 * Orders two quantities of one dimension exactly, whatever their units: -1, 0 or 1. "0.8 mcg/h" equals "19.2 mcg/d",
 * and the next number above does not. Meant for what was written; computed values carry rounding.
 */
export function compare(a: Quantity, b: Quantity): -1 | 0 | 1 {
  const [unitA, unitB] = [unitOf(a.unit), unitOf(b.unit)];
  if (!unitA || !unitB || unitA.dimension !== unitB.dimension)
    throw new Error(`${a.unit} cannot be held against ${b.unit}`);
  const [numeratorA, denominatorA] = fraction(a.value);
  const [numeratorB, denominatorB] = fraction(b.value);
  const left = numeratorA * unitA.numerator * denominatorB * unitB.denominator;
  const right = numeratorB * unitB.numerator * denominatorA * unitA.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}
