import { type Language, languageOf, type Locale, readInstant, renderInstant } from "../quantity/quantity.ts";
import type { MergeObjection, MergeRule } from "./merge-rules.ts";

type Where = MergeObjection["in"];
type Say = (names: readonly string[], which: string) => string;

const which: Readonly<Record<Language, Readonly<Record<Where, string>>>> = {
  en: { kept: "the record that is kept", given: "the record that is given up", both: "both records" },
  zh: { kept: "保留的病历", given: "并入的病历", both: "两份病历" },
};

const english: Readonly<Record<MergeRule, Say>> = {
  "one record": () => "This is one and the same record: choose another.",
  "given up before": (_, of) =>
    `In ${of}: it was given up for another before. Merge with that other record, or part the two first.`,
  "keeps another": () =>
    "Another record was given up for the one that is given up: part those two first, or keep this one and give the other up.",
  "says not who": () =>
    "The record that is kept does not say whose it is: enter name and birth date there first, or keep the other.",
  "birth dates differ": ([a, b]) =>
    `The birth dates differ, ${a} and ${b}: correct the wrong one first, or name who says that this is one person and why.`,
  "sexes differ": ([a, b]) =>
    `One record says ${a}, the other ${b}: correct the wrong one first, or name who says that this is one person and why.`,
  "two pumps": ([a, b]) =>
    `A pump is in place in both, ${a} and ${b}. One record follows one pump, so that the other would stand on no list: enter first which one was explanted and when. Where both run, the records stay two.`,
  "visit under way": (_, of) => `In ${of} a visit is open: close it first.`,
  "session under way": ([by], of) =>
    `In ${of} a ketamine session was begun by ${by} and has not been ended: end it first.`,
  "one is elsewhere": ([to], of) =>
    `In ${of} the patient was transferred to ${to}, in the other not: enter there first that they are back (transferred in), or the merged record would stand on no list.`,
  "seen by nobody": () =>
    "The two charts are restricted to different people, and nobody who looks after patients would see the merged one: change a team first.",
  "not merged": () => "These two records are not merged: read them again.",
};

const chinese: typeof english = {
  "one record": () => "这是同一份病历：请另选一份。",
  "given up before": (_, of) => `${of}：先前已并入另一份病历。请与那份病历合并，或先将其分开。`,
  "keeps another": () => "已有其他病历并入此份将被并入的病历：请先将那两份分开，或保留此份而并入另一份。",
  "says not who": () => "保留的病历没有写明是谁：请先在其中录入姓名和出生日期，或保留另一份。",
  "birth dates differ": ([a, b]) =>
    `出生日期不同：${a} 与 ${b}。请先更正错误的一份，或写明由谁、因何认定为同一人。`,
  "sexes differ": ([a, b]) => `性别不同：${a} 与 ${b}。请先更正错误的一份，或写明由谁、因何认定为同一人。`,
  "two pumps": ([a, b]) =>
    `两份病历中各有一台在位的泵：${a} 与 ${b}。一份病历只跟踪一台泵，另一台将不在任何清单上：请先录入哪一台已于何时取出。若两台都在运行，则保留两份病历。`,
  "visit under way": (_, of) => `${of}中有一次未结束的就诊：请先结束。`,
  "session under way": ([by], of) => `${of}中 ${by} 已开始一次氯胺酮治疗而尚未结束：请先结束。`,
  "one is elsewhere": ([to], of) =>
    `${of}中患者已转至 ${to}，另一份则没有：请先在其中录入“转入”，否则合并后的病历将不在任何清单上。`,
  "seen by nobody": () => "两份病历分别限定给不同的人，合并后没有医护人员能够查看：请先更改其中一个团队。",
  "not merged": () => "这两份病历没有合并：请重新读取。",
};

const sentences: Readonly<Record<Language, typeof english>> = { en: english, zh: chinese };

const sexes: Readonly<Record<string, string>> = { female: "女", male: "男", other: "其他" };

/** What stands against merging or parting two records, in one language. */
export function sayMergeObjection({ rule, in: where, names }: MergeObjection, locale: Locale): string {
  const language = languageOf(locale);
  return sentences[language][rule](shown(rule, names, locale), which[language][where]);
}

function shown(rule: MergeRule, names: readonly string[], locale: Locale): readonly string[] {
  switch (rule) {
    case "birth dates differ":
      return names.map((day) => renderInstant(readInstant(`${day}T00:00:00Z`)!, locale));
    case "sexes differ":
      return languageOf(locale) === "zh" ? names.map((sex) => sexes[sex] ?? sex) : names;
    default:
      return names;
  }
}
