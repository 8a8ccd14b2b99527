import { canonical, type Entry, isOfBoth, type NewEntry, type Objection } from "../records/records.ts";
import type { Act } from "./audit.ts";
import { type Kept, type Link, linked } from "./link.ts";

/** Who asks, and when by the server's clock. */
export interface Asker {
  readonly who: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Where people sign in: which account, with which roles, from where, and through which broken glass. */
  readonly account?: string;
  readonly roles?: readonly string[];
  readonly address?: string;
  readonly glass?: string;
}

/** Entries of one patient to be added, all or none. */
export interface Addition {
  readonly patient: string;
  /** The sequence of the patient's last entry when the form was opened, 0 for a new patient. */
  readonly revision: number;
  readonly entries: readonly NewEntry[];
  readonly asker: Asker;
}

/** What became of an addition; `again` where it had come before (R-09, S-14). */
export type Added =
  | { readonly added: readonly Entry[]; readonly again: boolean }
  | { readonly refused: Refused };

/** Why nothing was added. */
export type Refused =
  | { readonly why: "stale"; readonly revision: number; readonly since: readonly Entry[] }
  | { readonly why: "another patient"; readonly id: string }
  | { readonly why: "id taken"; readonly id: string }
  | { readonly why: "corrects nothing"; readonly id: string }
  | { readonly why: "serial of another patient"; readonly serial: string }
  | { readonly why: "against a rule"; readonly objections: readonly Objection[] }
  | { readonly why: "restricted" }
  | { readonly why: "erased"; readonly at: number }
  /** Given up for another record: what is to be entered is entered there. */
  | { readonly why: "merged"; readonly into: string }
  /** A merge, its taking back or a correction of either stands in two records or in none. */
  | { readonly why: "of two records"; readonly id: string }
  | { readonly why: "same person" | "another author" | "of nothing"; readonly id: string };

/** An entry in clear, with the columns by which it is found. */
export interface Row extends Kept {
  readonly id: string;
  readonly patient: string;
  readonly recordedAt: number;
}

/** What of the ledger bears on an addition, read in the transaction that will hold it. */
export interface Found {
  /** Every kept entry whose id the addition names. */
  readonly named: readonly Row[];
  /** The patient's entries after the revision, and the last one's sequence: 0 where there is none. */
  readonly since: readonly Row[];
  readonly latest: number;
  /** What the rules of the record say against it. */
  readonly objections: readonly Objection[];
  /** The record that this one was given up for. */
  readonly merged: string | undefined;
  /** Serials of the addition that another patient's entries bear. */
  readonly elsewhere: readonly string[];
  readonly last: Link & { readonly recordedAt: number };
}

/** What is to be done: rows to be written with their act, or an answer that writes nothing. */
export type Decision =
  | { readonly answer: Added }
  | { readonly rows: readonly Row[]; readonly act: Act; readonly answer: Added };

export const entryOf = ({ text, hash }: Pick<Row, "text" | "hash">): Entry =>
  ({ ...(JSON.parse(text) as object), hash }) as Entry;

/** The pump that an entry is about, where it names one. */
export const serialOf = ({ data }: Pick<NewEntry, "data">): string | null =>
  "serial" in data ? data.serial : null;

/** The ids that an addition names, its own and those that it corrects, checks or signs; and the serials. */
export const namesIn = ({ entries }: Addition): { ids: string[]; serials: string[] } => ({
  ids: [
    ...new Set(
      entries.flatMap(({ id, corrects, data }) => [id, corrects ?? id, "of" in data ? data.of : id]),
    ),
  ],
  serials: [...new Set(entries.flatMap((entry) => serialOf(entry) ?? []))],
});

/** Whether entries may be added, and what is then written: the same for every database. */
export function decide({ patient, revision, entries, asker }: Addition, found: Found): Decision {
  const refuse = (refused: Refused): Decision => ({ answer: { refused } });
  const stranger = entries.find((entry) => entry.patient !== patient);
  if (stranger) return refuse({ why: "another patient", id: stranger.id });
  const byId = new Map(found.named.map((row) => [row.id, row]));
  const known = entries.map(({ id }) => byId.get(id));
  if (known.length > 0 && known.every((row) => row !== undefined)) {
    const other = entries.find((entry, i) => !isSame(entry, entryOf(known[i]!)));
    if (other) return refuse({ why: "id taken", id: other.id });
    return { answer: { added: known.map((row) => entryOf(row!)), again: true } };
  }
  const taken = entries.find(
    ({ id }, i) => known[i] !== undefined || entries.findIndex((other) => other.id === id) < i,
  );
  if (taken) return refuse({ why: "id taken", id: taken.id });
  if (found.merged !== undefined) return refuse({ why: "merged", into: found.merged });
  if (found.latest !== revision)
    return refuse({ why: "stale", revision: found.latest, since: found.since.map(entryOf) });
  for (const { id, corrects } of entries) {
    const corrected = corrects === undefined ? undefined : byId.get(corrects);
    if (corrected && isOfBoth(entryOf(corrected).kind)) return refuse({ why: "of two records", id });
    if (corrects === undefined || corrected?.patient === patient) continue;
    if (!entries.some((other) => other.id === corrects && other.id !== id))
      return refuse({ why: "corrects nothing", id: corrects });
  }
  const alone = entries.find(({ kind }) => isOfBoth(kind));
  if (alone) return refuse({ why: "of two records", id: alone.id });
  const [serial] = found.elsewhere;
  if (serial !== undefined) return refuse({ why: "serial of another patient", serial });
  const { objections } = found;
  if (objections.length > 0) return refuse({ why: "against a rule", objections });
  // A clock that steps back does not put an entry before one that is already there (K-06).
  const recordedAt = Math.max(asker.at, found.last.recordedAt);
  const rows: Row[] = [];
  for (const entry of entries) {
    const link = linked({ ...entry, recordedAt }, rows.at(-1) ?? found.last);
    rows.push({ ...link, id: entry.id, patient, recordedAt });
  }
  const span = [found.last.sequence + 1, found.last.sequence + rows.length] as const;
  return {
    rows,
    act: { ...asker, action: "append", patient, entries: span },
    answer: { added: rows.map(entryOf), again: false },
  };
}

/** True where a kept entry says what a new one says: all but its place in the chain. */
export function isSame(entry: NewEntry, kept: Entry): boolean {
  const { sequence: _s, recordedAt: _r, previous: _p, hash: _h, salt: _o, ...said } = kept;
  return canonical(said) === canonical(entry);
}

/** True where the columns that entries are found by say what the entry says. */
export const isRepeated = (row: Row, fact: Readonly<Record<string, unknown>>): boolean =>
  row.id === fact["id"] && row.patient === fact["patient"] && row.recordedAt === fact["recordedAt"];
