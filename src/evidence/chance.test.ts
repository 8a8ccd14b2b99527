import assert from "node:assert/strict";
import { test } from "node:test";
import { chance } from "./chance.ts";
import { everySubset, sampleSubsets } from "./subsets/subsets.ts";

test("a stream is known by its seed and index alone", () => {
  const draw = (seed: number, index: number) => Array.from({ length: 5 }, chance(seed, index).unit);
  assert.deepEqual(draw(1, 2), draw(1, 2));
  assert.notDeepEqual(draw(1, 2), draw(1, 3));
  assert.notDeepEqual(draw(1, 2), draw(2, 2));
  // Seed and index are not interchangeable.
  assert.notDeepEqual(draw(1, 2), draw(2, 1));
});

test("a hundred thousand draws are even, and so are the first draws of as many streams", () => {
  const one = chance(42);
  for (const next of [
    (): number => one.unit(),
    (() => {
      let i = 0;
      return () => chance(7, i++).unit();
    })(),
  ]) {
    const bins = new Float64Array(20);
    for (let i = 0; i < 100_000; i++) {
      const u = next();
      assert.ok(u >= 0 && u < 1);
      bins[Math.floor(u * 20)]! += 1;
    }
    const chi = bins.reduce((sum, count) => sum + (count - 5000) ** 2 / 5000, 0);
    // 19 degrees of freedom: 43.8 is passed once in a thousand seeds.
    assert.ok(chi < 43.8, String(chi));
  }
});

test("a sample of subsets has about the quantiles of subsets of its sizes", async () => {
  const y = Float64Array.from([0.1, 0.4, -0.2, 0.9, 0.3, 0.5]);
  const v = Float64Array.from([0.04, 0.1, 0.09, 0.2, 0.05, 0.3]);
  const all = await everySubset(y, v, "EE");
  const some = await sampleSubsets(y, v, "EE", { n: 20_000, seed: 3 });
  // Sizes are drawn evenly, subsets of a size evenly: the mean over sizes of the mean of each size.
  const bySize = [2, 3, 4, 5, 6].map((size) => {
    const of = Array.from(all.estimates).filter((_, i) => all.sizes[i] === size);
    return of.reduce((sum, value) => sum + value, 0) / of.length;
  });
  const expected = bySize.reduce((sum, value) => sum + value, 0) / 5;
  assert.ok(Math.abs(some.estimate.mean - expected) < 5e-3, `${some.estimate.mean}, ${expected}`);
});
