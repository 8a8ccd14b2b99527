import { drugName } from "../knowledge/knowledge.ts";
import {
  type Language,
  languageOf,
  type Locale,
  readInstant,
  renderInstant,
  renderQuantity,
} from "../quantity/quantity.ts";
import type { Objection, Rule } from "./objections.ts";

/** What a sentence is made of: figures and names as they are shown. */
type Say = (figures: readonly string[], names: readonly string[]) => string;

const verdictsZh: Readonly<Record<string, string>> = {
  "ran dry": "已排空",
  "more than expected": "多于预期",
  "less than expected": "少于预期",
  "as expected": "几乎未输注",
};

const english: Readonly<Record<Rule, Say>> = {
  "unexplained residual": ([dose, before], [drug, verdict]) =>
    `What was left at the refill is not explained (${verdict === "as expected" ? "almost nothing was delivered" : verdict}): ${drug} at ${dose}${before ? ` after ${before}` : ""} is not saved unless a named person takes it on with a reason.`,
  "filled otherwise than told": ([filled, told]) =>
    `${filled} were filled, but the pump was told ${told}: its alarm will count from the wrong volume. Correct the pump, or name who leaves it so and why.`,
  "above capacity": ([filled, capacity]) =>
    `${filled} are more than the pump holds (${capacity}): name who says so and why.`,
  expired: (_, [lot, expiry]) => `Lot ${lot} expired on ${expiry}: name who lets it be given and why.`,
  "bridge undecided": () =>
    "The line still holds the old solution: say whether it is bridged, or why it is not.",
  "same person": (_, [by]) =>
    `${by} made the entry: a second check is made by another person, or read off the pump's own printout or screen.`,
  "checks nothing": () => "There is no such entry of this patient to be checked.",
  "no number checked": (_, keys) =>
    `The check is said to agree, but bears none of the numbers to be checked: ${keys.join(", ")}.`,
  "contradicts itself": (_, keys) =>
    keys.length > 0
      ? `The check is said to agree, but the numbers differ: ${keys.join(", ")}.`
      : "The check is said to agree and names differences, or the reverse.",
  "not re-interrogated": () =>
    "The pump was not interrogated after it was told something new: interrogate it again before the visit is closed.",
  "not running": () => "The last interrogation found the pump not running: the visit cannot be closed.",
  "solution without program": () =>
    "Another solution was filled, and the program was not set anew: the pump would give another dose than before.",
  "residual undecided": () =>
    "The pump was found dry or almost full, and nobody has decided what it is to run now: the prescriber sets the restart dose.",
  "pump of somebody else": (_, [serial, own]) =>
    `The pump ${serial} is not this patient's, whose pump is ${own}: stop and see who is on the couch.`,
  "no such hour": (_, [time, day, zone, then]) =>
    `There was no ${time} on ${day} in ${zone}: clocks went forward over it. That moment was ${then} there; enter the time that the clocks showed.`,
  "repeats otherwise": () =>
    "These are not the last settings of this patient and this pump as they were saved: set the program anew.",
  "prime before resume": () =>
    "The line was primed or replaced after the bolus was interrupted: what of it is left is not known. It is not resumed; enter what is given now as a bolus of its own.",
  "resumes nothing": (_, [drug]) => `There is no interrupted bolus of ${drug} to be resumed.`,
  "more than the bolus": ([given, left, amount]) =>
    `${given} are more than was left of the interrupted bolus: ${left} of ${amount}.`,
  "signs nothing": () => "There is no such entry of this patient to be signed.",
  "signs another text": () => "The entry is not the one that was shown for signature: read it again.",
  "not to be signed": () =>
    "A refill whose needle position was not checked, or after which nobody observed the patient, is kept but cannot be signed.",
  "planned beyond the latest safe day": (_, [day, latest]) =>
    latest
      ? `${day} is after the last safe day, ${latest}: plan an earlier day, or name who plans it so and why.`
      : `No last safe day is known, and the pump may run dry before ${day}: find out what is in the pump, or name who plans it so and why.`,
  "snoozed too long": ([most]) =>
    `This alert may be put aside for ${most} at most: nothing is silenced for good.`,
  "session open": (_, [by]) => `A ketamine session was begun by ${by} and has not been ended: end it first.`,
  "wristband of somebody else": (_, [read]) =>
    `The wristband says ${read}, which is no number of this record: stop and see who is on the couch.`,
  "checklist open": (_, items) =>
    `Before the session this was not as it should be: ${items.join("; ")}. Name who takes it on and why.`,
  "primed past the tip": ([primed, line, past, ...doses], drugs) =>
    `${primed} was primed, ${past} more than the line takes up (${line}). Past the tip at once: ${doses.map((dose, i) => `${drugs[i]} ${dose}`).join(", ") || past}. Correct the volume, or name who takes it on and why.`,
  "no such series": () => "There is no session of this patient that began such a series.",
  "ends no session": () => "No session of this patient and drug that was begun so is open.",
  "session not ended": () =>
    "What ran does not end: the end of the infusion is entered once, and nothing is set after it.",
  "dose otherwise than it ran": ([total, ran]) =>
    `The total is said to be ${total}, but what ran comes to ${ran}.`,
  "patient elsewhere": (_, [to]) =>
    `The patient was transferred to ${to}. If they are back, enter that first (transferred in): until then they stand on no list here.`,
};

const chinese: typeof english = {
  "unexplained residual": ([dose, before], [drug, verdict]) =>
    `补药时的残余量未得到解释（${verdictsZh[verdict ?? ""] ?? verdict}）：${drug} ${dose}${before ? `（原为 ${before}）` : ""} 不予保存，除非有具名者说明理由并承担。`,
  "filled otherwise than told": ([filled, told]) =>
    `实际灌注 ${filled}，而告知泵的是 ${told}：其报警将由错误的容量推算。请更正泵的设置，或写明由谁、因何保留。`,
  "above capacity": ([filled, capacity]) => `${filled} 超过泵的容量（${capacity}）：请写明由谁、依据何在。`,
  expired: (_, [lot, expiry]) => `批号 ${lot} 已于 ${expiry} 过期：请写明由谁、因何使用。`,
  "bridge undecided": () => "管路中仍是旧药液：请写明是否桥接，或不桥接的理由。",
  "same person": (_, [by]) => `该条目由 ${by} 录入：第二次核对须由另一人完成，或读自泵的打印件或屏幕。`,
  "checks nothing": () => "没有此患者的该条目可供核对。",
  "no number checked": (_, keys) => `核对记为一致，但没有任何待核对的数字：${keys.join("、")}。`,
  "contradicts itself": (_, keys) =>
    keys.length > 0
      ? `核对记为一致，但数字不同：${keys.join("、")}。`
      : "核对记为一致却列出差异，或与此相反。",
  "not re-interrogated": () => "泵在收到新指令后未再查询：关闭就诊前请再次查询。",
  "not running": () => "最后一次查询显示泵未运行：不能关闭就诊。",
  "solution without program": () => "已灌注另一种药液而未重新设定程序：泵给出的剂量将与先前不同。",
  "residual undecided": () =>
    "发现泵已排空或几乎未输注，而尚无人决定现在运行什么：重新开始的剂量由处方者决定。",
  "pump of somebody else": (_, [serial, own]) =>
    `泵 ${serial} 不属于此患者（其泵为 ${own}）：请停下，核对面前是哪位患者。`,
  "no such hour": (_, [time, day, zone, then]) =>
    `${zone} 在 ${day} 没有 ${time}：时钟拨快而跳过。该时刻当地为 ${then}；请录入时钟当时所示时间。`,
  "repeats otherwise": () => "这些不是此患者此泵最后保存的设定：请重新设定程序。",
  "prime before resume": () =>
    "推注中断后管路已重新预充或更换：剩余多少不得而知。不予续推；现在所给请另录为一次新的推注。",
  "resumes nothing": (_, [drug]) => `没有可续推的${drug}中断推注。`,
  "more than the bolus": ([given, left, amount]) => `${given} 多于中断推注的剩余量：${amount} 中剩 ${left}。`,
  "signs nothing": () => "没有此患者的该条目可供签名。",
  "signs another text": () => "该条目与签名时所示内容不同：请重新阅读。",
  "not to be signed": () => "未核对针位或之后无人观察患者的补药予以保存，但不能签名。",
  "planned beyond the latest safe day": (_, [day, latest]) =>
    latest
      ? `${day} 晚于最迟安全日 ${latest}：请提前安排，或写明由谁、因何如此安排。`
      : `最迟安全日未知，泵可能在 ${day} 之前排空：请查明泵内情况，或写明由谁、因何如此安排。`,
  "snoozed too long": ([most]) => `此警示最多可暂缓 ${most}：任何警示都不会被永久静默。`,
  "session open": (_, [by]) => `${by} 已开始一次氯胺酮治疗而尚未结束：请先结束。`,
  "wristband of somebody else": (_, [read]) =>
    `腕带为 ${read}，不是此记录的号码：请停下，核对面前是哪位患者。`,
  "checklist open": (_, items) => `治疗前以下各项不符：${items.join("；")}。请写明由谁、因何承担。`,
  "primed past the tip": ([primed, line, past, ...doses], drugs) =>
    `预充了 ${primed}，比管路所容（${line}）多 ${past}。一次越过尖端：${doses.map((dose, i) => `${drugs[i]} ${dose}`).join("、") || past}。请更正容量，或写明由谁、因何承担。`,
  "no such series": () => "此患者没有由该次治疗开始的疗程。",
  "ends no session": () => "没有此患者以该条目开始、该药物的未结束治疗。",
  "session not ended": () => "输注经过没有结束：输注结束须录入一次，其后不再有设置。",
  "dose otherwise than it ran": ([total, ran]) => `总量记为 ${total}，而实际输注合计为 ${ran}。`,
  "patient elsewhere": (_, [to]) =>
    `患者已转至 ${to}。若已返回，请先录入“转入”：在此之前不在本处任何清单上。`,
};

const sentences: Readonly<Record<Language, typeof english>> = { en: english, zh: chinese };

/** What a rule says against an entry, in one language. */
export const sayObjection = ({ rule, figures, names }: Objection, locale: Locale): string =>
  sentences[languageOf(locale)][rule](
    figures.map((figure) => renderQuantity(figure, locale)),
    namesIn(rule, names, locale),
  );

function namesIn(rule: Rule, names: readonly string[], locale: Locale): readonly string[] {
  switch (rule) {
    case "unexplained residual":
    case "resumes nothing":
      return [drugName(names[0] ?? "", languageOf(locale)), ...names.slice(1)];
    case "primed past the tip":
      return names.map((drug) => drugName(drug, languageOf(locale)));
    case "planned beyond the latest safe day":
      return names.map((day) => renderInstant(readInstant(`${day}T00:00:00Z`)!, locale));
    default:
      return names;
  }
}
