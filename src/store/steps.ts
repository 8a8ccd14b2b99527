import { noticeTables } from "./notice-steps.ts";
import { peopleTables, signing } from "./people-steps.ts";
import type { Script } from "./script.ts";
import { sealKept, sealedTables } from "./sealed-steps.ts";

/** One step of the schema, in the words of each database. */
export interface Step {
  readonly sqlite: string;
  readonly postgres: string;
  /** What is then done with what was kept, on either database and in the same transaction. */
  readonly afterwards?: () => Script<void>;
}

const casesTable = {
  sqlite: `CREATE TABLE cases (
     id TEXT PRIMARY KEY NOT NULL,
     title TEXT NOT NULL,
     plan TEXT NOT NULL CHECK (json_valid(plan)),
     revision INTEGER NOT NULL CHECK (revision > 0),
     saved_at TEXT NOT NULL
   ) STRICT`,
  postgres: `CREATE TABLE cases (
     id text COLLATE "C" PRIMARY KEY,
     title text NOT NULL,
     plan text NOT NULL CHECK (plan::json IS NOT NULL),
     revision bigint NOT NULL CHECK (revision > 0),
     saved_at text COLLATE "C" NOT NULL
   )`,
};

// The ledger: what is in it is never changed or taken out, by whatever route (T-04).
const ledgerTables = {
  sqlite: `CREATE TABLE entries (
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
  postgres: `CREATE TABLE entries (
     sequence bigint PRIMARY KEY,
     id text UNIQUE NOT NULL,
     patient text NOT NULL,
     serial text,
     recorded_at bigint NOT NULL,
     text text NOT NULL,
     hash text NOT NULL
   );
   CREATE INDEX entries_of_patient ON entries (patient, sequence);
   CREATE INDEX entries_of_serial ON entries (serial, patient) WHERE serial IS NOT NULL;
   CREATE TABLE audit (sequence bigint PRIMARY KEY, text text NOT NULL, hash text NOT NULL);
   CREATE FUNCTION kept() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION '% are never changed or removed', TG_TABLE_NAME; END $$;
   CREATE TRIGGER entries_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON entries EXECUTE FUNCTION kept();
   CREATE TRIGGER audit_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit EXECUTE FUNCTION kept();`,
};

// What was derived from the entries, kept so that it need not be derived again. May be thrown away at any time.
const snapshots = {
  sqlite: `CREATE TABLE snapshots (
     patient TEXT PRIMARY KEY NOT NULL,
     sequence INTEGER NOT NULL,
     entry_hash TEXT NOT NULL,
     text TEXT NOT NULL,
     hash TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  postgres: `CREATE TABLE snapshots (
     patient text COLLATE "C" PRIMARY KEY,
     sequence bigint NOT NULL,
     entry_hash text NOT NULL,
     text text NOT NULL,
     hash text NOT NULL
   )`,
};

// What a clinic has settled for all its patients, under one name each.
const settings = {
  sqlite: `CREATE TABLE settings (
     name TEXT PRIMARY KEY NOT NULL,
     text TEXT NOT NULL CHECK (json_valid(text)),
     revision INTEGER NOT NULL CHECK (revision > 0),
     saved_at INTEGER NOT NULL,
     saved_by TEXT NOT NULL
   ) STRICT`,
  postgres: `CREATE TABLE settings (
     name text COLLATE "C" PRIMARY KEY,
     text text NOT NULL CHECK (text::json IS NOT NULL),
     revision bigint NOT NULL CHECK (revision > 0),
     saved_at bigint NOT NULL,
     saved_by text NOT NULL
   )`,
};

/**
 * Each step takes a database one version further. A step that has been released is never changed; a new one goes to the
 * end, as { sqlite, postgres }. The first two came in another order to each database; from the third on they are one.
 */
export const steps: readonly Step[] = [
  { sqlite: casesTable.sqlite, postgres: ledgerTables.postgres },
  { sqlite: ledgerTables.sqlite, postgres: casesTable.postgres },
  snapshots,
  peopleTables,
  settings,
  signing,
  { ...sealedTables, afterwards: sealKept },
  noticeTables,
];
