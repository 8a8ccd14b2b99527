/** The same studies analysed as RevMan 5 did and as is recommended today, side by side. */
import type { Language } from "../../quantity/quantity.ts";
import type { Means, Table } from "../effect/study.ts";
import { pool, type Pooled } from "./pool.ts";
import { type RevMan, revManGeneric, type RevManResult, revManStandardised, revManTables } from "./revman.ts";

/** Both modes, and a sentence where they disagree about significance. */
export interface Modes {
  readonly revman5: RevManResult & { readonly k: number; readonly label: string; readonly all: RevMan };
  /** REML, Hartung and Knapp, and a prediction interval with k - 1 degrees of freedom; normal for one study. */
  readonly current: Pooled & { readonly label: string };
  readonly disagreement: string | null;
}

const round = (x: number): string => String(Number(x.toPrecision(2)));

const sentences = {
  en: (old: number, now: number, level: number) =>
    `The two modes disagree: RevMan 5 (DerSimonian-Laird, normal interval) has p ${round(old)}, REML with Hartung-Knapp has p ${round(now)}; only ${old < now ? "the first" : "the second"} is significant at ${round(1 - level)}.`,
  zh: (old: number, now: number, level: number) =>
    `两种模式结论不同：RevMan 5（DerSimonian-Laird，正态区间）p = ${round(old)}，REML 加 Hartung-Knapp p = ${round(now)}；在 ${round(1 - level)} 水平上只有${old < now ? "前者" : "后者"}显著。`,
} as const;

function revman(
  yi: Float64Array,
  vi: Float64Array,
  measure: string | undefined,
  raw: readonly Readonly<Record<string, number>>[] | null,
  level: number,
): { all: RevMan; chosen: RevManResult; label: string } {
  if (raw && (measure === "OR" || measure === "RR" || measure === "RD")) {
    const all = revManTables(raw as unknown as readonly Table[], measure, level);
    if (all) return { all, chosen: all.mhRandom!, label: "Mantel-Haenszel, random" };
  }
  const all =
    raw && measure === "SMD"
      ? revManStandardised(raw as unknown as readonly Means[], level)
      : revManGeneric(Array.from(yi), Array.from(vi), level);
  return { all, chosen: all.ivRandom, label: "inverse variance, random" };
}

/** Both analyses of the same studies. Raw numbers are needed for RevMan's own formulas; effects are pooled as given. */
export function modes(
  yi: Float64Array,
  vi: Float64Array,
  measure: string | undefined,
  raw: readonly Readonly<Record<string, number>>[] | null,
  level: number,
  language: Language,
): Modes {
  const { all, chosen, label } = revman(yi, vi, measure, raw, level);
  const current = pool(yi, vi, { method: "REML", test: yi.length > 1 ? "knha" : "z", level });
  const significant = (p: number): boolean => p < 1 - level;
  return {
    revman5: { ...chosen, k: all.k, label, all },
    current: {
      ...current,
      label: yi.length > 1 ? "REML, Hartung-Knapp" : "one study",
    },
    disagreement:
      // Equal effects leave the second without a standard error, and nothing to compare.
      significant(chosen.p) === significant(current.p) || current.se === 0
        ? null
        : sentences[language](chosen.p, current.p, level),
  };
}
