import { isRatio, isTransformed, type Measure, naturalOf } from "../evidence/evidence.ts";
import { type Language, languageOf, type Locale } from "../quantity/quantity.ts";

const names: Readonly<Record<Measure, Readonly<Record<Language, string>>>> = {
  RR: { en: "Risk ratio", zh: "风险比" },
  OR: { en: "Odds ratio", zh: "比值比" },
  PETO: { en: "Peto odds ratio", zh: "Peto 比值比" },
  RD: { en: "Risk difference", zh: "风险差" },
  AS: { en: "Arcsine difference", zh: "反正弦差" },
  PHI: { en: "Phi coefficient", zh: "Phi 系数" },
  YUQ: { en: "Yule's Q", zh: "Yule Q 系数" },
  YUY: { en: "Yule's Y", zh: "Yule Y 系数" },
  RTET: { en: "Tetrachoric correlation", zh: "四分相关系数" },
  IRR: { en: "Rate ratio", zh: "率比" },
  IRD: { en: "Rate difference", zh: "率差" },
  IRSD: { en: "Difference of square-root rates", zh: "率的平方根之差" },
  HR: { en: "Hazard ratio", zh: "风险比（HR）" },
  OE: { en: "Hazard ratio (O-E and V)", zh: "风险比（HR，由 O-E 与 V）" },
  MD: { en: "Mean difference", zh: "均数差" },
  SMD: { en: "Std. mean difference", zh: "标准化均数差" },
  SMDH: { en: "Std. mean difference, unequal SDs", zh: "标准化均数差（方差不等）" },
  SMD1: { en: "Std. mean difference by the control's SD", zh: "标准化均数差（按对照组标准差）" },
  ROM: { en: "Ratio of means", zh: "均数比" },
  VR: { en: "Variability ratio", zh: "变异比" },
  CVR: { en: "Ratio of coefficients of variation", zh: "变异系数比" },
  COR: { en: "Correlation", zh: "相关系数" },
  ZCOR: { en: "Fisher's z correlation", zh: "相关系数（Fisher z）" },
  PR: { en: "Proportion", zh: "比例" },
  PLN: { en: "Log proportion", zh: "比例的对数" },
  PLO: { en: "Logit proportion", zh: "比例的 logit" },
  PAS: { en: "Arcsine proportion", zh: "比例的反正弦" },
  PFT: { en: "Freeman-Tukey proportion", zh: "比例的 Freeman-Tukey 变换" },
  MN: { en: "Mean", zh: "均数" },
  MNLN: { en: "Log mean", zh: "均数的对数" },
  SDLN: { en: "Log standard deviation", zh: "标准差的对数" },
  ARAW: { en: "Coefficient alpha", zh: "alpha 系数" },
  AHW: { en: "Coefficient alpha (Hakstian-Whalen)", zh: "alpha 系数（Hakstian-Whalen）" },
  ABT: { en: "Coefficient alpha (Bonett)", zh: "alpha 系数（Bonett）" },
  GEN: { en: "Effect", zh: "效应值" },
};

/** The name of a measure in words. */
export const measureName = (measure: Measure | undefined, locale: Locale): string =>
  names[measure ?? "GEN"][languageOf(locale)];

/** What is read once a measure is turned back: the same name for each way of pooling it, with the way. */
const readAs: Partial<Readonly<Record<Measure, Readonly<Record<Language, string>>>>> = {
  PLN: { en: "Proportion (by log)", zh: "比例（对数法）" },
  PLO: { en: "Proportion (by logit)", zh: "比例（logit 法）" },
  PAS: { en: "Proportion (by arcsine)", zh: "比例（反正弦法）" },
  PFT: { en: "Proportion (by Freeman-Tukey)", zh: "比例（Freeman-Tukey 法）" },
  ZCOR: { en: "Correlation (by Fisher's z)", zh: "相关系数（Fisher z 法）" },
  MNLN: { en: "Mean (by log)", zh: "均数（对数法）" },
  SDLN: { en: "Standard deviation (by log)", zh: "标准差（对数法）" },
  AHW: { en: "Coefficient alpha (by Hakstian-Whalen)", zh: "alpha 系数（Hakstian-Whalen 法）" },
  ABT: { en: "Coefficient alpha (by Bonett)", zh: "alpha 系数（Bonett 法）" },
};

/** The name of what a measure is read as. */
export const naturalName = (measure: Measure | undefined, locale: Locale): string =>
  (measure && readAs[measure]?.[languageOf(locale)]) ?? measureName(measure, locale);

/**
 * How a picture's axis of effects is named and read: as the measure itself, whatever scale it is pooled on. `sizes` are of
 * Freeman-Tukey proportions, which stay as they are where nobody knows of how many persons they were.
 */
export function effectAxis(
  measure: Measure | undefined,
  locale: Locale,
  sizes: readonly number[] = [],
): { readonly measure: string; readonly log: boolean; readonly natural?: (value: number) => number } {
  const log = measure !== undefined && isRatio(measure);
  const natural =
    measure !== undefined && !log && isTransformed(measure) && (measure !== "PFT" || sizes.length > 0)
      ? naturalOf(measure, sizes)
      : undefined;
  return natural
    ? { measure: naturalName(measure, locale), log, natural }
    : { measure: measureName(measure, locale), log };
}
