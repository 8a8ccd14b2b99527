import type { KnownCovariance } from "../multilevel/multilevel.ts";

/** One arm of a trial with its estimate on the analysis scale (log odds, mean) and variance. */
export interface NetworkArm {
  readonly study: string;
  readonly treatment: string;
  readonly estimate: number;
  readonly variance: number;
}

/** Treatment against base in one study. Contrasts of one study share its base; `covariance` is the base arm's variance. */
export interface NetworkContrast {
  readonly study: string;
  readonly base: string;
  readonly treatment: string;
  readonly yi: number;
  readonly vi: number;
}

/** Contrasts with the covariances that a shared base arm makes. */
export interface Contrasts {
  readonly rows: readonly NetworkContrast[];
  readonly covariances: readonly KnownCovariance[];
}

/** Each arm against its study's base arm: the first in `order` that the study has. */
export function contrastsOf(arms: readonly NetworkArm[], order: readonly string[]): Contrasts {
  const rank = new Map(order.map((treatment, i) => [treatment, i]));
  const rows: NetworkContrast[] = [];
  const covariances: KnownCovariance[] = [];
  for (const [study, own] of grouped(arms, ({ study }) => study)) {
    const [base, ...others] = [...own].sort((a, b) => rank.get(a.treatment)! - rank.get(b.treatment)!);
    const first = rows.length;
    for (const arm of others) {
      for (let column = first; column < rows.length; column++)
        covariances.push({ row: rows.length, column, value: base!.variance });
      rows.push({
        study,
        base: base!.treatment,
        treatment: arm.treatment,
        yi: arm.estimate - base!.estimate,
        vi: arm.variance + base!.variance,
      });
    }
  }
  return { rows, covariances };
}

/**
 * All comparisons of each study, as netmeta takes them, into contrasts with one base. In a study of three or more arms
 * the covariance follows from the variances: cov(ab, ac) = (v_ab + v_ac − v_bc)/2. A study whose comparisons do not
 * all stand or do not agree is named.
 */
export function contrastsOfPairs(
  pairs: readonly NetworkContrast[],
  order: readonly string[],
): { contrasts: Contrasts; incomplete: readonly string[]; inconsistent: readonly string[] } {
  const rank = new Map(order.map((treatment, i) => [treatment, i]));
  const rows: NetworkContrast[] = [];
  const covariances: KnownCovariance[] = [];
  const incomplete: string[] = [];
  const inconsistent: string[] = [];
  for (const [study, own] of grouped(pairs, ({ study }) => study)) {
    const treatments = [...new Set(own.flatMap(({ base, treatment }) => [base, treatment]))].sort(
      (a, b) => rank.get(a)! - rank.get(b)!,
    );
    const find = (from: string, to: string): { yi: number; vi: number } | undefined => {
      const straight = own.find(({ base, treatment }) => base === from && treatment === to);
      if (straight) return straight;
      const turned = own.find(({ base, treatment }) => base === to && treatment === from);
      return turned && { yi: -turned.yi, vi: turned.vi };
    };
    const [base, ...others] = treatments;
    const first = rows.length;
    const all = treatments.flatMap((a, i) => treatments.slice(i + 1).map((b) => find(a, b)));
    if (all.includes(undefined)) {
      incomplete.push(study);
      continue;
    }
    others.forEach((treatment, i) => {
      const { yi, vi } = find(base!, treatment)!;
      for (let j = 0; j < i; j++) {
        const between = find(others[j]!, treatment)!;
        const against = find(base!, others[j]!)!;
        covariances.push({ row: rows.length, column: first + j, value: (vi + against.vi - between.vi) / 2 });
        // Printed estimates are rounded: a tenth of a standard error is allowed.
        if (Math.abs(yi - against.yi - between.yi) > 0.1 * Math.sqrt(between.vi)) inconsistent.push(study);
      }
      rows.push({ study, base: base!, treatment, yi, vi });
    });
  }
  return { contrasts: { rows, covariances }, incomplete, inconsistent: [...new Set(inconsistent)] };
}

/** Members by key, in order of first appearance. */
export function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const list = groups.get(key(item));
    if (list) list.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/** The connected parts of a network, each with its treatments in the order given. */
export function partsOf(
  rows: readonly Pick<NetworkContrast, "base" | "treatment">[],
  treatments: readonly string[],
): string[][] {
  const part = new Map(treatments.map((treatment, i) => [treatment, i]));
  for (const { base, treatment } of rows) {
    const [from, to] = [part.get(base)!, part.get(treatment)!];
    if (from !== to) for (const [name, id] of part) if (id === to) part.set(name, from);
  }
  return [...grouped([...treatments], (name) => String(part.get(name))).values()];
}
