// I-06: two records of one person that are merged read as if they had always been one, and once parted as if they had
// never been merged. The oracles are the same histories written into one record, and the two that nobody merged.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chance } from "../evidence/evidence.ts";
import { readShape } from "../quantity/quantity.ts";
import {
  affectedBy,
  type Entry,
  forRules,
  knownFrom,
  knownWith,
  type NewEntry,
  newEntry,
  objectionsAfter,
  objectionsIn,
  objectionsTo,
  recordsOf,
  replay,
  type State,
  writeKnown,
} from "./records.ts";

const [kept, given] = ["7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f", "5c1d2e3f-6f5d-4d4c-9d21-1f2b3c4d5e6f"];
const day = 86_400_000;
const start = Date.UTC(2026, 0, 5, 8);
const refill = (filled: string): object => ({
  aspirated: "2 mL",
  aspiratedAgain: "0 mL",
  filled,
  programmed: filled,
  solution: [{ drug: "baclofen", concentration: "2000 mcg/mL" }],
  lot: `L${filled}`,
  expiry: "2027-01-31",
  needleChecked: true,
  observed: "30 min",
});
const program = (dose: string): object => ({
  program: { mode: "continuous", drug: "baclofen", dose },
  reason: "x",
});
/** What may happen, in any order and in either record. */
const events: readonly (readonly [string, object])[] = [
  ["refill", refill("40 mL")],
  ["refill", refill("18 mL")],
  ["program change", program("400 mcg/d")],
  ["program change", program("550 mcg/d")],
  ["interrogation", { serial: "S", volume: "20 mL", running: true }],
  ["interrogation", { serial: "T", volume: "11 mL", running: false }],
  ["visit closed", { reinterrogated: true, running: true }],
  ["pump implanted", { pump: { model: "synchromed-ii-40" }, serial: "S", lot: "P1" }],
  ["pump implanted", { pump: { model: "synchromed-ii-20" }, serial: "T" }],
  ["pump explanted", { serial: "S", reason: "x" }],
  ["catheter implanted", { catheter: { volume: "0.2 mL" }, lot: "C1" }],
  ["stopped", { reason: "surgery" }],
  ["restarted", { reason: "after", confirmedRunning: true }],
  ["alarm", { level: "critical", cause: "motor stall" }],
  ["bolus count", { drug: "baclofen", amount: "25 mcg", given: 3, denied: 1 }],
  ["score", { scale: "NRS", value: 4 }],
  ["adverse event", { event: "other", severity: "mild", text: "x" }],
  ["other medication", { taken: [{ drug: "baclofen", route: "oral", dose: "30 mg/d" }] }],
  ["contact attempted", { who: "patient", how: "telephone", outcome: "not reached" }],
  ["transferred out", { to: "North", with: ["sheet"] }],
  ["transferred in", { from: "North", with: ["sheet"] }],
  ["refill planned", { day: "2026-03-01", latest: "2026-03-05" }],
  ["note", { text: "x" }],
];
const person = (name: string, number: string): readonly [string, object] => [
  "patient",
  { name, birthDate: "1961-02-03", identifiers: [{ system: "clinic", value: number }] },
];

let count = 0;
function told(
  patient: string,
  [kind, data]: readonly [string, object],
  at: number,
  corrects?: string,
): Entry {
  const id = `00000000-0000-4000-8000-${String(++count).padStart(12, "0")}`;
  const more = corrects === undefined ? {} : { corrects };
  const moment = new Date(at).toISOString();
  const read = readShape(
    newEntry,
    { id, patient, at: moment, by: "n", from: "imported", kind, data, ...more },
    "en-US",
  );
  assert.deepEqual(read.issues, []);
  return { ...read.value!, sequence: count, recordedAt: start + count, previous: "", hash: "" };
}

/** Two records side by side, each with things told late, at one moment, or corrected. */
function twoHistories(seed: number): { readonly all: Entry[]; readonly end: number } {
  const { below } = chance(17, seed);
  const all = [told(kept, person("Ann Lee", "17"), start), told(given, person("Anne Lee", "170"), start)];
  let now = start;
  for (let i = 0; i < 4 + below(25); i++) {
    now += below(3) * day;
    const patient = below(2) === 0 ? kept : given;
    const at = below(6) === 0 ? now - below(8) * day : now;
    const wrong = all.filter((one) => one.patient === patient && one.kind !== "patient");
    const corrects = below(7) === 0 ? wrong[below(Math.max(1, wrong.length))]?.id : undefined;
    all.push(told(patient, events[below(events.length)]!, at, corrects));
  }
  return { all, end: now };
}

const of = (all: readonly Entry[], patient: string): Entry[] => all.filter((one) => one.patient === patient);
const data = { kept, given, reason: "registered twice" };
const always = { happened: Number.POSITIVE_INFINITY };
const inBoth = (kind: string, at: number, corrects: readonly (string | undefined)[] = []): Entry[] =>
  [given, kept].map((patient, i) => told(patient, [kind, data], at, corrects[i]));

/** What is known, without what only a merge says. */
function bare(entries: readonly Entry[]): string {
  const { state, order, ...known } = knownFrom(entries);
  const { of: _of, given: _given, merged: _merged, ...rest } = state;
  const { given: _numbers, ...places } = order;
  return writeKnown({ ...known, latest: 0, closings: [], order: places, state: rest });
}

const many = 250;

test("merged, two records read as one that holds all their entries; the kept one says who it is", () => {
  for (let seed = 0; seed < many; seed++) {
    const { all, end } = twoHistories(seed);
    const entries = [...all, ...inBoth("records merged", end)];
    const merged = recordsOf(entries).get(kept)!;
    // Who somebody is in the record that was given up stands there as a note would, and every entry says where it is from.
    const one = all.map((entry) => ({
      ...(entry.kind === "patient" && entry.patient === given
        ? { ...entry, kind: "note" as const, data: { text: "x" } }
        : entry),
      patient: kept,
    }));
    assert.equal(bare(merged).replaceAll(given, kept), bare(one), `seed ${seed}`);
    const { state } = knownFrom(merged);
    assert.deepEqual(
      [state.patient?.name, ...state.given!.map(({ patient }) => patient?.name)],
      ["Ann Lee", "Anne Lee"],
    );
    assert.deepEqual(
      objectionsIn(merged).map(({ rule, entry }) => [rule, entry]),
      objectionsIn(one).map(({ rule, entry }) => [rule, entry]),
    );
    const recall = { lot: "L40 mL" };
    const without = (entries: readonly Entry[]) => affectedBy(recall, entries);
    assert.deepEqual(without(merged), without(one));
    assert.deepEqual(without(of(entries, given)), []);
  }
});

test("before the merge each was a record of its own, as of any moment", () => {
  for (let seed = 0; seed < many; seed++) {
    const { all, end } = twoHistories(seed);
    const records = recordsOf([...all, ...inBoth("records merged", end)]);
    for (let at = start; at < end; at += day)
      for (const patient of [kept, given])
        assert.deepEqual(
          replay(records.get(patient)!, { happened: at }),
          replay(of(all, patient), { happened: at }),
          `seed ${seed}`,
        );
    assert.equal(replay(records.get(given)!, always).merged?.data.kept, kept);
  }
});

test("parted, each is what it would be had nobody merged them; what came meanwhile is the kept one's", () => {
  for (let seed = 0; seed < many; seed++) {
    const { all, end } = twoHistories(seed);
    const { below } = chance(23, seed);
    const merge = inBoth("records merged", end);
    const late = Array.from({ length: below(6) }, (_, i) =>
      told(kept, events[below(events.length)]!, end + (i + 1) * day),
    );
    const parted = inBoth(
      "records parted",
      end + 10 * day,
      merge.map(({ id }) => id),
    );
    const entries = [...all, ...merge, ...late, ...parted];
    const records = recordsOf(entries);
    for (const patient of [kept, given]) {
      const never = of([...all, ...late], patient);
      assert.deepEqual(replay(records.get(patient)!, always), replay(never, always), `seed ${seed}`);
      assert.equal(bare(records.get(patient)!), bare(never), `seed ${seed}`);
      assert.deepEqual(records.get(patient), of(entries, patient));
      // No entry of either is changed, and none is in both.
      assert.deepEqual(
        records.get(patient)!.filter(({ id }) => all.some((one) => one.id === id)),
        of(all, patient),
      );
    }
    // As it was known while they were merged, they were one.
    const then: State = replay(recordsOf([...all, ...merge, ...late]).get(kept)!, always);
    assert.equal(then.given?.length, 1);
  }
});

test("what is entered into a merged record goes on from what is known of both, and a merge from the whole", () => {
  for (let seed = 0; seed < many; seed++) {
    const { all, end } = twoHistories(seed);
    const { below } = chance(29, seed);
    const merge = inBoth("records merged", end);
    assert.equal(knownWith(knownFrom(of(all, kept)), [merge[1]!]), undefined);
    const merged = recordsOf([...all, ...merge]).get(kept)!;
    const late = Array.from({ length: below(6) }, (_, i) =>
      told(kept, i === 2 ? person("Ann Lee", "18") : events[below(events.length)]!, end + (i + 9) * day),
    );
    assert.equal(
      writeKnown(knownWith(knownFrom(merged), late)!),
      writeKnown(knownFrom([...merged, ...late])),
      `seed ${seed}`,
    );
  }
});

const entered = (kind: string, data: object): NewEntry => {
  const {
    sequence: _s,
    recordedAt: _r,
    previous: _p,
    hash: _h,
    ...entry
  } = told(kept, [kind, data], start + 90 * day);
  return { ...entry, from: "entered" } as NewEntry;
};

test("a wristband with a number of the record that was given up is the patient's, until the two are parted", () => {
  const own = [told(kept, person("Ann Lee", "17"), start), told(given, person("Anne Lee", "170"), start)];
  const merge = inBoth("records merged", start + day);
  const merged = recordsOf([...own, ...merge]).get(kept)!;
  const parting = inBoth(
    "records parted",
    start + 2 * day,
    merge.map(({ id }) => id),
  );
  const parted = recordsOf([...own, ...merge, ...parting]).get(kept)!;
  const session = {
    drug: "ketamine",
    vial: "10 mg/mL",
    infusate: "1 mg/mL",
    weight: "70 kg",
    planned: { steps: [{ for: "4 h", rate: "20 mg/h" }], total: "80 mg" },
    wristband: "170",
    checklist: [{ item: "fasted", done: true }],
  };
  const begun = entered("ketamine session begun", session);
  const rules = (entries: readonly Entry[], added: NewEntry) =>
    objectionsTo(entries, [added]).map(({ rule }) => rule);
  // By the whole record, and by as much of it as is kept in mind.
  const look = { entry: () => undefined, visitOf: () => [] };
  assert.deepEqual(rules(merged, begun), []);
  assert.deepEqual(objectionsAfter(forRules(knownFrom(merged)), look, [begun]), []);
  assert.deepEqual(rules(parted, begun), ["wristband of somebody else"]);
  // What was written in the other record is not signed from here.
  const theirs = entered("signature", { of: own[1]!.id, ofHash: "0".repeat(64), meaning: "author" });
  assert.deepEqual(rules(merged, theirs), ["signs nothing"]);
  assert.deepEqual(
    objectionsAfter(forRules(knownFrom(merged)), look, [theirs]).map(({ rule }) => rule),
    ["signs nothing"],
  );
});
