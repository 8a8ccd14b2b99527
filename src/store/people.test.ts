// People on every store: what holds of accounts, sessions and charts holds on SQLite and on a real PostgreSQL.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { backends, noPostgres, run } from "../../test/stores.ts";
import type { NewEntry } from "../records/records.ts";
import type { Counter, Role, Store } from "./store.ts";

/** `closeAudit` makes every further line of the audit fail, as a full or broken disk would. */
type Work = (store: Store, again: () => Promise<Store>, closeAudit: () => Promise<void>) => Promise<void>;

const noRoom: Readonly<Record<string, string>> = {
  SQLite: "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END",
  PostgreSQL: `CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$;
    CREATE TRIGGER no_room BEFORE INSERT ON audit EXECUTE FUNCTION no_room()`,
};

test("a real PostgreSQL is at hand", { skip: noPostgres }, () => {});

const start = Date.UTC(2026, 10, 22, 8);
const asker = { who: "test", at: start };
const limits = { idle: 900_000, absolute: 43_200_000, halfway: 600_000 };
const made = async (store: Store, login: string, roles: readonly Role[]): Promise<string> => {
  const id = randomUUID();
  const result = await store.people(
    "makeAccount",
    { id, login, shown: login, roles, password: "hash" },
    false,
    asker,
  );
  assert.ok("account" in result);
  return id;
};
const sessionOf = (account: string, hash: string = randomUUID()) => ({
  hash,
  account,
  stage: "open" as const,
  beside: null,
  madeAt: start,
  seenAt: start,
  address: "192.0.2.1",
});
const note = (patient: string): NewEntry =>
  ({
    id: randomUUID(),
    patient,
    at: { epoch: start, offset: 0 },
    by: "test",
    from: "entered",
    kind: "note",
    data: { text: "seen" },
  }) as NewEntry;

for (const [name, onBackend] of backends) {
  const withStore = (work: Work): Promise<void> =>
    onBackend((store, again, place) => work(store, again, () => run(name, place, noRoom[name]!)));

  test(`${name}: T-09: a session signs with both once, then with the password; another one begins anew`, () =>
    withStore(async ({ people }) => {
      const id = await made({ people } as Store, "nina", ["nurse"]);
      const open = async (hash: string, stage: "open" | "beside" = "open", beside: string | null = null) =>
        people("openSession", { ...sessionOf(id, hash), stage, beside }, null, null);
      await open("first");
      assert.equal(await people("signingOf", "first"), "password", "there is no second factor to ask for");
      await people("offerSecret", id, "SECRET");
      const once = () => people("confirmSecret", id, { secret: "SECRET", step: 1 }, [], "first", asker);
      // Also when it is confirmed twice at the same moment it is put in place once, and stays.
      assert.deepEqual(await Promise.all([once(), once()]), [true, false]);
      assert.equal((await people("accountById", id))?.secret, "SECRET");
      assert.equal(await people("signingOf", "first"), "both");
      await people("beginSigning", "first", start);
      assert.equal(await people("signingOf", "first"), "password");
      await open("other");
      assert.equal(await people("signingOf", "other"), "both");
      // Who stands beside signs once, also when asked twice at the same moment.
      await open("beside", "beside", "first");
      const taken = await Promise.all([people("takeBeside", "beside"), people("takeBeside", "beside")]);
      assert.deepEqual(taken.sort(), [false, true]);
      assert.equal(await people("takeBeside", "first"), false, "no other session is taken so");
      assert.equal(await people("signingOf", "first"), "password");
    }));

  test(`${name}: S-11: whoever was about to set up a second factor when its owner did has to show that one`, () =>
    withStore(async ({ people }) => {
      const id = await made({ people } as Store, "nina", ["nurse"]);
      await people("offerSecret", id, "SECRET");
      await people("confirmSecret", id, { secret: "SECRET", step: 1 }, [], "none", asker);
      // Begun before, by somebody who knows the password, and opened only now.
      await people("openSession", { ...sessionOf(id, "late"), stage: "enrol" }, null, null);
      assert.equal((await people("findSession", "late", start, limits, false))?.session.stage, "code");
    }));

  test(`${name}: of many first administrators one is made, of many of one name one`, () =>
    withStore(async ({ people }, again) => {
      const other = name === "SQLite" ? people : (await again()).people;
      const results = await Promise.all(
        Array.from({ length: 8 }, (_, i) =>
          (i % 2 ? people : other)(
            "makeAccount",
            { id: randomUUID(), login: `root${i}`, shown: "R", roles: ["administrator"] },
            true,
            asker,
          ),
        ),
      );
      assert.equal(results.filter((result) => "account" in result).length, 1);
      assert.equal(await people("countAccounts"), 1);
      const twins = await Promise.all(
        [1, 2].map(() =>
          people(
            "makeAccount",
            { id: randomUUID(), login: "twin", shown: "T", roles: ["nurse"] },
            false,
            asker,
          ),
        ),
      );
      assert.deepEqual(twins.map((result) => ("refused" in result ? result.refused : "made")).sort(), [
        "login taken",
        "made",
      ]);
    }));

  test(`${name}: S-09: sessions end with a password, other roles and disabling, in the transaction that does it`, () =>
    withStore(async ({ people, ledger }) => {
      const root = await made({ people } as Store, "root", ["administrator"]);
      const id = await made({ people } as Store, "nina", ["nurse"]);
      const open = async (): Promise<string> => {
        const session = sessionOf(id);
        await people("openSession", session, null, { ...asker, action: "sign in" });
        return session.hash;
      };
      const found = (hash: string, now = start) => people("findSession", hash, now, limits, false);
      for (const end of [
        () => people("setPassword", id, "other", null, asker),
        () => people("resetAccount", id, { hash: "h", until: start, secondFactor: true }, asker),
        () => people("changeAccount", id, { roles: ["pharmacist"] }, asker),
        () => people("changeAccount", id, { disabled: true }, asker),
      ]) {
        const hash = await open();
        assert.ok(await found(hash));
        await end();
        assert.equal(await found(hash), null);
      }
      await people("changeAccount", id, { disabled: false, shown: "Nina" }, asker);
      const [kept, ended] = [await open(), await open()];
      await people("setPassword", id, "again", kept, asker);
      assert.deepEqual([(await found(kept))?.account.shown, await found(ended)], ["Nina", null]);
      assert.equal((await found(kept, start + limits.idle))?.session.stage, "locked");
      assert.equal(await found(kept, start + limits.absolute), null);
      assert.deepEqual(await people("changeAccount", root, { roles: ["nurse"] }, asker), {
        refused: "last administrator",
      });
      assert.equal((await ledger.verify()).damage, undefined);
    }));

  test(`${name}: S-10: of attempts at once no more than the free ones are tried, also by two servers`, () =>
    withStore(async ({ people }, again) => {
      const other = name === "SQLite" ? people : (await again()).people;
      const counter: Counter = { name: "pair", free: 5, most: 60_000 };
      const waits = await Promise.all(
        Array.from({ length: 20 }, (_, i) => (i % 2 ? people : other)("beginAttempt", [counter], start)),
      );
      assert.equal(waits.filter((wait) => wait === 0).length, 5);
      const reopened = name === "SQLite" ? people : (await again()).people;
      assert.equal(await reopened("beginAttempt", [counter], start), 1000);
      // Set forward and back again, the clock makes nobody wait longer than the longest wait.
      assert.equal(await people("beginAttempt", [counter], start - 86_400_000), 60_000);
      await people("succeeded", ["pair"], []);
      assert.equal(await people("beginAttempt", [counter], start), 0);
    }));

  test(`${name}: one code of many at once is used once, a recovery code likewise`, () =>
    withStore(async ({ people }) => {
      const id = await made({ people } as Store, "nina", ["nurse"]);
      await people("offerSecret", id, "SECRET");
      await people("confirmSecret", id, { secret: "SECRET", step: 100 }, ["r1", "r2"], "none", asker);
      const steps = await Promise.all([101, 101, 101, 100, 99].map((step) => people("useStep", id, step)));
      assert.equal(steps.filter(Boolean).length, 1);
      const codes = await Promise.all(
        ["r1", "r1", "r3"].map((hash) => people("useRecovery", id, hash, asker)),
      );
      assert.deepEqual(codes, [true, false, false]);
      assert.equal(await people("recoveryLeft", id), 1);
      assert.equal(await people("takeHandshake", "x", start), null);
      await people("keepHandshake", "x", "kept", start + 10, start);
      const taken = await Promise.all([1, 2].map(() => people("takeHandshake", "x", start)));
      assert.deepEqual(taken.sort(), ["kept", null].sort());
    }));

  test(`${name}: I-09, T-10: a restricted chart is its team's, and theirs who broke the glass, until then`, () =>
    withStore(async ({ people, ledger }) => {
      const [nina, dora] = [
        await made({ people } as Store, "nina", ["nurse"]),
        await made({ people } as Store, "dora", ["clinician"]),
      ];
      const patient = randomUUID();
      const as = (account: string, at = start) => ({ who: account, at, account });
      const add = (account: string, revision: number) =>
        people("addEntriesAs", { patient, revision, entries: [note(patient)], asker: as(account) });
      assert.ok("added" in (await add(nina, 0)));
      assert.equal(await people("setTeam", patient, [nina], ["nurse"], as(nina), false), "set");
      assert.deepEqual(await add(dora, 1), { refused: { why: "restricted" } });
      assert.equal(await people("readEntriesAs", patient, as(dora)), null);
      assert.deepEqual(await people("hiddenFrom", dora, start), [patient]);
      assert.deepEqual((await people("entriesSinceAs", 0, 10, as(dora))).entries, []);
      assert.equal(
        await people("breakGlass", "g1", patient, "emergency room", start + 1000, as(dora)),
        "glass",
      );
      assert.equal((await people("readEntriesAs", patient, as(dora)))?.length, 1);
      assert.equal(await people("readEntriesAs", patient, as(dora, start + 1000)), null);
      // Nor before it was broken: a clock that was set back opens nothing.
      assert.equal(await people("readEntriesAs", patient, as(dora, start - 1)), null);
      assert.equal(await people("reviewGlass", "g1", as(dora)), "own");
      assert.equal(await people("reviewGlass", "g1", as(nina)), "reviewed");
      const actions = (await ledger.audit(0, 100)).map(({ action, glass }) =>
        glass ? `${action} through ${glass}` : action,
      );
      assert.deepEqual(actions.slice(2), [
        "append",
        "team changed",
        "refused",
        "refused",
        "read all",
        "break glass through g1",
        "read through g1",
        "refused",
        "refused",
        "glass reviewed through g1",
      ]);
      assert.deepEqual(
        (await people("listCharts", ["nurse"])).map(({ orphaned }) => orphaned),
        [false],
      );
      await people("changeAccount", nina, { disabled: true }, asker);
      assert.deepEqual(
        (await people("listCharts", ["nurse"])).map(({ orphaned }) => orphaned),
        [true],
      );
    }));

  test(`${name}: T-05: what cannot be audited does not happen`, () =>
    withStore(async ({ people, ledger }, _, closeAudit) => {
      const id = await made({ people } as Store, "nina", ["nurse"]);
      const lines = (await ledger.audit(0, 100)).length;
      await closeAudit();
      const person = { ...asker, account: id };
      const patient = randomUUID();
      for (const act of [
        () => people("changeAccount", id, { disabled: true }, asker),
        () => people("setPassword", id, "other", null, asker),
        () => people("addEntriesAs", { patient, revision: 0, entries: [note(patient)], asker: person }),
        () => people("readEntriesAs", patient, person),
        () => people("openSession", sessionOf(id, "s"), null, { ...asker, action: "sign in" }),
        () => people("listCasesAs", person),
      ])
        await assert.rejects(act());
      assert.equal(await people("findSession", "s", start, limits, true), null);
      assert.equal((await people("accountById", id))?.disabled, false);
      assert.equal((await people("accountById", id))?.password, "hash");
      assert.equal((await ledger.audit(0, 100)).length, lines);
    }));
}
