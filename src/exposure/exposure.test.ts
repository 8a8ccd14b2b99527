import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  type Clock,
  type Input,
  type LinearFlow,
  linearSystem,
  minutes,
  propagator,
  steadyState,
  trace,
  type TraceOptions,
} from "./exposure.ts";

const hourly: Clock = { perHour: 1 };
const after: TraceOptions = { atDose: "after" };

function run(
  flows: readonly LinearFlow[],
  compartments: number,
  input: Partial<Input>,
  moments: readonly number[],
  { clock = hourly, options = after }: { clock?: Clock; options?: TraceOptions } = {},
): number[][] {
  const system = linearSystem(compartments, flows);
  const states = Array.from({ length: system.size }, (_, state) => state);
  const whole = { boluses: [], infusions: [], ...input };
  const out = trace([{ from: 0, propagator: propagator(system) }], whole, moments, clock, states, options);
  return moments.map((_, i) => states.map((state) => out[state * moments.length + i]!));
}

const near = (actual: number, expected: number, relative: number): void =>
  assert.ok(
    // Below 1e-290 numbers themselves lose their digits.
    Math.abs(actual - expected) <= relative * Math.abs(expected) + 1e-290,
    `${actual} is not within ${relative} of ${expected}`,
  );

test("a chain of equal rates passes drug on as the Erlang distribution says, down to the last compartment", () => {
  const k = 2.27;
  const flows = Array.from({ length: 8 }, (_, i) => ({ from: i, to: i < 7 ? i + 1 : undefined, k }));
  for (const t of [1e-6, 0.01, 1, 7, 40]) {
    const [row] = run(flows, 8, { boluses: [{ at: 0, into: 0, amount: 1 }] }, [t]);
    let expected = Math.exp(-k * t);
    for (let i = 0; i < 8; i++) {
      // Relative even where the amount is 1e-50: 1e-13 leaves room for the rounding of k t in the exponential.
      near(row![i]!, expected, 1e-13);
      expected *= (k * t) / (i + 1);
    }
  }
});

test("rates that differ by one part in ten million are no harder than equal ones", () => {
  const [k1, k2] = [1.015, 1.0150001];
  const flows = [
    { from: 0, to: 1, k: k1 },
    { from: 1, k: k2 },
  ];
  const [row] = run(flows, 2, { boluses: [{ at: 0, into: 0, amount: 1 }] }, [10]);
  // Bateman's formula with the difference of exponentials written without cancellation.
  near(row![1]!, (k1 * Math.exp(-k1 * 10) * -Math.expm1(-(k2 - k1) * 10)) / (k2 - k1), 1e-9);
});

test("a ring of one-way flows, whose eigenvalues are complex, follows its closed form", () => {
  const flows = [0, 1, 2].map((i) => ({ from: i, to: (i + 1) % 3, k: 1 }));
  for (const t of [0.3, 2, 9]) {
    const [row] = run(flows, 3, { boluses: [{ at: 0, into: 0, amount: 1 }] }, [t]);
    near(row![0]!, (1 + 2 * Math.exp(-1.5 * t) * Math.cos((Math.sqrt(3) / 2) * t)) / 3, 1e-14);
  }
});

test("a slow elimination behind a fast exchange keeps its digits", () => {
  // Exchange a million times faster than elimination: the slow rate is k/2 (1 + O(1e-6)).
  const flows = [
    { from: 0, to: 1, k: 1e5 },
    { from: 1, to: 0, k: 1e5 },
    { from: 0, k: 0.1 },
  ];
  const [row] = run(flows, 2, { boluses: [{ at: 0, into: 0, amount: 1 }] }, [400]);
  const [trace, product] = [2e5 + 0.1, 1e5 * 0.1];
  const fast = (trace + Math.sqrt(trace * trace - 4 * product)) / 2;
  const slow = product / fast;
  near(row![0]! + row![1]!, ((fast - 0.1) / (fast - slow)) * Math.exp(-slow * 400), 1e-13);
});

const anyFlows = fc.array(
  fc.record({
    from: fc.integer({ min: 0, max: 3 }),
    to: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
    k: fc.double({ min: 1e-4, max: 50, noNaN: true }),
  }),
  { minLength: 1, maxLength: 8 },
);
const anyInput = fc.record({
  boluses: fc.array(
    fc.record({
      at: fc.nat(40),
      into: fc.integer({ min: 0, max: 3 }),
      amount: fc.double({ min: 0, max: 1e3, noNaN: true }),
    }),
    { maxLength: 4 },
  ),
  infusions: fc.array(
    fc
      .record({
        at: fc.nat(40),
        span: fc.integer({ min: 1, max: 30 }),
        into: fc.integer({ min: 0, max: 3 }),
        rate: fc.double({ min: 0, max: 1e3, noNaN: true }),
      })
      .map(({ at, span, into, rate }) => ({ at, until: at + span, into, rate })),
    { maxLength: 4 },
  ),
});
const away = (flows: readonly LinearFlow[]): LinearFlow[] => flows.filter(({ from, to }) => from !== to);
const given = ({ boluses, infusions }: Input): number =>
  boluses.reduce((sum, { amount }) => sum + amount, 0) +
  infusions.reduce((sum, { at, until, rate }) => sum + rate * (until - at), 0);

test("what went in is either inside or outside, to twelve digits", () => {
  fc.assert(
    fc.property(anyFlows, anyInput, (flows, input) => {
      const [row] = run(away(flows), 4, input, [75]);
      near(
        row!.reduce((sum, amount) => sum + amount, 0),
        given(input),
        1e-12,
      );
      assert.ok(row!.every((amount) => amount >= 0));
    }),
  );
});

test("doses superpose: two regimens together give the sum of each alone", () => {
  fc.assert(
    fc.property(anyFlows, anyInput, anyInput, (flows, one, two) => {
      const ways = away(flows);
      const moments = [3, 11.5, 40, 41, 60];
      const both = run(
        ways,
        4,
        { boluses: [...one.boluses, ...two.boluses], infusions: [...one.infusions, ...two.infusions] },
        moments,
      );
      const [first, second] = [run(ways, 4, one, moments), run(ways, 4, two, moments)];
      for (const [i, row] of both.entries())
        for (const [state, amount] of row.entries())
          near(amount, first[i]![state]! + second[i]![state]!, 1e-12);
    }),
  );
});

test("a sample at a bolus is before it or after it, as asked; half a tick later there is no difference", () => {
  const input = { boluses: [{ at: 2, into: 0, amount: 10 }] };
  const flows = [{ from: 0, k: 1 }];
  const taken = (atDose: "before" | "after"): number[][] =>
    run(flows, 1, input, [1, 2, 2.5], { options: { atDose } });
  assert.deepEqual(
    taken("before").map(([amount]) => amount),
    [0, 0, 10 * Math.exp(-0.5)],
  );
  assert.deepEqual(
    taken("after").map(([amount]) => amount),
    [0, 10, 10 * Math.exp(-0.5)],
  );
});

test("an infusion that has ended leaves a rate of exactly zero, however many overlapped", () => {
  const infusions = Array.from({ length: 100 }, (_, i) => ({
    at: i,
    until: i + 37,
    into: 0,
    rate: 0.1 + i / 3,
  }));
  const [row] = run([{ from: 0, k: 1000 }], 1, { infusions }, [1000]);
  assert.equal(row![0], 0);
});

test("the steady state is what repeating for a long time comes to, infusions that outlast the period included", () => {
  const flows = [
    { from: 0, to: 1, k: 1 },
    { from: 1, to: 0, k: 0.3 },
    { from: 0, k: 0.2 },
  ];
  const input: Input = {
    boluses: [{ at: 1, into: 1, amount: 5 }],
    infusions: [{ at: 2, until: 21, into: 0, rate: 3 }],
  };
  const repeated = {
    boluses: Array.from({ length: 200 }, (_, i) => ({ at: 1 + 8 * i, into: 1, amount: 5 })),
    infusions: Array.from({ length: 200 }, (_, i) => ({
      at: 2 + 8 * i,
      until: 21 + 8 * i,
      into: 0,
      rate: 3,
    })),
  };
  const steady = steadyState(propagator(linearSystem(2, flows)), input, 8, hourly)!;
  const [row] = run(flows, 2, repeated, [8 * 190]);
  near(steady.start[0]!, row![0]!, 1e-12);
  near(steady.start[1]!, row![1]!, 1e-12);
  assert.equal(steady.running.length, 2);
});

test("there is no steady state where drug never leaves", () => {
  const input: Input = { boluses: [{ at: 0, into: 0, amount: 1 }], infusions: [] };
  assert.equal(
    steadyState(propagator(linearSystem(2, [{ from: 0, to: 1, k: 1 }])), input, 8, hourly),
    undefined,
  );
});

test("a metabolite carries its own mass: what it yields is weighed in the balance", () => {
  const flows = [
    { from: 0, to: 1, k: 1, yield: 0.94 },
    { from: 1, k: 0.5 },
  ];
  const [row] = run(flows, 2, { boluses: [{ at: 0, into: 0, amount: 100 }] }, [1.7]);
  near(row![1]!, (100 * 0.94 * (Math.exp(-0.85) - Math.exp(-1.7))) / 0.5, 1e-14);
  near(row![0]! + row![1]! / 0.94 + row![2]!, 100, 1e-14);
});

test("an effect site follows its compartment and takes nothing from it", () => {
  const [k, ke0] = [0.7, 4];
  const system = linearSystem(1, [{ from: 0, k }], [{ of: 0, ke0 }]);
  const input: Input = { boluses: [{ at: 0, into: 0, amount: 1 }], infusions: [] };
  const [body, site] = trace(
    [{ from: 0, propagator: propagator(system) }],
    input,
    [0.9],
    hourly,
    [0, 1],
    after,
  );
  near(body!, Math.exp(-k * 0.9), 1e-15);
  near(site!, (ke0 / (ke0 - k)) * (Math.exp(-k * 0.9) - Math.exp(-ke0 * 0.9)), 1e-14);
});

test("kinetics that change at an hour hold before it and not after", () => {
  const phases = [
    { from: 0, propagator: propagator(linearSystem(1, [{ from: 0, k: 0.1 }])) },
    { from: 5, propagator: propagator(linearSystem(1, [{ from: 0, k: 2 }])) },
  ];
  const input: Input = { boluses: [{ at: 1, into: 0, amount: 1 }], infusions: [] };
  const out = trace(phases, input, [4, 5, 7], hourly, [0], after);
  near(out[0]!, Math.exp(-0.3), 1e-15);
  near(out[1]!, Math.exp(-0.4), 1e-15);
  near(out[2]!, Math.exp(-0.4 - 4), 1e-14);
});

test("a year of day-part rates and boluses keeps twelve digits (reference at 40 digits)", () => {
  const flows = [
    { from: 0, k: 25 / 40 },
    { from: 0, to: 1, k: 60 / 40 },
    { from: 1, to: 0, k: 60 / 110 },
    { from: 0, to: 2, k: 8 / 40 },
    { from: 2, to: 0, k: 8 / 600 },
  ];
  const days = Array.from({ length: 365 }, (_, day) => day);
  const input: Input = {
    infusions: days.flatMap((day) =>
      [8, 14, 10, 12].map((rate, i) => ({
        at: day * 1440 + i * 360,
        until: day * 1440 + (i + 1) * 360,
        into: 0,
        rate,
      })),
    ),
    boluses: days.flatMap((day) =>
      [120, 420, 600, 780, 960, 1260].map((at, j) => ({
        at: day * 1440 + at + ((37 * day + 11 * (j + 1)) % 60),
        into: 0,
        amount: 10,
      })),
    ),
  };
  const expected = [
    [15, 0.03823029879747227],
    [120, 0.11359802665203494],
    [135, 0.33352775793692974],
    [1440, 0.41608334200644437],
    [262800, 0.5870459417766675],
    [525600, 0.5353561050247041],
  ] as const;
  const rows = run(
    flows,
    3,
    input,
    expected.map(([t]) => t),
    { clock: minutes },
  );
  for (const [i, [, concentration]] of expected.entries()) near(rows[i]![0]! / 40, concentration, 1e-12);
});
