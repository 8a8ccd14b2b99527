// What holds for every operation of the table, whatever it is about.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { commands } from "../src/cli/help.ts";
import { operationsPage } from "../scripts/docs.ts";
import { ask, inputSchema, operations, writeReply } from "../src/operations/operations.ts";
import { locales } from "../src/quantity/quantity.ts";

const root = resolve(import.meta.dirname, "..");

test("each operation has a word of its own, a sentence, and no name that the command line or a route needs", () => {
  const names = operations.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const { name, summary } of operations) {
    assert.match(name, /^[a-z][a-z-]*$/);
    assert.match(summary, /^[A-Z].*\.$/, name);
    assert.ok(![...commands, "health", "cases", "ledger"].includes(name), `${name} is taken`);
  }
});

for (const operation of operations)
  test(`the example of ${operation.name} is answered in every language, with the same numbers`, async () => {
    const answers: string[] = [];
    for (const locale of locales) {
      const reply = await ask(operations, operation.name, operation.example, { locale });
      assert.ok(reply.ok, JSON.stringify(reply));
      // What JSON would drop or turn into something else is missing from every door.
      assert.deepEqual(JSON.parse(writeReply(reply)), JSON.parse(JSON.stringify(structuredClone(reply))));
      assert.deepEqual(unwritable(reply.answer, "answer"), []);
      answers.push(
        JSON.stringify(reply.answer, (_, value: unknown) => (typeof value === "string" ? "" : value)),
      );
    }
    assert.equal(new Set(answers).size, 1);
  });

for (const operation of operations)
  test(`the published schema of ${operation.name} takes its example and refuses a field that nobody knows`, () => {
    const schema = z.fromJSONSchema(inputSchema(operation) as Parameters<typeof z.fromJSONSchema>[0]);
    assert.ok(
      schema.safeParse(operation.example).success,
      JSON.stringify(schema.safeParse(operation.example).error),
    );
    const misspelt = { ...(operation.example as object), nobodyKnowsThis: 1 };
    assert.ok(!schema.safeParse(misspelt).success);
  });

for (const operation of operations)
  test(`${operation.name} answers nonsense with issues, each with a path and a sentence, and never throws`, async () => {
    for (const input of [undefined, null, 1, "x", [], {}, { __proto: 1 }, { nobodyKnowsThis: 1 }, [[[]]]]) {
      const reply = await ask(operations, operation.name, input, { locale: "en-US" });
      assert.ok(!reply.ok, JSON.stringify(input));
      assert.ok(reply.issues.length > 0);
      for (const { path, message } of reply.issues)
        assert.ok(typeof path === "string" && message.length > 3, JSON.stringify(reply.issues));
    }
  });

test("the doors know no operation by name: everything comes from the table", () => {
  const doors = globSync("src/{cli,server}/*.ts", { cwd: root }).filter((file) => !file.endsWith(".test.ts"));
  for (const file of doors) {
    const text = readFileSync(join(root, file), "utf8");
    for (const { name } of operations) assert.ok(!text.includes(`"${name}"`), `${file} knows ${name}`);
  }
});

test("every operation that is written stands in the table", async () => {
  const written = globSync("src/operations/*.ts", { cwd: root }).filter((file) =>
    /^export const \w+: Operation = /m.test(readFileSync(join(root, file), "utf8")),
  );
  const modules = await Promise.all(
    written.map(async (file) => (await import(pathToFileURL(join(root, file)).href)) as object),
  );
  const table = new Set<unknown>(operations);
  const isOperation = (value: unknown): value is { name: string } =>
    typeof value === "object" && value !== null && "run" in value && "summary" in value;
  const absent = modules.flatMap((exported) =>
    Object.values(exported).filter((value) => isOperation(value) && !table.has(value)),
  );
  assert.deepEqual(absent, []);
  assert.equal(written.length, operations.length);
});

test("docs/operations.md says what the table says (if not: node scripts/docs.ts)", () => {
  assert.equal(readFileSync(join(root, "docs", "operations.md"), "utf8"), operationsPage(operations));
});

/** Places where an answer holds something that JSON cannot carry. */
function unwritable(value: unknown, path: string): string[] {
  if (value === null || typeof value === "string" || typeof value === "boolean") return [];
  if (typeof value === "number") return Number.isFinite(value) ? [] : [path];
  if (typeof value !== "object" || ArrayBuffer.isView(value) || value instanceof Map || value instanceof Set)
    return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    inner === undefined ? [] : unwritable(inner, `${path}.${key}`),
  );
}
