import { useMemo } from "react";
import type { Reply } from "../../src/operations/operations.ts";
import { ask } from "../engine.ts";
import { type Fault, gather } from "../plan/answers.ts";
import { useWords } from "../words/words.tsx";

/** What an operation answers to a form, and what of the form it could not read. */
export function useReckoned<Answer>(
  name: string,
  input: object,
): { readonly reply: Reply<Answer>; readonly faults: readonly Fault[] } {
  const { locale } = useWords();
  const written = JSON.stringify(input);
  return useMemo(() => {
    const asked: unknown = JSON.parse(written);
    const reply = ask<Answer>(name, asked, locale);
    return { reply, faults: gather([[reply, asked]]) };
  }, [name, written, locale]);
}
