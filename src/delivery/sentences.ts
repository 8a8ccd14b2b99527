import { type Language, languageOf, type Locale } from "../quantity/quantity.ts";

type Words = typeof english;

const among = (known: readonly string[]): string => known.join(", ");

const english = {
  customPump: "Custom pump",
  what: {
    capacity: "reservoir capacity",
    minFlow: "lowest flow",
    maxFlow: "highest flow",
    accuracy: "flow accuracy",
  },
  unknownPump: (id: string, near: string | undefined, known: readonly string[]) =>
    `"${id}" is not a pump known here${near ? `; did you mean "${near}"?` : `; known are ${among(known)}; any other can be entered as custom`}`,
  unknownCatheter: (id: string, near: string | undefined, known: readonly string[]) =>
    `"${id}" is not a catheter known here${near ? `; did you mean "${near}"?` : `; known are ${among(known)}; or give its volume`}`,
  unknownDrug: (id: string, near: string | undefined, known: readonly string[]) =>
    `"${id}" is not a drug listed here${near ? `; did you mean "${near}"?` : `; listed are ${among(known)}`}; for any other add "unlisted": true, and nothing about it will be checked`,
  unlisted: (id: string) =>
    `unchecked: ${id} is not listed here, so no limit, stability or label of it was looked at`,
  minimumAboveMaximum: "the lowest flow is above the highest",
  alarmAboveCapacity: "the alarm volume is above what the reservoir holds",
  accuracyTooLarge: "expected an accuracy below 100 %",
  overfilled: (volume: string, pump: string, capacity: string) =>
    `${volume} is more than ${pump} holds (${capacity})`,
  programmedDiffers: (programmed: string, volume: string) =>
    `the pump was told ${programmed}, but ${volume} can be delivered: stop and find out which is true before anything is programmed`,
  noSuchSize: (pump: string, sizes: readonly string[]) => `${pump} comes with ${among(sizes)}`,
  assumedSize: (pump: string, size: string, sizes: readonly string[]) =>
    `${pump}: taken as the ${size} size (it comes with ${among(sizes)}); enter capacity to choose`,
  noSuchTubing: (pump: string, versions: readonly string[]) =>
    `${pump} has no such tubing version${versions.length > 0 ? `; known are ${among(versions)}` : ""}`,
  assumedTubing: (
    pump: string,
    volume: string,
    version: string,
    others: readonly (readonly [volume: string, version: string])[],
  ) =>
    `${pump}: tubing volume ${volume} (${version})${others.length > 0 ? `; earlier: ${among(others.map(([v, which]) => `${v} (${which})`))}` : ""}: use what this pump's own programmer shows`,
  tubingUnknown: (pump: string) =>
    `expected the tubing volume of ${pump}, which is not known here: read it off the pump's card or programmer`,
  assumedAlarm: (pump: string, volume: string, fact: string) =>
    `${pump}: low-reservoir alarm at ${volume} (${fact}), because no alarm volume was entered`,
  unverified: (pump: string, what: string, value: string, fact: string) =>
    `${pump}: ${what} ${value} (${fact}) is not yet verified against its source`,
  trimmedTooLong: (trimmed: string, supplied: string) => `${trimmed} cannot be cut off ${supplied}`,
  volumePerLengthMissing: `expected the catheter's volume per length such as "0.0022 mL/cm", got nothing`,
  assumedPerLength: (name: string, value: string, fact: string, others: readonly string[]) =>
    `${name}: ${value} (${fact})${others.length > 0 ? `; also in use: ${among(others)}` : ""}, because no volume per length was entered`,
  noSuchMode: (pump: string, mode: string, modes: readonly string[]) =>
    `${pump} has no ${mode} mode; it has ${among(modes)}`,
  minimumUnknown: (pump: string) =>
    `the minimum rate of ${pump} is not known here: enter the pump as custom with its minFlow`,
  notInSolution: (drug: string, near: string | undefined, known: readonly string[]) =>
    `${drug} is not in the solution${near ? `; did you mean "${near}"?` : `, which holds ${among(known)}`}`,
  flowDisagrees: (flow: string, computed: string, dose: string) =>
    `${flow} and ${dose} do not agree: at this concentration the dose needs ${computed}`,
  tooManySteps: (pump: string, steps: number, most: number) =>
    `${pump} can hold ${most} steps in a day, got ${steps}`,
  lastStepRunsOn: (days: readonly string[]) =>
    `flex on ${among(days)}: on the other days the last step goes on until the next listed day`,
  flowNotFinite: "needs a flow beyond all numbers: a time or concentration is too small",
  timeTooLong: "is a time beyond all use",
  tooManyContainers: (n: string) =>
    `the sessions need ${n} containers: a strength or a volume cannot be meant`,
  zeroTime: "expected a time above zero, got 0",
  bolusLongerThanInterval: (duration: string, every: string) =>
    `a bolus of ${duration} does not fit into every ${every}`,
  firstBolusAtMidnight: "the first bolus of the day is taken to begin at 00:00 on the pump's clock",
  firstBolusAtMidnightUneven: (every: string) =>
    `boluses every ${every} fall at other hours each day: the hours shown are those of a day whose first bolus begins at 00:00`,
  belowMinimum: (pump: string, flow: string, least: string, dose?: string) =>
    `needs ${flow}, but ${pump} delivers no less than ${least}${dose ? ` (${dose} at this concentration)` : ""}: a weaker solution is needed`,
  aboveMaximum: (pump: string, flow: string, most: string, dose?: string) =>
    `needs ${flow}, but ${pump} delivers no more than ${most}${dose ? ` (${dose} at this concentration)` : ""}`,
  notFactoryFlow: (pump: string, flow: string, made: readonly string[]) =>
    `needs ${flow}, but ${pump} is a constant-flow pump made with ${among(made)}`,
  rangeUnknown: (pump: string) =>
    `unchecked: the flow range of ${pump} is not known here; check the program against the pump's manual`,
  stepUnknown: (pump: string) =>
    `the step of ${pump}'s flow is not known here: the dose shown is the programmed one, and the pump's own screen has the last word`,
  noPatientBolus: (pump: string) => `${pump} has no patient-activated bolus`,
  lockoutInsideBolus: (lockout: string, duration: string) =>
    `a lockout of ${lockout} ends before a bolus of ${duration} does`,
  stabilityUnknown: (drugs: string) =>
    `stability of ${drugs} in the pump is not known here: the refill date does not count it`,
  stabilityUnverified: (drugs: string, time: string, fact: string) =>
    `stability of ${drugs}, ${time} (${fact}), is not yet verified against its source`,
  noFlowNoDates: "nothing flows, so the reservoir neither reaches its alarm nor runs empty",
  beyondCalendar: "so little flows that the reservoir lasts beyond the year 9999: no date is given",
  alarmUnknown: (pump: string) =>
    `${pump} has no low-reservoir alarm known here: enter alarmVolume if it has one`,
  alarmDueNow: "the reservoir already stands at or below the alarm volume: the alarm is due now",
  accuracyUnknown: (pump: string) =>
    `the accuracy of ${pump} is not known here, so no earliest credible empty date can be given`,
  clockFromOffset: "the pump's clock is taken to show the local time of asOf; it does not follow summer time",
  bridgeBetweenDrugs:
    "two drugs: their doses cannot be compared, so the dose at which the old one is bridged must be chosen",
  bridgeMustBeChosen: (from: string, to: string) =>
    `the dose is cut from ${from} to ${to}: a bridge at the old dose would prolong what is being cut, so the bridge dose must be chosen`,
  zeroDose: "expected a value above zero, got 0",
  patientBolusOff:
    "Patient boluses stay off until the bridge ends: one would push old solution to the tip at the new settings.",
  plugFlow: "Plug flow: real solutions mix in tubing and catheter, so the change at the tip is gradual.",
  noBridgeNeeded: "Drug and concentration stay the same: no bridge is needed.",
  bridgeAssumed: (dose: string) => `bridge at the old dose (${dose}), because no bridge dose was entered`,
  differentDrugs:
    "Two drugs: the dose that a skipped bridge gives is of the old drug, so it has no ratio to the new dose.",
  diluentNegative: (stock: string, total: string, over: string) =>
    `the stocks take ${stock}, ${over} more than ${total}: use stronger stocks, a larger total or a higher flow`,
  flowOrInterval: "expected either the flow or the interval between refills",
  flowAndInterval: (flow: string, interval: string, computed: string) =>
    `${flow} and ${interval} do not agree: this total over this interval needs ${computed}`,
  toBeforeFrom: "is not later than the fill",
  programOrPrograms: "expected either the program that ran, or programs, each with the moment it began",
  programsStart:
    "the first program must begin at or before the fill, and each later one after the one before",
  moreThanFilledMeans:
    "More came out than was recorded as put in: one of the two records is wrong. Find out which before refilling.",
  checkNeedle:
    "First check at the needle: is its tip in the septum of the reservoir, and does a second aspiration bring the same volume?",
  moreMeans:
    "More is left than expected: too little was delivered. Think of a motor stall, a kinked or blocked catheter, a program other than the one recorded, time spent stopped.",
  lessMeans:
    "Less is left than expected: too much was delivered, or it went elsewhere. Think of over-delivery, a leak, a pocket fill or under-fill at the last visit, drug removed by somebody.",
  fineMeans: "What is left agrees with the program within the pump's accuracy.",
  nearlyFullMeans:
    "Almost the whole fill is still there: little or nothing was delivered. Do not refill and restart at the same dose; find out why first.",
  dryMeans: (pump: string, left?: string) =>
    left
      ? `Only ${left} could be aspirated, where the programs asked for far more than was put in: ${pump} ran dry.`
      : `Nothing could be aspirated: ${pump} ran dry.`,
  drugTwice: (drug: string) => `${drug} stands here twice`,
  asBase: (drug: string) =>
    `unchecked: ${drug} is counted as base; labels and consensus count the form that is sold, mostly a salt, and nothing is converted here`,
  stoppedNoBolus: "a stopped pump gives no patient bolus: none is counted",
  dryTime: (since: string, time: string) => `Ran dry about ${since}; without drug for about ${time}.`,
  dryUndated: (expected: string) =>
    `when it ran dry cannot be told from these numbers: at the programmed flow ${expected} would still be there`,
  toleranceLost: (drug: string, time: string | undefined, range: string | undefined) =>
    `Tolerance to ${drug} may be lost${time ? ` after about ${time} without it` : ""}; the prescriber sets the restart dose${range ? `; ${range}` : ""}.`,
  naiveRange: (source: string, range: string, unverified: boolean) =>
    `the range of ${source} for naive patients is ${range}${unverified ? " (not yet verified)" : ""}`,
  toleranceUnknown: (pump: string) =>
    `the accuracy of ${pump} is not known here, so no verdict can be given: judge the difference yourself`,
  mixOrInfusate: "expected either the mix (drug volume and final volume) or the infusate's concentration",
  strongerThanVial: (infusate: string, vial: string) => `${infusate} cannot be made from a vial of ${vial}`,
  drugAboveFinal: (drug: string, final: string) => `${drug} of drug does not fit into ${final}`,
  tooManyRamps: (parts: number) => `this ramp would have ${parts} parts; at most 1000 are run`,
  amountDisagrees: (written: string, computed: string) =>
    `${written} was written, but rate × time gives ${computed}`,
  residualUnknown: (pump: string) =>
    `expected the volume that stays in ${pump} when it is aspirated, which is not known here: enter residual`,
  assumedResidual: (pump: string, volume: string) =>
    `${pump}: ${volume} stays behind when the reservoir is aspirated`,
  mixesWhole:
    "each rinse and the fill are taken to mix wholly with what stayed behind, and nothing is lost to the walls",
  toleranceSays: (share: string, volume: string) => `${share} of what could be delivered, ${volume}`,
};

const chinese: Words = {
  customPump: "自定义泵",
  what: { capacity: "储液器容量", minFlow: "最低流速", maxFlow: "最高流速", accuracy: "流速精度" },
  unknownPump: (id, near, known) =>
    `没有型号为 "${id}" 的泵${near ? `；是否为 "${near}"？` : `；已知型号：${known.join("、")}；其他泵可按自定义（custom）输入`}`,
  unknownCatheter: (id, near, known) =>
    `没有型号为 "${id}" 的导管${near ? `；是否为 "${near}"？` : `；已知型号：${known.join("、")}；也可直接给出容积`}`,
  unknownDrug: (id, near, known) =>
    `"${id}" 未收录${near ? `；是否为 "${near}"？` : `；已收录：${known.join("、")}`}；其他药物请加 "unlisted": true，其各项将不作核查`,
  unlisted: (id) => `未核查：${id} 未收录，未查其限量、稳定性与说明书`,
  minimumAboveMaximum: "最低流速高于最高流速",
  alarmAboveCapacity: "报警容量高于储液器容量",
  accuracyTooLarge: "精度应小于 100%",
  overfilled: (volume, pump, capacity) => `${volume} 超过 ${pump} 的容量（${capacity}）`,
  programmedDiffers: (programmed, volume) =>
    `泵内设定为 ${programmed}，而可输注量为 ${volume}：请先停下，查清哪一个为真，再作任何编程`,
  noSuchSize: (pump, sizes) => `${pump} 的规格为 ${sizes.join("、")}`,
  assumedSize: (pump, size, sizes) =>
    `${pump}：按 ${size} 规格计（规格有 ${sizes.join("、")}）；可用 capacity 选择`,
  noSuchTubing: (pump, versions) =>
    `${pump} 没有该管路版本${versions.length > 0 ? `；已知：${versions.join("、")}` : ""}`,
  assumedTubing: (pump, volume, version, others) =>
    `${pump}：管路容积 ${volume}（${version}）${others.length > 0 ? `；此前：${others.map(([v, which]) => `${v}（${which}）`).join("、")}` : ""}；以本泵程控仪所示为准`,
  tubingUnknown: (pump) => `需要 ${pump} 的管路容积，此处未收录：请查泵卡或程控仪`,
  assumedAlarm: (pump, volume, fact) => `${pump}：低储量报警按 ${volume} 计（${fact}），因未输入报警容量`,
  unverified: (pump, what, value, fact) => `${pump}：${what} ${value}（${fact}）尚未与来源核对`,
  trimmedTooLong: (trimmed, supplied) => `${supplied} 的导管不能剪去 ${trimmed}`,
  volumePerLengthMissing: `应给出导管单位长度容积，例如 "0.0022 mL/cm"；现为空`,
  assumedPerLength: (name, value, fact, others) =>
    `${name}：按 ${value} 计（${fact}）${others.length > 0 ? `；另有用 ${others.join("、")}` : ""}，因未输入单位长度容积`,
  noSuchMode: (pump, mode, modes) => `${pump} 没有 ${mode} 模式；可用：${modes.join("、")}`,
  minimumUnknown: (pump) => `${pump} 的最低速率此处未收录：请按自定义泵输入其 minFlow`,
  notInSolution: (drug, near, known) =>
    `药液中没有 ${drug}${near ? `；是否为 "${near}"？` : `；药液含 ${known.join("、")}`}`,
  flowDisagrees: (flow, computed, dose) => `${flow} 与 ${dose} 不一致：按此浓度该剂量需要 ${computed}`,
  tooManySteps: (pump, steps, most) => `${pump} 每天最多 ${most} 个时段，现有 ${steps} 个`,
  lastStepRunsOn: (days) => `按 ${days.join("、")} 的日程：其他日子沿用最后一个时段，直到下一个所列日子`,
  flowNotFinite: "所需流速超出一切数值：时间或浓度过小",
  timeTooLong: "时间过长，不合实际",
  tooManyContainers: (n) => `各次治疗需要 ${n} 个容器：浓度或容量有误`,
  zeroTime: "时间应大于零；现为 0",
  bolusLongerThanInterval: (duration, every) => `每 ${every} 一次，容不下持续 ${duration} 的推注`,
  firstBolusAtMidnight: "每日首次推注按泵时钟 00:00 开始计",
  firstBolusAtMidnightUneven: (every) =>
    `每 ${every} 一次的推注每天时刻不同：所示为首次推注在 00:00 的那一天`,
  belowMinimum: (pump, flow, least, dose) =>
    `需要 ${flow}，而 ${pump} 最低为 ${least}${dose ? `（按此浓度为 ${dose}）` : ""}：需要更稀的药液`,
  aboveMaximum: (pump, flow, most, dose) =>
    `需要 ${flow}，而 ${pump} 最高为 ${most}${dose ? `（按此浓度为 ${dose}）` : ""}`,
  notFactoryFlow: (pump, flow, made) => `需要 ${flow}，而 ${pump} 为恒流泵，出厂流速为 ${made.join("、")}`,
  rangeUnknown: (pump) => `未核查：${pump} 的流速范围此处未收录；请按泵的手册核对程序`,
  stepUnknown: (pump) => `${pump} 的流速步长此处未收录：所示为设定剂量，以泵屏幕显示为准`,
  noPatientBolus: (pump) => `${pump} 没有患者自控推注`,
  lockoutInsideBolus: (lockout, duration) => `锁定时间 ${lockout} 短于一次推注的 ${duration}`,
  stabilityUnknown: (drugs) => `${drugs} 在泵内的稳定性此处未收录：加药日期未计入`,
  stabilityUnverified: (drugs, time, fact) => `${drugs} 的稳定期 ${time}（${fact}）尚未与来源核对`,
  noFlowNoDates: "没有流量，储液器既不会到报警容量，也不会排空",
  beyondCalendar: "流量极小，储液器可用至 9999 年之后：不给出日期",
  alarmUnknown: (pump) => `${pump} 的低储量报警此处未收录：如有请输入 alarmVolume`,
  alarmDueNow: "储液量已等于或低于报警容量：报警应已响起",
  accuracyUnknown: (pump) => `${pump} 的精度此处未收录，无法给出最早可能排空日期`,
  clockFromOffset: "泵时钟按 asOf 的当地时间计；泵时钟不随夏令时变动",
  bridgeBetweenDrugs: "两种药物：剂量无法相比，旧药的桥接剂量须自行选定",
  bridgeMustBeChosen: (from, to) =>
    `剂量由 ${from} 减至 ${to}：按旧剂量桥接会延长正要减去的剂量，桥接剂量须自行选定`,
  zeroDose: "应大于零；现为 0",
  patientBolusOff: "桥接结束前，患者自控推注保持关闭：否则会按新设置把旧药液推到导管尖端。",
  plugFlow: "按活塞流计算：药液在管路和导管中会混合，尖端的变化是渐进的。",
  noBridgeNeeded: "药物和浓度不变：不需要桥接。",
  bridgeAssumed: (dose) => `按旧剂量（${dose}）桥接，因未输入桥接剂量`,
  differentDrugs: "两种药物：略去桥接时给出的是旧药的剂量，因此与新剂量没有比值。",
  diluentNegative: (stock, total, over) =>
    `原液共需 ${stock}，比 ${total} 多 ${over}：请用更浓的原液、更大的总量或更高的流速`,
  flowOrInterval: "应给出流速或加药间隔，二者之一",
  flowAndInterval: (flow, interval, computed) =>
    `${flow} 与 ${interval} 不一致：此总量在此间隔内需要 ${computed}`,
  toBeforeFrom: "不晚于灌注时间",
  programOrPrograms: "应给出所运行的程序（program），或各程序及其开始时间（programs），二者择一",
  programsStart: "第一个程序须在灌注时或之前开始，其后各程序依次更晚",
  moreThanFilledMeans: "抽出的多于记录的灌注量：两个记录必有一个有误。加药前先查清是哪一个。",
  checkNeedle: "先查针头：针尖是否在储液器隔膜内，再次抽吸是否得到相同体积？",
  moreMeans: "剩余多于预期：输注过少。应想到电机停转、导管打折或堵塞、实际程序与记录不同、曾经停泵。",
  lessMeans:
    "剩余少于预期：输注过多，或药液去了别处。应想到过量输注、渗漏、上次囊袋误注或少灌、药液被人取走。",
  fineMeans: "剩余量与程序相符，在泵的精度之内。",
  nearlyFullMeans: "几乎全部药液仍在：输出极少或没有输出。不要加药后按原剂量重启；先查明原因。",
  dryMeans: (pump, left) =>
    left
      ? `仅抽出 ${left}，而各程序所要求的远多于灌注量：${pump} 已排空。`
      : `没有抽出药液：${pump} 已排空。`,
  drugTwice: (drug) => `${drug} 重复出现`,
  asBase: (drug) => `未核查：${drug} 以游离碱计；说明书和共识按所售形式（多为盐）计，此处不作换算`,
  stoppedNoBolus: "泵已停止，不给患者自控推注：未计入",
  dryTime: (since, time) => `约于 ${since} 排空；已约 ${time} 没有药物。`,
  dryUndated: (expected) => `仅凭这些数字无法判断何时排空：按设定流速应仍有 ${expected}`,
  toleranceLost: (drug, time, range) =>
    `${time ? `停用约 ${time} 后，` : ""}对${drug}的耐受可能已丧失；重启剂量由处方医师决定${range ? `；${range}` : ""}。`,
  naiveRange: (source, range, unverified) =>
    `${source} 对未用过者的范围为 ${range}${unverified ? "（尚未核实）" : ""}`,
  toleranceUnknown: (pump) => `${pump} 的精度此处未收录，无法给出结论：请自行判断差值`,
  mixOrInfusate: "应给出配制（药量体积与最终体积）或输注液浓度，二者择一",
  strongerThanVial: (infusate, vial) => `${vial} 的药瓶配不出 ${infusate}`,
  drugAboveFinal: (drug, final) => `${final} 中容不下 ${drug} 的药液`,
  tooManyRamps: (parts) => `此爬坡有 ${parts} 段；最多 1000 段`,
  amountDisagrees: (written, computed) => `所写为 ${written}，而速率 × 时间为 ${computed}`,
  residualUnknown: (pump) => `需要 ${pump} 抽空后残留的体积，此处未收录：请输入 residual`,
  assumedResidual: (pump, volume) => `${pump}：抽空后仍残留 ${volume}`,
  mixesWhole: "每次冲洗和灌注均按与残留液完全混合计，且无管壁吸附损失",
  toleranceSays: (share, volume) => `可输注量的 ${share}，即 ${volume}`,
};

const sentences: Readonly<Record<Language, Words>> = { en: english, zh: chinese };

/** The sentences of this room in the language of a locale. */
export const sentencesIn = (locale: Locale): Words => sentences[languageOf(locale)];
