import type { Entry } from "../records/records.ts";
import { audit } from "./audit.ts";
import { type Added, type Addition, type Asker, decide, entryOf, namesIn, serialOf } from "./decide.ts";
import { erasureOf } from "./erasures.ts";
import { entryRows, keepEntries, start, whole } from "./kept.ts";
import type { Link } from "./link.ts";
import { recordRows } from "./record.ts";
import { first, marks, rows, type Script } from "./script.ts";
import { keepInMind, knownAt, objectionsFor } from "./standing.ts";
import { markOf } from "./vault.ts";

export { type Damage, type Erased, type Verified, verifyChains } from "./chains.ts";

/** Adds entries in the transaction that runs, or says why not; either is audited (T-01). */
export function* addEntries(addition: Addition): Script<Added> {
  const result = yield* addedOrRefused(addition);
  if ("refused" in result) {
    const { asker, patient } = addition;
    yield* audit({ ...asker, action: "refused", patient, reason: `append: ${result.refused.why}` });
  }
  return result;
}

function* addedOrRefused(addition: Addition): Script<Added> {
  const { patient, revision } = addition;
  const gone = yield* erasureOf(patient);
  if (gone) return { refused: { why: "erased", at: gone.at } };
  const { ids, serials } = namesIn(addition);
  const named = ids.length === 0 ? [] : yield* entryRows(`id IN ${marks(ids)}`, ...ids);
  const latest = yield* first<Link>(
    "SELECT sequence, hash FROM entries WHERE patient = ? ORDER BY sequence DESC LIMIT 1",
    patient,
  );
  const isStale = (latest?.sequence ?? 0) !== revision;
  const last =
    (yield* first<typeof start>(
      'SELECT sequence, hash, link, recorded_at AS "recordedAt" FROM entries ORDER BY sequence DESC LIMIT 1',
    )) ?? start;
  const known = yield* knownAt(patient, latest);
  const { merged, given = [] } = known.state;
  const decision = decide(addition, {
    named,
    merged: merged?.data.kept,
    since: isStale
      ? yield* entryRows("patient = ? AND sequence > ? ORDER BY sequence", patient, revision)
      : [],
    latest: latest?.sequence ?? 0,
    objections: isStale ? [] : yield* objectionsFor(addition, known, named),
    elsewhere: yield* borneByOthers(serials, [patient, ...given.map(({ record }) => record)]),
    last,
  });
  if (!("rows" in decision)) return decision.answer;
  yield* keepEntries(decision.rows, last.link);
  yield* audit(decision.act);
  keepInMind(latest, decision.rows);
  return decision.answer;
}

/** The serial numbers that are another patient's; `own` are the records of the one at hand. */
function* borneByOthers(serials: readonly string[], own: readonly string[]): Script<string[]> {
  const borne: string[] = [];
  for (const serial of serials) {
    const found = yield* rows<{ readonly patient: string }>(
      "SELECT patient FROM serials WHERE mark = ?",
      yield* markOf(serial),
    );
    const bearers = found.map(({ patient }) => patient);
    const isOwn = (patient: string): boolean => own.includes(patient);
    if (bearers.every(isOwn)) continue;
    // Of records that were merged and parted again both may bear it: the pump is whose it was first.
    if (!bearers.some(isOwn) || !isOwn(yield* firstToBear(serial, bearers))) borne.push(serial);
  }
  return borne;
}

function* firstToBear(serial: string, bearers: readonly string[]): Script<string> {
  const found = yield* entryRows(`patient IN ${marks(bearers)} ORDER BY sequence`, ...bearers);
  return found.find((row) => serialOf(entryOf(row)) === serial)?.patient ?? "";
}

/**
 * Everything kept of one patient, in the order in which it was recorded; the reading is audited (T-06), also of a record
 * that was given up for this one.
 */
export function* readEntries(patient: string, asker: Asker): Script<Entry[]> {
  const found = yield* recordRows([patient]);
  for (const one of new Set([patient, ...found.map((row) => row.patient)]))
    yield* audit({ ...asker, action: "read", patient: one });
  return found.map(whole);
}

/** The entries of all patients after a sequence number, `most` at a time; the reading is audited. */
export function* entriesSince(after: number, most: number, asker: Asker): Script<Entry[]> {
  yield* audit({ ...asker, action: "read all", reason: `after ${after}` });
  return (yield* entryRows("sequence > ? ORDER BY sequence LIMIT ?", after, most)).map(whole);
}
