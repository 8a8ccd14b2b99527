// What the rules need to know of a patient is kept in mind by the hash of his last entry: nobody else's, never old.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { test } from "node:test";
import { fillClinic, patientId } from "../../scripts/clinic.ts";
import {
  addedIn,
  asker,
  backends,
  entry,
  implant,
  inFolder,
  note,
  onPlace,
  refusedIn,
} from "../../test/stores.ts";
import { knownFrom, type NewEntry, writeKnown } from "../records/records.ts";
import { openDatabase } from "./database.ts";
import { addEntries, readEntries } from "./ledger.ts";
import { runOnSqlite, type Script } from "./script.ts";
import { keepSnapshots } from "./snapshots.ts";
import { backUp, restore, type Store } from "./store.ts";

const seen = (patient: string, serial: string): NewEntry =>
  entry(patient, "interrogation", { serial, volume: "20 mL", running: true });

/** Adds behind whatever is there. */
async function add({ ledger }: Store, patient: string, ...entries: NewEntry[]) {
  const revision = (await ledger.ofPatient(patient, asker)).at(-1)?.sequence ?? 0;
  return ledger.add({ patient, revision, entries, asker });
}
/** The pump that the rules take for the patient's own, from what they say of a stranger's. */
async function pumpOf(store: Store, patient: string): Promise<string | undefined> {
  const refused = refusedIn(await add(store, patient, seen(patient, "stranger")));
  assert.ok(refused.why === "against a rule");
  return refused.objections[0]!.names[1];
}

for (const [name, onStore] of backends) {
  test(`${name}: what another process added is what the rules go by`, () =>
    onStore(async (here, again) => {
      const [patient, there] = [randomUUID(), await again()];
      addedIn(await add(here, patient, implant(patient, "S"), note(patient)));
      assert.equal(await pumpOf(there, patient), "S");
      addedIn(await add(there, patient, implant(patient, "T")));
      assert.equal(await pumpOf(here, patient), "T");
      addedIn(await add(here, patient, note(patient), seen(patient, "S"), implant(patient, "U")));
      assert.equal(await pumpOf(there, patient), "U");
    }));

  test(`${name}: after a correction, and after what is told late, the rules go by what holds now`, () =>
    onStore(async (store) => {
      const patient = randomUUID();
      const wrong = implant(patient, "S");
      addedIn(await add(store, patient, wrong, note(patient)));
      addedIn(await add(store, patient, seen(patient, "S")));
      addedIn(await add(store, patient, { ...implant(patient, "T"), corrects: wrong.id }));
      assert.equal(await pumpOf(store, patient), "T");
      assert.equal(refusedIn(await add(store, patient, seen(patient, "S"))).why, "against a rule");
      const late = { ...implant(patient, "R"), at: { epoch: wrong.at.epoch - 1e9, offset: 0 } };
      addedIn(await add(store, patient, late));
      assert.equal(await pumpOf(store, patient), "T");
      addedIn(await add(store, patient, seen(patient, "R")));
      // Before any pump was implanted nobody's pump could be taken for another's.
      const earlier = { epoch: wrong.at.epoch - 2e9, offset: 0 };
      addedIn(await add(store, patient, { ...seen(patient, "stranger"), at: earlier }));
    }));

  test(`${name}: what was restored is judged by what is in it, not by what came after the backup`, () =>
    onStore((store, _again, place) =>
      inFolder(async (folder) => {
        const patient = randomUUID();
        addedIn(await add(store, patient, implant(patient, "S")));
        const file = join(folder, "backup");
        const copied = await backUp(place, file);
        assert.ok(!("refused" in copied), JSON.stringify(copied));
        addedIn(await add(store, patient, implant(patient, "T")));
        const elsewhere = join(folder, "restored");
        const restored = await restore(file, elsewhere);
        assert.ok(!("refused" in restored), JSON.stringify(restored));
        await onPlace(elsewhere, async (old) => {
          assert.equal(await pumpOf(old, patient), "S");
          assert.equal(await pumpOf(store, patient), "T");
        });
      }),
    ));
}

test("a visit is signed by what was recorded in it, the latest or one long past", () =>
  inFolder((folder) =>
    onPlace(folder, async (store) => {
      const patient = randomUUID();
      const refill = (observed: string): NewEntry =>
        entry(patient, "refill", {
          aspirated: "0 mL",
          aspiratedAgain: "0 mL",
          filled: "20 mL",
          programmed: "20 mL",
          solution: [{ drug: "baclofen", concentration: "500 mcg/mL" }],
          lot: "A",
          expiry: "2027-01-31",
          needleChecked: true,
          observed,
        });
      const visit = async (observed: string): Promise<NewEntry> => {
        const closed = entry(patient, "visit closed", { reinterrogated: true, running: true });
        const before = [implant(patient, "S"), refill(observed), note(patient)];
        const told = { ...closed, from: "imported" } as NewEntry;
        const { hash, id } = addedIn(await add(store, patient, ...before, told)).at(-1)!;
        return entry(patient, "signature", { of: id, ofHash: hash, meaning: "author" });
      };
      const [unsafe, safe, last] = [await visit("0 min"), await visit("30 min"), await visit("30 min")];
      const rule = async (one: NewEntry): Promise<string> => {
        const result = await add(store, patient, one);
        if (!("refused" in result)) return "taken";
        return result.refused.why === "against a rule"
          ? result.refused.objections[0]!.rule
          : result.refused.why;
      };
      assert.equal(await rule(last), "taken");
      assert.equal(await rule(safe), "taken");
      assert.equal(await rule(unsafe), "not to be signed");
      const latest = await visit("0 min");
      assert.equal(await rule(latest), "not to be signed");
    }),
  ));

/** A script whose rows are counted. */
function* counted<T>(script: Script<T>, told: (rows: number) => void): Script<T> {
  for (let step = script.next(); ;) {
    if (step.done) return step.value;
    const found = yield step.value;
    told(found.length);
    step = script.next(found);
  }
}

test("adding to a long record reads as little as adding to a short one", () =>
  inFolder(async (folder) => {
    const db = openDatabase(join(folder, "theca.sqlite"));
    let read = 0;
    const ask = <T>(script: Script<T>): T =>
      runOnSqlite(
        db,
        counted(script, (rows) => (read += rows)),
      );
    const patient = randomUUID();
    let revision = 0;
    const put = (entries: readonly NewEntry[]): number => {
      read = 0;
      const result = ask(addEntries({ patient, revision, entries, asker }));
      revision = addedIn(result).at(-1)!.sequence;
      return read;
    };
    put([implant(patient, "S")]);
    const short = put([note(patient)]);
    put(Array.from({ length: 1000 }, () => note(patient)));
    assert.equal(put([note(patient)]), short);
    db.close();
  }));

test("what nobody has in mind is read from the snapshot and what came after it", () =>
  inFolder(async (folder) => {
    await fillClinic(folder, { patients: 2, entries: 2800, seed: 2 });
    const patient = patientId(0);
    let fetched = 0;
    const db = openDatabase(join(folder, "theca.sqlite"));
    const ask = <T>(script: Script<T>): T =>
      runOnSqlite(
        db,
        counted(script, (rows) => (fetched += rows)),
      );
    const all = ask(readEntries(patient, asker));
    const [until, last] = [all.at(-4)!, all.at(-1)!];
    const text = writeKnown(knownFrom(all.slice(0, -3)));
    ask(keepSnapshots([{ patient, sequence: until.sequence, entryHash: until.hash, text }]));
    fetched = 0;
    const late = { ...note(patient), at: last.at };
    addedIn(ask(addEntries({ patient, revision: last.sequence, entries: [late], asker })));
    assert.ok(fetched < 20, `${fetched} rows read of ${all.length}`);
    // A snapshot from before the pump says nothing of it: what came after does.
    const other = ask(readEntries(patientId(1), asker));
    const { sequence, hash } = other[0]!;
    const first = writeKnown(knownFrom(other.slice(0, 1)));
    ask(keepSnapshots([{ patient: patientId(1), sequence, entryHash: hash, text: first }]));
    const strange = { ...seen(patientId(1), "stranger"), at: other.at(-1)!.at };
    const revision = other.at(-1)!.sequence;
    const addition = { patient: patientId(1), revision, entries: [strange], asker };
    assert.equal(refusedIn(ask(addEntries(addition))).why, "against a rule");
    db.close();
  }));
