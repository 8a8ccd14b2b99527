// What only a server can do to records: let the wrong people in, keep another encoding, not wait for its disk.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import pg from "pg";
import { embeddedPostgres } from "../../test/embedded-postgres.ts";
import {
  addedIn,
  asker,
  implant,
  newDatabase,
  noPostgres,
  note,
  on,
  onPlace,
  refusal,
} from "../../test/stores.ts";
import { migrated, poolOf, postgresMigrations } from "./postgres.ts";

const postgres = { skip: noPostgres };

test(
  "PostgreSQL: T-03, T-04, S-02: what is kept is not changed, and where it was changed by force it is named",
  postgres,
  async () => {
    const url = await newDatabase();
    await onPlace(url, async ({ ledger }) => {
      const patient = randomUUID();
      await ledger.add({ patient, revision: 0, entries: [note(patient), implant(patient, "S")], asker });
      for (const forbidden of [
        "UPDATE entries SET hash = 'x'",
        "DELETE FROM entries",
        "TRUNCATE entries",
        "DELETE FROM audit",
      ])
        await assert.rejects(on(url, forbidden), /never changed or removed/);
      await on(
        url,
        "ALTER TABLE entries DISABLE TRIGGER ALL",
        "UPDATE entries SET recorded_at = recorded_at + 1 WHERE sequence = 2",
      );
      // Not even before anybody verified it is it served.
      await assert.rejects(ledger.ofPatient(patient, asker), /altered: 2/);
      const { damage } = await ledger.verify();
      assert.deepEqual([damage?.table, damage?.sequence, damage?.why], ["entries", 2, "altered"]);
      // From then on nothing is added to what cannot be trusted.
      await assert.rejects(ledger.add({ patient, revision: 2, entries: [note(patient)], asker }), /altered/);
      assert.match(await refusal(url), /not as it was written/);
    });
  },
);

test(
  "PostgreSQL: what cannot be opened is refused with a sentence that says what to do, and no password in it",
  postgres,
  async () => {
    const url = await newDatabase();
    const at = (change: (url: URL) => void): string => {
      const changed = new URL(url);
      change(changed);
      return String(changed);
    };
    assert.match(await refusal(at((one) => (one.pathname = "/nowhere"))), /createdb/);
    assert.match(await refusal(at((one) => (one.port = "1"))), /does not answer/);
    assert.match(
      await refusal(
        at((one) => (one.port = "1")),
        "zh-CN",
      ),
      /没有回应/,
    );
    assert.match(await refusal("postgres://user@[host"), /address like/);
    await on(url, "CREATE ROLE guest LOGIN PASSWORD 'secret-word'");
    const asGuest = await refusal(
      at((one) => Object.assign(one, { username: "guest", password: "secret-word" })),
    );
    assert.match(asGuest, /own the database/);
    assert.ok(!asGuest.includes("secret-word"));
    assert.match(await refusal(at((one) => (one.username = "stranger"))), /does not let this user in/);
    await on(url, "CREATE TABLE entries (x integer)");
    assert.match(await refusal(url), /another program/);
    const latin = await newDatabase("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
    assert.match(await refusal(latin), /UTF-8/);
    const newer = await newDatabase();
    assert.equal(await refusal(newer), "opened");
    await on(newer, "INSERT INTO theca_schema VALUES (999)");
    assert.match(await refusal(newer), /newer Theca/);
  },
);

test(
  "PostgreSQL: S-06: a database of each earlier schema is opened and keeps what it held; a step that fails leaves it as it was",
  postgres,
  async () => {
    for (const version of postgresMigrations.keys()) {
      const url = await newDatabase();
      if (version > 0) {
        const earlier = poolOf(url);
        await migrated(earlier, postgresMigrations.slice(0, version));
        await earlier.end();
      }
      await onPlace(url, async ({ ledger }) => {
        const patient = randomUUID();
        addedIn(await ledger.add({ patient, revision: 0, entries: [note(patient)], asker }));
      });
      const pool = new pg.Pool({ connectionString: url });
      const broken = [
        ...postgresMigrations,
        { postgres: "CREATE TABLE extra (x integer)" },
        { postgres: "SELECT nonsense" },
      ];
      await assert.rejects(migrated(pool, broken), /nonsense/);
      const { rows } = await pool.query(
        "SELECT to_regclass('extra') AS extra, max(version) AS version FROM theca_schema",
      );
      assert.deepEqual(rows, [{ extra: null, version: postgresMigrations.length }]);
      await pool.end();
    }
  },
);

test("PostgreSQL: a server that does not wait for the disk is refused", async (t) => {
  const careless = await embeddedPostgres("off");
  if (!careless) return t.skip("its package is not installed here");
  t.after(() => careless.stop());
  assert.match(await refusal(careless.url), /fsync/);
});
