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
  const all = [
    ...upTo("INC", 12),
    ...upTo("U", 16),
    ...upTo("P", 19),
    ...upTo("L", 15),
    ...upTo("R", 13),
    ...upTo("C", 9),
    ...upTo("A", 12),
    ...upTo("B", 12),
    ...upTo("K", 12),
    ...upTo("I", 10),
    ...upTo("T", 14),
    ...upTo("S", 18),
    // Of the rows on ketamine sessions these are held by the record.
    "V-04",
    "V-05",
  ];
  assert.deepEqual(rows.map(({ id }) => id).sort(), all.toSorted());
  for (const row of rows)
    assert.ok(
      tested.includes(row.id) ||
        row.id === "L-12" ||
        row.open !== undefined ||
        row.page !== undefined ||
        row.elsewhere !== undefined,
      `${row.id} says nothing`,
    );
  for (const id of tested) assert.ok(all.includes(id), id);
});

test("each test that a row names exists in the file it names", () => {
  for (const { id, page, elsewhere } of rows)
    for (const place of [page, elsewhere]) {
      if (!place || !existsSync(join(root, place[0]))) continue;
      assert.ok(readFileSync(join(root, place[0]), "utf8").includes(place[1]), `${id}: ${place[1]}`);
    }
});

test("docs/safety-rows.md says what the tests are (if not: node scripts/safety-table.ts)", () => {
  assert.equal(readFileSync(join(root, "docs", "safety-rows.md"), "utf8"), table());
});
