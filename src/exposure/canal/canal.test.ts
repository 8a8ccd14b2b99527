import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Amount, DoseRate, Flow, Hours, Length, Volume } from "../../quantity/quantity.ts";
import { minutes } from "../clock.ts";
import { type LinearFlow, linearSystem } from "../linear-system.ts";
import { propagator } from "../propagator.ts";
import { trace } from "../trace.ts";
import { balanceOf } from "./balance.ts";
import { type Canal, slicesOf, type Transport } from "./canal.ts";
import {
  canFollow,
  concentrations,
  followed,
  momentsOf,
  steadyConcentrations,
  whereabouts,
} from "./follow.ts";
import { canalOf, landmark } from "./person.ts";
import { amountsUntil, shot, steadily, type TipDose } from "./tip-dose.ts";

const adult = canalOf();
const morphine: Transport = { dispersion: 120, uptake: 0.12 };
const level = (id: string): Length => landmark(id)!;
const cm = (n: number): Length => n as Length;
const close = (found: number, expected: number, share: number, what = ""): void =>
  assert.ok(Math.abs(found / expected - 1) <= share, `${what} ${found}, expected ${expected}`);

const transports: fc.Arbitrary<Transport> = fc.record({
  dispersion: fc.double({ min: 10, max: 1000, noNaN: true }),
  uptake: fc.double({ min: 0, max: 0.6, noNaN: true }),
});
const levels = fc.double({ min: 0, max: 57, noNaN: true }).map(cm);
const doses: fc.Arbitrary<TipDose> = fc.record({
  streams: fc.array(
    fc
      .tuple(
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: 0, max: 50 }),
      )
      .map(([from, span, rate]) => ({
        from: from as Hours,
        until: (from + span) as Hours,
        rate: rate as DoseRate,
      })),
    { maxLength: 5 },
  ),
  shots: fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 100 }).map((n) => n as Hours),
      amount: fc.integer({ min: 1, max: 100 }).map((n) => n as Amount),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

test("fact sheet §5.4: a point source in an endless even canal decays over 28.284 cm from 1.2276 ug/mL", () => {
  const endless: Canal = {
    stretches: [{ until: cm(800), area: 1.6 }],
    cranialVolume: 150 as Volume,
    cranialAbsorption: 0 as Flow,
    spinalAbsorption: 0 as Flow,
  };
  const at = (slice: number): number[] => {
    const one = followed(endless, { dispersion: 120, uptake: 0.15 }, cm(slice));
    return steadyConcentrations(one, cm(400), [cm(400), cm(420), cm(440)], (400 / 24) as DoseRate);
  };
  const [coarse, fine] = [at(0.5), at(0.25)];
  // The peak has an edge at its source, so that its error is even in the slice and can be extrapolated away.
  close(2 * fine[0]! - coarse[0]!, 1.2276, 5e-5, "at the source");
  close(fine[1]! / (2 * fine[0]! - coarse[0]!), 0.4931, 2e-4, "20 cm from it");
  close(20 / Math.log(fine[1]! / fine[2]!), 28.284, 5e-5, "decay length");
  // And it is reached: the same canal followed for three weeks.
  const one = followed(endless, { dispersion: 120, uptake: 0.15 });
  const dose = steadily((400 / 24) as DoseRate, 600 as Hours);
  const [row] = concentrations(one, cm(400), [cm(420)], dose, [500]);
  close(row![0]!, coarse[1]!, 1e-9, "after 500 h");
});

test("halving the slice moves the value at the tip by less than 0.7% and the DTPA ratio by less than 0.3%", () => {
  const at = (slice: number): { tip: number; ratio: number } => {
    const one = followed(adult, morphine, cm(slice));
    const [near, far] = steadyConcentrations(one, cm(15), [level("T12"), level("T2")], 1 as DoseRate);
    const [tip] = steadyConcentrations(one, level("L3/4"), [level("L3/4")], 1 as DoseRate);
    return { tip: tip!, ratio: far! / near! };
  };
  const [coarse, fine] = [at(0.5), at(0.25)];
  close(coarse.tip, fine.tip, 0.007);
  close(coarse.ratio, fine.ratio, 0.003);
});

test("what is given is in the canal, in the head, taken up or absorbed, to 1e-12", () => {
  fc.assert(
    fc.property(transports, levels, doses, (transport, tip, dose) => {
      const one = followed(adult, transport);
      if (!canFollow(one)) return;
      const times = [0, 1, 17.3, 101, 500];
      const { canal, cranial, takenUp, absorbed } = whereabouts(one, tip, dose, times);
      for (const [i, time] of times.entries()) {
        const given = amountsUntil(dose, [time])[0]!;
        const found = canal[i]! + cranial[i]! + takenUp[i]! + absorbed[i]!;
        assert.ok(Math.abs(found - given) <= 1e-12 * given, `${found} of ${given} at ${time} h`);
      }
    }),
    { numRuns: 60 },
  );
});

test("what tissue has taken up is the time integral of uptake times what was in the canal", () => {
  const one = followed(adult, morphine);
  const step = 0.02;
  const times = Float64Array.from({ length: 1201 }, (_, i) => i * step);
  const { canal, takenUp } = whereabouts(one, level("L3/4"), steadily(10 as DoseRate, 30 as Hours), times);
  let integral = 0;
  for (let i = 2; i < times.length; i += 2)
    integral += (step / 3) * (canal[i - 2]! + 4 * canal[i - 1]! + canal[i]!);
  close(integral * morphine.uptake, takenUp.at(-1)!, 1e-6);
});

test("the modes say what the exact propagation of the same slices says", () => {
  fc.assert(
    fc.property(transports, doses, (transport, dose) => {
      const height = 3;
      const { size, volumes, up, down, uptake, absorbed } = balanceOf(slicesOf(adult, height), transport);
      const flows: LinearFlow[] = [];
      for (let i = 0; i < size; i++) {
        if (i + 1 < size) {
          flows.push({ from: i, to: i + 1, k: up[i]! / volumes[i]! });
          flows.push({ from: i + 1, to: i, k: down[i]! / volumes[i + 1]! });
        }
        flows.push({ from: i, k: (uptake[i]! + absorbed[i]!) / volumes[i]! });
      }
      const [tip, seen, clock] = [3, 9, minutes];
      const times = [0.5, 2, 30, 100];
      const input = {
        boluses: dose.shots.map(({ at, amount }) => ({ at: at * clock.perHour, amount, into: tip })),
        infusions: dose.streams.map(({ from, until, rate }) => ({
          at: from * clock.perHour,
          until: until * clock.perHour,
          rate,
          into: tip,
        })),
      };
      const phases = [{ from: 0, propagator: propagator(linearSystem(size, flows, [])) }];
      const ticks = times.map((time) => time * clock.perHour);
      const exact = trace(phases, input, ticks, clock, [seen], { atDose: "after" });
      const one = followed(adult, transport, cm(height));
      const [row] = concentrations(one, cm((tip + 0.5) * height), [cm((seen + 0.5) * height)], dose, times);
      // All that was given, in one slice: before anything has arrived there is nothing else to compare with.
      const most = amountsUntil(dose, [1000])[0]! / volumes[seen]!;
      for (let i = 0; i < times.length; i++)
        assert.ok(
          Math.abs(row![i]! - exact[i]! / volumes[seen]!) <= 1e-12 * most,
          `${row![i]}, ${exact[i]! / volumes[seen]!}`,
        );
    }),
    { numRuns: 40 },
  );
});

test("no concentration is negative, and drug moves both ways between slices however fast the fluid flows", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e4, noNaN: true }), levels, doses, (dispersion, tip, dose) => {
      const transport = { dispersion, uptake: 0.1 };
      const { up, down } = balanceOf(slicesOf(adult), transport);
      assert.ok(up.every((flow) => flow >= 0) && down.every((flow) => flow > 0));
      const one = followed(adult, transport);
      const steady = steadyConcentrations(one, tip, [cm(0), cm(30), cm(57)], 1 as DoseRate);
      assert.ok(steady.every((value) => value >= 0));
      if (!canFollow(one)) return;
      const rows = concentrations(one, tip, [cm(0), cm(30), cm(57)], dose, [0, 1e-3, 1, 50, 200]);
      assert.ok(rows.every((row) => row.every((value) => value >= 0)));
    }),
    { numRuns: 60 },
  );
});

test("doses superpose, and half the dose is half the exposure", () => {
  fc.assert(
    fc.property(transports, levels, doses, doses, (transport, tip, a, b) => {
      const one = followed(adult, transport);
      if (!canFollow(one)) return;
      const times = [1, 10, 60, 150];
      const ask = (dose: TipDose): Float64Array => concentrations(one, tip, [level("L1")], dose, times)[0]!;
      const both: TipDose = { streams: [...a.streams, ...b.streams], shots: [...a.shots, ...b.shots] };
      const half: TipDose = {
        streams: a.streams.map((stream) => ({ ...stream, rate: (stream.rate / 2) as DoseRate })),
        shots: a.shots.map((shot) => ({ ...shot, amount: (shot.amount / 2) as Amount })),
      };
      const [fromA, fromB, fromBoth, fromHalf] = [ask(a), ask(b), ask(both), ask(half)];
      const given = amountsUntil(both, [1000])[0]!;
      for (let i = 0; i < times.length; i++) {
        assert.ok(Math.abs(fromA[i]! + fromB[i]! - fromBoth[i]!) <= 1e-12 * given);
        assert.ok(Math.abs(fromA[i]! / 2 - fromHalf[i]!) <= 1e-12 * given);
      }
    }),
    { numRuns: 60 },
  );
});

test("a steady state is what an infusion comes to, and its area is that of one amount at once", () => {
  const one = followed(adult, morphine);
  const tip = level("L3/4");
  const seen = [level("L4/5"), tip, level("foramen-magnum")];
  const steady = steadyConcentrations(one, tip, seen, 1 as DoseRate);
  const rows = concentrations(one, tip, seen, steadily(1 as DoseRate, 2000 as Hours), [1900]);
  for (const [i, value] of steady.entries()) close(rows[i]![0]!, value, 1e-10);
  close(momentsOf(one, tip, seen[2]!, 1 as Amount).area, steady[2]!, 1e-12);
});

test("mean residence is the first moment of the curve over its area", () => {
  const one = followed(adult, morphine);
  const tip = level("L3/4");
  const step = 0.02;
  const times = Float64Array.from({ length: 10_001 }, (_, i) => i * step);
  const [row] = concentrations(one, tip, [level("T10")], shot(1 as Amount), times);
  let [area, moment] = [0, 0];
  for (let i = 1; i < times.length; i++) {
    area += row![i]! * step;
    moment += row![i]! * times[i]! * step;
  }
  const found = momentsOf(one, tip, level("T10"), 1 as Amount);
  close(found.area, area, 1e-4);
  close(found.residence, moment / area, 1e-4);
});

test("a week of one person, every ten minutes at six levels, is drawn anew within a frame of 16 ms", () => {
  const dose: TipDose = {
    streams: [{ from: 0 as Hours, until: 168 as Hours, rate: 4 as DoseRate }],
    shots: [],
  };
  const times = Float64Array.from({ length: 1009 }, (_, i) => i / 6);
  const seen = ["L4/5", "L3/4", "T12", "T2", "C7", "foramen-magnum"].map(level);
  const spans: number[] = [];
  for (let turn = 0; turn < 20; turn++) {
    const begun = process.threadCpuUsage();
    const one = followed(adult, { dispersion: 100 + turn, uptake: 0.12 });
    concentrations(one, level("L3/4"), seen, dose, times);
    const { user, system } = process.threadCpuUsage(begun);
    spans.push((user + system) / 1000);
  }
  // Processor time, and the best of several turns: other work on the machine only ever adds.
  assert.ok(Math.min(...spans) < 16, `${Math.min(...spans)} ms`);
});
