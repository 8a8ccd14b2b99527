// Several processes write to one PostgreSQL: one at a time goes on with the chain.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { addedIn, asker, newDatabase, noPostgres, note, onPlace } from "../../test/stores.ts";

test(
  "PostgreSQL: S-03: while another process goes on with the chain, whoever adds waits",
  { skip: noPostgres },
  async () =>
    onPlace(await newDatabase(), async ({ ledger }, _again, place) => {
      const patient = randomUUID();
      const other = new pg.Client({ connectionString: place });
      await other.connect();
      try {
        // "Thec" in ASCII names the lock: it stays the same for servers of every version.
        await other.query("BEGIN; SELECT pg_advisory_xact_lock(x'54686563'::int)");
        const adding = ledger.add({ patient, revision: 0, entries: [note(patient)], asker });
        const waits = async (): Promise<"waits" | "goes on"> => {
          for (let i = 0; i < 3600; i++, await pause(50)) {
            const { rowCount } = await other.query(
              "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted",
            );
            if (rowCount === 1) return "waits";
          }
          return "goes on";
        };
        assert.equal(await Promise.race([adding.then(() => "goes on"), waits()]), "waits");
        await other.query("COMMIT");
        assert.equal(addedIn(await adding).length, 1);
      } finally {
        await other.end();
      }
    }),
);
