// S-07 and S-17 where the records lie: whoever was erased is read by nobody, and a stolen file says nothing of anybody.
import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import {
  addedIn,
  asker,
  entry,
  implant,
  inFolder,
  newDatabase,
  noPostgres,
  note,
  on,
  opened,
  refusal,
  refusedIn,
} from "../../test/stores.ts";
import { canonical, firstBreak, knownFrom, writeKnown } from "../records/records.ts";
import { openDatabase } from "./database.ts";
import { applicationId } from "./migrations.ts";
import { runOnSqlite } from "./script.ts";
import { masterOf } from "./seal.ts";
import { steps } from "./steps.ts";
import { backUp, exportLines, fileIn, restore, type Store, verifyFile, verifyPlace } from "./store.ts";
import { keysFor } from "./vault.ts";

type Fact = Readonly<Record<string, unknown>>;
const fixture = join(import.meta.dirname, "..", "..", "test", "fixtures", "records-0.1.jsonl");
const canary = "Zwitschermann";
const serial = "NGP-CANARY-77";
const master = masterOf(randomBytes(32));
const kinds = ["SQLite", ...(noPostgres ? [] : ["PostgreSQL"])];

const person = (patient: string, name: string, number: string) =>
  entry(patient, "patient", {
    name,
    birthDate: "1961-02-03",
    identifiers: [{ system: "clinic", value: number }],
  });

/** Somebody with a pump, a snapshot, a plan, a restricted chart and a reason for breaking the glass; and somebody else. */
async function filled(store: Store): Promise<{ patient: string; other: string }> {
  const [patient, other] = [randomUUID(), randomUUID()];
  const entries = addedIn(
    await store.ledger.add({
      patient,
      revision: 0,
      entries: [
        person(patient, canary, "MRN-4711"),
        implant(patient, serial),
        note(patient, `${canary} was seen`),
      ],
      asker,
    }),
  );
  addedIn(
    await store.ledger.add({
      patient: other,
      revision: 0,
      entries: [person(other, "Other", "MRN-1"), note(other)],
      asker,
    }),
  );
  const last = entries.at(-1)!;
  await store.ledger.keepSnapshots([
    { patient, sequence: last.sequence, entryHash: last.hash, text: writeKnown(knownFrom(entries)) },
  ]);
  const identity = { name: canary, number: "", birthDate: "1961-02-03" };
  const plan = { plan: {}, identity };
  await store.cases.save({ id: "mine", title: `${canary}, refill`, plan, revision: 0, savedAt: "2026" });
  await store.cases.save({ id: "other", title: "Other", plan: {}, revision: 0, savedAt: "2026" });
  for (const id of ["a", "b"])
    await store.people("makeAccount", { id, login: id, shown: id, roles: ["clinician"] }, false, asker);
  const by = (account: string) => ({ ...asker, account });
  await store.people("setTeam", patient, ["a"], ["clinician"], by("a"), false);
  await store.people("breakGlass", "g1", patient, `${canary} is dry`, asker.at + 1e6, by("b"));
  return { patient, other };
}

const erase = (store: Store, patient: string, confirmed = "MRN-4711") =>
  store.ledger.erase({
    patient,
    confirmed,
    reason: "asked in writing",
    asker: { who: "admin", at: asker.at },
  });

const linesIn = async (place: string, key?: typeof master): Promise<string> => {
  let all = "";
  for await (const line of exportLines(place, key)) all += line;
  return all;
};

/** Every byte that lies in a place: files, logs, tables. */
async function bytesOf(place: string): Promise<Buffer> {
  if (!place.startsWith("postgres"))
    return Buffer.concat(readdirSync(place).map((name) => readFileSync(join(place, name))));
  const tables = [
    "keys",
    "erasures",
    "entries",
    "serials",
    "audit",
    "cases",
    "glass",
    "teams",
    "snapshots",
    "settings",
  ];
  const all: string[] = [];
  for (const table of tables) {
    const { rows } = (await on(place, `SELECT t.* FROM ${table} t`))!;
    for (const row of rows as Record<string, unknown>[])
      all.push(
        Object.values(row)
          .map((value) => (Buffer.isBuffer(value) ? value.toString("latin1") : String(value)))
          .join("\n"),
      );
  }
  return Buffer.from(all.join("\n"), "latin1");
}
const saysNothing = (bytes: Buffer, what: string): void => {
  for (const word of [canary, serial, "MRN-4711", "1961-02-03"])
    assert.equal(bytes.indexOf(word), -1, `${what} says ${word}`);
};

for (const kind of kinds) {
  const withPlace = (work: (place: string, folder: string) => Promise<void>): Promise<void> =>
    inFolder(async (folder) => work(kind === "SQLite" ? join(folder, "data") : await newDatabase(), folder));
  const another = async (folder: string): Promise<string> =>
    kind === "SQLite" ? mkdtempSync(join(folder, "again-")) : newDatabase();

  test(`${kind}: S-07: who was erased is read nowhere, the chain holds and says when, and the audit says who and why`, () =>
    withPlace(async (place, folder) => {
      const store = await opened(place);
      const { patient, other } = await filled(store);
      assert.deepEqual(await erase(store, patient, "MRN-1"), { refused: "not theirs" });
      assert.deepEqual(await erase(store, randomUUID()), { refused: "unknown patient" });
      assert.equal((await store.ledger.ofPatient(patient, asker)).length, 3);
      assert.deepEqual(await erase(store, patient), {
        erased: { patient, at: asker.at },
        entries: 3,
        plans: 1,
      });
      assert.deepEqual(await erase(store, patient), { refused: "erased before" });
      const { audit: _, ...verified } = await store.ledger.verify();
      assert.deepEqual(verified, {
        entries: 5,
        erased: [{ patient, at: asker.at, entries: 3 }],
        snapshots: 0,
        thrownAway: 0,
      });
      const line = (await store.ledger.audit(0, 100)).find(({ action }) => action === "erase")!;
      assert.deepEqual([line.who, line.patient, line.reason], ["admin", patient, "asked in writing"]);
      assert.deepEqual(await store.ledger.ofPatient(patient, asker), []);
      assert.deepEqual(await store.ledger.ofPatients([patient], asker), []);
      assert.deepEqual(
        (await store.ledger.since(0, 10, asker)).map((one) => one.patient),
        [other, other],
      );
      assert.deepEqual(
        (await store.ledger.heads()).map((one) => one.patient),
        [other],
      );
      assert.deepEqual((await store.ledger.snapshots("", 10, asker)).snapshots, []);
      assert.deepEqual(
        (await store.cases.list()).map(({ id }) => id),
        ["other"],
      );
      assert.deepEqual(
        (await store.people("listGlass", asker)).map(({ reason }) => reason),
        [""],
      );
      // Nothing more is added to it, not even what was sent before; its pump may be entered again under a new record.
      assert.equal(
        refusedIn(await store.ledger.add({ patient, revision: 3, entries: [note(patient)], asker })).why,
        "erased",
      );
      const fresh = randomUUID();
      addedIn(
        await store.ledger.add({ patient: fresh, revision: 0, entries: [implant(fresh, serial)], asker }),
      );
      // Nobody restricts or opens the chart, either: what they typed would take a key, and there is none any more.
      const nurse = { ...asker, account: "b" };
      assert.equal(
        await store.people("setTeam", patient, ["a"], ["clinician"], nurse, true),
        "unknown patient",
      );
      assert.equal(await store.people("breakGlass", "g2", patient, "urgent", asker.at + 1e6, nurse), null);
      // Nor is a snapshot kept that was derived before.
      await store.ledger.keepSnapshots([{ patient, sequence: 3, entryHash: "x", text: "{}" }]);
      assert.equal((await store.ledger.verify()).damage, undefined);
      await store.close();
      const lines = await linesIn(place);
      assert.ok(!lines.includes(canary) && !lines.includes("MRN-4711"), "an export names them");
      // Put back from the export or from a backup, they are still erased, and the chain still holds.
      const backup = join(folder, "backup");
      assert.ok("copied" in (await backUp(place, backup)));
      const to = await another(folder);
      assert.ok("copied" in (await restore(backup, to)));
      const found = (await verifyPlace(to)) as { damage?: unknown; erased?: unknown };
      assert.deepEqual([found.damage, found.erased], [undefined, [{ patient, at: asker.at, entries: 3 }]]);
      assert.equal(await linesIn(to), lines);
    }));

  test(`${kind}: S-07: of somebody erased, a changed or missing entry is still found, and so is an erasure that nobody answers for`, () =>
    withPlace(async (place) => {
      const store = await opened(place);
      const { patient, other } = await filled(store);
      const back = randomUUID();
      addedIn(
        await store.ledger.add({
          patient: back,
          revision: 0,
          entries: [person(back, "Back", "MRN-2")],
          asker,
        }),
      );
      await erase(store, patient);
      const change = async (...statements: readonly string[]): Promise<void> => {
        if (kind === "PostgreSQL") return void (await on(place, ...statements));
        const db = new DatabaseSync(fileIn(place));
        for (const statement of statements) db.exec(statement);
        db.close();
      };
      const damage = async () => {
        const found = (await verifyPlace(place)) as {
          damage?: { table: string; sequence: number; why: string };
        };
        return found.damage && `${found.damage.table} ${found.damage.sequence} ${found.damage.why}`;
      };
      // Somebody's key is put back, as it lies in a backup; then the erasure itself is taken back.
      await change("CREATE TABLE older AS SELECT * FROM keys");
      await erase(store, back, "MRN-2");
      await store.close();
      assert.equal(await damage(), undefined);
      await change(`INSERT INTO keys SELECT * FROM older WHERE subject = '${back}'`);
      assert.equal(await damage(), "entries 6 altered");
      await change(`DELETE FROM erasures WHERE patient = '${back}'`);
      assert.match(String(await damage()), /^audit \d+ altered$/);
      await change(
        `INSERT INTO erasures (patient, at) VALUES ('${back}', 1)`,
        `DELETE FROM keys WHERE subject = '${back}'`,
      );
      assert.equal(await damage(), undefined);
      // The key of somebody who was not erased is missing; an erasure is made up for it.
      await change(`DELETE FROM keys WHERE subject = '${other}'`);
      assert.equal(await damage(), "entries 4 altered");
      await change(`INSERT INTO erasures (patient, at) VALUES ('${other}', 1)`);
      assert.match(String(await damage()), /^audit \d+ missing$/);
      const flip =
        kind === "SQLite"
          ? "UPDATE entries SET sealed = CAST(substr(sealed, 1, 40) || x'00' || substr(sealed, 42) AS BLOB) WHERE sequence = 2"
          : "UPDATE entries SET sealed = set_byte(sealed, 40, (get_byte(sealed, 40) + 1) % 256) WHERE sequence = 2";
      await change(
        kind === "SQLite"
          ? "DROP TRIGGER entries_stay; DROP TRIGGER entries_kept"
          : "ALTER TABLE entries DISABLE TRIGGER ALL",
        flip,
      );
      assert.equal(await damage(), "entries 2 altered");
      await change("DELETE FROM entries WHERE sequence = 2");
      assert.equal(await damage(), "entries 2 missing");
    }));

  test(`${kind}: S-17: under a master key neither the records, their log nor a backup says who anybody is`, () =>
    withPlace(async (place, folder) => {
      const store = await opened(place, master);
      const { patient } = await filled(store);
      saysNothing(await bytesOf(place), "the place, open");
      const backup = join(folder, "backup");
      assert.ok("copied" in (await backUp(place, backup, master)));
      await store.close();
      saysNothing(await bytesOf(place), "the place, closed");
      saysNothing(readFileSync(backup), "the backup");
      assert.ok((await linesIn(place, master)).includes(canary), "whoever has the key may read");
      await assert.rejects(linesIn(place), /locked/);
      // Without the key the chains can be walked from link to link, and the answer says that this was all.
      const keyless = (await verifyPlace(place)) as { damage?: unknown; locked?: number; entries: number };
      assert.deepEqual([keyless.damage, keyless.entries, keyless.locked! > 5], [undefined, 5, true]);
      // A copy goes into a place only under the key that it needs, and says the same there.
      const to = await another(folder);
      assert.deepEqual(await restore(backup, to), { refused: "keyMissing" });
      assert.deepEqual(await restore(backup, to, masterOf(randomBytes(32))), {
        refused: "keyWrong",
      });
      assert.ok("copied" in (await restore(backup, to, master)));
      const again = await opened(to, master);
      assert.equal((await again.ledger.ofPatient(patient, asker)).length, 3);
      await again.close();
    }));

  test(`${kind}: S-17: without its master key, or under another, a store is refused with what to do, and nothing is written`, () =>
    withPlace(async (place) => {
      const store = await opened(place, master);
      await filled(store);
      await store.close();
      const before = await bytesOf(place);
      assert.match(await refusal(place), /THECA_KEY_FILE/);
      assert.match(await refusal(place, "en-US", masterOf(randomBytes(32))), /another master key/);
      assert.ok(before.equals(await bytesOf(place)), "something was written");
      assert.equal(await refusal(place, "en-US", master), "opened");
    }));

  test(`${kind}: S-17: records that were under no key are put under one when it is first given, and stay readable`, () =>
    withPlace(async (place) => {
      const store = await opened(place);
      const { patient } = await filled(store);
      await store.close();
      const sealedOnce = await opened(place, master);
      assert.equal((await sealedOnce.ledger.ofPatient(patient, asker)).length, 3);
      assert.equal((await sealedOnce.ledger.verify()).damage, undefined);
      await sealedOnce.close();
      assert.match(await refusal(place), /THECA_KEY_FILE/);
    }));
}

test("S-07: whatever asks for it, nothing is sealed for somebody who was erased", () =>
  inFolder(async (folder) => {
    const store = await opened(folder);
    const { patient, other } = await filled(store);
    await erase(store, patient);
    const db = openDatabase(fileIn(folder));
    try {
      assert.throws(() => runOnSqlite(db, keysFor([other, patient])), /was erased/);
    } finally {
      db.close();
    }
  }));

for (const kind of kinds)
  test(`${kind}: S-06, S-17: records of the schema before are sealed when they are opened, and nothing of them is left in clear`, () =>
    inFolder(async (folder) => {
      const place = kind === "SQLite" ? folder : await newDatabase();
      const first = steps.findIndex(({ afterwards }) => afterwards !== undefined);
      const facts = readFileSync(fixture, "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as Fact);
      const quoted = (value: unknown): string =>
        value === null || value === undefined ? "NULL" : `'${String(value).replaceAll("'", "''")}'`;
      const rows = facts.flatMap(({ table, hash, ...fact }): string[] => {
        if (table === "cases")
          return [
            `INSERT INTO cases (id, title, plan, revision, saved_at) VALUES (${["id", "title", "plan", "revision", "saved_at"].map((name) => quoted(fact[name])).join(", ")})`,
          ];
        const { sequence, id, patient, recordedAt, data } = fact;
        const text = canonical(fact);
        if (table === "audit")
          return [`INSERT INTO audit VALUES (${[sequence, text, hash].map(quoted).join(", ")})`];
        if (table !== "entries") return [];
        const { serial: borne } = data as { serial?: string };
        return [
          `INSERT INTO entries VALUES (${[sequence, id, patient, borne, recordedAt, text, hash].map(quoted).join(", ")})`,
        ];
      });
      const schema = steps.slice(0, first);
      if (kind === "SQLite") {
        const db = new DatabaseSync(fileIn(place));
        for (const { sqlite } of schema) db.exec(sqlite);
        for (const row of rows) db.exec(row);
        db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${first}`);
        db.close();
        // Whoever only reads is told to open it first.
        assert.throws(() => verifyFile(fileIn(place)), /older/);
      } else {
        await on(
          place,
          "CREATE TABLE theca_schema (version integer NOT NULL)",
          ...schema.map(({ postgres }) => postgres),
          ...rows,
        );
        await on(place, `INSERT INTO theca_schema VALUES (${first})`);
      }
      const store = await opened(place, master);
      const kept = await store.ledger.since(0, 10, asker);
      assert.equal(firstBreak(kept), undefined);
      assert.deepEqual(
        kept.map(({ hash }) => hash),
        facts.filter(({ table }) => table === "entries").map(({ hash }) => hash),
      );
      assert.equal((await store.cases.list())[0]!.title, "A plan");
      assert.equal((await store.ledger.verify()).damage, undefined);
      await store.close();
      for (const word of ["Test Person", "A plan", "1970-04-30"])
        assert.equal((await bytesOf(place)).indexOf(word), -1, `${word} is left`);
    }));

for (const kind of kinds)
  test(`${kind}: S-06: a sealed backup of the release that began to seal is taken in, and means what it meant`, () =>
    inFolder(async (folder) => {
      const place = kind === "SQLite" ? join(folder, "data") : await newDatabase();
      const from = join(fixture, "..", "backup-0.2.jsonl");
      assert.deepEqual(await restore(from, place), { copied: { entries: 5, audit: 3 } });
      const store = await opened(place);
      const [first] = await store.ledger.since(0, 1, asker);
      assert.equal(first!.kind === "patient" && first!.data.name, "Test Person");
      await store.close();
    }));
