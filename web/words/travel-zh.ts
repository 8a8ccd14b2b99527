import type { travelEn } from "./travel-en.ts";

/** The same in Chinese. */
export const travelZh: typeof travelEn = {
  travel: "旅行",
  travelTitle: "患者旅行",
  travelOpen: "患者旅行",
  travelIntro:
    "无论患者在何处，泵时钟照常运行。此处说明各时段按当地时间何时到来，以及途中有何到期。泵和记录均不作改动。",
  travelZone: "前往何处（时区）",
  travelZoneHint: "时区所用的城市名，例如 Tokyo；或从列表中选择。",
  travelZoneUnknown: "没有此名称的时区：请从列表中选择，例如 Asia/Tokyo。",
  travelFrom: "到达时间（按此处时间）",
  travelTo: "离开时间（按此处时间）",
  travelAsk: "请填写前往何处与时间。",
  travelDue: "何事到期",
  travelSteps: "按当地时间的程序",
  travelPump: "泵时钟",
  travelThere: "当地时间",
  travelDays: "泵时钟的星期",
  travelSince: (moment, offset) => `自 ${moment} 起（UTC${offset}）`,
  travelShift: (shift) => (shift === 0 ? "" : shift < 0 ? "前一天" : "次日"),
  travelPrint: "打印含旅行信息的卡片",
  travelCard: (zone) => `旅行期间：${zone}`,
  travelCardClock: "只有诊所可更改程序。",
  zonesFuture: "录入之后该时区的时钟有变：请问清所指时间。",
  zonesEither: (kept, clock) => `按当地现在的时钟为 ${kept}。同一钟面时间则为 ${clock}。`,
  zonesPast: (n) => `录入时间与当地钟面不同（${n}）`,
  zonesPastLine: (entered, there) => `录入为 ${entered}，当时当地钟面为 ${there}；时刻不变`,
  zonesSee: "查看条目",
};
