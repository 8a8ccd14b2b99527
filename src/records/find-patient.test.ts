// Names that can be taken for one another: held against the plain definition, one letter or one swap at a time.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { glance, likeAmong, looksAlike, nothingKnown, searchFor, type State } from "./records.ts";

type Patient = NonNullable<State["patient"]>;
const named = (name: string): Patient =>
  ({ name, birthDate: "1970-04-30", identifiers: [{ system: "clinic", value: "Ab 12" }] }) as Patient;
const few = "abc é患1";
const name = fc.string({ unit: fc.constantFrom(...few), minLength: 0, maxLength: 8 });

/** Every text that is one letter or one swap away from a text. */
function near(text: string): Set<string> {
  const all = new Set([text]);
  for (let i = 0; i <= text.length; i++) {
    const [head, tail] = [text.slice(0, i), text.slice(i)];
    if (tail.length > 0) all.add(head + tail.slice(1));
    if (tail.length > 1) all.add(head + tail[1]! + tail[0]! + tail.slice(2));
    for (const letter of few) {
      all.add(head + letter + tail);
      if (tail.length > 0) all.add(head + letter + tail.slice(1));
    }
  }
  return all;
}

test("two names look alike where one letter or one swap turns one into the other, and none is very short", () => {
  fc.assert(
    fc.property(name, name, fc.nat(), (a, other, pick) => {
      // Half of the pairs are near by making.
      const nearby = [...near(a)];
      const b = pick % 2 === 0 ? other : nearby[pick % nearby.length]!;
      const isShort = Math.min(a.length, b.length) < 4;
      assert.equal(looksAlike(a, b), a === b || (!isShort && near(a).has(b)), `${a} | ${b}`);
    }),
    { numRuns: 3000 },
  );
});

test("of all names of a clinic exactly those that look alike are marked, not the patient's own", () => {
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 40 }), (names) => {
      const everybody = names.map(named);
      for (const patient of everybody)
        assert.deepEqual(
          likeAmong(everybody)(patient),
          everybody.filter(
            (other) => other !== patient && looksAlike(glance(patient.name), glance(other.name)),
          ),
        );
    }),
    { numRuns: 200 },
  );
});

test("a corrected name is found under the new one only, whatever was looked for before", () => {
  const [wrong, right]: readonly State[] = ["Anna Maier", "Anna Bauer"].map((text) => ({
    ...nothingKnown,
    patient: named(text),
  }));
  assert.ok(searchFor("maier")(wrong!));
  assert.ok(!searchFor("maier")(right!));
  assert.ok(searchFor("bau anna")(right!));
  assert.ok(searchFor("ab 1")(right!), "an identifier, in part");
});
