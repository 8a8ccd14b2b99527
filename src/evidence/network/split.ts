import { normalAbove } from "../distribution/distribution.ts";
import { rank } from "../algebra/rank.ts";
import { type Contrasts, grouped } from "./contrasts.ts";
import type { MixedFit } from "../multilevel/fit.ts";
import type { Watch } from "../subsets/subsets.ts";
import { designOf, fitNetwork, type NetworkMethod } from "./fit.ts";

/** One comparison split: what its own trials say against what the rest of the network says. */
export interface NodeSplit {
  readonly base: string;
  readonly treatment: string;
  readonly trials: number;
  /** Null where the rest of the network says nothing about the two. */
  readonly split: {
    readonly direct: { readonly estimate: number; readonly se: number };
    readonly indirect: { readonly estimate: number; readonly se: number };
    readonly difference: {
      readonly estimate: number;
      readonly se: number;
      readonly z: number;
      readonly p: number;
    };
    readonly tau2: number;
  } | null;
}

/**
 * Side-splitting with the disagreement shared by both arms (White 2015, "symmetrical"): in trials of both treatments the
 * one is moved by half the difference, the other by minus half. With two-arm trials this is node splitting (Dias and
 * others 2010).
 */
export function splits(
  contrasts: Contrasts,
  treatments: readonly string[],
  options: { readonly method: NetworkMethod } & Watch,
  whole: MixedFit,
): { readonly done: NodeSplit[]; readonly stopped: boolean } {
  const { rows } = contrasts;
  const others = treatments.slice(1);
  const p = others.length;
  const plain = designOf(rows, others);
  // The split network's spread is near the whole network's; from zero there would be no slope to leave by.
  const near = whole.theta[0] !== undefined && whole.theta[0] !== 0 ? whole.theta : undefined;
  const arms = new Map(
    [...grouped([...rows], ({ study }) => study)].map(([study, own]) => [
      study,
      new Set([own[0]!.base, ...own.map(({ treatment }) => treatment)]),
    ]),
  );
  const compared = treatments.flatMap((base, i) =>
    treatments.slice(i + 1).flatMap((treatment) => {
      const trials = [...arms.values()].filter((set) => set.has(base) && set.has(treatment)).length;
      return trials === 0 ? [] : [{ base, treatment, trials }];
    }),
  );
  const done: NodeSplit[] = [];
  for (const { base, treatment, trials } of compared) {
    if (options.stopped?.()) return { done, stopped: true };
    const shift = (name: string): number => (name === treatment ? 0.5 : name === base ? -0.5 : 0);
    const x = new Float64Array(rows.length * (p + 1));
    rows.forEach((row, at) => {
      x.set(plain.subarray(at * p, (at + 1) * p), at * (p + 1));
      const both = arms.get(row.study)!;
      if (both.has(base) && both.has(treatment)) x[at * (p + 1) + p] = shift(row.treatment) - shift(row.base);
    });
    const split = fitSplit(contrasts, x, others, base, treatment, options.method, near);
    done.push({ base, treatment, trials, split });
    options.progress?.(done.length / compared.length);
  }
  return { done, stopped: false };
}

function fitSplit(
  contrasts: Contrasts,
  x: Float64Array,
  others: readonly string[],
  base: string,
  treatment: string,
  method: NetworkMethod,
  near: Float64Array | undefined,
): NodeSplit["split"] {
  const p = others.length + 1;
  const { rows } = contrasts;
  if (rank(x, rows.length, p) < p) return null;
  // Without a spare contrast a between-trial variance cannot be told from the difference itself.
  const fit = fitNetwork(contrasts, x, p, rows.length > p ? method : "common", near);
  if (!fit) return null;
  const combine = (omega: number): { estimate: number; se: number } => {
    const c = Float64Array.from({ length: p }, (_, i) =>
      i === p - 1 ? omega : others[i] === treatment ? 1 : others[i] === base ? -1 : 0,
    );
    let [estimate, variance] = [0, 0];
    for (let i = 0; i < p; i++) {
      estimate += c[i]! * fit.beta[i]!;
      for (let j = 0; j < p; j++) variance += c[i]! * fit.covariance[i * p + j]! * c[j]!;
    }
    return { estimate, se: Math.sqrt(variance) };
  };
  const estimate = fit.beta[p - 1]!;
  const se = Math.sqrt(fit.covariance[p * p - 1]!);
  return {
    direct: combine(1),
    indirect: combine(0),
    difference: { estimate, se, z: estimate / se, p: Math.min(1, 2 * normalAbove(Math.abs(estimate / se))) },
    tau2: fit.components[0]?.variances[0] ?? 0,
  };
}
