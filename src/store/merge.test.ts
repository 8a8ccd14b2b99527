// I-06 where the records lie, on SQLite and on a real PostgreSQL: two records of one person are merged in both or in
// neither, read as one, and are whole again once they were parted.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
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
  note,
  onPlace,
  refusedIn,
} from "../../test/stores.ts";
import { readInstant } from "../quantity/quantity.ts";
import { type Entry, firstBreak, knownFrom, type MergeRule, replay, writeKnown } from "../records/records.ts";
import { following } from "../server/following.ts";
import { backUp, exportLines, type Ledger, type Merged, restore, verifyPlace } from "./store.ts";

const person = (patient: string, name: string, number: string, more: object = {}) =>
  entry(patient, "patient", {
    name,
    birthDate: "1961-02-03",
    identifiers: [{ system: "clinic", value: number }],
    ...more,
  });
const at = (when: string) => readInstant(when)!;

/** Two records of one person: the kept one without a pump, the other with one. */
async function two(ledger: Ledger): Promise<{ readonly kept: string; readonly given: string }> {
  const [kept, given] = [randomUUID(), randomUUID()];
  const add = async (patient: string, ...entries: ReturnType<typeof note>[]) =>
    addedIn(await ledger.add({ patient, revision: await endOf(ledger, patient), entries, asker }));
  await add(kept, person(kept, "Ann Lee", "17"), note(kept, "first here"));
  await add(given, person(given, "Anne Lee", "170"), implant(given, `NGP-${given.slice(0, 8)}`));
  const serial = `NGP-${given.slice(0, 8)}`;
  await add(
    given,
    entry(given, "interrogation", { serial, volume: "20 mL", running: true }),
    entry(given, "visit closed", { reinterrogated: true, running: true }),
  );
  await add(kept, note(kept, "last here"));
  return { kept, given };
}

async function endOf(ledger: Ledger, patient: string): Promise<number> {
  const own = (await ledger.ofPatient(patient, asker)).filter((one) => one.patient === patient);
  return own.at(-1)?.sequence ?? 0;
}
const side = async (ledger: Ledger, patient: string) => ({
  patient,
  revision: await endOf(ledger, patient),
  entry: randomUUID(),
});
async function asked(ledger: Ledger, kept: string, given: string, more: object = {}) {
  return {
    kept: await side(ledger, kept),
    given: await side(ledger, given),
    at: at("2026-02-01T08:00:00Z"),
    by: "nurse",
    reason: "registered twice",
    asker,
    ...more,
  };
}
const merge = async (ledger: Ledger, kept: string, given: string, more: object = {}) =>
  ledger.merge(await asked(ledger, kept, given, more));
const part = async (ledger: Ledger, kept: string, given: string, more: object = {}) =>
  ledger.part(
    await asked(ledger, kept, given, { at: at("2026-03-01T08:00:00Z"), reason: "two people", ...more }),
  );
const done = (merged: Merged): readonly Entry[] => {
  assert.ok("added" in merged, JSON.stringify(merged));
  return merged.added;
};
const rules = (merged: Merged): MergeRule[] => {
  assert.ok("refused" in merged && merged.refused.why === "objections", JSON.stringify(merged));
  return merged.refused.objections.map(({ rule }) => rule);
};
const why = (merged: Merged): string => {
  assert.ok("refused" in merged, JSON.stringify(merged));
  return merged.refused.why;
};
const always = { happened: Number.POSITIVE_INFINITY };
const names = async (ledger: Ledger, moment = Number.MAX_SAFE_INTEGER): Promise<string[]> =>
  [...(await following(ledger).states(moment, asker)).values()].map(({ patient }) => patient!.name).sort();

for (const [name, withStore] of backends) {
  test(`${name}: I-06: merged, two records read as one; parted, each has its own history again`, () =>
    withStore(async ({ ledger }) => {
      const { kept, given } = await two(ledger);
      const before = await Promise.all([kept, given].map((one) => ledger.ofPatient(one, asker)));
      const states = before.map((entries) => replay(entries, always));
      const [there, here] = done(await merge(ledger, kept, given));
      assert.deepEqual([there!.patient, here!.patient], [given, kept]);
      const together = await ledger.ofPatient(kept, asker);
      assert.deepEqual(
        together.map(({ id }) => id),
        [...before.flat(), there!, here!].sort((a, b) => a.sequence - b.sequence).map(({ id }) => id),
      );
      const state = replay(together, always);
      assert.equal(state.pump?.serial, states[1]!.pump?.serial);
      assert.equal(state.patient?.name, "Ann Lee");
      assert.deepEqual(
        state.given?.map(({ patient }) => patient?.name),
        ["Anne Lee"],
      );
      // The record that was given up has its own words still, and says where it went.
      const own = await ledger.ofPatient(given, asker);
      assert.equal(replay(own, always).merged?.data.kept, kept);
      assert.deepEqual(own.slice(0, -1), before[1]);
      // As of a day before, they were two.
      assert.deepEqual(
        replay(together, { happened: at("2026-01-31T00:00:00Z").epoch }),
        replay(before[0]!, { happened: at("2026-01-31T00:00:00Z").epoch }),
      );
      assert.deepEqual(await names(ledger), ["Ann Lee"]);
      assert.deepEqual(await names(ledger, at("2026-01-31T00:00:00Z").epoch), ["Ann Lee", "Anne Lee"]);
      done(await part(ledger, kept, given));
      const after = await Promise.all([kept, given].map((one) => ledger.ofPatient(one, asker)));
      assert.deepEqual(
        after.map((entries) => replay(entries, always)),
        states,
      );
      assert.deepEqual(
        after.map((entries, i) => entries.slice(0, before[i]!.length)),
        before,
      );
      assert.deepEqual(await names(ledger), ["Ann Lee", "Anne Lee"]);
      assert.equal(firstBreak(await ledger.since(0, 100, asker)), undefined);
    }));

  test(`${name}: I-06: what is entered while two are merged goes to the kept one and stays there when they are parted`, () =>
    withStore(async ({ ledger }) => {
      const { kept, given } = await two(ledger);
      const serial = `NGP-${given.slice(0, 8)}`;
      const seen = (patient: string, when: string) =>
        entry(patient, "interrogation", { serial, volume: "18 mL", running: true }, { at: when });
      const add = async (patient: string, one: ReturnType<typeof note>) =>
        ledger.add({ patient, revision: await endOf(ledger, patient), entries: [one], asker });
      // Before, the pump is not the kept record's.
      assert.equal(
        refusedIn(await add(kept, seen(kept, "2026-01-20T08:00:00Z"))).why,
        "serial of another patient",
      );
      done(await merge(ledger, kept, given));
      assert.deepEqual(refusedIn(await add(given, note(given, "too late"))), { why: "merged", into: kept });
      const [late] = addedIn(await add(kept, seen(kept, "2026-02-02T08:00:00Z")));
      assert.equal(replay(await ledger.ofPatient(kept, asker), always).seenRunning?.epoch, late!.at.epoch);
      addedIn(
        await add(
          kept,
          entry(
            kept,
            "visit closed",
            { reinterrogated: true, running: true },
            { at: "2026-02-02T09:00:00Z" },
          ),
        ),
      );
      done(await part(ledger, kept, given));
      const own = await ledger.ofPatient(kept, asker);
      assert.ok(own.some(({ id }) => id === late!.id));
      assert.ok(!(await ledger.ofPatient(given, asker)).some(({ id }) => id === late!.id));
      // Both bear the pump's number now: it is whose it was first.
      assert.equal(
        refusedIn(await add(kept, seen(kept, "2026-03-02T08:00:00Z"))).why,
        "serial of another patient",
      );
      addedIn(await add(given, seen(given, "2026-03-02T08:00:00Z")));
    }));

  test(`${name}: I-06: two of whom it is hardly one person, or of whom something is under way, are not merged`, () =>
    withStore(async ({ ledger }) => {
      const add = async (patient: string, ...entries: ReturnType<typeof note>[]) =>
        addedIn(await ledger.add({ patient, revision: await endOf(ledger, patient), entries, asker }));
      const { kept, given } = await two(ledger);
      assert.deepEqual(rules(await merge(ledger, kept, kept)), ["one record"]);
      assert.equal(why(await merge(ledger, kept, randomUUID())), "unknown patient");
      const other = randomUUID();
      const another = { birthDate: "1966-02-03", sex: "male" };
      await add(
        other,
        person(other, "Ann Lee", "5", another),
        implant(other, `B-${other.slice(0, 8)}`),
        entry(other, "transferred out", { to: "North", with: ["sheet"] }),
      );
      // Everything at once.
      assert.deepEqual(rules(await merge(ledger, given, other)), [
        "birth dates differ",
        "two pumps",
        "visit under way",
        "one is elsewhere",
      ]);
      const nobody = randomUUID();
      await add(nobody, note(nobody));
      assert.deepEqual(rules(await merge(ledger, nobody, kept)), ["says not who"]);
      const third = randomUUID();
      await add(third, person(third, "A Lee", "18", { birthDate: "1962-02-03", sex: "female" }));
      await add(kept, person(kept, "Ann Lee", "17", { sex: "male" }));
      assert.deepEqual(rules(await merge(ledger, kept, third)), ["birth dates differ", "sexes differ"]);
      const overrides = ["birth dates differ", "sexes differ"].map((finding) => ({
        finding,
        by: "nurse",
        reason: "passport seen",
      }));
      done(await merge(ledger, kept, third, { overrides }));
      // No chains, no cycles.
      assert.deepEqual(rules(await merge(ledger, given, kept)), ["keeps another"]);
      assert.deepEqual(rules(await merge(ledger, third, given, { overrides })), ["given up before"]);
      assert.deepEqual(rules(await merge(ledger, third, kept, { overrides })), [
        "given up before",
        "keeps another",
      ]);
      assert.deepEqual(rules(await merge(ledger, given, third, { overrides })), ["given up before"]);
      assert.deepEqual(rules(await part(ledger, given, third)), ["not merged"]);
      // A third record of the same person may follow.
      done(await merge(ledger, kept, given));
      assert.equal(replay(await ledger.ofPatient(kept, asker), always).given?.length, 2);
      done(await part(ledger, kept, third));
      assert.equal(replay(await ledger.ofPatient(kept, asker), always).given?.length, 1);
    }));

  test(`${name}: I-06: a merge is in both records or in neither, and by no other way than both at once`, () =>
    withStore(async ({ ledger }) => {
      const { kept, given } = await two(ledger);
      const question = await asked(ledger, kept, given);
      const alone = entry(kept, "records merged", { kept, given, reason: "x" });
      const add = async (one: ReturnType<typeof note>) =>
        refusedIn(
          await ledger.add({ patient: kept, revision: await endOf(ledger, kept), entries: [one], asker }),
        ).why;
      assert.equal(await add(alone), "of two records");
      addedIn(
        await ledger.add({
          patient: given,
          revision: question.given.revision,
          entries: [note(given, "meanwhile")],
          asker,
        }),
      );
      assert.equal(why(await ledger.merge(question)), "stale");
      assert.equal((await ledger.ofPatient(kept, asker)).length, 3);
      const again = await asked(ledger, kept, given);
      const [there, here] = done(await ledger.merge(again));
      assert.equal(await add(entry(kept, "note", { text: "x" }, { corrects: here!.id })), "of two records");
      const same = await ledger.merge(again);
      assert.ok("again" in same && same.again);
      assert.deepEqual(same.added, [there, here]);
      assert.equal(why(await ledger.merge({ ...again, reason: "another" })), "id taken");
      const back = await asked(ledger, kept, given);
      done(await ledger.part(back));
      const parted = await ledger.part(back);
      assert.ok("again" in parted && parted.again);
      const trail = await ledger.audit(0, 200);
      assert.deepEqual(
        trail.filter(({ action }) => action === "refused").map(({ reason }) => reason),
        ["append: of two records", "merge: stale", "append: of two records", "merge: id taken"],
      );
      const lines = trail.filter(({ action }) => ["merge", "part"].includes(action));
      assert.deepEqual(
        lines.map(({ action, patient, other }) => [action, patient, other]),
        ["merge", "part"].flatMap((action) => [
          [action, given, kept],
          [action, kept, given],
        ]),
      );
    }));

  test(`${name}: I-06: what was derived of both together ends with the merge; a copy and an export know it`, () =>
    withStore(async ({ ledger }, again, place) => {
      const { kept, given } = await two(ledger);
      done(await merge(ledger, kept, given));
      const followed = following(ledger);
      await followed.states(Number.MAX_SAFE_INTEGER, asker);
      await followed.keep();
      const textOf = async (patient: string) =>
        (await ledger.snapshots("", 100, asker)).snapshots.find((one) => one.patient === patient)?.text;
      assert.equal(await textOf(kept), writeKnown(knownFrom(await ledger.ofPatient(kept, asker))));
      const verified = await ledger.verify();
      assert.deepEqual([verified.damage, verified.thrownAway ?? 0], [undefined, 0]);
      // Another process starts from the snapshots, and says the same.
      const other = (await again()).ledger;
      assert.deepEqual(await names(other), ["Ann Lee"]);
      const folder = mkdtempSync(join(tmpdir(), "theca-merged-"));
      try {
        const file = join(folder, "copy");
        assert.ok("copied" in (await backUp(place, file)));
        const to = name === "SQLite" ? join(folder, "restored") : await newDatabase();
        assert.ok("copied" in (await restore(file, to)));
        await onPlace(to, async ({ ledger: restored }) => {
          assert.deepEqual(await restored.ofPatient(kept, asker), await ledger.ofPatient(kept, asker));
          assert.equal(
            refusedIn(await restored.add({ patient: given, revision: 0, entries: [note(given)], asker })).why,
            "merged",
          );
          done(await part(restored, kept, given));
        });
        const whole = await verifyPlace(place);
        assert.ok(whole && "entries" in whole && !whole.damage);
        const lines: string[] = [];
        for await (const line of exportLines(place)) lines.push(line);
        assert.equal(lines.filter((line) => line.includes("records merged")).length, 2);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
      done(await part(ledger, kept, given));
      assert.equal(await textOf(kept), undefined);
      await followed.states(Number.MAX_SAFE_INTEGER, asker);
      assert.deepEqual(
        [...(await followed.states(Number.MAX_SAFE_INTEGER, asker)).keys()].sort(),
        [kept, given].sort(),
      );
      assert.equal(
        (await other.ofPatient(kept, asker)).every(({ patient }) => patient === kept),
        true,
      );
      assert.deepEqual(await names(other), ["Ann Lee", "Anne Lee"]);
    }));

  test(`${name}: I-06, S-07: of two that are merged none is erased alone; both are, or one once they were parted`, () =>
    withStore(async ({ ledger }) => {
      const { kept, given } = await two(ledger);
      done(await merge(ledger, kept, given));
      const followed = following(ledger);
      await followed.states(Number.MAX_SAFE_INTEGER, asker);
      await followed.keep();
      const erase = (patient: string, confirmed: string, merged?: boolean) =>
        ledger.erase({ patient, confirmed, reason: "asked for", asker, ...(merged && { merged }) });
      assert.deepEqual(await erase(given, "170"), { refused: "merged" });
      assert.deepEqual(await erase(kept, "17"), { refused: "merged" });
      done(await part(ledger, kept, given));
      // A process that has not heard of the parting keeps what it knew of both.
      const [late] = (await ledger.ofPatient(kept, asker)).filter(({ kind }) => kind === "records merged");
      const stale = { patient: kept, sequence: late!.sequence, entryHash: late!.hash, text: "of both" };
      await ledger.keepSnapshots([{ ...stale, given: [given] }]);
      assert.ok("erased" in (await erase(given, "170")));
      assert.deepEqual((await ledger.snapshots("", 100, asker)).snapshots, []);
      await ledger.keepSnapshots([{ ...stale, given: [given] }]);
      assert.deepEqual((await ledger.snapshots("", 100, asker)).snapshots, []);
      assert.deepEqual([...(await followed.states(Number.MAX_SAFE_INTEGER, asker)).keys()], [kept]);
      assert.equal(why(await ledger.merge(await asked(ledger, kept, given))), "erased");
      assert.equal((await ledger.verify()).damage, undefined);
      const both = await two(ledger);
      done(await merge(ledger, both.kept, both.given));
      const erased = await erase(both.given, "17", true);
      assert.ok("erased" in erased && erased.entries === 9, JSON.stringify(erased));
      for (const one of [both.kept, both.given]) {
        assert.deepEqual(await ledger.ofPatient(one, asker), []);
        assert.ok(await ledger.erasureOf(one));
      }
      assert.equal((await ledger.verify()).damage, undefined);
    }));

  test(`${name}: I-06, I-09: of two charts that are merged nobody sees more than they saw of either`, () =>
    withStore(async ({ ledger, people }) => {
      const accounts = ["nina", "paul", "rita"];
      for (const id of accounts)
        await people("makeAccount", { id, login: id, shown: id, roles: ["nurse"] }, false, asker);
      const as = (account: string) => ({ ...asker, who: account, account });
      const mayTend = ["nurse"];
      const { kept, given } = await two(ledger);
      const team = (patient: string, ...of: string[]) =>
        people("setTeam", patient, of, mayTend, as("nina"), true);
      const relations = async (patient: string): Promise<string[]> => {
        const found: string[] = [];
        for (const id of accounts) found.push((await people("relationOf", patient, id, asker.at)).relation);
        return found;
      };
      const merged = async (who: string) =>
        people("mergeRecordsAs", { ...(await asked(ledger, kept, given)), asker: as(who) }, mayTend);
      assert.equal(await team(given, "nina"), "set");
      assert.equal(why(await merged("paul")), "restricted");
      // Charts of different people would be seen by nobody.
      assert.equal(await team(kept, "paul"), "set");
      assert.equal(await people("breakGlass", "g0", kept, "asleep", asker.at + 1000, as("nina")), "glass");
      assert.deepEqual(rules(await merged("nina")), ["seen by nobody"]);
      assert.equal(await team(kept), "set");
      done(await merged("nina"));
      assert.deepEqual(await relations(given), ["member", "stranger", "stranger"]);
      assert.deepEqual(await relations(kept), ["open", "stranger", "stranger"]);
      assert.deepEqual([...(await people("hiddenFrom", "paul", asker.at))].sort(), [kept, given].sort());
      assert.deepEqual(await people("hiddenFrom", "nina", asker.at), []);
      assert.equal(await people("readEntriesAs", kept, as("paul")), null);
      const feed = await people("entriesSinceAs", 0, 100, as("paul"));
      assert.deepEqual(feed.entries, []);
      const addition = { patient: kept, revision: await endOf(ledger, kept), entries: [note(kept)] };
      assert.equal(
        refusedIn(await people("addEntriesAs", { ...addition, asker: as("paul") })).why,
        "restricted",
      );
      // A team that nobody of the other belongs to would leave it to nobody.
      assert.equal(await team(kept, "paul"), "nobody left");
      // The glass opens both, each under its own name.
      assert.equal(await people("breakGlass", "g1", kept, "asleep", asker.at + 1000, as("paul")), "glass");
      assert.deepEqual(await relations(kept), ["open", "glass", "stranger"]);
      assert.ok((await people("readEntriesAs", kept, as("paul")))!.some(({ patient }) => patient === given));
      assert.deepEqual(
        (await people("listGlass", as("nina"))).map(({ id, patient }) => [id, patient]),
        [
          ["g0", kept],
          ["g1", given],
        ],
      );
      const back = await asked(ledger, kept, given);
      assert.equal(why(await people("partRecordsAs", { ...back, asker: as("rita") })), "restricted");
      done(await people("partRecordsAs", { ...back, asker: as("nina") }));
      assert.deepEqual(await relations(kept), ["open", "open", "open"]);
      assert.deepEqual(await relations(given), ["member", "glass", "stranger"]);
    }));
}
