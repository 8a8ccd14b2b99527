import { type Language, languageOf, type Locale } from "../../quantity/quantity.ts";

/** What is wrong, and what to do next in the clinic; what sources say besides stands with its source. */
interface Says {
  readonly cause: string;
  readonly next: string;
}

const english = {
  what: {
    stopped: {
      cause: "The pump is stopped.",
      next: "Interrogate the pump. Record the restart, or who decided that it stays stopped; the prescriber sets the restart dose.",
    },
    "not confirmed running": {
      cause: "Nobody has confirmed that the pump runs.",
      next: "Interrogate the pump, record what it says, and close the visit.",
    },
    "filled otherwise than told": {
      cause: "The pump was told another volume than was filled: its alarm counts from the wrong one.",
      next: "Correct the volume at the programmer and interrogate the pump again.",
    },
    "no date": {
      cause: "No date can be computed.",
      next: "Interrogate the pump; record what it runs and what it was filled with.",
    },
    "withdrawal may begin": {
      cause: "Nothing is known to have been given for so long that withdrawal may begin by now.",
      next: "See the patient now: signs of withdrawal, interrogation. The prescriber decides on cover and on the restart dose.",
    },
    "probably empty": {
      cause: "The reservoir is probably empty now.",
      next: "See the patient now: signs of withdrawal, interrogation, refill. The prescriber sets the restart dose.",
    },
    "may be empty": {
      cause: "The reservoir may be empty now.",
      next: "Call the patient in and refill; ask about signs of withdrawal.",
    },
    "residual unexplained": {
      cause: "What was aspirated at the last refill did not agree with the program.",
      next: "Go through the meanings of the last reconciliation: needle, program, catheter; record what was found.",
    },
    "ratio changed": {
      cause: "The pump delivers another share of its program than it used to.",
      next: "Go by the earliest credible end, reconcile the next refill, and work up a loss of effect if there is one.",
    },
    "visit open": {
      cause: "A visit was begun and not closed.",
      next: "Go on with the visit; it is closed when the pump was seen to run.",
    },
    overdue: { cause: "The refill is overdue.", next: "Call the patient in and refill." },
    "out of stability": {
      cause: "The solution in the pump is older than its stability.",
      next: "Call the patient in, empty the pump and fill it anew.",
    },
    "replacement near": {
      cause: "The pump comes to the end of its service.",
      next: "Arrange its replacement.",
    },
    "replacement overdue": {
      cause: "The pump is past the day on which it was to be replaced.",
      next: "Interrogate the pump: does it still deliver? Arrange its replacement at once.",
    },
    "plan passed": {
      cause: "The planned day has passed without a refill on record.",
      next: "Find out what happened, and plan the refill anew.",
    },
    "plan too late": {
      cause: "The refill is planned after the last safe day.",
      next: "Plan an earlier day.",
    },
    "alarm empty reservoir": {
      cause: "The pump sounded its alarm: empty reservoir.",
      next: "See the patient now: signs of withdrawal, interrogation, refill. The prescriber sets the restart dose.",
    },
    "alarm end of service": {
      cause: "The pump sounded its alarm: end of service.",
      next: "Interrogate the pump: does it still deliver? See the patient, and arrange the replacement at once.",
    },
    "alarm motor stall": {
      cause: "The pump sounded its alarm: motor stall.",
      next: "Interrogate the pump: has the motor recovered? Record stall and recovery; see the patient for signs of withdrawal.",
    },
    "alarm stopped over 48 h": {
      cause: "The pump sounded its alarm: stopped for more than 48 h.",
      next: "Interrogate the pump. Record the restart, or who decided that it stays stopped; the prescriber sets the restart dose.",
    },
    "alarm critical memory error": {
      cause: "The pump sounded its alarm: critical memory error. Nobody knows what it runs.",
      next: "Interrogate the pump, program it anew, and close the visit when it was seen to run.",
    },
    "alarm low reservoir": {
      cause: "The pump sounded its alarm: low reservoir.",
      next: "Refill before the earliest credible end.",
    },
    "alarm replacement due": {
      cause: "The pump sounded its alarm: replacement due.",
      next: "Arrange the replacement before its latest day.",
    },
    "alarm memory error": {
      cause: "The pump sounded its alarm: memory error.",
      next: "Interrogate the pump and hold its program against the last one recorded.",
    },
  } satisfies Record<string, Says> as Record<string, Says>,
  again: "For the third time within ten minutes: the cause is still there.",
  governedBy: (rule: string) => `Set by: ${rule}.`,
};

const chinese: typeof english = {
  what: {
    stopped: {
      cause: "泵已停止。",
      next: "查询泵。记录重启，或记录由谁决定保持停止；重新开始的剂量由处方者决定。",
    },
    "not confirmed running": { cause: "无人确认泵在运行。", next: "查询泵，记录所示内容，并关闭就诊。" },
    "filled otherwise than told": {
      cause: "告知泵的容量与实际灌注不同：其报警由错误的容量推算。",
      next: "在程控仪上更正容量，并再次查询泵。",
    },
    "no date": { cause: "无法计算日期。", next: "查询泵；记录其运行程序与灌注内容。" },
    "withdrawal may begin": {
      cause: "已知未给药的时间之长，此时可能开始出现撤药反应。",
      next: "立即见患者：撤药征象、查询泵。替代用药与重新开始的剂量由处方者决定。",
    },
    "probably empty": {
      cause: "储液器现在很可能已排空。",
      next: "立即见患者：撤药征象、查询、补药。重新开始的剂量由处方者决定。",
    },
    "may be empty": { cause: "储液器现在可能已排空。", next: "通知患者前来补药；询问有无撤药征象。" },
    "residual unexplained": {
      cause: "上次补药抽出量与程序不符。",
      next: "逐条核对上次对账的可能原因：针、程序、导管；记录所见。",
    },
    "ratio changed": {
      cause: "泵的输注比例与以往不同。",
      next: "以最早可能排空日为准，下次补药时对账；如疗效下降则按疗效丧失排查。",
    },
    "visit open": { cause: "有一次就诊已开始而未关闭。", next: "继续该就诊；确认泵在运行后关闭。" },
    overdue: { cause: "补药已逾期。", next: "通知患者前来补药。" },
    "out of stability": { cause: "泵内药液已超过稳定期。", next: "通知患者前来，排空泵并重新灌注。" },
    "replacement near": { cause: "泵即将到达使用期限。", next: "安排更换。" },
    "replacement overdue": {
      cause: "泵已超过应更换的日期。",
      next: "查询泵：是否仍在输注？立即安排更换。",
    },
    "plan passed": { cause: "安排的日期已过，而无补药记录。", next: "查明情况，并重新安排补药。" },
    "plan too late": { cause: "补药安排晚于最迟安全日。", next: "安排更早的日期。" },
    "alarm empty reservoir": {
      cause: "泵已报警：储液器排空。",
      next: "立即见患者：撤药征象、查询、补药。重新开始的剂量由处方者决定。",
    },
    "alarm end of service": {
      cause: "泵已报警：使用期终止。",
      next: "查询泵：是否仍在输注？见患者，并立即安排更换。",
    },
    "alarm motor stall": {
      cause: "泵已报警：电机停转。",
      next: "查询泵：电机是否已恢复？记录停转与恢复；察看患者有无撤药征象。",
    },
    "alarm stopped over 48 h": {
      cause: "泵已报警：停止超过 48 小时。",
      next: "查询泵。记录重启，或记录由谁决定保持停止；重新开始的剂量由处方者决定。",
    },
    "alarm critical memory error": {
      cause: "泵已报警：严重存储错误。无人知道其运行内容。",
      next: "查询泵，重新设定程序，确认运行后关闭就诊。",
    },
    "alarm low reservoir": { cause: "泵已报警：低储量。", next: "在最早可能排空日之前补药。" },
    "alarm replacement due": { cause: "泵已报警：需更换。", next: "在最迟日之前安排更换。" },
    "alarm memory error": { cause: "泵已报警：存储错误。", next: "查询泵，将其程序与最后记录的程序核对。" },
  },
  again: "十分钟内第三次：原因仍在。",
  governedBy: (rule) => `依据：${rule}。`,
};

/** Everything that an alert can be about. */
export const everyAlert: readonly string[] = Object.keys(english.what);

const sentences: Readonly<Record<Language, typeof english>> = { en: english, zh: chinese };

/** What alerts say, in one language. */
export const sentencesIn = (locale: Locale): typeof english => sentences[languageOf(locale)];
