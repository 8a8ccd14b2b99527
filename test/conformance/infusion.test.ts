// Acceptance cases of the infusion operations: expected values follow from the formulas named as their source.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ask, operations, writeReply } from "../../src/operations/operations.ts";
import { type Case, type Heard, shortfall } from "./shortfall.ts";

const cases = JSON.parse(readFileSync(join(import.meta.dirname, "infusion.json"), "utf8")) as Case[];

test("no two cases bear one name, and each expects something", () => {
  assert.equal(new Set(cases.map(({ id }) => id)).size, cases.length);
  for (const { id, expect } of cases) assert.ok(expect.length > 0, id);
});

for (const { id, source, operation, input, expect } of cases)
  test(`${id}: ${source}`, async () => {
    const reply = await ask(operations, operation, input, { locale: "en-US" });
    const heard = JSON.parse(writeReply(reply)) as Heard;
    assert.deepEqual(expect.map((e) => shortfall(heard, e)).filter(Boolean), []);
  });
