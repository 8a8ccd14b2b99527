// Walks both chains of a file on a thread and a connection of its own, so that nobody waits for it.
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { type Verified, verifyChains } from "./ledger.ts";
import { runOnSqlite } from "./script.ts";

/** What the thread says: how far it has come, then the result. */
export type Walked =
  | { readonly walked: Verified }
  | { readonly verified: Verified }
  | { readonly damagedFile: string };

const port = parentPort;
if (port) {
  const tell = (told: Walked): void => port.postMessage(told);
  const db = new DatabaseSync((workerData as { file: string }).file, { readOnly: true });
  try {
    const [found] = db.prepare("PRAGMA quick_check(1)").all();
    const said = Object.values(found ?? {})[0];
    if (said !== "ok") tell({ damagedFile: String(said) });
    else
      tell({
        verified: runOnSqlite(
          db,
          verifyChains(undefined, (walked) => tell({ walked })),
        ),
      });
  } finally {
    db.close();
  }
}
