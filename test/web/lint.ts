// The display rules of incidents.md, "Conventions users expect", on one shown text.
const rules: readonly (readonly [RegExp, string, ("en" | "zh")?])[] = [
  [/[µμ]g/, "mcg in English, 微克 in Chinese: never the Greek letter"],
  [/(?<![\w.])ug\b/, "no lone ug"],
  [/\bmcg\b|\bmicrograms?\b/, "微克, not mcg", "zh"],
  [/微克|毫克/, "mcg, not 微克", "en"],
  [/\d\s*(ml|cc|ML)\b|\/ml\b/, "mL"],
  [/\d\.\d*0\s*(mcg|micrograms|mg|mL|h\b|day|%|微克|小时|天)/, "no trailing zero"],
  [/(?<![\d.\w/])\.\d/, "a leading zero"],
  [/\bQD\b|\bQOD\b|\bIU\b/, "daily, not QD; no international units"],
  [/(?<![\d.,])\d{4,}(\.\d+)?\s*(mcg|micrograms|mg|mL|微克)/, "a comma in thousands"],
  [/\d(mcg|micrograms|mg|mL)\b/, "a space between number and unit"],
  [/\bundefined\b|\bNaN\b|\[object|\bnull\b/, "not a text for people"],
  [/hydromorphone/, "HYDROmorphone", "en"],
  [/(?<![a-zA-Z])(fentanyl|sufentanil|clonidine)/, "tall-man letters", "en"],
];

/** The beginning of an entry's hash: its letters and figures are chance, and now and then end like a unit. */
const digest = /\b(?=\d*[a-f])[\da-f]{12}\b/g;

/** What is wrong with a shown text; nothing where it keeps the rules. */
export function lint(shown: string, locale: string): string[] {
  const text = shown.replaceAll(digest, "");
  const language = locale === "zh-CN" ? "zh" : "en";
  return rules
    .filter(([pattern, , only]) => (only === undefined || only === language) && pattern.test(text))
    .map(([, rule]) => `${rule}: "${text.slice(0, 120)}"`);
}
