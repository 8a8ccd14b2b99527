import type { DatabaseSync } from "node:sqlite";
import { genesis } from "../records/records.ts";
import { linked, type Link } from "./link.ts";

/** Who does what to whose record. */
export interface Act {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly who: string;
  readonly action: "append" | "read" | "read all" | "export" | "verify";
  readonly patient?: string;
  /** The entries added, first and last. */
  readonly entries?: readonly [number, number];
  readonly reason?: string;
}

/** One line of the audit trail, chained like the entries. */
export type AuditRow = Act & { readonly sequence: number; readonly previous: string; readonly hash: string };

/** Writes the line into the transaction that runs: what cannot be audited does not happen (T-01, T-05). */
export function audit(db: DatabaseSync, act: Act): void {
  const last = db.prepare("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1").get() as
    | Link
    | undefined;
  const { text, hash, sequence } = linked(act, last ?? { sequence: 0, hash: genesis });
  db.prepare("INSERT INTO audit (sequence, text, hash) VALUES (?, ?, ?)").run(sequence, text, hash);
}

/** The audit trail after a line, in order. */
export function readAudit(db: DatabaseSync, after: number, most: number): AuditRow[] {
  const rows = db
    .prepare("SELECT text, hash FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?")
    .all(after, most) as { text: string; hash: string }[];
  return rows.map(({ text, hash }) => ({ ...(JSON.parse(text) as Omit<AuditRow, "hash">), hash }));
}
