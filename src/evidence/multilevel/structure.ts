/**
 * The covariance of a random effect over the levels inside one group: G(θ) and its derivatives. Variances enter as the
 * square of θ, or as exp(2θ) where levels differ; bounded correlations as a sine, so that every boundary can be
 * reached and is a flat place, not an infinite one.
 */
export interface Structure {
  readonly name: StructureName;
  /** Levels inside a group. */
  readonly size: number;
  /** Length of θ. */
  readonly parameters: number;
  /** Writes G (size × size) and each derivative of G. */
  readonly fill: (theta: Float64Array, g: Float64Array, derivatives: readonly Float64Array[]) => void;
  /** A θ whose variances are all `variance` and whose correlations are `correlation`. */
  readonly start: (variance: number, correlation: number) => number[];
  /** θ moved to each boundary in turn: a variance to zero, a correlation to its limit. */
  readonly boundaries: (theta: Float64Array) => Float64Array[];
  /** θ of data measured in units `factor` times larger, given θ in the larger unit. */
  readonly scaled: (theta: Float64Array, factor: number) => Float64Array;
  /** The θ at which a variance has this value; of an unstructured covariance that of its first level. */
  readonly thetaOf: (variance: number) => number;
  /** The one θ that is a correlation, from `least` to 1; absent where there is none or it is not one θ. */
  readonly correlation?: {
    readonly index: number;
    readonly least: number;
    readonly thetaOf: (correlation: number) => number;
  };
  /** θ in words: variances and correlations. */
  readonly read: (theta: Float64Array) => { variances: number[]; correlations: number[] };
}

/** The names of structures, as metafor's `struct`. */
export const structures = ["ID", "DIAG", "CS", "HCS", "UN", "AR", "HAR", "CAR"] as const;
export type StructureName = (typeof structures)[number];

/** The structure of that name over `size` levels; `times` are the levels' times, for CAR. */
export function structureOf(name: StructureName, size: number, times: readonly number[] = []): Structure {
  switch (name) {
    case "ID":
      return independent(size, false);
    case "DIAG":
      return independent(size, true);
    case "UN":
      return unstructured(size);
    case "CS":
    case "HCS":
      return correlated(name, size, -1 / Math.max(1, size - 1), (i, j, rho) => (i === j ? [1, 0] : [rho, 1]));
    case "AR":
    case "HAR":
      return correlated(name, size, -1, (i, j, rho) => power(rho, Math.abs(i - j)));
    case "CAR":
      return continuous(size, times);
  }
}

/** A random intercept: one level, one variance. */
export const intercept: Structure = independent(1, false);

/** A random effect of network contrasts: one variance, correlation one half (Higgins and Whitehead 1996). */
export function halved(size: number): Structure {
  const one = independent(1, false);
  return {
    ...one,
    size,
    fill: (theta, g, [d]) => {
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++) {
          const share = i === j ? 1 : 0.5;
          g[i * size + j] = share * theta[0]! ** 2;
          d![i * size + j] = share * 2 * theta[0]!;
        }
    },
  };
}

const power = (rho: number, lag: number): [number, number] => [
  rho ** lag,
  lag === 0 ? 0 : lag * rho ** (lag - 1),
];

function independent(size: number, each: boolean): Structure {
  const parameters = each ? size : 1;
  return {
    name: each ? "DIAG" : "ID",
    thetaOf: Math.sqrt,
    size,
    parameters,
    fill: (theta, g, derivatives) => {
      for (let i = 0; i < size; i++) {
        const own = each ? i : 0;
        g[i * size + i] = theta[own]! ** 2;
        derivatives[own]![i * size + i] = 2 * theta[own]!;
      }
    },
    start: (variance) => Array.from({ length: parameters }, () => Math.sqrt(variance)),
    boundaries: (theta) => Array.from(theta, (_, i) => moved(theta, i, 0)),
    scaled: (theta, factor) => theta.map((s) => s * factor),
    read: (theta) => ({ variances: Array.from(theta, (s) => s * s), correlations: [] }),
  };
}

const moved = (theta: Float64Array, index: number, to: number): Float64Array =>
  Float64Array.from(theta, (value, i) => (i === index ? to : value));

/** The θ of a standard deviation that is as good as zero: 1e-26 or less on any scale in use. */
const nothing = -60;

function correlated(
  name: StructureName,
  size: number,
  least: number,
  correlation: (i: number, j: number, rho: number) => [number, number],
): Structure {
  const each = name === "HCS" || name === "HAR";
  const angleOf = (rho: number): number => Math.asin((2 * rho - 1 - least) / (1 - least));
  const variances = each ? size : 1;
  const rhoOf = (angle: number): number => (1 + least) / 2 + ((1 - least) / 2) * Math.sin(angle);
  const deviation = (theta: Float64Array, i: number): number => (each ? Math.exp(theta[i]!) : theta[0]!);
  return {
    name,
    thetaOf: (variance) =>
      each ? (variance > 0 ? Math.log(variance) / 2 : nothing - 40) : Math.sqrt(variance),
    correlation: { index: variances, least, thetaOf: angleOf },
    size,
    parameters: variances + 1,
    fill: (theta, g, derivatives) => {
      const angle = theta[variances]!;
      const rho = rhoOf(angle);
      const turn = ((1 - least) / 2) * Math.cos(angle);
      for (const d of derivatives) d.fill(0);
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++) {
          const [c, slope] = correlation(i, j, rho);
          const at = i * size + j;
          const product = deviation(theta, i) * deviation(theta, j);
          g[at] = product * c;
          if (each) {
            derivatives[i]![at]! += product * c;
            derivatives[j]![at]! += product * c;
          } else derivatives[0]![at] = 2 * theta[0]! * c;
          derivatives[variances]![at] = product * slope * turn;
        }
    },
    start: (variance, rho) => [
      ...Array.from({ length: variances }, () => (each ? Math.log(variance) / 2 : Math.sqrt(variance))),
      Math.asin(Math.max(-0.99, Math.min(0.99, (2 * rho - 1 - least) / (1 - least)))),
    ],
    boundaries: (theta) => [
      ...Array.from({ length: variances }, (_, i) => moved(theta, i, each ? nothing - 40 : 0)),
      moved(theta, variances, Math.PI / 2),
      moved(theta, variances, -Math.PI / 2),
    ],
    scaled: (theta, factor) =>
      theta.map((value, i) => (i === variances ? value : each ? value + Math.log(factor) : value * factor)),
    read: (theta) => ({
      variances: Array.from({ length: variances }, (_, i) =>
        each && theta[i]! < nothing ? 0 : deviation(theta, i) ** 2,
      ),
      correlations: [rhoOf(theta[variances]!)],
    }),
  };
}

// Continuous time: correlation exp(−u² · gap), so that ρ = exp(−u²) is the correlation at a gap of one.
function continuous(size: number, times: readonly number[]): Structure {
  const gap = (i: number, j: number): number => Math.abs(times[i]! - times[j]!);
  return {
    name: "CAR",
    thetaOf: Math.sqrt,
    correlation: {
      index: 1,
      least: 0,
      thetaOf: (rho) => Math.sqrt(-Math.log(Math.max(Number.MIN_VALUE, rho))),
    },
    size,
    parameters: 2,
    fill: (theta, g, [byDeviation, byRate]) => {
      const [s, u] = [theta[0]!, theta[1]!];
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++) {
          const c = Math.exp(-u * u * gap(i, j));
          g[i * size + j] = s * s * c;
          byDeviation![i * size + j] = 2 * s * c;
          byRate![i * size + j] = -2 * u * gap(i, j) * s * s * c;
        }
    },
    start: (variance, rho) => [
      Math.sqrt(variance),
      Math.sqrt(-Math.log(Math.max(0.01, Math.min(0.99, rho)))),
    ],
    boundaries: (theta) => [moved(theta, 0, 0), moved(theta, 1, 0)],
    scaled: (theta, factor) => Float64Array.of(theta[0]! * factor, theta[1]!),
    read: (theta) => ({
      variances: [theta[0]! ** 2],
      correlations: [Math.exp(-(theta[1]! ** 2))],
    }),
  };
}

// G = LL' with L lower triangular, row by row: every semidefinite matrix, whatever θ is.
function unstructured(size: number): Structure {
  const place = (i: number, j: number): number => (i * (i + 1)) / 2 + j;
  const entry = (theta: Float64Array, i: number, j: number): number => {
    let sum = 0;
    for (let m = 0; m <= Math.min(i, j); m++) sum += theta[place(i, m)]! * theta[place(j, m)]!;
    return sum;
  };
  return {
    name: "UN",
    thetaOf: Math.sqrt,
    size,
    parameters: (size * (size + 1)) / 2,
    fill: (theta, g, derivatives) => {
      for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) g[i * size + j] = entry(theta, i, j);
      for (let a = 0; a < size; a++)
        for (let b = 0; b <= a; b++) {
          const d = derivatives[place(a, b)]!;
          d.fill(0);
          for (let j = b; j < size; j++) {
            d[a * size + j]! += theta[place(j, b)]!;
            d[j * size + a]! += theta[place(j, b)]!;
          }
        }
    },
    start: (variance, rho) => {
      // The factor of variance·((1 − ρ)I + ρJ), by hand: small and always positive definite for 0 ≤ ρ < 1.
      const theta = Array.from({ length: (size * (size + 1)) / 2 }, () => 0);
      for (let i = 0; i < size; i++)
        for (let j = 0; j <= i; j++) {
          let sum = variance * (i === j ? 1 : rho);
          for (let m = 0; m < j; m++) sum -= theta[place(i, m)]! * theta[place(j, m)]!;
          theta[place(i, j)] = i === j ? Math.sqrt(sum) : sum / theta[place(j, j)]!;
        }
      return theta;
    },
    boundaries: (theta) => [
      ...Array.from({ length: size }, (_, i) =>
        Float64Array.from(theta, (value, at) => (at >= place(i, 0) && at <= place(i, i) ? 0 : value)),
      ),
      ...Array.from({ length: size - 1 }, (_, i) => moved(theta, place(i + 1, i + 1), 0)),
    ],
    scaled: (theta, factor) => theta.map((value) => value * factor),
    read: (theta) => {
      const variances = Array.from({ length: size }, (_, i) => entry(theta, i, i));
      const correlations: number[] = [];
      for (let i = 0; i < size; i++)
        for (let j = i + 1; j < size; j++)
          correlations.push(
            variances[i]! > 0 && variances[j]! > 0
              ? entry(theta, i, j) / Math.sqrt(variances[i]! * variances[j]!)
              : 0,
          );
      return { variances, correlations };
    },
  };
}
