import { type Language, languageOf, type Locale } from "../../quantity/quantity.ts";
import type { Unchecked } from "./check-running.ts";

const en = {
  unchecked: {
    "no purpose": "it is not recorded what the program is for and whose labels hold: nothing was checked",
    "no solution": "what is in the reservoir is not known: nothing was checked",
    "cannot be run": "the program and the solution on record do not fit together: nothing was checked",
  } satisfies Record<Unchecked, string>,
  never: "No check of this program is kept: everything that stands outside a limit is listed.",
  was: (stands: string) => `At the check before: ${stands}.`,
  otherBound: (bound: string) => `The limit was another at the check before (${bound}).`,
  new: "Not found at the check before.",
  stands: { below: "below", within: "within", above: "above", beyond: "beyond" },
  tubing: (was: string, now: string) =>
    `The tubing volume was ${was} when this program was checked, and is ${now} now: every bridge and prime reckoned with it is reckoned anew.`,
  bridge: (volume: string, duration: string) =>
    `Its bridge was ${volume} over ${duration}: see whether it was right.`,
  purposeTaken: "where the record does not say what a program is for, the purpose given here was taken",
};

const zh: typeof en = {
  unchecked: {
    "no purpose": "未记录该程序的用途及依据的标签：未作任何检查",
    "no solution": "不知储药器中为何种药液：未作任何检查",
    "cannot be run": "记录中的程序与药液不相符：未作任何检查",
  },
  never: "未保存过该程序的检查：列出所有超出限值之处。",
  was: (stands) => `上次检查时：${stands}。`,
  otherBound: (bound) => `上次检查时的限值不同（${bound}）。`,
  new: "上次检查时没有。",
  stands: { below: "低于", within: "之内", above: "高于", beyond: "超出" },
  tubing: (was, now) => `检查该程序时管路容积为 ${was}，现为 ${now}：据其推算的每次桥接与预充均须重新推算。`,
  bridge: (volume, duration) => `其桥接为 ${volume}，历时 ${duration}：请核对是否正确。`,
  purposeTaken: "记录未写明用途之处，按此处给出的用途检查",
};

const sentences: Readonly<Record<Language, typeof en>> = { en, zh };

/** What a re-check says, in one language. */
export const sentencesIn = (locale: Locale): typeof en => sentences[languageOf(locale)];
