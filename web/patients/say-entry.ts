// An entry in words, for the timeline: each field by its name, each figure by the display rules.
import {
  type Locale,
  type Quantity,
  readInstant,
  renderInstant,
  renderQuantity,
  unitOf,
} from "../../src/quantity/quantity.ts";
import { catheterName, drugName, pumpName } from "../plan/names.ts";
import { blankOrder } from "../plan/read-plan.ts";
import { sayProgram } from "../sheet/say-program.ts";
import type { Words } from "../words/words.tsx";
import { labelsIn } from "./labels.ts";
import { saySession } from "./say-session.ts";
import { type KeptProgram, type Standing, typedProgram } from "./standing.ts";

const isQuantity = (value: object): value is Quantity =>
  "value" in value && "unit" in value && Object.keys(value).length === 2;
const isMoment = (text: string): boolean => /^\d{4}-\d\d-\d\dT/.test(text) && readInstant(text) !== undefined;
const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);

/** A kept program as a person would read it to another. */
export const sayKeptProgram = (program: KeptProgram, words: Words, locale: Locale): string =>
  sayProgram({ ...blankOrder, program: typedProgram(program) }, words, locale);

/** The sentence on the pump's clock, and each step by both clocks. */
export function sayClock({ clock }: Pick<Standing, "clock">, words: Words): string {
  if (!clock) return "";
  const steps = clock.steps.map(({ pump, here, shift, days }) =>
    [
      days && `${days.map((day) => words[day]).join(", ")}:`,
      `${pump} → ${here}`,
      shift !== 0 && `(${words.travelShift(shift)})`,
    ]
      .filter(Boolean)
      .join(" "),
  );
  return [clock.sentence, steps.join(", ")].filter(Boolean).join(" ");
}

/** A calendar date with its month in letters. */
export function sayDate(text: string, locale: Locale): string {
  const day = readInstant(`${text}T00:00:00Z`);
  return day ? renderInstant(day, locale) : text;
}

function sayValue(name: string, value: unknown, words: Words, locale: Locale): string {
  const labels = labelsIn(words);
  const session = saySession(name, value, words, locale);
  if (session !== undefined) return session;
  if (name === "differences" && typeof value === "string") return sayKey(value, words, locale);
  if (name === "values" && typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([key, each]) => `${sayKey(key, words, locale)}: ${sayTyped(String(each), locale)}`)
      .join("; ");
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return String(value);
  if (typeof value === "string") {
    if (name === "drug") return drugName(value, locale);
    if (name === "model") return pumpName(value) === value ? catheterName(value) : pumpName(value);
    if (isDate(value)) return sayDate(value, locale);
    const at = isMoment(value) ? readInstant(value) : undefined;
    if (at) return renderInstant(at, locale, true);
    return freeText.has(name) ? value : labels.choice(value);
  }
  if (Array.isArray(value))
    return value.map((each) => sayValue(name, each, words, locale)).join(name === "solution" ? " + " : "; ");
  if (typeof value !== "object" || value === null) return "";
  if (isQuantity(value)) return renderQuantity(value, locale);
  if (name === "program") return sayKeptProgram(value as KeptProgram, words, locale);
  if (name === "solution") {
    const { drug, concentration } = value as { drug: string; concentration: Quantity };
    return `${drugName(drug, locale)} ${renderQuantity(concentration, locale)}`;
  }
  return Object.entries(value)
    .map(([inner, each]) => `${labels.field(inner)}: ${sayValue(inner, each, words, locale)}`)
    .join(", ");
}

/** The name of a number that is checked twice. */
function sayKey(key: string, words: Words, locale: Locale): string {
  const [, name = key, drug = ""] = /^(concentration|daily dose) (.*)$/.exec(key) ?? [];
  switch (name) {
    case "concentration":
      return `${words["field concentration"]} ${drugName(drug, locale)}`;
    case "daily dose":
      return `${words.total24} ${drugName(drug, locale)}`;
    case "bolus":
      return words["field patientBolus"];
    case "most boluses":
      return words["field maxPerDay"];
    default:
      return labelsIn(words).field(name);
  }
}

/** A quantity as it was typed, by the display rules; any other text as it stands. */
function sayTyped(text: string, locale: Locale): string {
  const [, number, unit] = /^([0-9.]+) (\S+)$/.exec(text) ?? [];
  return number && unit && unitOf(unit) ? renderQuantity({ value: Number(number), unit }, locale) : text;
}

/** Fields that hold a person's own words, which are never looked up. */
const freeText = new Set([
  "name",
  "reason",
  "text",
  "lot",
  "serial",
  "by",
  "witness",
  "site",
  "tip",
  "heard",
  "field",
  "region",
  "item",
  "rule",
  "battery",
  "value",
  "system",
  "unchecked",
  "who",
  "what",
  "to",
  "from",
  "escort",
  "wristband",
]);

/** Fields that name another entry: they are followed, not read. */
const references = new Set(["of", "ofHash", "begun", "series"]);

/** Each field of an entry as a name and a value. */
export const entryLines = (
  data: Readonly<Record<string, unknown>>,
  words: Words,
  locale: Locale,
): { readonly name: string; readonly label: string; readonly value: string }[] =>
  Object.entries(data)
    // Holds are told in the course, where there is one.
    .filter(
      ([name]) => !references.has(name) && name !== "repeats" && !(name === "holds" && "course" in data),
    )
    .map(([name, value]) => ({
      name,
      label: labelsIn(words).field(name),
      value: sayValue(name, value, words, locale),
    }))
    .filter(({ value }) => value !== "");
