import { closeSync, openSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { verifyChains } from "./ledger.ts";
import { migrate, migrations, Refusal, versionOf } from "./migrations.ts";
import { giveVault, runOnSqlite } from "./script.ts";
import type { Master } from "./seal.ts";
import { Trouble, troubleOfSqlite } from "./trouble.ts";
import { isUnwrapped, masterFits, rewrap, Vault } from "./vault.ts";

// SQLite 3.7.0 to 3.51.2 can lose a committed write when two connections reset the log at once.
const oldestSqlite = [3, 51, 3] as const;

/** How many of the latest records are checked whenever the file is opened; all of them on demand. */
const checkedOnOpening = 2000;
/** So long, in ms, one waits for another process. */
const patience = 5000;
/** Files up to so many bytes are looked through page by page when they are opened. */
const lookedThrough = 64 * 2 ** 20;

/** True for a version of SQLite that keeps what it acknowledged. */
export function isRecent(version: string): boolean {
  const parts = version.split(".").map(Number);
  for (const [i, least] of oldestSqlite.entries()) {
    if ((parts[i] ?? 0) !== least) return (parts[i] ?? 0) > least;
  }
  return true;
}

/**
 * Opens the file so that an acknowledged write survives a power cut, checks it, and brings it up to date. A file that is
 * not under the master key at hand is refused before anything is written; one under none is put under it.
 */
export function openDatabase(file: string, master?: Master): DatabaseSync {
  const probe = new DatabaseSync(":memory:");
  const { version } = probe.prepare("SELECT sqlite_version() AS version").get() as { version: string };
  probe.close();
  if (!isRecent(version)) throw new Refusal("oldSqlite");
  const db = giveVault(open(file), new Vault(master));
  try {
    const pragma = (text: string): unknown => Object.values(db.prepare(`PRAGMA ${text}`).get() ?? {})[0];
    db.exec(`PRAGMA busy_timeout = ${patience}`);
    refuseOtherKey(db);
    // A large file is looked through by the verifier while it is in use.
    if (statSync(file).size <= lookedThrough && pragma("quick_check(1)") !== "ok")
      throw new Refusal("damaged");
    if (pragma("journal_mode = WAL") !== "wal") throw new Refusal("notDurable");
    db.exec(
      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON",
    );
    if (pragma("synchronous") !== 2) throw new Refusal("notDurable");
    const version = versionOf(db);
    migrate(db);
    const wasUnwrapped = runOnSqlite(db, isUnwrapped());
    if (master && wasUnwrapped) putUnder(db, master);
    // What lay here in clear is not left in pages that nothing points at.
    if (version > 0 && version < sealedFrom) db.exec("VACUUM");
    if ((version > 0 && version < sealedFrom) || wasUnwrapped) scrub(db);
    if (runOnSqlite(db, verifyChains(checkedOnOpening)).damage) throw new Refusal("brokenChain");
    return db;
  } catch (error) {
    db.close();
    throw named(error);
  }
}

/** The first version in which content is sealed. */
const sealedFrom = 1 + migrations.findIndex(({ sqlite }) => sqlite.includes("CREATE TABLE keys"));

/** Refuses a file that is only to be read and is of another schema. */
export function refuseUnreadable(db: DatabaseSync): void {
  const version = versionOf(db);
  if (version > migrations.length) throw new Refusal("newer");
  if (version > 0 && version < migrations.length) throw new Refusal("older");
}

function refuseOtherKey(db: DatabaseSync): void {
  const version = versionOf(db);
  if (version < sealedFrom || version > migrations.length) return;
  const fit = runOnSqlite(db, masterFits());
  if (fit !== "fits") throw new Refusal(fit === "missing" ? "keyMissing" : "keyWrong");
}

/** Puts every key of a file under a master key. */
export function putUnder(db: DatabaseSync, master: Master): number {
  db.exec("BEGIN IMMEDIATE");
  try {
    const count = runOnSqlite(db, rewrap(master));
    db.exec("COMMIT");
    return count;
  } catch (error) {
    // A full disk ends the transaction by itself.
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

/**
 * Brings the log into the file and empties it, so that no older state of a page is left in it. False where somebody else
 * still reads it, or the disk fails: what was committed holds all the same.
 */
export function scrub(db: DatabaseSync, waits = true): boolean {
  try {
    if (!waits) db.exec("PRAGMA busy_timeout = 0");
    const { busy } = db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get() as { busy: number };
    return busy === 0;
  } catch (error) {
    if (!(troubleOfSqlite(error) instanceof Trouble)) throw error;
    return false;
  } finally {
    if (!waits) db.exec(`PRAGMA busy_timeout = ${patience}`);
  }
}

function open(file: string): DatabaseSync {
  try {
    // What is kept is read by its owner alone, its log and every copy too: SQLite gives them the rights of the file.
    closeSync(openSync(file, "a", 0o600));
    return new DatabaseSync(file);
  } catch (error) {
    throw named(error);
  }
}

const reasons = { 11: "damaged", 26: "notADatabase", 8: "unwritable", 14: "unwritable" } as const;
const unwritable = /^(EACCES|EISDIR|ENOENT|ENOTDIR|EPERM|EROFS)$/;

/** What SQLite and the system say of a file that cannot be used, as a reason; any other error is left as it is. */
export function named(error: unknown): unknown {
  if (error instanceof Trouble && error.trouble === "altered") return new Refusal("brokenChain");
  const code = (error as { errcode?: number }).errcode;
  const reason = code === undefined ? undefined : reasons[(code & 0xff) as keyof typeof reasons];
  if (reason) return new Refusal(reason);
  const { code: said, path } = error as NodeJS.ErrnoException;
  return said !== undefined && unwritable.test(said) ? new Refusal("unwritable", path) : error;
}
