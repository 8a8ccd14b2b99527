import { climb, type Summit } from "../optimum/climb.ts";
import { type Evaluation, Likelihood, type MixedModel } from "./likelihood.ts";

/** A fitted mixed model: the summit, and what it says about each random effect. */
export interface MixedFit extends Evaluation {
  readonly model: MixedModel;
  readonly likelihood: Likelihood;
  readonly theta: Float64Array;
  readonly components: readonly { variances: number[]; correlations: number[] }[];
  /** False where the search ended on a slope: the estimates are then the best of several, not a proven summit. */
  readonly converged: boolean;
}

/**
 * Maximises the (restricted) likelihood from several starts, then tries each boundary: a variance that can be zero
 * without loss is zero. Data are brought to unit scale first, so that no unit of measurement is favoured. Where a
 * neighbouring model's θ is known, the search begins there alone.
 */
export function fitMixed(model: MixedModel, near?: Float64Array): MixedFit | undefined {
  const scale = scaleOf(model);
  const unit = new Likelihood(rescaled(model, 1 / scale));
  const hill = (at: Float64Array, gradient: Float64Array): number => unit.value(at, gradient);
  let best: Summit | undefined;
  for (const start of near ? [toScale(model, near, 1 / scale)] : startsOf(model)) {
    const summit = climb(hill, start);
    // A climb that is behind by less than rounding has found the same summit.
    if (summit && (!best || summit.value > best.value + 1e-10)) best = summit;
  }
  if (!best) return undefined;
  const settled = settle(model, unit, best);
  const theta = toScale(model, settled.at, scale);
  const likelihood = new Likelihood(model);
  const found = likelihood.evaluate(theta);
  if (!found) return undefined;
  return {
    ...found,
    model,
    likelihood,
    theta,
    components: readComponents(model, theta),
    converged: settled.flat,
  };
}

function readComponents(
  model: MixedModel,
  theta: Float64Array,
): { variances: number[]; correlations: number[] }[] {
  let from = 0;
  return model.random.map(({ structure }) => {
    const read = structure.read(theta.subarray(from, from + structure.parameters));
    from += structure.parameters;
    return read;
  });
}

// The root mean square of the residuals from an unweighted fit, but no less than the smallest known error.
function scaleOf(model: MixedModel): number {
  const plain = new Likelihood({
    ...model,
    random: [],
    blocks: Array.from({ length: model.k }, (_, row) => ({
      rows: Int32Array.of(row),
      known: Float64Array.of(1),
    })),
    restricted: false,
  });
  const spread = (plain.evaluate(new Float64Array(0))?.quadratic ?? 0) / Math.max(1, model.k - model.p);
  const known = model.blocks.flatMap(({ rows, known }) =>
    Array.from(rows, (_, i) => known[i * (rows.length + 1)]!),
  );
  return Math.sqrt(known.reduce((least, v) => Math.min(least, v), Infinity) + spread);
}

function rescaled(model: MixedModel, factor: number): MixedModel {
  return {
    ...model,
    y: model.y.map((y) => y * factor),
    blocks: model.blocks.map(({ rows, known }) => ({ rows, known: known.map((v) => v * factor * factor) })),
  };
}

function toScale(model: MixedModel, theta: Float64Array, factor: number): Float64Array {
  const out = Float64Array.from(theta);
  let from = 0;
  for (const { structure } of model.random) {
    const own = theta.subarray(from, from + structure.parameters);
    out.set(structure.scaled(own, factor), from);
    from += structure.parameters;
  }
  return out;
}

// Between-study variance spread over the random effects in different shares, weakly and strongly correlated.
function startsOf(model: MixedModel): Float64Array[] {
  const terms = model.random.length;
  if (terms === 0) return [new Float64Array(0)];
  const shares = [
    model.random.map(() => 0.5 / terms),
    model.random.map(() => 0.02 / terms),
    ...(terms > 1 ? model.random.map((_, t) => model.random.map((_, u) => (t === u ? 0.6 : 0.01))) : []),
  ];
  const correlations = model.random.some(({ structure }) => structure.parameters > 1) ? [0.3, 0.85] : [0];
  return shares.flatMap((share) =>
    correlations.map((rho) =>
      Float64Array.from(
        model.random.flatMap(({ structure, design }, t) => {
          const spread = design ? meanSquare(design) || 1 : 1;
          return structure.start(share[t]! / spread, rho);
        }),
      ),
    ),
  );
}

const meanSquare = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value * value, 0) / values.length;

function settle(model: MixedModel, unit: Likelihood, summit: Summit): Summit {
  let best = summit;
  for (let round = 0; round < 3; round++) {
    let from = 0;
    const before = best;
    for (const { structure } of model.random) {
      const to = from + structure.parameters;
      for (const edge of structure.boundaries(best.at.slice(from, to))) {
        const at = Float64Array.from(best.at);
        at.set(edge, from);
        const value = unit.value(at);
        if (value >= best.value - 1e-9 && edge.some((part, i) => part !== best.at[from + i]))
          best = { ...best, at, value };
      }
      from = to;
    }
    if (best === before) break;
    const again = climb((at, gradient) => unit.value(at, gradient), best.at);
    if (again && again.value >= best.value) best = again;
  }
  return best;
}
