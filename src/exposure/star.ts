import { exp, lost } from "./elementary.ts";
import type { LinearFlow } from "./linear-system.ts";
import type { Timeline } from "./timeline.ts";

/**
 * One central compartment with up to two peripherals, eliminated from the centre: the most used kinetics of all, by
 * their modes. Each mode decays on its own and all are positive, so that sums keep their digits down the tail.
 */
export interface Star {
  /** Decay of each mode, per hour. */
  readonly lambda: readonly [number, number, number];
  /** Share of a bolus that each mode carries; they add up to 1. */
  readonly share: readonly [number, number, number];
}

/** Modes closer than this to a peripheral's own rate lose digits: such systems go the general way. */
const apart = 1e-4;

/** The modes of these flows where they form a star around compartment 0 and lie well apart; undefined otherwise. */
export function starOf(compartments: number, flows: readonly LinearFlow[]): Star | undefined {
  if (compartments > 3) return undefined;
  let out = 0;
  const [there, back] = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  for (const { from, to, k, yield: made = 1 } of flows) {
    if (made !== 1) return undefined;
    if (from === 0 && to === undefined) out += k;
    else if (from === 0) there[to!] = there[to!]! + k;
    else if (to === 0) back[from] = back[from]! + k;
    else if (k > 0) return undefined;
  }
  return modes(out, there[1]!, back[1]!, there[2]!, back[2]!);
}

/** The modes for rate constants k10, k12, k21, k13, k31 (0 where there is no such peripheral). */
export function modes(k10: number, k12: number, k21: number, k13: number, k31: number): Star | undefined {
  if (k13 === 0) {
    if (k12 === 0) return { lambda: [k10, 0, 0], share: [1, 0, 0] };
    return two(k10, k12, k21);
  }
  if (k12 === 0) return two(k10, k13, k31);
  return three(k10, k12, k21, k13, k31);
}

function two(k10: number, k12: number, k21: number): Star | undefined {
  const sum = k10 + k12 + k21;
  // (k10 + k12 - k21)² + 4 k12 k21 is the discriminant without cancellation.
  const fast = (sum + Math.sqrt((k10 + k12 - k21) ** 2 + 4 * k12 * k21)) / 2;
  const slow = (k10 * k21) / fast;
  const [first, second] = [fast - k21, k21 - slow];
  if (!(first > apart * fast && second > apart * k21)) return undefined;
  return { lambda: [fast, slow, 0], share: [first / (first + second), second / (first + second), 0] };
}

function three(k10: number, k12: number, k21: number, k13: number, k31: number): Star | undefined {
  // Between and beyond the peripherals' own rates lies exactly one root each of this secular function.
  const b = k10 + k12 + k13;
  const a2 = b + k21 + k31;
  const a1 = k10 * (k21 + k31) + k12 * k31 + k13 * k21 + k21 * k31;
  const a0 = k10 * k21 * k31;
  const mean = a2 / 3;
  const p = mean * mean - a1 / 3;
  const q = mean ** 3 - (mean * a1) / 2 + a0 / 2;
  if (!(p > 0)) return undefined;
  const size = Math.sqrt(p);
  const fast = polished(mean + 2 * size * Math.cos(Math.acos(clip(q / (p * size))) / 3), a2, a1, a0);
  // The others are roots of the quadratic that is left; the slowest is the product of the rates over the two faster.
  const rest = a2 - fast;
  const product = a0 / fast;
  const middle = polished((rest + Math.sqrt(Math.max(0, rest * rest - 4 * product))) / 2, a2, a1, a0);
  const slow = a0 / (fast * middle);
  const shares = [fast, middle, slow].map(
    (x) => 1 / (1 + (k12 * k21) / (k21 - x) ** 2 + (k13 * k31) / (k31 - x) ** 2),
  ) as [number, number, number];
  const near = [fast, middle, slow].some(
    (x) => Math.abs(k21 - x) < apart * k21 || Math.abs(k31 - x) < apart * k31,
  );
  const close = fast - middle < apart * fast || middle - slow < apart * middle;
  if (near || close || !shares.every(Number.isFinite)) return undefined;
  return { lambda: [fast, middle, slow], share: shares };
}

const clip = (x: number): number => Math.max(-1, Math.min(1, x));

/** Two Newton steps on x³ - a2 x² + a1 x - a0. */
function polished(start: number, a2: number, a1: number, a0: number): number {
  let x = start;
  for (let step = 0; step < 2; step++) {
    const slope = (3 * x - 2 * a2) * x + a1;
    if (slope !== 0) x -= (((x - a2) * x + a1) * x - a0) / slope;
  }
  return x;
}

/** Stars of many subjects side by side, and where each stands. */
export interface Constellation {
  /** Three modes a subject: decay, share of a bolus in concentration, level. */
  readonly lambda: Float64Array;
  readonly share: Float64Array;
  readonly level: Float64Array;
  /** For the span at hand: what is left of each mode, and what a unit of rate adds. */
  readonly kept: Float64Array;
  readonly gained: Float64Array;
  readonly rate: Float64Array;
}

/** Room for the stars of so many subjects. */
export function constellation(count: number): Constellation {
  const room = (): Float64Array => new Float64Array(3 * count);
  return {
    lambda: room(),
    share: room(),
    level: room(),
    kept: room(),
    gained: room(),
    rate: new Float64Array(count),
  };
}

/** Puts a subject's star in its place; `scale` is concentration per amount. */
export function place({ lambda, share }: Constellation, subject: number, star: Star, scale: number): void {
  for (let mode = 0; mode < 3; mode++) {
    lambda[3 * subject + mode] = star.lambda[mode]!;
    share[3 * subject + mode] = star.share[mode]! * scale;
  }
}

function prepare({ lambda, share, kept, gained }: Constellation, hours: number): void {
  for (let at = 0; at < lambda.length; at++) {
    const rate = lambda[at]!;
    kept[at] = exp(-rate * hours);
    gained[at] = share[at] === 0 ? 0 : share[at]! * (rate === 0 ? hours : lost(rate * hours) / rate);
  }
}

/** Rows of one tile: as many moments as stay in the cache while they are filled and read. */
const rowsAtOnce = 16;

/**
 * Central concentrations of many subjects (one a weight) over one timeline, a row of subjects a moment, handed over in
 * the order of time. Rows are reused: what is to be kept must be copied.
 */
export function starRows(
  { happenings, spans }: Timeline,
  sky: Constellation,
  weights: ArrayLike<number>,
  each: (moment: number, row: Float64Array) => void,
): void {
  const count = weights.length;
  const { level, share, rate } = sky;
  const tile = new Float64Array(rowsAtOnce * count);
  const rows = Array.from({ length: rowsAtOnce }, (_, row) => tile.subarray(row * count, (row + 1) * count));
  let [moment, prepared] = [0, -1];
  for (const happening of happenings) {
    if (happening.kind === "rate") {
      for (let s = 0; s < count; s++) rate[s] = happening.fixed + happening.perKg * weights[s]!;
    } else if (happening.kind === "bolus") {
      for (let s = 0; s < count; s++) {
        const amount = happening.fixed + happening.perKg * weights[s]!;
        for (let at = 3 * s; at < 3 * s + 3; at++) level[at] = level[at]! + share[at]! * amount;
      }
    } else if (happening.kind === "sample") {
      for (let s = 0; s < count; s++) rows[0]![s] = level[3 * s]! + level[3 * s + 1]! + level[3 * s + 2]!;
      each(moment++, rows[0]!);
    } else {
      if (happening.span !== prepared) prepare(sky, spans[(prepared = happening.span)]!);
      let left = happening.kind === "pass" ? 1 : happening.times;
      while (left > 0) {
        const now = Math.min(left, rowsAtOnce);
        for (let s = 0; s + 1 < count; s += 2) advancePair(sky, s, now, tile, count);
        if (count % 2 === 1) advancePair(sky, count - 1, now, tile, count);
        if (happening.kind === "sampled") for (let row = 0; row < now; row++) each(moment++, rows[row]!);
        left -= now;
      }
    }
  }
}

/** Two subjects over some equal spans, one row of the tile after each: two, because one would wait for its own sums. */
function advancePair(
  { level, kept, gained, rate }: Constellation,
  s: number,
  steps: number,
  tile: Float64Array,
  count: number,
): void {
  const paired = s + 1 < count;
  const [p, q] = [3 * s, paired ? 3 * s + 3 : 3 * s];
  let a = level[p]!;
  let b = level[p + 1]!;
  let c = level[p + 2]!;
  let x = level[q]!;
  let y = level[q + 1]!;
  let z = level[q + 2]!;
  const ka = kept[p]!;
  const kb = kept[p + 1]!;
  const kc = kept[p + 2]!;
  const kx = kept[q]!;
  const ky = kept[q + 1]!;
  const kz = kept[q + 2]!;
  const ra = rate[s]!;
  const rx = rate[paired ? s + 1 : s]!;
  const ga = gained[p]! * ra;
  const gb = gained[p + 1]! * ra;
  const gc = gained[p + 2]! * ra;
  const gx = gained[q]! * rx;
  const gy = gained[q + 1]! * rx;
  const gz = gained[q + 2]! * rx;
  const second = paired ? 1 : 0;
  for (let at = s, end = s + steps * count; at < end; at += count) {
    a = a * ka + ga;
    b = b * kb + gb;
    c = c * kc + gc;
    x = x * kx + gx;
    y = y * ky + gy;
    z = z * kz + gz;
    tile[at] = a + b + c;
    tile[at + second] = x + y + z;
  }
  level[p] = a;
  level[p + 1] = b;
  level[p + 2] = c;
  level[q] = x;
  level[q + 1] = y;
  level[q + 2] = z;
}
