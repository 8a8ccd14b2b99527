import { audit } from "./audit.ts";
import type { Asker } from "./decide.ts";
import { first, rows, type Script } from "./script.ts";

/** What a clinic has settled for all its patients, as last saved. */
export interface Settled {
  readonly value: Readonly<Record<string, unknown>>;
  /** 1 when first saved, one more each time; 0 where nothing was settled yet. */
  readonly revision: number;
  readonly by?: string;
  /** Milliseconds since 1970, UTC. */
  readonly at?: number;
}

/** The new state, or the state that was found where another one was expected. */
export type Settling = { readonly saved: Settled } | { readonly conflict: Settled };

interface Row {
  readonly text: string;
  readonly revision: number;
  readonly saved_at: number;
  readonly saved_by: string;
}

/** What is settled under a name; nothing where nobody did. */
export function* readSettings(name: string): Script<Settled> {
  const row = yield* first<Row>(
    "SELECT text, revision, saved_at, saved_by FROM settings WHERE name = ?",
    name,
  );
  return row
    ? {
        value: JSON.parse(row.text) as Settled["value"],
        revision: row.revision,
        by: row.saved_by,
        at: row.saved_at,
      }
    : { value: {}, revision: 0 };
}

/** Settles something for all patients, with its line of audit, unless somebody else did since it was read. */
export function* saveSettings(
  name: string,
  draft: Pick<Settled, "value" | "revision">,
  asker: Asker,
): Script<Settling> {
  const found = yield* readSettings(name);
  return found.revision === draft.revision
    ? { saved: yield* settle(name, draft, asker, {}) }
    : { conflict: found };
}

/** The same for whoever has seen that nobody else did; what was changed besides is noted with it. */
export function* settle(
  name: string,
  { value, revision }: Pick<Settled, "value" | "revision">,
  asker: Asker,
  besides: Readonly<Record<string, string>>,
): Script<Settled> {
  const { value: before } = yield* readSettings(name);
  yield* rows(
    `INSERT INTO settings (name, text, revision, saved_at, saved_by) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET text = excluded.text, revision = excluded.revision,
       saved_at = excluded.saved_at, saved_by = excluded.saved_by`,
    name,
    JSON.stringify(value),
    revision + 1,
    asker.at,
    asker.who,
  );
  const after = { ...value, ...besides };
  yield* audit({ ...asker, action: "settings changed", reason: name, before, after });
  return { value, revision: revision + 1, by: asker.who, at: asker.at };
}
