import type { emergencyEn } from "./emergency-en.ts";

/** 急救页面的中文文字。 */
export const emergencyZh: typeof emergencyEn = {
  emergency: "急救",
  emergencyTitle: "急救与随诊前后",
  emergencyLead: "各来源的说法，均附出处。由经治医师决定；此处没有为某一患者计算任何数值。",
  emergencyDrugs: "泵内药物",
  emergencyPump: "泵",
  emergencyNoPump: "不详",
  emergencyLabel: "标签所属",
  emergencyAllLabels: "所有辖区",
  emergencyCall: "联系谁",
  emergencyCallHint: "保存在本机，并随本页打印。空行打印后可手写。",
  "emergencyCall clinic": "泵门诊",
  "emergencyCall night": "非工作时间",
  "emergencyCall maker": "泵的厂家",
  "emergencyCall poison": "中毒控制中心",
  emergencyFirst: "当前",
  emergencyThen: "查找原因与后续",
  emergencyNothing: "此处没有来源说明。请询问厂家、中毒控制中心或处方者。",
  emergencyLine: "管路内",
  emergencyAct: "处理",
  emergencyChoosePump: "请在上方选择泵：不同的泵说法不同。",
};
