import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Flow, Hours, Volume } from "../quantity/quantity.ts";
import {
  constantProfile,
  flowAt,
  hoursToDeliver,
  meanFlow,
  mostWithin,
  type Piece,
  type Profile,
  volumeBetween,
} from "./delivery.ts";

const h = (n: number): Hours => n as Hours;

/** A gapless profile of one day with boundaries on whole minutes. */
const profiles: fc.Arbitrary<Profile> = fc
  .uniqueArray(fc.integer({ min: 1, max: 1439 }), { maxLength: 12 })
  .chain((cuts) => {
    const edges = [0, ...cuts.sort((a, b) => a - b), 1440].map((minute) => minute / 60);
    return fc
      .array(fc.integer({ min: 0, max: 1000 }), { minLength: edges.length - 1, maxLength: edges.length - 1 })
      .map((flows) => ({
        cycle: h(24),
        pieces: flows.map((flow, i): Piece => ({
          from: h(edges[i]!),
          until: h(edges[i + 1]!),
          flow: flow as Flow,
        })),
      }));
  });

/** The slow, obvious way: minute by minute. */
function minuteByMinute(profile: Profile, from: number, until: number): number {
  let volume = 0;
  for (let minute = from; minute < until; minute++) {
    const hour = (minute % 1440) / 60;
    const piece = profile.pieces.find((p) => hour >= p.from - 1e-9 && hour < p.until - 1e-9)!;
    volume += piece.flow / 60;
  }
  return volume;
}

test("R-01: what was delivered between any two minutes equals the sum minute by minute", () => {
  fc.assert(
    fc.property(
      profiles,
      fc.integer({ min: 0, max: 4000 }),
      fc.integer({ min: 0, max: 4000 }),
      (profile, a, b) => {
        const [from, until] = a < b ? [a, b] : [b, a];
        const fast = volumeBetween(profile, h(from / 60), h(until / 60));
        assert.ok(Math.abs(fast - minuteByMinute(profile, from, until)) < 1e-6, `${fast}`);
      },
    ),
  );
});

test("A-05, R-02: a volume has been delivered at the minute at which the sum minute by minute has it", () => {
  fc.assert(
    fc.property(
      profiles,
      fc.integer({ min: 0, max: 4000 }),
      fc.integer({ min: 1, max: 100_000 }),
      (profile, from, units) => {
        const volume = units as Volume;
        const hours = hoursToDeliver(volume, profile, h(from / 60));
        if (meanFlow(profile) === 0) return assert.equal(hours, undefined);
        const minutes = Math.ceil(hours! * 60 - 1e-3);
        if (minutes > 20_000) return undefined;
        // Sixtieths, so that each minute is a whole number.
        const delivered = Math.round(60 * minuteByMinute(profile, from, from + minutes));
        const before = Math.round(60 * minuteByMinute(profile, from, from + minutes - 1));
        return assert.ok(before < 60 * units && delivered >= 60 * units, `${hours}: ${before} ${delivered}`);
      },
    ),
  );
});

test("what is idle after its last drop is empty when that has gone, not when the next would", () => {
  const byDay: Profile = {
    cycle: h(24),
    pieces: [
      { from: h(0), until: h(8), flow: 0 as Flow },
      { from: h(8), until: h(20), flow: 0.1 as Flow },
      { from: h(20), until: h(24), flow: 0 as Flow },
    ],
  };
  assert.ok(Math.abs(hoursToDeliver(1.2 as Volume, byDay, h(0))! - 20) < 1e-6);
  assert.ok(Math.abs(hoursToDeliver((1.2 * 7) as Volume, byDay, h(30))! - (6 * 24 + 14)) < 1e-6);
  assert.equal(hoursToDeliver(0 as Volume, byDay, h(21)), 0);
  assert.equal(hoursToDeliver(1 as Volume, constantProfile(0 as Flow, h(24)), h(0)), undefined);
});

test("the heaviest window of any length is found wherever it begins", () => {
  fc.assert(
    fc.property(profiles, fc.integer({ min: 1, max: 1440 }), (profile, minutes) => {
      let most = 0;
      for (let start = 0; start < 1440; start += 7)
        most = Math.max(most, minuteByMinute(profile, start, start + minutes));
      assert.ok(mostWithin(profile, h(minutes / 60)) >= most - 1e-6);
    }),
    { numRuns: 30 },
  );
});

test("P-16: splitting a step in two equal ones changes nothing", () => {
  fc.assert(
    fc.property(profiles, fc.integer({ min: 0, max: 1439 }), (profile, minute) => {
      const at = minute / 60;
      const split: Profile = {
        cycle: profile.cycle,
        pieces: profile.pieces.flatMap((p) =>
          p.from < at && at < p.until
            ? [
                { ...p, until: h(at) },
                { ...p, from: h(at) },
              ]
            : [p],
        ),
      };
      assert.ok(Math.abs(meanFlow(split) - meanFlow(profile)) <= 1e-9 * meanFlow(profile));
      assert.equal(flowAt(split, h(at)), flowAt(profile, h(at)));
    }),
  );
});

test("a flow that never changes has itself as its mean, to the last bit", () => {
  assert.equal(meanFlow(constantProfile(0.1 as Flow, h(24))), 0.1);
});
