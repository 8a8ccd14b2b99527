// The thread that owns the database. What is asked while one transaction runs is committed together by the next, so
// that many writers share the cost of reaching the disk; nothing is acknowledged before it is there.
import { parentPort, workerData } from "node:worker_threads";
import { type CallName, calls } from "./calls.ts";
import { openDatabase, scrub } from "./database.ts";
import { Refusal } from "./migrations.ts";
import { runOnSqlite, type Script } from "./script.ts";
import type { Master } from "./seal.ts";
import { Trouble, type TroubleKind, troubleOfSqlite } from "./trouble.ts";

/** A question to the thread; the answer bears its number. */
export interface Job {
  readonly number: number;
  readonly call: CallName;
  readonly args: readonly unknown[];
}

/** What the thread says: that it is open or why not, then one answer a question. */
export type Told =
  | { readonly opened: true }
  | { readonly refused: string; readonly reason?: Refusal["reason"] }
  | { readonly number: number; readonly value: unknown }
  | {
      readonly number: number;
      readonly failed: string;
      readonly trouble?: TroubleKind;
      readonly record?: string;
    };

const port = parentPort;
if (port) run(port, workerData as Work);

interface Work {
  readonly file: string;
  readonly master: Master | undefined;
}

/** So often, in ms, the log is looked at that could not be emptied. */
const scrubbedEvery = 1000;

function run(port: NonNullable<typeof parentPort>, { file, master }: Work): void {
  const tell = (told: Told): void => port.postMessage(told);
  let db: ReturnType<typeof openDatabase>;
  try {
    db = openDatabase(file, master);
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
      answers = jobs.map(({ number }) => failure(number, error));
    }
    if (jobs.some(({ call }) => call === "erase")) scrubbed();
    for (const told of answers) tell(told);
  };
  let again: NodeJS.Timeout | undefined;
  /** A key that was destroyed is not left in the log, either; while somebody reads, it is tried again. */
  const scrubbed = (): void => {
    clearTimeout(again);
    if (!scrub(db, false)) again = setTimeout(scrubbed, scrubbedEvery);
  };
  const answer = ({ number, call, args }: Job): Told => {
    db.exec("SAVEPOINT job");
    try {
      const value = runOnSqlite(db, (calls[call] as (...all: unknown[]) => Script<unknown>)(...args));
      db.exec("RELEASE job");
      return { number, value };
    } catch (error) {
      // A full disk ends the whole transaction; then there is nothing to go back to.
      if (!db.isTransaction) throw error;
      db.exec("ROLLBACK TO job; RELEASE job");
      return failure(number, error);
    }
  };
  port.on("message", (job: Job | "close") => {
    if (job === "close") {
      if (waiting.length > 0) commit();
      clearTimeout(again);
      db.close();
      port.close();
      return;
    }
    if (waiting.push(job) === 1) setImmediate(() => waiting.length > 0 && commit());
  });
  // Somebody may have been erased by a process that came no further.
  scrubbed();
  tell({ opened: true });
}

function failure(number: number, error: unknown): Told {
  const found = troubleOfSqlite(error);
  return found instanceof Trouble
    ? { number, failed: String(error), trouble: found.trouble, record: found.record }
    : { number, failed: String(error) };
}
