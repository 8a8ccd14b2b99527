import { type Language, languageOf, type Locale, renderNumber } from "../quantity/quantity.ts";

const sentences = {
  en: {
    subsets: (done: string, wanted: string) => `Stopped: a partial result, of ${done} of ${wanted} subsets.`,
    draws: (done: string, wanted: string) =>
      done === "0"
        ? `Stopped before the first of ${wanted} bootstrap draws.`
        : `Stopped: a partial result, of ${done} of ${wanted} bootstrap draws.`,
    orders: (done: string, wanted: string) =>
      `Stopped: a partial result, of ${done} of ${wanted} orders of the permutation test.`,
  },
  zh: {
    subsets: (done: string, wanted: string) => `已停止：部分结果，${wanted} 个子集中完成 ${done} 个。`,
    draws: (done: string, wanted: string) =>
      done === "0"
        ? `已停止：${wanted} 次自助抽样尚未开始。`
        : `已停止：部分结果，${wanted} 次自助抽样中完成 ${done} 次。`,
    orders: (done: string, wanted: string) => `已停止：部分结果，${wanted} 种置换次序中完成 ${done} 种。`,
  },
} satisfies Record<Language, unknown>;

/** What is said of work that was stopped before its end; nothing of work that was done. */
export const stoppedAt = (
  what: keyof (typeof sentences)["en"],
  done: number,
  wanted: number,
  locale: Locale,
): string[] =>
  done < wanted
    ? [sentences[languageOf(locale)][what](renderNumber(done, locale, 9), renderNumber(wanted, locale, 9))]
    : [];
