// What a refusal says of a value that is missing, of another kind, or written well and yet impossible.
import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { instant, type Locale, quantity, readShape } from "./quantity.ts";

const kinds = z.strictObject({
  amount: quantity("amount"),
  asOf: instant(),
  list: z.array(z.number()),
  name: z.string(),
  part: z.strictObject({}),
});
const said = (schema: z.ZodType, input: unknown, locale: Locale): string[] =>
  readShape(schema, input, locale).issues.map(({ path, message }) => `${path}: ${message}`);

test("a Chinese refusal has no English word in it, whatever came", () => {
  for (const came of [undefined, null, [], {}, true]) {
    const all = Object.fromEntries(Object.keys(kinds.shape).map((name) => [name, came]));
    for (const line of said(kinds, all, "zh-CN")) {
      const prose = line.replace(/^\w*: /, "").replace(/"[^"]*"/g, "");
      assert.doesNotMatch(prose, /\b(?!true\b|false\b|null\b)[A-Za-z]{2,}/, line);
    }
  }
});

test("a date that no calendar has is called that, not misspelt", () => {
  for (const text of ["2026-02-30T08:00+01:00", "2026-01-05T25:00:00Z", "2026-01-05T08:00+15:00"]) {
    assert.deepEqual(said(instant(), text, "en-US"), [`: there is no such date, time or offset: "${text}"`]);
    assert.deepEqual(said(instant(), text, "zh-CN"), [`: 没有这样的日期、时刻或时区偏移："${text}"`]);
  }
  assert.match(said(instant(), "2026-01-05T08:00", "en-US")[0]!, /with offset/);
});

test("of two forms, the one that knows the fields that came says what is missing", () => {
  const either = z.union([
    z.strictObject({ volume: quantity("volume") }),
    z.strictObject({ model: z.string(), segments: z.array(z.string()) }),
  ]);
  assert.deepEqual(said(either, { model: "ascenda-8780" }, "en-US"), [
    "segments: expected a list, got nothing",
  ]);
});
