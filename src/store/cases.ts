import { first, rows, type Script } from "./script.ts";

/** A plan of the workbench under its name, as last saved. */
export interface Case {
  readonly id: string;
  readonly title: string;
  /** JSON, as the workbench wrote it. */
  readonly plan: unknown;
  /** 1 when first saved, one more each time. */
  readonly revision: number;
  /** ISO 8601, UTC. */
  readonly savedAt: string;
}

/** A case without its plan, for lists. */
export type CaseHead = Omit<Case, "plan">;

/** A case as it is to be saved: `revision` is the one it was read at, 0 for a new one. */
export type CaseDraft = Case;

/** The new state, or the state that was found where another one was expected (null: there is none). */
export type Saved = { readonly saved: CaseHead } | { readonly conflict: CaseHead | null };

interface Row {
  readonly id: string;
  readonly title: string;
  readonly plan: string;
  readonly revision: number;
  readonly saved_at: string;
}

const headOf = ({ id, title, revision, saved_at }: Row): CaseHead => ({
  id,
  title,
  revision,
  savedAt: saved_at,
});

/** All cases, the last saved first. */
export function* listCases(): Script<CaseHead[]> {
  const found = yield* rows<Row>(
    "SELECT id, title, revision, saved_at FROM cases ORDER BY saved_at DESC, id",
  );
  return found.map(headOf);
}

/** One case, or null where there is none of that id. */
export function* readCase(id: string): Script<Case | null> {
  const row = yield* rowOf(id);
  return row ? { ...headOf(row), plan: JSON.parse(row.plan) } : null;
}

/** Saves a case unless somebody else saved it since it was read. */
export function* saveCase(draft: CaseDraft): Script<Saved> {
  const found = yield* rowOf(draft.id);
  if ((found?.revision ?? 0) !== draft.revision) return { conflict: found ? headOf(found) : null };
  const revision = draft.revision + 1;
  yield* rows(
    `INSERT INTO cases (id, title, plan, revision, saved_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET title = excluded.title, plan = excluded.plan,
       revision = excluded.revision, saved_at = excluded.saved_at`,
    draft.id,
    draft.title,
    JSON.stringify(draft.plan),
    revision,
    draft.savedAt,
  );
  return { saved: { id: draft.id, title: draft.title, revision, savedAt: draft.savedAt } };
}

/** Removes a case unless somebody else saved it since it was read. */
export function* removeCase(id: string, revision: number): Script<Saved> {
  const found = yield* rowOf(id);
  if (!found || found.revision !== revision) return { conflict: found ? headOf(found) : null };
  yield* rows("DELETE FROM cases WHERE id = ?", id);
  return { saved: headOf(found) };
}

const rowOf = (id: string): Script<Row | undefined> =>
  first<Row>("SELECT id, title, plan, revision, saved_at FROM cases WHERE id = ?", id);
