/** `studies`: the shipped trials, by condition, drug or route, or beside a limit. */
import { z } from "zod";
import { type BesideLimit, besideLimit, limitOf } from "../evidence/evidence.ts";
import { bounds, library, routes, type Study, studyConditions } from "../knowledge/knowledge.ts";
import {
  inward,
  type Issue,
  languageOf,
  type Locale,
  outward,
  type Quantity,
  readQuantity,
  readShape,
  refuse,
  suggest,
} from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { summarise } from "./summarise-intrathecal.ts";
import { publishedBeside } from "./write-published.ts";
import { writeSource } from "./write-source.ts";
import { citations, writeStudy } from "./write-study.ts";

const filters = z.strictObject({
  all: z.literal(true).optional().describe("Every trial that is shipped."),
  ids: z.array(z.string()).max(1000).optional(),
  route: z.enum(routes).optional(),
  condition: z.enum(Object.keys(studyConditions) as [keyof typeof studyConditions]).optional(),
  drug: z.string().optional().describe("Trials with an arm of this drug."),
  limit: z.string().optional().describe("The id of a limit: trials at and around its bound, nearest first."),
  at: z
    .union([z.string().max(80), z.strictObject({ value: z.number(), unit: z.string().max(80) })])
    .optional()
    .describe("With `limit`: a dose of its kind; trials nearest to it come first."),
});
type Input = z.output<typeof filters>;
const input = filters.superRefine((value, context) => {
  if (value.at !== undefined && value.limit === undefined)
    refuse(
      context,
      { en: "expected the limit that this dose is held against", zh: "请指明该剂量所对照的限值" },
      ["limit"],
    );
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
    notPooled: "Too few of these trials print what could be pooled: they are told one by one.",
    nothing: (limit: string) => `No trial has a number of the kind that ${limit} bounds.`,
    guide: "At and around a limit's bound; a trial near it does not say that the bound is right.",
  },
  zh: {
    unknown: (what: string, id: string, near?: string) =>
      `"${id}" 不是已知的${what}` + (near ? `；是否为 "${near}"？` : ""),
    words: { study: "试验", drug: "药物", limit: "限值" },
    intrathecal: (k: number) => `${k} 项鞘内试验均未给出可执行的剂量过程：无法进行暴露回归。`,
    notPooled: "其中给出可合并数据者过少：不合并，逐项叙述。",
    nothing: (limit: string) => `没有试验给出 ${limit} 所限定的那类数值。`,
    guide: "位于限值及其附近；附近有试验并不说明该限值正确。",
  },
};

function readIssues({ ids, drug, limit, at }: Input, locale: Locale): Issue[] {
  const say = sentences[languageOf(locale)];
  const read = at !== undefined && limit !== undefined && limitOf(limit) ? doseOf(at, limit) : undefined;
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
    ...(read && "refused" in read ? [{ path: "at", message: read.refused[languageOf(locale)] }] : []),
  ];
}

function run(given: unknown, { locale }: Context): Reply {
  const { value, issues } = readShape(input, given, locale);
  if (!value) return refused(issues);
  const wrong = readIssues(value, locale);
  if (wrong.length > 0) return refused(wrong);
  const say = sentences[languageOf(locale)];
  const beside = value.limit === undefined ? undefined : besideOf(value.limit, value.at, locale);
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
          at: beside.at ?? null,
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
              ...(beside.dose && { ofDose: own / beside.dose }),
            })),
        },
      }),
      ...(summary && { intrathecal: { pooled: summary.pooled } }),
      ...(chosen.some(({ route }) => route === "intravenous") && { published: publishedBeside(locale) }),
    },
    [
      ...(intrathecal.length > 0 ? [say.intrathecal(intrathecal.length)] : []),
      ...(summary?.gaps ?? []),
      ...(summary?.pooled.length === 0 ? [say.notPooled] : []),
      ...(beside?.arms.length === 0 ? [say.nothing(value.limit!)] : []),
    ],
    [...(beside ? [say.guide] : []), ...(summary?.assumed ?? [])],
  );
}

const matches = (study: Study, { ids, route, condition, drug }: Input): boolean =>
  (ids === undefined || ids.includes(study.id)) &&
  (route === undefined || study.route === route) &&
  (condition === undefined || study.condition === condition) &&
  (drug === undefined ||
    study.arms.some((arm) => arm.drug === drug || arm.daily?.some((one) => one.drug === drug)));

const kindOf = (id: string) => bounds[limitOf(id)!.limit.bounds];
const doseOf = (at: NonNullable<Input["at"]>, limit: string) => readQuantity(at, kindOf(limit));

interface Beside {
  readonly arms: readonly BesideLimit[];
  readonly kind: ReturnType<typeof kindOf>;
  readonly unit: string;
  readonly at: Quantity | undefined;
  /** Of the kind that the limit bounds, in its coherent unit. */
  readonly dose: number | undefined;
}

function besideOf(id: string, asked: Input["at"], locale: Locale): Beside {
  const { drug, limit } = limitOf(id)!;
  const kind = kindOf(id);
  const read = asked === undefined ? undefined : doseOf(asked, id);
  const at = read && "quantity" in read ? read.quantity : undefined;
  const dose = at && inward(at as never, kind);
  return {
    arms: besideLimit(drug, limit, locale, dose),
    kind,
    unit: (limit.upper ?? limit.lower!).unit,
    at,
    dose,
  };
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

export const studies: Operation = {
  name: "studies",
  summary:
    "The shipped trials with arms, regimens, outcomes, doubts and the limits that cite them; or those at and around a limit.",
  input,
  example: { limit: "K-DOSE-TOTAL", condition: "crps" },
  run,
};
