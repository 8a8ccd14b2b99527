/** The pooled effect of every subset of studies, to see what heterogeneity hides: Olkin, Dahabreh, Trikalinos (2012). */
import { chance } from "../chance.ts";
import { workspace } from "../influence/without.ts";
import { estimateBetween, type Method } from "../pool/between.ts";
import { type Problem, settle, weigh } from "../pool/problem.ts";
import { type Spread, spread } from "./quantiles.ts";

/** Up to this many studies every subset is pooled: 2^20 are a million. */
export const exactUpTo = 20;

/** Long work says how far it is, and asks whether to go on. */
export interface Watch {
  readonly progress?: ((share: number) => void) | undefined;
  readonly stopped?: (() => boolean) | undefined;
}

/** One number a subset, in the order of `members`. */
export interface Subsets {
  readonly count: number;
  /** True where every subset of two or more was pooled. */
  readonly exact: boolean;
  /** True where the work was stopped before its end. */
  readonly stopped: boolean;
  readonly estimate: Spread;
  readonly I2: Spread;
  readonly tau2: Spread;
  /** Estimate, I2 (percent), tau2 and size of each subset, for the plot. */
  readonly estimates: Float64Array;
  readonly I2s: Float64Array;
  readonly tau2s: Float64Array;
  readonly sizes: Uint16Array;
  /** With 32 studies or fewer: bit i is set where study i is in. */
  readonly members: Uint32Array | null;
}

/** Pools what lies in a problem and writes the results at one place. */
function record(problem: Problem, method: Method, into: Subsets, at: number): void {
  const { k } = settle(problem);
  const { Q, trP } = weigh(problem, 0);
  const { tau2 } = estimateBetween(problem, method);
  const { mean } = weigh(problem, tau2);
  into.estimates[at] = mean;
  into.tau2s[at] = tau2;
  into.sizes[at] = k;
  if (method === "EE") into.I2s[at] = Q > 0 ? Math.max(0, (100 * (Q - (k - 1))) / Q) : 0;
  else into.I2s[at] = tau2 === 0 ? 0 : 100 * (tau2 / (tau2 + (k - 1) / trP));
}

const none: Spread = { mean: Number.NaN, quantiles: [] };

function room(n: number, k: number, exact: boolean): Subsets {
  return {
    count: n,
    exact,
    stopped: false,
    estimate: none,
    I2: none,
    tau2: none,
    estimates: new Float64Array(n),
    I2s: new Float64Array(n),
    tau2s: new Float64Array(n),
    sizes: new Uint16Array(n),
    members: k <= 32 ? new Uint32Array(n) : null,
  };
}

function summed(found: Subsets, count: number, wanted: number): Subsets {
  const cut = count < wanted;
  const estimates = cut ? found.estimates.slice(0, count) : found.estimates;
  const I2s = cut ? found.I2s.slice(0, count) : found.I2s;
  const tau2s = cut ? found.tau2s.slice(0, count) : found.tau2s;
  return {
    count,
    exact: found.exact && !cut,
    stopped: cut,
    estimate: count > 0 ? spread(estimates) : none,
    I2: count > 0 ? spread(I2s) : none,
    tau2: count > 0 ? spread(tau2s) : none,
    estimates,
    I2s,
    tau2s,
    sizes: cut ? found.sizes.slice(0, count) : found.sizes,
    members: cut ? (found.members?.slice(0, count) ?? null) : found.members,
  };
}

/** How many subsets pass between two looks at the watch. */
const stride = 4096;

/** Every subset of two or more studies. */
export function everySubset(y: Float64Array, v: Float64Array, method: Method, watch: Watch = {}): Subsets {
  const k = y.length;
  const wanted = 2 ** k - k - 1;
  const found = room(wanted, k, true);
  const problem = workspace(k);
  let at = 0;
  for (let mask = 1; mask < 2 ** k; mask++) {
    if (mask % stride === 0) {
      if (watch.stopped?.()) break;
      watch.progress?.(mask / 2 ** k);
    }
    let n = 0;
    for (let i = 0; i < k; i++)
      if ((mask >>> i) & 1) {
        problem.y[n] = y[i]!;
        problem.v[n++] = v[i]!;
      }
    if (n < 2) continue;
    problem.k = n;
    found.members![at] = mask;
    record(problem, method, found, at++);
  }
  return summed(found, at, wanted);
}

/** A sample of n subsets: first a size from 2 to k, each as likely, then that many studies. */
export function sampleSubsets(
  y: Float64Array,
  v: Float64Array,
  method: Method,
  options: Watch & { readonly n: number; readonly seed: number },
): Subsets {
  const k = y.length;
  const found = room(options.n, k, false);
  const problem = workspace(k);
  const order = Array.from(y, (_, i) => i);
  let at = 0;
  for (; at < options.n; at++) {
    if (at % stride === 0) {
      if (options.stopped?.()) break;
      options.progress?.(at / options.n);
    }
    const { below } = chance(options.seed, at);
    const size = 2 + below(k - 1);
    for (let i = 0; i < k; i++) order[i] = i;
    let mask = 0;
    for (let i = 0; i < size; i++) {
      const j = i + below(k - i);
      const picked = order[j]!;
      order[j] = order[i]!;
      problem.y[i] = y[picked]!;
      problem.v[i] = v[picked]!;
      if (found.members) mask |= 1 << picked;
    }
    problem.k = size;
    if (found.members) found.members[at] = mask >>> 0;
    record(problem, method, found, at);
  }
  return summed(found, at, options.n);
}
