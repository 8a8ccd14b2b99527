import assert from "node:assert/strict";
import { test } from "node:test";
import { readStudyText } from "./text.ts";

const read = (...lines: string[]) => readStudyText(lines.join("\n"), "en");
const only = (...lines: string[]) => {
  const { tables, issues } = read(...lines);
  assert.deepEqual(issues, []);
  assert.equal(tables.length, 1);
  return tables[0]!;
};
const faults = (...lines: string[]): string[] =>
  read(...lines).issues.map(({ path, message }) => `${path}: ${message}`);

// metadat's dat.bcg, first rows; the names of its columns are the commonest that authors paste.
test("metafor's data sets are read by their own names: author and year name a study, the rest stays beside it", () => {
  const table = only(
    "trial,author,year,tpos,tneg,cpos,cneg,ablat,alloc",
    "1,Aronson,1948,4,119,11,128,44,random",
    "2,Ferguson & Simes,1949,6,300,29,274,55,random",
  );
  assert.equal(table.measure, "RR");
  assert.deepEqual(table.rows[1], { id: "Ferguson & Simes 1949", ai: 6, bi: 300, ci: 29, di: 274 });
  assert.deepEqual(table.moderators[0], { trial: 1, year: 1948, ablat: 44, alloc: "random" });
  assert.deepEqual(table.columns.map(({ written, column, kept }) => [written, column, kept]).slice(0, 5), [
    ["trial", null, "moderator"],
    ["author", "id", "study"],
    ["year", null, "moderator"],
    ["tpos", "ai", "number"],
    ["tneg", "bi", "number"],
  ]);
  assert.ok(table.assumed.some((said) => said.includes('"ablat"')));
});

test("the names of the package meta, of RevMan and of people are understood", () => {
  const cases: readonly [string, string, Record<string, number>][] = [
    ["studlab,event.e,n.e,event.c,n.c", "X,1,10,2,20", { ai: 1, n1i: 10, ci: 2, n2i: 20 }],
    ["studlab,mean.e,sd.e,n.e,mean.c,sd.c,n.c", "X,1,2,3,4,5,6", { m1i: 1, sd1i: 2, n1i: 3, m2i: 4, sd2i: 5, n2i: 6 }],
    ["studlab,event.e,time.e,event.c,time.c", "X,1,10,2,20", { x1i: 1, t1i: 10, x2i: 2, t2i: 20 }],
    ["Study,Experimental Events,Experimental Total,Control Events,Control Total", "X,1,10,2,20", { ai: 1, n1i: 10, ci: 2, n2i: 20 }],
    ["Study,TE,seTE", "X,-0.5,0.2", { yi: -0.5, sei: 0.2 }],
    ["study,cor,n", "X,0.5,40", { ri: 0.5, ni: 40 }],
    ["study,event,n", "X,5,40", { xi: 5, ni: 40 }],
    ["study,mean,sd,n", "X,5,2,40", { mi: 5, sdi: 2, ni: 40 }],
    ["study,O-E,V", "X,-2.5,8", { OmE: -2.5, V: 8 }],
    ["study,HR,CI lower,CI upper", "X,0.8,0.6,1.06", { hr: 0.8, lower: 0.6, upper: 1.06 }],
    ["study,logHR,SE", "X,-0.2,0.1", { yi: -0.2, sei: 0.1 }],
    ["研究,试验组事件数,试验组例数,对照组事件数,对照组例数", "X,1,10,2,20", { ai: 1, n1i: 10, ci: 2, n2i: 20 }],
  ]; // prettier-ignore
  for (const [header, line, numbers] of cases) {
    const { id, ...rest } = only(header, line).rows[0]!;
    assert.equal(id, "X", header);
    assert.deepEqual(rest, numbers, header);
  }
});

test("a ratio with its interval is analysed as its logarithm, which is said", () => {
  const table = only("study,OR,95% CI", "X,1.5,0.9 to 2.5");
  assert.deepEqual(table.rows[0], { id: "X", lower: Math.log(0.9), upper: Math.log(2.5), yi: Math.log(1.5) });
  assert.equal(table.ratio, true);
  assert.ok(table.assumed.some((said) => said.includes("logarithm")));
  assert.match(faults("study,OR,lower,upper", "X,0,0.1,2")[0]!, /above 0/);
});

test("two lines of names, the upper over several columns, are one name each", () => {
  const columns = "Study,Mean,SD,Total,Mean,SD,Total";
  const own = { id: "X", m1i: 1, sd1i: 2, n1i: 30, m2i: 3, sd2i: 4, n2i: 31 };
  const table = only(",Ketamine,,,Saline,,", columns, "X,1,2,30,3,4,31");
  assert.deepEqual(table.rows, [own]);
  assert.deepEqual(table.labels, { experimental: "Ketamine", control: "Saline" });
  const turned = only("Search of 2024", ",Placebo,,,Ketamine,,", columns, "X,3,4,31,1,2,30");
  assert.deepEqual(turned.rows, [own]);
});

test("numbers are read with either decimal sign, but never with both", () => {
  const comma = only(
    "study;mean 1;sd 1;n 1;mean 2;sd 2;n 2",
    "A;5,2;,5;20;6,3;1,2;1.021",
    "B;0,125;1;2;3;4;5",
  );
  assert.deepEqual(comma.rows[0], { id: "A", m1i: 5.2, sd1i: 0.5, n1i: 20, m2i: 6.3, sd2i: 1.2, n2i: 1021 });
  assert.equal(comma.rows[1]!["m1i"], 0.125);
  const point = only("study\tai\tn1i\tci\tn2i", "A\t1,234\t10 000\t.5\t2e3");
  assert.deepEqual(point.rows[0], { id: "A", ai: 1234, n1i: 10000, ci: 0.5, n2i: 2000 });
  assert.match(faults("study;yi;vi", "A;0,5;0.25")[0]!, /row 1, yi: "0,5" uses the other decimal sign/);
  // 1,234 of a mean is a thousand in London and little more than one in Berlin.
  assert.match(faults("study;yi;vi", "A;1,234;2")[0]!, /row 1, yi: .*thousand or a decimal/);
});

test("minus signs as typed, missing numbers as written, and shares are understood", () => {
  const { rows, assumed } = only("study,ri,ni", "A,−0.5,40", "B,n/a,30", "C,45%,.", "D,NR,-");
  assert.deepEqual(
    rows.map(({ ri, ni }) => [ri, ni]),
    [
      [-0.5, 40],
      [undefined, 30],
      [0.45, undefined],
      [undefined, undefined],
    ],
  );
  assert.ok(assumed.some((said) => said.includes("12% is 0.12")));
  assert.ok(assumed.some((said) => said.startsWith("4 cells")));
});

test("what is no number is refused with its reason, at its place", () => {
  const header = "study,ai,n1i,ci,n2i";
  for (const [cell, why] of [
    ["=SUM(A1:A2)", "formula"],
    ["#DIV/0!", "spreadsheet error"],
    ["<5", "bound"],
    ["12 (34%)", "two numbers"],
    ["12/40", "two numbers"],
    ["5.2 ± 1.3", "two numbers"],
    ["12%", "count"],
    ["1e999", "finite"],
    ["Infinity", "finite"],
    ["twelve", "expected a number"],
    ["1-2-3", "expected a number"],
  ])
    assert.match(
      faults(header, "A,1,10,2,20", `B,${cell},10,2,20`).join(),
      new RegExp(`^row 2, ai: .*${why}`),
      cell,
    );
});

test("a near miss of a needed column is asked about; a column that is merely more is kept", () => {
  assert.match(faults("study,ai,n1j,ci,n2i", "A,1,2,3,4").join(), /column 3: .*did you mean "n1i"/);
  assert.match(faults("study,yi", "A,1").join(), /published estimates, but vi or sei is missing/);
  assert.match(faults("foo,bar", "1,2").join(), /expected columns that make an effect/);
  assert.match(faults("study,yi,vi,yi", "A,1,2,3").join(), /twice/);
  assert.deepEqual(only("study,yi,vi,dose (mg/h)", "A,1,2,20").moderators[0], { "dose (mg/h)": 20 });
  assert.deepEqual(only("study,yi,vi,__proto__,constructor", "A,1,2,3,4").moderators.length, 1);
});

test("a line of totals is no study", () => {
  for (const name of ["Total", "Total (95% CI)", "Subtotal", "Overall", "合计"])
    assert.match(faults("study,yi,vi", "A,1,1", `${name},1,1`).join(), /row 2: .*total/, name);
  assert.deepEqual(faults("study,yi,vi", "Totality 2001,1,1"), []);
});

test("a table printed by R is read, with or without its row numbers", () => {
  for (const text of [
    ["id yi vi", "1 A .5 .1", "2 B .6 .2"],
    ["id yi vi", "A .5 .1", "B .6 .2"],
    [',"id","yi","vi"', '"1","A",.5,.1', '"2","B",.6,.2'],
  ])
    // prettier-ignore
    assert.deepEqual(only(...text).rows, [
      { id: "A", yi: 0.5, vi: 0.1 },
      { id: "B", yi: 0.6, vi: 0.2 },
    ]);
});

test("standard errors of arms become their standard deviations (Cochrane Handbook 6.5.2.2)", () => {
  const table = only("study,mean.e,se.e,n.e,mean.c,se.c,n.c", "X,1,0.5,16,3,1,25");
  assert.deepEqual([table.rows[0]!["sd1i"], table.rows[0]!["sd2i"]], [2, 5]);
  assert.ok(table.assumed.some((said) => said.includes("square root")));
});

test("a million lines are refused at once", () => {
  const began = process.threadCpuUsage();
  const { tables, issues } = readStudyText(`study,yi,vi\n${"A,1,2\n".repeat(1_000_000)}`, "en");
  assert.equal(tables.length, 0);
  assert.match(issues[0]!.message, /more than 100,000 rows/);
  const { user, system } = process.threadCpuUsage(began);
  assert.ok(user + system < 5e6, `${(user + system) / 1000} ms`);
});

test("a hundred thousand bad cells are a hundred issues and a count", () => {
  const { issues } = readStudyText(`study,yi,vi\n${"A,x,y\n".repeat(50_000)}`, "zh");
  assert.equal(issues.length, 101);
  assert.match(issues.at(-1)!.message, /99900/);
});
