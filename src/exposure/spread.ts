import type { Model } from "../knowledge/knowledge.ts";

/** How the parameters of one subject differ from the typical ones: each log-normal, some together. */
export interface Spread {
  readonly symbols: readonly string[];
  /** Lower triangle by rows of the root of the covariance of the logarithms (Cholesky). */
  readonly root: Float64Array;
  /** Standard deviation of the logarithm between occasions, by symbol. */
  readonly occasions: readonly { readonly symbol: string; readonly sd: number }[];
}

/** The lower root of a covariance by rows; undefined where it is not positive definite. */
export function rootOf(covariance: Float64Array, size: number): Float64Array | undefined {
  const root = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = covariance[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= root[i * size + k]! * root[j * size + k]!;
      if (i === j) {
        if (!(sum >= 0)) return undefined;
        root[i * size + i] = Math.sqrt(sum);
      } else root[i * size + j] = root[j * size + j] === 0 ? 0 : sum / root[j * size + j]!;
    }
  }
  return root;
}

/** The spread of a shipped model: what was obtained of it. */
export function spreadOf({ parameters, covariances = [] }: Model): Spread | undefined {
  return spread(parameters, covariances);
}

/** The spread of kinetics written in full; undefined where the covariances cannot be. */
export function writtenSpread(
  variability: Readonly<Record<string, { cv?: number; omega2?: number; occasion?: number }>>,
  covariances: readonly Covariance[],
): Spread | undefined {
  const labels = Object.entries(variability).map(([label, { cv = 0, omega2, occasion }]) => [
    label,
    // The variance of the logarithm of a log-normal with this coefficient of variation.
    { omega2: omega2 ?? Math.log1p(cv ** 2), occasion },
  ]);
  return spread(Object.fromEntries(labels) as Labels, covariances);
}

interface Covariance {
  readonly between: readonly [string, string];
  readonly value: number;
}
type Labels = Readonly<Record<string, { readonly omega2?: number; readonly occasion?: number }>>;

function spread(labels: Labels, covariances: readonly Covariance[]): Spread | undefined {
  const symbols = Object.keys(labels).filter((symbol) => (labels[symbol]!.omega2 ?? 0) > 0);
  const size = symbols.length;
  const covariance = new Float64Array(size * size);
  for (const [i, symbol] of symbols.entries()) covariance[i * size + i] = labels[symbol]!.omega2!;
  for (const { between, value } of covariances) {
    const [i, j] = between.map((symbol) => symbols.indexOf(symbol)) as [number, number];
    if (i < 0 || j < 0) return undefined;
    covariance[i * size + j] = value;
    covariance[j * size + i] = value;
  }
  const occasions = Object.entries(labels).flatMap(([symbol, { occasion }]) =>
    !occasion ? [] : [{ symbol, sd: Math.sqrt(occasion) }],
  );
  const root = rootOf(covariance, size);
  return root && { symbols, root, occasions };
}
