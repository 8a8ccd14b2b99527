/** Profile-likelihood intervals of variance components and correlations: how far each may move before the fit is lost. */
import { chiSquareQuantileBelow } from "../distribution/distribution.ts";
import { climb } from "../optimum/climb.ts";
import type { MixedFit } from "./fit.ts";
import { Likelihood, type MixedModel } from "./likelihood.ts";
import { type Structure, structureOf } from "./structure.ts";

/** The interval of one variance or correlation; an end is null where the likelihood does not fall within the search. */
export interface ProfileInterval {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** The intervals of a random effect, in the order of its variances and correlations; null where there is no profile. */
export interface ComponentIntervals {
  readonly variances: readonly ProfileInterval[];
  /** Null for an unstructured covariance of more than two levels. */
  readonly correlations: readonly ProfileInterval[] | null;
}

/** A model in which one θ stands for the quantity that is profiled. */
interface Turned {
  readonly model: MixedModel;
  readonly start: Float64Array;
  readonly index: number;
  readonly thetaOf: (value: number) => number;
}

// The search for an upper end stops at this many times the size of estimate, error and spread together.
const widest = 1e6;
const precision = 1e-9;

/** Intervals at `level` for every variance and correlation of a fit. */
export function profileIntervals(fit: MixedFit, level: number): ComponentIntervals[] {
  const fall = fit.logLikelihood - chiSquareQuantileBelow(level, 1) / 2;
  const typical = fit.model.blocks[0]!.known[0]!;
  return fit.model.random.map(({ structure }, t) => {
    const { variances, correlations } = fit.components[t]!;
    const interval = (turned: Turned, estimate: number, low: number, high: number): ProfileInterval => {
      const height = heightOf(turned);
      return {
        lower: end(height, estimate, low, fall),
        upper: end(height, estimate, high, fall),
      };
    };
    const scale = Math.max(typical, ...variances);
    return {
      variances: variances.map((estimate, i) =>
        interval(turnedToVariance(fit, t, i), estimate, 0, scale * widest),
      ),
      correlations: correlationOf(structure)
        ? correlations.map((estimate) => {
            const [turned, low] = turnedToCorrelation(fit, t);
            return interval(turned, estimate, low, 1);
          })
        : null,
    };
  });
}

/** Where θ of each random effect begins. */
const offset = (model: MixedModel, t: number): number =>
  model.random.slice(0, t).reduce((sum, { structure }) => sum + structure.parameters, 0);

const replaced = (model: MixedModel, t: number, structure: Structure, level?: Int32Array): MixedModel => ({
  ...model,
  random: model.random.map((effect, i) =>
    i === t ? { ...effect, structure, level: level ?? effect.level } : effect,
  ),
});

const spliced = (theta: Float64Array, from: number, count: number, own: readonly number[]): Float64Array =>
  Float64Array.of(...theta.subarray(0, from), ...own, ...theta.subarray(from + count));

/** A variance is its own θ, but for an unstructured covariance, where the level in question must come first. */
function turnedToVariance({ model, theta }: MixedFit, t: number, i: number): Turned {
  const { structure, level } = model.random[t]!;
  const from = offset(model, t);
  if (structure.name !== "UN") return { model, start: theta, index: from + i, thetaOf: structure.thetaOf };
  const { size } = structure;
  const place = (l: number): number => (l === i ? 0 : l < i ? l + 1 : l);
  const turned = Int32Array.from(level, place);
  const g = new Float64Array(size * size);
  const own = theta.subarray(from, from + structure.parameters);
  structure.fill(
    own,
    g,
    Array.from({ length: structure.parameters }, () => new Float64Array(size * size)),
  );
  const order = Array.from({ length: size }, (_, l) => l).sort((a, b) => place(a) - place(b));
  const factor = lowerOf(size, (a, b) => g[order[a]! * size + order[b]!]!);
  return {
    model: replaced(model, t, structure, turned),
    start: spliced(theta, from, structure.parameters, factor),
    index: from,
    thetaOf: Math.sqrt,
  };
}

/** The factor L of G = LL', row by row; a semidefinite G has zeros on its diagonal. */
function lowerOf(size: number, g: (a: number, b: number) => number): number[] {
  const rows: number[][] = [];
  for (let a = 0; a < size; a++) {
    rows.push([]);
    for (let b = 0; b <= a; b++) {
      let sum = g(a, b);
      for (let m = 0; m < b; m++) sum -= rows[a]![m]! * rows[b]![m]!;
      rows[a]!.push(a === b ? Math.sqrt(Math.max(0, sum)) : rows[b]![b]! > 0 ? sum / rows[b]![b]! : 0);
    }
  }
  return rows.flat();
}

const correlationOf = (structure: Structure): boolean =>
  structure.correlation !== undefined || (structure.name === "UN" && structure.size === 2);

/** A correlation is its own θ; two unstructured levels are two variances and a correlation. */
function turnedToCorrelation({ model, theta, components }: MixedFit, t: number): [Turned, number] {
  const { structure } = model.random[t]!;
  const from = offset(model, t);
  if (structure.correlation) {
    const { index, least, thetaOf } = structure.correlation;
    return [{ model, start: theta, index: from + index, thetaOf }, least];
  }
  const two = structureOf("HCS", 2);
  const { variances, correlations } = components[t]!;
  const { index, least, thetaOf } = two.correlation!;
  const own = [...variances.map(two.thetaOf), thetaOf(correlations[0]!)];
  return [
    {
      model: replaced(model, t, two),
      start: spliced(theta, from, structure.parameters, own),
      index: from + index,
      thetaOf,
    },
    least,
  ];
}

/** The highest log-likelihood where the quantity has a given value; each search begins where the last one ended. */
function heightOf({ model, start, index, thetaOf }: Turned): (value: number) => number {
  const likelihood = new Likelihood(model);
  const free = Array.from(start, (_, i) => i).filter((i) => i !== index);
  const full = Float64Array.from(start);
  const slope = new Float64Array(start.length);
  const hill = (at: Float64Array, gradient: Float64Array): number => {
    free.forEach((i, a) => (full[i] = at[a]!));
    const value = likelihood.value(full, slope);
    free.forEach((i, a) => (gradient[a] = slope[i]!));
    return value;
  };
  const spread = Math.sqrt(model.blocks[0]!.known[0]!);
  const first = Float64Array.from(free, (i) => start[i]!);
  let last = first;
  return (value) => {
    full[index] = thetaOf(value);
    let best: { at: Float64Array; value: number } | undefined;
    // A climb may have ended far out, or at a variance of zero, which it does not leave: others begin elsewhere.
    const lifted = last.map((part) => (Math.abs(part) < spread / 100 ? spread / 3 : part));
    for (const from of [last, first, lifted]) {
      const summit = climb(hill, from);
      if (summit && (!best || summit.value > best.value)) best = summit;
    }
    if (!best) return -Infinity;
    last = Float64Array.from(best.at);
    return best.value;
  };
}

/** Where the profile crosses `fall` between the estimate and the end of the range; the end of a variance's range if it never does. */
function end(
  height: (value: number) => number,
  estimate: number,
  limit: number,
  fall: number,
): number | null {
  if (estimate === limit) return limit;
  const upward = limit > estimate;
  const bounded = limit <= 1;
  let inside = estimate;
  let outside = limit;
  if (bounded) {
    if (height(limit) >= fall) return limit;
  } else {
    // Steps that double from the smallest that matters.
    for (let step = Math.max(estimate, limit / widest / 100); ; step *= 2) {
      outside = Math.min(limit, estimate + step);
      if (height(outside) < fall) break;
      inside = outside;
      if (outside === limit) return null;
    }
  }
  let [above, below] = [height(inside) - fall, height(outside) - fall];
  for (let round = 0; round < 200; round++) {
    if (Math.abs(outside - inside) <= precision * Math.max(Math.abs(inside), Math.abs(outside), 1e-12)) break;
    // Regula falsi after Illinois, with a bisection wherever an end stands at minus infinity.
    const share = round % 3 === 2 || !Number.isFinite(below) ? 0.5 : above / (above - below);
    const middle = inside + Math.min(0.98, Math.max(0.02, share)) * (outside - inside);
    const value = height(middle) - fall;
    if (value >= 0) [inside, above] = [middle, value];
    else [outside, below] = [middle, value];
  }
  return upward ? Math.max(inside, outside) : Math.min(inside, outside);
}
