// Both chains from link to link: what is kept is held against what it says, and whoever was erased is counted.
import type { Break } from "../records/records.ts";
import { isRepeated, serialOf } from "./decide.ts";
import { type Erasure, listErasures } from "./erasures.ts";
import {
  auditLink,
  entryLink,
  type Last,
  opened,
  openedAct,
  type SealedAct,
  type SealedEntry,
  sealedEntries,
  start,
} from "./kept.ts";
import { brokenBy } from "./link.ts";
import { first, rows, type Script, vault } from "./script.ts";
import { Trouble } from "./trouble.ts";
import { markOf, ownKeys } from "./vault.ts";

/** The first record of a table that is not as it was written. */
export interface Damage extends Break {
  readonly table: "entries" | "audit";
  /** The entry's own id, as far as it can be read. */
  readonly id?: string;
}

/** Somebody who was erased: how many entries stand in their place, and are read by nobody. */
export interface Erased extends Erasure {
  readonly entries: number;
}

/** How many records hold, and the first that does not. */
export interface Verified {
  readonly entries: number;
  readonly audit: number;
  readonly erased?: readonly Erased[];
  /** Records of which only the place in the chain was looked at: the master key was not there. */
  readonly locked?: number;
  /** Snapshots that were derived anew and found the same; those that were not have been thrown away. */
  readonly snapshots?: number;
  readonly thrownAway?: number;
  readonly damage?: Damage;
}

type Why = Damage["why"] | undefined;
/** So many rows are read at a time where a whole table is walked. */
const page = 2000;

/** Walks both chains from a number of records before their ends, or from the beginning. */
export function* verifyChains(tail?: number, told?: (walked: Verified) => void): Script<Verified> {
  const walk = yield* walker(tail === undefined);
  for (const table of ["entries", "audit"] as const) {
    const end = yield* first<{ sequence: number | null }>(`SELECT max(sequence) AS sequence FROM ${table}`);
    const from = tail === undefined ? 0 : Math.max(0, (end?.sequence ?? 0) - tail);
    let last: Last =
      (yield* first<Last>(`SELECT sequence, hash, link FROM ${table} WHERE sequence = ?`, from)) ?? start;
    for (;;) {
      const some: readonly (SealedEntry | SealedAct)[] =
        table === "entries"
          ? yield* sealedEntries("sequence > ? ORDER BY sequence LIMIT ?", last.sequence, page)
          : yield* rows<SealedAct>(
              "SELECT sequence, sealed, hash, link FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?",
              last.sequence,
              page,
            );
      for (const row of some) {
        const why = yield* walk.next(row, last);
        // What is missing stands before the record that was found.
        const sequence = why === "missing" ? last.sequence + 1 : row.sequence;
        if (why) return walk.found({ table, sequence, why, ...("id" in row && { id: row.id }) });
        last = row;
      }
      told?.(walk.found());
      if (some.length < page) break;
    }
    if (table === "audit" && walk.erasedInSilence())
      return walk.found({ table, sequence: last.sequence + 1, why: "missing" });
    const takenBack = table === "audit" ? walk.takenBack() : undefined;
    if (takenBack !== undefined) return walk.found({ table, sequence: takenBack, why: "altered" });
  }
  return walk.found();
}

/** What a walk has come across, and what it says of the next row; a whole one also looks at what stands beside the chains. */
function* walker(whole: boolean) {
  const keys = yield* vault();
  const own = yield* ownKeys();
  const erased = new Map((yield* listErasures()).map((one) => [one.patient, { ...one, entries: 0 }]));
  const marked = whole && own !== "locked" ? yield* marksKept() : undefined;
  const audited = new Map<unknown, number>();
  const counts = { entries: 0, audit: 0 };
  let locked = 0;

  const whyEntry = function* (row: SealedEntry, last: Last): Script<Why> {
    if (entryLink(last.link, row) !== row.link) return "altered";
    const gone = erased.get(row.patient);
    // A key that came back makes readable what was erased.
    if (gone) return row.wrapped ? "altered" : void gone.entries++;
    const text = said(() => opened(row, (patient, wrapped) => keys.keyIn(patient, wrapped)));
    if (text === "locked") return void locked++;
    if (!text) return "altered";
    let serial: string | null = null;
    const why = brokenBy(text, last, (fact) => {
      serial = serialOf(fact as never);
      return isRepeated(text, fact);
    });
    if (why || !marked || serial === null) return why;
    return marked.has(`${yield* markOf(serial)} ${row.patient}`) ? undefined : "altered";
  };
  const whyAct = (row: SealedAct, last: Last): Why => {
    if (auditLink(last.link, row) !== row.link) return "altered";
    if (own === "locked") return void locked++;
    const text = said(() => openedAct(row, own));
    if (!text || text === "locked") return "altered";
    return brokenBy(text, last, (fact) => {
      if (fact["action"] === "erase") audited.set(fact["patient"], row.sequence);
      return true;
    });
  };
  return {
    next: function* (row: SealedEntry | SealedAct, last: Last): Script<Why> {
      if (row.sequence !== last.sequence + 1) return "missing";
      const why = "patient" in row ? yield* whyEntry(row, last) : whyAct(row, last);
      if (!why) counts["patient" in row ? "entries" : "audit"]++;
      return why;
    },
    /** True where somebody was erased and no line of the audit says so. */
    erasedInSilence: (): boolean =>
      whole && own !== "locked" && [...erased.keys()].some((patient) => !audited.has(patient)),
    /** The line of the audit by which somebody was erased who is there again. */
    takenBack: (): number | undefined =>
      whole ? [...audited].find(([patient]) => !erased.has(patient as string))?.[1] : undefined,
    found: (damage?: Damage): Verified => ({
      ...counts,
      ...(erased.size > 0 && { erased: [...erased.values()].map((one) => ({ ...one })) }),
      ...(locked > 0 && { locked }),
      ...(damage && { damage }),
    }),
  };
}

/** What a record says; "locked" where it takes another key, undefined where it does not hold. */
function said<T>(open: () => T): T | "locked" | undefined {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    return error.trouble === "locked" ? "locked" : undefined;
  }
}

function* marksKept(): Script<ReadonlySet<string>> {
  const found = yield* rows<{ mark: string; patient: string }>("SELECT mark, patient FROM serials");
  return new Set(found.map(({ mark, patient }) => `${mark} ${patient}`));
}
