import { genesis } from "../records/records.ts";
import { linked, type Link } from "./link.ts";
import { first, rows, type Script } from "./script.ts";

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
export function* audit(act: Act): Script<void> {
  const last = yield* first<Link>("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1");
  const { text, hash, sequence } = linked(act, last ?? { sequence: 0, hash: genesis });
  yield* rows("INSERT INTO audit (sequence, text, hash) VALUES (?, ?, ?)", sequence, text, hash);
}

/** The audit trail after a line, in order. */
export function* readAudit(after: number, most: number): Script<AuditRow[]> {
  const found = yield* rows<{ text: string; hash: string }>(
    "SELECT text, hash FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?",
    after,
    most,
  );
  return found.map(({ text, hash }) => ({ ...(JSON.parse(text) as Omit<AuditRow, "hash">), hash }));
}
