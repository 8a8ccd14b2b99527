/** The locales that texts and numbers are shown in. */
export const locales = ["en-US", "en-GB", "zh-CN"] as const;
export type Locale = (typeof locales)[number];

/** The language a locale's sentences are written in. */
export type Language = "en" | "zh";
export const languageOf = (locale: Locale): Language => (locale === "zh-CN" ? "zh" : "en");
