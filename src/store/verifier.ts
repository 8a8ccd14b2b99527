// Walks everything that is kept on a thread and a connection of its own, so that nobody waits for it.
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { type Checked, checkAll } from "./check.ts";
import type { Verified } from "./ledger.ts";
import { isPostgres } from "./place.ts";
import { giveVault, runOnSqlite } from "./script.ts";
import type { Master } from "./seal.ts";
import { Trouble, troubleOfPostgres, troubleOfSqlite, type TroubleKind } from "./trouble.ts";
import { Vault } from "./vault.ts";

/** What the thread says: how far it has come, then the result, or what came between. */
export type Walked =
  | { readonly walked: Verified }
  | { readonly verified: Checked }
  | { readonly trouble: TroubleKind; readonly record?: string | undefined };

const port = parentPort;
if (port) {
  const tell = (told: Walked): void => port.postMessage(told);
  const { place, master } = workerData as { place: string; master: Master | undefined };
  const walked = (walked: Verified): void => tell({ walked });
  try {
    tell({ verified: await (isPostgres(place) ? ofPostgres : ofSqlite)(place, master, walked) });
  } catch (error) {
    const found = troubleOfSqlite(troubleOfPostgres(error));
    if (!(found instanceof Trouble)) throw error;
    tell({ trouble: found.trouble, record: found.record });
  }
}

async function ofPostgres(
  url: string,
  master: Master | undefined,
  told: (walked: Verified) => void,
): Promise<Checked> {
  const [{ poolOf }, { runOnPostgres }] = await Promise.all([import("./postgres.ts"), import("./script.ts")]);
  const pool = poolOf(url, master);
  try {
    return await runOnPostgres(pool, checkAll(told));
  } finally {
    await pool.end();
  }
}

function ofSqlite(file: string, master: Master | undefined, told: (walked: Verified) => void): Checked {
  const db = giveVault(new DatabaseSync(file, { readOnly: true }), new Vault(master));
  try {
    const [found] = db.prepare("PRAGMA quick_check(1)").all();
    if (Object.values(found ?? {})[0] !== "ok") throw new Trouble("damaged");
    return runOnSqlite(db, checkAll(told));
  } finally {
    db.close();
  }
}
