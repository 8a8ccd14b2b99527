import { isVerified, library, type Limit } from "../knowledge/knowledge.ts";
import {
  compare,
  type Locale,
  outward,
  inward,
  type Quantity,
  renderNumber,
  renderQuantity,
} from "../quantity/quantity.ts";
import type { Standing } from "./stand.ts";
import { sentencesIn } from "./sentences.ts";

const year = inward({ value: 1, unit: "a" }, "time");

/** A bound or value as its kind is read: percent for shares, years for ages. */
export function show(quantity: Quantity, limit: Pick<Limit, "bounds">, locale: Locale): string {
  if (limit.bounds === "age") {
    const years = inward(quantity as Quantity<"time">, "time") / year;
    return sentencesIn(locale).years(renderNumber(Math.floor(Number(years.toPrecision(9))), locale));
  }
  if (limit.bounds === "increase" || limit.bounds === "decrease" || limit.bounds === "patientBolusShare") {
    const share = inward(quantity as Quantity<"fraction">, "fraction");
    return renderQuantity(outward(share, "fraction", "%"), locale, 3);
  }
  return renderQuantity(quantity, locale, 6);
}

/** The limit's bounds in words: "up to 19.2 mcg/day", "0.2 mg/day to 1 mg/day". */
export function showBounds(limit: Limit, locale: Locale): string {
  const say = sentencesIn(locale);
  if (limit.lower && limit.upper)
    return say.between(show(limit.lower, limit, locale), show(limit.upper, limit, locale));
  if (limit.upper) return say.upTo(show(limit.upper, limit, locale));
  return limit.lower ? say.from(show(limit.lower, limit, locale)) : "";
}

/** Whose word a limit is, in a few words: title and edition of its source. */
export function sourceName(limit: {
  readonly source: string;
  readonly edition?: string | undefined;
}): string {
  const source = library.sources.get(limit.source);
  const edition = limit.edition ?? source?.edition;
  const title = source?.short ?? source?.title ?? limit.source;
  return edition && !title.includes(edition) ? `${title}, ${edition}` : title;
}

/** The sentence of a finding: what, where it stands, to which bound, on whose word. */
export function sayFinding(
  what: string,
  value: Quantity,
  limit: Limit,
  standing: Standing,
  locale: Locale,
): string {
  const say = sentencesIn(locale);
  const shown = show(value, limit, locale);
  const low =
    standing.stands === "below" ||
    (standing.stands === "beyond" && limit.lower !== undefined && (standing.ratio ?? 0) < 1);
  const passed = low ? limit.lower! : limit.upper;
  const says = locale === "zh-CN" ? limit.says.zh : limit.says.en;
  const sentence = (() => {
    switch (standing.stands) {
      case "beyond":
        return say.beyond(what, shown, show(passed!, limit, locale), low);
      case "above":
        return say.above(what, shown, limit.lower ? showBounds(limit, locale) : show(passed!, limit, locale));
      case "below":
        return say.below(what, shown, showBounds(limit, locale));
      case "within":
        // A described range that is not reached stands "within": the sentence must not say so.
        return limit.lower && compare(value, limit.lower) < 0
          ? say.underDescribed(what, shown, showBounds(limit, locale))
          : say.within(what, shown, showBounds(limit, locale));
      default:
        return standing.stands satisfies never;
    }
  })();
  return (
    sentence +
    say.by(sourceName(limit), says) +
    (locale === "zh-CN" ? "。" : ".") +
    (isVerified(limit.status) ? "" : say.notVerified)
  );
}
