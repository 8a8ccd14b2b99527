import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, reply } from "../../test/replies.ts";
import { doseresponse } from "./doseresponse.ts";

// R 4.2.2 by hand, after Greenland and Longnecker (1992): the slope per gram of alcohol a day and its standard error,
// 0.0454288438 (0.0206638565); without the covariances 0.0334 (0.0187).
test("a dose-response of adjusted effects with a shared reference knows their covariance from the counts", async () => {
  const contrasts = [
    [2, 0.8, 0.0541723509943609, 74, 167],
    [6, 1.16, 0.0562746683751852, 90, 186],
    [11, 1.57, 0.0563275370687605, 122, 212],
  ].map(([dose, ratio, vi, cases, size]) => ({
    study: "Rohan 1988",
    reference: 0,
    dose,
    yi: Math.log(ratio!),
    vi,
    cases,
    size,
    referenceCases: 165,
    referenceSize: 337,
    design: "case-control",
  }));
  const input = { model: "linear", method: "common", contrasts };
  const { parameters } = await answer(doseresponse, input);
  const [slope] = parameters as { estimate: number; se: number }[];
  assert.ok(Math.abs(slope!.estimate - 0.0454288438088) < 1e-10);
  assert.ok(Math.abs(slope!.se - 0.0206638564762) < 1e-10);
  const lacking = { ...input, contrasts: contrasts.map((row) => ({ ...row, size: undefined })) };
  const refusal = await reply(doseresponse, lacking);
  assert.ok(!refusal.ok && refusal.issues.some(({ path }) => path === "contrasts[0].size"));
});
