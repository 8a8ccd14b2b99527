// Entries and audit as they stand in their tables: sealed, and in a chain over what is kept. Whoever writes or reads a
// line comes through here.
import { type Entry, genesis } from "../records/records.ts";
import { entryOf, isRepeated, type Row, serialOf } from "./decide.ts";
import { digest, type Kept, type Link } from "./link.ts";
import { first, rows, type Script, type Value, vault } from "./script.ts";
import { type Key, seal, unseal } from "./seal.ts";
import { Trouble } from "./trouble.ts";
import { keysFor, markOf, openKeys, type OwnKeys } from "./vault.ts";

/** The end of a chain: of what is said, and of what is kept. */
export interface Last extends Link {
  readonly link: string;
}
export const start: Last & { readonly recordedAt: number } = {
  sequence: 0,
  hash: genesis,
  link: genesis,
  recordedAt: 0,
};

/** An entry as it lies in its table, beside the key of its patient; null where there is none any more. */
export interface SealedEntry extends Last {
  readonly id: string;
  readonly patient: string;
  readonly recordedAt: number;
  readonly sealed: Uint8Array;
  readonly wrapped: Uint8Array | null;
}

/** A line of the audit as it lies in its table. */
export interface SealedAct extends Last {
  readonly sealed: Uint8Array;
}

/** The link over what is kept of a row: it can be walked by whoever has no key. */
const linkOver = (before: string, ...kept: readonly (string | number | Uint8Array)[]): string =>
  digest([before, ...kept.map((one) => (one instanceof Uint8Array ? digest(one) : one))].join("\n"));
export const entryLink = (before: string, row: Omit<SealedEntry, "link" | "wrapped">): string =>
  linkOver(before, row.sequence, row.id, row.patient, row.recordedAt, row.hash, row.sealed);
export const auditLink = (before: string, row: Omit<SealedAct, "link">): string =>
  linkOver(before, row.sequence, row.hash, row.sealed);

const placeOf = ({ sequence, id, patient }: Pick<Row, "sequence" | "id" | "patient">): string =>
  `entries\n${patient}\n${id}\n${sequence}`;
const auditPlace = (sequence: number): string => `audit\n${sequence}`;

const columns = 'sequence, id, patient, recorded_at AS "recordedAt", sealed, hash, link, wrapped';
const beside = "LEFT JOIN keys ON subject = patient";

/** Entries as they lie there, with what opens them. */
export const sealedEntries = (where: string, ...values: readonly Value[]): Script<readonly SealedEntry[]> =>
  rows<SealedEntry>(`SELECT ${columns} FROM entries ${beside} WHERE ${where}`, ...values);

/** Entries in clear; of whoever was erased there are none. A row whose key is missing or does not fit is no record. */
export function* entryRows(where: string, ...values: readonly Value[]): Script<Row[]> {
  const found = yield* sealedEntries(`patient NOT IN (SELECT patient FROM erasures) AND ${where}`, ...values);
  const { keyIn } = yield* keysAtHand();
  return found.map((row) => opened(row, keyIn));
}

type KeyIn = (patient: string, wrapped: Uint8Array) => Key | "locked";
function* keysAtHand(): Script<{ readonly keyIn: KeyIn }> {
  const keys = yield* vault();
  return { keyIn: (patient, wrapped) => keys.keyIn(patient, wrapped) };
}

/** One entry in clear. */
export function opened(row: SealedEntry, keyIn: KeyIn): Row {
  const key = row.wrapped && keyIn(row.patient, row.wrapped);
  if (key === "locked") throw new Trouble("locked");
  const text = key ? unseal(key, row.sealed, placeOf(row)) : undefined;
  if (text === undefined) throw new Trouble("altered", `${row.sequence} (${row.id})`);
  const { sequence, id, patient, recordedAt, hash } = row;
  return { sequence, id, patient, recordedAt, hash, text };
}

const together = 100;

function* put(table: string, names: readonly string[], all: readonly (readonly Value[])[]): Script<void> {
  const one = `(${names.map(() => "?").join(", ")})`;
  const atOnce = all.length < together ? 1 : together;
  for (let i = 0; i < all.length; i += atOnce) {
    const some = all.slice(i, i + atOnce);
    yield* rows(
      `INSERT INTO ${table} (${names.join(", ")}) VALUES ${some.map(() => one).join(", ")}`,
      ...some.flat(),
    );
  }
}

/**
 * Seals entries and puts them behind the last link; the answer is the new last link. One without a text was erased: it
 * keeps its place and nothing else.
 */
export function* keepEntries(all: readonly Row[], last: string): Script<string> {
  const read = all.filter(({ text }) => text !== "");
  const keys = yield* keysFor([...new Set(read.map(({ patient }) => patient))]);
  let link = last;
  const sealedRows: Value[][] = [];
  const serials = new Map<string, string>();
  for (const row of all) {
    const { sequence, id, patient, recordedAt, hash, text } = row;
    const sealed = text === "" ? new Uint8Array() : seal(keys.get(patient)!, text, placeOf(row));
    link = entryLink(link, { sequence, id, patient, recordedAt, sealed, hash });
    sealedRows.push([sequence, id, patient, recordedAt, sealed, hash, link]);
    const serial = text === "" ? null : serialOf(entryOf(row));
    if (serial !== null) serials.set(`${serial}\n${patient}`, serial);
  }
  yield* put("entries", ["sequence", "id", "patient", "recorded_at", "sealed", "hash", "link"], sealedRows);
  for (const [name, serial] of serials)
    yield* rows(
      "INSERT INTO serials (mark, patient) VALUES (?, ?) ON CONFLICT (mark, patient) DO NOTHING",
      yield* markOf(serial),
      name.slice(serial.length + 1),
    );
  return link;
}

/** Seals lines of the audit and puts them behind the last link. */
export function* keepAudit(all: readonly Kept[], last: string): Script<string> {
  const keys = yield* openKeys();
  let link = last;
  const sealedRows = all.map(({ sequence, hash, text }): Value[] => {
    const sealed = seal(keys.audit, text, auditPlace(sequence));
    link = auditLink(link, { sequence, hash, sealed });
    return [sequence, sealed, hash, link];
  });
  yield* put("audit", ["sequence", "sealed", "hash", "link"], sealedRows);
  return link;
}

/** One line of the audit in clear. */
export function openedAct({ sequence, hash, sealed }: SealedAct, keys: OwnKeys): Kept {
  const text = unseal(keys.audit, sealed, auditPlace(sequence));
  if (text === undefined) throw new Trouble("altered", `${sequence} (audit)`);
  return { sequence, hash, text };
}

/** Lines of the audit in clear. */
export function* auditRows(where: string, ...values: readonly Value[]): Script<Kept[]> {
  const keys = yield* openKeys();
  const found = yield* rows<SealedAct>(
    `SELECT sequence, sealed, hash, link FROM audit WHERE ${where}`,
    ...values,
  );
  return found.map((row) => openedAct(row, keys));
}

/** Where the audit ends. */
export function* lastAct(): Script<Last> {
  return (
    (yield* first<Last>("SELECT sequence, hash, link FROM audit ORDER BY sequence DESC LIMIT 1")) ?? start
  );
}

/** A row as an entry; one that is not as it was written is never served (S-02). */
export function whole(row: Row): Entry {
  const fact = JSON.parse(row.text) as Record<string, unknown>;
  if (digest(row.text) !== row.hash || fact["sequence"] !== row.sequence || !isRepeated(row, fact))
    throw new Trouble("altered", `${row.sequence} (${row.id})`);
  return { ...fact, hash: row.hash } as unknown as Entry;
}
