import type { evidenceEn } from "./evidence-en.ts";

/** What the page about pooling says in Chinese. */
export const evidenceZh: typeof evidenceEn = {
  evidence: "证据合并",
  evidenceTitle: "合并研究",
  evidenceIntro:
    "粘贴表格或打开 CSV 文件：每行一项研究，列名用 metafor 的名称（study、ai、n1i、ci、n2i；或 m1i、sd1i、n1i …；或 yi、vi）。全部在本页内计算。",
  evidenceTable: "研究表格",
  evidenceOpen: "打开 CSV 文件",
  evidenceDemo: "示例",
  evidenceDemoResponders: "静脉氯胺酮的应答者（4 项试验；软件示例，并非临床结论）",
  evidenceDemoBcg: "卡介苗预防结核（13 项试验）",
  evidenceMeasure: "效应量",
  evidenceMethod: "异质性估计",
  evidenceTest: "检验",
  evidenceLevel: "置信水平",
  evidenceForest: "森林图",
  evidenceFunnel: "漏斗图",
  evidenceFew: "少于十项研究时，漏斗图说明不了什么。",
  evidenceModes: "RevMan 5 与现行做法并列",
  evidenceResult: "合并结果",
  evidenceEstimate: "估计值（分析尺度）",
  evidenceInterval: "区间",
  evidencePrediction: "预测区间",
  evidenceNatural: "自然尺度",
  evidenceExports: "保存",
  evidenceSvg: "图（SVG）",
  evidenceCsv: "效应量（CSV）",
  evidenceScript: "R 脚本（metafor）",
  evidenceWrong: (count) => `表格有 ${count} 处待改`,
  evidenceStudies: (count) => `${count} 项研究`,
};
