import { drugName } from "../knowledge/knowledge.ts";
import {
  type Language,
  languageOf,
  type Locale,
  type Quantity,
  readInstant,
  renderInstant,
  renderNumber,
  renderQuantity,
} from "../quantity/quantity.ts";
import { condense, sparkline } from "./sparkline.ts";
import { wordsIn } from "./words.ts";

export type Plain = Readonly<Record<string, unknown>>;

/** An object that is not itself one value. */
export const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isLeaf(value);

/** A value with its unit, as every answer gives one. */
export const isQuantity = (value: unknown): value is Quantity =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as Quantity).value === "number" &&
  typeof (value as Quantity).unit === "string" &&
  Object.keys(value).length === 2;

/** A sentence that answers carry in both languages. */
const isText = (value: unknown): value is Readonly<Record<Language, string>> =>
  typeof value === "object" &&
  value !== null &&
  Object.keys(value).length === 2 &&
  typeof (value as Plain)["en"] === "string" &&
  typeof (value as Plain)["zh"] === "string";

/** True for what is shown on one line: a scalar, a quantity or a sentence. */
export const isLeaf = (value: unknown): boolean =>
  typeof value !== "object" || value === null || isQuantity(value) || isText(value);

/** A field's name as words: `refillBy` is "refill by". */
export const labelOf = (name: string): string =>
  name.replace(
    /([a-z])([A-Z])(?=[a-z]|$)/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );

/** What steers a terminal, taken out of a text that may repeat the input. */
const tame = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ");

/** Any value on one line, by the display rules of the locale; `name` is the field it stands in. */
export function inline(value: unknown, locale: Locale, name = ""): string {
  const words = wordsIn(locale);
  if (value === null || value === undefined) return "–";
  if (isQuantity(value)) return tame(renderQuantity(value, locale));
  if (typeof value === "number") return name === "year" ? String(value) : renderNumber(value, locale);
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "string") {
    if (name === "drug") return tame(drugName(value, languageOf(locale)));
    const moment = readInstant(value);
    return moment ? renderInstant(moment, locale, true) : tame(value);
  }
  if (isText(value)) return tame(value[languageOf(locale)]);
  if (Array.isArray(value)) {
    if (value.length === 0) return words.none;
    const series = numbersOf(value);
    if (series && value.length > longestList) return spark(series, locale);
    return value.map((item) => inline(item, locale)).join(value.every(isLeaf) ? ", " : "; ");
  }
  return inlineObject(value as Plain, locale);
}

/** What has a title is known by it and shown on one line, as a source is. */
export const isTitled = (value: unknown): boolean =>
  isPlain(value) &&
  (typeof value["title"] === "string" || isText(value["title"])) &&
  Object.values(value).every(isLeaf);

/** The parts of a small object speak for themselves where they carry a unit or words. */
function inlineObject(object: Plain, locale: Locale): string {
  const titled = isTitled(object);
  return Object.entries(object)
    .filter(([name]) => !titled || name !== "id")
    .map(([name, part]) =>
      isQuantity(part) || isText(part) || typeof part === "string" || name === "year"
        ? inline(part, locale, name)
        : `${labelOf(name)} ${inline(part, locale, name)}`,
    )
    .join(titled ? ", " : " ");
}

const longestList = 12;

/** A row of numbers that belong together, with the unit they share. */
export interface Series {
  readonly values: readonly (number | null)[];
  readonly unit: string | undefined;
}

/** The numbers of a list of numbers or of quantities in one unit; undefined where it is anything else. */
export function numbersOf(list: readonly unknown[]): Series | undefined {
  if (list.length === 0) return undefined;
  if (list.every((item) => typeof item === "number" || item === null))
    return { values: list, unit: undefined };
  const quantities = list.filter(isQuantity);
  const unit = quantities[0]?.unit;
  if (quantities.length < list.length || quantities.some((quantity) => quantity.unit !== unit))
    return undefined;
  return { values: quantities.map((quantity) => quantity.value), unit };
}

/** A series as bars, with its lowest and highest value. */
export function spark(series: Series, locale: Locale): string {
  return `${sparkline(condense(series.values, 24))}  ${range(series, locale)}`;
}

/** Lowest to highest, and how many where the bars no longer tell. */
export function range({ values, unit }: Series, locale: Locale): string {
  const present = values.filter((value) => value !== null);
  if (present.length === 0) return wordsIn(locale).none;
  const [low, high] = [Math.min(...present), Math.max(...present)];
  const text = (value: number): string =>
    unit === undefined ? renderNumber(value, locale) : tame(renderQuantity({ value, unit }, locale));
  const span = low === high ? text(low) : `${renderNumber(low, locale)} – ${text(high)}`;
  return values.length === 24 ? span : `${span} (${wordsIn(locale).values(values.length)})`;
}
