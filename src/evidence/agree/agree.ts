/** How far reviewers agree beyond chance. */
import { normalQuantileAbove } from "../distribution/distribution.ts";

export interface Decision {
  readonly record: string;
  readonly reviewer: string;
  readonly decision: string;
}

export interface Agreement {
  /** Records that two reviewers or more have decided on. */
  readonly n: number;
  /** Share of them on which all agree. */
  readonly agreement: number;
  /** Null where chance alone would agree always. */
  readonly kappa: number | null;
  readonly ci: readonly [number, number] | null;
  /** Cohen's for two reviewers, Fleiss's for more. */
  readonly method: "Cohen" | "Fleiss";
  readonly pairs: readonly {
    readonly reviewers: readonly [string, string];
    readonly n: number;
    readonly agreement: number;
    readonly kappa: number | null;
    readonly ci: readonly [number, number] | null;
  }[];
  readonly conflicts: readonly { readonly record: string; readonly decisions: readonly Decision[] }[];
  /** Records with one decision so far. */
  readonly pending: readonly string[];
}

/** Two reviewers' decisions on one record each. */
type Pair = readonly [string, string];

const grouped = (decisions: readonly Decision[]): Map<string, Decision[]> => {
  const records = new Map<string, Decision[]>();
  for (const decision of decisions) {
    const list = records.get(decision.record);
    if (list) list.push(decision);
    else records.set(decision.record, [decision]);
  }
  return records;
};

/** Cohen (1960), with the standard error of Fleiss, Cohen and Everitt (1969), equation (13). */
export function cohen(pairs: readonly Pair[], level: number) {
  const n = pairs.length;
  const names = [...new Set(pairs.flat())];
  const at = new Map(names.map((name, i) => [name, i]));
  const m = names.length;
  const cells = new Float64Array(m * m);
  for (const [a, b] of pairs) cells[at.get(a)! * m + at.get(b)!]! += 1 / n;
  const row = names.map((_, i) => names.reduce((sum, _, j) => sum + cells[i * m + j]!, 0));
  const column = names.map((_, j) => names.reduce((sum, _, i) => sum + cells[i * m + j]!, 0));
  const agreement = pairs.filter(([a, b]) => a === b).length / n;
  const chance = row.reduce((sum, share, i) => sum + share * column[i]!, 0);
  if (!(chance < 1)) return { n, agreement, kappa: null, ci: null };
  const kappa = (agreement - chance) / (1 - chance);
  let variance = -((kappa - chance * (1 - kappa)) ** 2);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++)
      variance +=
        i === j
          ? cells[i * m + i]! * (1 - (row[i]! + column[i]!) * (1 - kappa)) ** 2
          : cells[i * m + j]! * ((1 - kappa) * (column[i]! + row[j]!)) ** 2;
  return {
    n,
    agreement,
    kappa,
    ci: interval(kappa, Math.sqrt(Math.max(0, variance) / n) / (1 - chance), level),
  };
}

const interval = (kappa: number, se: number, level: number): readonly [number, number] => {
  const half = normalQuantileAbove((1 - level) / 2) * se;
  return [Math.max(-1, kappa - half), Math.min(1, kappa + half)];
};

/** Fleiss (1971) for any number of reviewers a record; the interval from the jackknife over records. */
function fleiss(records: readonly (readonly Decision[])[], level: number) {
  const names = [...new Set(records.flatMap((list) => list.map(({ decision }) => decision)))];
  const counts = records.map((list) =>
    names.map((name) => list.filter(({ decision }) => decision === name).length),
  );
  const sizes = records.map((list) => list.length);
  const observed = counts.map((row, i) => {
    const pairs = row.reduce((sum, count) => sum + count * (count - 1), 0);
    return pairs / (sizes[i]! * (sizes[i]! - 1));
  });
  const totals = names.map((_, j) => counts.reduce((sum, row) => sum + row[j]!, 0));
  const estimate = (without: number): number => {
    const n = records.length - (without >= 0 ? 1 : 0);
    const seen = observed.reduce((sum, value) => sum + value, 0) - (observed[without] ?? 0);
    const decided = sizes.reduce((sum, size) => sum + size, 0) - (sizes[without] ?? 0);
    const chance = totals.reduce(
      (sum, total, j) => sum + ((total - (counts[without]?.[j] ?? 0)) / decided) ** 2,
      0,
    );
    return (seen / n - chance) / (1 - chance);
  };
  const kappa = estimate(-1);
  if (!Number.isFinite(kappa)) return { kappa: null, ci: null };
  const n = records.length;
  const pseudo = records.map((_, i) => n * kappa - (n - 1) * estimate(i));
  const mean = pseudo.reduce((sum, value) => sum + value, 0) / n;
  const variance = pseudo.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n * (n - 1));
  return { kappa, ci: Number.isFinite(variance) ? interval(kappa, Math.sqrt(variance), level) : null };
}

/** Agreement over all records, by pair of reviewers, and what is in conflict. */
export function agree(decisions: readonly Decision[], level: number): Agreement {
  const records = [...grouped(decisions)];
  const decided = records.filter(([, list]) => list.length >= 2);
  const conflicts = decided
    .filter(([, list]) => new Set(list.map(({ decision }) => decision)).size > 1)
    .map(([record, list]) => ({ record, decisions: list }));
  const byPair = new Map<string, { reviewers: readonly [string, string]; pairs: Pair[] }>();
  for (const [, list] of decided) {
    const sorted = [...list].sort((a, b) => (a.reviewer < b.reviewer ? -1 : 1));
    for (let i = 0; i < sorted.length; i++)
      for (let j = i + 1; j < sorted.length; j++) {
        const [a, b] = [sorted[i]!, sorted[j]!];
        const key = JSON.stringify([a.reviewer, b.reviewer]);
        const known = byPair.get(key) ?? { reviewers: [a.reviewer, b.reviewer] as const, pairs: [] };
        known.pairs.push([a.decision, b.decision]);
        byPair.set(key, known);
      }
  }
  const pairs = [...byPair.values()].map(({ reviewers, pairs }) => ({ reviewers, ...cohen(pairs, level) }));
  const n = decided.length;
  const only = pairs.length === 1 ? pairs[0]! : null;
  const all =
    only ??
    (n > 1
      ? fleiss(
          decided.map(([, list]) => list),
          level,
        )
      : { kappa: null, ci: null });
  return {
    n,
    agreement: n === 0 ? Number.NaN : (n - conflicts.length) / n,
    kappa: all.kappa,
    ci: all.ci,
    method: pairs.length > 1 ? "Fleiss" : "Cohen",
    pairs,
    conflicts,
    pending: records.filter(([, list]) => list.length === 1).map(([record]) => record),
  };
}
