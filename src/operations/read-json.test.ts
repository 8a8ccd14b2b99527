import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readJson } from "./read-json.ts";

const issues = (text: string): (readonly [string, string])[] =>
  readJson(text, "en-US").issues.map(({ path, message }) => [path, message]);

test("any value that JSON can hold comes back as it went in, however it is laid out", () => {
  fc.assert(
    fc.property(fc.jsonValue({ depthSize: "medium" }), fc.constantFrom(0, 2, "\t"), (value, space) => {
      const text = JSON.stringify(value, null, space);
      // Such a name is refused by itself; the test below says so.
      fc.pre(!text.includes('"__proto__"'));
      assert.deepEqual(readJson(text, "en-US"), { isJson: true, value: JSON.parse(text), issues: [] });
    }),
  );
});

test("a name that an object gives twice is found wherever it stands, and however it is spelt", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.nat(3), fc.constantFrom("a", 'quo"te', "back\\slash", "{[,:]}", "微克")), {
        maxLength: 6,
      }),
      fc.jsonValue({ maxDepth: 2 }),
      (path, value) => {
        const inner = JSON.stringify(value).replaceAll("__proto__", "proto");
        let text = `{"dose": ${inner}, "other": ${inner}, "d\\u006fse": ${inner}}`;
        for (const step of path.toReversed())
          text =
            typeof step === "number"
              ? `[${"0,".repeat(step)}${text}, {"dose": 1}]`
              : `{"before": {"dose": 1}, ${JSON.stringify(step)}: ${text}}`;
        const found = readJson(text, "en-US");
        assert.equal(found.isJson, true);
        assert.equal(found.issues.length, 1, text);
        assert.match(found.issues[0]!.path, /(^|\.)dose$/);
      },
    ),
  );
  assert.equal(
    issues('{"program":{"steps":[{"at":"0"},{"at":"1","at":"2"}]}}')[0]![0],
    "program.steps[1].at",
  );
});

test("two objects beside each other may use the same names", () => {
  assert.deepEqual(issues('[{"a":1},{"a":2,"b":{"a":3}}]'), []);
});

test("a prototype is not a field", () => {
  assert.equal(issues('{"a":{"__proto__":{"polluted":1}}}')[0]![0], "a.__proto__");
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
});

test("what is no JSON says so, and where it can no longer be read", () => {
  assert.match(issues('{\n  "dose": 5 mcg\n}')[0]![1], /line 2, column 13/);
  assert.match(issues("{")[0]![1], /ends too early|line 1, column 2/);
  assert.match(issues("   ")[0]![1], /got nothing/);
  for (const text of ["", "{", "nonsense", "{'a':1}", "NaN", "1,5", "[1,]"])
    assert.equal(readJson(text, "zh-CN").isJson, false, text);
});

test("a hundred levels are read, and more are refused without being walked", () => {
  const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
  assert.deepEqual(issues(nested(100)), []);
  assert.match(issues(nested(101))[0]![1], /deeper than 100/);
  assert.match(issues(nested(1_000_000))[0]![1], /deeper than 100/);
});

test("ten megabytes are read in well under a second", () => {
  const text = JSON.stringify({
    rows: Array.from({ length: 200_000 }, (_, i) => ({ id: i, title: "x".repeat(20) })),
  });
  const start = process.hrtime.bigint();
  assert.deepEqual(issues(text), []);
  // Generous for a busy machine; a walk that grew with the square of the length would take minutes.
  assert.ok(Number(process.hrtime.bigint() - start) < 5e9);
});

test("S-16: U+0000 is in no text and no name: no database of records can keep it or look for it", () => {
  assert.deepEqual(
    issues(String.raw`{"a": [{"note": "x\u0000y"}], "b\u0000": 1, "c": "\\u0000"}`).map(([path]) => path),
    ["a[0].note", ""],
  );
  assert.deepEqual(issues(String.raw`{"c": "\\u0000", "d": "\u0001"}`), []);
});
