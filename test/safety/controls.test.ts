import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { controls, placesOf } from "./controls.ts";
import { tested } from "./rows.ts";

const root = resolve(import.meta.dirname, "..", "..");

test("each control stands in its file exactly once (that each is needed: npm run controls)", () => {
  const lost = controls.filter(
    (control) => placesOf(control, readFileSync(join(root, control.file), "utf8")).length !== 1,
  );
  assert.deepEqual(
    lost.map(({ row, file, text }) => `${row} ${file}: ${text}`),
    [],
  );
});

test("each row that has a test has a control that was taken out", () => {
  const proved = new Set(controls.map(({ row }) => row));
  assert.deepEqual(
    tested.filter((row) => !proved.has(row)),
    [],
  );
});
