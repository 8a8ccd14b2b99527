import { exp } from "./elementary.ts";
import type { LinearSystem } from "./linear-system.ts";

/**
 * Advances the amounts of a linear system exactly over any span of constant input.
 *
 * exp(Kh) and its integral are held for spans of h = 2^k and put together bit by bit; what is left below the smallest
 * is a Taylor series. The diagonal is shifted so that every term is non-negative and nothing cancels: each entry is
 * right in its own digits, however small, for double, near-equal and complex eigenvalues alike (Xue & Ye 2013), and
 * columns are scaled to conserve mass, so that squaring does not double the rounding of slow modes in stiff systems.
 */
export interface Propagator {
  readonly system: LinearSystem;
  /** Advances `state` in place by `hours` under the given input rates (amount per hour, one a state). */
  advance(state: Float64Array, rates: Float64Array, hours: number): void;
}

/** exp(Kh) and its integral from 0 to h, both by rows. */
interface Step {
  readonly hours: number;
  readonly across: Float64Array;
  readonly within: Float64Array;
}

interface Sparse {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
  /** The shift: the fastest loss, per hour. */
  readonly shift: number;
}

/** Terms below this share of their sum cannot change it. */
const negligible = 2 ** -56;
/** A span seen this often is worth a matrix of its own. */
const worthKeeping = 6;
const keptAtMost = 256;

export function propagator(system: LinearSystem): Propagator {
  const { size } = system;
  const sparse = shifted(system);
  const unit = sparse.shift > 0 ? 2 ** -Math.ceil(Math.log2(sparse.shift)) : Number.POSITIVE_INFINITY;
  const steps: Step[] = [];
  const kept = new Map<number, Step>();
  const seen = new Map<number, number>();
  const next = new Float64Array(size);
  const work = [new Float64Array(size), new Float64Array(size)] as const;

  const power = (k: number): Step => {
    if (steps.length === 0) steps.push(series(system, sparse, unit));
    while (steps.length <= k) steps.push(joined(system, steps.at(-1)!, steps.at(-1)!));
    return steps[k]!;
  };
  const bits = (hours: number): { whole: number[]; rest: number } => {
    const whole: number[] = [];
    let rest = hours;
    if (hours >= unit) {
      for (let k = Math.floor(Math.log2(hours / unit)) + 1; k >= 0 && rest >= unit; k--) {
        if (rest < unit * 2 ** k) continue;
        whole.push(k);
        rest -= unit * 2 ** k;
      }
    }
    return { whole, rest };
  };
  const whole = (hours: number): Step | undefined => {
    const found = kept.get(hours);
    if (found) return found;
    const times = (seen.get(hours) ?? 0) + 1;
    if (seen.size > 4096) seen.clear();
    seen.set(hours, times);
    if (times < worthKeeping || kept.size >= keptAtMost) return undefined;
    const parts = bits(hours);
    let step = parts.rest > 0 ? series(system, sparse, parts.rest) : undefined;
    for (const k of parts.whole.toReversed()) step = step ? joined(system, step, power(k)) : power(k);
    if (step) kept.set(hours, step);
    return step;
  };
  const apply = (step: Step, state: Float64Array, rates: Float64Array): void => {
    const { across, within } = step;
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let j = 0, at = i * size; j < size; j++, at++) {
        sum += across[at]! * state[j]! + within[at]! * rates[j]!;
      }
      next[i] = sum;
    }
    state.set(next);
  };

  return {
    system,
    advance(state, rates, hours) {
      if (!(hours > 0)) return;
      const step = whole(hours);
      if (step) return apply(step, state, rates);
      const parts = bits(hours);
      for (const k of parts.whole) apply(power(k), state, rates);
      if (parts.rest > 0) taylor(sparse, state, rates, parts.rest, work);
    },
  };
}

function shifted({ size, rates }: LinearSystem): Sparse {
  let shift = 0;
  for (let i = 0; i < size; i++) shift = Math.max(shift, -rates[i * size + i]!);
  const starts = new Int32Array(size + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const value = rates[i * size + j]! + (i === j ? shift : 0);
      if (value === 0) continue;
      columns.push(j);
      values.push(value);
    }
    starts[i + 1] = columns.length;
  }
  return { starts, columns: Int32Array.from(columns), values: Float64Array.from(values), shift };
}

/** x(h) of x' = Kx + r in place, as e^(-qh) times the series of (K + qI)h with the input as a constant state. */
function taylor(
  { starts, columns, values, shift }: Sparse,
  state: Float64Array,
  rates: Float64Array,
  hours: number,
  [term, following]: readonly [Float64Array, Float64Array],
): void {
  const size = state.length;
  let one = 1;
  term.set(state);
  for (let k = 1; ; k++) {
    let settled = true;
    for (let i = 0; i < size; i++) {
      let sum = rates[i]! * hours * one;
      for (let at = starts[i]!; at < starts[i + 1]!; at++) {
        sum += values[at]! * hours * term[columns[at]!]!;
      }
      sum /= k;
      following[i] = sum;
      const total = state[i]! + sum;
      state[i] = total;
      if (sum > total * negligible) settled = false;
    }
    one *= (shift * hours) / k;
    term.set(following);
    // What lies as many flows away as there are states gets its first share only in that term.
    if (settled && k >= size - 1) break;
  }
  const decay = exp(-shift * hours);
  for (let i = 0; i < size; i++) state[i] = state[i]! * decay;
}

/** The step over a span short enough for the series, column by column. */
function series(system: LinearSystem, sparse: Sparse, hours: number): Step {
  const { size } = system;
  const step: Step = {
    hours,
    across: new Float64Array(size * size),
    within: new Float64Array(size * size),
  };
  const column = new Float64Array(size);
  const rates = new Float64Array(size);
  const work = [new Float64Array(size), new Float64Array(size)] as const;
  for (let j = 0; j < size; j++) {
    for (const [matrix, start, rate] of [
      [step.across, 1, 0],
      [step.within, 0, 1],
    ] as const) {
      column.fill(0);
      column[j] = start;
      rates[j] = rate;
      taylor(sparse, column, rates, hours, work);
      rates[j] = 0;
      for (let i = 0; i < size; i++) matrix[i * size + j] = column[i]!;
    }
  }
  return conserved(system, step);
}

/** The step over two spans, one after the other. */
function joined(system: LinearSystem, first: Step, second: Step): Step {
  const { size } = system;
  const across = product(second.across, first.across, size);
  const within = product(second.across, first.within, size);
  for (let at = 0; at < within.length; at++) within[at] = within[at]! + second.within[at]!;
  return conserved(system, { hours: first.hours + second.hours, across, within });
}

/** Products of non-negative matrices by rows; banded ones cost no more than their bands. */
export function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const factor = a[i * size + k]!;
      if (factor === 0) continue;
      for (let j = 0, to = i * size, from = k * size; j < size; j++, to++, from++) {
        out[to] = out[to]! + factor * b[from]!;
      }
    }
  }
  return out;
}

/** Scales each column so that what started in (or flowed into) a state is all accounted for. */
function conserved({ size, compartments, rates, weights }: LinearSystem, step: Step): Step {
  for (let j = 0; j < size; j++) {
    if (rates[j * size + j] === 0) {
      // What nothing leaves keeps all it has, exactly.
      step.across[j * size + j] = 1;
      step.within[j * size + j] = step.hours;
      continue;
    }
    if (!weights || j >= compartments) continue;
    let across = 0;
    let within = 0;
    for (let i = 0; i < size; i++) {
      across += weights[i]! * step.across[i * size + j]!;
      within += weights[i]! * step.within[i * size + j]!;
    }
    const [keepAcross, keepWithin] = [weights[j]! / across, (weights[j]! * step.hours) / within];
    for (let i = 0; i < size; i++) {
      if (weights[i] === 0) continue;
      step.across[i * size + j] = step.across[i * size + j]! * keepAcross;
      step.within[i * size + j] = step.within[i * size + j]! * keepWithin;
    }
  }
  return step;
}
