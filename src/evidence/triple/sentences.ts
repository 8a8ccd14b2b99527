import type { Language } from "../../quantity/quantity.ts";

export type { Language } from "../../quantity/quantity.ts";

const digits = (x: number): string => String(Number(x.toPrecision(3)));

const en = {
  note: "Fitting together is not being right: internally consistent; not thereby correct.",
  outside: "The estimate lies outside its own interval.",
  offCentre: "The estimate is not in the middle of its interval, even allowing for rounding.",
  wrongScale:
    "The interval is symmetric on the printed scale, not on the log scale: it may have been computed without logarithms.",
  hartungKnapp: (k: number) =>
    `The p does not fit a normal interval, but fits Hartung and Knapp's t with ${k - 1} degrees of freedom.`,
  pDiffers: (low: number, high: number) =>
    `The p does not fit: estimate and interval give ${digits(low)} to ${digits(high)}.`,
  contradicts: (level: number) =>
    `Interval and p contradict each other about significance at ${digits(1 - level)}.`,
  semForSd: (first: number, second: number) =>
    `The printed spreads are standard errors of the mean, not standard deviations: the interval follows only then. The standard deviations are ${digits(first)} and ${digits(second)}.`,
  spreadsDiffer: (expected: number, se: number) =>
    `The arms' standard deviations give a standard error of ${digits(expected)}, the interval one of ${digits(se)}: adjusted, paired, or misprinted.`,
  seForVariance: "What was taken for the variance equals the standard error: it should be squared.",
  varianceDiffers: (given: number, expected: number) =>
    `The variance taken is ${digits(given)}; the interval gives ${digits(expected)}.`,
};

/** The sentences of `triple` in one language. */
export type Sentence = typeof en;

const zh: Sentence = {
  note: "相互吻合不等于正确：内部一致，但不因此正确。",
  outside: "估计值落在其自身的区间之外。",
  offCentre: "即使考虑四舍五入，估计值也不在其区间的中点。",
  wrongScale: "区间在原始尺度上对称，而非在对数尺度上：可能未取对数计算。",
  hartungKnapp: (k) => `p 值与正态区间不符，但与自由度为 ${k - 1} 的 Hartung-Knapp t 区间相符。`,
  pDiffers: (low, high) => `p 值不符：由估计值和区间得到 ${digits(low)} 至 ${digits(high)}。`,
  contradicts: (level) => `在 ${digits(1 - level)} 水平上，区间与 p 值对显著性的结论互相矛盾。`,
  semForSd: (first, second) =>
    `所列离散度是均数的标准误，而非标准差：只有如此区间才成立。标准差为 ${digits(first)} 和 ${digits(second)}。`,
  spreadsDiffer: (expected, se) =>
    `由两组标准差得到的标准误为 ${digits(expected)}，由区间得到 ${digits(se)}：可能经过校正、配对，或有印刷错误。`,
  seForVariance: "被当作方差的数等于标准误：应取平方。",
  varianceDiffers: (given, expected) => `所取方差为 ${digits(given)}；由区间得到 ${digits(expected)}。`,
};

export const sentences = { en, zh } satisfies Readonly<Record<Language, Sentence>>;
