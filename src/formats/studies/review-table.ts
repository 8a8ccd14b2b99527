/** One analysis of a Cochrane review as a table of studies, whichever of RevMan's files it comes from. */
import type { Measure } from "../../evidence/evidence.ts";
import { bareName } from "./roles.ts";
import type { Say } from "./sentences.ts";
import type { Moderators, StudyRow, StudyTable } from "./study-file.ts";

/** The kinds of data that RevMan analyses. */
export type ReviewData = "dichotomous" | "continuous" | "logrank" | "inverse";

/** A row of an analysis; numbers by metafor's names. */
export interface ReviewRow {
  readonly study: string;
  readonly year?: string | undefined;
  readonly subgroup?: string | undefined;
  readonly numbers: Readonly<Record<string, number>>;
}

/** An analysis as it stands in the file. */
export interface ReviewAnalysis {
  readonly comparison: string;
  readonly title: string;
  readonly data: ReviewData;
  /** The measure in RevMan's words or letters. */
  readonly effect: string;
  /** For estimates with standard errors: whether they are logarithms. */
  readonly log: boolean;
  readonly swapped: boolean;
  readonly method: string;
  readonly random: boolean;
  readonly level: number;
  readonly labels: NonNullable<StudyTable["labels"]>;
  readonly rows: readonly ReviewRow[];
}

/** The columns of each kind, by RevMan's words. */
export const reviewColumns = {
  dichotomous: { ai: "Experimental events", n1i: "Experimental total", ci: "Control events", n2i: "Control total" },
  continuous: {
    m1i: "Experimental mean", sd1i: "Experimental SD", n1i: "Experimental total",
    m2i: "Control mean", sd2i: "Control SD", n2i: "Control total",
  },
  logrank: { OmE: "O-E", V: "Variance" },
  inverse: { yi: "Estimate", sei: "SE" },
} as const satisfies Record<ReviewData, Readonly<Record<string, string>>>; // prettier-ignore

const measures: Readonly<Record<string, Measure>> = {
  rr: "RR", riskratio: "RR", or: "OR", oddsratio: "OR", petoor: "PETO", petooddsratio: "PETO",
  rd: "RD", riskdifference: "RD", md: "MD", meandifference: "MD", wmd: "MD",
  smd: "SMD", stdmeandifference: "SMD", standardisedmeandifference: "SMD", standardizedmeandifference: "SMD",
}; // prettier-ignore

const usual = { dichotomous: "RR", continuous: "MD", logrank: "OE", inverse: "GEN" } as const;

/** Whether there is something to analyse in a row: persons in both groups, or an estimate with its precision. */
function estimable(data: ReviewData, numbers: ReviewRow["numbers"]): boolean {
  const above = (...names: string[]): boolean => names.every((name) => (numbers[name] ?? 0) > 0);
  if (data === "logrank") return above("V");
  if (data === "inverse") return numbers["yi"] !== undefined && above("sei");
  return above("n1i", "n2i");
}

/** The table of an analysis; rows without data are left out and named. */
export function reviewTable(analysis: ReviewAnalysis, say: Say): StudyTable {
  const { data, effect, swapped, method } = analysis;
  const measure =
    data === "dichotomous" || data === "continuous"
      ? (measures[bareName(effect)] ?? usual[data])
      : usual[data];
  const some = analysis.rows.filter(({ numbers }) => estimable(data, numbers));
  const none = analysis.rows.filter((row) => !some.includes(row));
  const grouped = some.some(({ subgroup }) => subgroup);
  const rows = some.map(({ study, subgroup, numbers }): StudyRow => {
    const own = { ...numbers };
    if (data === "dichotomous" && swapped)
      for (const [events, total] of [
        ["ai", "n1i"],
        ["ci", "n2i"],
      ] as const)
        // prettier-ignore
        own[events] = own[total]! - (own[events] ?? 0);
    return { id: study, ...(grouped && subgroup ? { group: subgroup } : {}), ...own };
  });
  const dated = some.some(({ year }) => year);
  const pooledBy = /peto/i.test(method) ? "PETO" : /^(mh|mantel)/i.test(method) ? "MH" : "IV";
  return {
    title: analysis.title,
    comparison: analysis.comparison,
    measure,
    ...(data === "inverse" ? { ratio: analysis.log } : {}),
    rows,
    moderators: some.map(({ year }): Moderators => (dated ? { year: numberOr(year) } : {})),
    columns: [
      { written: "Study", column: "id", kept: "study" as const },
      ...(grouped ? [{ written: "Subgroup", column: "group", kept: "study" as const }] : []),
      ...Object.entries(reviewColumns[data]).map(([column, written]) => ({
        written,
        column,
        kept: "number" as const,
      })),
      ...(dated ? [{ written: "year", column: null, kept: "moderator" as const }] : []),
    ],
    labels: analysis.labels,
    analysis: { method: pooledBy, random: analysis.random, level: analysis.level },
    assumed: [
      ...(data === "inverse" && analysis.log ? [say.ratioNamed(effect)] : []),
      ...(data === "dichotomous" && swapped ? [say.swapped] : []),
      ...(none.length > 0 ? [say.notEstimable(none.map(({ study }) => study).join(say.listing))] : []),
    ],
  };
}

const numberOr = (year: string | undefined): number | string | null =>
  !year ? null : /^\d+$/.test(year) ? Number(year) : year;
