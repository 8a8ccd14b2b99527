import { z } from "zod";
import {
  type Instant,
  instant,
  type Locale,
  outward,
  readInstant,
  readParts,
  refuse,
} from "../quantity/quantity.ts";
import {
  dailyDoses,
  type Entry,
  happenedBy,
  isLineNew,
  isStrangerTo,
  newEntry,
  objectionsIn,
  ownerOf,
  reconciledFill,
  replay,
  mostLeftAt,
  reservoirAt,
  sayObjection,
  type State,
  writeFact,
} from "../records/records.ts";
import { deviceOf, ingredientsOf, noRemarks } from "../delivery/delivery.ts";
import { adviceFor } from "./alerts/advice.ts";
import { listDry } from "./drylist.ts";
import { writeClock } from "./standing/clock.ts";
import { keptInOrder } from "./kept.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { missedBy } from "./missed/chase.ts";
import { writeMissed } from "./missed/write-missed.ts";
import { writeReconciled } from "./reconcile.ts";
import { writeGiven } from "./standing/given.ts";
import { writeKetamine } from "./standing/ketamine.ts";

/** The entries of one patient, in the order in which they were recorded. */
export const entriesOfOne = z
  .array(newEntry)
  .min(1)
  .max(100_000)
  .superRefine((entries, context) => {
    const stranger = entries.findIndex(isStrangerTo(ownerOf(entries), entries));
    if (stranger >= 0)
      refuse(context, { en: "is another patient's entry", zh: "是另一位患者的条目" }, [stranger, "patient"]);
  });

const input = z.strictObject({ now: instant(), entries: entriesOfOne });

function run(given: unknown, { locale }: Context): Reply {
  const { parts, issues } = readParts(input, given, locale);
  const { now, entries } = parts;
  if (issues.length > 0 || !now || !entries) return refused(issues);
  return stand(keptInOrder(entries), now, locale);
}

/** What stands now of one patient, as it is answered. */
function stand(entries: readonly Entry[], now: Instant, locale: Locale): Reply {
  const patient = ownerOf(entries)!;
  const known = happenedBy(entries, now.epoch);
  const state = replay(known, { happened: now.epoch });
  // What was given up for another record stands on no list.
  const listed = listDry(state.merged ? [] : [[patient, state]], now, {}, locale);
  const line = listed.ok
    ? (listed.answer as { pumps: { alerts: { what: string }[] }[] }).pumps[0]
    : undefined;
  const { refillBy } = (line ?? {}) as { refillBy?: { at: string } | null };
  const remarks = noRemarks();
  const fill = state.fills.at(-1);
  return answered(
    {
      asOf: writeFact(now),
      patient,
      person: state.patient ? writeFact(state.patient) : null,
      pump: state.pump ? writeFact(state.pump) : null,
      catheter: state.catheter ? { ...(writeFact(state.catheter) as object), isNew: isLineNew(state) } : null,
      delivery: state.delivery,
      since: state.since ? writeFact(state.since) : null,
      stall: state.stall ? writeFact(state.stall) : null,
      visitOpen: state.visitOpen,
      transferred: state.transferred
        ? { entry: state.transferred.id, at: writeFact(state.transferred.at), ...state.transferred.data }
        : null,
      merged: state.merged
        ? {
            entry: state.merged.id,
            at: writeFact(state.merged.at),
            by: state.merged.by,
            ...state.merged.data,
          }
        : null,
      given: writeGiven(state),
      ketamine: writeKetamine(state, locale),
      missed: (state.merged ? [] : missedBy(state, refillBy ? readInstant(refillBy.at) : undefined, now)).map(
        (one) => writeMissed(one, locale),
      ),
      reservoir: fill ? writeReservoir(state, now, locale) : null,
      program: state.program ? writeFact(state.program) : null,
      clock: writeClock(state, now, locale),
      daily: fill && state.program ? writeDaily(state, locale) : [],
      lastResidual: writeLast(state, locale, remarks),
      line: line ?? null,
      alerts: (line?.alerts ?? []).map((alert) => ({
        ...alert,
        advice: adviceFor(alert.what, state, locale),
      })),
      objections: objectionsIn(known).map((one) => ({
        entry: one.entry,
        rule: one.rule,
        sentence: sayObjection(one, locale),
      })),
    },
    [...(listed.ok ? listed.gaps : []), ...remarks.gaps],
    listed.ok ? listed.assumed : [],
  );
}

function writeReservoir(state: State, now: Instant, locale: Locale): object {
  const fill = state.fills.at(-1)!;
  const { filled, programmed } = fill;
  const expected = reservoirAt(state, now, locale);
  const most = mostLeftAt(state, now, locale);
  return {
    ...(writeFact({ filled, programmed, at: fill.at, solution: fill.solution }) as object),
    firstFill: fill.firstFill,
    diluted: fill.diluted,
    expected: expected?.volume ?? null,
    // A stall whose end nobody recorded leaves open what was given: then `expected` is the least that is left.
    mostExpected: most === undefined ? null : outward(most, "volume", "mL"),
  };
}

const writeDaily = (state: State, locale: Locale): object[] =>
  (dailyDoses(state.program!, state.fills.at(-1)!.solution, state, locale) ?? []).map(
    ({ drug, daily, shown }) => ({ drug, dose: daily, most: shown }),
  );

/** What the last refill found of the fill before it. */
function writeLast(state: State, locale: Locale, remarks: ReturnType<typeof noRemarks>): object | null {
  const [last] = state.fills.slice(-2);
  if (state.fills.length < 2 || !last?.emptied || !state.pump) return null;
  const result = reconciledFill(last, state, locale);
  const device = deviceOf(state.pump.choice, locale, noRemarks());
  if (!result || !device) return null;
  const drugs = ingredientsOf(last.solution, locale, noRemarks(), "solution");
  return writeReconciled(result, device, drugs, locale, remarks);
}

const patient = "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f";
const visit = "2026-01-05T08:00:00Z";
/** A short record, for the examples of what asks for one. */
export const exampleEntries = (
  [
    [
      "patient",
      {
        name: "Test Person",
        birthDate: "1970-04-30",
        identifiers: [{ system: "clinic", value: "1" }],
      },
    ],
    ["pump implanted", { pump: { model: "synchromed-ii-40" }, serial: "NGP1" }],
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
        expiry: "2027-01-31",
        needleChecked: true,
        observed: "30 min",
      },
    ],
    [
      "program change",
      { program: { mode: "continuous", drug: "baclofen", dose: "400 mcg/d" }, reason: "start" },
    ],
    ["interrogation", { serial: "NGP1", volume: "40 mL", running: true }],
    ["visit closed", { reinterrogated: true, running: true }],
  ] as const
).map(([kind, data], i) => ({
  id: `00000000-0000-4000-8000-00000000000${i + 1}`,
  patient,
  at: visit,
  by: "nurse",
  from: "entered",
  kind,
  data,
}));

export const standing: Operation = {
  name: "standing",
  summary:
    "What stands now of one patient, from their entries: pump, catheter, solution, program, dates, what the record goes against.",
  input,
  bulk: true,
  example: { now: "2026-04-05T08:00:00Z", entries: exampleEntries },
  run,
};
