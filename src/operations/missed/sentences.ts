import { type Language, languageOf, type Locale } from "../../quantity/quantity.ts";
import type { Chase } from "./chase.ts";

const english = {
  refill: "pump refill",
  chase: {
    "nobody tried": "nobody has tried to reach them",
    "try now": "try again now",
    "tried, next date set": "to be tried again",
    "ended with a reason": "no longer tried, with a reason",
  } as Record<Chase, string>,
};

const chinese: typeof english = {
  refill: "泵补药",
  chase: {
    "nobody tried": "尚无人联系",
    "try now": "现在再次联系",
    "tried, next date set": "待再次联系",
    "ended with a reason": "已写明理由，不再联系",
  },
};

const sentences: Readonly<Record<Language, typeof english>> = { en: english, zh: chinese };

/** What the list of whoever did not come says, in one language. */
export const sentencesIn = (locale: Locale): typeof english => sentences[languageOf(locale)];
