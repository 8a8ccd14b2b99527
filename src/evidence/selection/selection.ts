/**
 * Selection models with steps: how likely a result is to be published may change where its p value crosses a limit.
 * The three-parameter model has one step at 0.025, one-sided (Hedges and Vevea 2005; McShane, Böckenholt and Hansen
 * 2016).
 */
import { inverseOf } from "../algebra/cholesky.ts";
import { chiSquareAbove, normalQuantile } from "../distribution/distribution.ts";
import { climb, type Hill, type Summit } from "../optimum/climb.ts";
import { type Alternative, selectionLikelihood, type SelectionModel, selectionModel } from "./likelihood.ts";

export type { Alternative } from "./likelihood.ts";

export interface SelectionOptions {
  readonly alternative: Alternative;
  /** Limits of the p value, rising, below 1. */
  readonly steps: readonly number[];
  readonly level: number;
}

/** How much likelier or less likely publication is in one interval of p than in the first. */
export interface SelectionWeight {
  readonly from: number;
  readonly to: number;
  readonly studies: number;
  /** 1 in the first interval. */
  readonly delta: number;
  readonly se: number | null;
  readonly ci: readonly [number, number] | null;
  /** The likelihood rises to the edge of the search, as where no study lies in this interval or in the first. */
  readonly boundary: boolean;
}

export interface SelectionAnswer {
  readonly k: number;
  readonly estimate: number;
  readonly se: number | null;
  readonly ci: readonly [number, number] | null;
  readonly tau2: number;
  readonly weights: readonly SelectionWeight[];
  readonly logLikelihood: number;
  /** The same random-effects model by maximum likelihood, without selection. */
  readonly unadjusted: { readonly estimate: number; readonly tau2: number; readonly logLikelihood: number };
  /** Likelihood-ratio test that all weights are one. */
  readonly LRT: number;
  readonly df: number;
  readonly p: number;
  readonly converged: boolean;
}

// exp(±14): a weight beyond a million, or below a millionth, is beyond what any data tell.
const widest = 14;

/** Fits the model. An interval of p without a study gets the least weight that the search knows. */
export function selection(
  yi: readonly number[],
  vi: readonly number[],
  options: SelectionOptions,
): SelectionAnswer {
  // In units of the spread of the estimates every search begins alike.
  const scale = scaleOf(yi, vi);
  const model = selectionModel(
    yi.map((y) => y / scale),
    vi.map((v) => v / scale ** 2),
    options.steps,
    options.alternative,
  );
  const counts = countsOf(model);
  const plain = best(model, false);
  const found = best(model, true, plain);
  const shift = yi.length * Math.log(scale);
  const spread = errorsOf(model, found.at);
  const z = normalQuantile(0.5 + options.level / 2);
  const se = spread ? Math.sqrt(spread.variance(0)) * scale : null;
  const estimate = found.at[0]! * scale;
  const LRT = Math.max(0, 2 * (found.value - plain.value));
  const df = options.steps.length;
  return {
    k: yi.length,
    estimate,
    se,
    ci: se === null ? null : [estimate - z * se, estimate + z * se],
    tau2: (found.at[1]! * scale) ** 2,
    weights: counts.map((studies, j) => weightOf(j, studies)),
    logLikelihood: found.value - shift,
    unadjusted: {
      estimate: plain.at[0]! * scale,
      tau2: (plain.at[1]! * scale) ** 2,
      logLikelihood: plain.value - shift,
    },
    LRT,
    df,
    p: chiSquareAbove(LRT, df),
    converged: found.flat,
  };

  function weightOf(j: number, studies: number): SelectionWeight {
    const ends = { from: j === 0 ? 0 : options.steps[j - 1]!, to: options.steps[j] ?? 1, studies };
    const delta = Math.exp(found.at[j + 2]! - found.at[2]!);
    const boundary = j > 0 && (studies === 0 || counts[0] === 0 || Math.abs(Math.log(delta)) > widest - 1);
    if (j === 0 || boundary || !spread) return { ...ends, delta, se: null, ci: null, boundary };
    const logSe = Math.sqrt(spread.variance(j + 2));
    const ci = [delta * Math.exp(-z * logSe), delta * Math.exp(z * logSe)] as const;
    return { ...ends, delta, se: delta * logSe, ci, boundary: false };
  }
}

function countsOf({ interval, intervals }: SelectionModel): number[] {
  const counts = Array.from({ length: intervals }, () => 0);
  for (const j of interval) counts[j]! += 1;
  return counts;
}

function scaleOf(yi: readonly number[], vi: readonly number[]): number {
  const mean = yi.reduce((sum, y) => sum + y, 0) / yi.length;
  const spread = yi.reduce((sum, y) => sum + (y - mean) ** 2, 0) / yi.length;
  return Math.sqrt(spread + Math.min(...vi));
}

// Weights that are estimated: those of intervals with studies, but for the first such, which is the measure.
function free({ interval, intervals }: SelectionModel, still: boolean, selected: boolean): number[] {
  const used = Array.from({ length: intervals }, (_, j) => j).filter((j) => interval.includes(j));
  return [0, ...(still ? [] : [1]), ...(selected ? used.slice(1).map((j) => j + 2) : [])];
}

// The highest of climbs from a lattice of means, variances and weights, with tau² free and at zero.
function best(model: SelectionModel, selected: boolean, plain?: Summit): Summit {
  let summit: Summit | undefined;
  for (const still of [true, false]) {
    const places = free(model, still, selected);
    const hill = within(model, places, selected);
    for (const start of startsOf(model, selected, still, plain)) {
      const found = climb(
        hill,
        Float64Array.from(places, (i) => start[i]!),
      );
      if (!found) continue;
      const whole = settled(model, selected);
      places.forEach((i, at) => (whole[i] = found.at[at]!));
      // A spread that gains nothing over none is none.
      if (!summit || found.value > summit.value + 1e-9) summit = { ...found, at: whole };
    }
  }
  return summit!;
}

// All at nothing, but for the weights of intervals without a study.
function settled({ interval, intervals }: SelectionModel, selected: boolean): Float64Array {
  return Float64Array.from({ length: intervals + 2 }, (_, i) =>
    selected && i > 1 && !interval.includes(i - 2) ? -widest : 0,
  );
}

function within(model: SelectionModel, places: readonly number[], selected: boolean): Hill {
  const rest = settled(model, selected);
  const all = Float64Array.from(rest);
  const slope = new Float64Array(rest.length);
  return (at, gradient) => {
    all.set(rest);
    places.forEach((i, place) => (all[i] = at[place]!));
    for (let j = 2; j < all.length; j++) if (Math.abs(all[j]!) > widest) return -Infinity;
    const value = selectionLikelihood(model, all, slope);
    places.forEach((i, place) => (gradient[place] = slope[i]!));
    return value;
  };
}

function startsOf(
  { y, intervals }: SelectionModel,
  selected: boolean,
  still: boolean,
  plain: Summit | undefined,
): Float64Array[] {
  const sorted = [...y].sort((a, b) => a - b);
  const last = sorted.length - 1;
  const means = [0, 0.25, 0.5, 0.75, 1].map(
    (q) => (sorted[Math.floor(q * last)]! + sorted[Math.ceil(q * last)]!) / 2,
  );
  means.push(0);
  if (plain) means.push(plain.at[0]!);
  const spreads = still ? [0] : [0.1, 0.6, 1.5];
  const weights = selected ? [-3, -1, 0, 1.5] : [0];
  return means.flatMap((mean) =>
    spreads.flatMap((spread) =>
      weights.map((weight) =>
        Float64Array.from({ length: intervals + 2 }, (_, i) => (i === 0 ? mean : i === 1 ? spread : weight)),
      ),
    ),
  );
}

// Observed information by central differences of the gradient, tau left out where it is zero.
function errorsOf(model: SelectionModel, at: Float64Array): { variance: (i: number) => number } | undefined {
  const places = free(model, at[1] === 0, true);
  const m = places.length;
  const hill = within(model, places, true);
  const here = Float64Array.from(places, (i) => at[i]!);
  const information = new Float64Array(m * m);
  const [up, down] = [new Float64Array(m), new Float64Array(m)];
  for (let j = 0; j < m; j++) {
    const h = 1e-5 * Math.max(1, Math.abs(here[j]!));
    hill(moved(here, j, h), up);
    hill(moved(here, j, -h), down);
    for (let i = 0; i < m; i++) information[i * m + j] = -(up[i]! - down[i]!) / (2 * h);
  }
  for (let i = 0; i < m; i++)
    for (let j = 0; j < i; j++) {
      const mean = (information[i * m + j]! + information[j * m + i]!) / 2;
      information[i * m + j] = mean;
      information[j * m + i] = mean;
    }
  const covariance = inverseOf(information, m);
  if (!covariance?.every(Number.isFinite)) return undefined;
  return { variance: (i) => covariance[places.indexOf(i) * (m + 1)]! };
}

const moved = (at: Float64Array, index: number, by: number): Float64Array =>
  Float64Array.from(at, (value, i) => (i === index ? value + by : value));
