/** The pooled effect of every subset of studies, to see what heterogeneity hides: Olkin, Dahabreh, Trikalinos (2012). */
import { chance } from "../chance.ts";
import { workspace } from "../influence/without.ts";
import { estimateBetween, type Method } from "../pool/between.ts";
import { type Problem, settle, weigh } from "../pool/problem.ts";
import { type Spread, spread } from "./quantiles.ts";

/** Up to this many studies every subset is pooled: 2^20 are a million. */
export const exactUpTo = 20;

/** Long work says how far it is, asks whether to go on, and rests so that whoever would stop it can be heard. */
export interface Watch {
  readonly progress?: ((share: number) => void) | undefined;
  readonly stopped?: (() => boolean) | undefined;
  readonly rest?: (() => Promise<void>) | undefined;
}

/** Between two pieces of long work: whether it is to stop here. */
export async function pause(share: number, { progress, stopped, rest }: Watch): Promise<boolean> {
  progress?.(share);
  await rest?.();
  return stopped?.() ?? false;
}

/** One number a subset, in the order of `members`. */
export interface Subsets {
  readonly count: number;
  /** How many were to be pooled: more than `count` where the work was stopped before its end. */
  readonly wanted: number;
  /** True where every subset of two or more was pooled. */
  readonly exact: boolean;
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
    wanted: n,
    exact,
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

/** The subsets that were pooled, one after the other, and what they come to. */
function summed(found: Subsets): Subsets {
  const done = found.sizes.reduce((sum, size) => sum + Number(size > 0), 0);
  const cut = done < found.wanted;
  const pooled = <Values extends Float64Array | Uint16Array | Uint32Array>(values: Values): Values =>
    cut ? (values.filter((_, at) => found.sizes[at]! > 0) as Values) : values;
  const [estimates, I2s, tau2s] = [pooled(found.estimates), pooled(found.I2s), pooled(found.tau2s)];
  return {
    count: done,
    wanted: found.wanted,
    exact: found.exact && !cut,
    estimate: done > 0 ? spread(estimates) : none,
    I2: done > 0 ? spread(I2s) : none,
    tau2: done > 0 ? spread(tau2s) : none,
    estimates,
    I2s,
    tau2s,
    sizes: pooled(found.sizes),
    members: found.members && pooled(found.members),
  };
}

/** How many subsets pass between two looks at the watch. */
const stride = 4096;

/** Knuth's multiplier, 2^32 by the golden ratio: odd, so that each subset has its turn once, and far ones by turns. */
const scatter = 0x9e3779b1;

/** Every subset of two or more studies, in turns that leave no study behind where the work is stopped. */
export async function everySubset(
  y: Float64Array,
  v: Float64Array,
  method: Method,
  watch: Watch = {},
): Promise<Subsets> {
  const k = y.length;
  const all = 2 ** k;
  const found = room(all - k - 1, k, true);
  const problem = workspace(k);
  for (let turn = 0; turn < all; turn++) {
    if (turn > 0 && turn % stride === 0 && (await pause(turn / all, watch))) break;
    const mask = Math.imul(turn, scatter) & (all - 1);
    let n = 0;
    for (let i = 0; i < k; i++)
      if ((mask >>> i) & 1) {
        problem.y[n] = y[i]!;
        problem.v[n++] = v[i]!;
      }
    if (n < 2) continue;
    problem.k = n;
    // In the order of their masks, of which none and those of one study are left out.
    const at = mask - 1 - (32 - Math.clz32(mask));
    found.members![at] = mask;
    record(problem, method, found, at);
  }
  return summed(found);
}

/** A sample of n subsets: first a size from 2 to k, each as likely, then that many studies. */
export async function sampleSubsets(
  y: Float64Array,
  v: Float64Array,
  method: Method,
  options: Watch & { readonly n: number; readonly seed: number },
): Promise<Subsets> {
  const k = y.length;
  const found = room(options.n, k, false);
  const problem = workspace(k);
  const order = Array.from(y, (_, i) => i);
  for (let at = 0; at < options.n; at++) {
    if (at > 0 && at % stride === 0 && (await pause(at / options.n, options))) break;
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
  return summed(found);
}
