import type { Motion } from "./motion.ts";

// RODAS: six stages, order 4 with an embedded order 3, stiffly accurate and L-stable (Hairer & Wanner 1996, IV.7 and
// their RODAS code), in the form without matrix-vector products.
const gamma = 0.25;
/** Coefficients by rows of six. */
const rows = (list: readonly (readonly number[])[]): Float64Array =>
  Float64Array.from(list.flatMap((row) => Array.from({ length: 6 }, (_, at) => row[at] ?? 0)));
const a = rows([
  [],
  [1.544],
  [0.9466785280815826, 0.2557011698983284],
  [3.314825187068521, 2.896124015972201, 0.9986419139977817],
  [1.221224509226641, 6.019134481288629, 12.53708332932087, -0.687886036105895],
]);
const c = rows([
  [],
  [-5.6688],
  [-2.430093356833875, -0.2063599157091915],
  [-0.1073529058151375, -9.594562251023355, -20.47028614809616],
  [7.496443313967647, -10.24680431464352, -33.99990352819905, 11.7089089320616],
  [8.083246795921522, -7.981132988064893, -31.52159432874371, 16.31930543123136, -6.058818238834054],
]);
const alpha = [0, 0.386, 0.21, 0.63, 1, 1] as const;
const delta = [0.25, -0.1043, 0.1035, -0.0362, 0, 0] as const;

/** An integrator with its memory: the step that suited last is where the next span begins. */
export interface RodasWork {
  /** Advances `state` by `span` hours from time `t`; answers how many of the allowed steps are left, 0 when used up. */
  advance(
    motion: Motion,
    state: Float64Array,
    rates: Float64Array,
    t: number,
    span: number,
    steps: number,
  ): number;
  /** Forgets the last step: what follows is another motion. */
  restart(): void;
}

/** An integrator whose steps are wrong by at most `relative` of each amount, or by `absolute` where that is more. */
export function rodas(size: number, relative: number, absolute: number): RodasWork {
  const stages = Array.from({ length: 6 }, () => new Float64Array(size));
  const [point, slope, drift] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const [jacobian, matrix] = [new Float64Array(size * size), new Float64Array(size * size)];
  const pivots = new Int32Array(size);
  let suited = Number.POSITIVE_INFINITY;

  /** One step from `state` into `point`; the error as a share of what is allowed, NaN where a formula fails. */
  const attempt = (
    motion: Motion,
    state: Float64Array,
    rates: Float64Array,
    t: number,
    h: number,
  ): number => {
    for (let at = 0; at < matrix.length; at++) matrix[at] = -jacobian[at]!;
    for (let i = 0; i < size; i++) matrix[i * size + i] = matrix[i * size + i]! + 1 / (gamma * h);
    if (!factor(matrix, pivots, size)) return Number.NaN;
    const inverse = 1 / h;
    for (let s = 0; s < 6; s++) {
      const stage = stages[s]!;
      if (s < 5) {
        point.set(state);
        for (let r = 0; r < s; r++) {
          const [weight, earlier] = [a[s * 6 + r]!, stages[r]!];
          for (let i = 0; i < size; i++) point[i] = point[i]! + weight * earlier[i]!;
        }
      } else for (let i = 0; i < size; i++) point[i] = point[i]! + stages[4]![i]!;
      motion.slope(point, rates, t + alpha[s]! * h, slope);
      for (let i = 0; i < size; i++) {
        let sum = slope[i]! + (motion.timed ? delta[s]! * h * drift[i]! : 0);
        for (let r = 0; r < s; r++) sum += c[s * 6 + r]! * inverse * stages[r]![i]!;
        stage[i] = sum;
      }
      solve(matrix, pivots, stage, size);
    }
    let worst = 0;
    for (let i = 0; i < size; i++) {
      const error = Math.abs(stages[5]![i]!);
      const value = point[i]! + stages[5]![i]!;
      point[i] = value;
      const ratio = error / (absolute + relative * Math.max(Math.abs(state[i]!), Math.abs(value)));
      if (!(ratio <= worst)) worst = ratio;
    }
    return worst;
  };

  return {
    restart() {
      suited = Number.POSITIVE_INFINITY;
    },
    advance(motion, state, rates, t, span, steps) {
      let done = 0;
      let h = Math.min(suited, span);
      while (steps > 0) {
        motion.jacobian(state, t + done, jacobian);
        if (motion.timed) motion.drift(state, t + done, drift);
        for (;;) {
          steps--;
          const last = done + h >= span * (1 - 1e-15);
          if (last) h = span - done;
          const error = attempt(motion, state, rates, t + done, h);
          // Order 4: the error of a step goes with the fourth power of its length (embedded order 3).
          const change = Number.isFinite(error) ? 0.9 * Math.max(error, 1e-6) ** -0.25 : 0.1;
          if (error <= 1) {
            state.set(point);
            const grown = h * Math.min(6, Math.max(0.2, change));
            // A step cut short to end on a sample says nothing about how long the next may be.
            suited = last ? Math.max(suited === Infinity ? 0 : suited, grown) : grown;
            if (last) return steps;
            done += h;
            h = grown;
            break;
          }
          h *= Math.min(0.9, Math.max(0.1, change));
          suited = h;
          if (steps <= 0 || !(h > span * 1e-14)) return 0;
        }
      }
      return 0;
    },
  };
}

/** LU factors with row exchanges, in place; false where the matrix is singular or not finite. */
function factor(matrix: Float64Array, pivots: Int32Array, size: number): boolean {
  for (let k = 0; k < size; k++) {
    let best = k;
    for (let i = k + 1; i < size; i++)
      if (Math.abs(matrix[i * size + k]!) > Math.abs(matrix[best * size + k]!)) best = i;
    pivots[k] = best;
    const pivot = matrix[best * size + k]!;
    if (pivot === 0 || !Number.isFinite(pivot)) return false;
    if (best !== k) {
      for (let j = 0; j < size; j++) {
        const held = matrix[k * size + j]!;
        matrix[k * size + j] = matrix[best * size + j]!;
        matrix[best * size + j] = held;
      }
    }
    for (let i = k + 1; i < size; i++) {
      const share = matrix[i * size + k]!;
      if (share === 0) continue;
      const ratio = share / pivot;
      matrix[i * size + k] = ratio;
      for (let j = k + 1; j < size; j++)
        matrix[i * size + j] = matrix[i * size + j]! - ratio * matrix[k * size + j]!;
    }
  }
  return true;
}

function solve(matrix: Float64Array, pivots: Int32Array, x: Float64Array, size: number): void {
  for (let k = 0; k < size; k++) {
    const other = pivots[k]!;
    if (other !== k) {
      const held = x[k]!;
      x[k] = x[other]!;
      x[other] = held;
    }
  }
  for (let i = 1; i < size; i++) {
    let sum = x[i]!;
    for (let j = 0; j < i; j++) sum -= matrix[i * size + j]! * x[j]!;
    x[i] = sum;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let j = i + 1; j < size; j++) sum -= matrix[i * size + j]! * x[j]!;
    x[i] = sum / matrix[i * size + i]!;
  }
}
