/** `dedupe`: which records are one publication? */
import { z } from "zod";
import { dedupe as duplicates } from "../evidence/evidence.ts";
import { type Issue, languageOf, readShape } from "../quantity/quantity.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { studyId } from "./read-effects.ts";

const text = z.union([z.string(), z.number()]).nullable().optional();

const input = z.strictObject({
  records: z
    .array(
      z.strictObject({
        id: studyId,
        title: text,
        authors: z
          .union([z.string(), z.array(z.string())])
          .nullable()
          .optional(),
        year: text,
        journal: text,
        volume: text,
        number: text,
        pages: text,
        doi: text,
        abstract: text,
      }),
    )
    .min(1)
    .max(1_000_000),
});

const why = {
  en: {
    "same-title-other-venue": "Same title in another place or year: a meeting's abstract beside its paper?",
    "same-doi-other-title": "Same DOI, other title: a supplement that gives one DOI to many abstracts?",
    "same-pages-other-title": "Same pages, other title: several abstracts on a page, or a translated title?",
  },
  zh: {
    "same-title-other-venue": "标题相同而出处或年份不同：会议摘要与论文？",
    "same-doi-other-title": "DOI 相同而标题不同：增刊中多篇摘要共用一个 DOI？",
    "same-pages-other-title": "页码相同而标题不同：同页多篇摘要，或译名？",
  },
} as const;

function run(given: unknown, context: Context): Reply {
  const { value, issues } = readShape(input, given, context.locale);
  if (value === undefined) return refused(issues);
  const language = languageOf(context.locale);
  const seen = new Set<string>();
  const twice: Issue[] = [];
  const word = (field: string | number | null | undefined): string | undefined =>
    field === null || field === undefined ? undefined : String(field);
  const records = value.records.map((record, i) => {
    const id = String(record.id);
    if (seen.has(id))
      twice.push({
        path: `records[${i}].id`,
        message: language === "zh" ? `${id} 已用过` : `${id} is used twice`,
      });
    seen.add(id);
    return {
      id,
      title: word(record.title),
      authors: Array.isArray(record.authors) ? record.authors.join("; ") : word(record.authors),
      year: word(record.year),
      journal: word(record.journal),
      volume: word(record.volume),
      number: word(record.number),
      pages: word(record.pages),
      doi: word(record.doi),
      abstract: word(record.abstract),
    };
  });
  if (twice.length > 0) return refused(twice);
  const { progress, stopped } = context;
  const found = duplicates(records, { progress, stopped });
  return answered({
    groups: found.groups,
    review: found.review.map((doubt) => ({ ids: doubt.ids, why: why[language][doubt.why] })),
    removable: found.groups.reduce((sum, group) => sum + group.length - 1, 0),
  });
}

export const dedupe: Operation = {
  name: "dedupe",
  summary: "Groups records that are one publication, and names pairs a person should look at.",
  input,
  example: {
    records: [
      {
        id: "1",
        title: "Intrathecal baclofen for spasticity: a review",
        authors: "Smith J; Doe A",
        year: 2019,
        journal: "Neuromodulation",
        volume: "22",
        pages: "1-9",
        doi: "10.1000/x1",
      },
      {
        id: "2",
        title: "INTRATHECAL BACLOFEN FOR SPASTICITY - A REVIEW.",
        authors: "Smith, J. and Doe, A.",
        year: 2019,
        journal: "Neuromodulation: Technology at the Neural Interface",
        volume: "22",
        pages: "1-9",
      },
      {
        id: "3",
        title: "Poster 12: ketamine in fibromyalgia",
        authors: "Roe B",
        year: 2020,
        journal: "Pain Suppl",
        volume: "5",
        doi: "10.1000/suppl",
      },
    ],
  },
  run,
};
