import type { Kinetics, Regime } from "./kinetics.ts";
import { derivative, type Law, valueOf } from "./law.ts";
import { linearSystem } from "./linear-system.ts";

/** The right-hand side of the equations with its derivatives, both written into what is given. */
export interface Motion {
  readonly size: number;
  /** Whether the laws mention time. */
  readonly timed: boolean;
  /** dx/dt at amounts x and time t (h), input included. */
  slope(x: Float64Array, rates: Float64Array, t: number, out: Float64Array): void;
  /** The Jacobian by rows. */
  jacobian(x: Float64Array, t: number, out: Float64Array): void;
  /** The explicit derivative by time. */
  drift(x: Float64Array, t: number, out: Float64Array): void;
}

interface Way {
  readonly from?: number;
  readonly to: number;
  readonly law: Law;
  /** Compartments the law depends on, with the derivative by each. */
  readonly by: readonly (readonly [state: number, law: Law])[];
  readonly byTime: Law;
}

/** The equations of one regime: linear flows, saturable flows and laws together. */
export function motionOf(kinetics: Kinetics, regime: Regime): Motion {
  const { size, rates: linear } = linearSystem(
    kinetics.compartments.length,
    regime.linear,
    kinetics.followers,
  );
  const outside = size - 1;
  const starts = new Int32Array(size + 1);
  const columns: number[] = [];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) if (linear[i * size + j] !== 0) columns.push(j);
    starts[i + 1] = columns.length;
  }
  const values = Float64Array.from(columns, (j, at) => {
    const i = starts.findIndex((start, row) => row > 0 && start > at) - 1;
    return linear[i * size + j]!;
  });
  const volumes = Float64Array.from(kinetics.compartments, ({ volume }) => volume ?? 1);
  const ways: Way[] = regime.lawful.map(({ from, to = outside, law }) => ({
    from,
    to,
    law,
    by: kinetics.compartments
      .map((_, state) => [state, derivative(law, state, volumes)] as const)
      .filter(([, slope]) => slope.kind !== "number" || slope.value !== 0),
    byTime: derivative(law, "time", volumes),
  }));
  const { saturable } = regime;
  return {
    size,
    timed: ways.some(({ byTime }) => byTime.kind !== "number" || byTime.value !== 0),
    slope(x, rates, t, out) {
      for (let i = 0; i < size; i++) {
        let sum = rates[i]!;
        for (let at = starts[i]!; at < starts[i + 1]!; at++) sum += values[at]! * x[columns[at]!]!;
        out[i] = sum;
      }
      for (const { from, to = outside, vmax, km, yield: made = 1 } of saturable) {
        const concentration = x[from]! / volumes[from]!;
        const flow = (vmax * concentration) / (km + concentration);
        out[from] = out[from]! - flow;
        out[to] = out[to]! + flow * made;
      }
      for (const { from, to, law } of ways) {
        const flow = valueOf(law, x, volumes, t);
        if (from !== undefined) out[from] = out[from]! - flow;
        out[to] = out[to]! + flow;
      }
    },
    jacobian(x, t, out) {
      out.set(linear);
      for (const { from, to = outside, vmax, km, yield: made = 1 } of saturable) {
        const concentration = x[from]! / volumes[from]!;
        const slope = (vmax * km) / (km + concentration) ** 2 / volumes[from]!;
        out[from * size + from] = out[from * size + from]! - slope;
        out[to * size + from] = out[to * size + from]! + slope * made;
      }
      for (const { from, to, by } of ways) {
        for (const [state, law] of by) {
          const slope = valueOf(law, x, volumes, t);
          if (from !== undefined) out[from * size + state] = out[from * size + state]! - slope;
          out[to * size + state] = out[to * size + state]! + slope;
        }
      }
    },
    drift(x, t, out) {
      out.fill(0);
      for (const { from, to, byTime } of ways) {
        const slope = valueOf(byTime, x, volumes, t);
        if (from !== undefined) out[from] = out[from]! - slope;
        out[to] = out[to]! + slope;
      }
    },
  };
}
