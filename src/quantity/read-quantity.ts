import { kinds, type Kind } from "./kind.ts";
import type { Language } from "./locale.ts";
import type { Quantity } from "./quantity.ts";
import { unitOf } from "./unit.ts";

/** A refusal in both languages. */
type Said = Readonly<Record<Language, string>>;

const examples: Partial<Record<Kind, string>> = {
  amount: "50 mcg",
  volume: "20 mL",
  time: "12 h",
  length: "30 cm",
  weight: "70 kg",
  concentration: "500 mcg/mL",
  flow: "0.2 mL/d",
  doseRate: "400 mcg/d",
  volumePerLength: "0.0022 mL/cm",
  rateConstant: "0.1 /h",
  amountPerWeight: "0.35 mg/kg",
  doseRatePerWeight: "0.35 mg/kg/h",
  fraction: "14.5 %",
};

const names: Readonly<Record<Kind, Said>> = {
  amount: { en: "an amount of drug", zh: "药量" },
  volume: { en: "a volume", zh: "体积" },
  time: { en: "a span of time", zh: "时长" },
  length: { en: "a length", zh: "长度" },
  weight: { en: "a body weight in kg", zh: "体重（kg）" },
  concentration: { en: "a concentration", zh: "浓度" },
  flow: { en: "a flow", zh: "流速" },
  doseRate: { en: "a dose per time", zh: "单位时间剂量" },
  volumePerLength: { en: "a volume per length", zh: "单位长度容积" },
  rateConstant: { en: "a rate constant", zh: "速率常数" },
  amountPerWeight: { en: "a dose per kg", zh: "每公斤剂量" },
  doseRatePerWeight: { en: "a dose per kg and time", zh: "每公斤单位时间剂量" },
  volumePerWeight: { en: "a volume per kg", zh: "每公斤体积" },
  flowPerWeight: { en: "a flow per kg", zh: "每公斤流速" },
  molarConcentration: { en: "a molar concentration", zh: "摩尔浓度" },
  exposure: { en: "a concentration times time", zh: "浓度乘时间" },
  dispersion: { en: "a dispersion coefficient", zh: "弥散系数" },
  area: { en: "an area", zh: "面积" },
  fraction: { en: "a percentage or plain ratio", zh: "百分数或比值" },
};

// ASCII digits, one optional point with digits on both sides. Everything else that people type for a number (1,5 · .5 ·
// 5. · 1e3 · 1 000 · full-width digits) has two readings somewhere, so none of them is read.
const written = /^(0|[1-9][0-9]*)(\.[0-9]+)?\s*([^0-9\s.,].*|1)?$/u;
const longest = 64;
// Far beyond anything that is delivered; products and quotients of a few such numbers stay finite.
const [least, most] = [1e-30, 1e30];
const delivered = new Set<Kind>([
  "amount",
  "volume",
  "length",
  "weight",
  "concentration",
  "flow",
  "doseRate",
  "volumePerLength",
  "amountPerWeight",
  "doseRatePerWeight",
]);

/** Reads text such as "50 mcg" or `{value, unit}`; what cannot be read says what was expected and what came. */
export function readQuantity<K extends Kind>(
  input: unknown,
  kind: K,
): { quantity: Quantity<K> } | { refused: Said } {
  const example = examples[kind] ?? `1 ${kinds[kind].coherent}`;
  const expected: Said = {
    en: `expected ${names[kind].en} such as "${example}"`,
    zh: `应为${names[kind].zh}，例如 "${inChinese(example)}"`,
  };
  const refuse = (en: string, zh: string): { refused: Said } => ({
    refused: { en: `${expected.en}, ${en}`, zh: `${expected.zh}；${zh}` },
  });

  if (typeof input === "number") return refuse(`got ${input} without a unit`, `现为 ${input}，没有单位`);
  if (typeof input === "string") return readText(input.trim(), kind, refuse);
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return refuse(`got ${nameOf(input, "en")}`, `现为 ${nameOf(input, "zh")}`);
  }
  const { value, unit, ...others } = input as { value?: unknown; unit?: unknown };
  const unknown = Object.keys(others);
  if (unknown.length > 0)
    return refuse(`got the unknown field ${unknown.join(", ")}`, `有未知字段 ${unknown.join("、")}`);
  if (typeof value !== "number")
    return refuse(`got the value ${nameOf(value, "en")}`, `数值为 ${nameOf(value, "zh")}`);
  if (!Number.isFinite(value)) return refuse("got a value that is not finite", "数值不是有限数");
  if (value < 0 || Object.is(value, -0))
    return refuse(`got the negative value ${Object.is(value, -0) ? "-0" : value}`, `数值为负：${value}`);
  if (typeof unit !== "string" || unit === "")
    return refuse(`got ${value} without a unit`, `现为 ${value}，没有单位`);
  return withUnit(value, unit, kind, refuse);
}

/** Digits that any number keeps; further ones are kept only where a program printed them of a double. */
const certain = 15;
const digitsOf = (decimal: string): string => decimal.replace(/^0\.?0*|\./g, "");
const isKept = (figures: string, value: number): boolean =>
  figures === digitsOf(String(value)) || figures === digitsOf(value.toPrecision(17));

/** An example as it is written in Chinese; it is read as well. */
const inChinese = (example: string): string => example.replace("mcg", "微克").replace(/\/d$/, "/天");

type Refuse = (en: string, zh: string) => { refused: Said };

function readText<K extends Kind>(
  text: string,
  kind: K,
  refuse: Refuse,
): { quantity: Quantity<K> } | { refused: Said } {
  const shown = text.length > longest ? `${text.slice(0, 20)}…` : text;
  if (text === "") return refuse("got nothing", "现为空");
  if (text.length > longest)
    return refuse(`got ${text.length} characters ("${shown}")`, `现有 ${text.length} 个字符（"${shown}"）`);
  const found = written.exec(text);
  // "1e3 mcg" and "0x10 mcg" are numbers of another notation, not units called e3 and x10.
  if (!found || /^[ex][+-]?\d/i.test(found[3] ?? "")) {
    if (/^[-−–]/.test(text)) return refuse(`got the negative "${shown}"`, `现为负数 "${shown}"`);
    if (/\biu\b|\bunits?\b/i.test(text))
      return refuse(
        `got "${shown}": international units are not read, write the mass`,
        `现为 "${shown}"：不读国际单位，请写质量`,
      );
    return refuse(
      `got "${shown}": write digits with a point and at least one digit on each side of it, without commas, exponents or spaces inside the number`,
      `现为 "${shown}"：请用半角数字和小数点，点的两侧都要有数字，数字内不用逗号、指数或空格`,
    );
  }
  const [, whole, part = "", unit] = found;
  const value = Number(`${whole}${part}`);
  const figures = digitsOf(`${whole}${part}`);
  if (figures.length > certain && !isKept(figures, value))
    return refuse(
      `got "${shown}" with ${figures.length} digits, of which only ${certain} can be kept`,
      `现为 "${shown}"，有 ${figures.length} 位数字，最多保留 ${certain} 位`,
    );
  if (unit === undefined || unit === "")
    return refuse(`got "${shown}" without a unit`, `现为 "${shown}"，没有单位`);
  return withUnit(value, unit.trim(), kind, refuse);
}

function withUnit<K extends Kind>(
  value: number,
  text: string,
  kind: K,
  refuse: Refuse,
): { quantity: Quantity<K> } | { refused: Said } {
  const unit = unitOf(text);
  const shown = text.length > longest ? `${text.slice(0, 20)}…` : text;
  if (!unit) {
    return /^(iu|u|units?)\b/i.test(text)
      ? refuse(
          `got "${shown}": international units are not read, write the mass`,
          `现为 "${shown}"：不读国际单位，请写质量`,
        )
      : refuse(`got the unknown unit "${shown}"`, `单位 "${shown}" 未知`);
  }
  if (unit.dimension !== kinds[kind].dimension) {
    const other = (Object.keys(kinds) as Kind[]).find((k) => kinds[k].dimension === unit.dimension);
    return refuse(
      `got ${value} ${unit.code}${other ? `, which is ${names[other].en}` : ""}`,
      `现为 ${value} ${unit.code}${other ? `，那是${names[other].zh}` : ""}`,
    );
  }
  // Beyond these bounds a quotient becomes infinite or nothing, and would be answered as null.
  const coherent = (value * Number(unit.numerator)) / Number(unit.denominator);
  if (delivered.has(kind) && value !== 0 && !(coherent >= least && coherent <= most))
    return refuse(
      `got ${value} ${unit.code}, which is too ${coherent > 1 ? "large" : "small"} to be computed with`,
      `现为 ${value} ${unit.code}，${coherent > 1 ? "过大" : "过小"}，无法计算`,
    );
  return { quantity: { value, unit: unit.code } };
}

/** What a stranger sent, in a word. */
function nameOf(value: unknown, language: Language): string {
  const say = (en: string, zh: string): string => (language === "zh" ? zh : en);
  if (value === undefined) return say("nothing", "空");
  if (value === null) return "null";
  if (Array.isArray(value)) return say("a list", "列表");
  if (typeof value === "object") return say("an object", "对象");
  if (typeof value === "string") {
    const text = `"${value.length > 20 ? `${value.slice(0, 20)}…` : value}"`;
    return say(`the text ${text}`, `文本 ${text}`);
  }
  return String(value);
}
