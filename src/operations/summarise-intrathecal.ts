/** The plain summary of the intrathecal trials: what can be pooled of them, each with its own difference beside it. */
import { type EffectRow, effectsOf, type PlainEffect, plainEffects, pool } from "../evidence/evidence.ts";
import type { Study } from "../knowledge/knowledge.ts";
import { languageOf, type Locale } from "../quantity/quantity.ts";

const sentences = {
  en: {
    fromP: (names: string) =>
      `${names}: standard errors come from the printed P by a t test (Cochrane Handbook 6.5.2.3).`,
    atMost: (names: string) =>
      `${names}: P is printed as not above a bound; the interval is the widest that this allows.`,
    silent: (names: string) =>
      `${names}: no P is printed with the difference; it stands without an interval and is not pooled.`,
    mixed:
      "The pooled trials titrated at different speeds to different doses: the pooled figure describes these trials, no dose.",
    two: "With two trials heterogeneity can hardly be estimated; Knapp and Hartung's interval says so by its width.",
    and: ", ",
  },
  zh: {
    fromP: (names: string) => `${names}：标准误由所印 P 值按 t 检验求得（Cochrane 手册 6.5.2.3）。`,
    atMost: (names: string) => `${names}：P 仅印作不超过某界；区间为其所容许的最宽者。`,
    silent: (names: string) => `${names}：差值未附 P 值；不给区间，也不合并。`,
    mixed: "所合并的试验以不同速度滴定至不同剂量：合并值描述这些试验，并不对应任何剂量。",
    two: "仅两项试验时异质性几乎无法估计；Knapp-Hartung 区间之宽即说明此点。",
    and: "、",
  },
};

export interface PlainSummary {
  readonly pooled: readonly object[];
  readonly gaps: readonly string[];
  readonly assumed: readonly string[];
}

/** Nothing here is regressed on a dose. */
export function summarise(studies: readonly Study[], locale: Locale): PlainSummary {
  const say = sentences[languageOf(locale)];
  const plain = studies.flatMap(plainEffects);
  const changes = [...byDrug(plain, ({ drug }) => drug)].flatMap(([drug, all]) => changesOf(drug, all));
  const usable = plain.filter(({ se }) => se !== undefined);
  const silent = plain.filter(({ se }) => se === undefined);
  const named = (all: readonly PlainEffect[]): string => all.map(({ study }) => study.name).join(say.and);
  const bounded = usable.filter(({ atMost }) => atMost);
  return {
    pooled: [...changes, ...tablesAndMeans(studies, locale)],
    gaps: [
      ...(silent.length > 0 ? [say.silent(named(silent))] : []),
      ...(changes.length > 0 ? [say.mixed] : []),
      ...(usable.length === 2 ? [say.two] : []),
    ],
    assumed: [
      ...(usable.length > 0 ? [say.fromP(named(usable))] : []),
      ...(bounded.length > 0 ? [say.atMost(named(bounded))] : []),
    ],
  };
}

function byDrug<T>(all: readonly T[], drugOf: (one: T) => string): ReadonlyMap<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) found.set(drugOf(one), [...(found.get(drugOf(one)) ?? []), one]);
  return found;
}

const pooledOf = (rows: readonly { readonly yi: number; readonly vi: number }[], test: "z" | "knha") =>
  pool(
    Float64Array.from(rows, ({ yi }) => yi),
    Float64Array.from(rows, ({ vi }) => vi),
    { method: "REML", test, level: 0.95 },
  );

/** Changes of pain in per cent against placebo: two trials with an error, or more. */
function changesOf(drug: string, all: readonly PlainEffect[]): object[] {
  const rows = all.flatMap(({ estimate, se }) => (se === undefined ? [] : [{ yi: estimate, vi: se ** 2 }]));
  const trials = all.map(({ study, arm, outcome, estimate, se, ci, atMost }) => ({
    study: study.id,
    name: study.name,
    arm,
    outcome: outcome.id,
    estimate,
    se: se ?? null,
    ci: ci ?? null,
    atMost,
    status: outcome.status,
  }));
  return rows.length < 2 ? [] : [{ drug, measure: "percentChange", k: rows.length, trials, ...both(rows) }];
}

function both(rows: readonly { readonly yi: number; readonly vi: number }[]): object {
  const { estimate, ci, tau2, I2 } = pooledOf(rows, "z");
  return { estimate, ci, hartungKnapp: { ci: pooledOf(rows, "knha").ci }, tau2, I2 };
}

/** Counts of responders, and means with a known spread, of one drug against placebo. */
function tablesAndMeans(studies: readonly Study[], locale: Locale): object[] {
  return (["RR", "MD"] as const).flatMap((measure) => {
    const found = studies.flatMap((study) =>
      effectsOf(study, { measure, repeated: false }, locale, [], []).map((row) => ({
        row,
        drug: study.arms.find(({ id }) => row.arm === `${study.id}/${id}`)!.drug!,
      })),
    );
    return [...byDrug(found, ({ drug }) => drug)].flatMap(([drug, all]) => {
      const rows: EffectRow[] = all.map(({ row }) => row);
      return rows.length < 2 ? [] : [{ drug, measure, k: rows.length, trials: [], ...both(rows) }];
    });
  });
}
