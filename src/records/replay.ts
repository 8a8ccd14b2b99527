import { type Amount, type Instant, inward, type Quantity, type Volume } from "../quantity/quantity.ts";
import type { CatheterChoice, PatientBolus, Program, PumpChoice, Solution } from "../regimen/regimen.ts";
import { effective, type AsOf } from "./effective.ts";
import { beginning, type Given, givenWith, isOfGiven, mergedBy } from "./given.ts";
import type { Entry, EntryKind } from "./read-entry.ts";
import { isPresence, seenAt } from "./seen.ts";
import { stillSnoozed, type Snooze } from "./snooze.ts";
import { goesOnInto, none, runsAgain, type Stall, stalled, standsStill } from "./stall.ts";
import { leastProgrammedSince, programmedSince } from "./standing.ts";

type Of<K extends EntryKind> = Extract<Entry, { kind: K }>;

type Bridged = Extract<Of<"program change">["data"]["bridge"], { decision: "bridge" }>;

/** A program from when it ran; no program is a pump that was stopped. */
export interface Running {
  /** The entry that says so: the program change, or the interrogation that read it. */
  readonly entry: string;
  readonly from: Instant;
  /** When it was programmed: the pump's clock then showed the local time, and has counted hours since (K-05). */
  readonly set: Instant;
  /** The pump's clock as it was read, in minutes east of UTC, where it was ahead of the local time or behind (K-08). */
  readonly clock?: number;
  readonly purpose?: Of<"program change">["data"]["purpose"];
  /** The bridge that led to it, where there was one. */
  readonly bridge?: Bridged;
  readonly program: Program;
  readonly patientBolus?: PatientBolus;
}

/** A volume that left the reservoir at a moment: given by the pump, or past it. */
export interface Left {
  readonly at: Instant;
  readonly how: "primed" | "lost";
  readonly volume: Quantity<"volume">;
}

/** The end of a fill. What it asked of the pump in all is reckoned once, here: it never changes again. */
export interface Emptied {
  readonly at: Instant;
  /** Unknown where a reservoir was emptied before a scan and nobody wrote down what came out. */
  readonly aspirated?: Quantity<"volume"> | undefined;
  readonly asked?: Volume | undefined;
  /** The least that was asked of it, where a stall leaves open what it was. */
  readonly least?: Volume;
}

/** One fill of the reservoir and everything that drew on it since. */
export interface Fill {
  readonly at: Instant;
  readonly filled: Of<"refill">["data"]["filled"];
  readonly programmed: Of<"refill">["data"]["programmed"];
  readonly solution: Solution;
  readonly firstFill: boolean;
  readonly diluted: boolean;
  /** Programs in the order they ran, stops among them. */
  readonly ran: readonly Running[];
  /** When the motor stood still. */
  readonly stalls: readonly Stall[];
  /** Boluses given since the fill, by the pump's own count. */
  readonly boluses: readonly Of<"bolus count">["data"][];
  /** What left it beside programs and boluses: primes by the pump, and what was drawn or leaked past it. */
  readonly left: readonly Left[];
  /** How it ended: at the next refill, or emptied before a scan. */
  readonly emptied?: Emptied;
}

/** The day on which the next refill is planned, and who said so when. */
export interface Planned {
  readonly day: string;
  readonly at: Instant;
  readonly by: string;
  /** The last safe day of that moment. */
  readonly latest?: string | undefined;
  /** Why it is later than that. */
  readonly reason?: string | undefined;
}

/** Whether anything flows, as far as anybody confirmed. */
export type Delivery = "running" | "stopped" | "unknown";

/** What is known of one patient and pump at a moment: derived from the entries, and from nothing else. */
export interface State {
  readonly patient?: Of<"patient">["data"];
  readonly pump?: { readonly choice: PumpChoice; readonly serial: string; readonly since: Instant };
  readonly catheter?: { readonly choice: CatheterChoice; readonly since: Instant };
  readonly fills: readonly Fill[];
  readonly delivery: Delivery;
  /** Since when the delivery is as it is. */
  readonly since?: Instant;
  /** The last stall of the motor, until the visit after it is closed. */
  readonly stall?: Stall;
  /** When somebody last saw this pump run: at an interrogation or the closing of a visit. */
  readonly seenRunning?: Instant;
  readonly program?: Running;
  readonly planned?: Planned;
  readonly snoozed: readonly Snooze[];
  /** The pump's clock as read at the visit that is open, in minutes east of UTC. */
  readonly clock?: number;
  /** The last check of a program against the limits, under the library of its day. */
  readonly checked?: Of<"limit check">;
  /** What the patient gets beside the pump, as last recorded; absent: nobody has said. */
  readonly beside?: { readonly at: Instant; readonly taken: Of<"other medication">["data"]["taken"] };
  /** Where the last bolus of the clinic stands: how much of it was given, and whether the line was primed since. */
  readonly bolus?: Bolus;
  readonly alarms: readonly Of<"alarm">[];
  readonly scores: readonly Of<"score">[];
  readonly adverse: readonly Of<"adverse event">[];
  readonly sessions: readonly Of<"ketamine session">[];
  /** How each session was begun; the last is open where no session names it. */
  readonly begun: readonly Of<"ketamine session begun">[];
  /** The session that was begun and not ended. */
  readonly session?: Of<"ketamine session begun">;
  readonly organs: readonly Of<"ketamine follow-up">[];
  /** Where the patient is looked after now, where it is not here. */
  readonly transferred?: Of<"transferred out">;
  /** When the patient was last here. */
  readonly seen?: Instant;
  /** Dates on which they were to come and have not. */
  readonly expected: readonly Of<"follow-up planned">[];
  /** What was tried to reach them since they were last here. */
  readonly attempts: readonly Of<"contact attempted">[];
  /** Why nobody tries any more. */
  readonly letGo?: Of<"chasing ended">;
  /** True from the first entry of a visit until it is closed as running. */
  readonly visitOpen: boolean;
  /** The record that was kept, where this one was given up for it: from then on nothing is entered here. */
  readonly merged?: Of<"records merged">;
  /** The records that were given up for this one, with what they say of the person; `of` is this one. */
  readonly of?: string;
  readonly given?: readonly Given[];
  readonly entries: number;
}

/** A bolus that the pump was told to give, over all its parts. */
export interface Bolus {
  readonly drug: string;
  readonly amount: Quantity<"amount">;
  readonly given: Amount;
  readonly interrupted: boolean;
  /** The line was filled anew after it stopped: nobody knows what of it is where (P-13). */
  readonly primedSince: boolean;
}

export const nothingKnown: State = {
  fills: [],
  delivery: "unknown",
  snoozed: [],
  alarms: [],
  scores: [],
  adverse: [],
  sessions: [],
  begun: [],
  organs: [],
  expected: [],
  attempts: [],
  visitOpen: false,
  entries: 0,
};

/** What is known at a moment, from all entries of one patient. */
export function replay(entries: readonly Entry[], asOf: AsOf, from: State = nothingKnown): State {
  const held = effective(entries, asOf);
  return standsStill(held.reduce(apply, beginning(held, from)), asOf.happened);
}

/** One entry's effect on what is known. */
export function apply(before: State, entry: Entry): State {
  // That two records were merged or parted is no fact about the patient: their histories stay what they were.
  if (entry.kind === "records parted") return before;
  if (entry.kind === "records merged") return mergedBy(before, entry);
  const state = isPresence(entry.kind) ? seenAt(before, entry.at) : before;
  const next = { ...state, entries: state.entries + 1 };
  switch (entry.kind) {
    case "patient":
      return isOfGiven(state, entry)
        ? givenWith(next, { record: entry.patient, patient: entry.data })
        : { ...next, patient: entry.data };
    case "pump implanted":
      // A new pump begins with nothing known of what is in it or what it runs.
      return {
        ...without(next, "program", "planned", "seenRunning", "clock", "bolus", "stall"),
        pump: { choice: entry.data.pump, serial: entry.data.serial, since: entry.at },
        fills: [],
        delivery: "unknown",
        since: entry.at,
        visitOpen: true,
      };
    case "pump revised":
      return { ...next, visitOpen: true };
    case "pump explanted":
      return {
        ...without(next, "program", "pump", "planned", "seenRunning", "clock", "bolus", "stall"),
        fills: [],
        delivery: "stopped",
        since: entry.at,
      };
    case "catheter implanted":
    case "catheter revised":
      return {
        ...primed(next),
        catheter: { choice: entry.data.catheter, since: entry.at },
        visitOpen: true,
      };
    case "catheter explanted":
      return { ...without(next, "catheter"), visitOpen: true };
    case "interrogation":
      // A pump that was replaced speaks of the past only (I-08).
      if (state.pump && entry.data.serial !== state.pump.serial) return next;
      return {
        ...setClock(found(entry.data.running ? seenToRun(next, entry.at) : next, entry), entry),
        ...(entry.data.running && { seenRunning: entry.at }),
        delivery: entry.data.running ? "running" : "stopped",
        // A pump that is found stopped has been so since it stopped.
        since: (!entry.data.running && state.delivery === "stopped" && state.since) || entry.at,
        visitOpen: true,
      };
    case "refill":
      return { ...without(next, "planned"), fills: refill(state, entry), visitOpen: true };
    case "program change": {
      const { program, patientBolus, purpose, bridge } = entry.data;
      const running: Running = {
        entry: entry.id,
        from: entry.at,
        set: entry.at,
        ...(state.clock !== undefined && { clock: state.clock }),
        program,
        ...(patientBolus && { patientBolus }),
        ...(purpose && { purpose }),
        ...(bridge?.decision === "bridge" && { bridge }),
      };
      // Programmed is not yet delivering: that takes an interrogation or the closing of the visit (F-07).
      return {
        ...next,
        program: running,
        fills: ranOn(state.fills, running),
        delivery: "unknown",
        since: entry.at,
        visitOpen: true,
      };
    }
    case "bolus count":
      return {
        ...next,
        fills: onLast(state.fills, (fill) => ({ ...fill, boluses: [...fill.boluses, entry.data] })),
      };
    case "bolus":
      return bolused(next, entry);
    case "limit check":
      return { ...next, checked: entry };
    case "other medication":
      return { ...next, beside: { at: entry.at, taken: entry.data.taken } };
    case "stopped":
      return {
        ...next,
        fills: ranOn(state.fills, none(entry.id, entry.at)),
        delivery: "stopped",
        since: entry.at,
      };
    case "restarted": {
      const again = state.program && { ...state.program, from: entry.at };
      const ran = runsAgain(next, entry.at);
      return {
        ...ran,
        fills: again ? ranOn(ran.fills, again) : ran.fills,
        delivery: entry.data.confirmedRunning ? "running" : "unknown",
        since: entry.at,
      };
    }
    case "MRI":
      return mri(next, entry);
    case "alarm":
      return alarmed(next, entry);
    case "score":
      return { ...next, scores: [...state.scores, entry] };
    case "adverse event":
      return { ...next, adverse: [...state.adverse, entry] };
    case "ketamine session begun":
      return { ...next, begun: [...state.begun, entry], session: entry };
    case "ketamine session":
      return {
        ...(entry.data.begun !== undefined && entry.data.begun === state.session?.id
          ? without(next, "session")
          : next),
        sessions: [...state.sessions, entry],
      };
    case "ketamine follow-up":
      return { ...next, organs: [...state.organs, entry] };
    case "follow-up planned":
      return {
        ...next,
        expected: [...state.expected.filter(({ data }) => data.what !== entry.data.what), entry],
      };
    case "contact attempted":
      return { ...next, attempts: [...state.attempts, entry] };
    case "chasing ended":
      return { ...next, letGo: entry };
    case "transferred out":
      return { ...without(next, "letGo"), transferred: entry, expected: [], attempts: [] };
    case "transferred in":
      return without(next, "transferred");
    case "visit closed":
      return {
        ...without(seenToRun(next, entry.at), "clock", "stall"),
        visitOpen: false,
        delivery: "running",
        since: entry.at,
        seenRunning: entry.at,
      };
    case "refill planned":
      return planned(next, entry);
    case "alert snoozed":
      return { ...next, snoozed: stillSnoozed(state.snoozed, entry) };
    case "access port":
      return {
        ...(entry.data.reprime === "done" || entry.data.primed ? primed(next) : next),
        fills: drawn(state.fills, entry),
      };
    case "trial":
    case "note":
    case "second check":
    case "signature":
      return next;
    default:
      return entry satisfies never;
  }
}

function alarmed(state: State, entry: Of<"alarm">): State {
  const next = { ...state, alarms: [...state.alarms, entry] };
  switch (entry.data.cause) {
    case "critical memory error":
      return forgotten(next, entry);
    case "motor stall":
      return stalled(next, entry.id, entry.at, entry.data.recoveredAt);
    case "empty reservoir":
    case "stopped over 48 h":
      return state.delivery === "stopped" ? next : { ...next, delivery: "stopped", since: entry.at };
    default:
      return next;
  }
}

function planned(state: State, { at, by, data }: Of<"refill planned">): State {
  if (data.day === null) return without(state, "planned");
  const reason = data.overrides?.[0]?.reason;
  return {
    ...state,
    planned: {
      day: data.day,
      at,
      by,
      ...(data.latest !== undefined && { latest: data.latest }),
      ...(reason !== undefined && { reason }),
    },
  };
}

function refill(state: State, entry: Of<"refill">): Fill[] {
  const { aspirated, filled, programmed, solution, firstFill = false, diluted = false } = entry.data;
  const ran = state.program ? [{ ...state.program, from: entry.at }] : [];
  return [
    ...emptied(state, entry.at, aspirated),
    {
      at: entry.at,
      filled,
      programmed,
      solution,
      firstFill,
      diluted,
      ran: state.delivery === "stopped" ? [] : ran,
      stalls: goesOnInto(state, entry.at),
      boluses: [],
      left: [],
    },
  ];
}

/** The fills once the last one has ended; one that had ended before stays as it was. */
const emptied = (state: State, at: Instant, aspirated: Quantity<"volume"> | undefined): Fill[] =>
  onLast(state.fills, (fill) => {
    const least = leastProgrammedSince(fill, state, at, "en-US");
    const asked = programmedSince(fill, state, at, "en-US");
    return { ...fill, emptied: { at, aspirated, asked, ...(least !== undefined && { least }) } };
  });

/** A reservoir emptied for a scan holds nothing until it is refilled; a rotor that stalled delivered nothing. */
function mri(state: State, entry: Of<"MRI">): State {
  const { stalledAt, recoveredAt, emptiedBefore, aspirated } = entry.data;
  const before = emptiedBefore ? { ...state, fills: emptied(state, entry.at, aspirated) } : state;
  return stalledAt ? stalled(before, entry.id, stalledAt, recoveredAt) : before;
}

/** After a reset nobody knows what the pump runs, and nothing is reckoned from what it ran before (P-18). */
const forgotten = (state: State, entry: Of<"alarm">): State => ({
  ...without(state, "program"),
  fills: ranOn(state.fills, none(entry.id, entry.at)),
  delivery: "unknown",
  since: entry.at,
});

/**
 * A pump that is seen to run gives its program from then on at the latest: a stall is over, and so is a stop of which
 * nobody entered the end, also one that a refill fell into.
 */
function seenToRun(state: State, at: Instant): State {
  const again = runsAgain(state, at);
  const fill = again.fills.at(-1);
  if (!again.program || !fill || (fill.ran.at(-1) ?? stopped).program.mode !== "stopped") return again;
  return { ...again, fills: ranOn(again.fills, { ...again.program, from: at }) };
}
const stopped = { program: { mode: "stopped" } } as const;

/** The program that an interrogation read, where none is known: from then on it is what runs. */
function found(state: State, { id, at, data }: Of<"interrogation">): State {
  if (state.program || !data.program || !data.running) return state;
  const program: Running = { entry: id, from: at, set: at, program: data.program };
  return { ...state, program, fills: ranOn(state.fills, program) };
}

const minute = inward({ value: 1, unit: "min" }, "time");

/**
 * The pump's clock as it was read: from then on the schedule follows it. What ran before is left as it was reckoned,
 * since nobody knows when the clock began to differ (K-08).
 */
function setClock(state: State, { at, data }: Of<"interrogation">): State {
  const ahead = data.clockOffset ?? data.clockBehind;
  if (!ahead) return state;
  const minutes = inward(ahead, "time") / minute;
  const clock = at.offset + (data.clockBehind ? -minutes : minutes);
  if (!state.program) return { ...state, clock };
  const program = { ...state.program, clock };
  const runs = state.fills.at(-1)?.ran.at(-1)?.program.mode !== "stopped";
  return {
    ...state,
    clock,
    program,
    fills: runs ? ranOn(state.fills, { ...program, from: at }) : state.fills,
  };
}

/** What of a bolus was given came out of the reservoir; the rest of an interrupted one is added to it. */
function bolused(state: State, { data }: Of<"bolus">): State {
  const { drug, amount, given, outcome, resumes } = data;
  const before = resumes && state.bolus?.interrupted ? state.bolus : undefined;
  return {
    ...state,
    bolus: {
      drug,
      amount: before?.amount ?? amount,
      given: ((before?.given ?? 0) + inward(given, "amount")) as Amount,
      interrupted: outcome === "interrupted",
      primedSince: false,
    },
    fills: onLast(state.fills, (fill) => ({
      ...fill,
      boluses: [...fill.boluses, { drug, amount: given, given: 1, denied: 0 }],
    })),
  };
}

/** The line was filled anew: of an interrupted bolus nothing can be resumed any more. */
const primed = (state: State): State =>
  state.bolus ? { ...state, bolus: { ...state.bolus, primedSince: true } } : state;

function drawn(fills: readonly Fill[], { at, data }: Of<"access port">): Fill[] {
  const left: Left[] = (["primed", "lost"] as const).flatMap((how) => {
    const volume = data[how];
    return volume ? [{ at, how, volume }] : [];
  });
  return onLast(fills, (fill) => ({ ...fill, left: [...fill.left, ...left] }));
}

/** Changes the fill that is in the reservoir; what has ended stays as it was. */
const onLast = (fills: readonly Fill[], change: (fill: Fill) => Fill): Fill[] =>
  fills.map((fill, i) => (i === fills.length - 1 && !fill.emptied ? change(fill) : fill));
const ranOn = (fills: readonly Fill[], running: Running): Fill[] =>
  onLast(fills, (fill) => ({ ...fill, ran: [...fill.ran, running] }));

function without<K extends keyof State>(
  state: State,
  ...keys: readonly K[]
): Omit<State, K> & Partial<Pick<State, K>> {
  const copy = { ...state };
  for (const key of keys) delete copy[key];
  return copy;
}
