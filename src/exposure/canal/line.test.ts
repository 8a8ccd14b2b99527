import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bridgeOf } from "../../delivery/delivery.ts";
import type { Concentration, DoseRate, Flow, Hours, Volume } from "../../quantity/quantity.ts";
import { type Line, pass, type Passage, type Supply } from "./line.ts";
import { amountsUntil, type Stream } from "./tip-dose.ts";

const supply = (from: number, until: number, flow: number, concentration: number): Supply => ({
  from: from as Hours,
  until: until as Hours,
  flow: flow as Flow,
  concentration: concentration as Concentration,
});
const line = (volume: number, holds: number, mixing: Line["mixing"]): Line => ({
  volume: volume as Volume,
  holds: holds as Concentration,
  mixing,
});
const rateAt = ({ tip }: Passage, hour: number): number =>
  tip.streams.find(({ from, until }) => from <= hour && hour < until)?.rate ?? 0;
const close = (found: number, expected: number, share: number): void =>
  assert.ok(Math.abs(found - expected) <= share * Math.abs(expected), `${found}, expected ${expected}`);

const supplies: fc.Arbitrary<Supply[]> = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 1, max: 200 }),
      fc.constantFrom(0, 0.002, 0.01, 0.1, 1),
      fc.constantFrom(0, 50, 500, 2000),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((all) => {
    let now = 0;
    return all.map(([rest, span, flow, concentration]) => {
      const from = now + rest;
      now = from + span;
      return supply(from, now, flow, concentration);
    });
  });
const lines = fc
  .tuple(
    fc.constantFrom(0, 0.05, 0.34, 1),
    fc.constantFrom(0, 500, 2000),
    fc.constantFrom<Line["mixing"]>("plug", 1, 2, 10, 75),
  )
  .map((all) => line(...all));

test("C-09: through any history of flows and concentrations, mass in is mass out and mass in the line", () => {
  fc.assert(
    fc.property(lines, supplies, (line, supplies) => {
      const { before, entered, left, inside, tip } = pass(line, supplies);
      const whole = before + entered;
      assert.ok(Math.abs(left + inside - whole) <= 1e-12 * whole, `${left} + ${inside}, ${whole}`);
      close(amountsUntil(tip, [1e9])[0]!, left, 1e-12);
      assert.ok(tip.streams.every(({ rate }) => rate > 0 && Number.isFinite(rate)));
      assert.ok(tip.streams.every(({ from }, i) => i === 0 || from >= tip.streams[i - 1]!.until - 1e-9));
    }),
    { numRuns: 80 },
  );
});

/** A change of concentration with its bridge bolus (EX-02): old solution at the old dose until it is out of the line. */
const bridged = [supply(0, 12, 0.8 / 24, 2000), supply(12, 96, 0.2 / 24, 2000)];

test("C-03: by plug flow the right bridge leaves the dose at the tip unchanged, as a fine grid of the line says", () => {
  const passed = pass(line(0.4, 500, "plug"), bridged);
  for (const hour of [0.1, 6, 11.9, 12.1, 50]) close(rateAt(passed, hour), 400 / 24, 1e-12);
  // The same, cell by cell: each cell holds what its upstream neighbour held one cell's volume ago.
  const cells = Array.from({ length: 4000 }, () => 500);
  const cellVolume = 0.4 / cells.length;
  let [moved, hour] = [0, 0];
  while (hour < 96) {
    const { flow, concentration } = bridged.find(({ until }) => hour < until)!;
    const out = cells.pop()!;
    cells.unshift(concentration);
    moved += out * cellVolume;
    hour += cellVolume / flow;
  }
  close(passed.left, moved, 1e-3);
});

test("C-03: by plug flow a right bridge never gives more than the larger, nor less than the smaller, of the two doses", () => {
  const some = (max: number): fc.Arbitrary<number> => fc.double({ min: 1, max, noNaN: true });
  fc.assert(
    fc.property(some(3000), some(3000), some(60), some(60), some(3), (before, after, old, next, dead) => {
      const from = { concentration: before as Concentration, dose: old as DoseRate };
      const to = { concentration: after as Concentration, dose: next as DoseRate };
      const { duration, flow, thenFlow } = bridgeOf(dead as Volume, from, to, from.dose);
      const { tip } = pass(line(dead, before, "plug"), [
        supply(0, duration, flow, after),
        supply(duration, duration + 100, thenFlow, after),
      ]);
      for (const { from, until, rate } of tip.streams) {
        // What rounding leaves of the old column may last no longer than rounding does.
        if (until - from < 1e-9 * duration) continue;
        assert.ok(
          rate <= Math.max(old, next) * (1 + 1e-9) && rate >= Math.min(old, next) * (1 - 1e-9),
          `${rate}`,
        );
      }
    }),
  );
});

test("C-03: with mixing even the right bridge overshoots and dips, which the plan must not hide", () => {
  const rates = pass(line(0.4, 500, 10), bridged).tip.streams.map(({ rate }) => rate * 24);
  assert.ok(Math.max(...rates) > 2 * 400 && Math.min(...rates) < 0.75 * 400);
});

test("EX-01 and EX-03: without the bridge 25% of the dose for 48 h, or 400% for 12 h", () => {
  const stronger = pass(line(0.4, 500, "plug"), [supply(0, 96, 0.2 / 24, 2000)]);
  close(rateAt(stronger, 47.9), 100 / 24, 1e-12);
  close(rateAt(stronger, 48.1), 400 / 24, 1e-12);
  const weaker = pass(line(0.4, 2000, "plug"), [supply(0, 96, 0.8 / 24, 500)]);
  close(rateAt(weaker, 11.9), 1600 / 24, 1e-12);
  close(rateAt(weaker, 12.1), 400 / 24, 1e-12);
});

test("C-04: a bridge broken off half-way leaves half the line full of the old solution", () => {
  const broken = pass(line(0.4, 500, "plug"), [supply(0, 6, 0.8 / 24, 2000), supply(6, 96, 0.2 / 24, 2000)]);
  close(rateAt(broken, 5.9), 400 / 24, 1e-12);
  // 0.2 mL of 500 ug/mL at 0.2 mL/d: a day at a quarter of the dose.
  close(rateAt(broken, 29.9), 100 / 24, 1e-12);
  close(rateAt(broken, 30.1), 400 / 24, 1e-12);
});

/** A new line without drug, primed at high flow with exactly its volume, then 0.2 mL/d of 2000 ug/mL. */
const prime = 0.2 / 0.34;
const primed = [supply(0, prime, 0.34 / prime, 2000), supply(prime, prime + 96, 0.2 / 24, 2000)];
const intended = (0.2 / 24) * 2000;

/** What FDA reported: drug at high rate while priming, then too little. */
function showsEarlyArrivalAndDip(passed: Passage): boolean {
  const during = amountsUntil(passed.tip, [prime])[0]!;
  const after = rateAt(passed, prime + 1);
  const later = rateAt(passed, prime + 90);
  return during > 0.01 * 0.34 * 2000 && after < 0.9 * intended && Math.abs(later / intended - 1) < 0.01;
}

test("INC-11: with mixing, drug leaves the tip while priming, and less than intended for a time after", () => {
  for (const tanks of [4, 10, 30])
    assert.ok(showsEarlyArrivalAndDip(pass(line(0.34, 0, tanks), primed)), `${tanks}`);
});

test("INC-11: a pure delay shows neither, so that it cannot stand in for the line", () => {
  assert.equal(showsEarlyArrivalAndDip(pass(line(0.34, 0, "plug"), primed)), false);
});

test("the dip is paid for by the early arrival: in the end the same amount has come", () => {
  const total = (mixing: Line["mixing"]): number => {
    const later = [...primed, supply(prime + 96, prime + 960, 0.2 / 24, 2000)];
    return pass(line(0.34, 0, mixing), later).left;
  };
  close(total(10), total("plug"), 1e-12);
});

test("INC-4: a prime for 0.199 mL of tubing where there are 0.14 mL sends 118 ug past the tip by plug flow", () => {
  const long = 0.4;
  const flow = (0.199 + 0.2) / long;
  const passed = pass(line(0.14 + 0.2, 0, "plug"), [supply(0, long, flow, 2000)]);
  close(passed.left, 118, 1e-9);
});

test("more tanks mix less: the front nears that of plug flow", () => {
  const share = (tanks: number): number => amountsUntil(pass(line(0.34, 0, tanks), primed).tip, [prime])[0]!;
  const [few, some, many] = [share(2), share(20), share(200)];
  assert.ok(few > some && some > many);
  // Erlang: the share that leaves early is about 1 / sqrt(2π n) of the line's volume.
  close(many, (0.34 * 2000) / Math.sqrt(2 * Math.PI * 200), 0.01);
});

test("a front of Erlang shape: concentration after so many tank volumes is the tail of a Poisson count", () => {
  const tanks = 4;
  const passed = pass(line(1, 0, tanks), [supply(0, 8, 1, 1)]);
  const front = (volume: number): number => {
    const mean = volume * tanks;
    let [term, below] = [Math.exp(-mean), 0];
    for (let j = 0; j < tanks; j++) {
      below += term;
      term *= mean / (j + 1);
    }
    return 1 - below;
  };
  const wide = (found: Stream): number => {
    let sum = 0;
    const steps = 200;
    for (let i = 0; i < steps; i++)
      sum += front(found.from + ((i + 0.5) / steps) * (found.until - found.from));
    return sum / steps;
  };
  for (const stream of passed.tip.streams) close(stream.rate, wide(stream), 1e-4);
});

test("a steady dose through a settled line is one stream, however long", () => {
  const { tip } = pass(line(0.34, 2000, 10), [supply(0, 10_000, 0.2 / 24, 2000)]);
  assert.equal(tip.streams.length, 1);
});
