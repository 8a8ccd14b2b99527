import { type Language, languageOf, type Locale } from "../../quantity/quantity.ts";

const english = {
  bolus: (amount: string, over: string) => `Give the bolus: ${amount} over ${over}`,
  bolusByHand: (amount: string) => `Give the bolus: ${amount} by hand`,
  set: (flow: string, rate: string) => `Set ${flow} (${rate})`,
  container: (nth: number) => `Hang container ${nth}`,
  observe: "Observe: vital signs and scores",
  end: "End of the infusion",
  waits: "The rate is not raised while an observation is overdue: observe first.",
  held: "On hold: resume first, with the reason.",
  later: (when: string) => `is later than the moment asked about (${when})`,
  before: "is before the start",
  unordered: "is earlier than the one before",
  assumedLate: (late: string) => `what is due counts as overdue after ${late}`,
  noEvery: "No interval of observation is given: only each change of rate asks for one.",
  flowAssumed: "Doses are those that the pump was set to give: nobody measured them.",
};

const chinese: typeof english = {
  bolus: (amount, over) => `给予推注：${amount}，历时 ${over}`,
  bolusByHand: (amount) => `手推给予：${amount}`,
  set: (flow, rate) => `设为 ${flow}（${rate}）`,
  container: (nth) => `更换第 ${nth} 份药液`,
  observe: "观察：生命体征与评分",
  end: "输注结束",
  waits: "有观察逾期时不提高速率：请先观察。",
  held: "暂停中：请先恢复并写明原因。",
  later: (when) => `晚于所问时刻（${when}）`,
  before: "早于开始时刻",
  unordered: "早于前一项",
  assumedLate: (late) => `应做事项超过 ${late} 视为逾期`,
  noEvery: "未给出观察间隔：只在每次改变速率时要求观察。",
  flowAssumed: "剂量为泵被设定给出的量：无人测量。",
};

const sentences: Readonly<Record<Language, typeof english>> = { en: english, zh: chinese };

/** What a session's chart says, in one language. */
export const sentencesIn = (locale: Locale): typeof english => sentences[languageOf(locale)];
