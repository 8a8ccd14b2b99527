import { useWords, type Words } from "../words/words.tsx";

/** What fields, choices and kinds of an entry are called in the page's language. */
export function useLabels() {
  const { words } = useWords();
  return labelsIn(words);
}

export const labelsIn = (words: Words) => ({
  kind: (kind: string): string => (words as Record<string, unknown>)[`kind ${kind}`] as string,
  field: (name: string): string => ((words as Record<string, unknown>)[`field ${name}`] as string) ?? name,
  choice: (value: string): string =>
    ((words as Record<string, unknown>)[`choice ${value}`] as string) ??
    ((words as Record<string, unknown>)[value] as string) ??
    words.findingName(value),
});
