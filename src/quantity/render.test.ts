import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  inward,
  type Locale,
  locales,
  readInstant,
  renderDays,
  renderDuration,
  renderInstant,
  renderNumber,
  renderQuantity,
} from "./quantity.ts";

const shown = (value: number, unit: string, locale: Locale): string =>
  renderQuantity({ value, unit }, locale);

test("a dose is shown in the words of its locale", () => {
  assert.equal(shown(400, "ug/d", "en-US"), "400 mcg/day");
  assert.equal(shown(400, "ug/d", "en-GB"), "400 micrograms/day");
  assert.equal(shown(400, "ug/d", "zh-CN"), "400 微克/天");
  assert.equal(shown(0.35, "mg/kg/h", "en-US"), "0.35 mg/kg/h");
  assert.equal(shown(14.5, "%", "en-US"), "14.5%");
});

test("U-14: a leading zero, no trailing zero, commas from a thousand", () => {
  assert.equal(shown(0.5, "mg", "en-US"), "0.5 mg");
  assert.equal(shown(5, "mg", "en-US"), "5 mg");
  assert.equal(shown(1440, "ug/d", "en-US"), "1,440 mcg/day");
  assert.equal(shown(12345.6, "ug/d", "en-US"), "12,346 mcg/day");
});

test("no rendered quantity breaks a display rule, whatever its value", () => {
  for (const locale of locales) {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
        fc.constantFrom("ug", "mg", "mL/d", "ug/mL", "ug/d", "h", "d"),
        (value, unit) => {
          const text = shown(value, unit, locale);
          assert.doesNotMatch(text, /µg|μg|\bug\b|\bml\b|\bcc\b/, text);
          assert.doesNotMatch(text, /\.\d*0(?!\d)/, text);
          assert.doesNotMatch(text, /(^|\s)\.\d/, text);
          assert.doesNotMatch(text, /^\d{4,}/, text);
        },
      ),
    );
  }
});

test("days are whole and never more than there are", () => {
  assert.equal(renderDays(inward({ value: 189.99, unit: "d" }, "time"), "en-US"), "189 days");
  assert.equal(renderDays(inward({ value: 1, unit: "d" }, "time"), "en-US"), "1 day");
  assert.equal(renderDays(inward({ value: 190, unit: "d" }, "time"), "zh-CN"), "190 天");
});

test("times are said as people say them", () => {
  assert.equal(renderDuration(inward({ value: 12, unit: "h" }, "time"), "en-US"), "12 h");
  assert.equal(renderDuration(inward({ value: 90, unit: "min" }, "time"), "en-US"), "1 h 30 min");
  assert.equal(renderDuration(inward({ value: 48, unit: "h" }, "time"), "en-US"), "2 days");
});

test("a date has its month in letters, at the offset it was entered with", () => {
  const instant = readInstant("2026-08-19T23:30:00+08:00")!;
  assert.equal(renderInstant(instant, "en-US"), "19 Aug 2026");
  assert.equal(renderInstant(instant, "zh-CN", true), "2026年8月19日 23:30");
});

test("numbers keep their whole part", () => {
  assert.equal(renderNumber(123456, "en-US"), "123,456");
  assert.equal(renderNumber(0.000123456, "en-US"), "0.0001235");
});
