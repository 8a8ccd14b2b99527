/** Trim and fill: Duval and Tweedie (2000). */
import type { Method } from "../pool/between.ts";
import { type Pooled, pool, type PoolOptions } from "../pool/pool.ts";
import { fit, workspace } from "../influence/without.ts";
import { eggerMixed } from "./egger.ts";

export type Side = "left" | "right";

/** How many studies the funnel lacks, on which side, and the effect with their mirror images filled in. */
export interface TrimAndFill {
  readonly estimator: "L0" | "R0";
  readonly k0: number;
  readonly side: Side;
  readonly estimate: number;
  readonly se: number;
  readonly ci: readonly [number, number];
  readonly tau2: number;
  /** The studies filled in. */
  readonly filled: readonly { readonly yi: number; readonly vi: number }[];
  readonly pooled: Pooled;
}

/** Halves go to the even neighbour, as in R. */
function roundHalfEven(x: number): number {
  const down = Math.floor(x);
  if (x - down !== 0.5) return Math.round(x);
  return down % 2 === 0 ? down : down + 1;
}

/** The lacking side: opposite to where a regression on the standard error says that small studies lie. */
function lackingSide(y: Float64Array, v: Float64Array, method: Method): Side {
  const test = eggerMixed(y, v, method, 0.95);
  return test !== null && test.z < 0 ? "right" : "left";
}

/** Null with fewer than three studies. */
export function trimAndFill(
  y: Float64Array,
  v: Float64Array,
  estimator: "L0" | "R0",
  options: PoolOptions & { readonly side?: Side | undefined },
): TrimAndFill | null {
  const k = y.length;
  if (k < 3) return null;
  const { method, test, level } = options;
  const side = options.side ?? lackingSide(y, v, method);
  const flip = side === "right" ? -1 : 1;
  const order = Array.from(y, (_, i) => i).sort((a, b) => flip * (y[a]! - y[b]!) || a - b);
  const yi = Float64Array.from(order, (i) => flip * y[i]!);
  const vi = Float64Array.from(order, (i) => v[i]!);
  const problem = workspace(k);
  let [k0, centre] = [0, 0];
  // Each round trims as many as the last one found; the count soon repeats, and 100 rounds are metafor's own limit.
  for (let round = 0, before = -1; k0 !== before && round < 100; round++) {
    before = k0;
    problem.k = k - k0;
    problem.y.set(yi.subarray(0, k - k0));
    problem.v.set(vi.subarray(0, k - k0));
    centre = fit(problem, method).estimate;
    k0 = lacking(yi, centre, estimator);
  }
  const filled = Array.from({ length: k0 }, (_, j) => ({
    yi: flip * (2 * centre - yi[k - k0 + j]!),
    vi: vi[k - k0 + j]!,
  }));
  const pooled = pool(
    Float64Array.from([...y, ...filled.map((study) => study.yi)]),
    Float64Array.from([...v, ...filled.map((study) => study.vi)]),
    { method, test, level },
  );
  const { estimate, se, ci, tau2 } = pooled;
  return { estimator, k0, side, estimate, se, ci, tau2, filled, pooled };
}

/** The number of studies lacking on the left, from the signed ranks about a centre. */
function lacking(y: Float64Array, centre: number, estimator: "L0" | "R0"): number {
  const k = y.length;
  const gaps = Array.from(y, (yi) => yi - centre);
  const order = gaps.map((_, i) => i).sort((a, b) => Math.abs(gaps[a]!) - Math.abs(gaps[b]!) || a - b);
  let [positive, lowest] = [0, 0];
  order.forEach((i, at) => {
    const rank = at + 1;
    if (gaps[i]! > 0) positive += rank;
    else if (gaps[i]! < 0) lowest = rank;
  });
  const estimate = estimator === "R0" ? k - lowest - 1 : (4 * positive - k * (k + 1)) / (2 * k - 1);
  return Math.min(k - 1, Math.max(0, roundHalfEven(estimate)));
}
