// Erasing a person: the key of their record is destroyed, so that what is sealed under it, here and in every later copy,
// is read by nobody; entries keep their places and the chain holds. Whatever was derived from them goes.
import { audit } from "./audit.ts";
import { listCases, readCase } from "./cases.ts";
import { type Asker, entryOf } from "./decide.ts";
import { type Erasure, erasureOf } from "./erasures.ts";
import { entryRows } from "./kept.ts";
import { rows, type Script, vault } from "./script.ts";
import { putOutOfMind } from "./standing.ts";

/** Whom to erase, confirmed by an identifier of theirs, and why. */
export interface Erasing {
  readonly patient: string;
  readonly confirmed: string;
  readonly reason: string;
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
  | { readonly refused: "unknown patient" | "not theirs" | "erased before" };

/** Erases somebody, with the line of audit that says who did it and why; nobody can take it back. */
export function* erase({ patient, confirmed, reason, asker }: Erasing): Script<Erased> {
  if (yield* erasureOf(patient)) return { refused: "erased before" };
  const entries = (yield* entryRows("patient = ? ORDER BY sequence", patient)).map(entryOf);
  if (entries.length === 0) return { refused: "unknown patient" };
  const people = entries.flatMap((entry) => (entry.kind === "patient" ? [entry.data] : []));
  const numbers = people.flatMap(({ identifiers }) => identifiers.map(({ value }) => value));
  // Of whom nobody wrote down a number, the id of the record is typed.
  if (!(numbers.length > 0 ? numbers : [patient]).includes(confirmed.trim())) {
    yield* audit({ ...asker, action: "refused", patient, reason: "erase" });
    return { refused: "not theirs" };
  }
  const plans = yield* plansOf((who) =>
    people.some(
      ({ name, birthDate }) =>
        numbers.includes(who.number ?? "") || (who.name === name && who.birthDate === birthDate),
    ),
  );
  const after = { entries: entries.length, plans: plans.length };
  yield* audit({ ...asker, action: "erase", patient, reason, after });
  yield* rows("INSERT INTO erasures (patient, at) VALUES (?, ?)", patient, asker.at);
  yield* rows("DELETE FROM keys WHERE subject = ?", patient);
  for (const table of ["serials", "snapshots", "teams"])
    yield* rows(`DELETE FROM ${table} WHERE patient = ?`, patient);
  yield* rows("UPDATE glass SET reason = '' WHERE patient = ?", patient);
  for (const id of plans) yield* rows("DELETE FROM cases WHERE id = ?", id);
  (yield* vault()).forget();
  putOutOfMind(entries.map(({ hash }) => hash));
  return { erased: { patient, at: asker.at }, ...after };
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
