// What runs, what is due and what was given, as the engine answers it about the draft.
import { useEffect, useMemo, useState } from "react";
import type { Reply } from "../../src/operations/operations.ts";
import type { Quantity } from "../../src/quantity/quantity.ts";
import { ask } from "../engine.ts";
import { momentHere } from "../patients/now.ts";
import { useWords } from "../words/words.tsx";
import type { Draft } from "./draft.ts";
import { writeCourse, writeObservations } from "./write-session.ts";

export interface DueAnswer {
  readonly what: "bolus" | "set" | "container" | "observe" | "end";
  readonly after: Quantity<"time">;
  readonly at: string;
  readonly state: "done" | "due" | "overdue" | "missed" | "later";
  readonly says: string;
  readonly rate?: Quantity;
  readonly flow?: Quantity;
  readonly amount?: Quantity;
  readonly over?: Quantity<"time">;
  readonly hold?: string;
  /** Since when it is overdue, where others of its kind were missed before. */
  readonly since?: string | null;
  readonly waits?: string;
}
/** The answer of `infusion`. */
export interface ChartAnswer {
  readonly asOf: string;
  readonly elapsed: Quantity<"time">;
  readonly running: "not started" | "running" | "held" | "ended";
  readonly rate: Quantity;
  readonly flow: Quantity | null;
  readonly since: string | null;
  readonly given: Quantity<"amount">;
  readonly givenPerKg: Quantity | null;
  readonly givenVolume: Quantity | null;
  readonly planned: Quantity<"amount">;
  readonly left: Quantity<"amount">;
  readonly held: Quantity<"time">;
  readonly endsAt: string | null;
  readonly due: readonly DueAnswer[];
}

/** How often the clock on the page moves. */
const beat = 5000;

/** This moment to the minute, moving on. */
export function useNow(): string {
  const [now, setNow] = useState(momentHere);
  useEffect(() => {
    const timer = setInterval(() => setNow(momentHere()), beat);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Whole minutes from the start to a moment; none before it. */
export const minutesSince = (at: string, now: string): number =>
  Math.max(0, Math.round((Date.parse(now) - Date.parse(at)) / aMinute));
const aMinute = new Date(0).setUTCMinutes(1);

/** Asks the engine about a session under way, as of a moment. */
export function useChart(draft: Draft, now: string): Reply<ChartAnswer> | undefined {
  const { locale } = useWords();
  const question = useMemo(
    () =>
      draft.begun && {
        at: draft.at,
        now: Date.parse(now) < Date.parse(draft.at) ? draft.at : now,
        begun: draft.begun,
        course: writeCourse(draft),
        observations: writeObservations(draft),
      },
    [draft, now],
  );
  return useMemo(
    () => (question ? ask<ChartAnswer>("infusion", question, locale) : undefined),
    [question, locale],
  );
}
