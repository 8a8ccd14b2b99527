// What the rules say from what is known at the end of a record is what they say from the whole of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chance } from "../evidence/evidence.ts";
import { readShape } from "../quantity/quantity.ts";
import {
  type Entry,
  forRules,
  goesOn,
  hashOf,
  type Known,
  knownFrom,
  knownWith,
  newEntry,
  type NewEntry,
  objectionsAfter,
  objectionsTo,
  readKnown,
  writeKnown,
} from "./records.ts";

const patient = "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f";
const start = Date.UTC(2026, 0, 5, 8);
const hour = 3_600_000;

/** Records as they could be made up by somebody who hurries: most of it goes against some rule. */
function recordOf(seed: number, length: number): Entry[] {
  const { below } = chance(23, seed);
  const pick = <T>(...all: readonly T[]): T => all[below(all.length)]!;
  const entries: Entry[] = [];
  let at = start;
  for (let i = 0; i < length; i++) {
    at += below(3) * 40 * hour;
    const some = entries.length > 0 ? pick(...entries) : undefined;
    const close = entries.findLast(({ kind }) => kind === "visit closed");
    const signed = below(2) === 0 && close ? close : some;
    const [kind, data] = pick<() => readonly [string, object]>(
      () => [
        "pump implanted",
        { pump: { model: pick("synchromed-ii-20", "synchromed-ii-40") }, serial: pick("A", "B") },
      ],
      () => ["pump explanted", { serial: pick("A", "B"), reason: "end of life" }],
      () => ["interrogation", { serial: pick("A", "B", "C"), volume: "12 mL", running: below(4) > 0 }],
      () => [
        "refill",
        {
          aspirated: pick("0 mL", "2 mL", "12 mL", "19 mL"),
          aspiratedAgain: "0 mL",
          filled: pick("20 mL", "40 mL"),
          programmed: pick("20 mL", "40 mL"),
          solution: [{ drug: "baclofen", concentration: pick("500 mcg/mL", "2000 mcg/mL") }],
          lot: "A1",
          expiry: pick("2027-01-31", "2026-01-31"),
          needleChecked: below(4) > 0,
          observed: pick("30 min", "0 min"),
        },
      ],
      () => [
        "program change",
        {
          program: {
            mode: "continuous",
            drug: "baclofen",
            dose: pick("100 mcg/d", "200 mcg/d", "800 mcg/d"),
          },
          reason: "titration",
        },
      ],
      () => ["bolus count", { drug: "baclofen", amount: "25 mcg", given: below(9), denied: 0 }],
      () => ["stopped", { reason: "surgery" }],
      () => ["restarted", { reason: "after", confirmedRunning: below(2) === 0 }],
      () => ["note", { text: "Seen." }],
      () => ["refill planned", { day: pick("2026-03-01", "2026-05-01", null), latest: "2026-04-01" }],
      () => [
        "alert snoozed",
        {
          alert: "residual",
          urgency: "due",
          until: new Date(at + pick(20, 2000) * hour).toISOString(),
          reason: "later",
        },
      ],
      () => ["score", { scale: "NRS", value: below(10) }],
      () => ["visit closed", { reinterrogated: true, running: true }],
      () => ["visit closed", { reinterrogated: true, running: true }],
      () => [
        "second check",
        {
          of: some?.id ?? patient,
          values: { filled: pick("20 mL", "40 mL") },
          agrees: below(2) === 0,
          differences: [],
        },
      ],
      () => [
        "signature",
        {
          of: signed?.id ?? patient,
          ofHash: (below(5) > 0 && signed?.hash) || "0".repeat(64),
          meaning: "author",
        },
      ],
    )();
    const back = below(12) === 0;
    const read = readShape(
      newEntry,
      {
        id: `00000000-0000-4000-8000-${String(seed).padStart(6, "0")}${String(i).padStart(6, "0")}`,
        patient,
        at: new Date(back ? at - 100 * hour : at).toISOString(),
        by: pick("Nurse One", "Nurse Two"),
        from: pick("entered", "entered", "imported"),
        kind,
        data,
        ...(below(15) === 0 && some?.kind === kind && { corrects: some.id }),
      },
      "en-US",
    );
    assert.deepEqual(read.issues, [], kind);
    const placed = { ...read.value!, sequence: 10 * i + 7, recordedAt: 0, previous: "" } as Entry;
    entries.push({ ...placed, hash: hashOf(placed) });
  }
  return entries;
}

const asNew = ({ sequence: _s, recordedAt: _r, previous: _p, hash: _h, ...said }: Entry): NewEntry =>
  said as NewEntry;

test("new entries are refused for the same reasons from what is known as from the whole record", () => {
  const rules = new Map<string, number>();
  let compared = 0;
  for (let seed = 0; seed < 150; seed++) {
    const record = recordOf(seed, 40);
    for (let cut = 0; cut < record.length; cut++) {
      const kept = record.slice(0, cut);
      const added = record.slice(cut, cut + 3).map(asNew);
      const known = knownFrom(kept);
      if (!goesOn(known, added)) continue;
      const short = forRules(cut === 0 ? known : readKnown(writeKnown(known))!);
      const visitOf = ({ sequence }: Entry): Entry[] => {
        const until = kept.findIndex((one) => one.sequence === sequence);
        const last = kept.slice(0, until).findLastIndex(({ kind }) => kind === "visit closed");
        return kept.slice(last + 1, until);
      };
      const look = { entry: (id: string) => kept.find((one) => one.id === id), visitOf };
      const whole = objectionsTo(kept, added);
      assert.deepEqual(objectionsAfter(short, look, added), whole, `record ${seed}, cut ${cut}`);
      for (const { rule } of whole) rules.set(rule, (rules.get(rule) ?? 0) + 1);
      compared++;
    }
  }
  assert.ok(compared > 2000, `${compared} compared`);
  // Each of the rules was met: what is never refused would agree about nothing.
  assert.ok(rules.size >= 13, [...rules].join("; "));
});

test("going on from what the rules need is what the rules need of going on from the whole", () => {
  const cutOf = (known: Known): unknown => JSON.parse(JSON.stringify(forRules(known)));
  for (let seed = 200; seed < 260; seed++) {
    let short: Known | undefined;
    const record = recordOf(seed, 60);
    record.forEach((entry, i) => {
      const whole = knownFrom(record.slice(0, i + 1));
      const on = short && knownWith(short, [entry]);
      short = forRules(on ?? whole);
      assert.deepEqual(cutOf(short), cutOf(whole), `record ${seed}, entry ${i}`);
    });
  }
});
