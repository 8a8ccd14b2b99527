import { type Language, languageOf, type Locale } from "../quantity/quantity.ts";

type Words = typeof english;

const english = {
  bounds: {
    startingDose: "starting dose",
    dailyDose: "daily dose",
    bolus: "single dose",
    increase: "increase",
    decrease: "decrease",
    increaseBy: "increase",
    interval: "time since the last change",
    concentration: "concentration",
    age: "age",
    bolusPerWeight: "bolus per kg",
    ratePerWeight: "rate per kg",
    total: "total of the session",
    patientBolusShare: "patient bolus as a share of the daily dose",
  },
  worst: " if every allotted bolus is taken",
  follows: (primary: string) => ` (it moves with ${primary})`,
  beyond: (what: string, value: string, bound: string, low: boolean) =>
    `${what} ${value} is ${low ? "below the minimum" : "above the maximum"} of ${bound}`,
  above: (what: string, value: string, bound: string) => `${what} ${value} is above ${bound}`,
  below: (what: string, value: string, bound: string) => `${what} ${value} is below ${bound}`,
  underDescribed: (what: string, value: string, bound: string) =>
    `${what} ${value} is below what is described, ${bound}; a described range is not a limit`,
  within: (what: string, value: string, bound: string) => `${what} ${value} stays within the limit, ${bound}`,
  upTo: (bound: string) => `up to ${bound}`,
  from: (bound: string) => `at least ${bound}`,
  between: (lower: string, upper: string) => `${lower} to ${upper}`,
  // Says whose word it is: "(Prialt label, US: most per day)".
  by: (source: string, says: string) => ` (${source}: ${says})`,
  notVerified: " Not yet verified against its source.",
  totals: (before: string, after: string) => ` Per 24 h: before ${before}, now ${after}.`,
  farChange: (drug: string, before: string, after: string, ratio: string) =>
    `${drug}: from ${before} to ${after} per 24 h is ${ratio} times the dose before. Confirm both totals.`,
  farChangeNote:
    "A change to five times or more, or to a fifth or less, may be a slip of unit, decimal point or hour.",
  stops: (drug: string, before: string) =>
    `${drug} stops: from ${before} to 0 per 24 h. Confirm both totals.`,
  stopNote: "Whether and how a drug may be stopped differs by drug; nothing about it is known here.",
  zeroDose: "expected a dose above zero, got 0",
  bridgeDue: (before: string, after: string) =>
    `The solution changes from ${before} to ${after}: the old one in tubing and catheter comes first. Decide on the bridge before this is saved.`,
  bridgeNote: "At the new flow the old solution in the line gives another dose until it is gone.",
  dryBeforeAlarm: (pump: string, over: string, accuracy: string) =>
    `${pump} runs dry before its own alarm if it delivers ${over} more than programmed; its accuracy is ±${accuracy}. The alarm counts what was programmed, not what was delivered.`,
  startNotDeliverable: (drug: string, start: string, least: string, pump: string) =>
    `${drug}: a start at ${start} cannot be delivered: at this concentration ${pump} gives no less than ${least}`,
  onLabel: (what: string, source: string) => `On label: ${what} (${source}).`,
  withinConsensus: (what: string, source: string) =>
    `Off label, within consensus for dose and concentration: ${what} (${source}).`,
  neither: (what: string, why: string) => `Neither on label nor within consensus: ${what}: ${why}.`,
  whyUnlisted: (drug: string) => `${drug} is not listed here`,
  whyNoLabel: (route: string) => `no label for this ${route} use and no consensus dose for it here`,
  whyOutside: (ids: string) => `outside ${ids}`,
  pumpNotLabelled: (pump: string, drug: string) => `${pump} is not labelled for ${drug}`,
  mixtureNoLabel: "no label covers a mixture",
  sedatives: (drugs: string, opioid: string) =>
    `${drugs} given together with ${opioid}: sedation and breathing add up.`,
  contraindicated: (drug: string, says: string) => `${drug}: ${says}`,
  unchecked: (drug: string, what: string) => `unchecked: ${drug}: ${what} (not listed here)`,
  noLimit: (drug: string, what: string) =>
    `not checked: no ${what} for ${drug} is known here for this route, indication and jurisdiction`,
  notAsked: {
    contraindication: (drug: string) =>
      `not asked: no contraindication of ${drug} for this indication is held here`,
    monitoring: (drug: string) =>
      `not asked: no test or monitoring of ${drug} for this indication is held here`,
  },
  noPhase: (drug: string) =>
    `not checked: ${drug}: the step since the last program (no earlier program was given)`,
  adultAssumed: "no birth date was given: limits for adults were used",
  phaseAssumed: "no phase was given: limits for maintenance were used",
  pastTip: "dose past the tip",
  primeOfWhat: "not computed: the dose past the tip (the solution was not given)",
  primePastTip: (volume: string, doses: string) =>
    `The prime is ${volume} more than the line takes up. Past the tip at once: ${doses || volume}. Lower the prime, or confirm it.`,
  primeFillsTubing: (volume: string, doses: string) =>
    `The prime fills the pump's tubing (${volume}), though the catheter was not revised. If the tubing holds solution already, past the tip at once: ${doses || volume}. Confirm that it is empty.`,
  listed: ", ",
  bornAfter: "is later than asOf, the moment of the plan",
  sinceAfter: "is later than asOf, the moment of the plan that follows it",
  opioidUnknown: "opioid status is unknown: limits for naive and for tolerant patients both speak",
  routeOff: (drug: string, route: string) =>
    `${drug} is not labelled for ${route} use in any jurisdiction known here.`,
  years: (n: string) => `${n} years`,
  label: "label",
  vialInHand: (volume: string, strength: string, mass: string, more: string, less: string) =>
    `Draw ${volume} of the ${strength} vial: ${mass}. Read the strength off the vial in hand: ten times as strong, the same volume holds ${more}; a tenth as strong, ${less}.`,
  vialTwin: (other: string) => ` Vials of ${other} exist too.`,
  vialNote: "Vials of ten times the strength have been taken for each other (950 instead of 95 mg).",
  noRatio: (known: readonly string[], reversed: boolean) =>
    `no source here gives a ratio for this conversion${reversed ? " in this direction; the other direction is another question" : ""}; known are ${known.join("; ")}`,
  spreadNote:
    "The sources disagree widely. None of these figures is a dose: the spread shows how little a ratio is worth.",
  startNote:
    "Begin from the starting range of label or consensus; a ratio serves at most as an upper bound. The prescriber sets the dose.",
};

const chinese: Words = {
  bounds: {
    startingDose: "起始剂量",
    dailyDose: "日剂量",
    bolus: "单次剂量",
    increase: "增量",
    decrease: "减量",
    increaseBy: "增量",
    interval: "距上次调整的时间",
    concentration: "浓度",
    age: "年龄",
    bolusPerWeight: "每公斤推注量",
    ratePerWeight: "每公斤速率",
    total: "单次治疗总量",
    patientBolusShare: "患者自控推注占日剂量的比例",
  },
  worst: "（如用尽所有允许的推注）",
  follows: (primary) => `（随 ${primary} 变动）`,
  beyond: (what, value, bound, low) => `${what} ${value} ${low ? "低于下限" : "超过上限"} ${bound}`,
  above: (what, value, bound) => `${what} ${value} 高于 ${bound}`,
  below: (what, value, bound) => `${what} ${value} 低于 ${bound}`,
  underDescribed: (what, value, bound) => `${what} ${value} 低于所述范围：${bound}；所述范围并非限量`,
  within: (what, value, bound) => `${what} ${value} 在限量之内：${bound}`,
  upTo: (bound) => `不超过 ${bound}`,
  from: (bound) => `至少 ${bound}`,
  between: (lower, upper) => `${lower} 至 ${upper}`,
  by: (source, says) => `（${source}：${says}）`,
  notVerified: "尚未与来源核对。",
  totals: (before, after) => `每 24 小时：此前 ${before}，现在 ${after}。`,
  farChange: (drug, before, after, ratio) =>
    `${drug}：每 24 小时由 ${before} 变为 ${after}，为此前的 ${ratio} 倍。请确认两个总量。`,
  farChangeNote: "变为五倍及以上，或五分之一及以下，可能是单位、小数点或小时的笔误。",
  stops: (drug, before) => `${drug} 停用：每 24 小时由 ${before} 变为 0。请确认两个总量。`,
  stopNote: "各药能否停用、如何停用不同；此处未收录。",
  zeroDose: "剂量应大于零；现为 0",
  bridgeDue: (before, after) =>
    `药液由 ${before} 换为 ${after}：管路和导管中的旧药液先到。保存前请决定是否桥接。`,
  bridgeNote: "按新流速，管内旧药液在排尽前给出的是另一个剂量。",
  dryBeforeAlarm: (pump, over, accuracy) =>
    `${pump} 若比设定多输 ${over}，会在自身报警之前排空；其精度为 ±${accuracy}。报警按设定量计算，而非实际输出量。`,
  startNotDeliverable: (drug, start, least, pump) =>
    `${drug}：${start} 的起始剂量无法输出：按此浓度 ${pump} 最低为 ${least}`,
  onLabel: (what, source) => `符合说明书：${what}（${source}）。`,
  withinConsensus: (what, source) => `超说明书，剂量和浓度在共识之内：${what}（${source}）。`,
  neither: (what, why) => `既不符合说明书，也不在共识之内：${what}：${why}。`,
  whyUnlisted: (drug) => `${drug} 未收录`,
  whyNoLabel: () => `此用途无说明书，此处亦无共识剂量`,
  whyOutside: (ids) => `超出 ${ids}`,
  pumpNotLabelled: (pump, drug) => `${pump} 的说明书不含 ${drug}`,
  mixtureNoLabel: "没有说明书涵盖混合药液",
  sedatives: (drugs, opioid) => `${drugs} 与 ${opioid} 同用：镇静和呼吸抑制会叠加。`,
  contraindicated: (drug, says) => `${drug}：${says}`,
  unchecked: (drug, what) => `未核查：${drug}：${what}（未收录）`,
  noLimit: (drug, what) => `未核查：此途径、适应证和辖区下，此处没有 ${drug} 的${what}限量`,
  notAsked: {
    contraindication: (drug) => `未询问：此处没有 ${drug} 在该适应证下的禁忌证`,
    monitoring: (drug) => `未询问：此处没有 ${drug} 在该适应证下的检查或监测要求`,
  },
  noPhase: (drug) => `未核查：${drug}：与上一程序相比的调整幅度（未给出上一程序）`,
  adultAssumed: "未给出生日：按成人限量核查",
  phaseAssumed: "未给出阶段：按维持期限量核查",
  pastTip: "越过尖端的剂量",
  primeOfWhat: "未计算：越过尖端的剂量（未给出药液）",
  primePastTip: (volume, doses) =>
    `预充量比管路所容多 ${volume}。将一次越过尖端：${doses || volume}。请减少预充量，或予以确认。`,
  primeFillsTubing: (volume, doses) =>
    `导管未经修整，而预充包括泵内管路（${volume}）。若管路中已有药液，将一次越过尖端：${doses || volume}。请确认管路是空的。`,
  listed: "、",
  bornAfter: "晚于 asOf（本方案的时刻）",
  sinceAfter: "晚于 asOf（其后方案的时刻）",
  opioidUnknown: "阿片类使用状态未知：未用过者与耐受者的限量均列出",
  routeOff: (drug, route) => `${drug} 在此处所知的任何辖区均无${route}说明书。`,
  years: (n) => `${n} 岁`,
  label: "说明书",
  vialInHand: (volume, strength, mass, more, less) =>
    `抽取 ${strength} 药瓶 ${volume}：${mass}。请核对手中药瓶的浓度：若浓十倍，同样体积含 ${more}；若仅十分之一，含 ${less}。`,
  vialTwin: (other) => `另有 ${other} 的药瓶。`,
  vialNote: "曾有浓度相差十倍的药瓶被误用（950 mg 当作 95 mg）。",
  noRatio: (known, reversed) =>
    `此处没有来源给出此换算的比值${reversed ? "（反方向是另一个问题）" : ""}；已知：${known.join("；")}`,
  spreadNote: "各来源差异很大。这些数字都不是剂量：其跨度说明换算比值有多不可靠。",
  startNote: "应从说明书或共识的起始范围开始；比值至多作为上限参考。剂量由处方医师决定。",
};

const sentences: Readonly<Record<Language, Words>> = { en: english, zh: chinese };

/** The sentences of this room in the language of a locale. */
export const sentencesIn = (locale: Locale): Words => sentences[languageOf(locale)];
