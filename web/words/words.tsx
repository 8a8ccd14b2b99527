import { createContext, use } from "react";
import { type Locale, locales } from "../../src/quantity/quantity.ts";
import { wordsOf } from "./catalogues.ts";
import type { Words } from "./en.ts";

export { wordsOf } from "./catalogues.ts";
export type { Words } from "./en.ts";

/** Each locale by its own name, for the one control that must be readable before a language is chosen. */
export const localeNames: Readonly<Record<Locale, string>> = {
  "en-US": "English (US)",
  "en-GB": "English (UK)",
  "zh-CN": "中文（简体）",
};

/** The language everything below is written in. */
export const LocaleContext = createContext<Locale>("en-US");

/** The words of the page's language, and the locale that numbers and dates are rendered in. */
export function useWords(): { readonly words: Words; readonly locale: Locale } {
  const locale = use(LocaleContext);
  return { words: wordsOf(locale), locale };
}

const kept = "theca.locale";
const isLocale = (text: string | null): text is Locale => (locales as readonly string[]).includes(text ?? "");

/** The locale the address asks for, else the one chosen before, else the browser's own. */
export function firstLocale(): Locale {
  const asked = new URLSearchParams(location.search).get("lang");
  if (isLocale(asked)) return asked;
  const before = stored();
  if (isLocale(before)) return before;
  const [browser = "en-US"] = navigator.languages;
  if (browser.startsWith("zh")) return "zh-CN";
  return /^en-(GB|IE|AU|NZ)/.test(browser) ? "en-GB" : "en-US";
}

function stored(): string | null {
  try {
    return localStorage.getItem(kept);
  } catch {
    // A browser that forbids storage still shows the page, in the browser's language.
    return null;
  }
}

/** Keeps the choice in the address and for the next visit. */
export function keepLocale(locale: Locale): void {
  const address = new URL(location.href);
  address.searchParams.set("lang", locale);
  history.replaceState(history.state, "", address);
  document.documentElement.lang = locale;
  try {
    localStorage.setItem(kept, locale);
  } catch {
    // The address still carries it.
  }
}
