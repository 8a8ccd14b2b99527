// influence() and baujat() of metafor 3.8-1, REML to 1e-12, of six of the BCG trials' effects.
import assert from "node:assert/strict";
import { test } from "node:test";
import { baujat, influence } from "./influence.ts";

const y = Float64Array.of(-0.8893, -1.5854, -1.3481, -1.4416, -0.2175, -0.7861);
const v = Float64Array.of(0.3256, 0.1946, 0.4154, 0.02, 0.0512, 0.0069);
const close = (found: number | undefined, wanted: number): void =>
  assert.ok(Math.abs(found! - wanted) < 1e-8 * Math.abs(wanted), `${found}, not ${wanted}`);

test("case diagnostics are of the result as it is tested: Hartung and Knapp's variance is in each of them", () => {
  const found = influence(y, v, "REML", "knha");
  close(found.rstudent[1], -1.0974895126);
  close(found.dffits[1], -0.43186207002);
  close(found.cookd[1], 0.179546943151);
  close(found.covr[1], 1.108947952);
  close(found.dfbs[1], -0.43229842225);
  close(baujat(y, v, "REML", "knha")[1]!.influence, 0.1619074573);
  close(influence(y, v, "REML", "adhoc").rstudent[1], -0.9956532249);
});

test("a study is marked where metafor marks it, by Cook's distance alone too", () => {
  assert.deepEqual(influence(y, v, "REML", "knha").marked, [false, false, false, true, true, false]);
  assert.deepEqual(influence(y, v, "REML", "t").marked, [false, false, false, false, true, false]);
});
