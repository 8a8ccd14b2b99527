import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { placesOf } from "./controls.ts";
import { doorControls } from "./people-controls.ts";

const root = resolve(import.meta.dirname, "..", "..");

test("each control of the door stands in its file exactly once (that each is needed: npm run controls)", () => {
  const lost = doorControls.filter(
    (control) => placesOf(control, readFileSync(join(root, control.file), "utf8")).length !== 1,
  );
  assert.deepEqual(
    lost.map(({ row, file, text }) => `${row} ${file}: ${text}`),
    [],
  );
});

test("the tests that each control of the door names are there", () => {
  for (const { tests } of doorControls)
    assert.match(readFileSync(join(root, tests[0]), "utf8"), new RegExp(tests[1]), tests.join(": "));
});
