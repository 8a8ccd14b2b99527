// What is reckoned once for a pump is what would be reckoned anew, at every moment and in every language.
import assert from "node:assert/strict";
import { test } from "node:test";
import { clinicNow, visits } from "../../../scripts/clinic.ts";
import { apply, type Entry, nothingKnown, type State } from "../../records/records.ts";
import { listDry } from "../drylist.ts";

const hour = 3_600_000;
/** The same states with nothing of them ever reckoned. */
const afresh = (states: ReadonlyMap<string, State>): Map<string, State> =>
  new Map([...states].map(([patient, state]) => [patient, structuredClone(state)]));

test("the list says the same whatever was listed before: other moments, another language, other rules, new entries", () => {
  const states = new Map<string, State>();
  const kept = (patient: string, entry: object): void =>
    void states.set(patient, apply(states.get(patient) ?? nothingKnown, entry as Entry));
  for (const { patient, entries } of visits({ patients: 40, entries: 2000, seed: 9 }))
    for (const entry of entries) kept(patient, entry);
  const moments = [0, 1, 700, 1500, -300].map((hours) => ({ epoch: clinicNow + hours * hour, offset: 60 }));
  const asked = (): void => {
    for (const now of moments)
      for (const locale of ["en-US", "zh-CN"] as const)
        for (const options of [
          {},
          { clinic: { maxInterval: { value: 60, unit: "d" } } },
          { as: "csv" as const },
        ])
          assert.deepEqual(
            listDry(states, now, options, locale),
            listDry(afresh(states), now, options, locale),
          );
  };
  asked();
  // What is entered then is heard, and nothing else changes.
  const told = (kind: string, data: object): object => ({
    kind,
    data,
    at: { epoch: clinicNow + 2 * hour, offset: 60 },
    by: "nurse",
    from: "entered",
  });
  const before = listDry(states, moments[2]!, {}, "en-US");
  [...states.keys()].forEach((patient, i) => {
    const bolus = { drug: "baclofen", amount: { value: 500, unit: "ug" }, given: 4, denied: 0 };
    const lost = { port: "catheter", aspirated: { value: 2, unit: "mL" }, lost: { value: 2, unit: "mL" } };
    if (i % 4 === 1) kept(patient, told("stopped", { reason: "surgery" }));
    if (i % 4 === 2) kept(patient, told("bolus count", bolus));
    if (i % 4 === 3) kept(patient, told("access port", { ...lost, reprime: "not needed", reason: "x" }));
  });
  assert.notDeepEqual(listDry(states, moments[2]!, {}, "en-US"), before);
  asked();
});
