// Copies of what is kept: a file of SQLite where the records lie in one, lines of JSON from and into either database.
import {
  chmodSync,
  closeSync,
  copyFileSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { named, openDatabase, putUnder, refuseUnreadable, scrub } from "./database.ts";
import { lineReader, linesBy, putLines, type Unfit } from "./lines.ts";
import { type Reason, Refusal } from "./migrations.ts";
import { type Verified, verifyChains } from "./ledger.ts";
import { isPostgres } from "./place.ts";
import { giveVault, runOnSqlite } from "./script.ts";
import type { Master } from "./seal.ts";
import { Trouble, troubleOfSqlite } from "./trouble.ts";
import { Vault } from "./vault.ts";

/** The file in which a folder's records are kept. */
export const fileIn = (folder: string): string => join(folder, "theca.sqlite");

/** What became of a copy. */
export type Copied =
  | { readonly copied: Verified }
  | { readonly refused: "exists" | "missing" | Reason; readonly detail?: string }
  | Unfit;

const postgres = (): Promise<typeof import("./whole-postgres.ts")> => import("./whole-postgres.ts");

const refusedBy = ({ reason, detail }: Refusal): Copied => ({
  refused: reason,
  ...(detail !== undefined && { detail }),
});

/** A file that is only read. */
const reading = (file: string, master: Master | undefined): DatabaseSync =>
  giveVault(new DatabaseSync(file, { readOnly: true }), new Vault(master));

/**
 * Both chains of a file that nobody need have opened, read only; undefined where there is no file. Without the master
 * key only places and links are looked at, and the answer says so.
 */
export function verifyFile(file: string, master?: Master): Verified | undefined {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return undefined;
  const db = reading(file, master);
  try {
    refuseUnreadable(db);
    return runOnSqlite(db, verifyChains());
  } finally {
    db.close();
  }
}

/** Both chains of a place or of a backup; undefined where nothing is there. */
export async function verifyPlace(place: string, master?: Master): Promise<Verified | Unfit | undefined> {
  if (isPostgres(place)) return (await postgres()).verifyPostgres(place, master);
  if (isLines(place)) return verifyLines(place);
  return verifyFile(existsSync(fileIn(place)) ? fileIn(place) : place, master);
}

/** A copy of one committed state of a file, with what its log still holds. */
function copyOf(file: string, to: string): void {
  closeSync(openSync(to, "wx", 0o600));
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    db.prepare("VACUUM INTO ?").run(to);
  } finally {
    db.close();
  }
}

/** Why a copy was not made, as an answer where there is one. */
function failed(error: unknown): Copied {
  const found = named(error);
  if (found instanceof Refusal) return refusedBy(found);
  if ((error as NodeJS.ErrnoException).code === "ENOSPC") throw new Trouble("full", undefined, error);
  throw troubleOfSqlite(error);
}

/** A whole copy of a committed state, taken while others write; nothing is called a backup that was not verified. */
export async function backUp(place: string, to: string, master?: Master): Promise<Copied> {
  if (existsSync(to)) return { refused: "exists" };
  const half = `${to}.half`;
  try {
    // What was left by a copy that was cut off would be taken for a part of this one.
    removeFile(half);
    if (isPostgres(place))
      return await settleLines(
        await writeLines((await postgres()).linesOfPostgres(place, "sealed", master), half),
        to,
      );
    if (!existsSync(fileIn(place))) return { refused: "missing" };
    copyOf(fileIn(place), half);
    return settle(half, to, master);
  } catch (error) {
    return failed(error);
  } finally {
    removeFile(half);
  }
}

/** Puts a verified backup in place as the records of a folder or database that has none. */
export async function restore(from: string, place: string, master?: Master): Promise<Copied> {
  if (!existsSync(from)) return { refused: "missing" };
  try {
    const lines = isLines(from) ? linesOf(from) : linesOfFile(from, "sealed", master);
    if (isPostgres(place)) return await (await postgres()).restorePostgres(place, lines, master);
    return await restoreFile(from, place, lines, master);
  } catch (error) {
    return failed(error);
  }
}

async function restoreFile(
  from: string,
  place: string,
  lines: AsyncIterable<string>,
  master: Master | undefined,
): Promise<Copied> {
  const to = fileIn(place);
  // A log without its file would be taken for a part of what is put there; it may be all that is left of what was.
  if (existsSync(to) || existsSync(`${to}-wal`)) return { refused: "exists" };
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const half = `${to}.half`;
  removeFile(half);
  try {
    const unfit = isLines(from) ? await fill(half, lines) : copyFile(from, half);
    return unfit ?? settle(half, to, master);
  } finally {
    removeFile(half);
  }
}

/** The bytes of a backup; of a file that somebody took as it lay there, also what stands only in its log. */
function copyFile(from: string, to: string): undefined {
  if (existsSync(`${from}-wal`)) return void copyOf(from, to);
  copyFileSync(from, to);
  chmodSync(to, 0o600);
}

/** A new file from lines; undefined where all is well. */
async function fill(half: string, lines: AsyncIterable<string>): Promise<Unfit | undefined> {
  const db = openDatabase(half);
  try {
    db.exec("BEGIN IMMEDIATE");
    const found = await putLines(lines, (script) => runOnSqlite(db, script));
    const unfit = "entries" in found ? undefined : found;
    db.exec(unfit ? "ROLLBACK" : "COMMIT");
    return unfit;
  } finally {
    db.close();
  }
}

function removeFile(file: string): void {
  for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
}

/** Checks the copy as it lies there, makes sure it is on the disk, and only then gives it its name. */
function settle(half: string, to: string, master: Master | undefined): Copied {
  // Opened as the program would: a file that it would refuse is no backup.
  const db = openDatabase(half, master);
  let verified: Verified;
  try {
    verified = runOnSqlite(db, verifyChains());
  } finally {
    db.close();
  }
  if (verified.damage) return { damaged: verified };
  sync(half);
  renameSync(half, to);
  sync(dirname(to));
  return { copied: verified };
}

async function settleLines(half: string, to: string): Promise<Copied> {
  const found = await verifyLines(half);
  if (!("entries" in found)) return found;
  renameSync(half, to);
  sync(dirname(to));
  return { copied: found };
}

function sync(path: string): void {
  const handle = openSync(path, "r");
  fsyncSync(handle);
  closeSync(handle);
}

async function writeLines(lines: AsyncIterable<string>, to: string): Promise<string> {
  const handle = openSync(to, "wx", 0o600);
  try {
    for await (const line of lines) writeSync(handle, line);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return to;
}

/** True where a file holds lines of JSON: SQLite's own begin with its name. */
function isLines(file: string): boolean {
  if (!existsSync(file)) return false;
  const handle = openSync(file, "r");
  try {
    const start = Buffer.alloc(1);
    return readSync(handle, start) === 1 && start.toString() === "{";
  } catch {
    // A folder cannot be read so: it is no file of lines.
    return false;
  } finally {
    closeSync(handle);
  }
}

/** Opened when the first line is wanted: a reader that waited would miss the end. */
async function* linesOf(file: string): AsyncGenerator<string> {
  yield* createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Number.POSITIVE_INFINITY });
}

async function verifyLines(file: string): Promise<Verified | Unfit> {
  const { read, done } = lineReader();
  for await (const line of linesOf(file)) {
    const found = read(line);
    if (found && !("kept" in found)) return found;
  }
  return done();
}

async function* linesOfFile(
  file: string,
  as: "sealed" | "clear",
  master: Master | undefined,
): AsyncGenerator<string> {
  const db = reading(file, master);
  try {
    refuseUnreadable(db);
    db.exec("BEGIN");
    yield* linesBy((script) => runOnSqlite(db, script), as);
  } finally {
    db.close();
  }
}

/** Puts the keys of a place under another master key; the answer is how many there were, undefined where nothing is there. */
export async function rekey(
  place: string,
  master: Master | undefined,
  to: Master,
): Promise<number | undefined> {
  if (isPostgres(place)) return (await postgres()).rekeyPostgres(place, master, to);
  if (!existsSync(fileIn(place))) return undefined;
  try {
    const db = openDatabase(fileIn(place), master);
    try {
      const count = putUnder(db, to);
      // From here on the records are under the new key, and nothing may say otherwise.
      scrub(db);
      return count;
    } finally {
      db.close();
    }
  } catch (error) {
    throw troubleOfSqlite(error);
  }
}

/** Everything that is kept in a place, as lines of JSON in clear: one state of it, others writing meanwhile. */
export async function* exportLines(place: string, master?: Master): AsyncGenerator<string> {
  yield* isPostgres(place)
    ? (await postgres()).linesOfPostgres(place, "clear", master)
    : linesOfFile(fileIn(place), "clear", master);
}
