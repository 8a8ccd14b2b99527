import { chance, type Chance } from "../chance.ts";
import { normalQuantile } from "../distribution/distribution.ts";
import { quantile } from "../subsets/quantiles.ts";
import { type ArmMeasure, compare } from "./effect-row.ts";
import { fitJoint, type JointFit, type JointOptions, type JointRow, poolJoint } from "./fit-joint.ts";

/** A trial that has not been run: where on the axis, how large, and what its control is taken to be. */
export interface PlannedTrial {
  readonly x: number;
  readonly condition: string;
  readonly perArm: number;
  /** Share of responders on control. */
  readonly risk: number;
  /** Standard deviation of the outcome in each arm. */
  readonly sd: number;
  /** Hours of its outcome, where time is a moderator. */
  readonly at?: number | undefined;
}

export interface Widths {
  readonly mean: number;
  readonly quantiles: readonly [low: number, median: number, high: number];
}

/** How wide intervals are now, and how wide they are expected to be with the trial. */
export interface Expected {
  readonly now: { readonly pooled: number; readonly slope: number | null };
  readonly pooled: Widths;
  readonly slope: Widths | null;
  /** Share of simulated trials after which the pooled interval leaves out no effect. */
  readonly decides: number;
  readonly done: number;
}

export interface Watch {
  readonly progress?: ((share: number) => void) | undefined;
  readonly stopped?: (() => boolean) | undefined;
}

const width = (ci: readonly [number, number] | null | undefined): number => (ci ? ci[1] - ci[0] : Number.NaN);
const normal = ({ unit }: Chance): number => normalQuantile(unit() || Number.MIN_VALUE);

/**
 * Draws the trial's true effect from what the trials now say at its exposure (their uncertainty and their
 * heterogeneity), its patients from that, and fits everything again. Draw i is the same however many are drawn.
 */
export function nextTrial(
  rows: readonly JointRow[],
  planned: PlannedTrial,
  measure: ArmMeasure,
  options: JointOptions,
  simulations: { readonly n: number; readonly seed: number },
  { progress, stopped }: Watch,
): Expected | undefined {
  const pooled = poolJoint(rows, options);
  if (!pooled) return undefined;
  const found = fitJoint(rows, options);
  const fit = typeof found === "string" ? undefined : found;
  const centre = centreOf(planned, rows, fit, pooled);
  const pooledWidths: number[] = [];
  const slopeWidths: number[] = [];
  let decided = 0;
  let done = 0;
  while (done < simulations.n) {
    if (stopped?.()) break;
    const source = chance(simulations.seed, done);
    const row = drawn(planned, centre, measure, source, done);
    const all = row ? [...rows, row] : rows;
    const after = poolJoint(all, options);
    const refit = fitJoint(all, options);
    if (after) {
      pooledWidths.push(width(after.ci));
      if (after.ci[0] > 0 || after.ci[1] < 0) decided++;
    }
    if (typeof refit !== "string" && refit.slope.ci) slopeWidths.push(width(refit.slope.ci));
    done++;
    if (done % 25 === 0) progress?.(done / simulations.n);
  }
  if (pooledWidths.length === 0) return undefined;
  return {
    now: { pooled: width(pooled.ci), slope: fit?.slope.ci ? width(fit.slope.ci) : null },
    pooled: widthsOf(pooledWidths),
    slope: slopeWidths.length > 0 ? widthsOf(slopeWidths) : null,
    decides: decided / pooledWidths.length,
    done,
  };
}

/** Where the true effect of the trial is thought to lie: on the line inside the trials' range, else at the pooled effect. */
function centreOf(
  { x, condition }: PlannedTrial,
  rows: readonly JointRow[],
  fit: JointFit | undefined,
  pooled: { readonly estimate: number; readonly se: number; readonly tau2: number },
): { readonly mean: number; readonly sd: number } {
  const xs = rows.map((row) => row.x);
  const inside = x >= Math.min(...xs) && x <= Math.max(...xs);
  const at = fit && inside && fit.kind !== "curve" ? fit.line([x], condition)[0] : undefined;
  if (at?.ci && fit!.slope.ci) {
    // The half width of the line in units of the slope's: its standard error without the quantile.
    const perSe = width(fit!.slope.ci) / fit!.slope.se;
    const se = width(at.ci) / perSe;
    if (Number.isFinite(se)) return { mean: at.estimate, sd: Math.hypot(se, Math.sqrt(fit!.tau2)) };
  }
  return { mean: pooled.estimate, sd: Math.hypot(pooled.se, Math.sqrt(pooled.tau2)) };
}

const widthsOf = (widths: readonly number[]): Widths => {
  const sorted = Float64Array.from(widths).sort();
  const at = (share: number): number => quantile(sorted, share);
  return {
    mean: widths.reduce((sum, one) => sum + one, 0) / widths.length,
    quantiles: [at(0.05), at(0.5), at(0.95)],
  };
};

/** One possible result of the trial: patients by their chances, or means with their scatter. */
export function drawn(
  { x, condition, perArm, risk, sd, at }: PlannedTrial,
  { mean, sd: spread }: { readonly mean: number; readonly sd: number },
  measure: ArmMeasure,
  source: Chance,
  index: number,
): JointRow | undefined {
  const truth = mean + spread * normal(source);
  const n = perArm;
  const numbers =
    measure === "MD" || measure === "SMD"
      ? meansOf(measure === "SMD" ? truth * sd : truth, sd, n, source)
      : tableOf(risk, treatedRisk(truth, risk, measure), n, source);
  const found = compare(measure, numbers);
  if (!found || !(found.vi > 0)) return undefined;
  const { shared, ...effect } = found;
  const id = `next ${index}`;
  return {
    ...effect,
    id,
    arm: id,
    study: id,
    outcome: id,
    control: { id, variance: shared },
    x,
    condition,
    ...(at !== undefined && { at }),
  };
}

/** The chance of responding on treatment that an effect makes of the control's; chances stay chances. */
export function treatedRisk(effect: number, risk: number, measure: ArmMeasure): number {
  const odds = (risk / (1 - risk)) * Math.exp(effect);
  const treated =
    measure === "RR" ? risk * Math.exp(effect) : measure === "OR" ? odds / (1 + odds) : risk + effect;
  return Math.min(1, Math.max(0, treated));
}

const binomial = (n: number, p: number, { unit }: Chance): number => {
  let events = 0;
  for (let i = 0; i < n; i++) if (unit() < p) events++;
  return events;
};

function tableOf(control: number, treated: number, n: number, source: Chance) {
  const [ai, ci] = [binomial(n, treated, source), binomial(n, control, source)];
  return { ai, bi: n - ai, ci, di: n - ci };
}

/** Sample mean and standard deviation of n normal draws; the variance by its own gamma, drawn as a sum of squares. */
function meansOf(difference: number, sd: number, n: number, source: Chance) {
  const arm = (mean: number): readonly [number, number] => {
    let [sum, squares] = [0, 0];
    for (let i = 0; i < n; i++) {
      const value = normal(source);
      sum += value;
      squares += value * value;
    }
    const average = sum / n;
    return [mean + sd * average, sd * Math.sqrt((squares - n * average ** 2) / (n - 1))];
  };
  const [[m1i, sd1i], [m2i, sd2i]] = [arm(difference), arm(0)];
  return { m1i, sd1i, n1i: n, m2i, sd2i, n2i: n };
}
