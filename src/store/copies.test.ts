// Copies and keys when something comes between: a process that was killed, a file taken as it lay there, somebody who
// reads, a disk that is full. What is said of them afterwards is what is so.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import pg from "pg";
import {
  addedIn,
  asker,
  closeAll,
  inFolder,
  newDatabase,
  noPostgres,
  note,
  opened,
} from "../../test/stores.ts";
import { openDatabase, scrub } from "./database.ts";
import { erase } from "./erase.ts";
import { runOnSqlite } from "./script.ts";
import { masterOf } from "./seal.ts";
import { backUp, fileIn, rekey, restore, type Store, verifyFile } from "./store.ts";

const [one, two] = [masterOf(randomBytes(32)), masterOf(randomBytes(32))];

/** Somebody with so many entries. */
async function add({ ledger }: Store, count = 1): Promise<string> {
  const patient = randomUUID();
  const entries = Array.from({ length: count }, () => note(patient));
  addedIn(await ledger.add({ patient, revision: 0, entries, asker }));
  return patient;
}
const erasing = (patient: string) => ({ patient, confirmed: patient, reason: "asked", asker });

/** A file with its log, as it lies there while it is open. */
function takeFile(from: string, to: string): void {
  for (const end of ["", "-wal"]) copyFileSync(fileIn(from) + end, to + end);
}

test("S-05: a file that was taken as it lay there is put back with what stood only in its log", () =>
  inFolder(async (folder) => {
    const [data, again, taken] = ["data", "again", "taken"].map((name) => join(folder, name));
    await add(await opened(data!), 3);
    takeFile(data!, taken!);
    assert.deepEqual(await restore(taken!, again!), { copied: { entries: 3, audit: 1 } });
  }));

test("S-05: what a copy left behind that was cut off is no part of the next one", () =>
  inFolder(async (folder) => {
    const [data, other, backup] = ["data", "other", "backup"].map((name) => join(folder, name));
    await add(await opened(data!), 2);
    await add(await opened(other!), 5);
    takeFile(other!, `${backup}.half`);
    assert.deepEqual(await backUp(data!, backup!), { copied: { entries: 2, audit: 1 } });
    assert.equal(verifyFile(backup!)!.entries, 2);
    const again = join(folder, "again");
    mkdirSync(again);
    takeFile(other!, `${fileIn(again)}.half`);
    assert.deepEqual(await restore(backup!, again), { copied: { entries: 2, audit: 1 } });
    assert.deepEqual(readdirSync(again), ["theca.sqlite"]);
    // A log whose file was moved away may be all that is left of some records: nothing is put over it, nor mixed with it.
    rmSync(fileIn(again));
    copyFileSync(`${fileIn(other!)}-wal`, `${fileIn(again)}-wal`);
    assert.deepEqual(await restore(backup!, again), { refused: "exists" });
    assert.ok(!existsSync(fileIn(again)));
  }));

for (const kind of ["SQLite", ...(noPostgres ? [] : ["PostgreSQL"])])
  test(`${kind}: S-05: a line that no database takes is named, and nothing is put back`, () =>
    inFolder(async (folder) => {
      const fixture = join(import.meta.dirname, "..", "..", "test", "fixtures", "records-0.1.jsonl");
      const lines = readFileSync(fixture, "utf8").trimEnd().split("\n");
      const place = kind === "SQLite" ? join(folder, "data") : await newDatabase();
      const from = join(folder, "lines");
      for (const revision of ["once", null, 0]) {
        const changed = lines.map((line) => {
          const fact = JSON.parse(line) as { table: string };
          return fact.table === "cases" ? JSON.stringify({ ...fact, revision }) : line;
        });
        writeFileSync(from, `${changed.join("\n")}\n`);
        assert.deepEqual(await restore(from, place), { refused: "notLines", line: 8 });
      }
      assert.ok("copied" in (await restore(fixture, place)));
    }));

test("S-17: records and their copies are read by their owner alone, whatever folder they lie in", (t) =>
  inFolder(async (folder) => {
    if (process.platform === "win32") return t.skip("no such rights here");
    chmodSync(folder, 0o755);
    await add(await opened(folder));
    const backup = join(folder, "backup");
    assert.ok("copied" in (await backUp(folder, backup)));
    chmodSync(backup, 0o644);
    assert.ok("copied" in (await restore(backup, join(folder, "again"))));
    assert.ok("copied" in (await backUp(folder, join(folder, "second"))));
    const rights = (file: string): string => (statSync(join(folder, file)).mode & 0o777).toString(8);
    for (const file of ["theca.sqlite", "theca.sqlite-wal", "again/theca.sqlite", "second"])
      assert.equal(rights(file), "600", file);
  }));

test("a copy that cannot be written is refused with where, not called a fault of ours", () =>
  inFolder(async (folder) => {
    await add(await opened(folder));
    const to = join(folder, "none", "backup");
    assert.deepEqual(await backUp(folder, to), { refused: "unwritable", detail: `${to}.half` });
  }));

const holdsKey = (place: string, key: Buffer): boolean =>
  readdirSync(place).some((name) => readFileSync(join(place, name)).includes(key));

test("S-07: whoever was erased when the process was killed has no key in the log, either, from the next start on", () =>
  inFolder(async (folder) => {
    const [data, left] = [join(folder, "data"), join(folder, "left")];
    const patient = await add(await opened(data));
    const db = openDatabase(fileIn(data));
    const { wrapped } = db.prepare("SELECT wrapped FROM keys WHERE subject = ?").get(patient) as {
      wrapped: Uint8Array;
    };
    const key = Buffer.from(wrapped);
    db.exec("BEGIN IMMEDIATE");
    runOnSqlite(db, erase(erasing(patient)));
    db.exec("COMMIT");
    mkdirSync(left);
    takeFile(data, fileIn(left));
    db.close();
    assert.ok(holdsKey(left, key), "the kill left nothing to look for");
    const store = await opened(left);
    assert.ok(!holdsKey(left, key), "the key is in the log");
    assert.equal((await store.ledger.verify()).erased?.length, 1);
  }));

test("S-07: while somebody reads, the key of whoever was erased stays in the log no longer than they do", () =>
  inFolder(async (folder) => {
    const store = await opened(folder);
    const patient = await add(store);
    const reader = new DatabaseSync(fileIn(folder), { readOnly: true });
    try {
      reader.exec("BEGIN");
      const { wrapped } = reader.prepare("SELECT wrapped FROM keys WHERE subject = ?").get(patient) as {
        wrapped: Uint8Array;
      };
      const key = Buffer.from(wrapped);
      assert.ok("erased" in (await store.ledger.erase(erasing(patient))));
      assert.ok(holdsKey(folder, key), "the reader kept nothing");
      reader.exec("COMMIT");
      for (let i = 0; holdsKey(folder, key); i++) {
        assert.ok(i < 1800, "the key is in the log");
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    } finally {
      reader.close();
    }
  }));

test(
  "PostgreSQL: S-17: where somebody reads the keys while they are changed, they are changed, and that is said",
  { skip: noPostgres },
  async () => {
    const place = await newDatabase();
    const reader = new pg.Client({ connectionString: place });
    try {
      await add(await opened(place, one));
      await reader.connect();
      await reader.query("BEGIN; SELECT * FROM keys");
      assert.equal(await rekey(`${place}?lock_timeout=200`, one, two), 2);
      await reader.query("COMMIT");
      await closeAll();
      assert.equal((await (await opened(place, two)).ledger.verify()).damage, undefined);
    } finally {
      await reader.end();
      await closeAll();
    }
  },
);

test("S-04, S-07, S-17: on a full disk nobody is half erased and no key half changed, and it is said", (t) =>
  inFolder(async (folder) => {
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", folder]).status !== 0)
      return t.skip("no small disk can be made here");
    const ballast = join(folder, "ballast");
    const leave = (bytes: number): void => {
      rmSync(ballast, { force: true });
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(ballast, Buffer.alloc(bavail * bsize - bytes));
    };
    try {
      const store = await opened(folder, one);
      const patient = await add(store);
      await Promise.all(Array.from({ length: 150 }, () => add(store)));
      const db = openDatabase(fileIn(folder), one);
      scrub(db);
      db.close();
      leave(0);
      await assert.rejects(store.ledger.erase(erasing(patient)), /full/);
      rmSync(ballast);
      assert.equal((await store.ledger.ofPatient(patient, asker)).length, 1);
      assert.ok("erased" in (await store.ledger.erase(erasing(patient))));
      await store.close();
      leave(44 * 1024);
      await assert.rejects(rekey(folder, one, two), /full|disk/);
      rmSync(ballast);
      assert.equal((await (await opened(folder, one)).ledger.verify()).damage, undefined);
      await closeAll();
      assert.equal(await rekey(folder, one, two), 151);
      assert.equal((await (await opened(folder, two)).ledger.verify()).damage, undefined);
    } finally {
      await closeAll();
      spawnSync("umount", ["-l", folder]);
    }
  }));
