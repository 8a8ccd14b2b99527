import { type Instant } from "./instant.ts";
import type { Locale } from "./locale.ts";
import type { Hours, Quantity } from "./quantity.ts";
import { unitOf } from "./unit.ts";

const wordsFor: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  "en-US": { ug: "mcg", d: "day", wk: "week", mo: "month", a: "year", cm2: "cm²", "1": "" },
  "en-GB": { ug: "micrograms", d: "day", wk: "week", mo: "month", a: "year", cm2: "cm²", "1": "" },
  "zh-CN": {
    ug: "微克",
    d: "天",
    h: "小时",
    min: "分钟",
    s: "秒",
    wk: "周",
    mo: "个月",
    a: "年",
    cm2: "cm²",
    "1": "",
  },
};

const formats = new Map<string, Intl.NumberFormat>();

/** A number as people read it: comma for thousands, a leading zero, no trailing zero, at most `figures` figures. */
export function renderNumber(value: number, locale: Locale, figures = 4): string {
  const key = `${locale} ${figures}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { maximumSignificantDigits: figures, useGrouping: true });
    formats.set(key, format);
  }
  // Whole parts are never rounded away: 12,345 mL stays 12,345 mL.
  const whole = Math.abs(value) >= 10 ** figures && Math.abs(value) < 1e15;
  return whole
    ? new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value)
    : format.format(value);
}

function renderUnit(code: string, locale: Locale): string {
  const words = wordsFor[locale];
  return code
    .split("/")
    .map((part) =>
      part
        .split(".")
        .map((term) => words[term] ?? term)
        .join("·"),
    )
    .join("/");
}

/** A quantity under the display rules of its locale: `400 mcg/day`, `400 micrograms/day`, `400 微克/天`. */
export function renderQuantity(quantity: Quantity, locale: Locale, figures = 4): string {
  const number = renderNumber(quantity.value, locale, figures);
  if (quantity.unit === "%") return locale === "zh-CN" ? `${number}%` : `${number}%`;
  const unit = renderUnit(unitOf(quantity.unit)?.code ?? quantity.unit, locale);
  const plural = locale !== "zh-CN" && quantity.value !== 1 && /^(day|week|month|year)$/.test(unit);
  return unit === "" ? number : `${number} ${unit}${plural ? "s" : ""}`;
}

/** Hours as people say them: `2 days`, `12 h`, `1 h 30 min`. */
export function renderDuration(hours: Hours, locale: Locale): string {
  const minutes = Math.round(hours * 60);
  const days = hours / 24;
  if (Math.abs(days) >= 2) return renderQuantity({ value: Number(days.toPrecision(3)), unit: "d" }, locale);
  const [h, min] = [Math.floor(minutes / 60), minutes % 60];
  const hourPart = h > 0 || min === 0 ? renderQuantity({ value: h, unit: "h" }, locale) : "";
  const minutePart = min > 0 ? renderQuantity({ value: min, unit: "min" }, locale) : "";
  return [hourPart, minutePart].filter(Boolean).join(" ");
}

/** Whole days left, rounded down, in words: never more than there are. */
export function renderDays(hours: Hours, locale: Locale): string {
  return renderQuantity({ value: Math.floor(Number((hours / 24).toPrecision(12))), unit: "d" }, locale);
}

/** The calendar date at the instant's own offset, month in letters: `19 Aug 2026`, `2026年8月19日`; with time if asked. */
export function renderInstant(instant: Instant, locale: Locale, time = false): string {
  const local = new Date(instant.epoch + instant.offset * 60_000);
  const date =
    locale === "zh-CN"
      ? `${local.getUTCFullYear()}年${local.getUTCMonth() + 1}月${local.getUTCDate()}日`
      : `${local.getUTCDate()} ${["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][local.getUTCMonth()]} ${local.getUTCFullYear()}`;
  if (!time) return date;
  const clock = `${String(local.getUTCHours()).padStart(2, "0")}:${String(local.getUTCMinutes()).padStart(2, "0")}`;
  return `${date} ${clock}`;
}
