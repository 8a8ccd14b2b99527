/** Standard deviations from what papers print in their place. Cochrane Handbook (6.5), chapter 6. */
import { normalQuantileAbove, studentQuantileAbove } from "../distribution/distribution.ts";

/** A number with the name of the method it comes by. */
export interface Derived {
  readonly method: string;
}

/** The standard deviation behind a standard error of a mean: section 6.5.2.2. */
export const fromStandardError = (se: number, n: number): { readonly sd: number } & Derived => ({
  sd: se * Math.sqrt(n),
  method: "Cochrane Handbook 6.5.2.2: SE times the root of n",
});

/** The standard deviation behind a mean's interval; t with n - 1, as small trials use: section 6.5.2.2. */
export function fromInterval(
  lower: number,
  upper: number,
  n: number,
  { level, normal }: { readonly level: number; readonly normal: boolean },
): { readonly sd: number; readonly se: number; readonly mean: number } & Derived {
  const tail = (1 - level) / 2;
  const quantile = normal ? normalQuantileAbove(tail) : studentQuantileAbove(tail, n - 1);
  const se = (upper - lower) / (2 * quantile);
  return {
    mean: (lower + upper) / 2,
    se,
    sd: se * Math.sqrt(n),
    method: `Cochrane Handbook 6.5.2.2: interval, ${normal ? "normal" : `t with ${n - 1} degrees of freedom`}`,
  };
}

/** The within-arm standard deviation, taken as equal, behind a difference of means and its p: section 6.5.2.3. */
export function fromP(
  difference: number,
  p: number,
  n1: number,
  n2: number,
): { readonly sd: number; readonly se: number; readonly t: number } & Derived {
  const t = studentQuantileAbove(p / 2, n1 + n2 - 2);
  const se = Math.abs(difference) / t;
  return {
    t,
    se,
    sd: se / Math.sqrt(1 / n1 + 1 / n2),
    method: `Cochrane Handbook 6.5.2.3: p of a t with ${n1 + n2 - 2} degrees of freedom`,
  };
}

/** The standard deviation of changes, from those before and after and their correlation: section 6.5.2.8. */
export const ofChange = (
  before: number,
  after: number,
  correlation: number,
): { readonly sd: number } & Derived => ({
  sd: Math.sqrt(before ** 2 + after ** 2 - 2 * correlation * before * after),
  method: `Cochrane Handbook 6.5.2.8: correlation ${correlation}`,
});

/** One arm's summary. */
export interface ArmSummary {
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
}

/** Two arms taken as one: section 6.5.2.10, table 6.5.a. */
export function combined(a: ArmSummary, b: ArmSummary): ArmSummary & Derived {
  const n = a.n + b.n;
  const mean = (a.n * a.mean + b.n * b.mean) / n;
  const squares = (a.n - 1) * a.sd ** 2 + (b.n - 1) * b.sd ** 2 + ((a.n * b.n) / n) * (a.mean - b.mean) ** 2;
  return { n, mean, sd: Math.sqrt(squares / (n - 1)), method: "Cochrane Handbook 6.5.2.10" };
}
