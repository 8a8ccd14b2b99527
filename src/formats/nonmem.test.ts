import assert from "node:assert/strict";
import { test } from "node:test";
import { readNonmem, writeNonmem } from "./nonmem.ts";

const text = `ID,TIME,AMT,RATE,II,ADDL,SS,EVID,CMT,DV,WT
1,0,.,.,.,.,.,0,2,0.5,70
1,0,100,25,24,4,0,1,1,.,70
1,0,.,.,.,.,.,0,2,3.1,70
1,12,.,.,.,.,.,2,.,.,68
2,0,50,0,8,0,1,4,1,.,55
`;
const refusedAt = (csv: string): string[] => readNonmem(csv, "en-US").issues.map(({ path }) => path);

test("records keep their order: a trough before a dose at the same time stays before it", () => {
  const { data } = readNonmem(text, "en-US");
  const [one, two] = data!.subjects;
  assert.deepEqual(
    one!.records.map(({ kind }) => kind),
    ["observation", "dose", "observation", "other"],
  );
  assert.deepEqual(one!.records[1], {
    kind: "dose",
    time: 0,
    compartment: 1,
    amount: 100,
    rate: 25,
    further: 4,
    every: 24,
    steady: false,
    reset: false,
  });
  const first = two!.records[0];
  assert.ok(first?.kind === "dose" && first.steady && first.reset);
  assert.deepEqual(one!.covariates["WT"], [70, 70, 70, 68]);
});

test("what was read is written so that it reads the same", () => {
  const { data } = readNonmem(text, "en-US");
  assert.deepEqual(readNonmem(writeNonmem(data!), "en-US").data, data);
});

test("a duration is the same infusion as its rate", () => {
  const { data } = readNonmem("ID,TIME,AMT,DUR\n1,0,100,4\n1,5,,\n", "en-US");
  const [dose, observation] = data!.subjects[0]!.records;
  assert.ok(dose?.kind === "dose" && dose.rate === 25);
  assert.equal(observation!.kind, "observation");
});

test("what has two readings, or none, is an issue at its record and column", () => {
  assert.deepEqual(refusedAt("ID,TIME,AMT,RATE\n1,0,100,-2\n"), ["records[0].RATE"]);
  assert.deepEqual(refusedAt("ID,TIME,AMT,RATE,DUR\n1,0,100,10,5\n"), ["records[0].RATE"]);
  assert.deepEqual(refusedAt("ID,TIME,DV\n1,5,1\n1,4,1\n"), ["records[1].TIME"]);
  assert.deepEqual(refusedAt("ID,TIME,DV\n1,5,1\n2,4,1\n1,6,1\n"), ["records[2].ID"]);
  assert.deepEqual(refusedAt("ID,TIME,DV\n1,5,abc\n"), ["records[0].DV"]);
  assert.deepEqual(refusedAt("ID,TIME,AMT,ADDL\n1,0,5,3\n"), ["records[0].II"]);
  assert.deepEqual(refusedAt("ID,TIME,AMT,SS,II\n1,0,5,2,8\n"), ["records[0].SS"]);
  assert.deepEqual(refusedAt("TIME,DV\n1,1\n"), ["header"]);
  assert.deepEqual(refusedAt("ID,TIME\n"), [""]);
});
