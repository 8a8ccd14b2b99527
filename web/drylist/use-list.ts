// Where the list comes from: the ledger of the server that serves the page, else a clinic that is made up.
import { useEffect, useMemo, useState } from "react";
import type { Reply } from "../../src/operations/operations.ts";
import { type Locale, writeInstant } from "../../src/quantity/quantity.ts";
import { ask } from "../engine.ts";
import { seesPatients, usePerson } from "../people/standing.ts";
import { toServer } from "../people/to-server.ts";
import { useWords } from "../words/words.tsx";
import demo from "./demo.json" with { type: "json" };
import type { DryList } from "./listed.ts";

type Form = "csv" | "ics";

/** The list of the ledger; undefined where no server keeps one. */
async function fromLedger(now: string, locale: Locale, as?: Form): Promise<Reply<DryList> | undefined> {
  try {
    const response = await toServer("/api/ledger/dry", {
      method: "POST",
      headers: { "content-type": "application/json", "accept-language": locale },
      body: JSON.stringify({ now, ...(as && { as }) }),
    });
    if (!response.ok && response.status !== 422) return undefined;
    return (await response.json()) as Reply<DryList>;
  } catch {
    // No server, or one that serves only the page.
    return undefined;
  }
}

const fromDemo = (now: string, locale: Locale, as?: Form): Reply<DryList> =>
  ask("drylist", { now, entries: demo.entries, ...(as && { as }) }, locale);

/** This moment, at the offset of this browser. */
function momentHere(): string {
  const here = new Date();
  here.setSeconds(0, 0);
  return writeInstant({ epoch: here.getTime(), offset: -here.getTimezoneOffset() });
}

export interface List {
  /** Undefined while the ledger is asked. */
  readonly reply: Reply<DryList> | undefined;
  readonly madeUp: boolean;
  readonly asOf: string;
  readonly setAsOf: (asOf: string) => void;
  /** The whole list as text for a calendar or a spreadsheet. */
  readonly textOf: (as: Form) => Promise<string | undefined>;
}

/** The list as of a moment; a ledger without a pump is not the clinic's list yet. */
export function useList(): List {
  const { locale } = useWords();
  const [opened] = useState(momentHere);
  const [asked, setAsOf] = useState<string>();
  const [kept, setKept] = useState<{ readonly reply: Reply<DryList> | undefined }>();
  const [keeps, setKeeps] = useState(false);
  const now = asked ?? opened;
  const sees = seesPatients(usePerson());
  useEffect(() => {
    let stale = false;
    const coming = sees ? fromLedger(now, locale) : Promise.resolve(undefined);
    void coming.then((reply) => {
      if (stale) return;
      setKept({ reply });
      // Once it held a pump it is the clinic's list, also as of a moment before the first one.
      if (reply?.ok && reply.answer.pumps.length > 0) setKeeps(true);
    });
    return () => {
      stale = true;
    };
  }, [now, locale, sees]);
  const madeUp = kept !== undefined && !keeps;
  const asOf = madeUp ? (asked ?? demo.asOf) : now;
  const made = useMemo(() => (madeUp ? fromDemo(asOf, locale) : undefined), [madeUp, asOf, locale]);
  return {
    reply: madeUp ? made : kept?.reply,
    madeUp,
    asOf,
    setAsOf,
    textOf: async (as) => {
      const reply = madeUp ? fromDemo(asOf, locale, as) : await fromLedger(asOf, locale, as);
      return reply?.ok ? reply.answer[as] : undefined;
    },
  };
}
