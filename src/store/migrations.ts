import type { DatabaseSync } from "node:sqlite";
import { Refusal } from "./refusal.ts";
import { runOnSqlite } from "./script.ts";
import { type Step, steps as allSteps } from "./steps.ts";

export { type Reason, Refusal } from "./refusal.ts";

/** Says whose file this is: "Thec" in ASCII. */
export const applicationId = 0x54686563;

/** What takes a file of SQLite from one version to the next. */
export const migrations: readonly Pick<Step, "sqlite" | "afterwards">[] = allSteps;

/** What a file says of its schema: how many steps it has gone. */
export const versionOf = (db: DatabaseSync): number => numberIn(db, "user_version");

const numberIn = (db: DatabaseSync, pragma: string): number =>
  Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0] as number;

/** Brings a file to the newest version, each step whole or not at all; a file from a newer Theca is refused. */
export function migrate(db: DatabaseSync, steps = migrations): void {
  const number = (pragma: string): number => numberIn(db, pragma);
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
        db.exec(step.sqlite);
        if (step.afterwards) runOnSqlite(db, step.afterwards());
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
