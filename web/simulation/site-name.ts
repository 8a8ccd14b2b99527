import type { Words } from "../words/words.tsx";

/** What is measured, in the page's language; as the model calls it where the page has no word. */
export const siteName = (words: Words, site: string): string =>
  (words as unknown as Readonly<Record<string, string>>)[`simulationSite ${site}`] ?? site;
