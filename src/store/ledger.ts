import type { Entry } from "../records/records.ts";
import { audit } from "./audit.ts";
import { type Added, type Addition, type Asker, decide, namesIn } from "./decide.ts";
import { erasureOf } from "./erasures.ts";
import { entryRows, keepEntries, start, whole } from "./kept.ts";
import type { Link } from "./link.ts";
import { first, marks, type Script } from "./script.ts";
import { keepInMind, objectionsFor } from "./standing.ts";
import { markOf } from "./vault.ts";

export { type Damage, type Erased, type Verified, verifyChains } from "./chains.ts";

/** Adds entries and their line of audit in the transaction that runs, or says why not. */
export function* addEntries(addition: Addition): Script<Added> {
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
  const decision = decide(addition, {
    named,
    since: isStale
      ? yield* entryRows("patient = ? AND sequence > ? ORDER BY sequence", patient, revision)
      : [],
    latest: latest?.sequence ?? 0,
    objections: isStale ? [] : yield* objectionsFor(addition, latest, named),
    elsewhere: yield* borneByOthers(serials, patient),
    last,
  });
  if (!("rows" in decision)) return decision.answer;
  yield* keepEntries(decision.rows, last.link);
  yield* audit(decision.act);
  keepInMind(latest, decision.rows);
  return decision.answer;
}

/** The serial numbers that stand on another patient's entries. */
function* borneByOthers(serials: readonly string[], patient: string): Script<string[]> {
  const borne: string[] = [];
  for (const serial of serials)
    if (
      yield* first(
        "SELECT 1 AS one FROM serials WHERE mark = ? AND patient <> ? LIMIT 1",
        yield* markOf(serial),
        patient,
      )
    )
      borne.push(serial);
  return borne;
}

/** Everything kept of one patient, in the order in which it was recorded; the reading is audited (T-06). */
export function* readEntries(patient: string, asker: Asker): Script<Entry[]> {
  yield* audit({ ...asker, action: "read", patient });
  return (yield* entryRows("patient = ? ORDER BY sequence", patient)).map(whole);
}

/** The entries of all patients after a sequence number, `most` at a time; the reading is audited. */
export function* entriesSince(after: number, most: number, asker: Asker): Script<Entry[]> {
  yield* audit({ ...asker, action: "read all", reason: `after ${after}` });
  return (yield* entryRows("sequence > ? ORDER BY sequence LIMIT ?", after, most)).map(whole);
}
