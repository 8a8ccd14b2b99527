import { type Language, languageOf, type Locale } from "../../quantity/quantity.ts";
import type { Urgency } from "../../records/records.ts";
import type { Governs, Trouble } from "./line.ts";

const english = {
  urgency: { "act now": "act now", due: "due", soon: "soon", later: "later" } as Record<Urgency, string>,
  trouble: {
    stopped: "The pump is stopped.",
    "not confirmed running": "Nobody has confirmed that the pump runs: interrogate it.",
    "filled otherwise than told":
      "The pump was told another volume than was filled: its alarm counts from the wrong one.",
    "no date": "No date can be computed: find out what is in the pump and what it runs.",
    "probably empty": "The reservoir is probably empty now.",
    "may be empty": "The reservoir may be empty now.",
    "residual unexplained": "What was aspirated at the last refill did not agree with the program.",
    "ratio changed": "The pump delivers another share of its program than it used to.",
    "visit open": "A visit was begun and not closed.",
  } as Record<Trouble, string>,
  governs: {
    alarm: "low-reservoir alarm",
    "earliest empty": "earliest credible end",
    stability: "stability of the solution",
    clinic: "longest interval of the clinic",
    replacement: "replacement of the pump",
  } as Record<Governs, string>,
  assumedDays: (due: string, soon: string) => `"due" is taken as within ${due}, "soon" as within ${soon}`,
  latest: (what: string) => `is before what was recorded last (${what}): later entries are left out`,
  refill: "Pump refill due",
  planned: "Pump refill planned",
  latestSafe: (day: string) => `last safe day ${day}`,
  order: "Place the compounding order",
};

const chinese: typeof english = {
  urgency: { "act now": "立即处理", due: "到期", soon: "将到期", later: "稍后" },
  trouble: {
    stopped: "泵已停止。",
    "not confirmed running": "无人确认泵在运行：请查询。",
    "filled otherwise than told": "告知泵的容量与实际灌注不同：其报警由错误的容量推算。",
    "no date": "无法计算日期：请查明泵内药液与运行程序。",
    "probably empty": "储液器现在很可能已排空。",
    "may be empty": "储液器现在可能已排空。",
    "residual unexplained": "上次补药抽出量与程序不符。",
    "ratio changed": "泵的输注比例与以往不同。",
    "visit open": "有一次就诊已开始而未关闭。",
  },
  governs: {
    alarm: "低储量报警",
    "earliest empty": "最早可能排空",
    stability: "药液稳定性",
    clinic: "诊所最长间隔",
    replacement: "更换泵",
  },
  assumedDays: (due, soon) => `"到期" 指 ${due} 以内，"将到期" 指 ${soon} 以内`,
  latest: (what) => `早于最后的记录（${what}）：其后的条目不计`,
  refill: "需为泵补药",
  planned: "已安排泵补药",
  latestSafe: (day) => `最迟安全日 ${day}`,
  order: "下达配制订单",
};

const sentences: Readonly<Record<Language, typeof english>> = { en: english, zh: chinese };

/** What the list says, in one language. */
export const sentencesIn = (locale: Locale): typeof english => sentences[languageOf(locale)];
