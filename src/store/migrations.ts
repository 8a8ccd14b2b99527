import type { DatabaseSync } from "node:sqlite";

/** Says whose file this is: "Thec" in ASCII. */
export const applicationId = 0x54686563;

/** Each step takes the file one version further. A step that has been released is never changed. */
export const migrations: readonly string[] = [
  `CREATE TABLE cases (
     id TEXT PRIMARY KEY NOT NULL,
     title TEXT NOT NULL,
     plan TEXT NOT NULL CHECK (json_valid(plan)),
     revision INTEGER NOT NULL CHECK (revision > 0),
     saved_at TEXT NOT NULL
   ) STRICT`,
  // The ledger: what is in it is never changed or taken out, by whatever route (T-04).
  `CREATE TABLE entries (
     sequence INTEGER PRIMARY KEY NOT NULL,
     id TEXT UNIQUE NOT NULL,
     patient TEXT NOT NULL,
     serial TEXT,
     recorded_at INTEGER NOT NULL,
     text TEXT NOT NULL CHECK (json_valid(text)),
     hash TEXT NOT NULL
   ) STRICT;
   CREATE INDEX entries_of_patient ON entries (patient, sequence);
   CREATE INDEX entries_of_serial ON entries (serial, patient) WHERE serial IS NOT NULL;
   CREATE TABLE audit (
     sequence INTEGER PRIMARY KEY NOT NULL,
     text TEXT NOT NULL CHECK (json_valid(text)),
     hash TEXT NOT NULL
   ) STRICT;
   CREATE TRIGGER entries_stay BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
   CREATE TRIGGER entries_kept BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END;
   CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;
   CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is never removed'); END`,
];

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

/** Why a file is not opened. */
export type Reason =
  | "oldSqlite"
  | "notDurable"
  | "notOurs"
  | "newer"
  | "damaged"
  | "brokenChain"
  | "notADatabase"
  | "unwritable";

/** Thrown inside the writer, said as a sentence outside. */
export class Refusal extends Error {
  readonly reason: Reason;
  constructor(reason: Reason) {
    super(reason);
    this.reason = reason;
  }
}
