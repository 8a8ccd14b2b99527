import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { verifyChains } from "./ledger.ts";
import { migrate, Refusal } from "./migrations.ts";
import { runOnSqlite } from "./script.ts";

// SQLite 3.7.0 to 3.51.2 can lose a committed write when two connections reset the log at once.
const oldestSqlite = [3, 51, 3] as const;

/** How many of the latest records are checked whenever the file is opened; all of them on demand. */
const checkedOnOpening = 2000;
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

/** Opens the file so that an acknowledged write survives a power cut, checks it, and brings it up to date. */
export function openDatabase(file: string): DatabaseSync {
  const probe = new DatabaseSync(":memory:");
  const { version } = probe.prepare("SELECT sqlite_version() AS version").get() as { version: string };
  probe.close();
  if (!isRecent(version)) throw new Refusal("oldSqlite");
  const db = open(file);
  try {
    const pragma = (text: string): unknown => Object.values(db.prepare(`PRAGMA ${text}`).get() ?? {})[0];
    db.exec("PRAGMA busy_timeout = 5000");
    // A large file is looked through by the verifier while it is in use.
    if (statSync(file).size <= lookedThrough && pragma("quick_check(1)") !== "ok")
      throw new Refusal("damaged");
    if (pragma("journal_mode = WAL") !== "wal") throw new Refusal("notDurable");
    db.exec("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF");
    if (pragma("synchronous") !== 2) throw new Refusal("notDurable");
    migrate(db);
    if (runOnSqlite(db, verifyChains(checkedOnOpening)).damage) throw new Refusal("brokenChain");
    return db;
  } catch (error) {
    db.close();
    throw named(error);
  }
}

function open(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file);
  } catch (error) {
    throw named(error);
  }
}

const reasons = { 11: "damaged", 26: "notADatabase", 8: "unwritable", 14: "unwritable" } as const;

/** SQLite's own primary result codes for what is wrong with a file; any other error is left as it is. */
function named(error: unknown): unknown {
  const code = (error as { errcode?: number }).errcode;
  const reason = code === undefined ? undefined : reasons[(code & 0xff) as keyof typeof reasons];
  return reason ? new Refusal(reason) : error;
}
