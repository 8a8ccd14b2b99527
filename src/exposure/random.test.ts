import assert from "node:assert/strict";
import { test } from "node:test";
import { exp, log, lost } from "./elementary.ts";
import { chance, normalQuantile, philox } from "./random.ts";

const hex = (words: Uint32Array): string =>
  Array.from(words, (word) => word.toString(16).padStart(8, "0")).join(" ");

test("Philox 4x32-10 gives the known answers of its authors' Random123 library", () => {
  const zero = new Uint32Array(4);
  philox(zero, 0, 0);
  assert.equal(hex(zero), "6627e8d5 e169c58d bc57ac4c 9b00dbd8");
  const ones = new Uint32Array(4).fill(0xffffffff);
  philox(ones, 0xffffffff, 0xffffffff);
  assert.equal(hex(ones), "408f276d 41c83b0e a20bc7c6 6d5451fd");
  const pi = Uint32Array.of(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344);
  philox(pi, 0xa4093822, 0x299f31d0);
  assert.equal(hex(pi), "d16cfe09 94fdcceb 5001e420 24126ea1");
});

test("normal quantiles agree with R's qnorm from the centre to the far tail", () => {
  for (const [p, q] of [
    [0.5, 0],
    [0.3, -0.5244005127080407],
    [0.975, 1.959963984540054],
    [0.999, 3.090232306167813],
    [1e-5, -4.264890793922825],
    [1e-10, -6.361340902404056],
    [1e-100, -21.27345356096532],
  ] as const)
    assert.ok(Math.abs(normalQuantile(p) - q) <= 1e-14 * Math.max(1, Math.abs(q)), `${p}`);
});

test("exponentials and logarithms are those of the built-in functions to two units in the last place", () => {
  for (let i = 0; i < 2000; i++) {
    const x = (i - 1000) * 0.6931 + i / 7919;
    const [mine, theirs] = [exp(x), Math.exp(x)];
    if (Number.isFinite(theirs)) assert.ok(Math.abs(mine - theirs) <= 4.5e-16 * theirs + 1e-323, `exp ${x}`);
    const y = 10 ** ((i - 1000) / 3.3);
    if (y > 0 && Number.isFinite(y))
      assert.ok(Math.abs(log(y) - Math.log(y)) <= 4.5e-16 * Math.abs(Math.log(y)), `log ${y}`);
    const z = 10 ** ((i - 1500) / 100);
    assert.ok(Math.abs(lost(z) + Math.expm1(-z)) <= 4.5e-16 * -Math.expm1(-z), `lost ${z}`);
  }
  assert.equal(exp(0), 1);
  assert.equal(log(1), 0);
});

test("a subject's draws do not depend on who was drawn before, nor on how many are asked for", () => {
  const draw = (subject: number, first: number, count: number, seed = 7): number[] => {
    const out = new Float64Array(count);
    chance(seed).normals(subject, 0, first, out);
    return Array.from(out);
  };
  const all = draw(12, 0, 10);
  assert.deepEqual(draw(12, 4, 3), all.slice(4, 7));
  assert.notDeepEqual(draw(13, 0, 10), all);
  assert.notDeepEqual(draw(12, 0, 10, 8), all);
  assert.notDeepEqual(draw(12, 0, 10, 7 + 2 ** 32), all);
});

test("ten thousand subjects' first draws have the mean and the spread of a standard normal", () => {
  const source = chance(1);
  const out = new Float64Array(2);
  let [sum, squares] = [0, 0];
  for (let subject = 0; subject < 10_000; subject++) {
    source.normals(subject, 0, 0, out);
    sum += out[0]!;
    squares += out[0]! ** 2;
  }
  // Four standard errors: 1/sqrt(n) for the mean, sqrt(2/n) for the variance.
  assert.ok(Math.abs(sum / 1e4) < 0.04);
  assert.ok(Math.abs(squares / 1e4 - 1) < 0.057);
});
