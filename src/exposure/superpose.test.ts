import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { type Input, linearSystem, minutes, propagator, trace, type TraceOptions } from "./exposure.ts";
import { superposed } from "./superpose.ts";

const cells = 40;
const states = Array.from({ length: cells }, (_, cell) => cell);
const canal = (spread: number, flow: number, loss: number) =>
  propagator(
    linearSystem(
      cells,
      states.flatMap((i) => [
        { from: i, to: i < cells - 1 ? i + 1 : undefined, k: spread + flow },
        ...(i > 0 ? [{ from: i, to: i - 1, k: spread }] : []),
        { from: i, k: loss },
      ]),
    ),
  );
const grid = Float64Array.from({ length: 600 }, (_, i) => 30 * i);

/** The same by steps: asking for what has left the body as well forbids the short cut. */
function stepwise(system: ReturnType<typeof propagator>, input: Input, options: TraceOptions): Float64Array {
  const phases = [{ from: 0, propagator: system }];
  return trace(phases, input, grid, minutes, [...states, cells], options).subarray(0, cells * grid.length);
}

test("a programme's copies added up are what steps come to, in every cell and digit", () => {
  const programme = fc.record({
    parts: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 4, maxLength: 4 }),
    tip: fc.integer({ min: 0, max: cells - 1 }),
    boluses: fc.array(
      fc.record({ at: fc.integer({ min: -3, max: 590 }), amount: fc.integer({ min: 0, max: 50 }) }),
      {
        maxLength: 5,
      },
    ),
    spread: fc.double({ min: 0.1, max: 20, noNaN: true }),
    flow: fc.double({ min: 0, max: 3, noNaN: true }),
    loss: fc.double({ min: 0.8, max: 2, noNaN: true }),
    atDose: fc.constantFrom("before" as const, "after" as const),
  });
  let shortened = 0;
  fc.assert(
    fc.property(programme, ({ parts, tip, boluses, spread, flow, loss, atDose }) => {
      const input = {
        infusions: Array.from({ length: 50 }, (_, part) => ({
          at: part * 360,
          until: (part + 1) * 360,
          into: tip,
          rate: parts[part % 4]!,
        })),
        boluses: boluses.map(({ at, amount }) => ({ at: 30 * at, into: 3, amount })),
      };
      const system = canal(spread, flow, loss);
      const found = superposed(system, input, grid, minutes, states, { atDose });
      if (!found) return;
      shortened++;
      const expected = stepwise(system, input, { atDose });
      for (const [at, amount] of found.entries())
        // Below 1e-290 numbers themselves lose their digits.
        assert.ok(
          Math.abs(amount - expected[at]!) <= 1e-12 * expected[at]! + 1e-290,
          `${amount} ${expected[at]}`,
        );
    }),
    { numRuns: 40, seed: 7 },
  );
  assert.ok(shortened >= 10, "hardly any programme went the short way");
});

test("where a long washout is asked for, nothing is cut off: it goes by steps", () => {
  const input = { boluses: [{ at: 0, into: 5, amount: 1 }], infusions: [] };
  const system = canal(2, 1, 1);
  assert.equal(superposed(system, input, grid, minutes, states, { atDose: "after" }), undefined);
});

test("what does not fit the grid goes by steps", () => {
  const at = (moment: number): Input => ({
    boluses: [],
    infusions: [{ at: moment, until: moment + 360, into: 5, rate: 1 }],
  });
  const system = canal(2, 1, 1);
  assert.equal(superposed(system, at(7), grid, minutes, states, { atDose: "after" }), undefined);
});
