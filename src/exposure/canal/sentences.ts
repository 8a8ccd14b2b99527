import { languageOf, type Locale } from "../../quantity/quantity.ts";

const sentences = {
  en: {
    teaching: "Teaching model; do not use it to choose a dose.",
    level: (came: string, known: string, length: string, near?: string) =>
      `"${came}" is not a level of the canal${near ? `; did you mean "${near}"?` : ""}; expected one of ${known}, or a height above the caudal end up to ${length}`,
    height: (length: string) => `lies outside the canal, which ends ${length} above its caudal end`,
    drug: (came: string, known: string, near?: string) =>
      `no uptake of "${came}" in the canal is known${near ? `; did you mean "${near}"?` : ""}; known are ${known}. Give uptake and dispersion for another drug`,
    movement:
      'expected how the drug moves: a drug that is known, a parameter set ("M", "B", "S"), or both dispersion and uptake',
    twice: "a parameter set holds both dispersion and uptake: give either the set or the numbers",
    positive: "expected a value above zero",
    steep: (least: string, low: string, high: string) =>
      `spinal fluid flows down faster than a drug of so small a dispersion spreads up, and rounding would spoil the answer; expected ${least} or more at this absorption (95% of people are taken to lie between ${low} and ${high})`,
    fast: "is faster than this model can carry; expected less than some millions per hour",
    oneInput: "expected one of doses (at the tip), deliveries (into the line) or plan (of a pump)",
    doseOrFlow: "expected either a dose or a flow",
    flowWithoutDrug: "expected a concentration above zero: a dose cannot flow in a solution without drug",
    order: "expected a later time than the delivery before",
    past: (end: string) => `begins after the end of what is looked at (${end})`,
    notInSolution: (drug: string) => `${drug} is not in this solution`,
    drugForPlan: "expected the drug of the solution that is looked at",
    noTubing:
      "expected the tubing volume of this pump: it is not known here, so the dead volume is not either",
    noCatheter: "expected the implanted catheter, or the dead volume of the line",
    many: (count: number, most: number) => `asks for ${count} numbers; one answer holds ${most} at most`,
    heavy: "more work than one question may ask for: fewer people, moments or doses",
    beyond: "the answer is beyond what a number can hold",
    assumedDispersion: (value: string, low: string, high: string) =>
      `Dispersion ${value} is taken, the median of a fit; 95% of people lie between ${low} and ${high}.`,
    assumedUptake: (value: string, status: string) => `Uptake ${value} is taken (${status}).`,
    assumedTanks: (count: number) =>
      `Fluid between reservoir and tip is taken as ${count} well-mixed tanks in series: an assumption, no source measured it.`,
    assumedHolds: "The line is taken to hold the first solution at the start.",
    assumedEmpty: "The canal is taken to hold no drug at the start.",
    assumedSteady: (value: string) =>
      `The canal is taken to be at the steady state of ${value} at the start.`,
    runsDry: (after: string) => `The reservoir is empty after ${after}; from then on nothing is delivered.`,
    noBolus: "expected a patient bolus in the plan: without one there is nothing to call for",
    tooManyCalls: (most: number) => `lockout and daily number let ${most} boluses through in 24 h`,
    mostCalls: (perDay: number, lockout: string) =>
      `Patient boluses are called for as often as they are let through: ${perDay} in each 24 h, ${lockout} apart, from 0 h on.`,
    calls: (perDay: number, lockout: string) =>
      `Patient boluses: ${perDay} in each 24 h, ${lockout} apart, from 0 h on.`,
    left: (count: number) =>
      `${count} of the people drawn disperse too little for the model to carry and are left out.`,
    stoppedEarly: (done: number, asked: number) => `Stopped: ${done} of ${asked} people were followed.`,
    sketched: "Percentiles of a crowd this large are read off to within 0.2%.",
    bridgeMustBeChosen:
      "expected the dose of the bridge: the new dose is lower than the old, and which of them the bridge gives is a choice",
    bolusLonger: "expected a bolus not longer than the time between two",
    noStatements: "No statement of a source on too little or too much of this drug is known here.",
    miss: (about: string, published: string, found: string, set: string) =>
      `${about}: published ${published}; this model says ${found} (parameter set ${set})`,
    statements:
      "The model does not say when an effect begins or ends. These are statements of sources; the prescriber decides.",
    fitted:
      "Parameters were chosen to agree with some of these numbers: agreement is a consistency check, not a validation.",
  },
  zh: {
    teaching: "教学模型；不得用于选择剂量。",
    level: (came: string, known: string, length: string, near?: string) =>
      `"${came}" 不是椎管的节段${near ? `；是否为 "${near}"？` : ""}；应为 ${known} 之一，或距尾端的高度（不超过 ${length}）`,
    height: (length: string) => `超出椎管范围：椎管止于尾端以上 ${length}`,
    drug: (came: string, known: string, near?: string) =>
      `未知 "${came}" 在椎管内的摄取系数${near ? `；是否为 "${near}"？` : ""}；已知：${known}。其他药物请给出摄取系数与弥散系数`,
    movement: "应说明药物如何移动：已知药物、参数组（M、B、S），或同时给出弥散系数与摄取系数",
    twice: "参数组已包含弥散与摄取系数：请二者择一",
    positive: "数值应大于零",
    steep: (least: string, low: string, high: string) =>
      `脑脊液下行快于如此小的弥散向上扩散，舍入误差会破坏结果；在此吸收下应不小于 ${least}（假定 95% 的人介于 ${low} 与 ${high} 之间）`,
    fast: "过快，本模型无法计算；应小于每小时数百万",
    oneInput: "应给出 doses（导管尖剂量）、deliveries（进入管路）或 plan（泵方案）之一",
    doseOrFlow: "应给出剂量或流速之一",
    flowWithoutDrug: "浓度应大于零：不含药的溶液无法给出剂量",
    order: "应晚于上一段的时间",
    past: (end: string) => `开始时间晚于所看时段的终点（${end}）`,
    notInSolution: (drug: string) => `${drug} 不在该溶液中`,
    drugForPlan: "应写明所看的是溶液中的哪种药物",
    noTubing: "应给出该泵的管路容积：此处未知，因此死腔容积也未知",
    noCatheter: "应给出植入导管，或管路死腔容积",
    many: (count: number, most: number) => `要求 ${count} 个数；一次回答最多 ${most} 个`,
    heavy: "超出一次提问允许的工作量：请减少人数、时刻或给药次数",
    beyond: "结果超出数值可表示的范围",
    assumedDispersion: (value: string, low: string, high: string) =>
      `弥散系数取 ${value}（拟合中位数）；95% 的人在 ${low} 至 ${high} 之间。`,
    assumedUptake: (value: string, status: string) => `摄取系数取 ${value}（${status}）。`,
    assumedTanks: (count: number) => `储药囊至导管尖之间按 ${count} 个串联混合池处理：为假定，未见测量。`,
    assumedHolds: "假定开始时管路内为第一种溶液。",
    assumedEmpty: "假定开始时椎管内无药物。",
    assumedSteady: (value: string) => `假定开始时椎管处于 ${value} 的稳态。`,
    runsDry: (after: string) => `储药囊在 ${after}后排空，此后不再给药。`,
    noBolus: "方案中应有患者自控推注：否则无可呼叫",
    tooManyCalls: (most: number) => `锁定时间与每日次数在 24 小时内最多允许 ${most} 次推注`,
    mostCalls: (perDay: number, lockout: string) =>
      `患者自控推注按允许的最多次数计：每 24 小时 ${perDay} 次，间隔${lockout}，自 0 小时起。`,
    calls: (perDay: number, lockout: string) =>
      `患者自控推注：每 24 小时 ${perDay} 次，间隔${lockout}，自 0 小时起。`,
    left: (count: number) => `抽取的人中有 ${count} 人弥散过小，模型无法计算，已略去。`,
    stoppedEarly: (done: number, asked: number) => `已停止：${asked} 人中计算了 ${done} 人。`,
    sketched: "人群较大，百分位数的读取误差在 0.2% 以内。",
    bridgeMustBeChosen: "应给出桥接剂量：新剂量低于旧剂量，桥接期用哪一个须由人选择",
    bolusLonger: "单次推注不应长于两次之间的间隔",
    noStatements: "此处没有关于该药过少或过多的来源陈述。",
    miss: (about: string, published: string, found: string, set: string) =>
      `${about}：文献 ${published}；本模型 ${found}（参数组 ${set}）`,
    statements: "模型不说明效应何时开始或结束。以下为各来源的陈述；由处方者决定。",
    fitted: "参数的选取已参照其中部分数值：相符只是一致性检查，并非验证。",
  },
};

/** The canal's sentences in the language of a locale. */
export const canalSentences = (locale: Locale): (typeof sentences)["en"] => sentences[languageOf(locale)];
