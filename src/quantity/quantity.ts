/**
 * A number and its unit. What people write and records keep is a `Quantity`; what the engine computes with is a plain
 * number branded by its kind, in one coherent system (ug, mL, h, cm, kg). This file holds the only two crossings,
 * `inward` and `outward`, and is the door of the room.
 */
import { kinds, type Kind } from "./kind.ts";
import { unitOf } from "./unit.ts";

declare const kindOf: unique symbol;

/** A number in the coherent unit of its kind. A brand is born in `inward` or at the end of a formula. */
export type Inward<K extends Kind> = number & { readonly [kindOf]: K };

/** Drug mass, in ug. */
export type Amount = Inward<"amount">;
/** Volume, in mL. */
export type Volume = Inward<"volume">;
/** A span of time, in h. */
export type Hours = Inward<"time">;
/** Length, in cm. */
export type Length = Inward<"length">;
/** Body weight, in kg. */
export type Weight = Inward<"weight">;
/** Drug mass per volume, in ug/mL. */
export type Concentration = Inward<"concentration">;
/** Volume per time, in mL/h. */
export type Flow = Inward<"flow">;
/** Drug mass per time, in ug/h. */
export type DoseRate = Inward<"doseRate">;
/** A plain ratio; 1 is the whole. */
export type Fraction = Inward<"fraction">;

/** A value as written or as answered, with its UCUM code. `kind` is known only to the type checker. */
export interface Quantity<K extends Kind = Kind> {
  readonly value: number;
  readonly unit: string;
  readonly kind?: K;
}

// A conversion is two roundings of a double, and one more on the way back.
const rounding = 2 ** -50;

/** The decimal of 15 figures behind a converted number, where rounding alone parts the two; else the number itself. */
function withoutRounding(value: number): number {
  const decimal = Number(value.toPrecision(15));
  return Math.abs(decimal - value) <= Math.abs(value) * rounding ? decimal : value;
}

function factorOf(unit: string, kind: Kind): readonly [number, number] {
  const known = unitOf(unit);
  if (!known || known.dimension !== kinds[kind].dimension) {
    throw new Error(`${unit} is not a unit of ${kind}: quantities must be read before they are used`);
  }
  return [Number(known.numerator), Number(known.denominator)];
}

/** The number in the coherent unit of its kind. The unit must have been read: a wrong one is our own bug. */
export function inward<K extends Kind>(quantity: Quantity<K>, kind: K): Inward<K> {
  const [numerator, denominator] = factorOf(quantity.unit, kind);
  return ((quantity.value * numerator) / denominator) as Inward<K>;
}

/** The quantity in the unit asked for. What was typed comes back in its own unit unchanged. */
export function outward<K extends Kind>(value: Inward<K>, kind: K, unit: string): Quantity<K> {
  const [numerator, denominator] = factorOf(unit, kind);
  return { value: withoutRounding((value * denominator) / numerator), unit: unitOf(unit)!.code };
}

/** How many of `unit` make one coherent unit of `kind`: for whole arrays of numbers, where `outward` would round. */
export function scale(unit: string, kind: Kind): number {
  const [numerator, denominator] = factorOf(unit, kind);
  return denominator / numerator;
}

export { compare, fraction } from "./compare.ts";
export {
  hasDateAfter,
  type Instant,
  instantAfter,
  hoursBetween,
  readInstant,
  wallClockAt,
  wallTextOf,
  wholeDaysBetween,
  writeInstant,
} from "./instant.ts";
export { type Issue, inside, suggest } from "./issue.ts";
export { kinds, type Kind } from "./kind.ts";
export { type Language, languageOf, type Locale, locales } from "./locale.ts";
export { readQuantity } from "./read-quantity.ts";
export {
  aboveZero,
  besideOtherFaults,
  instant,
  quantity,
  type Readable,
  readParts,
  readShape,
  refuse,
} from "./read-shape.ts";
export { renderDays, renderDuration, renderInstant, renderNumber, renderQuantity } from "./render.ts";
export { offsetAt, offsetsOf, parted } from "./zone.ts";
export { unitAtoms, unitOf } from "./unit.ts";
