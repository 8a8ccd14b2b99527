import assert from "node:assert/strict";
import { test } from "node:test";
import { type Pooling, writeRScript } from "./r-script.ts";
import { writeTable } from "./table-csv.ts";

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

test("a negative number is written as a number, a text that begins like a formula is not run", () => {
  assert.equal(
    writeTable([
      ["A", -0.5],
      ["-1", 2],
    ]),
    "A,-0.5\r\n'-1,2\r\n",
  );
});

const script = (pooling: Partial<Pooling>): string =>
  writeRScript({ rows: [], measure: "RR", method: "REML", test: "knha", level: 0.95, ...pooling });
const counts = [
  { id: "A", group: "x", ai: 8, n1i: 12, ci: 3, n2i: 12 },
  { id: "B", group: "y", ai: 5, n1i: 10, ci: 1, n2i: 10 },
];

test("the R script asks for an interval of tau2 only where there is one: metafor stops elsewhere", () => {
  assert.match(script({ rows: counts }), /^confint\(res\)$/m);
  assert.doesNotMatch(script({ rows: counts, method: "EE" }), /confint/);
  assert.doesNotMatch(script({ rows: counts.slice(0, 1), test: "z" }), /confint/);
});

test("the R script pools the subgroups of Mantel and Haenszel too, in the table's order", () => {
  const written = script({ rows: counts, method: "MH", subgroups: "separate" });
  assert.match(written, /factor\(dat\$group, levels = unique\(dat\$group\)\)\), function\(d\) rma\.mh\(/);
  assert.match(written, /between <- rma\(/);
});

test("the R script reads transformed results back, and an interval at its own level", () => {
  assert.match(script({ rows: counts }), /predict\(res, transf = exp\)[^]*forest\(res, atransf = exp\)/);
  const proportions = [{ id: "A", xi: 3, ni: 10 }];
  assert.match(
    script({ rows: proportions, measure: "PFT" }),
    /predict\(res, transf = transf\.ipft\.hm, targs = list\(ni = dat\$ni\)\)/,
  );
  const hazards = [{ id: "A", hr: 0.8, lower: 0.6, upper: 1.1, level: 0.9 }];
  assert.match(script({ rows: hazards, measure: "HR" }), /qnorm\(\(1 \+ ifelse\(is\.na\(dat\$level\), 0\.95/);
});
