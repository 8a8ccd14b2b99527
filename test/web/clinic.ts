// Patients put into the ledger of a workbench under test, as another client would.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Workbench } from "./workbench.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Adds entries of a patient; fails where the ledger does not take them. */
export async function add(
  bench: Workbench,
  patient: string,
  revision: number,
  entries: readonly Fields[],
): Promise<void> {
  const response = await fetch(`${bench.address}api/ledger/entries`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ patient, revision, entries }),
  });
  const text = await response.text();
  assert.equal(response.status, 200, text);
}

export const entryOf = (patient: string, kind: string, at: string, data: Fields): Fields => ({
  id: randomUUID(),
  patient,
  at,
  by: "Nurse One",
  from: "entered",
  kind,
  data,
});

/** One moment for a whole run: what is entered twice for the same day stands at the same time. */
const begun = Date.now();

/** So many days of 24 h ago, whatever the time of day. */
export const daysAgo = (days: number): string =>
  new Date(begun - days * 86_400_000).toISOString().replace(/\.\d+Z$/, "Z");

interface Pumped {
  readonly serial: string;
  readonly days?: number;
  readonly dose?: string;
}

/** A patient whose pump of 40 mL has run baclofen at 400 mcg a day for a while, and what was kept of them. */
export async function clinicPatient(bench: Workbench, name: string, pumped: Pumped): Promise<string> {
  const patient = randomUUID();
  await add(bench, patient, 0, firstVisit(patient, name, pumped));
  return patient;
}

/** Everything that is entered at the visit that such a patient begins with. */
export function firstVisit(
  patient: string,
  name: string,
  { serial, days = 90, dose = "400 mcg/d" }: Pumped,
): Fields[] {
  const at = daysAgo(days);
  const told: readonly (readonly [string, Fields])[] = [
    [
      "patient",
      {
        name,
        birthDate: "1970-04-30",
        identifiers: [{ system: "MRN", value: serial.replace("S", "7") }],
        indication: "spasticity-spinal",
      },
    ],
    ["pump implanted", { pump: { model: "synchromed-ii-40" }, serial }],
    ["catheter implanted", { catheter: { volume: "0.2 mL" } }],
    [
      "refill",
      {
        aspirated: "0 mL",
        aspiratedAgain: "0 mL",
        filled: "40 mL",
        programmed: "40 mL",
        solution: [{ drug: "baclofen", concentration: "2000 mcg/mL" }],
        lot: "A1",
        expiry: "2099-12-31",
        needleChecked: true,
        observed: "30 min",
      },
    ],
    ["program change", { program: { mode: "continuous", drug: "baclofen", dose }, reason: "start" }],
    ["interrogation", { serial, volume: "40 mL", running: true }],
    ["visit closed", { reinterrogated: true, running: true, unchecked: "test" }],
  ];
  return told.map(([kind, data]) => entryOf(patient, kind, at, data));
}
