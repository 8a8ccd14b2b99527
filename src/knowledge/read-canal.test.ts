import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { z } from "zod";
import { indexOf } from "../../scripts/data-index.ts";
import { inward } from "../quantity/quantity.ts";
import { sealed } from "./digest.ts";
import { adultCanal, canalChecks, canalModel, canalSources } from "./read-canal.ts";
import { trusted } from "./trusted.ts";

const root = resolve(import.meta.dirname, "..", "..");

test("the index of data/canal names what its files hold", () => {
  assert.equal(readFileSync(join(root, "data", "canal", "index.ts"), "utf8"), indexOf("canal"));
});

test("a file that was changed after its index line was written is refused", () => {
  const content = { id: "adult" };
  assert.throws(
    () => trusted("canal", ["adult sha256:0", content], canalModel),
    /not what its index line names/,
  );
  assert.throws(() => trusted("canal", [sealed("adult", content), content], canalModel), /label/);
  assert.deepEqual(
    trusted("canal", [sealed("a", content), content], z.strictObject({ id: z.string() })),
    content,
  );
});

test("GEO-12 and §5.4: 57 cm hold 97.4 mL, and T12 to T2 are 20 cm as in Kroin 1993", () => {
  let [below, volume] = [0, 0];
  for (const { until, area } of adultCanal.stretches) {
    volume += (inward(until, "length") - below) * inward(area, "area");
    below = inward(until, "length");
  }
  assert.ok(Math.abs(volume - 97.4) < 1e-9 && below === 57);
  const at = (id: string): number => inward(adultCanal.landmarks.find((one) => one.id === id)!.at, "length");
  assert.equal(at("T2") - at("T12"), 20);
  // One subject's measured volume, Sass 2017 (GEO-01): 97.3 cm³.
  assert.ok(Math.abs(volume - 97.3) < 0.2);
});

test("no number of the canal pretends to have been read: geometry and fits are computed or assumed", () => {
  for (const { status } of [
    ...adultCanal.stretches,
    ...adultCanal.landmarks,
    ...adultCanal.uptake,
    ...adultCanal.sets,
    adultCanal.dispersion,
    adultCanal.cranialVolume,
    adultCanal.cranialAbsorption,
    adultCanal.spinalAbsorption,
    adultCanal.tanks,
  ])
    assert.ok(status === "computed" || status === "assumption", status);
});

test("the label's baclofen numbers are recalled, and stay so", () => {
  for (const id of ["CHK-09", "CHK-10"])
    assert.equal(canalChecks.find((one) => one.id === id)!.status, "recalled-H");
});

test("each source of the canal is used, and every sentence stands in both languages with the same numbers", () => {
  const text = JSON.stringify({ adultCanal, canalChecks });
  for (const id of canalSources.keys()) assert.ok(text.includes(`"source":"${id}"`), id);
  const numbers = (words: string): string => (words.match(/\d+(?:\.\d+)?/g) ?? []).sort().join(" ");
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { en, zh } = value as { en?: unknown; zh?: unknown };
    if (typeof en === "string" && typeof zh === "string") assert.equal(numbers(en), numbers(zh), en);
    for (const inner of Object.values(value)) walk(inner);
  };
  walk({ adultCanal, canalChecks });
});
