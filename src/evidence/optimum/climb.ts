/** A function to be maximised: its value, and its gradient written into `gradient`. Not finite means "not here". */
export type Hill = (at: Float64Array, gradient: Float64Array) => number;

/** Where a climb ended: the point, the value, and whether the slope there was flat. */
export interface Summit {
  readonly at: Float64Array;
  readonly value: number;
  readonly flat: boolean;
}

const patience = 400;

/** Climbs from one start by BFGS with backtracking. Ends at a finite point or, where the start is none, with undefined. */
export function climb(hill: Hill, start: Float64Array, steepest = 1e-9): Summit | undefined {
  const n = start.length;
  let at = Float64Array.from(start);
  let gradient = new Float64Array(n);
  let value = hill(at, gradient);
  if (!Number.isFinite(value) || !gradient.every(Number.isFinite)) return undefined;
  let curvature = identity(n);
  let fresh = true;
  for (let round = 0; round < patience; round++) {
    if (size(gradient) <= steepest * (1 + Math.abs(value))) return { at, value, flat: true };
    const step = multiply(curvature, gradient, n);
    let slope = dot(step, gradient);
    if (!(slope > 0)) {
      curvature = identity(n);
      step.set(gradient);
      slope = dot(step, gradient);
      fresh = true;
    }
    // What the next step could still gain lies below rounding.
    if (!fresh && slope <= 1e-15 * (1 + Math.abs(value))) return { at, value, flat: true };
    // The first step of a fresh climb has no scale of its own: one unit at most.
    let length = fresh ? Math.min(1, 1 / size(step)) : Math.min(1, 20 / size(step));
    const next = new Float64Array(n);
    const nextGradient = new Float64Array(n);
    let nextValue = NaN;
    let moved = false;
    for (let halving = 0; halving < 30; halving++, length /= 2) {
      for (let i = 0; i < n; i++) next[i] = at[i]! + length * step[i]!;
      nextValue = hill(next, nextGradient);
      if (nextValue >= value + 1e-4 * length * slope && nextGradient.every(Number.isFinite)) {
        moved = true;
        break;
      }
    }
    if (!moved || nextValue === Infinity) {
      const flat = size(gradient) <= 1e-5 * (1 + Math.abs(value));
      if (fresh || (flat && slope <= 1e-11 * (1 + Math.abs(value)))) return { at, value, flat };
      curvature = identity(n);
      fresh = true;
      continue;
    }
    updated(curvature, at, next, gradient, nextGradient, n, fresh);
    fresh = false;
    [at, value, gradient] = [next, nextValue, nextGradient];
  }
  return { at, value, flat: size(gradient) <= 1e-5 * (1 + Math.abs(value)) };
}

// Broyden, Fletcher, Goldfarb and Shanno's update of the inverse curvature of −f.
function updated(
  curvature: Float64Array,
  from: Float64Array,
  to: Float64Array,
  before: Float64Array,
  after: Float64Array,
  n: number,
  fresh: boolean,
): void {
  const step = Float64Array.from(to, (value, i) => value - from[i]!);
  const change = Float64Array.from(after, (value, i) => before[i]! - value);
  const along = dot(step, change);
  if (!(along > 1e-14 * size(step) * size(change))) return;
  if (fresh) {
    const unit = along / dot(change, change);
    for (let i = 0; i < n; i++) curvature[i * n + i] = unit;
  }
  const bent = multiply(curvature, change, n);
  const factor = (1 + dot(change, bent) / along) / along;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      curvature[i * n + j]! +=
        factor * step[i]! * step[j]! - (bent[i]! * step[j]! + step[i]! * bent[j]!) / along;
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const size = (a: Float64Array): number => Math.sqrt(dot(a, a));

function identity(n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = 1;
  return out;
}

function multiply(a: Float64Array, x: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[i]! += a[i * n + j]! * x[j]!;
  return out;
}
