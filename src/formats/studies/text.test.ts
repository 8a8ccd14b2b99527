import assert from "node:assert/strict";
import { test } from "node:test";
import { readStudyText } from "./text.ts";

test("a table is read by its column names, whatever separates its cells", () => {
  for (const [, separator] of Object.entries({ comma: ",", semicolon: ";", tab: "\t" })) {
    const text =
      ["Study", "ai", "n1i", "ci", "n2i"].join(separator) +
      "\n" +
      ["Noppers 2011", "8", "12", "3", "12"].join(separator);
    const { tables, issues } = readStudyText(text, "en");
    assert.deepEqual(issues, []);
    assert.deepEqual(tables[0]!.rows, [{ id: "Noppers 2011", ai: 8, n1i: 12, ci: 3, n2i: 12 }]);
  }
});

test("every fault of a table is said at its row and column, in both languages", () => {
  const text = 'study,ai,n1j,ci,ci\nA,=1+1,12,"3,5",4\nB,1,2,3,4,5';
  const { issues } = readStudyText(text, "en");
  assert.deepEqual(
    issues.map(({ path }) => path),
    ["row 2", "column 5", "column 3", "", "row 1, ai"],
  );
  assert.match(issues[2]!.message, /did you mean "n1i"/);
  assert.equal(readStudyText(text, "zh").issues.length, issues.length);
  assert.equal(readStudyText("", "en").issues.length, 1);
});

test("a stray quotation mark swallows no study in silence", () => {
  const { issues } = readStudyText('study,yi,vi\nA,1,1\n"B,2,1\nC,3,1', "en");
  assert.ok(
    issues.some(({ message }) => message.includes("quotation mark")),
    JSON.stringify(issues),
  );
});
