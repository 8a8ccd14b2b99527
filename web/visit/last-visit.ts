// A visit as it stands in the record: the entries up to its closing, what stood before it and what after.
import type { Reply } from "../../src/operations/operations.ts";
import type { Locale } from "../../src/quantity/quantity.ts";
import { type EntryKind, isOfBoth } from "../../src/records/records.ts";
import { ask } from "../engine.ts";
import { asEntered, type Kept } from "../patients/ledger.ts";
import type { Standing } from "../patients/standing.ts";

export interface KeptVisit {
  /** What of the visit holds, in the order of happening. */
  readonly entries: readonly Kept[];
  readonly closed: Kept;
  readonly before: Standing | undefined;
  readonly after: Standing;
  readonly signatures: readonly Kept[];
}

const moment = ({ at }: Kept): number => Date.parse(at);

/** The last visit that was closed; undefined where none was. */
export function lastVisit(read: readonly Kept[], locale: Locale): KeptVisit | undefined {
  const corrected = new Set(read.flatMap(({ corrects }) => corrects ?? []));
  const closed = read.findLast(({ kind }) => kind === "visit closed");
  if (!closed) return undefined;
  const isOwn = ({ patient }: Kept): boolean => patient === closed.patient;
  const isMerge = ({ kind }: Kept): boolean => isOfBoth(kind as EntryKind);
  // A visit is of one record; what stood around it is of both where they were merged before.
  const wasMerged = read.some(
    (entry) => isMerge(entry) && entry.data["kept"] === closed.patient && entry.sequence < closed.sequence,
  );
  const all = wasMerged ? read : read.filter((entry) => isOwn(entry) && !isMerge(entry));
  const closings = all.filter((entry) => entry.kind === "visit closed" && isOwn(entry));
  const earlier = closings.at(-2)?.sequence ?? 0;
  const standingOf = (entries: readonly Kept[], now: string): Standing | undefined => {
    if (entries.length === 0) return undefined;
    const reply: Reply<Standing> = ask("standing", { now, entries: entries.map(asEntered) }, locale);
    return reply.ok ? reply.answer : undefined;
  };
  // A correction made later belongs to the visit of the entry that it corrects.
  const rootOf = (entry: Kept): number => {
    const first = entry.corrects && all.find(({ id }) => id === entry.corrects);
    return first ? rootOf(first) : entry.sequence;
  };
  const upTo = all.filter((entry) => rootOf(entry) <= closed.sequence);
  const after = standingOf(upTo, closed.at);
  if (!after) return undefined;
  const entries = upTo
    .filter((entry) => rootOf(entry) > earlier && !corrected.has(entry.id) && isOwn(entry) && !isMerge(entry))
    .sort((a, b) => moment(a) - moment(b) || rootOf(a) - rootOf(b));
  const began = entries[0]?.at ?? closed.at;
  return {
    entries,
    closed,
    before: standingOf(
      all.filter((entry) => rootOf(entry) <= earlier || isMerge(entry)),
      began,
    ),
    after,
    signatures: all.filter(({ kind, data }) => kind === "signature" && data["of"] === closed.id),
  };
}
