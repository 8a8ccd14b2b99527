import type { Locale } from "../../src/quantity/quantity.ts";
import { en, type Words } from "./en.ts";
import { gb } from "./gb.ts";
import { zh } from "./zh.ts";

const catalogues: Readonly<Record<Locale, Words>> = { "en-US": en, "en-GB": { ...en, ...gb }, "zh-CN": zh };

/** The whole catalogue of a locale. */
export const wordsOf = (locale: Locale): Words => catalogues[locale];
