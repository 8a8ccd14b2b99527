import { type Language, languageOf, type Locale } from "../../quantity/quantity.ts";

const english = {
  twice: (id: string) => `${id} stands here twice: a refill counts once`,
  noSuch: (id: string) => `there is no refill of ${id} to be moved`,
  assumedDays: "working days are taken as Monday to Friday",
  assumedWindow: (days: string) =>
    `a refill is taken as sensible from ${days} before the day by which it must be done`,
  noLeadTime: "no day for placing the compounding order: the lead time is not set",
  verdict: {
    within: "Safe and sensible.",
    early: "Earlier than makes sense: drug that would still do is thrown away.",
    beyond: "After the last safe day: it takes a name and a reason.",
    undated: "No last safe day is known: it takes a name and a reason.",
    closed: "The clinic does not work on this day.",
    past: "The day has passed without a refill on record.",
  },
};

const chinese: typeof english = {
  twice: (id) => `${id} 出现两次：一次补药只计一次`,
  noSuch: (id) => `没有 ${id} 的补药可供调整`,
  assumedDays: "工作日按周一至周五计",
  assumedWindow: (days) => `补药从最迟日前 ${days} 起视为合理`,
  noLeadTime: "无法得出配制订单的最迟下单日：未设定配制所需工作日",
  verdict: {
    within: "既安全又合适。",
    early: "过早：尚可使用的药液将被弃去。",
    beyond: "晚于最迟安全日：须写明由谁、因何如此安排。",
    undated: "最迟安全日未知：须写明由谁、因何如此安排。",
    closed: "诊所当日不工作。",
    past: "该日已过，而无补药记录。",
  },
};

/** Where a day stands to the window of a refill. */
export type Verdict = keyof (typeof english)["verdict"];

const sentences: Readonly<Record<Language, typeof english>> = { en: english, zh: chinese };

/** What the load of a clinic says, in one language. */
export const sentencesIn = (locale: Locale): typeof english => sentences[languageOf(locale)];
