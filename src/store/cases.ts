import { first, rows, type Script } from "./script.ts";
import { seal, unseal } from "./seal.ts";
import { Trouble } from "./trouble.ts";
import { openKeys } from "./vault.ts";

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
  readonly title: Uint8Array;
  readonly plan: Uint8Array;
  readonly revision: number;
  readonly saved_at: string;
}

const placeOf = (id: string, column: "title" | "plan"): string => `cases\n${id}\n${column}`;

function* opened(id: string, column: "title" | "plan", sealed: Uint8Array): Script<string> {
  const { cases } = yield* openKeys();
  const text = unseal(cases, sealed, placeOf(id, column));
  if (text === undefined) throw new Trouble("altered", `${id} (cases)`);
  return text;
}

function* headOf({ id, title, revision, saved_at }: Omit<Row, "plan">): Script<CaseHead> {
  return { id, title: yield* opened(id, "title", title), revision, savedAt: saved_at };
}

/** All cases, the last saved first. */
export function* listCases(): Script<CaseHead[]> {
  const found = yield* rows<Omit<Row, "plan">>(
    "SELECT id, title, revision, saved_at FROM cases ORDER BY saved_at DESC, id",
  );
  const heads: CaseHead[] = [];
  for (const row of found) heads.push(yield* headOf(row));
  return heads;
}

/** One case, or null where there is none of that id. */
export function* readCase(id: string): Script<Case | null> {
  const row = yield* rowOf(id);
  return row ? { ...(yield* headOf(row)), plan: JSON.parse(yield* opened(id, "plan", row.plan)) } : null;
}

/** Saves a case unless somebody else saved it since it was read. */
export function* saveCase(draft: CaseDraft): Script<Saved> {
  const found = yield* rowOf(draft.id);
  if ((found?.revision ?? 0) !== draft.revision) return { conflict: found ? yield* headOf(found) : null };
  const revision = draft.revision + 1;
  yield* putCase({ ...draft, plan: JSON.stringify(draft.plan), revision });
  return { saved: { id: draft.id, title: draft.title, revision, savedAt: draft.savedAt } };
}

/** Puts a case in its place as it is, its plan as text. */
export function* putCase(draft: CaseHead & { readonly plan: string }): Script<void> {
  const { cases } = yield* openKeys();
  yield* rows(
    `INSERT INTO cases (id, title, plan, revision, saved_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET title = excluded.title, plan = excluded.plan,
       revision = excluded.revision, saved_at = excluded.saved_at`,
    draft.id,
    seal(cases, draft.title, placeOf(draft.id, "title")),
    seal(cases, draft.plan, placeOf(draft.id, "plan")),
    draft.revision,
    draft.savedAt,
  );
}

/** Removes a case unless somebody else saved it since it was read. */
export function* removeCase(id: string, revision: number): Script<Saved> {
  const found = yield* rowOf(id);
  if (!found || found.revision !== revision) return { conflict: found ? yield* headOf(found) : null };
  yield* rows("DELETE FROM cases WHERE id = ?", id);
  return { saved: yield* headOf(found) };
}

const rowOf = (id: string): Script<Row | undefined> =>
  first<Row>("SELECT id, title, plan, revision, saved_at FROM cases WHERE id = ?", id);

/** A case in clear, as an export shows it. */
export function* plainCase(row: Row): Script<Record<string, string | number>> {
  const { id, revision, saved_at } = row;
  const [title, plan] = [yield* opened(id, "title", row.title), yield* opened(id, "plan", row.plan)];
  return { id, title, plan, revision, saved_at };
}
