// A start after one that did not end well: snapshots lie behind the ledger, and only what came since is read.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { clinicNow, fillClinic, patientId } from "../../scripts/clinic.ts";
import { addedIn, entry, inFolder, newDatabase, noPostgres, onPlace } from "../../test/stores.ts";
import { type NewEntry, replay, type State } from "../records/records.ts";
import type { Ledger, Store } from "../store/store.ts";
import { following } from "./following.ts";

const asker = { who: "nurse", at: clinicNow };
const places: readonly (readonly [string, (work: (place: string) => Promise<void>) => Promise<void>])[] = [
  ["SQLite", inFolder],
  ...(noPostgres
    ? []
    : [["PostgreSQL", async (work: (place: string) => Promise<void>) => work(await newDatabase())] as const]),
];

/** A ledger that notes who was replayed, and how many entries were read besides. */
function watched(ledger: Ledger) {
  const replayed: string[] = [];
  let entries = 0;
  const own: Ledger = {
    ...ledger,
    ofPatients: (patients, who) => {
      replayed.push(...patients);
      return ledger.ofPatients(patients, who);
    },
    since: async (after, most, who) => {
      const some = await ledger.since(after, most, who);
      entries += some.length;
      return some;
    },
  };
  return { ledger: own, replayed, read: () => entries };
}

async function truth({ ledger }: Store, patient: string): Promise<unknown> {
  const entries = await ledger.ofPatient(patient, asker);
  return plain(replay(entries, { happened: Number.POSITIVE_INFINITY }));
}
const plain = (state: State | undefined): unknown => JSON.parse(JSON.stringify(state));
const known = (states: ReadonlyMap<string, State>, n: number): unknown => plain(states.get(patientId(n)));

for (const [name, onNew] of places) {
  test(`${name}: a start behind the ledger reads what came since, and replays whom that contradicts`, () =>
    onNew(async (place) => {
      await fillClinic(place, { patients: 12, entries: 300, seed: 3 });
      await onPlace(place, async (store) => {
        const before = following(store.ledger);
        await before.states(clinicNow, asker);
        await before.keep();
        const add = async (n: number, more: object): Promise<void> => {
          const patient = patientId(n);
          const revision = (await store.ledger.ofPatient(patient, asker)).at(-1)!.sequence;
          const one = entry(patient, "stopped", { reason: "surgery" });
          const entries = [{ ...one, at: { epoch: clinicNow, offset: 0 }, ...more } as NewEntry];
          addedIn(await store.ledger.add({ patient, revision, entries, asker }));
        };
        const [, , , old] = await store.ledger.ofPatient(patientId(2), asker);
        await add(1, {});
        await add(2, { at: old!.at, corrects: old!.id });
        await add(3, { at: { epoch: clinicNow - 400 * 86_400_000, offset: 0 } });
        await add(1, { at: { epoch: clinicNow + 1, offset: 0 } });
        // Nothing more was kept: the process was killed.
        const { ledger, replayed, read } = watched(store.ledger);
        const states = await following(ledger).states(clinicNow + 10, asker);
        for (const n of [0, 1, 2, 3, 4]) assert.deepEqual(known(states, n), await truth(store, patientId(n)));
        assert.deepEqual(replayed.toSorted(), [patientId(2), patientId(3)]);
        // From the first of the snapshots that lie behind: no more than the four new entries and one patient's last visit.
        assert.ok(read() < 200, `${read()} entries read`);
      });
    }));

  test(`${name}: snapshots are written while nobody waits for them`, () =>
    onNew(async (place) => {
      await fillClinic(place, { patients: 230, entries: 2300, seed: 4 });
      await onPlace(place, async (store) => {
        await following(store.ledger).states(clinicNow, asker);
        const count = async (): Promise<number> =>
          (await store.ledger.snapshots("", 1000, asker)).snapshots.length;
        for (let i = 0; i < 9000 && (await count()) < 200; i++) await pause(20);
        assert.ok((await count()) >= 200);
        const { ledger, replayed } = watched(store.ledger);
        await following(ledger).states(clinicNow, asker);
        assert.ok(replayed.length <= 30, `${replayed.length} replayed`);
      });
    }));
}
