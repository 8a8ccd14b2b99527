/** A permutation test of moderators: Higgins and Thompson (2004). */
import { chance } from "../chance.ts";
import type { PoolOptions } from "../pool/pool.ts";
import { pause, type Watch } from "../subsets/subsets.ts";
import type { Term } from "./design.ts";
import { type Regression, regress } from "./regress.ts";

/** The share of permutations at least as extreme as what was seen. */
export interface Permutation {
  readonly permutations: number;
  /** How many were to be tried: more than `permutations` where the work was stopped before its end. */
  readonly wanted: number;
  /** True where every order was tried. */
  readonly exact: boolean;
  readonly coefficients: readonly { readonly name: string; readonly p: number }[];
  readonly QMp: number;
}

/** Up to this many studies all orders are tried: 7! = 5,040. */
const exactUpTo = 7;
/** A prime that divides no number of orders: all have their turn, far ones by turns. */
const leap = 1951;

/** Shuffles rows of the moderators against the effects; the order seen is one of those counted. */
export async function permute(
  y: Float64Array,
  v: Float64Array,
  columns: readonly Term[],
  options: PoolOptions & Watch & { readonly seed: number; readonly n: number },
): Promise<Permutation | null> {
  const seen = regression(y, v, columns, options);
  if (!seen) return null;
  const k = y.length;
  const exact = k <= exactUpTo;
  const orders = exact ? everyOrder(k) : null;
  const wanted = orders?.length ?? options.n;
  const more = new Float64Array(columns.length);
  let [moreQM, done] = [0, 0];
  for (; done < wanted; done++) {
    if (done > 0 && done % 100 === 0 && (await pause(done / wanted, options))) break;
    // The first is the order seen, so that no p is zero: it is the last of all orders.
    const order =
      orders?.[(wanted - 1 + done * leap) % wanted] ??
      (done === 0 ? Array.from(y, (_, i) => i) : shuffled(k, options.seed, done));
    const shuffledColumns = columns.map(({ name, column }) => ({
      name,
      column: Float64Array.from(order, (i) => column[i]!),
    }));
    const here = regression(y, v, shuffledColumns, options)!;
    // 1e-10: the order seen, computed in another order of sums, still counts as equal to itself.
    if (here.QM >= seen.QM * (1 - 1e-10)) moreQM += 1;
    here.coefficients.forEach(({ statistic }, j) => {
      if (Math.abs(statistic) >= Math.abs(seen.coefficients[j]!.statistic) * (1 - 1e-10))
        more[j] = more[j]! + 1;
    });
  }
  return {
    permutations: done,
    wanted,
    exact: exact && done === wanted,
    coefficients: columns.map(({ name }, j) => ({ name, p: more[j]! / done })),
    QMp: moreQM / done,
  };
}

function regression(
  y: Float64Array,
  v: Float64Array,
  columns: readonly Term[],
  { method, test, level }: PoolOptions,
): Regression | undefined {
  const built = regress(y, v, columns, { method, test, level });
  return built.dependent === undefined ? built.regression : undefined;
}

function shuffled(k: number, seed: number, index: number): number[] {
  const { below } = chance(seed, index);
  const order = Array.from({ length: k }, (_, i) => i);
  for (let i = k - 1; i > 0; i--) {
    const j = below(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

function everyOrder(k: number): number[][] {
  if (k === 0) return [[]];
  return everyOrder(k - 1).flatMap((order) =>
    Array.from({ length: k }, (_, at) => [...order.slice(0, at), k - 1, ...order.slice(at)]),
  );
}
