// The ledger in the store: nothing acknowledged is lost, nothing kept is changed, and who looked is known.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { spawnSync } from "node:child_process";
import { killed, killScript } from "../../scripts/kill.ts";
import { addedIn, asker, implant, inFolder, note, opened, refusal } from "../../test/stores.ts";
import { backUp, exportLines, fileIn, restore, verifyFile } from "./backup.ts";
import { openDatabase } from "./database.ts";
import { migrations } from "./migrations.ts";

test("T-05: where the audit cannot be written, nothing is added", () =>
  inFolder(async (folder) => {
    await (await opened(folder)).close();
    const db = new DatabaseSync(fileIn(folder));
    db.exec("CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no audit today'); END");
    db.close();
    const store = await opened(folder);
    const patient = randomUUID();
    await assert.rejects(
      store.ledger.add({ patient, revision: 0, entries: [note(patient)], asker }),
      /no audit/,
    );
    assert.equal((await store.ledger.verify()).entries, 0);
    await store.close();
  }));

/** A folder with a few entries, closed. */
async function filled(folder: string, patients = 4): Promise<void> {
  const store = await opened(folder);
  for (let i = 0; i < patients; i++) {
    const patient = randomUUID();
    await store.ledger.add({
      patient,
      revision: 0,
      entries: [note(patient), implant(patient, `S${i}`)],
      asker,
    });
  }
  await store.close();
}

test("T-04: no statement changes or removes an entry or a line of the audit", () =>
  inFolder(async (folder) => {
    await filled(folder);
    const db = new DatabaseSync(fileIn(folder));
    for (const table of ["entries", "audit"]) {
      assert.throws(() => db.exec(`UPDATE ${table} SET hash = 'x' WHERE sequence = 1`), /never changed/);
      assert.throws(() => db.exec(`DELETE FROM ${table} WHERE sequence = 1`), /never removed/);
    }
    db.close();
  }));

test("T-03, S-18: one character changed in any column of any row is named, and the store does not open", () =>
  inFolder(async (folder) => {
    await filled(folder);
    const whole = readFileSync(fileIn(folder));
    const flipped = "sealed = CAST(substr(sealed, 1, 40) || x'00' || substr(sealed, 42) AS BLOB)";
    const changes: [string, string, number][] = [
      ["entries", flipped, 3],
      ["entries", "patient = '0' || substr(patient, 2) || 'x'", 5],
      ["entries", "link = '0' || link", 4],
      ["entries", "id = id || '0'", 8],
      ["entries", "recorded_at = recorded_at + 1", 1],
      ["entries", "hash = '0' || hash", 2],
      ["audit", flipped, 2],
    ];
    for (const [table, change, sequence] of changes) {
      writeFileSync(fileIn(folder), whole);
      const db = new DatabaseSync(fileIn(folder));
      db.exec("DROP TRIGGER entries_stay; DROP TRIGGER audit_stays");
      db.exec(`UPDATE ${table} SET ${change} WHERE sequence = ${sequence}`);
      db.close();
      const damage = verifyFile(fileIn(folder))!.damage!;
      assert.deepEqual([damage.table, damage.sequence, damage.why], [table, sequence, "altered"], change);
      assert.match(await refusal(folder), /not as it was written/);
    }
    writeFileSync(fileIn(folder), whole);
    const db = new DatabaseSync(fileIn(folder));
    db.exec("DROP TRIGGER entries_kept; DELETE FROM entries WHERE sequence = 3");
    db.close();
    assert.deepEqual(verifyFile(fileIn(folder))!.damage?.why, "missing");
    assert.equal(verifyFile(fileIn(folder))!.damage?.sequence, 3);
  }));

const exported = async (folder: string): Promise<string> => {
  let all = "";
  for await (const line of exportLines(folder)) all += line;
  return all;
};

test("S-02: of many flipped bits in the file, none that changes a record is served as if nothing were", () =>
  inFolder(async (folder) => {
    await filled(folder, 6);
    const whole = readFileSync(fileIn(folder));
    const before = await exported(folder);
    let served = 0;
    for (let i = 0; i < 60; i++) {
      const flipped = Buffer.from(whole);
      const at = (i * 7919 + 4096) % flipped.length;
      flipped[at]! ^= 1 << (i % 8);
      writeFileSync(fileIn(folder), flipped);
      try {
        openDatabase(fileIn(folder)).close();
      } catch {
        continue;
      }
      served++;
      assert.equal(await exported(folder), before, `bit ${i % 8} of byte ${at}`);
    }
    assert.ok(served < 60, "no flipped bit was ever noticed");
  }));

test("S-05: a backup taken while others write is a committed state, is verified, and is restored whole", () =>
  inFolder(async (folder) => {
    const store = await opened(join(folder, "live"));
    const patient = randomUUID();
    const writing = Array.from({ length: 200 }, (_, revision) =>
      store.ledger.add({ patient, revision, entries: [note(patient)], asker }),
    );
    await writing[20];
    const copied = await backUp(join(folder, "live"), join(folder, "backup.sqlite"));
    assert.ok(
      "copied" in copied && copied.copied.entries > 20 && !copied.copied.damage,
      JSON.stringify(copied),
    );
    await Promise.all(writing);
    const all = await store.ledger.since(0, 1000, asker);
    await store.close();
    assert.ok("copied" in (await restore(join(folder, "backup.sqlite"), join(folder, "again"))));
    const again = await opened(join(folder, "again"));
    assert.deepEqual(await again.ledger.since(0, 1000, asker), all.slice(0, copied.copied.entries));
    await again.close();
    // Nothing that lies there is written over; nothing damaged is put in place.
    assert.deepEqual(await restore(join(folder, "backup.sqlite"), join(folder, "again")), {
      refused: "exists",
    });
    assert.deepEqual(await backUp(join(folder, "live"), join(folder, "backup.sqlite")), {
      refused: "exists",
    });
    const bad = join(folder, "bad.sqlite");
    copyFileSync(join(folder, "backup.sqlite"), bad);
    const db = new DatabaseSync(bad);
    db.exec("DROP TRIGGER entries_stay; UPDATE entries SET hash = 'x' WHERE sequence = 2");
    db.close();
    assert.ok(!("copied" in (await restore(bad, join(folder, "third")))));
    assert.equal(verifyFile(fileIn(join(folder, "third"))), undefined);
  }));

test("S-06: a file of the first released schema is opened, and keeps its cases", () =>
  inFolder(async (folder) => {
    const db = new DatabaseSync(fileIn(folder));
    db.exec(migrations[0]!.sqlite);
    db.exec("PRAGMA application_id = 1416127843; PRAGMA user_version = 1");
    db.exec("INSERT INTO cases VALUES ('a', 'First', '{}', 1, '2026-01-05T08:00:00.000Z')");
    db.close();
    const store = await opened(folder);
    assert.equal((await store.cases.list())[0]!.title, "First");
    const patient = randomUUID();
    addedIn(await store.ledger.add({ patient, revision: 0, entries: [note(patient)], asker }));
    await store.close();
  }));

test("S-03: two processes add to one ledger, and the chain stays one", () =>
  inFolder(async (folder) => {
    const [one, other] = [await opened(folder), await opened(folder)];
    await Promise.all(
      Array.from({ length: 40 }, (_, i) => {
        const patient = randomUUID();
        return (i % 2 ? one : other).ledger.add({ patient, revision: 0, entries: [note(patient)], asker });
      }),
    );
    assert.equal((await one.ledger.verify()).entries, 40);
    await Promise.all([one.close(), other.close()]);
  }));

test("S-04: on a full disk the write fails with its error, what was acknowledged stays, and later writes go on", () =>
  inFolder(async (folder) => {
    const limited = spawnSync(
      "bash",
      ["-c", `trap '' XFSZ; ulimit -f 600; exec "$0" "$@"`, process.execPath, killScript, "--fill", folder],
      { encoding: "utf8" },
    );
    assert.match(limited.stderr, /full|disk|I\/O/i);
    const acknowledged = limited.stdout.split("\n").slice(0, -1);
    assert.ok(acknowledged.length > 20, limited.stdout);
    const store = await opened(folder);
    assert.equal((await store.ledger.verify()).damage, undefined);
    const there = new Set((await store.ledger.since(0, 100_000, asker)).map(({ id }) => id));
    assert.deepEqual(
      acknowledged.filter((id) => !there.has(id)),
      [],
    );
    const patient = randomUUID();
    addedIn(await store.ledger.add({ patient, revision: 0, entries: [note(patient)], asker }));
    await store.close();
  }));

for (const victim of ["SQLite", "PostgreSQL", "server"] as const)
  test(`S-01, P-09: ${victim === "server" ? "PostgreSQL itself" : `Theca on ${victim}`} killed at random moments, no acknowledged entry is lost and the chain is whole`, async (t) => {
    const result = await killed(Number(process.env["THECA_KILLS"] ?? 3), 7, victim);
    if (!result) return t.skip("its package is not installed here");
    const { kills, lost, broken, acknowledged } = result;
    assert.ok(acknowledged > 0);
    assert.deepEqual(
      { lost, broken },
      { lost: 0, broken: 0 },
      `${kills} kills, ${acknowledged} acknowledged`,
    );
  });
