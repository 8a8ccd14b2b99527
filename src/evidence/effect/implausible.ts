/** What in a table of studies looks like a slip of the pen: a standard error in the column of another quantity. */
import type { Language } from "../../quantity/quantity.ts";
import { pooledDeviation, smallSample } from "./means.ts";
import type { Means } from "./study.ts";

/** A study whose numbers should be looked at again, and why. */
export interface Implausible {
  readonly id: "sem-for-sd" | "se-for-variance" | "large-effect";
  readonly study: string;
  /** Where in the input, as `studies[2].sd1i`. */
  readonly path: string;
  readonly sentence: string;
}

interface Row {
  readonly id: string;
  readonly yi: number | null;
  readonly vi: number | null;
  readonly raw: Readonly<Record<string, number>>;
}

const round = (x: number): string => String(Number(x.toPrecision(3)));

const sentences = {
  en: {
    semAmong: (sd: number, usual: number, as: number) =>
      `A standard deviation of ${round(sd)} among others near ${round(usual)}: as a standard error of the mean it would be a standard deviation of ${round(as)}.`,
    large: (g: number, as: number) =>
      `The arms differ by ${round(Math.abs(g))} standard deviations: if the spreads are standard errors of the mean, by ${round(Math.abs(as))}.`,
    variance: (vi: number, usual: number) =>
      `A variance of ${round(vi)} where the other studies lead one to expect ${round(usual)} at this size: it may be the standard error.`,
  },
  zh: {
    semAmong: (sd: number, usual: number, as: number) =>
      `标准差 ${round(sd)}，而其他研究约为 ${round(usual)}：若它是均数的标准误，则标准差为 ${round(as)}。`,
    large: (g: number, as: number) =>
      `两组相差 ${round(Math.abs(g))} 个标准差：若所列离散度是均数的标准误，则相差 ${round(Math.abs(as))} 个。`,
    variance: (vi: number, usual: number) =>
      `方差为 ${round(vi)}，而按其他研究在此样本量下应约为 ${round(usual)}：可能误填了标准误。`,
  },
} as const;

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
};

/** Closer to the usual by this factor at least, before a slip is named: our own choice, not a published limit. */
const clearly = 2;

/** How many times too small or too large. */
const ratio = (a: number, b: number): number => Math.max(a / b, b / a);

/** More standard deviations between two arms than trials of treatments show: our own choice. */
const hardlyMoreThan = 3;

/** Whether an arm's spread would fit the others once taken for a standard error. */
function spreads(rows: readonly Row[], say: (typeof sentences)[Language]): Implausible[] {
  const arms = rows
    .flatMap((row, i) =>
      (["1", "2"] as const).map((arm) => ({
        i,
        id: row.id,
        name: `sd${arm}i`,
        sd: row.raw[`sd${arm}i`]!,
        n: row.raw[`n${arm}i`]!,
      })),
    )
    .filter(({ sd, n }) => sd > 0 && n > 1);
  return arms.flatMap(({ i, id, name, sd, n }) => {
    const others = arms.filter((arm) => arm.i !== i).map((arm) => arm.sd);
    if (others.length < 4) return [];
    const usual = median(others);
    const as = sd * Math.sqrt(n);
    if (!(sd < usual && ratio(sd, usual) > clearly * ratio(as, usual))) return [];
    return [
      {
        id: "sem-for-sd" as const,
        study: id,
        path: `studies[${i}].${name}`,
        sentence: say.semAmong(sd, usual, as),
      },
    ];
  });
}

/** Whether two arms are further apart than standard deviations allow, and would not be as standard errors. */
function distances(rows: readonly Row[], say: (typeof sentences)[Language]): Implausible[] {
  return rows.flatMap((row, i) => {
    const raw = row.raw as unknown as Means;
    if (!(raw.sd1i > 0 && raw.sd2i > 0 && raw.n1i > 1 && raw.n2i > 1)) return [];
    const d = (smallSample(raw.n1i + raw.n2i - 2) * (raw.m1i - raw.m2i)) / pooledDeviation(raw);
    const wider = { ...raw, sd1i: raw.sd1i * Math.sqrt(raw.n1i), sd2i: raw.sd2i * Math.sqrt(raw.n2i) };
    const as = (d * pooledDeviation(raw)) / pooledDeviation(wider);
    if (!(Math.abs(d) > hardlyMoreThan && Math.abs(as) <= hardlyMoreThan)) return [];
    return [
      { id: "large-effect" as const, study: row.id, path: `studies[${i}].sd1i`, sentence: say.large(d, as) },
    ];
  });
}

/** Whether a variance given would fit the others' variance times size once squared. */
function variances(rows: readonly Row[], say: (typeof sentences)[Language]): Implausible[] {
  const given = rows.flatMap((row, i) =>
    row.raw["vi"]! > 0 && row.raw["ni"]! > 0
      ? [{ i, id: row.id, vi: row.raw["vi"]!, ni: row.raw["ni"]! }]
      : [],
  );
  return given.flatMap(({ i, id, vi, ni }) => {
    const others = given.filter((row) => row.i !== i).map((row) => row.vi * row.ni);
    if (others.length < 3) return [];
    const usual = median(others) / ni;
    if (!(ratio(vi, usual) > clearly && ratio(vi, usual) > clearly * ratio(vi * vi, usual))) return [];
    return [
      {
        id: "se-for-variance" as const,
        study: id,
        path: `studies[${i}].vi`,
        sentence: say.variance(vi, usual),
      },
    ];
  });
}

/** Every study that looks implausible beside the others, or in itself. */
export function implausible(measure: string, rows: readonly Row[], language: Language): Implausible[] {
  const say = sentences[language];
  if (measure === "GEN") return variances(rows, say);
  // Spreads of different scales cannot be held against each other; the distance of two arms always can.
  const among = measure === "MD" ? spreads(rows, say) : [];
  return [...among, ...distances(rows, say)];
}
