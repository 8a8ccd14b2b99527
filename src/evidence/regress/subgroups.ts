/** Subgroups: each pooled apart, and the test that they differ. */
import { chiSquareAbove } from "../distribution/distribution.ts";
import { pool, type Pooled, poolProblem, type PoolOptions } from "../pool/pool.ts";
import { meanProblem } from "../pool/problem.ts";
import { regress } from "./regress.ts";
import { terms } from "./design.ts";

/** One subgroup's pooled effect. */
export interface Subgroup {
  readonly group: string;
  /** Positions of its studies in the order given. */
  readonly studies: readonly number[];
  readonly pooled: Pooled;
}

/** The subgroups, and the test of their differences: chi-square, or F where `df2` is given. */
export interface Subgroups {
  readonly groups: readonly Subgroup[];
  /** Whether each subgroup has its own tau2 or all share one. */
  readonly tau2: "separate" | "common";
  readonly Q: number;
  readonly df: number;
  readonly df2: number | null;
  readonly p: number;
}

/**
 * With separate tau2 the test is RevMan's: Q of the subgroups' estimates. With a common tau2 it is that of a
 * regression on the groups, and each group is pooled at the common tau2.
 */
export function subgroups(
  y: Float64Array,
  v: Float64Array,
  groups: readonly string[],
  options: PoolOptions & { readonly tau2: "separate" | "common" },
): Subgroups {
  const names = [...new Set(groups)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const { tau2: sharing, ...how } = options;
  const common =
    sharing === "common" ? regress(y, v, terms([{ name: "", values: groups }], y.length, true), how) : null;
  const regression = common?.dependent === undefined ? common?.regression : undefined;
  const all = names.map((group): Subgroup => {
    const studies = groups.flatMap((name, i) => (name === group ? [i] : []));
    const [yi, vi] = [Float64Array.from(studies, (i) => y[i]!), Float64Array.from(studies, (i) => v[i]!)];
    const test = studies.length === 1 ? "z" : how.test;
    const pooled = regression
      ? poolProblem(meanProblem(yi, vi), { ...how, test, tau2: regression.tau2 })
      : pool(yi, vi, { ...how, test });
    return { group, studies, pooled };
  });
  if (regression)
    return {
      groups: all,
      tau2: "common",
      Q: regression.QM,
      df: regression.QMdf,
      df2: regression.QMdf2,
      p: regression.QMp,
    };
  const weights = all.map(({ pooled }) => 1 / pooled.se ** 2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = all.reduce((sum, { pooled }, i) => sum + pooled.estimate * weights[i]!, 0) / total;
  const Q = all.reduce((sum, { pooled }, i) => sum + weights[i]! * (pooled.estimate - mean) ** 2, 0);
  const df = names.length - 1;
  return { groups: all, tau2: "separate", Q, df, df2: null, p: df === 0 ? 1 : chiSquareAbove(Q, df) };
}
