// U-10: what a page could wrap from its least to its most.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const pages = globSync("**/*.tsx", { cwd: import.meta.dirname });
const stepper = /type=["{']+number|NumberField|stepUp|stepDown|spinbutton|aria-valuenow/;

test("U-10: no page has a stepper for a number: it is typed, or slid on the browser's own slider", () => {
  assert.ok(pages.length > 50);
  const found = pages.filter((file) => stepper.test(readFileSync(join(import.meta.dirname, file), "utf8")));
  assert.deepEqual(found, []);
});
