import { type Language, languageOf, type Locale } from "../../quantity/quantity.ts";

const english = {
  notBefore: (what: string) => `is later than now: ${what} cannot have happened yet`,
  theFill: "the fill",
  theRefill: "the refill",
  moreOutThanIn: (aspirated: string, filled: string) =>
    `${aspirated} cannot have been left of ${filled}: one of the two is wrong`,
  overCapacity: (volume: string, pump: string, capacity: string) =>
    `${volume} is more than ${pump} holds (${capacity})`,
  twice: (what: string) => `stands here twice: ${what} counts once`,
  thePump: "a pump",
  noPumps: "expected at least one pump",
  notFlowing: (id: string) =>
    `${id}: nothing flows, so the reservoir neither reaches its alarm nor runs empty`,
  noAlarmVolume: (id: string) => `${id}: the volume of the low-reservoir alarm is not known here`,
  neverSure: (id: string) => `${id}: the ratio is too uncertain for a latest date`,
  counted: (id: string) =>
    `${id}: the program is taken to have run since the fill, so what over- or under-delivery changed since then is reckoned in`,
  basis: (
    pump: string,
    mean: string,
    sd: string,
    source: string,
    spread: string,
    refills: number,
    dry: number,
  ) =>
    `Prior for ${pump}: ${mean} ± ${sd} of the programmed volume (${source}; the spread is ${spread}); ${refills === 0 ? "no refills of its own" : refills === 1 ? "1 refill of its own" : `${refills} refills of its own`}${dry > 0 ? `, ${dry} of them found dry, so its ratio is known from below only` : ""}; error of the volumes assumed; not measured by the pump.`,
  drifted: (change: string, latest: number) =>
    `The ratio has changed by ${change} in the latest ${latest === 1 ? "refill" : `${latest} refills`}: look for the cause. Only what came since is counted here.`,
  anyPump: "pumps not studied",
};

const chinese: typeof english = {
  notBefore: (what) => `晚于 now：${what}不可能已经发生`,
  theFill: "该次灌注",
  theRefill: "该次补药",
  moreOutThanIn: (aspirated, filled) => `${filled} 中不可能剩余 ${aspirated}：两者之一有误`,
  overCapacity: (volume, pump, capacity) => `${volume} 超过 ${pump} 的容量（${capacity}）`,
  twice: (what) => `重复出现：${what}只计一次`,
  thePump: "同一台泵",
  noPumps: "至少需要一台泵",
  notFlowing: (id) => `${id}：没有流量，储液器既不会到报警容量，也不会排空`,
  noAlarmVolume: (id) => `${id}：低储量报警容量此处未收录`,
  neverSure: (id) => `${id}：比值过于不确定，无法给出最晚日期`,
  counted: (id) => `${id}：假定程序自灌注起一直运行，故已计入此后输注偏多或偏少的影响`,
  basis: (pump, mean, sd, source, spread, refills, dry) =>
    `${pump} 的先验：编程量的 ${mean} ± ${sd}（${source}；离散度为${spread}）；${refills === 0 ? "无自身补药记录" : `自身补药 ${refills} 次`}${dry > 0 ? `，其中 ${dry} 次已排空，比值仅知下限` : ""}；容量误差为假定；并非由泵测得。`,
  drifted: (change, latest) =>
    `最近 ${latest} 次补药的比值变化了 ${change}：请查找原因。此处只计变化之后的记录。`,
  anyPump: "未经研究的泵",
};

const sentences: Readonly<Record<Language, typeof english>> = { en: english, zh: chinese };

/** What the forecast says, in one language. */
export const sentencesIn = (locale: Locale): typeof english => sentences[languageOf(locale)];
