// One suite, every store: what holds of a ledger holds on SQLite and on a real PostgreSQL.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import {
  addedIn,
  asker,
  backends,
  entry,
  implant,
  newDatabase,
  noPostgres,
  note,
  onPlace,
  refusedIn,
  run,
} from "../../test/stores.ts";
import { firstBreak, type NewEntry, replay, reservoirAt } from "../records/records.ts";
import { type Added, backUp, exportLines, restore, verifyPlace } from "./store.ts";

test("a real PostgreSQL is at hand", { skip: noPostgres }, () => {});

for (const [name, withStore] of backends) {
  test(`${name}: what is added is read back as it was, in a chain that the pure room finds whole`, () =>
    withStore(async ({ ledger }, again) => {
      const [a, b] = [randomUUID(), randomUUID()];
      const first = addedIn(
        await ledger.add({ patient: a, revision: 0, entries: [note(a), note(a, "=1 微克")], asker }),
      );
      await ledger.add({ patient: b, revision: 0, entries: [note(b)], asker });
      const reopened = (await again()).ledger;
      assert.deepEqual(await reopened.ofPatient(a, asker), first);
      const all = await reopened.since(0, 100, asker);
      assert.equal(all.length, 3);
      assert.equal(firstBreak(all), undefined);
      assert.deepEqual(await reopened.since(2, 100, asker), all.slice(2));
    }));

  test(`${name}: R-09, S-14: the same refill sent twice counts once; another under its id is refused`, () =>
    withStore(async ({ ledger }) => {
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
    withStore(async ({ ledger }) => {
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

  test(`${name}: of two people who settle how the clinic plans, the second is shown what the first settled`, () =>
    withStore(async ({ settings, ledger }) => {
      assert.deepEqual(await settings.read("planning"), { value: {}, revision: 0 });
      const settle = (leadTime: number, revision: number) =>
        settings.save("planning", { value: { leadTime }, revision }, asker);
      assert.ok("saved" in (await settle(3, 0)));
      const late = await settle(9, 0);
      assert.ok("conflict" in late && late.conflict.revision === 1, JSON.stringify(late));
      assert.ok("saved" in (await settle(5, 1)));
      const { value, revision, by, at } = await settings.read("planning");
      assert.deepEqual([value, revision, by, at], [{ leadTime: 5 }, 2, asker.who, asker.at]);
      const acts = (await ledger.audit(0, 100)).filter(({ action }) => action === "settings changed");
      assert.deepEqual(
        acts.map(({ before, after }) => [before, after]),
        [
          [{}, { leadTime: 3 }],
          [{ leadTime: 3 }, { leadTime: 5 }],
        ],
      );
    }));

  test(`${name}: I-01, I-02, S-07: another patient's entry, pump or correction is refused, and then nothing is added`, () =>
    withStore(async ({ ledger }) => {
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

  test(`${name}: INC-1, INC-5: what goes against the record is refused with the rule, and nothing of the visit is kept`, () =>
    withStore(async ({ ledger }) => {
      const patient = randomUUID();
      const at = (when: string): object => ({ at: when });
      const filled = {
        aspirated: "0 mL",
        aspiratedAgain: "0 mL",
        filled: "20 mL",
        programmed: "20 mL",
        solution: [{ drug: "morphine", concentration: "10 mg/mL" }],
        lot: "A",
        expiry: "2099-01-01",
        needleChecked: true,
        observed: "30 min",
      };
      const told = (dose: string, more: object = {}): object => ({
        program: { mode: "continuous", drug: "morphine", dose },
        reason: "pain",
        ...more,
      });
      const first = [
        implant(patient, "RULE1"),
        entry(patient, "refill", filled),
        entry(patient, "program change", told("1 mg/d")),
      ];
      const open = entry(patient, "visit closed", { reinterrogated: true, running: true });
      const add = (revision: number, entries: readonly NewEntry[]) =>
        ledger.add({ patient, revision, entries, asker });
      const rules = (result: Added): string[] => {
        const refused = refusedIn(result);
        return refused.why === "against a rule" ? refused.objections.map(({ rule }) => rule) : [refused.why];
      };
      assert.deepEqual(rules(await add(0, [...first, open])), ["not re-interrogated"]);
      assert.equal((await ledger.since(0, 10, asker)).length, 0);
      const { sequence } = addedIn(await add(0, first)).at(-1)!;
      // Thirty days later nothing comes out, where 17 mL should be left.
      const later = at("2026-02-04T08:00:00Z");
      const dry = entry(patient, "refill", filled, later);
      const rise = entry(patient, "program change", told("1.2 mg/d"), later);
      assert.deepEqual(rules(await add(sequence, [dry, rise])), ["unexplained residual"]);
      const overrides = [{ finding: "unexplained residual", by: "Dr Two", reason: "catheter revised" }];
      const named = entry(patient, "program change", told("1.2 mg/d", { overrides }), later);
      const kept = addedIn(await add(sequence, [dry, named]));
      const signature = (ofHash: string): NewEntry =>
        entry(patient, "signature", { of: named.id, ofHash, meaning: "prescriber" }, later);
      const end = kept.at(-1)!;
      assert.deepEqual(rules(await add(end.sequence, [signature("0".repeat(64))])), ["signs another text"]);
      addedIn(await add(end.sequence, [signature(end.hash)]));
    }));

  test(`${name}: T-01, T-02, T-06: each addition and each reading leaves a line that says who, when and whose`, () =>
    withStore(async ({ ledger }) => {
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
        { ...asker, action: "refused", whose: patient, entries: undefined },
        { who: "pharmacist", at: 5, action: "read", whose: patient, entries: undefined },
      ]);
    }));

  test(`${name}: T-14: years later, when what has had its time was cleared away, every line of the audit is there`, () =>
    withStore(async ({ ledger, people }, _, place) => {
      const patient = randomUUID();
      addedIn(await ledger.add({ patient, revision: 0, entries: [note(patient)], asker }));
      await ledger.ofPatient(patient, asker);
      const kept = await ledger.audit(0, 10);
      const years = asker.at + 7 * 366 * 86_400_000;
      const made = { id: "a", login: "nina", shown: "N", roles: ["nurse"] as const };
      await people("makeAccount", made, false, asker);
      for (const at of [asker.at, years]) {
        const session = {
          account: "a",
          stage: "open",
          beside: null,
          madeAt: at,
          seenAt: at,
          address: "",
        } as const;
        await people("openSession", { ...session, hash: `s${at}` }, null, null);
        await people("rememberDevice", `d${at}`, "a", at);
        await people("keepHandshake", `h${at}`, "x", at + 1, at);
        await people("beginAttempt", [{ name: `n${at}`, free: 5, most: 1 }], at);
      }
      assert.equal((await people("sessionsOf", "a")).length, 1, "the old session was cleared away");
      assert.deepEqual((await ledger.audit(0, 10)).slice(0, kept.length), kept);
      // Nor can anybody who holds the database, short of taking its own locks off.
      for (const statement of ["DELETE FROM audit", "UPDATE audit SET hash = 'x'"])
        await assert.rejects(async () => run(name, place, statement), /never (changed|removed)/);
      assert.equal((await ledger.verify()).damage, undefined);
    }));

  test(`${name}: K-06: a clock that steps back does not record an entry before one that is there`, () =>
    withStore(async ({ ledger }) => {
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
    withStore(async ({ ledger: one }, again) => {
      const other = (await again()).ledger;
      await Promise.all(
        Array.from({ length: 40 }, (_, i) => {
          const patient = randomUUID();
          return (i % 2 ? one : other).add({ patient, revision: 0, entries: [note(patient)], asker });
        }),
      );
      const { entries, audit, damage } = await one.verify();
      assert.deepEqual({ entries, audit, damage }, { entries: 40, audit: 40, damage: undefined });
      assert.equal(firstBreak(await one.since(0, 100, asker)), undefined);
    }));
}

for (const [name, withStore] of backends) {
  test(`${name}: of two people who change one case, the second is told and nothing is overwritten`, () =>
    withStore(async ({ cases }, again) => {
      const draft = { id: "a", title: "Mine", plan: { a: [1, "微克"] }, revision: 0, savedAt: "2026-01-05" };
      assert.ok("saved" in (await cases.save(draft)));
      const other = (await again()).cases;
      const both = await Promise.all(
        [cases, other].map((one) => one.save({ ...draft, revision: 1, plan: 2 })),
      );
      assert.equal(both.filter((result) => "saved" in result).length, 1);
      assert.deepEqual(await other.read("a"), { ...draft, plan: 2, revision: 2 });
      await cases.save({ ...draft, id: "B", savedAt: "2026-01-06" });
      await cases.save({ ...draft, id: "Ä", savedAt: "2026-01-05" });
      assert.deepEqual(
        (await other.list()).map(({ id }) => id),
        ["B", "a", "Ä"],
      );
      assert.ok("conflict" in (await cases.remove("a", 1)));
      assert.ok("saved" in (await cases.remove("a", 2)));
      assert.equal(await other.read("a"), null);
    }));

  test(`${name}: one refused write among many leaves the others in place`, () =>
    withStore(async ({ cases }) => {
      const results = await Promise.allSettled(
        ["a", "b", "c"].map((id) =>
          cases.save({
            id,
            title: id === "b" ? (null as unknown as string) : id,
            plan: {},
            revision: 0,
            savedAt: "2026-01-05",
          }),
        ),
      );
      assert.deepEqual(
        results.map(({ status }) => status),
        ["fulfilled", "rejected", "fulfilled"],
      );
      assert.equal((await cases.list()).length, 2);
    }));
}

/** A history whose figures are reckoned by hand: 0.2 mL a day from 40 mL, then 0.25 mL for a re-prime. */
const fixture = join(import.meta.dirname, "..", "..", "test", "fixtures", "records-0.1.jsonl");
const kept = "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f";

for (const [name] of backends) {
  const newPlace = async (): Promise<string> =>
    name === "SQLite" ? join(mkdtempSync(join(tmpdir(), "theca-place-")), "data") : newDatabase();
  const done = (place: string): void => {
    if (name === "SQLite") rmSync(join(place, ".."), { recursive: true, force: true });
  };

  test(`${name}: P-19, S-06: records written by the first release are taken in, and mean what they meant`, async () => {
    const place = await newPlace();
    assert.deepEqual(await restore(fixture, place), { copied: { entries: 5, audit: 2 } });
    await onPlace(place, async ({ ledger, cases }) => {
      const state = replay(await ledger.ofPatient(kept, asker), { happened: Date.UTC(2026, 0, 25, 8) });
      const left = reservoirAt(state, { epoch: Date.UTC(2026, 0, 25, 8), offset: 0 }, "en-US")!;
      assert.ok(Math.abs(left.volume.value - 35.75) < 1e-9, String(left.volume.value));
      assert.equal((await cases.list())[0]!.title, "A plan");
    });
    done(place);
  });

  test(`${name}: S-05: what is written out while others add is one state; put back into either database it is the same`, async () => {
    const place = await newPlace();
    await onPlace(place, async ({ ledger, cases }) => {
      await cases.save({ id: "a", title: "微克", plan: { x: 1 }, revision: 0, savedAt: "2026-01-05" });
      const patient = randomUUID();
      const adding = Array.from({ length: 40 }, (__, revision) =>
        ledger.add({ patient, revision, entries: [note(patient, `${revision} "quoted"`)], asker }),
      );
      await adding[5];
      const lines: string[] = [];
      for await (const line of exportLines(place)) lines.push(line);
      await Promise.all(adding);
      const folder = mkdtempSync(join(tmpdir(), "theca-lines-"));
      const file = join(folder, "lines");
      const put = async (text: readonly string[], where: string) => {
        writeFileSync(file, text.join(""));
        return restore(file, where);
      };
      for (const [other] of backends) {
        const to = other === "SQLite" ? join(folder, "again") : await newDatabase();
        const back = await put(lines, to);
        assert.ok("copied" in back && back.copied.entries >= 6, JSON.stringify(back));
        const again: string[] = [];
        for await (const line of exportLines(to)) again.push(line);
        assert.deepEqual(again, lines);
        assert.deepEqual(await put(lines, to), { refused: "exists" });
      }
      // Cut off, altered, or shortened in the middle: nothing is put back.
      const spoilt: readonly (readonly [RegExp, readonly string[]])[] = [
        [/cutOff/, lines.slice(0, -1)],
        [/altered/, lines.map((line, i) => (i === 2 ? line.replace("quoted", "quotes") : line))],
        [/missing/, lines.filter((__, i) => i !== 2)],
        [/notLines/, ["{", ...lines]],
        [/cutOff/, [...lines.filter((line) => !line.includes("cases")), lines.at(-1)!]],
      ];
      for (const [i, [why, text]] of spoilt.entries()) {
        const to = name === "SQLite" ? join(folder, `spoilt${i}`) : await newDatabase();
        assert.match(JSON.stringify(await put(text, to)), why);
        const there = (await verifyPlace(to)) as { entries: number } | undefined;
        assert.equal(there?.entries ?? 0, 0);
      }
      rmSync(folder, { recursive: true, force: true });
    });
    done(place);
  });

  test(`${name}: S-05: a backup is a committed state, is verified, and is not written over`, async () => {
    const place = await newPlace();
    await onPlace(place, async ({ ledger }) => {
      const patient = randomUUID();
      await ledger.add({ patient, revision: 0, entries: [note(patient)], asker });
      const folder = mkdtempSync(join(tmpdir(), "theca-backup-"));
      const file = join(folder, "backup");
      assert.ok("copied" in (await backUp(place, file)));
      assert.deepEqual(await backUp(place, file), { refused: "exists" });
      assert.equal(((await verifyPlace(file)) as { entries: number }).entries, 1);
      const back = name === "SQLite" ? join(folder, "back") : await newDatabase();
      assert.ok("copied" in (await restore(file, back)));
      await onPlace(back, async ({ ledger: again }) =>
        assert.deepEqual(await again.ofPatient(patient, asker), await ledger.ofPatient(patient, asker)),
      );
      rmSync(folder, { recursive: true, force: true });
    });
    done(place);
  });
}
