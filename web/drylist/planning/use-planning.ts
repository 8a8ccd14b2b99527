// How the clinic plans: settled on the server for all screens, or kept while a made-up clinic is looked at.
import { useEffect, useState } from "react";
import type { Locale } from "../../../src/quantity/quantity.ts";
import { askServer } from "../../people/to-server.ts";
import { useWords } from "../../words/words.tsx";

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

/** What is settled; whatever is left out is not. */
export interface Planning {
  readonly workdays?: readonly Weekday[];
  readonly closed?: readonly string[];
  readonly leadTime?: number;
}

export interface Settled {
  readonly planning: Planning;
  /** What speaks against it, or nothing. */
  readonly settle: (planning: Planning) => Promise<string | undefined>;
}

/** Working days, closed days and lead time, and how they are changed. */
export function usePlanning(madeUp: boolean): Settled {
  const { words, locale } = useWords();
  const [found, setFound] = useState<{ readonly planning: Planning; readonly revision: number }>({
    planning: {},
    revision: 0,
  });
  useEffect(() => {
    let stale = false;
    void askServer("GET", "/api/planning", locale).then((said) => {
      if (!stale && said?.ok) setFound(said.answer as unknown as typeof found);
    });
    return () => {
      stale = true;
    };
  }, [locale]);
  const settle = async (planning: Planning): Promise<string | undefined> => {
    if (madeUp) return void setFound((before) => ({ ...before, planning }));
    const said = await save(planning, found.revision, locale);
    if (!said) return words.noLedger;
    if (!said.ok) return said.issues.map(({ message }) => message).join(" ");
    setFound(said.answer as unknown as typeof found);
    return undefined;
  };
  return { planning: found.planning, settle };
}

const save = (planning: Planning, revision: number, locale: Locale) =>
  askServer("PUT", "/api/planning", locale, { revision, planning });
