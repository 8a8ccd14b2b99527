import { auditRows, keepAudit, lastAct } from "./kept.ts";
import { type Kept, linked } from "./link.ts";
import { reasonsOf } from "./reasons.ts";
import type { Script } from "./script.ts";

/** What can be done to records and accounts, in the word of the audit. */
export type Action =
  | "append"
  | "merge"
  | "part"
  | "read"
  | "read all"
  | "erase"
  | "export"
  | "verify"
  | "list cases"
  | "read case"
  | "save case"
  | "remove case"
  | "settings changed"
  | "notice sent"
  | "notice failed"
  | "notice given up"
  | "refused"
  | "read audit"
  | "sign in"
  | "sign-in refused"
  | "sign out"
  | "sign out everywhere"
  | "session ended"
  | "lock"
  | "unlock"
  | "second person"
  | "account made"
  | "account changed"
  | "password changed"
  | "password reset"
  | "second factor set"
  | "recovery code used"
  | "team changed"
  | "find restricted"
  | "break glass"
  | "glass reviewed";

/** Who does what to whose record. */
export interface Act {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly who: string;
  /** The account of whoever it was, where people sign in; its roles, and from where. */
  readonly account?: string;
  readonly roles?: readonly string[];
  readonly address?: string;
  /** The breaking of the glass by which a restricted chart was seen. */
  readonly glass?: string;
  readonly action: Action;
  /** The account that it was done to. */
  readonly subject?: string;
  readonly case?: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly patient?: string;
  /** The record that it was merged with or parted from. */
  readonly other?: string;
  /** The entries added, first and last. */
  readonly entries?: readonly [number, number];
  readonly reason?: string;
}

/** One line of the audit trail, chained like the entries. */
export type AuditRow = Act & {
  readonly sequence: number;
  readonly salt?: string;
  readonly previous: string;
  readonly hash: string;
};

/** Writes the line into the transaction that runs: what cannot be audited does not happen (T-01, T-05). */
export function* audit(act: Act): Script<void> {
  const last = yield* lastAct();
  yield* keepAudit([linked(act, last)], last.link);
}

/** Lines as they are shown: the reason for breaking the glass stands elsewhere, for as long as its patient can be read. */
function* shown(kept: readonly Kept[]): Script<AuditRow[]> {
  const found = kept.map(({ text, hash }) => ({ ...(JSON.parse(text) as Omit<AuditRow, "hash">), hash }));
  const broken = found.flatMap(({ action, reason, glass }) =>
    action === "break glass" && reason === undefined && glass !== undefined ? [glass] : [],
  );
  const reasons = yield* reasonsOf([...new Set(broken)]);
  return found.map((row) => {
    const reason = row.action === "break glass" ? (row.reason ?? reasons.get(row.glass ?? "")) : row.reason;
    return reason ? { ...row, reason } : row;
  });
}

/** The audit trail after a line, in order; looking is written down where somebody is named who looks. */
export function* readAudit(after: number, most: number, asker?: Omit<Act, "action">): Script<AuditRow[]> {
  if (asker) yield* audit({ ...asker, action: "read audit" });
  return yield* shown(yield* auditRows("sequence > ? ORDER BY sequence LIMIT ?", after, most));
}

/** The latest lines before one, the last first; looking is written down, too. */
export function* auditBefore(
  before: number | null,
  most: number,
  asker: Omit<Act, "action">,
): Script<AuditRow[]> {
  yield* audit({ ...asker, action: "read audit" });
  const found = yield* auditRows(
    "sequence < ? ORDER BY sequence DESC LIMIT ?",
    before ?? Number.MAX_SAFE_INTEGER,
    most,
  );
  return yield* shown(found);
}
