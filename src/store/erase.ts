// Erasing a person: the key of their record is destroyed, so that what is sealed under it, here and in every later copy,
// is read by nobody; entries keep their places and the chain holds. Whatever was derived from them goes.
import { mergeAway } from "../records/records.ts";
import { type Act, audit } from "./audit.ts";
import { listCases, readCase } from "./cases.ts";
import { type Asker, entryOf } from "./decide.ts";
import { type Erasure, erasureOf } from "./erasures.ts";
import { entryRows } from "./kept.ts";
import { recordOf } from "./record.ts";
import { rows, type Script, vault } from "./script.ts";
import { dropSnapshots } from "./snapshots.ts";
import { putOutOfMind } from "./standing.ts";

/** Whom to erase, confirmed by an identifier of theirs, and why. */
export interface Erasing {
  readonly patient: string;
  readonly confirmed: string;
  readonly reason: string;
  /** True where the records that are merged with it are to go with it: without, a merged one is not erased. */
  readonly merged?: boolean | undefined;
  readonly asker: Asker;
}

/** What became of it. */
export type Erased =
  | {
      readonly erased: Erasure;
      readonly entries: number;
      /** Plans of the workbench that bore the same identifier, or the same name and birth date. */
      readonly plans: number;
    }
  | { readonly refused: "unknown patient" | "not theirs" | "erased before" | "merged" };

/** Erases somebody, with the line of audit that says who did it and why; nobody can take it back. */
export function* erase({ patient, confirmed, reason, merged, asker }: Erasing): Script<Erased> {
  if (yield* erasureOf(patient)) return { refused: "erased before" };
  const own = (yield* entryRows("patient = ? ORDER BY sequence", patient)).map(entryOf);
  if (own.length === 0) return { refused: "unknown patient" };
  const entries = yield* recordOf(mergeAway(own)?.data.kept ?? patient);
  const records = [...new Set(entries.map((entry) => entry.patient))];
  const people = entries.flatMap((entry) => (entry.kind === "patient" ? [entry.data] : []));
  const numbers = people.flatMap(({ identifiers }) => identifiers.map(({ value }) => value));
  // Of whom nobody wrote down a number, the id of the record is typed.
  if (!(numbers.length > 0 ? numbers : [patient]).includes(confirmed.trim())) {
    yield* audit({ ...asker, action: "refused", patient, reason: "erase" });
    return { refused: "not theirs" };
  }
  // Erased alone, what it said would stand on in what was derived of both, and the other would read on without it.
  if (records.length > 1 && !merged) return { refused: "merged" };
  const plans = yield* plansOf((who) =>
    people.some(
      ({ name, birthDate }) =>
        numbers.includes(who.number ?? "") || (who.name === name && who.birthDate === birthDate),
    ),
  );
  const after = { entries: entries.length, plans: plans.length };
  for (const record of records) yield* destroy(record, reason, asker, after);
  // A snapshot from when the two were merged may lie under the key of the one that stays.
  yield* dropSnapshots(entries.flatMap(({ kind, data }) => (kind === "records merged" ? [data.kept] : [])));
  for (const id of plans) yield* rows("DELETE FROM cases WHERE id = ?", id);
  (yield* vault()).forget();
  putOutOfMind(entries.map(({ hash }) => hash));
  return { erased: { patient, at: asker.at }, ...after };
}

function* destroy(
  patient: string,
  reason: string,
  asker: Asker,
  after: NonNullable<Act["after"]>,
): Script<void> {
  yield* audit({ ...asker, action: "erase", patient, reason, after });
  yield* rows("INSERT INTO erasures (patient, at) VALUES (?, ?)", patient, asker.at);
  yield* rows("DELETE FROM keys WHERE subject = ?", patient);
  for (const table of ["serials", "snapshots", "teams", "told_alerts"])
    yield* rows(`DELETE FROM ${table} WHERE patient = ?`, patient);
  yield* rows("UPDATE glass SET reason = '' WHERE patient = ?", patient);
}

interface Identity {
  readonly name?: string;
  readonly number?: string;
  readonly birthDate?: string;
}

/** The plans of the workbench that are for somebody. */
function* plansOf(isFor: (identity: Identity) => boolean): Script<string[]> {
  const found: string[] = [];
  for (const { id } of yield* listCases()) {
    const plan = (yield* readCase(id))?.plan as { readonly identity?: Identity } | null | undefined;
    if (plan?.identity && isFor(plan.identity)) found.push(id);
  }
  return found;
}
