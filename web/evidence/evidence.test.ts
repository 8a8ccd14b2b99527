// The table behind the page: what a file becomes, what a scale turned round becomes, and where a fault stands.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readStudyFile } from "../../src/formats/formats.ts";
import { wordsOf } from "../words/catalogues.ts";
import { fillCells, giveRole, toggleRow } from "./edit-sheet.ts";
import { fromTable } from "./from-table.ts";
import type { Analysis } from "./read-analysis.ts";
import { placeIssue, readGrid } from "./read-grid.ts";
import { readNumber, readScale } from "./read-number.ts";
import { rescaleStudy } from "./rescale-study.ts";

const words = wordsOf("en-US");
const analysisOf = (text: string): Analysis => {
  const { tables } = readStudyFile("x.csv", new TextEncoder().encode(text), "en-US");
  return fromTable("x.csv", tables[0]!);
};
const counts = analysisOf("study,ai,n1i,ci,n2i,site\nA,1,10,2,10,x\nB,3,12,4,11,y");

test("a file's table becomes a grid that reads back to the same studies", () => {
  assert.deepEqual(counts.sheet.roles, ["id", "ai", "n1i", "ci", "n2i", ""]);
  const { studies, faults } = readGrid(counts, words);
  assert.deepEqual(faults, []);
  assert.deepEqual(studies[1], { id: "2", label: "B", ai: 3, n1i: 12, ci: 4, n2i: 11 });
});

test("published odds ratios with intervals are pooled as logarithms and said to be ratios", () => {
  const analysis = analysisOf("study,or,lower,upper\nA,0.5,0.25,1\nB,0.8,0.4,1.6");
  assert.equal(analysis.ratio, true);
  assert.equal(analysis.measure, "GEN");
  assert.equal(readGrid(analysis, words).studies[0]!["yi"], Math.log(0.5));
});

test("a fault stands at its cell, and an operation's issue at the row it speaks of, dropped rows not counted", () => {
  const wrong = { ...counts, ...fillCells(1, 1, [["many"]])(counts) };
  assert.deepEqual(
    readGrid(wrong, words).faults.map(({ row, column }) => [row, column]),
    [[1, 1]],
  );
  const without = { ...counts, ...toggleRow(0)(counts) };
  const read = readGrid(without, words);
  assert.deepEqual(placeIssue({ path: "tables[0].ai", message: "m" }, read, counts.sheet.roles), {
    row: 1,
    column: 1,
    message: "m",
  });
});

test("a column taken for something is that alone", () => {
  const { sheet } = giveRole(5, "ai")(counts);
  assert.deepEqual(sheet!.roles, ["id", "", "n1i", "ci", "n2i", "ai"]);
});

test("0 to 100 turned round onto 0 to 10 keeps the difference in size and turns its sign", () => {
  const means = { m1i: 30, sd1i: 20, n1i: 9, m2i: 50, sd2i: 10, n2i: 9 };
  const moved = rescaleStudy(means, "MD", { from: [0, 100], onto: [0, 10], reverse: true });
  assert.deepEqual(moved, { m1i: 7, sd1i: 2, n1i: 9, m2i: 5, sd2i: 1, n2i: 9 });
  // A published difference knows no ends: it moves by the length alone, its interval with it.
  const published = rescaleStudy({ yi: -20, sei: 5, lower: -30, upper: -10 }, "GEN", {
    from: [0, 100],
    onto: [0, 10],
    reverse: true,
  });
  assert.deepEqual(published, { yi: 2, sei: 0.5, lower: 1, upper: 3 });
});

test("those without the event, counted twice over, are those with it", () => {
  const study = { ai: 3, n1i: 10, ci: 4, di: 8 };
  const once = rescaleStudy(study, "RR", { from: undefined, onto: undefined, reverse: true });
  assert.deepEqual(once, { ai: 7, n1i: 10, ci: 8, di: 4 });
  assert.deepEqual(rescaleStudy(once, "RR", { from: undefined, onto: undefined, reverse: true }), study);
});

test("each study's own scale comes before the one chosen for all", () => {
  const analysis = analysisOf(
    "study,m1i,sd1i,n1i,m2i,sd2i,n2i,low,high\nA,5,2,9,6,2,9,0,10\nB,40,20,9,60,20,9,0,100",
  );
  const scaled: Analysis = {
    ...analysis,
    sheet: { ...analysis.sheet, roles: [...analysis.sheet.roles.slice(0, 7), "scaleMin", "scaleMax"] },
    onto: "0-100",
  };
  const { studies } = readGrid(scaled, words);
  assert.deepEqual(
    studies.map((study) => [study["m1i"], study["sd1i"]]),
    [
      [50, 20],
      [40, 20],
    ],
  );
});

test("numbers and scales are read as people type them, and nothing else is", () => {
  assert.deepEqual(["−1.5", "13,598", "1e-3", "", "NA"].map(readNumber), [-1.5, 13598, 0.001, null, null]);
  assert.deepEqual(["3,5", "1..2", "=1+1", "12 (4)", "many"].map(readNumber), Array(5).fill(undefined));
  assert.deepEqual(readScale("0 – 100"), [0, 100]);
  assert.deepEqual(readScale("-5 to 5"), [-5, 5]);
  assert.equal(readScale("100-0"), undefined);
});
