import type { DatabaseSync } from "node:sqlite";
import { steps as allSteps } from "./steps.ts";

/** Says whose file this is: "Thec" in ASCII. */
export const applicationId = 0x54686563;

/** What takes a file of SQLite from one version to the next. */
export const migrations: readonly string[] = allSteps.map(({ sqlite }) => sqlite);

/** Brings a file to the newest version, each step whole or not at all; a file from a newer Theca is refused. */
export function migrate(db: DatabaseSync, steps: readonly string[] = migrations): void {
  const number = (pragma: string): number =>
    Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0] as number;
  const owner = number("application_id");
  const tables = db.prepare("SELECT count(*) AS n FROM sqlite_schema").get() as { n: number };
  if (owner !== applicationId && (owner !== 0 || tables.n > 0)) throw new Refusal("notOurs");
  const version = number("user_version");
  if (version > steps.length) throw new Refusal("newer");
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    db.exec("BEGIN IMMEDIATE");
    try {
      // Another process may have taken this step while we waited for the lock.
      if (number("user_version") === index) {
        db.exec(step);
        db.exec(`PRAGMA application_id = ${applicationId}`);
        db.exec(`PRAGMA user_version = ${index + 1}`);
      }
      db.exec("COMMIT");
    } catch (error) {
      db.exec("ROLLBACK");
      throw error;
    }
  }
}

/** Why a file or a database is not opened. */
export type Reason =
  | "oldSqlite"
  | "notDurable"
  | "notOurs"
  | "newer"
  | "damaged"
  | "brokenChain"
  | "notADatabase"
  | "unwritable"
  | "badUrl"
  | "unreachable"
  | "wrongPassword"
  | "noDatabase"
  | "noRights"
  | "oldPostgres"
  | "notUtf8";

/** Thrown where a store is opened, said as a sentence outside. */
export class Refusal extends Error {
  readonly reason: Reason;
  /** What the database itself said, where that helps to mend it. */
  readonly detail: string | undefined;
  constructor(reason: Reason, detail?: string) {
    super(reason);
    this.reason = reason;
    this.detail = detail;
  }
}
