// the queue of notices, on every store: nothing twice, nothing lost, each try counted and written down.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import {
  addedIn,
  asker,
  backends,
  entry,
  inFolder,
  newDatabase,
  note,
  on,
  onPlace,
} from "../../test/stores.ts";
import { migrate, migrations } from "./migrations.ts";
import { waitAfter } from "./notices.ts";
import { migrated, poolOf, postgresMigrations } from "./postgres.ts";
import { giveVault } from "./script.ts";
import { type ChannelsDraft, fileIn, type Notice, type Store } from "./store.ts";
import { Vault } from "./vault.ts";

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2026, 10, 22, 6);
const to = {
  mail: ["ward@clinic.example", "duty@clinic.example"],
  webhook: ["https://hooks.clinic.example"],
};
const onlyHook = { mail: [], webhook: to.webhook };
const counts = { actNow: 2 };
const by = { who: "notices", at: start };
const admin = { who: "Rosa Root", at: start };
const dead = { fault: "no answer", said: "" } as const;

const draft = (more: Partial<ChannelsDraft> = {}): ChannelsDraft => ({
  value: { mail: { host: "mail.clinic.example" } },
  revision: 0,
  targets: to,
  secrets: { mail: "swordfish-7f3a" },
  bound: { mail: "starttls mail.clinic.example:587 theca", webhook: "https://hooks.clinic.example" },
  ...more,
});
const acts = async ({ ledger }: Store, action: string) =>
  (await ledger.audit(0, 1000)).filter((line) => line.action === action);
const claim = (store: Store, now: number, holder = "one"): Promise<Notice[]> =>
  store.notices("claimNotices", holder, now, now + 2 * minute, 100);
const fail = (store: Store, { id }: Notice, at: number, holder = "one") =>
  store.notices("concludeNotice", id, holder, dead, { ...by, at });

/** Some record, so that there is a ledger to be looked over. */
async function aRecord(store: Store): Promise<string> {
  const patient = randomUUID();
  addedIn(await store.ledger.add({ patient, revision: 0, entries: [note(patient)], asker }));
  return patient;
}

/** How many alerts are marked as told, past the store. */
async function toldIn(name: string, place: string): Promise<number> {
  const asked = "SELECT count(*) AS n FROM told_alerts";
  if (name !== "SQLite") return Number((await on(place, asked))!.rows[0].n);
  const db = new DatabaseSync(fileIn(place), { readOnly: true });
  try {
    return Number(db.prepare(asked).get()!["n"]);
  } finally {
    db.close();
  }
}

for (const [name, withStore] of backends) {
  test(`${name}: A-09: the digest of a day is one to each target, whoever posts it, however often, after any start`, () =>
    withStore(async (store, again) => {
      const other = await again();
      await Promise.all(
        [store, other, store].map((each) => each.notices("postDigest", "2026-11-22", counts, to, start)),
      );
      const [mine, theirs] = await Promise.all([claim(store, start, "one"), claim(other, start, "two")]);
      const all = [...mine, ...theirs].map(({ target }) => target);
      assert.deepEqual(all.sort(), [...to.mail, ...to.webhook].sort());
      for (const [holder, each, of] of [
        ["one", store, mine],
        ["two", other, theirs],
      ] as const)
        for (const { id } of of)
          assert.equal(
            await each.notices("concludeNotice", id, holder, { sent: true, said: "250 OK" }, by),
            "sent",
          );
      await (await again()).notices("postDigest", "2026-11-22", counts, to, start + hour);
      assert.deepEqual(await claim(store, start + 2 * hour), []);
      assert.equal((await acts(store, "notice sent")).length, 3);
    }));

  test(`${name}: A-09: what fails is tried again, ever later but within the hour, each try is written down, and a day ends it`, () =>
    withStore(async (store) => {
      await store.notices("postDigest", "2026-11-22", counts, onlyHook, start);
      let now = start;
      const waits: number[] = [];
      for (let tries = 1; ; tries++) {
        const [notice, ...more] = await claim(store, now);
        assert.deepEqual(more, []);
        if (!notice) break;
        assert.equal(notice.tries, tries);
        if (tries < 3) assert.deepEqual(await claim(store, now, "two"), [], "held by one");
        assert.equal(await fail(store, notice, now), "again");
        const [{ nextAt }] = (await store.notices("recentNotices", 1)) as [Notice];
        if (tries < 9) assert.deepEqual(await claim(store, nextAt! - 1), [], "before its time");
        waits.push((nextAt! - now) / minute);
        now = nextAt!;
      }
      assert.deepEqual(waits.slice(0, 8), [1, 2, 4, 8, 16, 32, 60, 60]);
      assert.ok(now - start >= 24 * hour && now - start < 25 * hour, String((now - start) / hour));
      assert.deepEqual(await claim(store, now + 48 * hour), []);
      assert.equal((await acts(store, "notice failed")).length, waits.length);
      const [last] = await acts(store, "notice given up");
      assert.match(last!.reason!, /^digest, webhook https:\/\/hooks\.clinic\.example, try \d+$/);
      assert.equal(waitAfter(1e9), hour);
    }));

  test(`${name}: A-09: three failures in a row are said with since when and the last word, until one gets through`, () =>
    withStore(async (store) => {
      await store.notices("postDigest", "2026-11-22", counts, onlyHook, start);
      const failing = () => store.notices("failingChannels");
      let now = start;
      for (let tries = 1; tries <= 3; tries++) {
        assert.deepEqual(await failing(), [], `after ${tries - 1}`);
        const [notice] = await claim(store, now);
        const outcome = { fault: "busy", said: `421 try ${tries}` };
        await store.notices("concludeNotice", notice!.id, "one", outcome, { ...by, at: now });
        now += hour;
      }
      const said = { channel: "webhook", since: start, tries: 3, fault: "busy", said: "421 try 3" };
      assert.deepEqual(await failing(), [said]);
      // One that is being tried has not failed yet.
      const [notice] = await claim(store, now);
      assert.deepEqual(await failing(), [said]);
      await store.notices(
        "concludeNotice",
        notice!.id,
        "one",
        { sent: true, said: "200" },
        { ...by, at: now },
      );
      assert.deepEqual(await failing(), []);
    }));

  test(`${name}: A-09: of several readers one who gets nothing is said, though the others get theirs`, () =>
    withStore(async (store) => {
      let now = start;
      await store.notices("postDigest", "2026-11-22", counts, to, now);
      for (let tries = 1; tries <= 3; tries++, now += hour)
        for (const { id, target } of await claim(store, now))
          await store.notices(
            "concludeNotice",
            id,
            "one",
            target.startsWith("duty")
              ? { fault: "refused", said: "550 no such user" }
              : { sent: true, said: "" },
            { ...by, at: now },
          );
      const [failing] = await store.notices("failingChannels");
      assert.deepEqual([failing!.channel, failing!.said], ["mail", "550 no such user"]);
    }));

  test(`${name}: A-09: a test that gets through has what waits tried at once; one that fails is not tried again`, () =>
    withStore(async (store) => {
      await store.notices("postDigest", "2026-11-22", counts, onlyHook, start);
      let now = start;
      for (let tries = 1; tries <= 6; tries++, now += hour)
        await fail(store, (await claim(store, now))[0]!, now);
      now -= hour - minute;
      assert.deepEqual(await claim(store, now), []);
      const [target] = to.webhook;
      await store.notices("noteTest", "webhook", target!, dead, { ...admin, at: now });
      assert.deepEqual(await claim(store, now), []);
      await store.notices("noteTest", "webhook", target!, { sent: true, said: "200" }, { ...admin, at: now });
      assert.deepEqual(await store.notices("failingChannels"), []);
      const [waiting, ...more] = await claim(store, now);
      assert.deepEqual([waiting!.kind, more], ["digest", []]);
      assert.equal((await acts(store, "notice sent"))[0]!.who, "Rosa Root");
    }));

  test(`${name}: A-09: a try that nobody concluded is another's once its lease is over, and is written down`, () =>
    withStore(async (store, again) => {
      await store.notices("postDigest", "2026-11-22", counts, onlyHook, start);
      const [lost] = await claim(store, start, "one");
      const other = await again();
      assert.deepEqual(await claim(other, start + minute, "two"), []);
      const [taken] = await claim(other, start + 3 * minute, "two");
      assert.deepEqual([taken!.id, taken!.tries], [lost!.id, 2]);
      const [line] = await acts(store, "notice failed");
      assert.deepEqual(line!.after, { fault: "cut off", said: "" });
      // The first one comes back late: it is not theirs any more.
      const late = await store.notices("concludeNotice", lost!.id, "one", dead, {
        ...by,
        at: start + 4 * minute,
      });
      assert.equal(late, "not yours");
      const sent = { sent: true, said: "" } as const;
      assert.equal(await other.notices("concludeNotice", lost!.id, "two", sent, by), "sent");
    }));

  test(`${name}: A-09: an alert that presses most is told once, and again when it comes back`, () =>
    withStore(async (store, again) => {
      const patient = await aRecord(store);
      const other = await again();
      const stopped = { patient, alert: "stopped 2026-01-05T08:00:00Z" };
      const empty = { patient, alert: "probably empty" };
      let at = start;
      const look = async (open: readonly (typeof stopped)[], by = store, at_ = (at += minute)) =>
        by.notices("postPressing", open, { sequence: 1, at: at_ }, to);
      // Two servers look at the same.
      const both = await Promise.all([look([stopped], store, at), look([stopped], other, at)]);
      assert.deepEqual(both.map((each) => (each as { fresh: number }).fresh).sort(), [0, 1]);
      assert.deepEqual(await look([stopped, empty]), { fresh: 1 });
      assert.deepEqual(await look([stopped]), { fresh: 0 });
      assert.deepEqual(await look([stopped, empty]), { fresh: 1 });
      const sent = (await store.notices("recentNotices", 100)).filter(({ channel }) => channel === "webhook");
      assert.deepEqual(
        sent.map(({ counts }) => counts).sort((a, b) => a["all"]! - b["all"]!),
        [
          { fresh: 1, all: 1 },
          { fresh: 1, all: 2 },
          { fresh: 1, all: 2 },
        ],
      );
      // A slower clock, or a record that has gone on since: not heard, so that nothing is told twice.
      assert.equal(await look([], other, at - 1), "looked too early");
      await aRecord(store);
      assert.equal(await look([], other), "looked too early");
      assert.deepEqual(await store.notices("watched"), {
        last: 2,
        watched: { sequence: 1, at: at - minute },
      });
    }));

  test(`${name}: A-09: a notice that nobody got in a day is given up, and what still presses is told anew`, () =>
    withStore(async (store) => {
      const patient = await aRecord(store);
      const open = [{ patient, alert: "stopped" }];
      const look = (at: number) => store.notices("postPressing", open, { sequence: 1, at }, onlyHook);
      assert.deepEqual(await look(start), { fresh: 1 });
      const later = start + 25 * hour;
      assert.deepEqual(await claim(store, later), []);
      assert.equal((await acts(store, "notice given up")).length, 1);
      assert.deepEqual(await look(later), { fresh: 1 });
      assert.equal((await claim(store, later)).length, 1);
    }));

  test(`${name}: A-09: with another day's digest, or without a target, what did not get out is given up`, () =>
    withStore(async (store) => {
      await store.notices("postDigest", "2026-11-22", counts, to, start);
      await fail(store, (await claim(store, start))[0]!, start);
      await store.notices("postDigest", "2026-11-23", counts, to, start + 23 * hour);
      assert.equal((await acts(store, "notice given up")).length, 3);
      const saved = await store.notices("saveChannels", draft({ targets: onlyHook, secrets: {} }), admin);
      assert.ok("saved" in saved);
      const [left, ...more] = await claim(store, start + 23 * hour);
      assert.deepEqual([left!.channel, more], ["webhook", []]);
    }));

  test(`${name}: A-09: who changes a channel is written down; what it is opened with is sealed and told to nobody`, () =>
    withStore(async (store, __, place) => {
      const saved = await store.notices("saveChannels", draft(), admin);
      assert.ok("saved" in saved);
      assert.deepEqual(saved.saved.secrets, { mail: true, webhook: false });
      const { bound } = draft();
      assert.equal(await store.notices("secretFor", "mail", bound.mail), "swordfish-7f3a");
      // Not given for another server, and not kept for one.
      assert.equal(await store.notices("secretFor", "mail", "none evil.example:25 theca"), "locked");
      const elsewhere = draft({
        revision: 1,
        secrets: {},
        bound: { ...bound, mail: "none evil.example:25 theca" },
      });
      assert.deepEqual(await store.notices("saveChannels", elsewhere, admin), { unbound: "mail" });
      assert.ok("conflict" in (await store.notices("saveChannels", draft(), admin)));
      const kept = await store.notices("saveChannels", draft({ revision: 1, secrets: {} }), admin);
      assert.ok("saved" in kept && kept.saved.secrets.mail);
      const off = draft({ revision: 2, secrets: {}, targets: { mail: [], webhook: [] } });
      const gone = await store.notices("saveChannels", off, admin);
      assert.ok("saved" in gone && !gone.saved.secrets.mail);
      assert.equal(await store.notices("secretFor", "mail", bound.mail), null);
      const lines = await acts(store, "settings changed");
      assert.deepEqual(
        lines.map(({ who, reason, after }) => [who, reason, after!["mail secret"]]),
        [
          ["Rosa Root", "notices", "set"],
          ["Rosa Root", "notices", undefined],
          ["Rosa Root", "notices", "taken away"],
        ],
      );
      assert.doesNotMatch(JSON.stringify(await store.ledger.audit(0, 100)), /swordfish/);
      assert.doesNotMatch(JSON.stringify(await store.notices("readChannels")), /swordfish/);
      if (name !== "SQLite") return;
      for (const file of ["theca.sqlite", "theca.sqlite-wal"])
        assert.ok(!readFileSync(join(place, file)).includes("swordfish"), file);
    }));

  test(`${name}: A-09: with a person who is erased goes what was told of them`, () =>
    withStore(async (store, __, place) => {
      const patient = randomUUID();
      const who = entry(patient, "patient", {
        name: "T",
        birthDate: "1970-04-30",
        identifiers: [{ system: "clinic", value: "4711" }],
      });
      addedIn(await store.ledger.add({ patient, revision: 0, entries: [who], asker }));
      const open = [{ patient, alert: "stopped" }];
      assert.deepEqual(await store.notices("postPressing", open, { sequence: 1, at: start }, to), {
        fresh: 1,
      });
      const erased = await store.ledger.erase({ patient, confirmed: "4711", reason: "asked for it", asker });
      assert.ok("erased" in erased);
      assert.equal(await toldIn(name, place), 0);
      // A server that has not noticed yet tells nobody.
      assert.deepEqual(await store.notices("postPressing", open, { sequence: 1, at: start + 1 }, to), {
        fresh: 0,
      });
      await onPlace(place, async ({ notices }) => {
        for (const row of await notices("recentNotices", 10))
          assert.doesNotMatch(JSON.stringify(row), new RegExp(patient));
      });
    }));
}

/** So many steps had gone before notices came. */
const before = 7;
const settled = "INSERT INTO settings VALUES ('planning', '{\"leadTime\":3}', 1, 0, 'Rosa Root')";

test("S-06: a database of the release before notices is brought up to date, and holds what it held", () =>
  inFolder(async (folder) => {
    const db = giveVault(new DatabaseSync(fileIn(folder)), new Vault(undefined));
    migrate(db, migrations.slice(0, before));
    db.exec(settled);
    db.close();
    const places = [folder];
    if (backends.length > 1) {
      const place = await newDatabase();
      const pool = poolOf(place);
      await migrated(pool, postgresMigrations.slice(0, before));
      await pool.query(settled);
      await pool.end();
      places.push(place);
    }
    for (const place of places)
      await onPlace(place, async ({ settings, notices }) => {
        assert.deepEqual((await settings.read("planning")).value, { leadTime: 3 });
        assert.deepEqual(await notices("recentNotices", 1), []);
        assert.ok("saved" in (await notices("saveChannels", draft(), admin)));
      });
  }));
