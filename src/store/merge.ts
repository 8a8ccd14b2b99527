// Two records of one person: a merge, or its taking back, is an entry in both, added in one transaction or not at all.
import type { Instant } from "../quantity/quantity.ts";
import {
  type Entry,
  isOfBoth,
  type MergeEntry,
  type MergeObjection,
  mergeOf,
  objectionsToMerge,
  objectionsToPart,
  type PartEntry,
} from "../records/records.ts";
import { audit } from "./audit.ts";
import { type Asker, entryOf, isSame, type Row } from "./decide.ts";
import { erasureOf } from "./erasures.ts";
import { entryRows, keepEntries, type Last, start } from "./kept.ts";
import { linked } from "./link.ts";
import { recordOf } from "./record.ts";
import { first, marks, type Script } from "./script.ts";
import { dropSnapshots } from "./snapshots.ts";
import { putOutOfMind } from "./standing.ts";

/** One of the two records: where it stood when it was read, and the id of the entry that it gets. */
export interface Side {
  readonly patient: string;
  readonly revision: number;
  readonly entry: string;
}

/** What is done to both: who, when and why. */
export interface Parting {
  readonly kept: Side;
  readonly given: Side;
  readonly at: Instant;
  readonly zone?: string | undefined;
  readonly by: string;
  readonly reason: string;
  readonly asker: Asker;
}
export interface Merging extends Parting {
  readonly overrides?: MergeEntry["data"]["overrides"];
}

/** What became of it; the entry of the record that is kept stands last. */
export type Merged =
  | { readonly added: readonly Entry[]; readonly again: boolean }
  | { readonly refused: NotMerged };

/** Why two records stay as they are. */
export type NotMerged =
  | { readonly why: "stale"; readonly patient: string; readonly since: readonly Entry[] }
  | { readonly why: "erased"; readonly at: number }
  | { readonly why: "unknown patient" | "restricted"; readonly patient: string }
  | { readonly why: "id taken"; readonly id: string }
  | { readonly why: "objections"; readonly objections: readonly MergeObjection[] };

type Made = readonly [given: MergeEntry | PartEntry, kept: MergeEntry | PartEntry];

/** The entries of a merge, the record that is given up first. */
export function mergeEntries({ overrides, ...merging }: Merging | Omit<Merging, "asker">): Made {
  const own = envelope(merging, "records merged");
  const data = { ...dataOf(merging), ...(overrides && { overrides }) };
  return [
    { ...own(merging.given), data },
    { ...own(merging.kept), data },
  ];
}

/** The entries that take one back. */
export function partEntries(parting: Omit<Parting, "asker">, merge: { given: Entry; kept: Entry }): Made {
  const own = envelope(parting, "records parted");
  const data = dataOf(parting);
  return [
    { ...own(parting.given), corrects: merge.given.id, data },
    { ...own(parting.kept), corrects: merge.kept.id, data },
  ];
}

const dataOf = ({ kept, given, reason }: Omit<Parting, "asker">) => ({
  kept: kept.patient,
  given: given.patient,
  reason,
});

const envelope =
  <K extends "records merged" | "records parted">(
    { at, zone, by }: Pick<Parting, "at" | "zone" | "by">,
    kind: K,
  ) =>
  ({ entry, patient }: Side) => ({
    id: entry,
    patient,
    at,
    ...(zone !== undefined && { zone }),
    by,
    from: "entered" as const,
    kind,
  });

/** Merges two records, or says everything that speaks against it; `beside` is what only the charts' people know. */
export function* mergeRecords(merging: Merging, beside: readonly MergeObjection[] = []): Script<Merged> {
  return yield* inBoth(merging, "merge", function* () {
    const { kept, given, overrides } = merging;
    const [one, other] = [yield* recordOf(kept.patient), yield* recordOf(given.patient)];
    return {
      objections: [...objectionsToMerge(one, other, overrides), ...beside],
      made: mergeEntries(merging),
    };
  });
}

/** Parts two records that are merged: each has its own history again, and what was entered since stays where it is. */
export function* partRecords(parting: Parting): Script<Merged> {
  return yield* inBoth(parting, "part", function* () {
    const { kept, given } = parting;
    const record = yield* recordOf(kept.patient);
    const merge = mergeOf(record, given.patient);
    return {
      objections: objectionsToPart(record, given.patient),
      made: merge && partEntries(parting, merge),
    };
  });
}

type Judged = { readonly objections: readonly MergeObjection[]; readonly made: Made | undefined };

/** Adds the two entries in the transaction that runs, or says why not; either is audited (T-01). */
function* inBoth(parting: Parting, action: "merge" | "part", judge: () => Script<Judged>): Script<Merged> {
  const result = yield* addedOrRefused(parting, action, judge);
  if ("refused" in result) {
    const { kept, given, asker } = parting;
    const reason = `${action}: ${result.refused.why}`;
    yield* audit({ ...asker, action: "refused", patient: kept.patient, other: given.patient, reason });
  }
  return result;
}

/** Adds each of the two at the end that its record had when it was read. */
function* addedOrRefused(
  { kept, given, asker, ...more }: Parting,
  action: "merge" | "part",
  judge: () => Script<Judged>,
): Script<Merged> {
  const sides = [given, kept];
  for (const { patient } of sides) {
    const gone = yield* erasureOf(patient);
    if (gone) return { refused: { why: "erased", at: gone.at } };
  }
  const before = yield* cameBefore({ kept, given, ...more });
  if (before) return before;
  const ends: string[] = [];
  for (const { patient, revision } of sides) {
    const end = yield* first<{ readonly sequence: number; readonly hash: string }>(
      "SELECT sequence, hash FROM entries WHERE patient = ? ORDER BY sequence DESC LIMIT 1",
      patient,
    );
    if (!end) return { refused: { why: "unknown patient", patient } };
    if (end.sequence !== revision) {
      const since = yield* entryRows("patient = ? AND sequence > ? ORDER BY sequence", patient, revision);
      return { refused: { why: "stale", patient, since: since.map(entryOf) } };
    }
    ends.push(end.hash);
  }
  const { objections, made } = yield* judge();
  if (objections.length > 0 || !made) return { refused: { why: "objections", objections } };
  const rows = yield* keptLast(made, asker.at);
  for (const [i, { patient, sequence }] of rows.entries())
    yield* audit({ ...asker, action, patient, entries: [sequence, sequence], other: rows[1 - i]!.patient });
  // What was derived of both together holds for neither any more, nor may it lie under the key of one.
  yield* dropSnapshots(sides.map(({ patient }) => patient));
  putOutOfMind(ends);
  return { added: rows.map(entryOf), again: false };
}

function* keptLast(made: Made, at: number): Script<Row[]> {
  const last =
    (yield* first<Last & { readonly recordedAt: number }>(
      'SELECT sequence, hash, link, recorded_at AS "recordedAt" FROM entries ORDER BY sequence DESC LIMIT 1',
    )) ?? start;
  const recordedAt = Math.max(at, last.recordedAt);
  const rows: Row[] = [];
  for (const entry of made) {
    const link = linked({ ...entry, recordedAt }, rows.at(-1) ?? last);
    rows.push({ ...link, id: entry.id, patient: entry.patient, recordedAt });
  }
  yield* keepEntries(rows, last.link);
  return rows;
}

/** The same sent again is answered as the first time; an id that belongs to another entry is refused (S-14). */
function* cameBefore(sent: Omit<Merging, "asker">): Script<Merged | undefined> {
  const ids = [sent.given.entry, sent.kept.entry];
  const found = (yield* entryRows(`id IN ${marks(ids)} ORDER BY sequence`, ...ids)).map(entryOf);
  if (found.length === 0) return undefined;
  const [given, kept] = found;
  const isMerge = given?.kind === "records merged";
  const again =
    given && kept && isOfBoth(given.kind)
      ? isMerge
        ? mergeEntries(sent)
        : partEntries(sent, { given: { id: given.corrects } as Entry, kept: { id: kept.corrects } as Entry })
      : undefined;
  return again?.every((entry, i) => isSame(entry, found[i]!))
    ? { added: found, again: true }
    : { refused: { why: "id taken", id: found[0]!.id } };
}
