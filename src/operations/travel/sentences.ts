import { type Language, languageOf, type Locale } from "../../quantity/quantity.ts";

const en = {
  even: "The program does not go by the clock: nothing of it moves.",
  stopped: "The pump is programmed to stand still: nothing of it moves with the clocks.",
  ahead: (by: string) =>
    `The pump's clock stays as it is: ${by} ahead of the clocks there, so its steps come that much earlier by them.`,
  behind: (by: string) =>
    `The pump's clock stays as it is: ${by} behind the clocks there, so its steps come that much later by them.`,
  same: "The pump's clock shows the time there.",
  unknown: "What the pump runs is not known: nothing can be said of its steps.",
  refill: {
    before: (when: string) => `The refill is due before the journey, by ${when}.`,
    during: (when: string) =>
      `The refill falls into the journey, by ${when}: refill before it, or arrange the refill there.`,
    after: (when: string) => `The refill is due after the journey, by ${when}.`,
  },
  alarm: {
    before: (when: string) => `The low-reservoir alarm is due before the journey, ${when}.`,
    during: (when: string) => `The low-reservoir alarm would sound during the journey, ${when}.`,
    after: (when: string) => `The low-reservoir alarm is due after the journey, ${when}.`,
  },
  empty: {
    before: (when: string) => `By the model the pump can be empty before the journey, from ${when} on.`,
    during: (when: string) => `By the model the pump can run dry during the journey, from ${when} on.`,
    after: (when: string) => `By the model the pump is not empty before ${when}.`,
  },
  noZone: (zone: string) => `"${zone}" is no time zone of this machine's table: one is written as Asia/Tokyo`,
  backwards: "is not later than the beginning of the journey",
  tooLong: "is more than two years after the beginning of the journey",
  open: "no end was given: the journey is taken to last",
};

const zh: typeof en = {
  even: "程序不按钟点运行：不随时钟变化。",
  stopped: "泵设定为停止：不随时钟变化。",
  ahead: (by) => `泵时钟保持不变：比当地时间快 ${by}，因此各时段按当地时间相应提前。`,
  behind: (by) => `泵时钟保持不变：比当地时间慢 ${by}，因此各时段按当地时间相应推后。`,
  same: "泵时钟与当地时间一致。",
  unknown: "泵运行何种程序不详：无法说明各时段。",
  refill: {
    before: (when) => `补充应在旅行之前，不晚于 ${when}。`,
    during: (when) => `补充日期落在旅行期间，不晚于 ${when}：请在出发前补充，或在当地安排。`,
    after: (when) => `补充应在旅行之后，不晚于 ${when}。`,
  },
  alarm: {
    before: (when) => `低储量报警将在旅行之前，${when}。`,
    during: (when) => `低储量报警将在旅行期间响起，${when}。`,
    after: (when) => `低储量报警将在旅行之后，${when}。`,
  },
  empty: {
    before: (when) => `按模型，泵在旅行之前自 ${when} 起即可能排空。`,
    during: (when) => `按模型，泵在旅行期间自 ${when} 起可能排空。`,
    after: (when) => `按模型，泵在 ${when} 之前不会排空。`,
  },
  noZone: (zone) => `本机时区表中没有“${zone}”：时区写作 Asia/Tokyo`,
  backwards: "不晚于旅行的开始",
  tooLong: "距旅行开始超过两年",
  open: "未给出结束时间：视旅行为持续",
};
const sentences: Readonly<Record<Language, typeof en>> = { en, zh };

/** What is said of a journey, in one language. */
export const sentencesIn = (locale: Locale): typeof en => sentences[languageOf(locale)];
