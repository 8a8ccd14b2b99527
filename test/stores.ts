// Places to keep records in, for the tests of whatever keeps them: a folder, or a database on one real PostgreSQL.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after } from "node:test";
import pg from "pg";
import { readShape } from "../src/quantity/quantity.ts";
import { newEntry, type NewEntry } from "../src/records/records.ts";
import { type Added, type Master, openStore, type Store } from "../src/store/store.ts";
import { type EmbeddedPostgres, embeddedPostgres } from "./embedded-postgres.ts";

/** What is done with an open store; `again` opens the same place once more beside it. */
export type OnStore = (store: Store, again: () => Promise<Store>, place: string) => Promise<void>;

const open: Store[] = [];

/** Opens a place for the test that runs. */
export async function opened(place: string, master?: Master): Promise<Store> {
  const result = await openStore(place, "en-US", master);
  assert.ok("store" in result, "refused" in result ? result.refused : "");
  open.push(result.store);
  return result.store;
}

/** Closes whatever is open, also where a test failed half-way: an open store would keep the whole run alive. */
export const closeAll = async (before = 0): Promise<void> => {
  for (const { close } of open.splice(before)) await close();
};

/** Opens a place for some work, and closes whatever the work opened; what was open before stays so. */
export async function onPlace(place: string, work: OnStore): Promise<void> {
  const before = open.length;
  try {
    await work(await opened(place), () => opened(place), place);
  } finally {
    await closeAll(before);
  }
}

/** A folder for some work; what was opened is closed afterwards, and the folder gone. */
export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "theca-records-"));
  try {
    await work(folder);
  } finally {
    await closeAll();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const onSqlite = (work: OnStore): Promise<void> => inFolder((folder) => onPlace(folder, work));

// Made when the first test wants it: a machine without the package skips those tests.
let server: Promise<EmbeddedPostgres | undefined> | undefined;
const started = (): Promise<EmbeddedPostgres | undefined> => (server ??= embeddedPostgres("on"));
after(async () => (await server)?.stop());

/** Why tests on PostgreSQL are left out; false where they are not. */
export const noPostgres = (await started()) ? false : "its package is not installed here";

/** The address of a new database. */
export async function newDatabase(more = ""): Promise<string> {
  const { url } = (await started())!;
  const name = `records_${randomUUID().replaceAll("-", "")}`;
  await on(url, `CREATE DATABASE ${name} ${more}`);
  return url.replace(/[^/]*$/, name);
}

/** Runs statements on a connection of their own. */
export async function on(url: string, ...statements: readonly string[]): Promise<pg.QueryResult | undefined> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let last: pg.QueryResult | undefined;
    for (const statement of statements) last = await client.query(statement);
    return last;
  } finally {
    await client.end();
  }
}

/** Runs a statement on a place of either database, past the store. */
export async function run(name: string, place: string, statement: string): Promise<void> {
  if (name !== "SQLite") return void (await on(place, statement));
  const db = new DatabaseSync(join(place, "theca.sqlite"));
  try {
    db.exec(statement);
  } finally {
    db.close();
  }
}

export const onPostgres = async (work: OnStore): Promise<void> => onPlace(await newDatabase(), work);

/** Every store that is at hand, by name. */
export const backends: readonly (readonly [string, (work: OnStore) => Promise<void>])[] = [
  ["SQLite", onSqlite],
  ...(noPostgres ? [] : [["PostgreSQL", onPostgres] as const]),
];

/** Why a place is not opened, or "opened". */
export async function refusal(
  place: string,
  locale: "en-US" | "zh-CN" = "en-US",
  master?: Master,
): Promise<string> {
  const result = await openStore(place, locale, master);
  if ("store" in result) await result.store.close();
  return "refused" in result ? result.refused : "opened";
}

export const asker = { who: "nurse", at: Date.UTC(2026, 0, 5) };

/** An entry as somebody enters it. */
export function entry(patient: string, kind: string, data: object, more: object = {}): NewEntry {
  const read = readShape(
    newEntry,
    {
      id: randomUUID(),
      patient,
      at: "2026-01-05T08:00:00Z",
      by: "nurse",
      from: "entered",
      kind,
      data,
      ...more,
    },
    "en-US",
  );
  assert.deepEqual(read.issues, []);
  return read.value!;
}
export const note = (patient: string, text = "seen"): NewEntry => entry(patient, "note", { text });
export const implant = (patient: string, serial: string): NewEntry =>
  entry(patient, "pump implanted", { pump: { model: "synchromed-ii-40" }, serial });

export const addedIn = (result: Added) => {
  assert.ok("added" in result, JSON.stringify(result));
  return result.added;
};
export const refusedIn = (result: Added) => {
  assert.ok("refused" in result);
  return result.refused;
};
