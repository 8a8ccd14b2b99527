/** Does a published estimate, interval and p fit together? Fitting together is not being right. */
import {
  normalAbove,
  normalQuantileAbove,
  studentAbove,
  studentQuantileAbove,
} from "../distribution/distribution.ts";
import { decimals, printed, type Printed, printedP } from "./printed.ts";
import { type Language, type Sentence, sentences } from "./sentences.ts";

/** One arm as printed: mean, what is called its standard deviation, and size. */
export interface Arm {
  readonly mean: number;
  readonly sd: number;
  readonly n: number;
}

/** A published result, numbers as printed: on the natural scale for ratios. Text keeps trailing zeros. */
export interface Published {
  readonly ratio: boolean;
  readonly estimate: number | string;
  readonly ci: readonly [number | string, number | string];
  readonly p?: number | string | undefined;
  readonly level: number;
  /** Number of studies or the like behind the interval, for Hartung and Knapp's t. */
  readonly k?: number | undefined;
  readonly arms?: readonly [Arm, Arm] | undefined;
  /** What somebody extracted as the variance on the analysis scale. */
  readonly variance?: number | undefined;
}

/** A p with the range that rounding of what was printed leaves. */
export interface PRange {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Triple {
  /** Half the interval over the normal quantile, on the analysis scale. */
  readonly se: number;
  readonly z: number;
  readonly p: PRange;
  /** The middle of the interval, as printed: for ratios the geometric mean of its ends. */
  readonly centre: number;
  readonly fits: { readonly ci: boolean; readonly p: boolean | null };
  /** The same interval read as t with k - 1: possible where `fits` is true. */
  readonly hartungKnapp: {
    readonly df: number;
    readonly se: number;
    readonly p: number;
    readonly low: number;
    readonly high: number;
    readonly fits: boolean | null;
  } | null;
  /** What the interval can be: the kinds whose p holds the printed one. */
  readonly interval: readonly ("wald" | "hartung-knapp")[];
  readonly warnings: readonly string[];
  readonly note: string;
}

/** The two ends of what a function of rounded numbers can be; it must be monotone in each of them. */
interface Ends {
  readonly low: number;
  readonly high: number;
}

const overlap = (a: Ends, b: Ends): boolean => a.low <= b.high && b.low <= a.high;

interface Read {
  readonly estimate: Printed;
  readonly low: Printed;
  readonly high: Printed;
  readonly scale: (x: number) => number;
}

function read({ ratio, estimate, ci }: Published): Read {
  // An estimate and its interval are printed with the same decimals: a bare 1 beside 0.84 was "1.00".
  const places = Math.max(...[estimate, ...ci].map(decimals));
  const [e, low, high] = [printed(estimate, places), printed(ci[0], places), printed(ci[1], places)];
  return { estimate: e, low, high, scale: ratio ? (x) => Math.log(Math.max(x, Number.MIN_VALUE)) : (x) => x };
}

/** The p of estimate over half-width, with its range over all roundings. */
function pRange({ estimate, low, high, scale }: Read, quantile: number, above: (z: number) => number) {
  const width = (a: number, b: number): number => Math.max(0, scale(b) - scale(a)) / (2 * quantile);
  const se = width(low.value, high.value);
  const z = scale(estimate.value) / se;
  const [least, most] = [scale(estimate.low), scale(estimate.high)];
  const nearest = least <= 0 && most >= 0 ? 0 : Math.min(Math.abs(least), Math.abs(most));
  const farthest = Math.max(Math.abs(least), Math.abs(most));
  const p = (statistic: number): number => Math.min(1, 2 * above(Math.abs(statistic)));
  const narrow = width(low.high, high.low);
  return {
    se,
    z,
    p: {
      value: p(z),
      low: narrow > 0 ? p(farthest / narrow) : 0,
      high: p(nearest / width(low.low, high.high)),
    },
  };
}

/** Checks a published triple. The caller has seen to it that ratios are above zero and the interval is in order. */
export function triple(published: Published, language: Language): Triple {
  const { level, k, ratio } = published;
  const say: Sentence = sentences[language];
  const given = read(published);
  const { estimate, low, high, scale } = given;
  const tail = (1 - level) / 2;
  const wald = pRange(given, normalQuantileAbove(tail), normalAbove);
  const said = published.p === undefined ? null : printedP(published.p);
  const middle: Ends = {
    low: (scale(low.low) + scale(high.low)) / 2,
    high: (scale(low.high) + scale(high.high)) / 2,
  };
  const fitsCi = overlap({ low: scale(estimate.low), high: scale(estimate.high) }, middle);
  const fitsP = said === null ? null : overlap(said, wald.p);
  const hartungKnapp = k === undefined || k < 2 ? null : readAsT(given, k - 1, tail, said);
  const centre = (scale(low.value) + scale(high.value)) / 2;
  const warnings: string[] = [];
  if (estimate.high < low.low || estimate.low > high.high) warnings.push(say.outside);
  else if (!fitsCi) {
    const plain = overlap(estimate, { low: (low.low + high.low) / 2, high: (low.high + high.high) / 2 });
    warnings.push(ratio && plain ? say.wrongScale : say.offCentre);
  }
  if (fitsP === false)
    warnings.push(hartungKnapp?.fits ? say.hartungKnapp(k!) : say.pDiffers(wald.p.low, wald.p.high));
  const excludes = scale(low.value) > 0 || scale(high.value) < 0;
  if (said !== null && (excludes ? said.low > 1 - level : said.high < 1 - level))
    warnings.push(say.contradicts(level));
  warnings.push(
    ...spreadWarnings(published, wald.se, given, say),
    ...varianceWarnings(published, wald.se, say),
  );
  return {
    se: wald.se,
    z: wald.z,
    p: wald.p,
    centre: ratio ? Math.exp(centre) : centre,
    fits: { ci: fitsCi, p: fitsP },
    hartungKnapp,
    interval: [
      ...(fitsP === false ? [] : (["wald"] as const)),
      ...(hartungKnapp && hartungKnapp.fits !== false ? (["hartung-knapp"] as const) : []),
    ],
    warnings,
    note: say.note,
  };
}

function readAsT(given: Read, df: number, tail: number, said: Printed | null): Triple["hartungKnapp"] {
  const { se, p } = pRange(given, studentQuantileAbove(tail, df), (t) => studentAbove(t, df));
  return { df, se, p: p.value, low: p.low, high: p.high, fits: said === null ? null : overlap(said, p) };
}

/** What two arms' printed spreads would make of the interval, read as standard deviations or as standard errors. */
function spreadWarnings({ arms, ratio }: Published, se: number, given: Read, say: Sentence): string[] {
  if (!arms || ratio) return [];
  const [a, b] = arms;
  const asSd = Math.sqrt(a.sd ** 2 / a.n + b.sd ** 2 / b.n);
  const asSem = Math.sqrt(a.sd ** 2 + b.sd ** 2);
  // Rounding of the interval's ends moves its standard error by this much; a tenth on top for rounded spreads.
  const slack = 1.1 * (1 + (given.low.high - given.low.low) / Math.max(se, 1e-300) / 2);
  const near = (x: number): boolean => x / se < slack && se / x < slack;
  if (near(asSem) && !near(asSd)) return [say.semForSd(a.sd * Math.sqrt(a.n), b.sd * Math.sqrt(b.n))];
  return near(asSd) || near(asSem) ? [] : [say.spreadsDiffer(asSd, se)];
}

/** Whether what was taken for a variance is the standard error, or is neither. */
function varianceWarnings({ variance }: Published, se: number, say: Sentence): string[] {
  if (variance === undefined) return [];
  const near = (x: number): boolean => x / se < 1.1 && se / x < 1.1;
  if (near(Math.sqrt(variance))) return [];
  return [near(variance) ? say.seForVariance : say.varianceDiffers(variance, se ** 2)];
}
