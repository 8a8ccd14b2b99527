/** How `pool` pools counts by a generalised linear mixed model: proportions, and two groups where events are rare. */
import { type Counts, type Measure, poolCounts, type PooledCounts } from "../evidence/evidence.ts";
import { type Issue, type Language, languageOf } from "../quantity/quantity.ts";
import type { RawStudy } from "./effect.ts";
import { answered, type Context, refused, type Reply } from "./operation.ts";
import { tooFew } from "./read-effects.ts";
import { apart, type PoolInput, type PoolStudies } from "./read-pool.ts";
import { forestRows, important, pooledAnswer } from "./write-pooled.ts";

const none = (...counts: readonly (number | undefined)[]): boolean => counts.every((count) => count === 0);

/** Each measure with its model, by rma.glmm's names, and what is counted of a study; null where it tells nothing. */
const models: Partial<
  Readonly<
    Record<Measure, { readonly model: string | null; readonly count: (raw: RawStudy) => Counts | null }>
  >
> = {
  PLO: { model: null, count: ({ xi, ni }) => ({ events: xi!, others: ni! - xi!, offset: 0 }) },
  // Stijnen, Hamza and Ozdemir (2010): given all events, those of the first group are binomial.
  OR: {
    model: "CM.AL",
    count: ({ ai, bi, ci, di }) =>
      none(ai, ci) || none(bi, di)
        ? null
        : { events: ai!, others: ci!, offset: Math.log((ai! + bi!) / (ci! + di!)) },
  },
  IRR: {
    model: "CM.EL",
    count: ({ x1i, t1i, x2i, t2i }) =>
      none(x1i, x2i) ? null : { events: x1i!, others: x2i!, offset: Math.log(t1i! / t2i!) },
  },
};

const sentences = {
  en: {
    measure: (known: string, measure: string) => `GLMM pools ${known}, got ${measure}`,
    test: (test: string) => `GLMM is tested by z, got ${test}`,
    without: "GLMM has none: leave this out",
    groups: "GLMM pools all studies as one: their subgroups are not pooled.",
    silent: (ids: string) => `Studies that tell nothing of the effect take no part: ${ids}.`,
    endless:
      "the counts set no end to the estimate: no event at all, nothing but events, or in every study only one of the two",
    rare: "CM.AL is a good approximation where events are rare.",
    likelihood: "GLMM is fitted by maximum likelihood with seven quadrature points, as rma.glmm.",
    apart:
      "Randomised and non-randomised studies are kept apart: the figures are of the others, those of the non-randomised stand under nonRandomised.",
  },
  zh: {
    measure: (known: string, measure: string) => `GLMM 只用于 ${known}；现为 ${measure}`,
    test: (test: string) => `GLMM 的检验只有 z；现为 ${test}`,
    without: "GLMM 没有此项：请删去",
    groups: "GLMM 将全部研究合并为一组：不合并各亚组。",
    silent: (ids: string) => `不提供效应信息的研究未参与：${ids}。`,
    endless: "计数不足以界定估计值：完全没有事件、全部是事件，或每项研究只有其一",
    rare: "事件罕见时 CM.AL 是良好的近似。",
    likelihood: "GLMM 以最大似然法拟合，用 7 个求积点，与 rma.glmm 一致。",
    apart: "随机与非随机研究分开合并；以上为其余研究的结果，非随机研究见 nonRandomised。",
  },
} satisfies Record<Language, unknown>;

function issuesOf(value: PoolInput, language: Language): Issue[] {
  const say = sentences[language];
  const known = Object.keys(models);
  const measure = value.measure ?? "GEN";
  return [
    ...(known.includes(measure)
      ? []
      : [{ path: "measure", message: say.measure(known.join(", "), measure) }]),
    ...(value.test === undefined || value.test === "z"
      ? []
      : [{ path: "test", message: say.test(value.test) }]),
    ...(["modes", "tau2"] as const).flatMap((path) =>
      value[path] === undefined || value[path] === false ? [] : [{ path, message: say.without }],
    ),
  ];
}

/** The share of the variance that is between studies, as rma.glmm has it: by the variances that effects would have. */
function heterogeneity(tau2: number, vi: readonly number[]): { readonly I2: number; readonly H2: number } {
  const weights = vi.map((v) => 1 / v);
  const sum = weights.reduce((all, w) => all + w, 0);
  const squares = weights.reduce((all, w) => all + w ** 2, 0);
  // Higgins and Thompson (2002), equation (9).
  const typical = (vi.length - 1) / (sum - squares / sum);
  return { I2: (100 * tau2) / (tau2 + typical), H2: tau2 / typical + 1 };
}

interface Fitted {
  readonly pooled: PooledCounts & { readonly I2: number; readonly H2: number };
  readonly silent: readonly string[];
}

function fit(studies: PoolStudies, value: PoolInput, level: number): Fitted | null {
  const { count } = models[value.measure!]!;
  const all = studies.rows.map(({ raw }) => count(raw!));
  const told = all.flatMap((counts, i) => (counts ? [{ counts, vi: studies.vi[i]! }] : []));
  const pooled = poolCounts(
    told.map(({ counts }) => counts),
    level,
    value.prediction,
  );
  return (
    pooled && {
      pooled: {
        ...pooled,
        ...heterogeneity(
          pooled.tau2,
          told.map(({ vi }) => vi),
        ),
      },
      silent: studies.rows.flatMap(({ id }, i) => (all[i] ? [] : [id])),
    }
  );
}

/** The answer of `pool` by a generalised linear mixed model. */
export function mixedReply(value: PoolInput, found: PoolStudies, level: number, { locale }: Context): Reply {
  const language = languageOf(locale);
  const say = sentences[language];
  const issues = issuesOf(value, language);
  if (issues.length > 0) return refused(issues);
  const { main, other } = apart(found);
  if (main.rows.length < 2) return refused([tooFew(main.rows.length, 2, "GLMM", "tables", language)]);
  const [fitted, beside] = [fit(main, value, level), other && fit(other, value, level)];
  if (!fitted) return refused([{ path: "tables", message: say.endless }]);
  const { model } = models[value.measure!]!;
  const logarithms = value.measure !== "PLO";
  const write = ({ pooled }: Fitted, studies: PoolStudies): Record<string, unknown> => ({
    method: "GLMM",
    ...(model && { model }),
    test: "z",
    ...pooledAnswer(pooled, logarithms),
    // A likelihood of all studies gives none of them a weight.
    studies: forestRows(studies, null, level, logarithms),
    ...(value.mid === undefined ? {} : { mid: important(pooled, value.mid) }),
  });
  const silent = [...fitted.silent, ...(beside?.silent ?? [])];
  const grouped = new Set(found.rows.map(({ group }) => group)).size > 1;
  return answered(
    {
      ...write(fitted, main),
      measure: value.measure,
      ...(beside && { nonRandomised: write(beside, other!) }),
    },
    [
      ...found.gaps,
      ...(silent.length > 0 ? [say.silent(silent.join(", "))] : []),
      ...(grouped ? [say.groups] : []),
    ],
    [say.likelihood, ...(model === "CM.AL" ? [say.rare] : []), ...(other ? [say.apart] : [])],
  );
}
