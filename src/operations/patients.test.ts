import assert from "node:assert/strict";
import { test } from "node:test";
import { nothingKnown, type State } from "../records/records.ts";
import { chance } from "../evidence/evidence.ts";
import { findPatients } from "./operations.ts";

interface Found {
  readonly found: number;
  readonly all: number;
  readonly patients: readonly { readonly patient: string; readonly name: string | null }[];
}
const now = { epoch: Date.UTC(2026, 0, 5), offset: 0 };

test("of more people than are shown the first by name are shown, and all are counted", () => {
  const { below } = chance(5, 1);
  const letters = [..."aäbßcdeÉzZ李王 "];
  const states = Array.from({ length: 700 }, (_, i): readonly [string, State] => {
    const name = Array.from({ length: 1 + below(6) }, () => letters[below(letters.length)]).join("");
    const patient = { name, birthDate: "1970-04-30", identifiers: [] } as unknown as State["patient"];
    return [`p${i}`, { ...nothingKnown, ...(i % 9 > 0 && patient && { patient }), visitOpen: i % 9 === 0 }];
  });
  for (const locale of ["en-US", "zh-CN"] as const) {
    const reply = findPatients(states, now, "", locale);
    assert.ok(reply.ok);
    const { found, all, patients } = reply.answer as Found;
    const known = states.flatMap(([id, { patient }]) =>
      patient ? [{ patient: id, name: patient.name }] : [],
    );
    known.sort((a, b) => a.name.localeCompare(b.name, locale) || (a.patient < b.patient ? -1 : 1));
    assert.deepEqual(
      patients.map(({ patient, name }) => ({ patient, name })),
      known.slice(0, 200),
    );
    assert.equal(found, known.length);
    assert.equal(all, known.length);
  }
});
