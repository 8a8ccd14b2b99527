// How single figures and lines of text are set in a picture.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pValue } from "./figures.ts";
import { widthOf, wrap } from "./text.ts";

test("p values are printed as Cochrane prints them", () => {
  const shown = [0.412, 0.0486, 0.01, 0.00198, 0.00034, 0.00005, 1e-9, 1].map(pValue);
  assert.deepEqual(shown, [
    "P = 0.41",
    "P = 0.049",
    "P = 0.01",
    "P = 0.002",
    "P = 0.0003",
    "P < 0.0001",
    "P < 0.00001",
    "P = 1",
  ]);
});

test("text is broken between words, and between Chinese letters", () => {
  assert.deepEqual(wrap("Favours ketamine over placebo", 10, 90), ["Favours ketamine", "over placebo"]);
  const lines = wrap("支持氯胺酮优于安慰剂", 10, 52);
  assert.equal(lines.join(""), "支持氯胺酮优于安慰剂");
  assert.ok(lines.every((line) => widthOf(line, 10) <= 52));
});
