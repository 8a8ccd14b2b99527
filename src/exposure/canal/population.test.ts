import assert from "node:assert/strict";
import { test } from "node:test";
import type { DoseRate, Fraction, Hours, Length } from "../../quantity/quantity.ts";
import { merge, percentilesOf, sketchError } from "../sketch.ts";
import { volumeBetween } from "./canal.ts";
import { canalOf, landmark, peopleLike, personOf } from "./person.ts";
import { type Crowd, crowdBands, crowdPart } from "./population.ts";
import { steadily } from "./tip-dose.ts";

const typical = { canal: canalOf(), transport: { dispersion: 120, uptake: 0.12 } };
const people = peopleLike(typical, 0.4 as Fraction);
const crowd: Crowd = {
  people,
  seed: 7,
  size: 200,
  tip: landmark("L3/4")!,
  levels: [landmark("L3/4")!, landmark("T2")!, landmark("foramen-magnum")!],
  dose: steadily((400 / 24) as DoseRate, 24 as Hours),
  running: 0 as DoseRate,
  moments: Float64Array.of(2, 12, 24, 36),
};
const quantile = (values: number[], share: number): number =>
  values.sort((a, b) => a - b)[Math.floor(share * values.length)]!;

test("people vary as the fact sheet says: 95% of dispersions between 40 and 400 cm²/h, uptake by 40%, lumbar fluid by 30%", () => {
  const drawn = Array.from({ length: 4000 }, (_, number) => personOf(people, 1, number));
  const dispersions = drawn.map(({ transport }) => transport.dispersion);
  // Median 120: the bounds stand symmetric around their own geometric mean, 126.
  assert.ok(Math.abs(quantile(dispersions, 0.5) / 120 - 1) < 0.03);
  assert.ok(Math.abs(quantile(dispersions, 0.975) / quantile(dispersions, 0.025) / 10 - 1) < 0.1);
  const variation = (values: number[]): number => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) / mean;
  };
  assert.ok(Math.abs(variation(drawn.map(({ transport }) => transport.uptake)) - 0.4) < 0.03);
  const lumbar = drawn.map(({ canal }) => volumeBetween(canal, 0, 18));
  assert.ok(Math.abs(variation(lumbar) - 0.3) < 0.02);
  assert.ok(Math.abs(quantile(lumbar, 0.5) / 36 - 1) < 0.02);
  assert.ok(drawn.every(({ canal }) => Math.abs(volumeBetween(canal, 18, 57) - 61.4) < 1e-9));
});

test("a person is the same whoever asks, in whatever order", () => {
  assert.deepEqual(personOf(people, 3, 41), personOf(people, 3, 41));
  assert.notDeepEqual(personOf(people, 3, 41), personOf(people, 3, 42));
  assert.notDeepEqual(personOf(people, 3, 41), personOf(people, 4, 41));
});

test("bands hold the typical person and widen away from the tip", () => {
  const { bands, followed, left, exact } = crowdBands(crowd, [5, 50, 95]);
  assert.deepEqual([followed, left, exact], [200, 0, true]);
  const [low, middle, high] = bands;
  assert.ok(low!.every((value, i) => value < middle![i]! && middle![i]! < high![i]!));
  const width = (level: number): number => high![level * 4 + 2]! / low![level * 4 + 2]!;
  assert.ok(width(0) < width(1) && width(1) < width(2));
});

test("parts of a crowd add up to the whole, however it is cut, bit for bit", () => {
  const { counts: whole, followed } = crowdPart(crowd, 0, 200);
  assert.equal(followed, 200);
  const inPieces = crowdPart(crowd, 150, 50).counts;
  for (const [first, size] of [
    [0, 30],
    [30, 120],
  ] as const)
    merge(inPieces, crowdPart(crowd, first, size).counts);
  const exact = crowdBands(crowd, [50]).bands[0]!;
  for (let row = 0; row < whole.rows.length; row++) {
    assert.deepEqual(percentilesOf(inPieces, row, [5, 50, 95]), percentilesOf(whole, row, [5, 50, 95]));
    // A sketch reads a rank off its bin: near the median of 200 the next person is within a few percent.
    assert.ok(Math.abs(percentilesOf(whole, row, [50])[0]! / exact[row]! - 1) < 0.05 + sketchError);
  }
});

test("a stopped crowd says how many were followed", () => {
  let asked = 0;
  const { followed } = crowdBands(crowd, [50], undefined, () => ++asked > 20);
  assert.equal(followed, 20);
});

test("where the lumbar fluid does not vary, nor uptake, the bands are those of dispersion alone", () => {
  const still = { ...people, uptake: 0, lumbarVolume: 0, lumbarUntil: 0 as Length };
  const one = personOf(still, 1, 5);
  assert.deepEqual(one.canal, typical.canal);
  assert.equal(one.transport.uptake, 0.12);
  assert.notEqual(one.transport.dispersion, 120);
});
