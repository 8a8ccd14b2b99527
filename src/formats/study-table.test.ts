import assert from "node:assert/strict";
import { test } from "node:test";
import { readStudyTable, writeRScript, writeTable } from "./formats.ts";

test("a table is read by its column names, whatever separates its cells", () => {
  for (const [, separator] of Object.entries({ comma: ",", semicolon: ";", tab: "\t" })) {
    const text =
      ["Study", "ai", "n1i", "ci", "n2i"].join(separator) +
      "\n" +
      ["Noppers 2011", "8", "12", "3", "12"].join(separator);
    assert.deepEqual(readStudyTable(text, "en"), {
      rows: [{ id: "Noppers 2011", ai: 8, n1i: 12, ci: 3, n2i: 12 }],
      issues: [],
    });
  }
});

test("every fault of a table is said at its row and column, in both languages", () => {
  const text = 'study,ai,n1j,ci,ci\nA,=1+1,12,"3,5",4\nB,1,2,3,4,5';
  const { issues } = readStudyTable(text, "en");
  assert.deepEqual(
    issues.map(({ path }) => path),
    ["row 2", "column 5", "column 3", "", "row 1, ai"],
  );
  assert.match(issues[2]!.message, /did you mean "n1i"/);
  assert.equal(readStudyTable(text, "zh").issues.length, issues.length);
  assert.equal(readStudyTable("", "en").issues.length, 1);
});

test("the R script holds the numbers, the names in quotes, and strict control settings", () => {
  const script = writeRScript({
    rows: [{ id: 'A "x"', ai: 8, n1i: 12, ci: 3, n2i: 12 }],
    measure: "RR",
    method: "REML",
    test: "knha",
    level: 0.95,
  });
  assert.match(script, /id = c\("A \\"x\\""\)/);
  assert.match(script, /bi = c\(4\),\n {2}di = c\(9\)/);
  assert.match(script, /escalc\(measure = "RR", bi = bi, di = di, ai = ai, ci = ci, data = dat\)/);
  assert.match(script, /rma\(yi, vi, data = dat, level = 95, method = "REML", test = "knha", slab = id/);
  assert.match(script, /threshold = 1e-12/);
});

test("a stray quotation mark swallows no study in silence", () => {
  const { issues } = readStudyTable('study,yi,vi\nA,1,1\n"B,2,1\nC,3,1', "en");
  assert.ok(
    issues.some(({ message }) => message.includes("quotation mark")),
    JSON.stringify(issues),
  );
});

test("a negative number is written as a number, a text that begins like a formula is not run", () => {
  assert.equal(
    writeTable([
      ["A", -0.5],
      ["-1", 2],
    ]),
    "A,-0.5\r\n'-1,2\r\n",
  );
});
