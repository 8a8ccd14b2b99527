/** `studies`: the shipped trials, by condition, drug or route, or beside a limit. */
import { z } from "zod";
import {
  type BesideLimit,
  besideLimit,
  deliverArms,
  type EffectRow,
  effectsOf,
  givenBy,
  limitOf,
  pool,
  type TrialArm,
} from "../evidence/evidence.ts";
import {
  bounds,
  library,
  receipts,
  routes,
  type Outcome,
  type Study,
  type StudyArm,
  studyConditions,
  studyTerms,
} from "../knowledge/knowledge.ts";
import {
  type Issue,
  type Language,
  languageOf,
  type Locale,
  outward,
  readShape,
  refuse,
  suggest,
} from "../quantity/quantity.ts";
import { writeExposure } from "./exposures.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { writeSource } from "./write-source.ts";
import { publishedBeside } from "./write-published.ts";

const filters = z.strictObject({
  all: z.literal(true).optional().describe("Every trial that is shipped."),
  ids: z.array(z.string()).max(1000).optional(),
  route: z.enum(routes).optional(),
  condition: z.enum(Object.keys(studyConditions) as [keyof typeof studyConditions]).optional(),
  drug: z.string().optional().describe("Trials with an arm of this drug."),
  limit: z.string().optional().describe("The id of a limit: trials at and around its bound, nearest first."),
});
type Input = z.output<typeof filters>;
const input = filters.superRefine((value, context) => {
  if (Object.values(value).every((one) => one === undefined))
    refuse(
      context,
      {
        en: "expected which trials: all, ids, route, condition, drug or limit",
        zh: "请指明试验：all、ids、route、condition、drug 或 limit",
      },
      ["all"],
    );
});

const sentences = {
  en: {
    unknown: (what: string, id: string, near?: string) =>
      `"${id}" is not a ${what} known here` + (near ? `; did you mean "${near}"?` : ""),
    words: { study: "trial", drug: "drug", limit: "limit" },
    intrathecal: (k: number) =>
      `The ${k} intrathecal trials give no course of doses that could be delivered: they cannot carry an exposure regression.`,
    notPooled:
      "Too few of them print counts, or means with a known spread, in both arms: nothing is pooled, and they are told one by one.",
    nothing: (limit: string) => `No trial has a number of the kind that ${limit} bounds.`,
    guide: "At and around a limit's bound; a trial near it does not say that the bound is right.",
  },
  zh: {
    unknown: (what: string, id: string, near?: string) =>
      `"${id}" 不是已知的${what}` + (near ? `；是否为 "${near}"？` : ""),
    words: { study: "试验", drug: "药物", limit: "限值" },
    intrathecal: (k: number) => `${k} 项鞘内试验均未给出可执行的剂量过程：无法进行暴露回归。`,
    notPooled: "其中两组均给出计数或离散程度已知的均值者过少：不合并，逐项叙述。",
    nothing: (limit: string) => `没有试验给出 ${limit} 所限定的那类数值。`,
    guide: "位于限值及其附近；附近有试验并不说明该限值正确。",
  },
};

function readIssues({ ids, drug, limit }: Input, locale: Locale): Issue[] {
  const say = sentences[languageOf(locale)];
  const known = [...library.studies.keys()];
  const limits = [...library.drugs.values()].flatMap((one) => one.limits.map(({ id }) => id));
  return [
    ...(ids ?? []).flatMap((id, i) =>
      library.studies.has(id)
        ? []
        : [{ path: `ids[${i}]`, message: say.unknown(say.words.study, id.slice(0, 80), suggest(id, known)) }],
    ),
    ...(drug !== undefined && !library.drugs.has(drug)
      ? [
          {
            path: "drug",
            message: say.unknown(say.words.drug, drug.slice(0, 80), suggest(drug, [...library.drugs.keys()])),
          },
        ]
      : []),
    ...(limit !== undefined && !limitOf(limit)
      ? [{ path: "limit", message: say.unknown(say.words.limit, limit.slice(0, 80), suggest(limit, limits)) }]
      : []),
  ];
}

function run(given: unknown, { locale }: Context): Reply {
  const { value, issues } = readShape(input, given, locale);
  if (!value) return refused(issues);
  const wrong = readIssues(value, locale);
  if (wrong.length > 0) return refused(wrong);
  const say = sentences[languageOf(locale)];
  const beside = value.limit === undefined ? undefined : besideOf(value.limit, locale);
  const near = beside && new Set(beside.arms.map(({ study }) => study.id));
  const chosen = [...library.studies.values()].filter(
    (one) => matches(one, value) && (!near || near.has(one.id)),
  );
  const intrathecal = chosen.filter(({ route }) => route === "intrathecal");
  const summary = intrathecal.length > 0 && !beside ? summarise(intrathecal, locale) : undefined;
  const citing = citations();
  return answered(
    {
      studies: chosen.map((one) => writeStudy(one, locale, citing)),
      ...(beside && {
        limit: {
          ...writeLimit(value.limit!, locale),
          arms: beside.arms
            .filter(({ study }) => matches(study, value))
            .map(({ study, arm, value: own, ratio }) => ({
              study: study.id,
              arm: arm.id,
              name: study.name,
              regimen: arm.name[languageOf(locale)],
              drug: arm.drug ?? null,
              value: outward(own as never, beside.kind, beside.unit),
              ratio,
            })),
        },
      }),
      ...(summary && { intrathecal: { pooled: summary } }),
      ...(chosen.some(({ route }) => route === "intravenous") && { published: publishedBeside(locale) }),
    },
    [
      ...(intrathecal.length > 0 ? [say.intrathecal(intrathecal.length)] : []),
      ...(summary?.length === 0 ? [say.notPooled] : []),
      ...(beside?.arms.length === 0 ? [say.nothing(value.limit!)] : []),
    ],
    beside ? [say.guide] : [],
  );
}

const matches = (study: Study, { ids, route, condition, drug }: Input): boolean =>
  (ids === undefined || ids.includes(study.id)) &&
  (route === undefined || study.route === route) &&
  (condition === undefined || study.condition === condition) &&
  (drug === undefined ||
    study.arms.some((arm) => arm.drug === drug || arm.daily?.some((one) => one.drug === drug)));

function besideOf(
  id: string,
  locale: Locale,
): { arms: readonly BesideLimit[]; kind: (typeof bounds)[keyof typeof bounds]; unit: string } {
  const { drug, limit } = limitOf(id)!;
  const kind = bounds[limit.bounds];
  return { arms: besideLimit(drug, limit, kind, locale), kind, unit: (limit.upper ?? limit.lower!).unit };
}

function writeLimit(id: string, locale: Locale): object {
  const { drug, limit } = limitOf(id)!;
  return {
    id,
    drug,
    says: limit.says[languageOf(locale)],
    lower: limit.lower ?? null,
    upper: limit.upper ?? null,
    status: limit.status,
    source: writeSource(limit),
  };
}

interface Citation {
  readonly path: string;
  readonly id: string | undefined;
  readonly what: Readonly<Record<"en" | "zh", string>>;
}

/** Limits, rules and other numbers of the data by the source they cite; trials themselves left out. */
function citations(): ReadonlyMap<string, readonly Citation[]> {
  const bySource = new Map<string, Citation[]>();
  for (const { path, id, what, source } of receipts(library)) {
    if (path.startsWith("studies.") || path.startsWith("published.")) continue;
    const list = bySource.get(source.id) ?? [];
    // A limit with two bounds is one limit.
    if (!list.some((one) => one.id !== undefined && one.id === id)) list.push({ path, id, what });
    bySource.set(source.id, list);
  }
  return bySource;
}

function writeStudy(study: Study, locale: Locale, citing: ReadonlyMap<string, readonly Citation[]>): object {
  const language = languageOf(locale);
  const delivered = new Map(deliverArms(study, locale, []).map(({ arm }) => [arm.id, arm]));
  const source = study.arms[0]!.source;
  return {
    id: study.id,
    name: study.name,
    route: study.route,
    design: study.design,
    randomised: study.randomised,
    condition: studyConditions[study.condition][language],
    population: study.population[language],
    registered: study.registered ?? null,
    arms: study.arms.map((arm) => writeArm(arm, delivered.get(`${study.id}/${arm.id}`), locale)),
    outcomes: study.outcomes.map((outcome) => writeOutcome(outcome, language)),
    doubts: study.doubts.map(({ id, says, status }) => ({ id, says: says[language], status })),
    cited: (citing.get(source) ?? []).map(({ path, id, what }) => ({
      path,
      id: id ?? null,
      says: what[language],
    })),
    source: writeSource(study.arms[0]!),
  };
}

function writeArm(arm: StudyArm, own: TrialArm | undefined, locale: Locale): object {
  const language = languageOf(locale);
  return {
    id: arm.id,
    name: arm.name[language],
    role: arm.role,
    control: arm.control ?? null,
    drug: arm.drug ?? null,
    n: arm.n ?? null,
    randomised: arm.randomised ?? null,
    ...(arm.regimen && {
      regimen: {
        reading: arm.regimen.reading,
        sessions: arm.regimen.sessions,
        cap: arm.regimen.cap ?? null,
        status: arm.regimen.status,
        note: arm.regimen.note?.[language] ?? null,
      },
    }),
    ...(arm.unknown && { unknown: arm.unknown[language] }),
    ...(arm.daily && {
      daily: arm.daily.map(({ drug, dose, says, status }) => ({
        drug,
        dose,
        says: says[language],
        status,
      })),
    }),
    ...(own && { given: writeExposure(givenBy(own)) }),
    note: arm.note?.[language] ?? null,
    status: arm.status,
  };
}

function writeOutcome(
  { threshold, scale, term, spread, difference, says, note, ...rest }: Outcome,
  language: Language,
): object {
  return {
    ...rest,
    says: says[language],
    threshold: threshold?.[language] ?? null,
    scale: scale ? { name: scale.name[language], low: scale.low ?? null, high: scale.high ?? null } : null,
    term: term ? studyTerms[term][language] : null,
    spread: spread ? { is: spread.is, status: spread.status, note: spread.note?.[language] ?? null } : null,
    difference: difference ? { ...difference, as: difference.as[language] } : null,
    note: note?.[language] ?? null,
  };
}

/** What can be pooled of some trials, plainly: one drug, one measure, two trials or more. */
function summarise(studies: readonly Study[], locale: Locale): object[] {
  return (["RR", "MD"] as const).flatMap((measure) => {
    const byDrug = new Map<string, EffectRow[]>();
    for (const study of studies) {
      const wanted = { measure, repeated: false };
      for (const row of effectsOf(study, wanted, locale, [], [])) {
        const drug = study.arms.find(({ id }) => row.arm === `${study.id}/${id}`)!.drug!;
        byDrug.set(drug, [...(byDrug.get(drug) ?? []), row]);
      }
    }
    return [...byDrug].flatMap(([drug, rows]) => {
      if (rows.length < 2) return [];
      const pooled = pool(
        Float64Array.from(rows, ({ yi }) => yi),
        Float64Array.from(rows, ({ vi }) => vi),
        { method: "REML", test: "knha", level: 0.95 },
      );
      return [{ drug, measure, k: rows.length, estimate: pooled.estimate, ci: pooled.ci, tau2: pooled.tau2 }];
    });
  });
}

export const studies: Operation = {
  name: "studies",
  summary:
    "The shipped trials with arms, regimens, outcomes, doubts and the limits that cite them; or those at and around a limit.",
  input,
  example: { limit: "K-DOSE-TOTAL", condition: "crps" },
  run,
};
