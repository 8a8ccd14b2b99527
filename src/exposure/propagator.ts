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

/** exp(Kh) by rows, and the columns of its integral from 0 to h for the states that have an input. */
interface Step {
  readonly hours: number;
  readonly across: Float64Array;
  readonly within: readonly Float64Array[];
}

interface Sparse {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
  /** The rate from each state to the outside. */
  readonly leaving: Float64Array;
  /** How far from its own place a state's amounts come or go, the outside apart. */
  readonly reach: number;
  /** The shift: the fastest loss, per hour. */
  readonly shift: number;
}

/** Terms below this share of their sum cannot change it. */
const negligible = 2 ** -56;
/** Flows that one series looks ahead where all nearer places are settled. */
const farthest = 48;
/** A span seen this often is worth a matrix of its own. */
const worthKeeping = 6;
const keptAtMost = 256;

/**
 * The propagator of a system. `inputs` names the states that input may flow into (all where nothing is said): the fewer,
 * the less work.
 */
export function propagator(system: LinearSystem, inputs?: readonly number[]): Propagator {
  const { size } = system;
  const fed = inputs ?? Array.from({ length: size }, (_, state) => state);
  const sparse = shifted(system);
  // Long chains take more terms at once: fewer squarings of large matrices.
  const ahead = size > 32 ? 4 : 1;
  const unit = sparse.shift > 0 ? ahead * 2 ** -Math.ceil(Math.log2(sparse.shift)) : Number.POSITIVE_INFINITY;
  const steps: Step[] = [];
  const kept = new Map<number, Step>();
  const seen = new Map<number, number>();
  const next = new Float64Array(size);
  const work = [new Float64Array(size), new Float64Array(size)] as const;

  const power = (k: number): Step => {
    if (steps.length === 0) steps.push(series(system, fed, sparse, unit));
    while (steps.length <= k) steps.push(joined(system, fed, steps.at(-1)!, steps.at(-1)!));
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
    let step = parts.rest > 0 ? series(system, fed, sparse, parts.rest) : undefined;
    for (const k of parts.whole.toReversed()) step = step ? joined(system, fed, step, power(k)) : power(k);
    if (step) kept.set(hours, step);
    return step;
  };
  const apply = ({ across, within }: Step, state: Float64Array, rates: Float64Array): void => {
    times(across, state, next);
    for (const [column, into] of fed.entries()) {
      const rate = rates[into]!;
      if (rate === 0) continue;
      const added = within[column]!;
      for (let i = 0; i < size; i++) next[i] = next[i]! + added[i]! * rate;
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

/** Matrix times vector, four rows at a time: each element of the vector is fetched once for four. */
export function times(matrix: Float64Array, x: Float64Array, out: Float64Array): void {
  const size = x.length;
  let i = 0;
  for (; i + 3 < size; i += 4) {
    let [a, b, c, d] = [i * size, (i + 1) * size, (i + 2) * size, (i + 3) * size];
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = 0; j < size; j++) {
      const value = x[j]!;
      s0 += matrix[a++]! * value;
      s1 += matrix[b++]! * value;
      s2 += matrix[c++]! * value;
      s3 += matrix[d++]! * value;
    }
    out[i] = s0;
    out[i + 1] = s1;
    out[i + 2] = s2;
    out[i + 3] = s3;
  }
  for (; i < size; i++) {
    let sum = 0;
    for (let j = 0, at = i * size; j < size; j++, at++) sum += matrix[at]! * x[j]!;
    out[i] = sum;
  }
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
  let reach = 0;
  for (let i = 0; i < size - 1; i++)
    for (let at = starts[i]!; at < starts[i + 1]!; at++) reach = Math.max(reach, Math.abs(columns[at]! - i));
  return {
    starts,
    columns: Int32Array.from(columns),
    values: Float64Array.from(values),
    leaving: rates.slice((size - 1) * size),
    reach,
    shift,
  };
}

/** x(h) of x' = Kx + r in place, as e^(-qh) times the series of (K + qI)h with the input as a constant state. */
function taylor(
  { starts, columns, values, leaving, reach, shift }: Sparse,
  state: Float64Array,
  rates: Float64Array,
  hours: number,
  [term, following]: readonly [Float64Array, Float64Array],
): void {
  const size = state.length;
  const outside = size - 1;
  let one = 1;
  term.set(state);
  // What lies outside these bounds is still zero; the outside itself is always looked at.
  let [low, high] = [0, outside];
  while (low < outside && state[low] === 0 && rates[low] === 0) low++;
  while (high > low && state[high - 1] === 0 && rates[high - 1] === 0) high--;
  for (let k = 1; ; k++) {
    let settled = true;
    let left = shift * hours * term[outside]! + rates[outside]! * hours * one;
    for (let j = low; j < high; j++) left += leaving[j]! * hours * term[j]!;
    if (k <= farthest) {
      low = Math.max(0, low - reach);
      high = Math.min(outside, high + reach);
    }
    const share = hours / k;
    for (let i = low; i < high; i++) {
      let sum = rates[i]! * share * one;
      for (let at = starts[i]!; at < starts[i + 1]!; at++) {
        sum += values[at]! * share * term[columns[at]!]!;
      }
      following[i] = sum;
      const total = state[i]! + sum;
      state[i] = total;
      if (sum > total * negligible) settled = false;
    }
    one *= shift * share;
    for (let i = low; i < high; i++) term[i] = following[i]!;
    term[outside] = left / k;
    state[outside] = state[outside]! + term[outside]!;
    if (term[outside]! > state[outside]! * negligible) settled = false;
    // What lies as many flows away as there are states gets its first share only in that term; the share of what lies
    // beyond `farthest` flows within one such short span is under 1e-20 of anything nearer.
    if (settled && k >= Math.min(size - 1, farthest)) break;
  }
  const decay = exp(-shift * hours);
  for (let i = 0; i < size; i++) state[i] = state[i]! * decay;
}

/** The step over a span short enough for the series. */
function series(system: LinearSystem, fed: readonly number[], sparse: Sparse, hours: number): Step {
  const { size } = system;
  const across = exponential(sparse, size, hours);
  const work = [new Float64Array(size), new Float64Array(size)] as const;
  const within = fed.map((into) => {
    const column = new Float64Array(size);
    const rates = new Float64Array(size);
    rates[into] = 1;
    taylor(sparse, column, rates, hours, work);
    return column;
  });
  return conserved(system, fed, { hours, across, within });
}

/** exp(Kh) by rows: the series of `taylor` for all columns at once, row by row of each term. */
function exponential(sparse: Sparse, size: number, hours: number): Float64Array {
  const sum = new Float64Array(size * size);
  let term = new Float64Array(size * size);
  let next = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    sum[i * size + i] = 1;
    term[i * size + i] = 1;
  }
  for (let k = 1; ; k++) {
    const near = Math.min(k, farthest) * sparse.reach;
    const settled = added(sparse, size, hours / k, [term, next, sum], near);
    // See `taylor` for how far a series must look.
    if (settled && k >= Math.min(size - 1, farthest)) break;
    [term, next] = [next, term];
  }
  const decay = exp(-sparse.shift * hours);
  for (let at = 0; at < sum.length; at++) sum[at] = sum[at]! * decay;
  return sum;
}

/** Adds the next term to the sum: its rows hold nothing farther than `near` from their diagonal. Whether it is the last. */
function added(
  { starts, columns, values }: Sparse,
  size: number,
  share: number,
  [term, next, sum]: readonly [Float64Array, Float64Array, Float64Array],
  near: number,
): boolean {
  const outside = size - 1;
  let settled = true;
  for (let i = 0; i < size; i++) {
    const [start, end] = [starts[i]!, starts[i + 1]!];
    const everywhere = i === outside || (end > start && outside === columns[end - 1]);
    const low = everywhere ? 0 : Math.max(0, i - near);
    const high = everywhere ? size : Math.min(size, i + near + 1);
    const to = i * size;
    next.fill(0, to + low, to + high);
    // Three rows at once: each element of the sum is fetched a third as often.
    for (let at = start; at < end; at += 3) {
      const second = at + 1 < end ? at + 1 : at;
      const third = at + 2 < end ? at + 2 : at;
      const one = values[at]! * share;
      const two = second > at ? values[second]! * share : 0;
      const three = third > at ? values[third]! * share : 0;
      let p = columns[at]! * size + low;
      let q = columns[second]! * size + low;
      let r = columns[third]! * size + low;
      for (let j = to + low; j < to + high; j++)
        next[j] = next[j]! + (one * term[p++]! + two * term[q++]! + three * term[r++]!);
    }
    for (let j = to + low; j < to + high; j++) {
      const more = next[j]!;
      const total = sum[j]! + more;
      sum[j] = total;
      if (more > total * negligible) settled = false;
    }
  }
  return settled;
}

/** The step over two spans, one after the other. */
function joined(system: LinearSystem, fed: readonly number[], first: Step, second: Step): Step {
  const { size } = system;
  const across = product(second.across, first.across, size);
  const within = fed.map((_, column) => {
    const sum = new Float64Array(size);
    times(second.across, first.within[column]!, sum);
    for (let i = 0; i < size; i++) sum[i] = sum[i]! + second.within[column]![i]!;
    return sum;
  });
  return conserved(system, fed, { hours: first.hours + second.hours, across, within });
}

/** Products of non-negative matrices by rows; what is zero at the ends of rows costs nothing. */
export function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size * size);
  const [starts, ends] = [new Int32Array(size), new Int32Array(size)];
  let filled = 0;
  for (let k = 0; k < size; k++) {
    let [start, end] = [0, size];
    while (start < size && b[k * size + start] === 0) start++;
    while (end > start && b[k * size + end - 1] === 0) end--;
    starts[k] = start;
    ends[k] = end;
    filled += end - start;
  }
  if (size > 32 && filled > 0.6 * size * size) return dense(a, b, size);
  for (let i = 0; i < size; i++) {
    const to = i * size;
    for (let k = 0; k + 1 < size; k += 2) {
      // Two rows of b at once: each element of the sum is fetched half as often.
      const [f, g] = [a[to + k]!, a[to + k + 1]!];
      if (f === 0 && g === 0) continue;
      const end = Math.max(ends[k]!, ends[k + 1]!);
      let [from, then] = [k * size, (k + 1) * size];
      const start = Math.min(starts[k]!, starts[k + 1]!);
      from += start;
      then += start;
      for (let j = start; j < end; j++) out[to + j] = out[to + j]! + (f * b[from++]! + g * b[then++]!);
    }
    if (size % 2 === 0) continue;
    const last = size - 1;
    const f = a[to + last]!;
    if (f === 0) continue;
    for (let j = starts[last]!; j < ends[last]!; j++) out[to + j] = out[to + j]! + f * b[last * size + j]!;
  }
  return out;
}

/** Products of full matrices in blocks of four rows by four columns: sixteen sums for eight fetches. */
function dense(a: Float64Array, b: Float64Array, size: number): Float64Array {
  // Room is rounded up, so that no block is cut: what lies beyond is zero and is left out at the end.
  const bands = Math.ceil(size / 4);
  const [rows, columns] = [new Float64Array(4 * bands * size), new Float64Array(4 * bands * size)];
  // Four rows (columns) side by side, so that each fetch follows the last.
  for (let i = 0; i < size; i++) {
    const band = (i >> 2) * 4 * size + (i & 3);
    for (let k = 0; k < size; k++) {
      rows[band + 4 * k] = a[i * size + k]!;
      columns[band + 4 * k] = b[k * size + i]!;
    }
  }
  const out = new Float64Array(size * size);
  const block = new Float64Array(16);
  for (let i = 0; i < bands; i++) {
    for (let j = 0; j < bands; j++) {
      blockOf(rows, 4 * size * i, columns, 4 * size * j, size, block);
      const [height, width] = [Math.min(4, size - 4 * i), Math.min(4, size - 4 * j)];
      for (let row = 0; row < height; row++)
        for (let column = 0; column < width; column++)
          out[(4 * i + row) * size + 4 * j + column] = block[4 * row + column]!;
    }
  }
  return out;
}

/** Four rows times four columns, each four lying side by side. */
function blockOf(
  rows: Float64Array,
  row: number,
  columns: Float64Array,
  column: number,
  size: number,
  out: Float64Array,
): void {
  let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
  let [i, j, k, l, m, n, o, p] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let x = row, y = column, end = row + 4 * size; x < end; x += 4, y += 4) {
    const one = rows[x]!;
    const two = rows[x + 1]!;
    const three = rows[x + 2]!;
    const four = rows[x + 3]!;
    const first = columns[y]!;
    const second = columns[y + 1]!;
    const third = columns[y + 2]!;
    const last = columns[y + 3]!;
    a += one * first;
    b += one * second;
    c += one * third;
    d += one * last;
    e += two * first;
    f += two * second;
    g += two * third;
    h += two * last;
    i += three * first;
    j += three * second;
    k += three * third;
    l += three * last;
    m += four * first;
    n += four * second;
    o += four * third;
    p += four * last;
  }
  out[0] = a;
  out[1] = b;
  out[2] = c;
  out[3] = d;
  out[4] = e;
  out[5] = f;
  out[6] = g;
  out[7] = h;
  out[8] = i;
  out[9] = j;
  out[10] = k;
  out[11] = l;
  out[12] = m;
  out[13] = n;
  out[14] = o;
  out[15] = p;
}

/** Scales each column so that what started in (or flowed into) a state is all accounted for. */
function conserved(
  { size, compartments, rates, weights }: LinearSystem,
  fed: readonly number[],
  step: Step,
): Step {
  const { across, within, hours } = step;
  for (const [column, j] of fed.entries()) {
    const added = within[column]!;
    if (rates[j * size + j] === 0) added[j] = hours;
    else if (weights && j < compartments) {
      let sum = 0;
      for (let i = 0; i < size; i++) sum += weights[i]! * added[i]!;
      const keep = (weights[j]! * hours) / sum;
      for (let i = 0; i < size; i++) if (weights[i] !== 0) added[i] = added[i]! * keep;
    }
  }
  const sums = new Float64Array(size);
  if (weights)
    for (let i = 0; i < size; i++)
      for (let j = 0, at = i * size; j < compartments; j++, at++)
        sums[j] = sums[j]! + weights[i]! * across[at]!;
  for (let j = 0; j < size; j++) {
    // What nothing leaves keeps all it has, exactly.
    const still = rates[j * size + j] === 0;
    sums[j] = !weights || still || j >= compartments ? 1 : weights[j]! / sums[j]!;
    if (still) across[j * size + j] = 1;
  }
  for (let i = 0; i < size; i++) {
    if (!weights || weights[i] === 0) continue;
    for (let j = 0, at = i * size; j < size; j++, at++) across[at] = across[at]! * sums[j]!;
  }
  return step;
}
