import type { Locale } from "../../src/quantity/quantity.ts";
import { addEntries, findPatients } from "./ledger.ts";
import { momentHere } from "./now.ts";

const patient = "00000000-0000-4000-9000-00000000de30";
/** How many days ago the last fill of the made-up patient was. */
const daysAgo = { implant: 200, refill: 90 } as const;

/** A made-up patient whose pump was implanted, refilled once and left to run. */
function demoEntries(): object[] {
  const day = (ago: number): string => {
    const at = new Date();
    at.setDate(at.getDate() - ago);
    at.setHours(9, 0, 0, 0);
    return at.toISOString().replace(/\.\d+Z$/, "Z");
  };
  const solution = [{ drug: "baclofen", concentration: "2000 mcg/mL" }];
  const refill = (aspirated: string, more: object = {}): object => ({
    aspirated,
    aspiratedAgain: "0 mL",
    filled: "40 mL",
    programmed: "40 mL",
    solution,
    lot: "DEMO-LOT",
    expiry: "2099-12-31",
    needleChecked: true,
    observed: "30 min",
    ...more,
  });
  const program = (dose: string, reason: string): object => ({
    program: { mode: "continuous", drug: "baclofen", dose },
    reason,
  });
  const running = { serial: "DEMO-3001", volume: "40 mL", running: true };
  const told: [ago: number, kind: string, data: object][] = [
    [
      daysAgo.implant,
      "patient",
      {
        name: "Kira Made-up",
        birthDate: "1974-06-19",
        identifiers: [{ system: "DEMO", value: "30" }],
        opioid: "naive",
        indication: "spasticity-spinal",
      },
    ],
    [daysAgo.implant, "pump implanted", { pump: { model: "synchromed-ii-40" }, serial: "DEMO-3001" }],
    [daysAgo.implant, "catheter implanted", { catheter: { volume: "0.2 mL" }, tip: "T10" }],
    [daysAgo.implant, "refill", refill("0 mL", { firstFill: true })],
    [daysAgo.implant, "program change", program("300 mcg/d", "start after a positive trial")],
    [daysAgo.implant, "interrogation", running],
    [daysAgo.implant, "visit closed", { reinterrogated: true, running: true, unchecked: "made up" }],
    [daysAgo.refill, "score", { scale: "modified Ashworth", value: "1+", region: "hip adductors" }],
    [daysAgo.refill, "interrogation", { ...running, volume: "23.5 mL" }],
    [daysAgo.refill, "refill", refill("23 mL")],
    [daysAgo.refill, "program change", program("350 mcg/d", "spasms at night")],
    [daysAgo.refill, "interrogation", running],
    [daysAgo.refill, "visit closed", { reinterrogated: true, running: true, unchecked: "made up" }],
  ];
  return told.map(([ago, kind, data], i) => ({
    id: `00000000-0000-4000-8000-00000000de${String(i + 10)}`,
    patient,
    at: day(ago),
    by: "demonstration",
    from: "entered",
    kind,
    data,
  }));
}

/** Adds the made-up patient where they are not there yet. */
export async function loadDemo(
  locale: Locale,
): Promise<{ readonly patient: string } | { readonly message: string }> {
  const there = await findPatients(momentHere(), "Made-up", locale);
  if (there?.ok && there.answer.patients.some((found) => found.patient === patient)) return { patient };
  const reply = await addEntries(patient, 0, demoEntries(), locale);
  if (reply?.ok) return { patient };
  return { message: reply ? reply.issues.map(({ message }) => message).join(" ") : "" };
}
