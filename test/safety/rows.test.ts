import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { rows, table, tested } from "./rows.ts";

const root = resolve(import.meta.dirname, "..", "..");
const upTo = (letter: string, last: number): string[] =>
  Array.from(
    { length: last },
    (_, i) => `${letter}-${letter === "INC" ? i + 1 : String(i + 1).padStart(2, "0")}`,
  );

test("every row is listed once, and is held by a test or says why not", () => {
  const all = [...upTo("INC", 12), ...upTo("U", 16), ...upTo("P", 19), ...upTo("L", 15)];
  assert.deepEqual(
    rows.map(({ id }) => id),
    all,
  );
  for (const row of rows)
    assert.ok(
      tested.includes(row.id) || row.id === "L-12" || row.open !== undefined,
      `${row.id} says nothing`,
    );
  for (const id of tested) assert.ok(all.includes(id), id);
});

test("each browser test that a row names exists where the browser tests do", () => {
  for (const { id, page } of rows) {
    if (!page || !existsSync(join(root, page[0]))) continue;
    assert.ok(readFileSync(join(root, page[0]), "utf8").includes(page[1]), `${id}: ${page[1]}`);
  }
});

test("docs/safety-rows.md says what the tests are (if not: node scripts/safety-table.ts)", () => {
  assert.equal(readFileSync(join(root, "docs", "safety-rows.md"), "utf8"), table());
});
