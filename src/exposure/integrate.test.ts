import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Clock,
  integrate,
  type Kinetics,
  type Law,
  minutes,
  readLaw,
  type Regime,
  usual,
} from "./exposure.ts";

import { saturableStarOf, saturableTrace } from "./saturable-star.ts";

const hourly: Clock = { perHour: 1 };
const one = { name: "central", volume: 10 };
const nothing: Omit<Regime, "from"> = { linear: [], saturable: [], lawful: [] };
const kinetics = (compartments: Kinetics["compartments"], regime: Partial<Regime>): Kinetics => ({
  compartments,
  followers: [],
  regimes: [{ from: 0, ...nothing, ...regime }],
});
const law = (text: string): Law => {
  const read = readLaw(text, ["central"], "en-US");
  assert.ok(!("message" in read), JSON.stringify(read));
  return read;
};
const near = (actual: number, expected: number, relative: number): void =>
  assert.ok(
    Math.abs(actual - expected) <= relative * Math.abs(expected),
    `${actual} is not within ${relative} of ${expected}`,
  );
const bolus = { boluses: [{ at: 0, into: 0, amount: 100 }], infusions: [] };
const after = { atDose: "after" } as const;

test("a saturable elimination obeys its implicit solution: km ln(c0/c) + c0 - c = vmax t / V", () => {
  const [vmax, km] = [6, 2];
  const system = kinetics([one], { saturable: [{ from: 0, vmax, km }] });
  const moments = [0.5, 5, 20, 60];
  const amounts = integrate(system, bolus, moments, hourly, [0], after);
  for (const [i, t] of moments.entries()) {
    const c = amounts[i]! / 10;
    near(km * Math.log(10 / c) + 10 - c, (vmax * t) / 10, 1e-9);
  }
});

test("a formula of the same elimination gives the same amounts", () => {
  const written = kinetics([one], {
    lawful: [{ from: 0, law: law("6 * concentration(central) / (2 + concentration(central))") }],
  });
  const built = kinetics([one], { saturable: [{ from: 0, vmax: 6, km: 2 }] });
  const [a, b] = [written, built].map((system) => integrate(system, bolus, [1, 30], hourly, [0], after));
  near(a![0]!, b![0]!, 1e-12);
  near(a![1]!, b![1]!, 1e-12);
});

test("a formula may speak of time: dA/dt = -(1 + t/2) A / 10", () => {
  const system = kinetics([one], {
    lawful: [{ from: 0, law: law("(1 + time / 2) * amount(central) / 10") }],
  });
  const [amount] = integrate(system, bolus, [8], hourly, [0], after);
  near(amount!, 100 * Math.exp(-(8 + 16) / 10), 1e-8);
});

test("powers, roots, exponentials and logarithms have their derivatives: a stiff law is followed", () => {
  const system = kinetics([one], {
    lawful: [{ from: 0, law: law("amount(central)^2 / sqrt(amount(central)) + 0*log(exp(time))") }],
  });
  // dA/dt = -A^1.5 has A = (A0^-0.5 + t/2)^-2.
  const [amount] = integrate(system, bolus, [50], hourly, [0], after);
  near(amount!, (0.1 + 25) ** -2, 1e-8);
});

test("what saturable flows move is neither lost nor made", () => {
  const system = kinetics([one, { name: "deep", volume: 30 }], {
    linear: [{ from: 1, to: 0, k: 0.2 }],
    saturable: [
      { from: 0, to: 1, vmax: 50, km: 0.1 },
      { from: 0, vmax: 5, km: 3 },
    ],
  });
  const input = { ...bolus, infusions: [{ at: 3, until: 9, into: 1, rate: 40 }] };
  const states = integrate(system, input, [12], hourly, [0, 1, 2], after);
  near(
    states.reduce((sum, amount) => sum + amount, 0),
    340,
    1e-12,
  );
});

test("linear kinetics integrated agree with linear kinetics propagated, events included", () => {
  const system = kinetics([one], { linear: [{ from: 0, k: 0.3 }] });
  const input = {
    boluses: [{ at: 2, into: 0, amount: 50 }],
    infusions: [{ at: 1, until: 4, into: 0, rate: 10 }],
  };
  const [amount] = integrate(system, input, [10], hourly, [0], after);
  const expected = 50 * Math.exp(-0.3 * 8) + (10 / 0.3) * (Math.exp(-0.3 * 6) - Math.exp(-0.3 * 9));
  near(amount!, expected, 1e-8);
});

test("three compartments with saturable elimination over a week (Taylor series in long double): six digits in the tail", () => {
  const h = 60;
  const [V1, Q2, V2] = [7.631158109321525, 1.99698944845423, 14.817891140773714];
  const [Q3, V3, KM, VMAX] = [
    5.7807533310862915, 241.8421262537137, 0.33675585571556316, 0.39572903974634216,
  ];
  const system = kinetics(
    [V1, V2, V3].map((volume, i) => ({ name: `c${i}`, volume })),
    {
      linear: [
        { from: 0, to: 1, k: (Q2 / V1) * h },
        { from: 1, to: 0, k: (Q2 / V2) * h },
        { from: 0, to: 2, k: (Q3 / V1) * h },
        { from: 2, to: 0, k: (Q3 / V3) * h },
      ],
      saturable: [{ from: 0, vmax: VMAX * h, km: KM }],
    },
  );
  const input = {
    boluses: [{ at: 0, into: 0, amount: 25 }],
    infusions: [0, 1, 2, 3, 4].map((day) => ({ at: 1440 * day, until: 1440 * day + 240, into: 0, rate: 25 })),
  };
  const expected = [
    [10, 0.16962875844136893],
    [240, 0.351166180440412],
    [250, 0.2900535511860283],
    [1440, 0.005846120837736553],
    [6000, 0.29507554376524764],
    [10080, 7.725991145836268e-8],
  ] as const;
  const moments = expected.map(([t]) => t);
  const amounts = integrate(system, input, moments, minutes, [0], after);
  const star = saturableStarOf(system)!;
  const levels = saturableTrace(star, 1 / V1, input, moments, minutes, "after", 1e-7);
  for (const [i, [, concentration]] of expected.entries()) {
    near(amounts[i]! / V1, concentration, 1e-6);
    near(levels[i]!, concentration, 1e-6);
  }
});

test("the modes of a saturable star agree with the general integration for one and two compartments", () => {
  const input = {
    boluses: [{ at: 0, into: 0, amount: 300 }],
    infusions: [{ at: 5, until: 9, into: 0, rate: 80 }],
  };
  const moments = [0, 1, 5, 7, 9, 30, 200];
  const exchange = [
    { from: 0, to: 1, k: 2 },
    { from: 1, to: 0, k: 0.3 },
  ];
  for (const linear of [[], exchange]) {
    const system = kinetics([one, { name: "deep", volume: 30 }].slice(0, linear.length ? 2 : 1), {
      linear,
      saturable: [{ from: 0, vmax: 60, km: 4 }],
    });
    const levels = saturableTrace(saturableStarOf(system)!, 0.1, input, moments, hourly, "after", 1e-9);
    const amounts = integrate(system, input, moments, hourly, [0], after);
    // Both are right to 1e-9 a step, or to 1e-16 of all that was given: a long tail takes some thousand steps.
    for (const [i, amount] of amounts.entries())
      assert.ok(Math.abs(levels[i]! - amount / 10) <= 1e-5 * levels[i]! + 62 * 1e-16, `at ${moments[i]}`);
  }
});

test("an integration that may not go on says so by NaN, never by a wrong number", () => {
  const system = kinetics([one], { saturable: [{ from: 0, vmax: 6, km: 2 }] });
  const amounts = integrate(system, bolus, [0, 40], hourly, [0], after, { ...usual, steps: 5 });
  assert.equal(amounts[0], 100);
  assert.ok(Number.isNaN(amounts[1]));
});
