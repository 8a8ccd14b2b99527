/** The tetrachoric correlation of a 2x2 table: the bivariate normal whose quadrants hold the table's shares. */
import { normalBelow, normalQuantile, solve } from "../distribution/distribution.ts";
import { defined, type Effect, type Table } from "./study.ts";

// Gauss-Legendre nodes and weights of order 12 on (0, 1), the positive half: Abramowitz and Stegun, table 25.4.
const nodes = [
  0.125233408511469, 0.36783149899818, 0.587317954286617, 0.769902674194305, 0.904117256370475,
  0.981560634246719,
] as const;
const weights = [
  0.249147045813403, 0.233492536538355, 0.203167426723066, 0.160078328543346, 0.106939325995318,
  0.047175336386512,
] as const;
const panels = 16;

/** P(X <= h, Y <= k) for correlation r: Plackett (1954), integrated over the angle whose sine is the correlation. */
function bivariateBelow(h: number, k: number, r: number): number {
  const angle = Math.asin(r);
  const half = angle / panels / 2;
  let sum = 0;
  for (let panel = 0; panel < panels; panel++) {
    const middle = (2 * panel + 1) * half;
    for (let i = 0; i < 6; i++)
      for (const side of [-1, 1]) {
        const theta = middle + side * half * nodes[i]!;
        const cosine = Math.cos(theta);
        sum += weights[i]! * Math.exp(-(h * h + k * k - 2 * h * k * Math.sin(theta)) / (2 * cosine * cosine));
      }
  }
  return normalBelow(h) * normalBelow(k) + (sum * half) / (2 * Math.PI);
}

const density = (h: number, k: number, r: number): number => {
  const rest = 1 - r * r;
  return Math.exp(-(h * h + k * k - 2 * r * h * k) / (2 * rest)) / (2 * Math.PI * Math.sqrt(rest));
};

/** Null where a cell is empty: the likelihood then grows to the edge, correlation 1 or -1. */
export function tetrachoric({ ai, bi, ci, di }: Table): Effect | null {
  if (ai <= 0 || bi <= 0 || ci <= 0 || di <= 0) return null;
  const n = ai + bi + ci + di;
  const h = normalQuantile((ai + bi) / n);
  const k = normalQuantile((ai + ci) / n);
  const share = ai / n;
  const r = solve(
    (x) => share - bivariateBelow(h, k, x),
    (x) => -density(h, k, x),
    {
      low: -1,
      high: 1,
      start: Math.sin(
        (Math.PI / 2) *
          ((Math.sqrt(ai * di) - Math.sqrt(bi * ci)) / (Math.sqrt(ai * di) + Math.sqrt(bi * ci))),
      ),
    },
  );
  // The model is saturated, so the delta method on the four shares is the inverse of its information.
  const root = Math.sqrt(1 - r * r);
  const first = normalBelow((k - r * h) / root);
  const second = normalBelow((h - r * k) / root);
  const slope = 1 - first - second;
  const mean = (ai * slope - bi * first - ci * second) / n;
  const square = (ai * slope ** 2 + bi * first ** 2 + ci * second ** 2) / n;
  return defined(r, (square - mean ** 2) / (n * density(h, k, r) ** 2));
}
