/** Pools tables and rates without giving each its own variance: Mantel and Haenszel. */
import { type Rates, type Table } from "../effect/study.ts";
import { filled, tableMeasures } from "../effect/table.ts";
import { filledRates, rateMeasures } from "../effect/rates.ts";
import { chiSquareAbove } from "../distribution/distribution.ts";
import { around, critical, type Interval, twoSided } from "./pool.ts";

/** A pooled effect of tables; Q is about it, with each table's inverse variance as weight. */
export interface PooledTables {
  readonly method: "MH" | "PETO";
  readonly measure: string;
  readonly k: number;
  readonly level: number;
  readonly estimate: number;
  readonly se: number;
  readonly statistic: number;
  readonly df: null;
  readonly p: number;
  readonly ci: Interval;
  readonly tau2: 0;
  readonly I2: number;
  readonly H2: number;
  readonly Q: number;
  readonly Qdf: number;
  readonly Qp: number;
  readonly prediction: null;
  readonly predictionDf: null;
  /** Each table's share, in percent; a table without information has none. */
  readonly weights: readonly number[];
}

interface Core {
  readonly estimate: number;
  readonly se: number;
  readonly weights: Float64Array;
}

/** Robins, Breslow and Greenland (1986), equation for the log odds ratio. */
function oddsRatio(tables: readonly Table[]): Core {
  let [R, S, PR, mixed, QS] = [0, 0, 0, 0, 0];
  const weights = new Float64Array(tables.length);
  tables.forEach(({ ai, bi, ci, di }, i) => {
    const n = ai + bi + ci + di;
    const [r, s, p, q] = [(ai * di) / n, (bi * ci) / n, (ai + di) / n, (bi + ci) / n];
    R += r;
    S += s;
    PR += p * r;
    mixed += p * s + q * r;
    QS += q * s;
    weights[i] = s;
  });
  return {
    estimate: Math.log(R / S),
    se: Math.sqrt((PR / R ** 2 + mixed / (R * S) + QS / S ** 2) / 2),
    weights,
  };
}

/** Greenland and Robins (1985), the risk ratio. */
function riskRatio(tables: readonly Table[]): Core {
  let [R, S, V] = [0, 0, 0];
  const weights = new Float64Array(tables.length);
  tables.forEach(({ ai, bi, ci, di }, i) => {
    const [n1, n2] = [ai + bi, ci + di];
    const n = n1 + n2;
    R += (ai * n2) / n;
    S += (ci * n1) / n;
    V += (n1 * n2 * (ai + ci)) / n ** 2 - (ai * ci) / n;
    weights[i] = (ci * n1) / n;
  });
  return { estimate: Math.log(R / S), se: Math.sqrt(V / (R * S)), weights };
}

/** The risk difference with the variance of Sato, Greenland and Robins (1989). */
function riskDifference(tables: readonly Table[]): Core {
  let [top, W, P, Q] = [0, 0, 0, 0];
  const weights = new Float64Array(tables.length);
  tables.forEach(({ ai, bi, ci, di }, i) => {
    const [n1, n2] = [ai + bi, ci + di];
    const n = n1 + n2;
    top += (ai * n2 - ci * n1) / n;
    W += (n1 * n2) / n;
    P += (ci * n1 ** 2 - ai * n2 ** 2 + (n1 * n2 * (n2 - n1)) / 2) / n ** 2;
    Q += (ai * di + ci * bi) / (2 * n);
    weights[i] = (n1 * n2) / n;
  });
  const estimate = top / W;
  return { estimate, se: Math.sqrt((estimate * P + Q) / W ** 2), weights };
}

/** Rothman, Greenland and Lash (2008), equations 15-21 and 15-22. */
function rateRatio(rates: readonly Rates[]): Core {
  let [R, S, V] = [0, 0, 0];
  const weights = new Float64Array(rates.length);
  rates.forEach(({ x1i, t1i, x2i, t2i }, i) => {
    const t = t1i + t2i;
    R += (x1i * t2i) / t;
    S += (x2i * t1i) / t;
    V += ((x1i + x2i) * t1i * t2i) / t ** 2;
    weights[i] = (x2i * t1i) / t;
  });
  return { estimate: Math.log(R / S), se: Math.sqrt(V / (R * S)), weights };
}

/** Greenland and Robins (1985), the rate difference. */
function rateDifference(rates: readonly Rates[]): Core {
  let [top, W, V] = [0, 0, 0];
  const weights = new Float64Array(rates.length);
  rates.forEach(({ x1i, t1i, x2i, t2i }, i) => {
    const weight = (t1i * t2i) / (t1i + t2i);
    top += weight * (x1i / t1i - x2i / t2i);
    W += weight;
    V += weight ** 2 * (x1i / t1i ** 2 + x2i / t2i ** 2);
    weights[i] = weight;
  });
  return { estimate: top / W, se: Math.sqrt(V) / W, weights };
}

/** The one-step estimator of the odds ratio: Yusuf et al. (1985). */
function peto(tables: readonly Table[]): Core {
  let [difference, V] = [0, 0];
  const weights = new Float64Array(tables.length);
  tables.forEach((table, i) => {
    const { gap, variance } = observedLessExpected(table);
    difference += gap;
    V += variance;
    weights[i] = variance;
  });
  return { estimate: difference / V, se: Math.sqrt(1 / V), weights };
}

function observedLessExpected({ ai, bi, ci, di }: Table): { gap: number; variance: number } {
  const [n1, n2, events, none] = [ai + bi, ci + di, ai + ci, bi + di];
  const n = n1 + n2;
  return { gap: ai - (events * n1) / n, variance: (events * none * (n1 / n) * (n2 / n)) / (n - 1) };
}

/** Q about the pooled effect; tables that carry no information are not counted. */
function heterogeneity(effects: readonly ({ yi: number; vi: number } | null)[], estimate: number) {
  const counted = effects.filter((effect) => effect !== null);
  const Q = counted.reduce((sum, { yi, vi }) => sum + (yi - estimate) ** 2 / vi, 0);
  const Qdf = Math.max(0, counted.length - 1);
  if (Qdf === 0) return { Q: 0, Qdf, Qp: 1, I2: 0, H2: 1 };
  return { Q, Qdf, Qp: chiSquareAbove(Q, Qdf), I2: Math.max(0, (100 * (Q - Qdf)) / Q), H2: Q / Qdf };
}

function finish(
  core: Core,
  method: "MH" | "PETO",
  measure: string,
  level: number,
  effects: readonly ({ yi: number; vi: number } | null)[],
): PooledTables {
  const { estimate, se, weights } = core;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    method,
    measure,
    k: effects.length,
    level,
    estimate,
    se,
    statistic: estimate / se,
    df: null,
    p: twoSided(estimate / se, null),
    ci: around(estimate, critical(level, null) * se),
    tau2: 0,
    ...heterogeneity(effects, estimate),
    prediction: null,
    predictionDf: null,
    weights: Array.from(weights, (weight) => (100 * weight) / total),
  };
}

/** True where a table tells nothing of a ratio: no events, or nobody without. */
export const isSilent = ({ ai, bi, ci, di }: Table): boolean =>
  (ai === 0 && ci === 0) || (bi === 0 && di === 0);

const tableCores = { OR: oddsRatio, RR: riskRatio, RD: riskDifference } as const;
const rateCores = { IRR: rateRatio, IRD: rateDifference } as const;

/** Pools tables by Mantel and Haenszel, as metafor's `rma.mh` does: 1/2 is added only where Q needs a variance. */
export function mantelHaenszelTables(
  tables: readonly Table[],
  measure: keyof typeof tableCores,
  level: number,
): PooledTables {
  const effects = tables.map((table) => (isSilent(table) ? null : tableMeasures[measure](filled(table))));
  return { ...finish(tableCores[measure](tables), "MH", measure, level, effects) };
}

/** Pools rates by Mantel and Haenszel. */
export function mantelHaenszelRates(
  rates: readonly Rates[],
  measure: keyof typeof rateCores,
  level: number,
): PooledTables {
  const effects = rates.map((rate) =>
    rate.x1i === 0 && rate.x2i === 0 ? null : rateMeasures[measure](filledRates(rate)),
  );
  return finish(rateCores[measure](rates), "MH", measure, level, effects);
}

/** Pools tables by Peto's method: log odds ratios without any addition. */
export function petoTables(tables: readonly Table[], level: number): PooledTables {
  const effects = tables.map((table) => {
    const { gap, variance } = observedLessExpected(table);
    return variance > 0 ? { yi: gap / variance, vi: 1 / variance } : null;
  });
  return finish(peto(tables), "PETO", "PETO", level, effects);
}

/** The Cochran-Mantel-Haenszel test with continuity correction, and Tarone's test that the odds ratios are equal. */
export function oddsRatioTests(tables: readonly Table[]): { cmh: TestOfTables; tarone: TestOfTables } {
  const informative = tables.filter((table) => !isSilent(table));
  let [gap, variance] = [0, 0];
  for (const table of informative) {
    const one = observedLessExpected(table);
    gap += one.gap;
    variance += one.variance;
  }
  const cmh = Math.max(0, Math.abs(gap) - 0.5) ** 2 / variance;
  const odds = Math.exp(oddsRatio(tables).estimate);
  let [sum, offset, spread] = [0, 0, 0];
  for (const table of informative) {
    const { expected, inverse } = fittedCell(table, odds);
    sum += (table.ai - expected) ** 2 * inverse;
    offset += table.ai - expected;
    spread += 1 / inverse;
  }
  const tarone = sum - offset ** 2 / spread;
  const df = informative.length - 1;
  return {
    cmh: { statistic: cmh, df: 1, p: chiSquareAbove(cmh, 1) },
    tarone: { statistic: tarone, df, p: df > 0 ? chiSquareAbove(tarone, df) : 1 },
  };
}

export interface TestOfTables {
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
}

/** The first cell expected under a common odds ratio with the margins fixed, and its inverse variance: Tarone (1985). */
function fittedCell({ ai, bi, ci, di }: Table, odds: number): { expected: number; inverse: number } {
  const [n1, n2, events] = [ai + bi, ci + di, ai + ci];
  const [a, b, c] = [1 - odds, n2 - events + odds * (n1 + events), -odds * n1 * events];
  // The root of a x² + b x + c inside the margins, in the form that does not cancel.
  const expected = (-2 * c) / (b + Math.sqrt(b * b - 4 * a * c));
  const inverse = 1 / expected + 1 / (n1 - expected) + 1 / (events - expected) + 1 / (n2 - events + expected);
  return { expected, inverse };
}
