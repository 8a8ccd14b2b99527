import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openDatabase } from "./database.ts";
import { type Reason, Refusal } from "./migrations.ts";
import { type Verified, verifyChains } from "./ledger.ts";

/** The file in which a folder's records are kept. */
export const fileIn = (folder: string): string => join(folder, "theca.sqlite");

/** What became of a copy. */
export type Copied =
  | { readonly copied: Verified }
  | { readonly refused: "exists" | "missing" | Reason }
  | { readonly damaged: Verified };

/** Both chains of a file that nobody need have opened, read only; undefined where there is no file. */
export function verifyFile(file: string): Verified | undefined {
  if (!existsSync(file)) return undefined;
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return verifyChains(db);
  } finally {
    db.close();
  }
}

/** A whole copy of a committed state, taken while others write; nothing is called a backup that was not verified. */
export function backUp(folder: string, to: string): Copied {
  if (existsSync(to)) return { refused: "exists" };
  if (!existsSync(fileIn(folder))) return { refused: "missing" };
  const db = new DatabaseSync(fileIn(folder), { readOnly: true });
  const half = `${to}.half`;
  try {
    rmSync(half, { force: true });
    db.prepare("VACUUM INTO ?").run(half);
  } finally {
    db.close();
  }
  return settle(half, to);
}

/** Puts a verified backup in place as the records of a folder that has none. */
export function restore(from: string, folder: string): Copied {
  if (!existsSync(from)) return { refused: "missing" };
  if (existsSync(fileIn(folder))) return { refused: "exists" };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const half = `${fileIn(folder)}.half`;
  copyFileSync(from, half);
  return settle(half, fileIn(folder));
}

/** Checks the copy as it lies there, makes sure it is on the disk, and only then gives it its name. */
function settle(half: string, to: string): Copied {
  try {
    // Opened as the program would: a file that it would refuse is no backup.
    const db = openDatabase(half);
    const verified = verifyChains(db);
    db.close();
    if (verified.damage) return { damaged: verified };
    sync(half);
    renameSync(half, to);
    sync(dirname(to));
    return { copied: verified };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.reason };
    throw error;
  } finally {
    for (const end of ["", "-wal", "-shm"]) rmSync(half + end, { force: true });
  }
}

function sync(path: string): void {
  const handle = openSync(path, "r");
  fsyncSync(handle);
  closeSync(handle);
}

/** Every entry as a line of JSON, then every line of the audit, each under its table's name. */
export function* exportLines(folder: string): Generator<string> {
  const db = new DatabaseSync(fileIn(folder), { readOnly: true });
  try {
    db.exec("BEGIN");
    for (const table of ["entries", "audit"] as const) {
      const rows = db.prepare(`SELECT text, hash FROM ${table} ORDER BY sequence`).iterate();
      for (const { text, hash } of rows as Iterable<unknown> as Iterable<{ text: string; hash: string }>)
        yield `${JSON.stringify({ table, ...(JSON.parse(text) as object), hash })}\n`;
    }
  } finally {
    db.close();
  }
}
