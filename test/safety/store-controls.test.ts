import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { placesOf } from "./controls.ts";
import { storeControls } from "./store-controls.ts";

const root = resolve(import.meta.dirname, "..", "..");

test("each control of what is kept stands in its file exactly once (that each is needed: npm run controls)", () => {
  const lost = storeControls.filter(
    (control) => placesOf(control, readFileSync(join(root, control.file), "utf8")).length !== 1,
  );
  assert.deepEqual(
    lost.map(({ row, file, text }) => `${row} ${file}: ${text}`),
    [],
  );
});
