import { z } from "zod";
import { noRemarks, type Remarks } from "../delivery/delivery.ts";
import {
  type Hours,
  hoursBetween,
  type Instant,
  instant,
  hasDateAfter,
  instantAfter,
  inward,
  type Locale,
  outward,
  quantity,
  readParts,
  renderQuantity,
  wholeDaysBetween,
  writeInstant,
} from "../quantity/quantity.ts";
import {
  newEntry,
  recordsOf,
  replay,
  type Entry,
  type State,
  urgencies,
  type Urgency,
  writeFact,
} from "../records/records.ts";
import { atOneGo } from "./at-one-go.ts";
import { openAlerts, urgencyOfAlarms, writeAlert } from "./alerts/open.ts";
import { csvPieces, icsPieces, orderBy } from "./drylist/forms.ts";
import { type Line, lineOf, type Trouble } from "./drylist/line.ts";
import { sentencesIn } from "./drylist/sentences.ts";
import { keptInOrder } from "./kept.ts";
import { latestDay } from "./load/latest.ts";
import { type Planning, planningOf, planningOptions } from "./load/settings.ts";
import type { When } from "./forecast/project.ts";
import { missedBy } from "./missed/chase.ts";
import { writeMissed } from "./missed/write-missed.ts";
import { answered, type Context, type Operation, refused, type Reply } from "./operation.ts";
import { volumeIn } from "./quantities.ts";

/** How the list is to be read, and in what form it is wanted besides. */
export const listDryOptions = {
  clinic: z
    .strictObject({
      maxInterval: quantity("time").optional(),
      due: quantity("time").optional(),
      soon: quantity("time").optional(),
    })
    .optional(),
  /** How the clinic plans: with a lead time, each planned day tells when its drug must be ordered. */
  planning: z.strictObject(planningOptions).optional(),
  /** Adds the list as text for a calendar or a spreadsheet. */
  as: z.enum(["ics", "csv"]).optional(),
};
type ListOptions = z.output<z.ZodObject<typeof listDryOptions>>;

const input = z.strictObject({
  /** The list is as of this moment: what happened later is left out. */
  now: instant(),
  /** Entries of any number of patients, in the order in which they were recorded. */
  entries: z.array(newEntry).max(1_000_000),
  ...listDryOptions,
});

/** How a clinic reads the list. */
export interface Clinic {
  readonly maxInterval?: Hours | undefined;
  readonly due: Hours;
  readonly soon: Hours;
}

/** One pump as it stands on the list. */
export interface Listed extends Line {
  readonly patient: string;
  readonly urgency: Urgency;
}

/** The more pressing of two. */
const worse = (a: Urgency, b: Urgency): Urgency => (urgencies.indexOf(a) <= urgencies.indexOf(b) ? a : b);

const actNow: readonly Trouble[] = [
  "stopped",
  "not confirmed running",
  "filled otherwise than told",
  "no date",
  "probably empty",
  "may be empty",
];

/** So many pumps are reckoned or written between two steps: a millisecond of work at the most. */
const atOnce = 10;

/** Who runs dry when, the most pressing first: of every patient who has a pump. */
export function* inOrder(
  states: Iterable<readonly [patient: string, state: State]>,
  now: Instant,
  clinic: Clinic,
  locale: Locale,
  remarks: Remarks,
): Generator<void, Listed[]> {
  const listed: { readonly line: Listed; readonly rank: number; readonly soonest: number }[] = [];
  for (const [patient, state] of states) {
    // Whoever was handed over to another clinic is on that clinic's list.
    if (!state.pump || state.transferred) continue;
    if (listed.length % atOnce === atOnce - 1) yield;
    const line = lineOf(state, now, clinic.maxInterval, locale, remarks);
    const urgency = worse(urgencyOf(line, now, clinic), urgencyOfAlarms(state));
    listed.push({
      line: { ...line, patient, urgency },
      rank: 2 * urgencies.indexOf(urgency) - Number(line.troubles.includes("no date")),
      soonest: line.refillBy?.at.epoch ?? Number.NEGATIVE_INFINITY,
    });
  }
  return listed
    .sort((a, b) => a.rank - b.rank || (a.soonest < b.soonest ? -1 : Number(a.soonest > b.soonest)))
    .map(({ line }) => line);
}

function urgencyOf({ troubles, refillBy }: Line, now: Instant, clinic: Clinic): Urgency {
  if (!refillBy || troubles.some((trouble) => actNow.includes(trouble))) return "act now";
  const left = hoursBetween(now, refillBy.at);
  if (left <= 0) return "act now";
  return left <= clinic.due ? "due" : left <= clinic.soon ? "soon" : "later";
}

/** The states of all patients at a moment, from their entries in the order of recording; each stands in one record. */
export function statesOf(entries: readonly Entry[], now: Instant): Map<string, State> {
  const states = [...recordsOf(entries)].map(
    ([patient, of]) => [patient, replay(of, { happened: now.epoch })] as const,
  );
  return new Map(states.filter(([, { merged }]) => !merged));
}

function run(given: unknown, { locale }: Context): Reply {
  const { parts, issues } = readParts(input, given, locale);
  const { now, entries } = parts;
  if (issues.length > 0 || !now || !entries) return refused(issues);
  return listDry(statesOf(keptInOrder(entries), now), now, parts, locale);
}

/** The list as it is answered, from what is known of every patient. */
export const listDry = (...asked: Parameters<typeof listDryStepwise>): Reply =>
  atOneGo(listDryStepwise(...asked));

/** The same in steps, for whoever has others to answer between them. */
export function* listDryStepwise(
  states: Iterable<readonly [patient: string, state: State]>,
  now: Instant,
  options: Partial<ListOptions>,
  locale: Locale,
): Generator<void, Reply> {
  const remarks = noRemarks();
  const { maxInterval, due, soon } = options.clinic ?? {};
  const clinic: Clinic = {
    maxInterval: maxInterval && inward(maxInterval, "time"),
    due: inward(due ?? { value: 14, unit: "d" }, "time"),
    soon: inward(soon ?? { value: 30, unit: "d" }, "time"),
  };
  if (!due || !soon)
    remarks.assumed.push(
      sentencesIn(locale).assumedDays(days(clinic.due, locale), days(clinic.soon, locale)),
    );
  const listed = yield* inOrder(states, now, clinic, locale, remarks);
  const planning = planningOf(options.planning ?? {}, locale, noRemarks());
  const pumps: object[] = [];
  for (const line of listed) {
    if (pumps.push(write(line, now, planning, locale)) % atOnce === 0) yield;
  }
  const forms: Partial<Record<"csv" | "ics", string>> = {};
  if (options.as) forms[options.as] = yield* inForm(options.as, listed, now, planning, locale);
  return answered({ asOf: writeInstant(now), pumps, ...forms }, remarks.gaps, remarks.assumed);
}

/** The whole list as text for a spreadsheet or a calendar. */
function* inForm(as: "csv" | "ics", ...asked: Parameters<typeof csvPieces>): Generator<void, string> {
  let [text, pieces] = ["", 0];
  for (const piece of as === "csv" ? csvPieces(...asked) : icsPieces(...asked)) {
    text += piece;
    if (++pieces % atOnce === 0) yield;
  }
  return text;
}

const days = (hours: Hours, locale: Locale): string => renderQuantity(outward(hours, "time", "d"), locale);

function write(line: Listed, now: Instant, planning: Planning, locale: Locale): object {
  const { state, projection, worst, left, stability, replacement, refillBy } = line;
  const say = sentencesIn(locale);
  const date = (at: Instant | undefined) =>
    at ? { at: writeInstant(at), daysLeft: wholeDaysBetween(now, at) } : null;
  const after = (hours: Hours | undefined) =>
    date(hours === undefined || !hasDateAfter(now, hours) ? undefined : instantAfter(now, hours));
  const empty = (when: When) => ({
    early: after(when.early),
    median: after(when.median),
    late: after(when.late),
  });
  return {
    patient: line.patient,
    name: state.patient?.name ?? null,
    identifiers: state.patient?.identifiers ?? [],
    pump: {
      serial: state.pump!.serial,
      choice: "model" in state.pump!.choice ? state.pump!.choice.model : "custom",
    },
    delivery: state.delivery,
    urgency: line.urgency,
    urgencyWord: say.urgency[line.urgency],
    troubles: line.troubles.map((trouble) => ({ trouble, sentence: say.trouble[trouble] })),
    alerts: openAlerts(line, now, locale).map((alert) => writeAlert(alert, locale)),
    expectedLeft: left === undefined ? null : volumeIn(left),
    ratio: projection?.ratio ?? null,
    refills: projection?.learnedFrom ?? 0,
    drift: projection?.drift ?? null,
    alarmAt: after(projection?.alarm),
    emptyAt: projection ? empty(projection.empty) : null,
    ...(worst && { worst: { alarmAt: after(worst.alarm), emptyAt: empty(worst.empty) } }),
    emptyBeforeAlarm: projection?.emptyBeforeAlarm ?? null,
    emptyNow: line.emptyNow ?? null,
    stability: date(stability),
    replacement: replacement ? { ...date(replacement.at), governedBy: replacement.governedBy } : null,
    missed: missedBy(state, refillBy?.at, now).map((one) => writeMissed(one, locale)),
    refillBy: refillBy
      ? { ...date(refillBy.at), governedBy: refillBy.governedBy, rule: say.governs[refillBy.governedBy] }
      : null,
    ...writePlan(line, now, planning),
  };
}

/** The day that is planned, beside the last one that is safe; a plan that came too late says why it stands. */
function writePlan({ state: { planned }, refillBy }: Listed, now: Instant, planning: Planning): object {
  return {
    latest: refillBy ? latestDay(refillBy.at, now) : null,
    planned: planned
      ? { ...(writeFact(planned) as object), orderBy: orderBy(planned.day, planning) ?? null }
      : null,
  };
}

const patient = "7b0c7c6e-6f5d-4d4c-9d21-1f2b3c4d5e6f";
const entered = (number: number, kind: string, at: string, data: object): object => ({
  id: `00000000-0000-4000-8000-00000000000${number}`,
  patient,
  at,
  by: "nurse",
  from: "entered",
  kind,
  data,
});
const visit = "2026-01-05T08:00:00Z";

export const drylist: Operation = {
  name: "drylist",
  summary:
    "Who runs dry when: every pump of a clinic from its entries, the most pressing first, with odds, drift, stability and replacement.",
  input,
  bulk: true,
  example: {
    now: "2026-03-20T08:00:00Z",
    entries: [
      entered(1, "patient", visit, {
        name: "Test Person",
        birthDate: "1970-04-30",
        identifiers: [{ system: "clinic", value: "1" }],
      }),
      entered(2, "pump implanted", visit, { pump: { model: "synchromed-ii-40" }, serial: "NGP1" }),
      entered(3, "refill", visit, {
        aspirated: "0 mL",
        aspiratedAgain: "0 mL",
        filled: "40 mL",
        programmed: "40 mL",
        solution: [{ drug: "baclofen", concentration: "2000 mcg/mL" }],
        lot: "A1",
        expiry: "2027-01-31",
        needleChecked: true,
        observed: "30 min",
      }),
      entered(4, "program change", visit, {
        program: { mode: "continuous", drug: "baclofen", dose: "800 mcg/d" },
        reason: "start",
      }),
      entered(5, "visit closed", "2026-01-05T09:00:00Z", { reinterrogated: true, running: true }),
    ],
  },
  run,
};
