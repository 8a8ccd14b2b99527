import { useCallback, useEffect, useMemo, useState } from "react";
import type { Reply } from "../../src/operations/operations.ts";
import type { Issue } from "../../src/quantity/quantity.ts";
import { ask } from "../engine.ts";
import { useWords } from "../words/words.tsx";
import { asEntered, type Kept, readPatient } from "./ledger.ts";
import { momentHere } from "./now.ts";
import type { Standing } from "./standing.ts";

/** One patient as the ledger knows them. */
export interface Patient {
  readonly id: string;
  readonly entries: readonly Kept[];
  readonly revision: number;
  readonly standing: Standing;
  readonly gaps: readonly string[];
  readonly assumed: readonly string[];
  readonly asOf: string;
  /** Reads the ledger again. */
  readonly reread: () => void;
}

export type Read =
  | { readonly state: "reading" }
  | {
      readonly state: "missing";
      readonly message: string;
      /** The chart is there, for others: it may be opened in an emergency. */
      readonly restricted: boolean;
      readonly reread: () => void;
    }
  | { readonly state: "read"; readonly patient: Patient };

/** Reads one patient from the ledger and asks what stands now. */
export function usePatient(id: string): Read {
  const { words, locale } = useWords();
  const [times, setTimes] = useState(0);
  const [asOf, setAsOf] = useState(momentHere);
  const [found, setFound] = useState<{ entries: readonly Kept[]; revision: number } | readonly Issue[]>();
  useEffect(() => {
    let stale = false;
    void readPatient(id, locale).then((reply) => {
      if (stale) return;
      setAsOf(momentHere());
      if (!reply) setFound([{ path: "", message: words.noLedger }]);
      else if (reply.ok) setFound(reply.answer);
      else setFound(reply.issues);
    });
    return () => {
      stale = true;
    };
  }, [id, locale, words, times]);
  const reread = useCallback(() => setTimes((times) => times + 1), []);
  return useMemo((): Read => {
    if (found === undefined) return { state: "reading" };
    const missing = (issues: readonly Issue[]): Read => ({
      state: "missing",
      message: issues.map(({ message }) => message).join(" "),
      restricted: issues.some(({ path }) => path === "patient"),
      reread,
    });
    if (!("revision" in found)) return missing(found);
    const entries = found.entries.map(asEntered);
    const reply: Reply<Standing> = ask<Standing>("standing", { now: asOf, entries }, locale);
    if (!reply.ok) return missing(reply.issues);
    const { answer: standing, gaps, assumed } = reply;
    return { state: "read", patient: { id, ...found, standing, gaps, assumed, asOf, reread } };
  }, [found, asOf, locale, id, reread]);
}
