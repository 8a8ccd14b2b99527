// The thread that owns the database. What is asked while one transaction runs is committed together by the next, so
// that many writers share the cost of reaching the disk; nothing is acknowledged before it is there.
import { parentPort, workerData } from "node:worker_threads";
import { listCases, readCase, removeCase, saveCase } from "./cases.ts";
import { readAudit } from "./audit.ts";
import { openDatabase } from "./database.ts";
import { addEntries, entriesSince, readEntries, verifyChains } from "./ledger.ts";
import { Refusal } from "./migrations.ts";

/** Everything that can be asked of the store. */
export const calls = {
  listCases,
  readCase,
  saveCase,
  removeCase,
  addEntries,
  readEntries,
  entriesSince,
  verifyChains,
  readAudit,
} as const;
export type Call = keyof typeof calls;

/** A question to the thread; the answer bears its number. */
export interface Job {
  readonly number: number;
  readonly call: Call;
  readonly args: readonly unknown[];
}

/** What the thread says: that it is open or why not, then one answer a question. */
export type Told =
  | { readonly opened: true }
  | { readonly refused: string; readonly reason?: Refusal["reason"] }
  | { readonly number: number; readonly value: unknown }
  | { readonly number: number; readonly failed: string };

const port = parentPort;
if (port) run(port, (workerData as { file: string }).file);

function run(port: NonNullable<typeof parentPort>, file: string): void {
  const tell = (told: Told): void => port.postMessage(told);
  let db: ReturnType<typeof openDatabase>;
  try {
    db = openDatabase(file);
  } catch (error) {
    tell(
      error instanceof Refusal
        ? { refused: error.reason, reason: error.reason }
        : { refused: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    );
    return;
  }
  let waiting: Job[] = [];
  const commit = (): void => {
    const jobs = waiting;
    waiting = [];
    let answers: Told[] = [];
    try {
      db.exec("BEGIN IMMEDIATE");
      answers = jobs.map(answer);
      db.exec("COMMIT");
    } catch (error) {
      if (db.isTransaction) db.exec("ROLLBACK");
      answers = jobs.map(({ number }) => ({ number, failed: String(error) }));
    }
    for (const told of answers) tell(told);
  };
  const answer = ({ number, call, args }: Job): Told => {
    db.exec("SAVEPOINT job");
    try {
      const value = (calls[call] as (...all: unknown[]) => unknown)(db, ...args);
      db.exec("RELEASE job");
      return { number, value };
    } catch (error) {
      // A full disk ends the whole transaction; then there is nothing to go back to.
      if (!db.isTransaction) throw error;
      db.exec("ROLLBACK TO job; RELEASE job");
      return { number, failed: String(error) };
    }
  };
  port.on("message", (job: Job | "close") => {
    if (job === "close") {
      if (waiting.length > 0) commit();
      db.close();
      port.close();
      return;
    }
    if (waiting.push(job) === 1) setImmediate(() => waiting.length > 0 && commit());
  });
  tell({ opened: true });
}
