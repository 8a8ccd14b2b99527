// One suite, every store: what holds of a ledger holds on SQLite and on a real PostgreSQL.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import pg from "pg";
import { type EmbeddedPostgres, embeddedPostgres } from "../../test/embedded-postgres.ts";
import { firstBreak, newEntry, type NewEntry } from "../records/records.ts";
import { readShape } from "../quantity/quantity.ts";
import { openPostgres } from "./postgres.ts";
import { type Added, type Ledger, openStore } from "./store.ts";

type Work = (ledger: Ledger, again: () => Promise<Ledger>) => Promise<void>;

async function onSqlite(work: Work): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "theca-ledger-"));
  let close: (() => Promise<void>) | undefined;
  const open = async (): Promise<Ledger> => {
    await close?.();
    const opened = await openStore(folder, "en-US");
    assert.ok("store" in opened);
    close = opened.store.close;
    return opened.store.ledger;
  };
  try {
    await work(await open(), open);
  } finally {
    await close?.();
    rmSync(folder, { recursive: true, force: true });
  }
}

// Made when the first test wants it: a machine without the package skips those tests.
let server: Promise<EmbeddedPostgres | undefined> | undefined;
const started = (): Promise<EmbeddedPostgres | undefined> => (server ??= embeddedPostgres("on"));
after(async () => (await server)?.stop());
let databases = 0;

async function onPostgres(work: Work): Promise<void> {
  const { url } = (await started())!;
  const name = `ledger${++databases}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const opened: (() => Promise<void>)[] = [];
  const open = async (): Promise<Ledger> => {
    const result = await openPostgres(url.replace(/[^/]*$/, name));
    assert.ok("ledger" in result, JSON.stringify(result));
    opened.push(result.ledger.close);
    return result.ledger;
  };
  try {
    await work(await open(), open);
  } finally {
    for (const close of opened) await close();
  }
}

const asker = { who: "nurse", at: Date.UTC(2026, 0, 5) };
const entry = (patient: string, kind: string, data: object, more: object = {}): NewEntry => {
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
};
const note = (patient: string, text = "seen"): NewEntry => entry(patient, "note", { text });
const implant = (patient: string, serial: string): NewEntry =>
  entry(patient, "pump implanted", { pump: { model: "synchromed-ii-40" }, serial });
const addedIn = (result: Added) => {
  assert.ok("added" in result, JSON.stringify(result));
  return result.added;
};
const refusedIn = (result: Added) => {
  assert.ok("refused" in result);
  return result.refused;
};

const backends: readonly (readonly [string, (work: Work) => Promise<void>])[] = [
  ["SQLite", onSqlite],
  ...((await started()) ? [["PostgreSQL", onPostgres] as const] : []),
];
test(
  "a real PostgreSQL is at hand",
  { skip: backends.length > 1 ? false : "its package is not installed here" },
  () => {},
);

for (const [name, withLedger] of backends) {
  test(`${name}: what is added is read back as it was, in a chain that the pure room finds whole`, () =>
    withLedger(async (ledger, again) => {
      const [a, b] = [randomUUID(), randomUUID()];
      const first = addedIn(
        await ledger.add({ patient: a, revision: 0, entries: [note(a), note(a, "=1 微克")], asker }),
      );
      await ledger.add({ patient: b, revision: 0, entries: [note(b)], asker });
      const reopened = await again();
      assert.deepEqual(await reopened.ofPatient(a, asker), first);
      const all = await reopened.since(0, 100, asker);
      assert.equal(all.length, 3);
      assert.equal(firstBreak(all), undefined);
      assert.deepEqual(await reopened.since(2, 100, asker), all.slice(2));
    }));

  test(`${name}: R-09, S-14: the same refill sent twice counts once; another under its id is refused`, () =>
    withLedger(async (ledger) => {
      const patient = randomUUID();
      const once = note(patient);
      const [one, two] = await Promise.all(
        [1, 2].map(() => ledger.add({ patient, revision: 0, entries: [once], asker })),
      );
      assert.deepEqual(addedIn(two!), addedIn(one!));
      // Which of the two came first is the database's affair.
      assert.deepEqual([one, two].map((result) => "again" in result! && result.again).sort(), [false, true]);
      assert.equal((await ledger.since(0, 10, asker)).length, 1);
      const changed = { ...note(patient, "another"), id: once.id };
      assert.equal(
        refusedIn(await ledger.add({ patient, revision: 1, entries: [changed], asker })).why,
        "id taken",
      );
    }));

  test(`${name}: P-08: of two people who write from one state, the second is shown what came between`, () =>
    withLedger(async (ledger) => {
      const patient = randomUUID();
      const [mine, theirs] = [note(patient, "mine"), note(patient, "theirs")];
      const [one, two] = await Promise.all(
        [mine, theirs].map((said) => ledger.add({ patient, revision: 0, entries: [said], asker })),
      );
      const [first, second] = "added" in one! ? [one, two!] : [two!, one!];
      assert.deepEqual(refusedIn(second), { why: "stale", revision: 1, since: addedIn(first) });
      const other = randomUUID();
      addedIn(await ledger.add({ patient: other, revision: 0, entries: [note(other)], asker }));
      addedIn(
        await ledger.add({ patient, revision: 1, entries: ["added" in one! ? theirs! : mine!], asker }),
      );
    }));

  test(`${name}: I-01, I-02, S-07: another patient's entry, pump or correction is refused, and then nothing is added`, () =>
    withLedger(async (ledger) => {
      const [a, b] = [randomUUID(), randomUUID()];
      const [first] = addedIn(
        await ledger.add({ patient: a, revision: 0, entries: [implant(a, "NGP1")], asker }),
      );
      const why = async (entries: readonly NewEntry[]): Promise<string> =>
        refusedIn(await ledger.add({ patient: b, revision: 0, entries, asker })).why;
      assert.equal(await why([note(b), note(a)]), "another patient");
      assert.equal(await why([note(b), implant(b, "NGP1")]), "serial of another patient");
      assert.equal(await why([entry(b, "note", { text: "x" }, { corrects: first!.id })]), "corrects nothing");
      assert.equal((await ledger.since(0, 10, asker)).length, 1);
      const corrected = entry(
        a,
        "pump implanted",
        { pump: { model: "synchromed-ii-40" }, serial: "NGP2" },
        { corrects: first!.id },
      );
      addedIn(await ledger.add({ patient: a, revision: 1, entries: [corrected], asker }));
      assert.deepEqual((await ledger.ofPatient(a, asker))[0], first);
    }));

  test(`${name}: T-01, T-02, T-06: each addition and each reading leaves a line that says who, when and whose`, () =>
    withLedger(async (ledger) => {
      const patient = randomUUID();
      await ledger.add({ patient, revision: 0, entries: [note(patient), note(patient)], asker });
      await ledger.add({ patient, revision: 0, entries: [note(patient)], asker });
      await ledger.ofPatient(patient, { who: "pharmacist", at: 5 });
      const lines = (await ledger.audit(0, 10)).map(({ who, at, action, patient: whose, entries }) => ({
        who,
        at,
        action,
        whose,
        entries,
      }));
      assert.deepEqual(lines, [
        { ...asker, action: "append", whose: patient, entries: [1, 2] },
        { who: "pharmacist", at: 5, action: "read", whose: patient, entries: undefined },
      ]);
    }));

  test(`${name}: K-06: a clock that steps back does not record an entry before one that is there`, () =>
    withLedger(async (ledger) => {
      const patient = randomUUID();
      for (const [revision, at] of [1000, 10, 2000].entries())
        await ledger.add({ patient, revision, entries: [note(patient)], asker: { who: "n", at } });
      const kept = await ledger.since(0, 10, asker);
      assert.deepEqual(
        kept.map(({ recordedAt }) => recordedAt),
        [1000, 1000, 2000],
      );
    }));

  test(`${name}: S-03: many add at once from two openings, and the chain stays one`, () =>
    withLedger(async (one, again) => {
      const other = name === "SQLite" ? one : await again();
      await Promise.all(
        Array.from({ length: 40 }, (_, i) => {
          const patient = randomUUID();
          return (i % 2 ? one : other).add({ patient, revision: 0, entries: [note(patient)], asker });
        }),
      );
      assert.deepEqual(await one.verify(), { entries: 40, audit: 40 });
      assert.equal(firstBreak(await one.since(0, 100, asker)), undefined);
    }));
}

test("PostgreSQL: T-03, T-04: what is kept is not changed, and where it was changed by force it is named", async (t) => {
  if (backends.length < 2) return t.skip("its package is not installed here");
  await onPostgres(async (ledger, again) => {
    const patient = randomUUID();
    await ledger.add({ patient, revision: 0, entries: [note(patient), implant(patient, "S")], asker });
    const { url } = (await started())!;
    const client = new pg.Client({ connectionString: url.replace(/[^/]*$/, `ledger${databases}`) });
    await client.connect();
    for (const forbidden of [
      "UPDATE entries SET hash = 'x'",
      "DELETE FROM entries",
      "TRUNCATE entries",
      "DELETE FROM audit",
    ])
      await assert.rejects(client.query(forbidden), /never changed or removed/);
    await client.query("ALTER TABLE entries DISABLE TRIGGER ALL");
    await client.query("UPDATE entries SET serial = 'T' WHERE sequence = 2");
    await client.end();
    const { damage } = await ledger.verify();
    assert.deepEqual([damage?.table, damage?.sequence, damage?.why], ["entries", 2, "altered"]);
    await assert.rejects(again(), /brokenChain/);
  });
});

test("PostgreSQL: a server that does not wait for the disk is refused", async (t) => {
  const careless = await embeddedPostgres("off");
  if (!careless) return t.skip("its package is not installed here");
  assert.deepEqual(await openPostgres(careless.url), { refused: "notDurable" });
  await careless.stop();
});
