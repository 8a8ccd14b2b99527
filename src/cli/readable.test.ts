import assert from "node:assert/strict";
import { test } from "node:test";
import { plain } from "./paint.ts";
import { readable } from "./readable.ts";
import { condense, sparkline } from "./sparkline.ts";
import { table } from "./table.ts";
import { labelOf } from "./value.ts";
import { widthOf, wrap } from "./width.ts";

const page = (answer: unknown, width = 80): string =>
  readable({ ok: true, answer, gaps: [], assumed: [] }, { locale: "en-US", width, paint: plain });

test("bars stand on zero: half of the highest is half as high, and nothing is a dot", () => {
  assert.equal(sparkline([0, 1, 2, 4, 8, null]), "·▂▃▅█ ");
  assert.equal(sparkline([]), "");
});

test("a row too long for the page keeps its peaks", () => {
  assert.deepEqual(condense([1, 9, 1, 1, 2, 1], 3), [9, 1, 2]);
});

test("Chinese characters take two columns, marks above a letter none", () => {
  assert.deepEqual(["mcg", "微克", "e\u0301", "（"].map(widthOf), [3, 4, 1, 2]);
});

test("text is broken at blanks, and Chinese where the line ends", () => {
  assert.deepEqual(wrap("one two three", 7), ["one two", "three"]);
  assert.deepEqual(wrap("剂量超出上限", 8), ["剂量超出", "上限"]);
  assert.deepEqual(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
});

test("a table that is too wide wraps its words and keeps its numbers whole", () => {
  const rows = [
    [
      { text: "a long sentence about a drug", number: false },
      { text: "12,345 mL", number: true },
    ],
  ];
  assert.deepEqual(table(["what", "volume"], rows, 26), [
    "what             volume",
    "a long sentence  12,345 mL",
    "about a drug",
  ]);
  for (const line of table(["what", "volume"], rows, 26)!) assert.ok(widthOf(line) <= 26);
  assert.equal(
    table(
      undefined,
      [
        [
          { text: "1,234,567", number: true },
          { text: "1,234,567", number: true },
        ],
      ],
      12,
    ),
    undefined,
  );
});

test("every kind of value has its place: lists, rows, rows of rows, nothing", () => {
  const shown = page({
    expected: { value: 22, unit: "mL" },
    ratio: 0.9722222,
    missing: null,
    blocks: false,
    daily: [
      { drug: "a", dose: { value: 400, unit: "ug/d" } },
      { drug: "b", dose: { value: 2, unit: "mg/d" } },
    ],
    meanings: ["First this.", "Then that."],
    none: [],
    without: { duration: { value: 2, unit: "d" }, parts: { deep: { deeper: 1 } } },
    values: Array.from({ length: 49 }, (_, i) => i),
  });
  assert.match(shown, /^expected {2}22 mL\nratio {5}0\.9722\nmissing {3}–\nblocks {4}no$/m);
  assert.match(shown, /^daily\n {2}drug {2}dose\n {2}a {5}400 mcg\/day\n {2}b {7}2 mg\/day$/m);
  assert.match(shown, /^meanings\n {2}· First this\.\n {2}· Then that\.$/m);
  assert.match(shown, /^\nnone {2}none$/m);
  assert.match(shown, /^without\n {2}duration {2}2 days$/m);
  assert.match(shown, /0 – 48 \(49 values\)/);
});

test("parts of one shape stand in rows, one that does not apply too", () => {
  const at = (days: number): unknown => ({ after: { value: days, unit: "d" }, at: "2026-07-14T08:00:00Z" });
  assert.equal(
    page({ dates: { alarm: at(190), stability: null, refillBy: at(9) } }),
    `dates
             after     at
  alarm      190 days  14 Jul 2026 08:00
  stability  –
  refill by    9 days  14 Jul 2026 08:00
`,
  );
});

test("a field's name is shown as words", () => {
  assert.deepEqual(["refillBy", "leaveOneOut", "I2", "tau2Del", "ci"].map(labelOf), [
    "refill by",
    "leave one out",
    "I2",
    "tau2Del",
    "ci",
  ]);
});
