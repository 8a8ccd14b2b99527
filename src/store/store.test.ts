import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { inFolder, opened, refusal } from "../../test/stores.ts";
import { isRecent, openDatabase } from "./database.ts";
import { migrate, migrations, Refusal } from "./migrations.ts";
import { placeOf } from "./store.ts";

const savedAt = "2026-01-05T08:00:00.000Z";

test("a saved case is there after the store was closed and opened again", () =>
  inFolder(async (folder) => {
    const plan = { reservoir: { volume: "40 mL" }, note: "微克 𝛍" };
    const store = await opened(folder);
    const saved = await store.cases.save({ id: "a", title: "First", plan, revision: 0, savedAt });
    assert.deepEqual(saved, { saved: { id: "a", title: "First", revision: 1, savedAt } });
    await store.close();
    const again = await opened(folder);
    assert.deepEqual(await again.cases.read("a"), { id: "a", title: "First", plan, revision: 1, savedAt });
    assert.equal(await again.cases.read("b"), null);
    await again.close();
  }));

test("of two people who change one case, the second is told and nothing is overwritten", () =>
  inFolder(async (folder) => {
    const store = await opened(folder);
    const draft = { id: "a", title: "Mine", plan: 1, revision: 0, savedAt };
    await store.cases.save(draft);
    const [mine, theirs] = await Promise.all([
      store.cases.save({ ...draft, revision: 1, plan: 2 }),
      store.cases.save({ ...draft, revision: 1, plan: 3, title: "Theirs" }),
    ]);
    assert.ok("saved" in mine);
    assert.deepEqual(theirs, { conflict: { id: "a", title: "Mine", revision: 2, savedAt } });
    assert.equal((await store.cases.read("a"))?.plan, 2);
    assert.deepEqual(await store.cases.save({ ...draft, id: "new", revision: 4 }), { conflict: null });
    assert.ok("conflict" in (await store.cases.remove("a", 1)));
    assert.ok("saved" in (await store.cases.remove("a", 2)));
    assert.deepEqual(await store.cases.list(), []);
    await store.close();
  }));

test("two processes may hold one folder: each sees what the other saved", () =>
  inFolder(async (folder) => {
    const [one, other] = [await opened(folder), await opened(folder)];
    await one.cases.save({ id: "a", title: "A", plan: {}, revision: 0, savedAt });
    assert.equal((await other.cases.list()).length, 1);
    const both = await Promise.all(
      [one, other].map((store) => store.cases.save({ id: "a", title: "B", plan: {}, revision: 1, savedAt })),
    );
    assert.equal(both.filter((result) => "saved" in result).length, 1);
    await Promise.all([one.close(), other.close()]);
  }));

test("one refused write among many leaves the others in place", () =>
  inFolder(async (folder) => {
    const store = await opened(folder);
    const results = await Promise.allSettled(
      ["a", "b", "c"].map((id) =>
        store.cases.save({
          id,
          title: id === "b" ? (null as unknown as string) : id,
          plan: {},
          revision: 0,
          savedAt,
        }),
      ),
    );
    assert.deepEqual(
      results.map((result) => result.status),
      ["fulfilled", "rejected", "fulfilled"],
    );
    assert.deepEqual(
      (await store.cases.list()).map((head) => head.id),
      ["a", "c"],
    );
    await store.close();
    await assert.rejects(store.cases.list(), /closed/);
  }));

test("a damaged file, another program's and a newer Theca's are refused with a sentence", () =>
  inFolder(async (folder) => {
    const file = join(folder, "theca.sqlite");
    writeFileSync(file, "this is a letter and no database at all");
    assert.match(await refusal(folder), /is not a database/);
    rmSync(file);
    const stranger = new DatabaseSync(file);
    stranger.exec("CREATE TABLE theirs (x)");
    stranger.close();
    assert.match(await refusal(folder), /another program/);
    rmSync(file);
    openDatabase(file).close();
    const newer = new DatabaseSync(file);
    newer.exec("PRAGMA user_version = 999");
    newer.close();
    assert.match(await refusal(folder), /newer Theca/);
    assert.match(await refusal(join(file, "below"), "zh-CN"), /无法写入/);
  }));

test("a page of the file that has gone bad is found at the start, not when it is read", () =>
  inFolder(async (folder) => {
    const file = join(folder, "theca.sqlite");
    const db = openDatabase(file);
    const put = db.prepare("INSERT INTO cases VALUES (?, CAST(? AS BLOB), x'7b7d', 1, ?)");
    for (let i = 0; i < 500; i++) put.run(`case-${i}`, "A title of some length", savedAt);
    db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    db.close();
    const bytes = readFileSync(file);
    // Behind the empty tables, which come first: a page of the cases or of their index.
    const page = Math.floor((bytes.length * 0.75) / 4096) * 4096;
    bytes.fill(0xa5, page, page + 512);
    writeFileSync(file, bytes);
    assert.match(await refusal(folder), /damaged/);
  }));

test("a migration that fails half-way leaves the file as it was", () =>
  inFolder(async (folder) => {
    const file = join(folder, "theca.sqlite");
    const db = openDatabase(file);
    const before = db.prepare("SELECT name FROM sqlite_schema ORDER BY name").all();
    assert.throws(() =>
      migrate(db, [...migrations, { sqlite: "CREATE TABLE extra (x); SELECT nonsense FROM nowhere" }]),
    );
    assert.deepEqual(db.prepare("SELECT name FROM sqlite_schema ORDER BY name").all(), before);
    assert.deepEqual({ ...db.prepare("PRAGMA user_version").get() }, { user_version: migrations.length });
    assert.throws(() => migrate(db, []), Refusal);
    db.close();
  }));

test("what was acknowledged is in the file and its log, not only in memory", () =>
  inFolder(async (folder) => {
    const store = await opened(folder);
    await store.cases.save({ id: "a", title: "A", plan: {}, revision: 0, savedAt });
    // A copy of both files taken now is what a power cut would leave.
    const left = mkdtempSync(join(folder, "left-"));
    for (const name of ["theca.sqlite", "theca.sqlite-wal"])
      copyFileSync(join(folder, name), join(left, name));
    const after = await opened(left);
    assert.equal((await after.cases.list()).length, 1);
    await Promise.all([store.close(), after.close()]);
  }));

test("versions of SQLite that can lose a committed write are not used", () => {
  assert.deepEqual(["3.51.2", "3.51.3", "3.7.0", "3.53.4", "4.0.0"].map(isRecent), [
    false,
    true,
    false,
    true,
    true,
  ]);
});

test("records lie where each system keeps them, unless a folder or a database is named", () => {
  const at = (platform: NodeJS.Platform, env: Record<string, string>): string =>
    placeOf(undefined, { platform, env, home: "/home/ada" });
  assert.equal(at("linux", {}), "/home/ada/.local/share/theca");
  assert.equal(at("linux", { XDG_DATA_HOME: "/data" }), "/data/theca");
  assert.equal(at("darwin", {}), "/home/ada/Library/Application Support/Theca");
  assert.equal(at("linux", { THECA_DATA: "/elsewhere" }), "/elsewhere");
  const [url, other] = ["postgres://theca@localhost/theca", "postgresql://theca@localhost/other"];
  assert.equal(at("linux", { THECA_DATABASE_URL: url }), url);
  assert.equal(at("linux", { THECA_DATA: "/elsewhere", THECA_DATABASE_URL: url }), "/elsewhere");
  assert.equal(placeOf(other, { platform: "linux", env: { THECA_DATABASE_URL: url }, home: "/" }), other);
});
