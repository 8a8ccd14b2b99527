// One text for one meaning: hashes of what was kept rest on it, so it never changes.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canonical } from "./records.ts";

/** The definition, as plain as it can be said. */
function plainly(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => plainly(item ?? null)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${plainly(field)}`).join(",")}}`;
}

test("any value has the text of the plain definition, whatever the order of its fields", () => {
  const key = fc.oneof(
    fc.string(),
    fc.constantFrom("10", "9", "", "__proto__", "é", "患者", "\ud83d", "toString"),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.string({ unit: "binary" }),
      fc.double({ noDefaultInfinity: true, noNaN: true }),
      fc.boolean(),
      fc.constantFrom(null, undefined, 0, -0, 1e21, 5e-324),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.array(fc.tuple(key, tie("value")), { maxLength: 5 }).map((fields) => Object.fromEntries(fields)),
    ),
  }));
  fc.assert(
    fc.property(value, (one) => {
      assert.equal(canonical(one), plainly(one));
    }),
    { numRuns: 2000 },
  );
});

test("the text of an entry that was kept once is the same for ever", () => {
  const entry = {
    previous: "0",
    sequence: 1,
    data: {
      values: { "10": "a", "9": "b" },
      text: 'a"\u2028\n',
      none: undefined,
      list: [undefined, 0.1, -0],
    },
    at: { offset: 60, epoch: 1767600000000 },
  };
  assert.equal(
    canonical(entry),
    '{"at":{"epoch":1767600000000,"offset":60},"data":{"list":[null,0.1,0],"text":"a\\"\u2028\\n","values":{"10":"a","9":"b"}},"previous":"0","sequence":1}',
  );
});
