import assert from "node:assert/strict";
import { test } from "node:test";
import { trimAndFill } from "./trim-and-fill.ts";

// metafor 3.8-1: trimfill(rma(yi, vi, method = "EE")).
test("of three studies two may be trimmed, and the third alone is the centre", () => {
  const y = Float64Array.of(-0.446512218000998, -0.276559942753507, -0.798026811380421);
  const v = Float64Array.of(0.0258831487566884, 0.0234826401967834, 0.164751914751915);
  const found = trimAndFill(y, v, "L0", { method: "EE", test: "z", level: 0.95 })!;
  assert.deepEqual([found.k0, found.side], [2, "right"]);
  assert.ok(Math.abs(found.estimate - -0.276559942753507) < 1e-12);
  assert.ok(Math.abs(found.ci[0] - -0.447156487469885) < 1e-12);
});
