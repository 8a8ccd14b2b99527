// The long lists of a ketamine session in words: a checklist by what is not as it should be, a course line by line.
import { type Locale, type Quantity, renderQuantity } from "../../src/quantity/quantity.ts";
import type { Words } from "../words/words.tsx";
import { labelsIn } from "./labels.ts";

type Fields = Readonly<Record<string, unknown>>;
const isList = (value: unknown): value is readonly Fields[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "object" && one !== null);
const say = (value: unknown, locale: Locale): string =>
  typeof value === "object" && value !== null
    ? renderQuantity(value as Quantity, locale)
    : String(value ?? "");

/** One of those lists in words; undefined where it is none of them. */
export function saySession(name: string, value: unknown, words: Words, locale: Locale): string | undefined {
  if (!isList(value)) return undefined;
  switch (name) {
    case "checklist":
    case "discharge": {
      const open = value.filter(({ done }) => done !== true).map(({ item }) => String(item));
      const count = words.checkedCount(String(value.length - open.length), String(value.length));
      return open.length === 0 ? count : `${count}; ${words.checkedNot(open.join("; "))}`;
    }
    case "course":
      return value
        .map(({ what, after, rate, amount, over, reason }) =>
          [
            `+${say(after, locale)}`,
            words[`turn ${String(what)}` as "turn hold"] ?? String(what),
            rate ? say(rate, locale) : amount ? say(amount, locale) : "",
            over ? `/ ${say(over, locale)}` : "",
            reason ? `(${String(reason)})` : "",
          ]
            .filter(Boolean)
            .join(" "),
        )
        .join("; ");
    case "observations": {
      const moments = Map.groupBy(value, ({ after }) => say(after, locale));
      return [...moments]
        .map(
          ([after, all]) =>
            `+${after} ${all.map((one) => `${labelsIn(words).choice(String(one["name"]))} ${say(one["value"], locale)}`).join(", ")}`,
        )
        .join("; ");
    }
    default:
      return undefined;
  }
}
