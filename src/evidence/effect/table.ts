/** Measures of a 2x2 table under metafor's names, with its default treatment of zero cells. */
import { defined, type Effect, type Table } from "./study.ts";
import { tetrachoric } from "./tetrachoric.ts";

/** A table with any empty cell gets 1/2 in all four: metafor's `add = 1/2, to = "only0"`. */
export function filled(table: Table): Table {
  const { ai, bi, ci, di } = table;
  if (ai !== 0 && bi !== 0 && ci !== 0 && di !== 0) return table;
  return { ai: ai + 0.5, bi: bi + 0.5, ci: ci + 0.5, di: di + 0.5 };
}

const reciprocals = ({ ai, bi, ci, di }: Table): number => 1 / ai + 1 / bi + 1 / ci + 1 / di;

function riskRatio(table: Table): Effect | null {
  const { ai, bi, ci, di } = filled(table);
  const [n1, n2] = [ai + bi, ci + di];
  return defined(Math.log(ai / n1) - Math.log(ci / n2), 1 / ai - 1 / n1 + 1 / ci - 1 / n2);
}

function oddsRatio(table: Table): Effect | null {
  const t = filled(table);
  return defined(Math.log((t.ai * t.di) / (t.bi * t.ci)), reciprocals(t));
}

function riskDifference(table: Table): Effect | null {
  const { ai, bi, ci, di } = filled(table);
  const [n1, n2] = [ai + bi, ci + di];
  return defined(ai / n1 - ci / n2, (ai * bi) / n1 ** 3 + (ci * di) / n2 ** 3);
}

/** Observed less expected over the hypergeometric variance: Yusuf et al. (1985), appendix. */
function peto(table: Table): Effect | null {
  const { ai, bi, ci, di } = filled(table);
  const [n1, n2, events, none] = [ai + bi, ci + di, ai + ci, bi + di];
  const n = n1 + n2;
  const variance = (events * none * (n1 / n) * (n2 / n)) / (n - 1);
  return defined((ai - (events * n1) / n) / variance, 1 / variance);
}

/** Difference of the arcsine-transformed risks: Rücker et al. (2009). */
function arcsine({ ai, bi, ci, di }: Table): Effect | null {
  const [n1, n2] = [ai + bi, ci + di];
  return defined(Math.asin(Math.sqrt(ai / n1)) - Math.asin(Math.sqrt(ci / n2)), 1 / (4 * n1) + 1 / (4 * n2));
}

/** Phi with the variance of Bishop, Fienberg and Holland (1975), p. 381. */
function phi({ ai, bi, ci, di }: Table): Effect | null {
  const [row1, row2, col1, col2] = [ai + bi, ci + di, ai + ci, bi + di];
  const n = row1 + row2;
  const y = (ai * di - bi * ci) / Math.sqrt(row1 * row2 * col1 * col2);
  const [rows, cols] = [row1 * row2, col1 * col2];
  const skew = ((row1 - row2) * (col1 - col2)) / Math.sqrt(rows * cols);
  const spread = (row1 - row2) ** 2 / rows + (col1 - col2) ** 2 / cols;
  return defined(y, (1 - y * y + y * (1 + (y * y) / 2) * skew - 0.75 * y * y * spread) / n);
}

/** Yule's Q. */
function yuleQ(table: Table): Effect | null {
  const t = filled(table);
  const odds = (t.ai * t.di) / (t.bi * t.ci);
  const y = (odds - 1) / (odds + 1);
  return defined(y, ((1 - y * y) ** 2 * reciprocals(t)) / 4);
}

/** Yule's Y, the coefficient of colligation. */
function yuleY(table: Table): Effect | null {
  const t = filled(table);
  const odds = Math.sqrt((t.ai * t.di) / (t.bi * t.ci));
  const y = (odds - 1) / (odds + 1);
  return defined(y, ((1 - y * y) ** 2 * reciprocals(t)) / 16);
}

/** The measures of a 2x2 table. */
export const tableMeasures = {
  RR: riskRatio,
  OR: oddsRatio,
  RD: riskDifference,
  PETO: peto,
  AS: arcsine,
  PHI: phi,
  YUQ: yuleQ,
  YUY: yuleY,
  RTET: tetrachoric,
} as const satisfies Readonly<Record<string, (table: Table) => Effect | null>>;
