// Where the list comes from: the ledger of the server that serves the page, else a clinic that is made up.
import { useEffect, useMemo, useState } from "react";
import type { Reply } from "../../src/operations/operations.ts";
import type { Issue, Locale } from "../../src/quantity/quantity.ts";
import { ask } from "../engine.ts";
import { addEntries, readPatient } from "../patients/ledger.ts";
import { momentHere, zoneHere } from "../patients/now.ts";
import { seesPatients, usePerson } from "../people/standing.ts";
import { toServer } from "../people/to-server.ts";
import { wordsOf } from "../words/catalogues.ts";
import { useWords } from "../words/words.tsx";
import demo from "./demo.json" with { type: "json" };
import type { DryList } from "./listed.ts";
import type { Planning } from "./planning/use-planning.ts";

type Form = "csv" | "ics";

/** The list of the ledger; undefined where no server keeps one. */
async function fromLedger(
  now: string,
  locale: Locale,
  as?: Form,
  planning?: Planning,
): Promise<Reply<DryList> | undefined> {
  try {
    const response = await toServer("/api/ledger/dry", {
      method: "POST",
      headers: { "content-type": "application/json", "accept-language": locale },
      body: JSON.stringify({ now, ...(as && { as, planning }) }),
    });
    if (!response.ok && response.status !== 422) return undefined;
    return (await response.json()) as Reply<DryList>;
  } catch {
    // No server, or one that serves only the page.
    return undefined;
  }
}

const fromDemo = (
  now: string,
  locale: Locale,
  added: readonly object[],
  as?: Form,
  planning?: Planning,
): Reply<DryList> =>
  ask("drylist", { now, entries: [...demo.entries, ...added], ...(as && { as, planning }) }, locale);

/** What is said of a refill's day, in the words of an entry. */
export interface Planned {
  readonly by: string;
  readonly kind: "refill planned";
  readonly data: {
    readonly day: string | null;
    readonly latest?: string;
    readonly overrides?: readonly object[];
  };
}

/** Keeps an entry of a patient on top of what the ledger knows of them now. */
async function keep(patient: string, entry: object, locale: Locale): Promise<readonly Issue[]> {
  const found = await readPatient(patient, locale);
  const reply = found?.ok && (await addEntries(patient, found.answer.revision, [entry], locale));
  if (reply && reply.ok) return [];
  const failed = reply || found;
  return failed && !failed.ok ? failed.issues : [{ path: "", message: wordsOf(locale).noLedger }];
}

export interface List {
  /** Undefined while the ledger is asked. */
  readonly reply: Reply<DryList> | undefined;
  /** True while the list of another moment, or of a moment ago, still stands. */
  readonly busy: boolean;
  readonly madeUp: boolean;
  readonly asOf: string;
  readonly setAsOf: (asOf: string) => void;
  /** True where the list is of this moment, so that something can be planned on it. */
  readonly isNow: boolean;
  /** Adds an entry of a patient; what speaks against it, or nothing. */
  readonly add: (patient: string, entry: Planned) => Promise<readonly Issue[]>;
  readonly reread: () => void;
  /** The whole list as text for a calendar or a spreadsheet. */
  readonly textOf: (as: Form, planning: Planning) => Promise<string | undefined>;
}

/** The list as of a moment; a ledger without a pump is not the clinic's list yet. */
export function useList(): List {
  const { locale } = useWords();
  const [opened, setOpened] = useState(momentHere);
  const [asked, setAsOf] = useState<string>();
  const [added, setAdded] = useState<readonly object[]>([]);
  const [times, setTimes] = useState(0);
  const [kept, setKept] = useState<{ readonly of: string; readonly reply: Reply<DryList> | undefined }>();
  const [keeps, setKeeps] = useState(false);
  const now = asked ?? opened;
  const sees = seesPatients(usePerson());
  const question = JSON.stringify([now, locale, sees, times]);
  useEffect(() => {
    let stale = false;
    const coming = sees ? fromLedger(now, locale) : Promise.resolve(undefined);
    void coming.then((reply) => {
      if (stale) return;
      setKept({ of: question, reply });
      // Once it held a pump it is the clinic's list, also as of a moment before the first one.
      if (reply?.ok && reply.answer.pumps.length > 0) setKeeps(true);
    });
    return () => {
      stale = true;
    };
  }, [now, locale, sees, question]);
  const madeUp = kept !== undefined && !keeps;
  const asOf = madeUp ? (asked ?? demo.asOf) : now;
  const made = useMemo(
    () => (madeUp ? fromDemo(asOf, locale, added) : undefined),
    [madeUp, asOf, locale, added],
  );
  return {
    reply: madeUp ? made : kept?.reply,
    busy: !madeUp && kept?.of !== question,
    madeUp,
    asOf,
    setAsOf,
    isNow: asked === undefined || (madeUp && asked === demo.asOf),
    add: async (patient, entry) => {
      const whole = {
        ...entry,
        id: crypto.randomUUID(),
        patient,
        at: madeUp ? asOf : momentHere(),
        from: "entered",
        ...(!madeUp && { zone: zoneHere() }),
      };
      if (!madeUp) return keep(patient, whole, locale);
      setAdded((before) => [...before, whole]);
      return [];
    },
    reread: () => {
      setOpened(momentHere());
      setTimes((times) => times + 1);
    },
    textOf: async (as, planning) => {
      const reply = madeUp
        ? fromDemo(asOf, locale, added, as, planning)
        : await fromLedger(asOf, locale, as, planning);
      return reply?.ok ? reply.answer[as] : undefined;
    },
  };
}
