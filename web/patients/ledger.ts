// The ledger of the server that serves the page: who is in it, what is kept of one patient, what is added.
import type { Reply } from "../../src/operations/operations.ts";
import type { Locale } from "../../src/quantity/quantity.ts";
import { toServer } from "../people/to-server.ts";
import { momentHere, zoneHere } from "./now.ts";
import type { GivenUp, MissedDate } from "./standing.ts";

/** An entry as the ledger gives it back. */
export interface Kept {
  readonly id: string;
  readonly patient: string;
  readonly at: string;
  readonly zone?: string;
  readonly by: string;
  readonly from: string;
  readonly kind: string;
  readonly corrects?: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly sequence: number;
  readonly recordedAt: number;
  readonly salt?: string;
  readonly previous: string;
  readonly hash: string;
}

/** An entry to be added, in the words in which it is entered. */
export type Fresh = Omit<Kept, "sequence" | "recordedAt" | "salt" | "previous" | "hash">;

/** What an operation is asked about: an entry as it was entered, without its place in the chain. */
export function asEntered(kept: Kept): Fresh {
  const { sequence: _s, recordedAt: _r, previous: _p, hash: _h, salt: _o, ...entered } = kept;
  return entered;
}

async function called<T>(path: string, locale: Locale, body?: unknown): Promise<Reply<T> | undefined> {
  try {
    const response = await toServer(`/api/ledger/${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { "content-type": "application/json", "accept-language": locale },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Reply<T>;
  } catch {
    // No server, or one that serves only the page: the caller says so.
    return undefined;
  }
}

export interface FoundPatient {
  readonly patient: string;
  readonly name: string | null;
  readonly birthDate: string | null;
  readonly identifiers: readonly { readonly system: string; readonly value: string }[];
  readonly serial: string | null;
  readonly pump: string | null;
  readonly visitOpen: boolean;
  readonly delivery: "running" | "stopped" | "unknown";
  readonly transferred: { readonly to: string; readonly at: string } | null;
  readonly session: { readonly at: string; readonly by: string } | null;
  readonly alike: readonly string[];
  /** The same people, by their records: it may be one person, entered twice. */
  readonly twins: readonly { readonly patient: string; readonly name: string }[];
  /** The records that were given up for this one. */
  readonly given: readonly GivenUp[];
}
export interface FoundPatients {
  readonly asOf: string;
  readonly patients: readonly FoundPatient[];
  readonly found: number;
  readonly all: number;
}

export const findPatients = (now: string, search: string, locale: Locale) =>
  called<FoundPatients>("patients/find", locale, { now, search });

export interface MissedList {
  readonly asOf: string;
  readonly missed: readonly (MissedDate & {
    readonly patient: string;
    readonly name: string | null;
    readonly identifiers: readonly { readonly system: string; readonly value: string }[];
    readonly serial: string | null;
  })[];
  readonly transferred: number;
  readonly csv?: string;
}

/** Who was expected and has not come, as of a moment. */
export const listMissed = (now: string, locale: Locale, as?: "csv") =>
  called<MissedList>("missed", locale, { now, ...(as && { as }) });

export interface Recalled {
  readonly affected: readonly {
    readonly patient: string;
    readonly what: "pump" | "catheter" | "solution";
    readonly name: string | null;
    readonly model: string | null;
    readonly serial: string | null;
    readonly lot: string | null;
    readonly tubingVersion: string | null;
    readonly since: string;
    readonly until: string | null;
  }[];
}

export const findRecalled = (recall: object, locale: Locale) => called<Recalled>("recall", locale, recall);

/** One finding of a running program that the check before did not have so. */
export interface RecheckedFinding {
  readonly id: string;
  readonly stands: string;
  readonly blocks: boolean;
  readonly sentence: string;
  readonly source: { readonly title: string };
  readonly since: string | null;
}
/** A running program as it stands to the limits shipped now. */
export interface RecheckedProgram {
  readonly patient: string;
  readonly name: string | null;
  readonly serial: string;
  readonly since: string;
  readonly before: { readonly at: string; readonly by: string; readonly library: string } | null;
  readonly sentence?: string;
  readonly news: readonly RecheckedFinding[];
  readonly gone: readonly { readonly id: string }[];
  readonly tubing: { readonly sentence: string; readonly bridge?: string } | null;
  readonly keep: Readonly<Record<string, unknown>> | null;
}
export interface Rechecked {
  readonly library: string;
  readonly running: number;
  readonly checkedBefore: number;
  readonly withNews: number;
  readonly notChecked: number;
  readonly programs: readonly RecheckedProgram[];
  readonly keep: readonly {
    readonly patient: string;
    readonly data: Readonly<Record<string, unknown>>;
  }[];
}

export const recheckPrograms = (now: string, locale: Locale) => called<Rechecked>("recheck", locale, { now });

export interface OfPatient {
  readonly entries: readonly Kept[];
  readonly revision: number;
}
export const readPatient = (id: string, locale: Locale) => called<OfPatient>(`patients/${id}`, locale);

interface Added {
  readonly added: readonly Kept[];
  readonly again: boolean;
  readonly revision: number;
}

/** Adds entries of one patient, all or none; `revision` is the last entry that the form was opened on. */
export const addEntries = (patient: string, revision: number, entries: readonly unknown[], locale: Locale) =>
  called<Added>("entries", locale, { patient, revision, entries });

interface Side {
  readonly patient: string;
  /** Where its own record ended when the two were read. */
  readonly revision: number;
}
interface Parting {
  readonly kept: Side;
  readonly given: Side;
  readonly reason: string;
  readonly by: string;
}

const inBoth = (path: string, { kept, given, ...said }: Parting, locale: Locale) => {
  const side = (one: Side): object => ({ ...one, entry: crypto.randomUUID() });
  const body = { ...said, kept: side(kept), given: side(given), at: momentHere(), zone: zoneHere() };
  return called<{ readonly added: readonly Kept[] }>(path, locale, body);
};

/** Merges two records of one person: an entry in each, or none. */
export const mergeRecords = (merging: Parting & { readonly overrides?: readonly object[] }, locale: Locale) =>
  inBoth("merge", merging, locale);

/** Parts them again. */
export const partRecords = (parting: Parting, locale: Locale) => inBoth("part", parting, locale);

/** Adds a signature, with what its person signs with where people sign in. */
export const signEntry = (
  {
    entry,
    signing,
    ...of
  }: {
    readonly patient: string;
    readonly revision: number;
    readonly entry: Fresh;
    readonly signing: { readonly password: string; readonly code?: string } | "";
  },
  locale: Locale,
) => called<Added>("entries", locale, { ...of, entries: [entry], ...(signing && { signing }) });
