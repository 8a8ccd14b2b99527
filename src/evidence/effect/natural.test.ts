import assert from "node:assert/strict";
import { test } from "node:test";
import { measures } from "./effect.ts";
import { isTransformed, naturalOf } from "./natural.ts";
import { proportionMeasures, reliabilityMeasures } from "./single-group.ts";

const close = (found: number, wanted: number): void =>
  assert.ok(Math.abs(found - wanted) < 1e-10, `${found}, not ${wanted}`);

test("what was transformed is read as metafor 3.8-1 reads it", () => {
  // transf.ipft.hm with targs = list(ni = c(12, 40, 7)); transf.iarcsin, transf.ztor, transf.iabt, transf.iahw, transf.ilogit.
  const pooled = naturalOf("PFT", [12, 40, 7]);
  close(pooled(0.3), 0.0569858791381);
  close(pooled(0.9), 0.6227248218707);
  close(pooled(1.4), 0.9967925364493);
  close(naturalOf("PFT", [12])(0.02), 0);
  close(naturalOf("PFT", [12])(1.56), 1);
  close(naturalOf("PAS")(-0.1), 0);
  close(naturalOf("PAS")(0.3), 0.0873321925452);
  close(naturalOf("PAS")(1.6), 1);
  close(naturalOf("ZCOR")(0.7), 0.6043677771172);
  close(naturalOf("ABT")(1.2), 0.6988057880878);
  close(naturalOf("AHW")(0.5), 0.875);
  close(naturalOf("PLO")(-1), 0.26894142137);
  close(naturalOf("RR")(Math.log(2)), 2);
});

test("a proportion and an alpha turned and turned back are themselves", () => {
  for (const [xi, ni] of [
    [1, 10],
    [7, 12],
    [39, 40],
  ] as const)
    for (const measure of ["PR", "PLN", "PLO", "PAS", "PFT"] as const)
      close(naturalOf(measure, [ni])(proportionMeasures[measure]({ xi, ni })!.yi), xi / ni);
  for (const measure of ["ARAW", "AHW", "ABT"] as const)
    close(naturalOf(measure)(reliabilityMeasures[measure]({ ai: 0.83, mi: 10, ni: 50 })!.yi), 0.83);
});

test("what is not transformed is read as it is", () => {
  for (const measure of measures)
    if (!isTransformed(measure)) assert.equal(naturalOf(measure, [5])(0.37), 0.37, measure);
});
