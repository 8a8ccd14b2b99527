import {
  type Amount,
  compare,
  type Instant,
  inward,
  type Issue,
  type Locale,
  outward,
  parted,
  type Quantity,
  wallTextOf,
} from "../quantity/quantity.ts";
import type { Solution } from "../regimen/regimen.ts";
import { canonical } from "./chain.ts";
import { effective } from "./effective.ts";
import type { Entry, EntryKind, NewEntry } from "./read-entry.ts";
import { type Before, type Found, found, isNamed, type Look, type Of } from "./found.ts";
import type { Order } from "./order.ts";
import type { State } from "./replay.ts";
import { primedPast } from "./primed.ts";
import { isSamePerson } from "./same-person.ts";
import { differencesIn, isReadOffPump, keyNumbers } from "./second-check.ts";
import { dayAt } from "./seen.ts";
import { sayObjection } from "./sentences.ts";
import { beganSession, endedSession, whileElsewhere } from "./session.ts";
import { endsInTime, longestSnooze } from "./snooze.ts";
import { goesOn, type Standing, standingBefore, standingFrom, standingWith } from "./snapshot.ts";
import { capacityOf, dailyDoses, reconciledFill } from "./standing.ts";

/** What speaks against an entry. These give way to a named person with a reason, the rest to nothing. */
export const overridable = [
  "unexplained residual",
  "filled otherwise than told",
  "above capacity",
  "expired",
  "planned beyond the latest safe day",
  "checklist open",
  "primed past the tip",
] as const;
export type Rule =
  | (typeof overridable)[number]
  | "bridge undecided"
  | "same person"
  | "checks nothing"
  | "no number checked"
  | "contradicts itself"
  | "not re-interrogated"
  | "not running"
  | "solution without program"
  | "residual undecided"
  | "pump of somebody else"
  | "no such hour"
  | "repeats otherwise"
  | "prime before resume"
  | "resumes nothing"
  | "more than the bolus"
  | "signs nothing"
  | "signs another text"
  | "not to be signed"
  | "snoozed too long"
  | "session open"
  | "wristband of somebody else"
  | "no such series"
  | "ends no session"
  | "session not ended"
  | "dose otherwise than it ran"
  | "patient elsewhere";

/** One rule that an entry goes against, with the figures and words that its sentence needs. */
export interface Objection {
  readonly entry: string;
  readonly rule: Rule;
  /** Where in the entry, as `data.overrides`. */
  readonly path: string;
  readonly figures: readonly Quantity[];
  readonly names: readonly string[];
}

const lookInto = (kept: readonly Entry[]): Look => ({
  entry: (id) => kept.find((one) => one.id === id),
  visitOf: (closing) => {
    // A visit stands in one record, whatever was merged with it.
    const own = kept.filter(({ patient }) => patient === closing.patient);
    const until = own.findIndex(({ id }) => id === closing.id);
    return own.slice(own.slice(0, until).findLastIndex(({ kind }) => kind === "visit closed") + 1, until);
  },
});

/** A new entry as the rules see it: at the end of the record, and not in the chain yet. */
const placed = (entry: NewEntry, last: number): Entry =>
  ({
    ...entry,
    sequence: last + 1,
    recordedAt: Number.POSITIVE_INFINITY,
    previous: "",
    hash: "",
  }) as Entry;

/**
 * What speaks against entries that are about to be added, each judged by what holds when it happens. What somebody
 * imports or a pump reports is history and is only held to the rules of checks and signatures: those are made here.
 */
export function objectionsTo(kept: readonly Entry[], added: readonly NewEntry[]): Objection[] {
  const all = [...kept];
  let running: Standing | undefined;
  return added.flatMap((entry) => {
    const own = placed(entry, all.at(-1)?.sequence ?? 0);
    all.push(own);
    if (!isJudged(entry)) {
      running = undefined;
      return [];
    }
    // Entries that come in the order of happening are replayed once.
    if (!running || !goesOn(running, [entry]))
      running = standingFrom(
        effective(all, { happened: entry.at.epoch }).filter(({ id }) => id !== entry.id),
      );
    const objections = [...skipped(entry), ...judge(own, { ...running, look: lookInto(all) })];
    running = entry.corrects === undefined ? standingWith(running, own) : undefined;
    return objections.map((one) => ({ ...one, entry: entry.id }));
  });
}

/** The same for entries that go on from what is known (`goesOn`), without the record behind it. */
export function objectionsAfter(known: Standing, look: Look, added: readonly NewEntry[]): Objection[] {
  const own: Entry[] = [];
  let running: Standing = known;
  return added.flatMap((entry) => {
    own.push(placed(entry, own.at(-1)?.sequence ?? 0));
    const wide = { ...look, entry: (id: string) => lookInto(own).entry(id) ?? look.entry(id) };
    const objections = isJudged(entry)
      ? [...skipped(entry), ...judge(own.at(-1)!, { ...running, look: wide })]
      : [];
    running = standingWith(running, own.at(-1)!);
    return objections.map((one) => ({ ...one, entry: entry.id }));
  });
}

/**
 * A time that the clocks of its zone skipped was nobody's (K-10). It is asked only of what is added: with a new table of
 * time zones what was kept stays as it was entered (K-11).
 */
function skipped({ at, zone }: NewEntry): Found[] {
  const other = zone === undefined ? undefined : parted(at, zone);
  if (!other?.skipped) return [];
  const shown = { epoch: at.epoch, offset: other.offset };
  return [found("no such hour", "at", [], [hourOf(at), wallTextOf(at).slice(0, 10), zone!, hourOf(shown)])];
}
const hourOf = (at: Instant): string => wallTextOf(at).slice("2026-01-05T".length);

/** The rules that the record of a patient goes against as it stands: what was imported or corrected is told here. */
export function objectionsIn(entries: readonly Entry[]): Objection[] {
  const look = lookInto(entries);
  const held = effective(entries, { happened: Number.POSITIVE_INFINITY });
  let running = standingBefore(held);
  return held.flatMap((entry) => {
    const against = judge(entry, { ...running, look });
    running = standingWith(running, entry);
    return against.map((one) => ({ ...one, entry: entry.id }));
  });
}

/** Objections as issues, each at its place in the entries that were sent. */
export const objectionIssues = (
  objections: readonly Objection[],
  entries: readonly Pick<NewEntry, "id">[],
  locale: Locale,
): Issue[] =>
  objections.map((objection) => ({
    path: `entries[${entries.findIndex(({ id }) => id === objection.entry)}].${objection.path}`,
    message: sayObjection(objection, locale),
  }));

const made: readonly EntryKind[] = ["second check", "signature"];
const isJudged = ({ from, kind }: NewEntry): boolean => from === "entered" || made.includes(kind);

function judge(entry: Entry, before: Before): Found[] {
  return [...whileElsewhere(entry, before), ...judgeKind(entry, before)];
}

function judgeKind(entry: Entry, before: Before): Found[] {
  switch (entry.kind) {
    case "interrogation":
      return pumpOfAnother(entry, before);
    case "refill":
      return refilled(entry, before);
    case "program change":
      return [...repeated(entry, before), ...dosed(entry, before), ...bridged(entry, before)];
    case "bolus":
      return resumed(entry, before);
    case "access port":
      return primedPast(entry, before);
    case "second check":
      return checked(entry, before);
    case "signature":
      return signed(entry, before);
    case "visit closed":
      return closed(before);
    case "refill planned":
      return tooLate(entry);
    case "alert snoozed":
      return endsInTime(entry) ? [] : [found("snoozed too long", "data.until", longestOf(entry))];
    case "ketamine session begun":
      return beganSession(entry, before);
    case "ketamine session":
      return endedSession(entry, before);
    default:
      return [];
  }
}

/** A pump that was never this patient's: two patients are being mixed up (INC-6, I-02). */
function pumpOfAnother({ data }: Of<"interrogation">, { state, order }: Before): Found[] {
  return state.pump && !order.implanted.includes(data.serial)
    ? [found("pump of somebody else", "data.serial", [], [data.serial, state.pump.serial])]
    : [];
}

function refilled({ data, at }: Of<"refill">, { state }: Before): Found[] {
  const against: Found[] = [];
  const stop = (rule: Rule, figures: readonly Quantity[], names: readonly string[] = []): void => {
    if (!isNamed(rule, data.overrides)) against.push(found(rule, "data.overrides", figures, names));
  };
  if (compare(data.filled, data.programmed) !== 0)
    stop("filled otherwise than told", [data.filled, data.programmed]);
  const capacity = capacityOf(state);
  if (capacity && compare(data.filled, capacity) > 0) stop("above capacity", [data.filled, capacity]);
  if (data.expiry < dayAt(at)) stop("expired", [], [data.lot, data.expiry]);
  return against;
}

/** A day on which the pump may have run dry is planned by a named person with a reason, or not at all. */
function tooLate({ data }: Of<"refill planned">): Found[] {
  const { day, latest } = data;
  if (day === null || (latest !== undefined && day <= latest)) return [];
  return isNamed("planned beyond the latest safe day", data.overrides)
    ? []
    : [found("planned beyond the latest safe day", "data.overrides", [], latest ? [day, latest] : [day])];
}

const longestOf = ({ data }: Of<"alert snoozed">): readonly Quantity[] => [
  outward(longestSnooze[data.urgency], "time", "d"),
];

/** A computed dose carries a few rounding errors of a double; only more than that is a rise. */
const rounding = 1e-9;

/** A dose that is not lowered over a residual that nobody can explain (INC-1, R-03, R-04). */
function dosed({ data }: Of<"program change">, { state }: Before): Found[] {
  const [last, fill] = state.fills.slice(-2);
  if (!last || !fill || !state.program || isNamed("unexplained residual", data.overrides)) return [];
  const result = reconciledFill(last, state, "en-US");
  if (!result?.verdict || (result.verdict === "as expected" && !result.nearlyFull)) return [];
  const setIn = state.program.set.epoch >= fill.at.epoch ? fill.solution : last.solution;
  const old = dailyDoses(state.program, setIn, state, "en-US");
  const fresh = dailyDoses(
    { ...data, patientBolus: data.patientBolus ?? undefined },
    fill.solution,
    state,
    "en-US",
  );
  if (!old || !fresh) return [];
  const rises = fresh.filter(({ drug, most }) => most > (of(old, drug)?.most ?? 0) * (1 + rounding));
  const isLower = fresh.some(({ drug, most }) => most < (of(old, drug)?.most ?? 0) * (1 - rounding));
  const mayBeNaive = result.verdict === "ran dry" || result.nearlyFull;
  if (rises.length === 0 && (!mayBeNaive || isLower)) return [];
  const [first = fresh[0]] = rises;
  if (!first) return [];
  const before = of(old, first.drug);
  return [
    found(
      "unexplained residual",
      "data.overrides",
      [first.shown, ...(before ? [before.shown] : [])],
      [first.drug, result.verdict],
    ),
  ];
}

/**
 * An interrupted bolus is resumed only where nobody filled the line anew since, and never past what it had (P-13): over
 * a prime nobody knows what of it is in the line, so that what is given then is a bolus of its own.
 */
function resumed({ data }: Of<"bolus">, { state: { bolus } }: Before): Found[] {
  if (!data.resumes) return [];
  if (!bolus?.interrupted || bolus.drug !== data.drug)
    return [found("resumes nothing", "data.resumes", [], [data.drug])];
  if (bolus.primedSince) return [found("prime before resume", "data.resumes")];
  const total = bolus.given + inward(data.given, "amount");
  const most = inward(bolus.amount, "amount");
  return total > most * (1 + rounding)
    ? [
        found("more than the bolus", "data.given", [
          data.given,
          outward((most - bolus.given) as Amount, "amount", bolus.amount.unit),
          bolus.amount,
        ]),
      ]
    : [];
}

const of = <T extends { readonly drug: string }>(all: readonly T[], drug: string): T | undefined =>
  all.find((one) => one.drug === drug);

/** Settings that are said to be the last ones are those of what runs, of this pump, and nothing else (P-14). */
function repeated({ data }: Of<"program change">, { state: { program: runs } }: Before): Found[] {
  const { repeats, program, patientBolus } = data;
  if (repeats === undefined) return [];
  const same =
    runs?.entry === repeats &&
    canonical([program, patientBolus ?? null]) === canonical([runs.program, runs.patientBolus ?? null]);
  return same ? [] : [found("repeats otherwise", "data.repeats")];
}

/** The line still holds the old solution: what is done about it is said, whatever it is (U-07). */
function bridged({ data }: Of<"program change">, { state, order }: Before): Found[] {
  return data.bridge === undefined && changesSolution(state) && !programmedSinceFill(order)
    ? [found("bridge undecided", "data.bridge")]
    : [];
}

function changesSolution(state: State): boolean {
  const [last, fill] = state.fills.slice(-2);
  return last !== undefined && fill !== undefined && !isSameSolution(last.solution, fill.solution);
}

/** True where two solutions hold the same drugs in the same strengths, in whichever order and unit. */
export const isSameSolution = (a: Solution, b: Solution): boolean =>
  a.length === b.length &&
  a.every(({ drug, concentration }) => {
    const other = of(b, drug);
    return other !== undefined && compare(concentration, other.concentration) === 0;
  });

const programmedSinceFill = ({ programmed, refilled }: Order): boolean => programmed > refilled;

/** A visit ends when somebody has seen the pump run what it was told last (INC-5, P-10). */
function closed({ state, order }: Before): Found[] {
  const against: Found[] = [];
  const seen = Math.max(
    0,
    ...order.seen.flatMap(({ serial, place }) => (!state.pump || serial === state.pump.serial ? place : [])),
  );
  if (seen === 0 || seen < order.told) against.push(found("not re-interrogated", "data.reinterrogated"));
  else if (state.delivery !== "running") against.push(found("not running", "data.running"));
  if (changesSolution(state) && !programmedSinceFill(order))
    against.push(found("solution without program", "data"));
  const [last] = state.fills.slice(-2);
  const result = state.fills.length > 1 && last ? reconciledFill(last, state, "en-US") : undefined;
  if ((result?.verdict === "ran dry" || result?.nearlyFull) && !programmedSinceFill(order))
    against.push(found("residual undecided", "data", [], [result.verdict ?? ""]));
  return against;
}

/** What was written in a record that was given up is neither checked nor signed from the one that was kept. */
const inSameRecord = (target: Entry | undefined, record: string): Entry | undefined =>
  target?.patient === record ? target : undefined;

/** A second check is somebody else's or read off the pump, of something that is there, and means what it says. */
function checked({ data, by, patient }: Of<"second check">, { look, state }: Before): Found[] {
  const target = inSameRecord(look.entry(data.of), patient);
  if (!target || target.kind === "second check") return [found("checks nothing", "data.of", [], [data.of])];
  const against: Found[] = [];
  if (isSamePerson(by, target.by) && !isReadOffPump(data)) against.push(found("same person", "by", [], [by]));
  const differing = differencesIn(state, data.values).map(({ key }) => key);
  const keys = keyNumbers(state).map(({ key }) => key);
  if (data.agrees && keys.length > 0 && !keys.some((key) => data.values[key] !== undefined))
    against.push(found("no number checked", "data.values", [], keys));
  if (data.agrees !== (data.differences.length === 0) || (data.agrees && differing.length > 0))
    against.push(found("contradicts itself", "data.agrees", [], differing));
  return against;
}

/** A signature binds to the text that was kept, and a refill whose needle nobody checked bears none (R-08, T-08). */
function signed({ data, patient }: Of<"signature">, { look }: Before): Found[] {
  const target = inSameRecord(look.entry(data.of), patient);
  if (!target || target.hash === "") return [found("signs nothing", "data.of", [], [data.of])];
  if (target.hash !== data.ofHash) return [found("signs another text", "data.ofHash", [], [data.of])];
  const unsafe = signedBy(target, look).some(
    (entry) =>
      entry.kind === "refill" && (!entry.data.needleChecked || inward(entry.data.observed, "time") === 0),
  );
  return unsafe ? [found("not to be signed", "data.of")] : [];
}

/** What a signature is under: the entry, or with the closing of a visit the whole of it. */
const signedBy = (target: Entry, look: Look): readonly Entry[] =>
  target.kind === "visit closed"
    ? effective(look.visitOf(target), { happened: Number.POSITIVE_INFINITY })
    : [target];
