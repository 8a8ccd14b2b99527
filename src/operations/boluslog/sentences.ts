import type { Denial } from "../../delivery/delivery.ts";
import { type Language, languageOf, type Locale } from "../../quantity/quantity.ts";

const en = {
  given: "Given.",
  denied: {
    stopped: "Denied: the pump was stopped.",
    alarm: "Denied: an alarm stood.",
    "unknown state": "Denied: what the pump ran was not known.",
    "no bolus programmed": "Denied: no patient bolus was programmed.",
    "one at a time": "Denied: a bolus was under way; one runs at a time.",
    duration: "Denied: it would run shorter or longer than a bolus may.",
    lockout: "Denied: lockout.",
    "dose limit": "Denied: dose limit exceeded.",
    "pump maximum": "Denied: basal and bolus together are more than the pump delivers; nothing is clipped.",
  } satisfies Record<Denial, string>,
  until: (at: string) => `The next may be called for at ${at}.`,
  loggedGiven: "The pump logged it as given: by its program it should have been denied.",
  loggedDenied: "The pump logged it as denied: by its program it should have been given.",
  order: "is earlier than the event before it: a log stands in the order of time",
  outside: "lies outside the time that the log covers",
  late: (line: number, to: string) =>
    `line ${line}: is later than ${to}, to which the log is judged: is the pump's clock right?`,
  noLog: "expected a log: as events, or as text",
  bothLogs: "gives a log twice: once as events, once as text",
  earlier: (lines: number, from: string) =>
    `${lines} ${lines === 1 ? "line is" : "lines are"} earlier than ${from} and left out`,
  twice: (lines: number) =>
    `${lines} ${lines === 1 ? "line stands" : "lines stand"} twice in the log and ${lines === 1 ? "was" : "were"} counted twice: was a page pasted twice?`,
  days: "Boluses day by day, on the pump's clock",
  backwards: "is earlier than the beginning of the log",
  noWindow: "no most in a sliding window was given: it was not held against one",
  noMaximum: (pump: string) => `the greatest flow of ${pump} is not known: it was not held against it`,
  noSquare: "no shortest or longest duration of a bolus was given: it was not held against one",
  countedOver: "the most boluses a day are counted over any 24 h, not over the calendar's day",
  fullWindow:
    "a whole window of basal at its heaviest is counted, whatever ran in it: a stop or a low rate makes no room for a bolus",
  clock: "the pump's clock is taken to show the local time of the beginning of the log",
};

const zh: typeof en = {
  given: "已给。",
  denied: {
    stopped: "拒绝：泵已停止。",
    alarm: "拒绝：有报警。",
    "unknown state": "拒绝：泵运行何种程序不得而知。",
    "no bolus programmed": "拒绝：未设定患者自控推注。",
    "one at a time": "拒绝：已有推注进行中；同时只能有一次。",
    duration: "拒绝：时长短于或长于推注所允许。",
    lockout: "拒绝：锁定时间内。",
    "dose limit": "拒绝：超出剂量上限。",
    "pump maximum": "拒绝：基础与推注合计超过泵的最大流速；不予削减后给药。",
  },
  until: (at) => `最早可于 ${at} 再次请求。`,
  loggedGiven: "泵记为已给：按其程序应当拒绝。",
  loggedDenied: "泵记为拒绝：按其程序应当给予。",
  order: "早于前一事件：日志应按时间先后排列",
  outside: "不在日志所涵盖的时间内",
  late: (line, to) => `第 ${line} 行：晚于日志判定的截止时间 ${to}：泵时钟是否正确？`,
  noLog: "应给出日志：事件列表或文本",
  bothLogs: "日志给出了两次：一次为事件，一次为文本",
  earlier: (lines, from) => `${lines} 行早于 ${from}，未计入`,
  twice: (lines) => `日志中有 ${lines} 行重复，均已计入：是否有一页粘贴了两次？`,
  days: "逐日推注（按泵时钟）",
  backwards: "早于日志的开始",
  noWindow: "未给出滑动窗口内的上限：未据此检查",
  noMaximum: (pump) => `${pump} 的最大流速不详：未据此检查`,
  noSquare: "未给出推注的最短或最长时长：未据此检查",
  countedOver: "每日最多推注次数按任意 24 h 计，而非按日历日",
  fullWindow: "按整个窗口内最大的基础量计算，无论其间运行了什么：停泵或低速不会为推注腾出余量",
  clock: "泵时钟按日志开始时的当地时间计",
};

const sentences: Readonly<Record<Language, typeof en>> = { en, zh };

/** What is said of a log, in one language. */
export const sentencesIn = (locale: Locale): typeof en => sentences[languageOf(locale)];
