// What is known of every patient, on both databases: a snapshot saves work and is never trusted over the entries.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { clinicNow, fillClinic, patientId } from "../../scripts/clinic.ts";
import { closeAll, inFolder, newDatabase, noPostgres, opened, run } from "../../test/stores.ts";
import { effective, type NewEntry, replay, type State } from "../records/records.ts";
import type { Ledger } from "../store/store.ts";
import { following } from "./following.ts";

const asker = { who: "nurse", at: clinicNow };
const clinic = { patients: 12, entries: 300, seed: 3 };

/** A place of its own with a small clinic, and a way to do something to its database behind the store's back. */
async function withPlace(
  kind: "SQLite" | "PostgreSQL",
  work: (place: string, change: (statement: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const filled = async (place: string): Promise<void> => {
    await fillClinic(place, clinic);
    await work(place, (statement) => run(kind, place, statement));
  };
  if (kind === "SQLite") return inFolder(filled);
  await filled(await newDatabase()).finally(closeAll);
}

/** A ledger that counts the patients who were replayed whole. */
function counted(ledger: Ledger): { ledger: Ledger; replayed: () => number } {
  let replayed = 0;
  return {
    ledger: {
      ...ledger,
      ofPatients: (patients, who) => {
        replayed += patients.length;
        return ledger.ofPatients(patients, who);
      },
    },
    replayed: () => replayed,
  };
}

/** The states as nobody shortens them: from every entry. */
async function slowly(ledger: Ledger, moment = Number.POSITIVE_INFINITY): Promise<Map<string, State>> {
  const entries = await ledger.since(0, 100_000, asker);
  const patients = [...new Set(entries.map(({ patient }) => patient))];
  return new Map(
    patients.map((patient) => {
      const of = entries.filter((entry) => entry.patient === patient);
      return [patient, replay(of, { happened: moment })] as const;
    }),
  );
}

const sorted = (states: ReadonlyMap<string, State>): [string, unknown][] =>
  [...states]
    .map(([patient, state]): [string, unknown] => [patient, JSON.parse(JSON.stringify(state))])
    .sort(([a], [b]) => (a < b ? -1 : 1));

const note = (n: number, at: number, more: object = {}): NewEntry =>
  ({
    id: randomUUID(),
    patient: patientId(n),
    at: { epoch: at, offset: 0 },
    by: "nurse",
    from: "entered",
    kind: "stopped",
    data: { reason: "surgery" },
    ...more,
  }) as NewEntry;

for (const kind of ["SQLite", "PostgreSQL"] as const) {
  const skip = kind === "PostgreSQL" && noPostgres;

  test(
    `${kind}: a start after a start replays nobody, and what it knows is what the entries say`,
    { skip },
    () =>
      withPlace(kind, async (place) => {
        const first = await opened(place);
        const one = counted(first.ledger);
        const follow = following(one.ledger);
        assert.deepEqual(sorted(await follow.states(clinicNow, asker)), sorted(await slowly(first.ledger)));
        assert.equal(one.replayed(), clinic.patients);
        await follow.keep();
        await first.close();
        const second = await opened(place);
        const two = counted(second.ledger);
        assert.deepEqual(
          sorted(await following(two.ledger).states(clinicNow, asker)),
          sorted(await slowly(second.ledger)),
        );
        assert.equal(two.replayed(), 0);
        // An earlier moment is not answered from what is known later.
        const then = clinicNow - 100 * 86_400_000;
        assert.deepEqual(
          sorted(await following(two.ledger).states(then, asker)),
          sorted(await slowly(second.ledger, then)),
        );
        await second.close();
      }),
  );

  test(
    `${kind}: what another process adds is seen; only a patient whose past changed is replayed`,
    { skip },
    () =>
      withPlace(kind, async (place) => {
        const [here, there] = [await opened(place), await opened(place)];
        const one = counted(here.ledger);
        const follow = following(one.ledger);
        await follow.states(clinicNow, asker);
        const before = one.replayed();
        const add = async (n: number, entry: NewEntry): Promise<void> => {
          const revision = (await there.ledger.ofPatient(patientId(n), asker)).at(-1)!.sequence;
          const result = await there.ledger.add({ patient: patientId(n), revision, entries: [entry], asker });
          assert.ok("added" in result, JSON.stringify(result));
        };
        await add(1, note(1, clinicNow));
        assert.equal((await follow.states(clinicNow, asker)).get(patientId(1))!.delivery, "stopped");
        assert.equal(one.replayed(), before);
        const [, , , old] = await there.ledger.ofPatient(patientId(2), asker);
        await add(2, note(2, old!.at.epoch, { corrects: old!.id }));
        await add(3, note(3, clinicNow - 400 * 86_400_000));
        assert.deepEqual(sorted(await follow.states(clinicNow, asker)), sorted(await slowly(here.ledger)));
        assert.equal(one.replayed(), before + 2);
        await Promise.all([here.close(), there.close()]);
      }),
  );

  test(
    `${kind}: a snapshot that was changed, is missing, or belongs to another is not used; a whole walk throws it away`,
    { skip },
    () =>
      withPlace(kind, async (place, change) => {
        const first = await opened(place);
        const follow = following(first.ledger);
        await follow.states(clinicNow, asker);
        await follow.keep();
        const truth = sorted(await slowly(first.ledger));
        assert.equal((await first.ledger.verify()).snapshots, clinic.patients);
        await first.close();
        const spoil = [
          `UPDATE snapshots SET sealed = (SELECT sealed FROM snapshots WHERE patient = '${patientId(6)}') WHERE patient = '${patientId(1)}'`,
          `UPDATE snapshots SET entry_hash = 'x' WHERE patient = '${patientId(2)}'`,
          `UPDATE snapshots SET sequence = sequence - 1 WHERE patient = '${patientId(3)}'`,
          `DELETE FROM snapshots WHERE patient = '${patientId(4)}'`,
          `UPDATE snapshots SET patient = 'nobody' WHERE patient = '${patientId(5)}'`,
        ];
        for (const statement of spoil) await change(statement);
        const second = await opened(place);
        const two = counted(second.ledger);
        assert.deepEqual(sorted(await following(two.ledger).states(clinicNow, asker)), truth);
        assert.equal(two.replayed(), spoil.length);
        const verified = await second.ledger.verify();
        assert.equal(verified.damage, undefined);
        assert.equal(verified.thrownAway, 4);
        await second.close();
      }),
  );

  test(`${kind}: a snapshot that is whole but says what no entry says is found by the walk`, { skip }, () =>
    withPlace(kind, async (place) => {
      const store = await opened(place);
      const follow = following(store.ledger);
      await follow.states(clinicNow, asker);
      await follow.keep();
      const { snapshots } = await store.ledger.snapshots("", 1, asker);
      const forged = { ...snapshots[0]!, text: snapshots[0]!.text.replace('"running"', '"stopped"') };
      await store.ledger.keepSnapshots([forged]);
      assert.equal((await store.ledger.verify()).thrownAway, 1);
      assert.equal((await store.ledger.verify()).snapshots, clinic.patients - 1);
      await store.close();
    }),
  );
}

test("the clinic that is measured is one that could be entered", () =>
  inFolder(async (folder) => {
    await fillClinic(folder, clinic);
    const store = await opened(folder);
    const { newEntry, writeEntry } = await import("../records/records.ts");
    const { readShape } = await import("../quantity/quantity.ts");
    const entries = await store.ledger.since(0, 1000, asker);
    assert.equal(entries.length, clinic.entries);
    assert.equal((await store.ledger.verify()).damage, undefined);
    assert.equal(effective(entries, { happened: clinicNow }).length, clinic.entries);
    for (const { sequence: _s, recordedAt: _r, previous: _p, hash: _h, salt: _o, ...said } of entries) {
      const read = readShape(newEntry, writeEntry(said as NewEntry), "en-US");
      assert.deepEqual(read.issues, [], JSON.stringify(said));
      assert.deepEqual(JSON.parse(JSON.stringify(read.value)), said);
    }
  }));
