/** Pools counts by a generalised linear mixed model, as metafor's rma.glmm: no study needs an effect or a variance of its own. */
import { chiSquareAbove } from "../distribution/distribution.ts";
import { scan } from "../optimum/scan.ts";
import { around, critical, type Interval, twoSided } from "./pool.ts";

/** Events among all counts of a study, and the log odds of an event that no effect would give. */
export interface Counts {
  readonly events: number;
  readonly others: number;
  readonly offset: number;
}

/** A log odds that is normal between studies. */
export interface PooledCounts {
  readonly k: number;
  readonly level: number;
  readonly estimate: number;
  readonly se: number;
  readonly statistic: number;
  readonly df: null;
  readonly p: number;
  readonly ci: Interval;
  readonly tau2: number;
  /** The likelihood ratio test of one log odds for all against one for each. */
  readonly Q: number;
  readonly Qdf: number;
  readonly Qp: number;
  readonly prediction: Interval | null;
  readonly predictionDf: number | null;
}

/** Gauss and Hermite's seven nodes for a standard normal, and their weights: as many as rma.glmm takes. */
const nodes: readonly (readonly [z: number, weight: number])[] = [
  [0, 16 / 35],
  ...(
    [
      [1.154405394739968, 0.240123178605013],
      [2.366759410734541, 0.030757123967586],
      [3.750439717725742, 0.000548268855972],
    ] as const
  ).flatMap(([z, weight]) => [[z, weight] as const, [-z, weight] as const]),
];

/** log(1 + e^x), and its slope. */
const softplus = (x: number): number => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));
const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** Studies, with the place of each one's summit when it was last looked for: the next is near. */
interface Hills {
  readonly counts: readonly Counts[];
  readonly summits: Float64Array;
}

/** The log likelihood of a study, but for what no parameter changes; the integral over its own log odds by adaptive quadrature. */
function ofStudy({ counts, summits }: Hills, i: number, mu: number, tau: number): number {
  const { events, others, offset } = counts[i]!;
  const n = events + others;
  const height = (u: number): number => {
    const odds = offset + mu + tau * u;
    return events * odds - n * softplus(odds) - (u * u) / 2;
  };
  if (tau === 0) return height(0);
  // The height is concave: Newton's steps, halved where a long one would lead down.
  let u = summits[i]!;
  let bend = 1;
  for (let round = 0; round < 100; round++) {
    const p = logistic(offset + mu + tau * u);
    bend = 1 + tau * tau * n * p * (1 - p);
    let step = (tau * (events - n * p) - u) / bend;
    while (Math.abs(step) > 0.5 && height(u + step) < height(u)) step /= 2;
    u += step;
    if (Math.abs(step) < 1e-9 * (1 + Math.abs(u))) break;
  }
  summits[i] = u;
  const width = 1 / Math.sqrt(bend);
  const top = height(u);
  let sum = 0;
  for (const [z, weight] of nodes) sum += weight * Math.exp(height(u + width * z) - top + (z * z) / 2);
  return top + Math.log(width * sum);
}

function logLikelihood(hills: Hills, mu: number, tau: number): number {
  let sum = 0;
  for (let i = 0; i < hills.counts.length; i++) sum += ofStudy(hills, i, mu, Math.abs(tau));
  return sum;
}

/** A spread of log odds wider than this is none that counts could show. */
const absurd = 64;
/** How far apart values are taken for slopes. */
const apart = 1e-4;

/** Value, slope and bend along mu. */
function along(hills: Hills, mu: number, tau: number) {
  const at = (x: number): number => logLikelihood(hills, x, tau);
  const [before, here, after] = [at(mu - apart), at(mu), at(mu + apart)];
  return { here, slope: (after - before) / (2 * apart), bend: (after - 2 * here + before) / apart ** 2 };
}

/** The likeliest mean at a tau: the log likelihood is concave in it (Prékopa 1973). */
function likeliest(hills: Hills, tau: number, start: number): { mu: number; value: number } {
  let mu = start;
  let found = along(hills, mu, tau);
  for (let round = 0; round < 100; round++) {
    let step = found.bend < 0 ? -found.slope / found.bend : Math.sign(found.slope);
    step = Math.max(-3, Math.min(3, step));
    let next = along(hills, mu + step, tau);
    while (Math.abs(step) > 1e-10 && next.here < found.here) {
      step /= 2;
      next = along(hills, mu + step, tau);
    }
    mu += step;
    found = next;
    if (Math.abs(step) < 1e-9) break;
  }
  return { mu, value: found.here };
}

/** How much likelier the counts are with a log odds of their own for each study. */
function ratioTest(counts: readonly Counts[], common: number): number {
  const each = (count: number, n: number): number => (count > 0 ? count * Math.log(count / n) : 0);
  const apiece = counts.reduce(
    (sum, { events, others }) => sum + each(events, events + others) + each(others, events + others),
    0,
  );
  return Math.max(0, 2 * (apiece - common));
}

/**
 * The maximum likelihood fit of a random intercept. Null where the counts hold no end: fewer than two studies, no event,
 * nothing but events, or in each study only one of the two: then the spread between studies has no end either.
 */
export function poolCounts(
  counts: readonly Counts[],
  level: number,
  prediction: "z" | "k-1" | "k-2" | "none" = "z",
): PooledCounts | null {
  const k = counts.length;
  if (k < 2 || counts.every(({ events, others }) => events === 0 || others === 0)) return null;
  const hills = { counts, summits: new Float64Array(k) };
  const common = likeliest(hills, 0, 0);
  let start = common.mu;
  const profile = (tau: number): number => {
    const found = likeliest(hills, tau, start);
    start = found.mu;
    return found.value;
  };
  let [widest, best] = [4, scan(profile, 0, 4, 20)];
  while (best.edge === "high" && widest < absurd) best = scan(profile, 0, (widest *= 4), 40);
  if (best.edge === "high") return null;
  const tau = best.value > common.value ? best.at : 0;
  const { mu } = likeliest(hills, tau, common.mu);
  const se = errorOf(hills, mu, tau);
  if (!Number.isFinite(se)) return null;
  const half = critical(level, null);
  const statistic = mu / se;
  const Q = ratioTest(counts, common.value);
  const predictionDf =
    prediction === "z" || prediction === "none" ? null : k - (prediction === "k-1" ? 1 : 2);
  return {
    k,
    level,
    estimate: mu,
    se,
    statistic,
    df: null,
    p: twoSided(statistic, null),
    ci: around(mu, half * se),
    tau2: tau ** 2,
    Q,
    Qdf: k - 1,
    Qp: chiSquareAbove(Q, k - 1),
    prediction:
      prediction === "none" || (predictionDf !== null && predictionDf < 1)
        ? null
        : around(mu, critical(level, predictionDf) * Math.hypot(se, tau)),
    predictionDf,
  };
}

/** The standard error of the mean where tau is estimated with it: from the information on both, as lme4 has it. */
function errorOf(hills: Hills, mu: number, tau: number): number {
  const at = (x: number, y: number): number => logLikelihood(hills, mu + x * apart, tau + y * apart);
  const here = at(0, 0);
  const means = -(at(1, 0) - 2 * here + at(-1, 0)) / apart ** 2;
  const taus = -(at(0, 1) - 2 * here + at(0, -1)) / apart ** 2;
  const both = -(at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * apart ** 2);
  const left = taus > 0 ? means - both ** 2 / taus : means;
  return 1 / Math.sqrt(left > 0 ? left : means);
}
