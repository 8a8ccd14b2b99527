import { scan } from "../optimum/scan.ts";
import { kronrod, type Panel, panels } from "./panels.ts";

/** What is believed of the between-trial standard deviation before the data. */
export type TauPrior =
  | { readonly kind: "half-normal" | "half-cauchy"; readonly scale: number }
  | { readonly kind: "uniform"; readonly upper: number };

/** What is believed of the mean effect: a normal, or nothing at all (flat). */
export type MuPrior = { readonly mean: number; readonly sd: number } | null;

/** The posterior of tau as panels of points in log tau, each with its share of belief and the conditional mean effect. */
export interface Posterior {
  readonly panels: readonly Panel[];
  /** Points with a share that counts. */
  readonly tau: Float64Array;
  readonly share: Float64Array;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  /** Density of log tau, normalised. */
  readonly density: (logTau: number) => number;
  readonly mode: number;
  /** The logarithm of the probability of the data; null where the prior of the mean is flat. */
  readonly logMarginal: number | null;
}

/** Logarithm of the prior density of tau; −∞ outside its range. */
export function logPrior(prior: TauPrior, tau: number): number {
  if (prior.kind === "uniform") return tau <= prior.upper ? -Math.log(prior.upper) : -Infinity;
  const z = tau / prior.scale;
  return prior.kind === "half-normal"
    ? Math.log(Math.SQRT2 / (Math.sqrt(Math.PI) * prior.scale)) - 0.5 * z * z
    : Math.log(2 / (Math.PI * prior.scale)) - Math.log1p(z * z);
}

/** Given tau: the mean effect, its variance, and the log-likelihood with the mean integrated out. */
export function given(
  yi: readonly number[],
  vi: readonly number[],
  mu: MuPrior,
  tau: number,
): { mean: number; variance: number; logLikelihood: number } {
  const tau2 = tau * tau;
  const own = mu ? 1 / (mu.sd * mu.sd) : 0;
  let weights = own;
  let sum = mu ? own * mu.mean : 0;
  let logs = 0;
  for (let i = 0; i < yi.length; i++) {
    const total = vi[i]! + tau2;
    weights += 1 / total;
    sum += yi[i]! / total;
    logs += Math.log(total);
  }
  const mean = sum / weights;
  let quadratic = mu ? own * (mu.mean - mean) ** 2 : 0;
  for (let i = 0; i < yi.length; i++) quadratic += (yi[i]! - mean) ** 2 / (vi[i]! + tau2);
  const count = mu ? yi.length : yi.length - 1;
  const logLikelihood =
    -0.5 * (count * Math.log(2 * Math.PI) + logs + Math.log(weights) + quadratic - (mu ? Math.log(own) : 0));
  return { mean, variance: 1 / weights, logLikelihood };
}

/** The posterior of tau by adaptive Gauss and Kronrod quadrature over log tau. */
export function posteriorOf(
  yi: readonly number[],
  vi: readonly number[],
  prior: TauPrior,
  mu: MuPrior,
): Posterior {
  const log = (u: number): number => {
    const tau = Math.exp(u);
    return u + logPrior(prior, tau) + given(yi, vi, mu, tau).logLikelihood;
  };
  const [low, high] = rangeOf(yi, vi, prior);
  const peak = scan(log, low, high, 240);
  const breaks = breaksOf(log, low, high, peak.at);
  const centre = given(yi, vi, mu, Math.exp(peak.at));
  // A log-likelihood of size L is known to L·2⁻⁵³ only.
  const within = Math.max(1e-10, 1e-14 * Math.abs(peak.value));
  const found = panels(
    (u) => {
      const density = Math.exp(log(u) - peak.value);
      const { mean, variance } = given(yi, vi, mu, Math.exp(u));
      // Mass, and the distance of the mean effect from where it most likely is: both positive, so nothing cancels.
      return [density, density * Math.hypot(mean - centre.mean, Math.sqrt(variance))];
    },
    breaks,
    within,
  );
  const at = found.flatMap((panel) => Array.from(panel.at));
  const raw = found.flatMap((panel) =>
    Array.from(panel.at, (u, i) => panel.weight[i]! * Math.exp(log(u) - peak.value)),
  );
  const total = raw.reduce((sum, w) => sum + w, 0);
  const kept = at.flatMap((u, i) => (raw[i]! > 1e-18 * total ? [[u, raw[i]! / total] as const] : []));
  const conditional = kept.map(([u]) => given(yi, vi, mu, Math.exp(u)));
  return {
    panels: found,
    tau: Float64Array.from(kept, ([u]) => Math.exp(u)),
    share: Float64Array.from(kept, ([, w]) => w),
    mean: Float64Array.from(conditional, ({ mean }) => mean),
    variance: Float64Array.from(conditional, ({ variance }) => variance),
    density: (u) => Math.exp(log(u) - peak.value) / total,
    mode: modeOf(yi, vi, prior, mu, low, high),
    logMarginal: mu ? Math.log(total) + peak.value : null,
  };
}

// Forty units of log beyond every scale in sight: what is cut off is below rounding for all three priors.
function rangeOf(yi: readonly number[], vi: readonly number[], prior: TauPrior): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const v of vi) [least, most] = [Math.min(least, v), Math.max(most, v)];
  let [bottom, top] = [Infinity, -Infinity];
  for (const y of yi) [bottom, top] = [Math.min(bottom, y), Math.max(top, y)];
  const scale = prior.kind === "uniform" ? prior.upper : prior.scale;
  const low = Math.log(Math.min(Math.sqrt(least), scale)) - 40;
  const high = Math.log(Math.max(Math.sqrt(most), scale, top - bottom)) + 40;
  return [low, prior.kind === "uniform" ? Math.log(prior.upper) : high];
}

// Whole units of log, and finer ones around the summit as its own curvature asks.
function breaksOf(log: (u: number) => number, low: number, high: number, peak: number): number[] {
  const h = 1e-3;
  const bend = -(log(peak + h) - 2 * log(peak) + log(peak - h)) / (h * h);
  const width = Number.isFinite(bend) && bend > 1 ? 1 / Math.sqrt(bend) : 1;
  const near = [-10, -6, -3, -1, 0, 1, 3, 6, 10].map((z) => peak + z * width);
  const whole = Array.from({ length: Math.ceil(high - low) }, (_, i) => low + i);
  return [...new Set([...whole, ...near, high])].filter((u) => u >= low && u <= high).sort((a, b) => a - b);
}

// The mode of tau itself (not of its logarithm), which may be zero.
function modeOf(
  yi: readonly number[],
  vi: readonly number[],
  prior: TauPrior,
  mu: MuPrior,
  low: number,
  high: number,
): number {
  const log = (u: number): number => {
    const tau = Math.exp(u);
    return logPrior(prior, tau) + given(yi, vi, mu, tau).logLikelihood;
  };
  const top = scan(log, low, high, 240);
  const zero = logPrior(prior, 0) + given(yi, vi, mu, 0).logLikelihood;
  return zero >= top.value - 1e-12 * Math.abs(top.value) ? 0 : Math.exp(top.at);
}

/** The posterior probability that tau is below a value. */
export function tauBelow({ panels, density }: Posterior, tau: number): number {
  if (tau <= 0) return 0;
  const u = Math.log(tau);
  let sum = 0;
  for (const panel of panels) {
    if (panel.from >= u) break;
    const { at, weight } = panel.to <= u ? panel : kronrod(panel.from, u);
    for (let i = 0; i < at.length; i++) sum += weight[i]! * density(at[i]!);
  }
  return Math.min(1, sum);
}

/** The value that tau stays below with probability `p`. */
export function tauQuantile(posterior: Posterior, p: number): number {
  let below = 0;
  for (const panel of posterior.panels) {
    let own = 0;
    panel.at.forEach((u, i) => (own += panel.weight[i]! * posterior.density(u)));
    if (below + own < p) {
      below += own;
      continue;
    }
    let [low, high] = [panel.from, panel.to];
    for (let round = 0; round < 60 && high - low > 1e-13 * Math.max(1, Math.abs(low)); round++) {
      const middle = (low + high) / 2;
      let part = 0;
      const { at, weight } = kronrod(panel.from, middle);
      at.forEach((u, i) => (part += weight[i]! * posterior.density(u)));
      if (below + part < p) low = middle;
      else high = middle;
    }
    return Math.exp((low + high) / 2);
  }
  return Math.exp(posterior.panels.at(-1)!.to);
}
