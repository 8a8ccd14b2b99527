import assert from "node:assert/strict";
import { test } from "node:test";
import { writeExposureCsv } from "./exposure-csv.ts";

test("each site is a column and each moment a row, digits untouched", () => {
  const csv = writeExposureCsv({
    at: [0, 0.5],
    sites: [{ site: "central, arterial", unit: "mg/L", values: [0.1 + 0.2, 3e-12] }],
  });
  assert.equal(
    csv,
    '"time (h)","central, arterial (mg/L)"\n0,0.30000000000000004\n0.5,3e-12\n'.replaceAll(
      '"time (h)"',
      "time (h)",
    ),
  );
});

test("each percentile is a column of its own", () => {
  const csv = writeExposureCsv({
    at: [1],
    subjects: 10,
    sites: [{ site: "plasma", unit: "ng/mL", bands: { "5": [1], "95": [9] }, inside: [0.5] }],
  });
  assert.equal(csv, "time (h),plasma P5 (ng/mL),plasma P95 (ng/mL),plasma inside\n1,1,9,0.5\n");
});
